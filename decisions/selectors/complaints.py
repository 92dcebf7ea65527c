"""Reading what residents reported about publishing: who may see which, and who may read the words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from decisions.duties import ENTERING, Duty
from decisions.models import Complaint, Matter
from decisions.states import ComplaintState, Wrong
from jiedao.access import selectors as access
from jiedao.dossiers.models import Dossier
from jiedao.dossiers.selectors import matching_text
from jiedao.lib.sheets import Cell
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User
from jiedao.publications.models import Publication
from jiedao.publications.states import NoticeRole
from jiedao.web.duties import OfficeDuty
from jiedao.web.lists import MOST_EXPORTED, Asked, Listed, Listing, Narrowing, page_of

S = ComplaintState
CHIPS = {S.RECEIVED: "soon", S.INVESTIGATING: "soon", S.ORDERED: "late", S.PUBLISHED: "ok"}
MOST_MATTERS, MOST_UNITS = 100, 300
COMMUNITIES = (UnitLevel.COMMUNITY, UnitLevel.VILLAGE)
COLUMNS = (
    *(
        "编号",
        "哪件事",
        "社区",
        "反映什么",
        "怎么收到的",
        "实名匿名",
        "反映日期",
        "状态",
        "受理日期",
    ),
    *("答复日期", "结论", "责令公布什么", "哪份公示", "公布的期限", "公布日期", "公布情况"),
)
NARROWINGS = (
    Narrowing("state", "状态", ComplaintState.choices),
    Narrowing("wrong", "反映什么", Wrong.choices),
)


def listing(user: User) -> Listing:
    """What can be asked of the list."""
    units = access.units_within(user, Duty.VIEW).filter(level__in=COMMUNITIES)[:MOST_UNITS]
    return Listing(
        "编号或者事情里的词",
        {
            "newest": ("新收到的在前", ("-said_on", "-pk")),
            "oldest": ("先收到的在前", ("said_on", "pk")),
        },
        (Narrowing("unit", "社区", [(one.code, str(one)) for one in units]), *NARROWINGS),
    )


@dataclass(frozen=True)
class Row:
    """A complaint as the list shows it."""

    record: Complaint
    word: str
    chip: str
    found: str


def visible_to(user: User) -> QuerySet[Complaint]:
    """The complaints a person may see: the street's, and with an order the community's."""
    return Complaint.objects.filter(access.dossiers_seen_by(user, Duty.VIEW)).select_related(
        "dossier__unit", "community", "matter__dossier", "publication"
    )


def of_community(community: Unit) -> QuerySet[Complaint]:
    """What was reported of a community, to be named on its receipt."""
    rows = Complaint.objects.filter(community=community)
    return rows.select_related("dossier", "community", "matter__dossier")


def seen_by(viewer: access.Viewer) -> QuerySet[Complaint]:
    """The same for a prepared question; joins nothing."""
    return Complaint.objects.filter(access.seen_by(viewer, Duty.VIEW))


def get_visible(user: User, number: str) -> Complaint:
    """One complaint by its number; Http404 when there is none or it may not be known."""
    found = visible_to(user).filter(dossier__number=number).first()
    if found is None:
        raise Http404
    return found


def complaint_of(dossier: Dossier) -> Complaint | None:
    """The complaint of a dossier, for its papers."""
    rows = Complaint.objects.select_related(
        "dossier__unit__parent", "community__parent", "matter__dossier"
    )
    return rows.filter(pk=dossier.pk).first()


def reads_the_words(user: User, complaint: Complaint) -> bool:
    """Whether a person may read what the resident wrote: who investigates it, and who leads the street.

    Never those it is about, whatever they see of the order (《信访工作条例》不得透露给被反映的人).
    """
    held, street = access.holdings(user), street_of(complaint.community)
    return any(held.covers(duty, street) for duty in (Duty.INVESTIGATE, OfficeDuty.URGE))


def street_of(community: Unit) -> Unit:
    """The street a community belongs to: it must look into what is reported."""
    unit = community
    while unit.level != UnitLevel.STREET and unit.parent:
        unit = unit.parent
    return unit


def asked_for(user: User, asked: Asked, today: date) -> QuerySet[Complaint]:
    """The complaints that were asked for."""
    rows = visible_to(user)
    if asked.of("unit"):
        rows = rows.filter(community__code=asked.of("unit"))
    for name in ("state", "wrong"):
        if asked.of(name):
            rows = rows.filter(**{name: asked.of(name)})
    if asked.words:
        rows = rows.filter(dossier__in=matching_text(asked.words).values("dossier"))
    return rows


def listed(user: User, asked: Asked, today: date) -> Listed[Row]:
    """One page of the list."""
    return page_of(asked_for(user, asked, today), asked, row_of, measure="件")


def rows_of(found: Iterable[Complaint], today: date) -> list[Row]:
    """Complaints as a list shows them."""
    return [row_of(one) for one in found]


def row_of(record: Complaint) -> Row:
    """A complaint with what came out of it so far."""
    state = S(record.state)
    found = "责令公布" if record.order else str(record.get_found_display())
    return Row(record, str(state.label), CHIPS.get(state, ""), found)


def lines_of(user: User, rows: QuerySet[Complaint]) -> Iterator[list[Cell]]:
    """The rows for Excel: no names, no telephones, nothing of what was written.

    How somebody came and whether he gave a name is told to those alone who may read his words.
    """
    for row in map(row_of, rows.select_related("community__parent")[:MOST_EXPORTED]):
        one = row.record
        reads = reads_the_words(user, one)
        yield [
            one.dossier.number,
            one.subject,
            str(one.community),
            str(one.get_wrong_display()),
            str(one.get_way_display()) if reads else "",
            ("实名" if one.is_named else "匿名") if reads else "",
            one.said_on,
            row.word,
            one.acknowledged_on,
            one.answered_on,
            row.found,
            one.order,
            one.owed_notice,
            one.publish_by,
            one.published_on,
            one.publication.document_number if one.publication else one.report,
        ]


def communities_of(user: User) -> QuerySet[Unit]:
    """The communities for which a person may enter what a resident reports."""
    held = access.holdings(user).within(*ENTERING)
    return Unit.objects.filter(held).active().of_level(*COMMUNITIES).order_by("path")


def public_communities(words: str = "") -> QuerySet[Unit]:
    """The communities a resident may choose from, by name: where somebody of the street would read it.

    Whole districts are entered long before each of their streets works here.
    """
    streets = Unit.objects.of_level(UnitLevel.STREET)
    at_work = streets.filter(pk__in=access.valid_posts().values("unit"))
    rows = Unit.objects.active().of_level(*COMMUNITIES).filter(parent__in=at_work)
    rows = rows.select_related("parent").order_by("path")
    return rows.filter(short_name__icontains=words) if words else rows


def public_community(code: str) -> Unit:
    """One of them by its code; Http404 for everything else."""
    found = public_communities().select_related("parent__parent").filter(code=code).first()
    if found is None:
        raise Http404
    return found


def public_matters(community: Unit) -> QuerySet[Matter]:
    """The matters of a community that residents may know of, the newest first."""
    known = Matter.objects.filter(dossier__public_state__unit=community.pk)
    return known.select_related("dossier").order_by("-pk")


def matters_within(communities: QuerySet[Unit]) -> QuerySet[Matter]:
    """The matters of several communities that residents may know of."""
    return Matter.objects.filter(dossier__public_state__unit__in=communities)


def newest_matters(community: Unit) -> QuerySet[Matter]:
    """Those of them a form offers; what is older is said in words."""
    matters = public_matters(community)
    return matters.filter(pk__in=list(matters.values_list("pk", flat=True)[:MOST_MATTERS]))


def waiting_for(publication: Publication) -> list[Complaint]:
    """The orders a notice of a matter may meet (责令公布): for it, or given before orders said which."""
    rows = Complaint.objects.filter(matter=publication.dossier_id, state=S.ORDERED)
    rows = rows.filter(owed__in=("", publication.kind)).order_by("pk")
    return list(rows.select_related("dossier__unit", "community", "matter__dossier"))


def notices_for(complaint: Complaint) -> QuerySet[Publication]:
    """The notices that may meet an order: put up in the community since the order, and where the
    order says which notice of its matter, that one alone."""
    since = complaint.answered_on
    rows = Publication.objects.posted().filter(unit=complaint.community_id, superseded_by=None)
    rows = rows.filter(posted_on__gte=since) if since else rows.none()
    if complaint.owed_notice:
        telling = rows.exclude(role=NoticeRole.WITHDRAWAL)
        rows = telling.filter(dossier=complaint.matter_id, kind=complaint.owed)
    return rows.order_by("-posted_on", "-pk")


def posted_kinds(complaint: Complaint) -> set[str]:
    """The kinds of notice of its matter that hang or have hung and still tell what is so."""
    rows = Publication.objects.posted().filter(dossier=complaint.matter_id, superseded_by=None)
    telling = rows.filter(struck_as="").exclude(role=NoticeRole.WITHDRAWAL)
    return set(telling.values_list("kind", flat=True))
