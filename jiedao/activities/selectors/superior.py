"""Reading papers from above: the list, one of them, who has studied it and who has not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet
from django.http import Http404

from jiedao.access import selectors as access
from jiedao.access.desks import holders
from jiedao.activities.deadlines import STUDY
from jiedao.activities.kinds import SUPERIOR_DOCUMENT
from jiedao.activities.models import (
    Activity,
    Attendee,
    InCharge,
    Relay,
    SuperiorDocument,
    SuperiorDocumentQuerySet,
)
from jiedao.activities.states import Course, Genre, Kind, Level
from jiedao.deadlines.models import Deadline
from jiedao.dossiers.selectors import matching_text
from jiedao.lib.sheets import Cell
from jiedao.organisation.models import Unit
from jiedao.people.models import User, UserKind
from jiedao.web.duties import OfficeDuty
from jiedao.web.lists import MOST_EXPORTED, Asked, Listed, Listing, Narrowing, page_of

CHIPS = {Course.WAITING: "soon", Course.LATE: "late", Course.STUDIED: "soon", Course.RELAYED: "ok"}
COLUMNS = (
    "编号", "标题", "文号", "哪一级", "种类", "发文机关或讲话人", "收到日期", "现在", "学习次数",
    "传达到几个单位", "主要精神", "责任人", "单位",
)  # fmt: skip
LISTING = Listing(
    "编号、标题、文号或者内容里的词",
    {
        "received": ("新收到的在前", ("-received_on", "-pk")),
        "oldest": ("先收到的在前", ("received_on", "pk")),
    },
    (
        Narrowing("level", "哪一级", Level.choices),
        Narrowing("genre", "种类", Genre.choices),
        Narrowing("course", "现在", Course.choices),
    ),
)


@dataclass(frozen=True)
class Row:
    """A paper as the list shows it, with how far it has come."""

    record: SuperiorDocument
    word: str
    chip: str
    studies: int
    relays: int


def visible_to(user: User) -> SuperiorDocumentQuerySet:
    """The papers a person may see: of the units above his posts, and of all beneath them."""
    seen = access.dossiers_seen_by(user, *SUPERIOR_DOCUMENT.seen_with, from_beneath=True)
    rows = SuperiorDocument.objects.filter(seen).select_related("dossier__unit")
    return rows.prefetch_related(Prefetch("in_charge", InCharge.objects.select_related("user")))


def get_visible(user: User, number: str) -> SuperiorDocument:
    """One paper by its number; Http404 when there is none or it may not be known."""
    rows = marked(visible_to(user), date.min).select_related("dossier__opened_by")
    found = rows.filter(dossier__number=number).first()
    if found is None:
        raise Http404
    return found


def marked(rows: QuerySet[SuperiorDocument], today: date) -> QuerySet[Any]:
    """Papers with how often they were studied, how far they were handed down, and what is late."""
    late = Deadline.objects.open().filter(dossier=OuterRef("pk"), code=STUDY.code)
    found: QuerySet[Any] = rows.annotate(
        studied_times=Count("studies", distinct=True),
        relayed_to=Count("relays", distinct=True),
        is_late=Exists(late.due_before(today)),
    )
    return found


def asked_for(user: User, asked: Asked, *, today: date) -> QuerySet[Any]:
    """The papers that were asked for."""
    rows = visible_to(user)
    for name in ("level", "genre"):
        if asked.of(name):
            rows = rows.filter(**{name: asked.of(name)})
    if asked.words:
        rows = rows.filter(dossier__in=matching_text(asked.words).values("dossier"))
    course = asked.of("course")
    if course == Course.RELAYED:
        return marked(rows.studied().relayed(), today)
    if course == Course.STUDIED:
        return marked(rows.studied(), today).filter(relayed_to=0)
    found = marked(rows, today)
    if course:
        is_late = course == Course.LATE
        return found.filter(studied_times=0, is_late=is_late)
    return found


def listed(user: User, asked: Asked, *, today: date) -> Listed[Row]:
    """One page of the list."""
    return page_of(asked_for(user, asked, today=today), asked, row_of, measure="份")


def row_of(record: SuperiorDocument) -> Row:
    """A paper that was `marked`, with how far it has come, in a word."""
    numbers = vars(record)
    if not numbers["studied_times"]:
        course = Course.LATE if numbers["is_late"] else Course.WAITING
    else:
        course = Course.RELAYED if numbers["relayed_to"] else Course.STUDIED
    return Row(
        record,
        str(course.label),
        CHIPS[course],
        numbers["studied_times"],
        numbers["relayed_to"],
    )


def lines_of(user: User, asked: Asked, *, today: date) -> Iterator[list[Cell]]:
    """The rows for Excel."""
    for record in asked_for(user, asked, today=today).order_by(*asked.order)[:MOST_EXPORTED]:
        row = row_of(record)
        yield [
            record.dossier.number,
            record.dossier.title,
            record.document_number,
            str(record.get_level_display()),
            str(record.get_genre_display()),
            record.issuer,
            record.received_on,
            row.word,
            row.studies,
            row.relays,
            record.summary,
            str(record.responsible or ""),
            str(record.dossier.unit),
        ]


@dataclass(frozen=True)
class Learner:
    """One person and a paper: on which day studied, or that it still has to be."""

    name: str
    post: str
    studied_on: date | None
    how: str


def learners_of(document: SuperiorDocument) -> list[Learner]:
    """Who has studied a paper and who has not, by the rosters of its studies; those who have not first."""
    rows = (
        Attendee.objects.filter(activity__studies__document=document, is_guest=False)
        .select_related("activity")
        .order_by("activity__held_on", "id")
    )
    found: dict[int, Learner] = {}
    for row in rows:
        known = found.get(row.person_id or 0)
        if known is None or known.studied_on is None:
            found[row.person_id or 0] = _learner(row)
    return sorted(found.values(), key=lambda one: one.studied_on is not None)


def _learner(row: Attendee) -> Learner:
    if row.present:
        return Learner(row.name, row.post, row.activity.held_on, "集中学习")
    return Learner(row.name, row.post, row.made_up_on, row.made_up_how)


def studies_of(document: SuperiorDocument) -> list[Activity]:
    """The studies a paper was studied at, in their order."""
    rows = Activity.objects.filter(studies__document=document).select_related("dossier__unit")
    return list(rows.order_by("held_on", "pk"))


def documents_of(activity: Activity) -> list[SuperiorDocument]:
    """The papers that were studied at an activity."""
    if not activity.is_study:
        return []
    rows = SuperiorDocument.objects.filter(studies__activity=activity)
    return list(rows.select_related("dossier").order_by("pk"))


def relays_of(document: SuperiorDocument) -> list[Relay]:
    """Where a paper was handed down to."""
    rows = document.relays.select_related("unit", "relayed_by")
    return list(rows.order_by("relayed_on", "unit__path", "id"))


def not_relayed_to(document: SuperiorDocument) -> QuerySet[Unit]:
    """The units one level down that have not been given the paper."""
    known = document.relays.values("unit")
    beneath = Unit.objects.active().filter(parent=document.dossier.unit)
    return beneath.exclude(pk__in=known).order_by("path")


def people_for(document: SuperiorDocument) -> QuerySet[User]:
    """Who can be responsible for a paper: who could register its study."""
    able = holders(OfficeDuty.KEEP_ACTIVITIES, document.dossier.unit)
    return able.filter(kind=UserKind.STAFF)


def studies_for(document: SuperiorDocument) -> QuerySet[Activity]:
    """The studies that were held since the paper came, and at which it has not been entered yet."""
    rows = (
        Activity.objects.held()
        .of_kind(Kind.STUDY)
        .filter(
            held_on__gte=document.received_on,
            dossier__unit__path__startswith=document.dossier.unit.path,
        )
    )
    known = document.studies.values("activity")
    return rows.exclude(pk__in=known).select_related("dossier__unit").order_by("-held_on", "-pk")
