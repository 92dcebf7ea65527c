"""Reading work groups: which there are on a day, the list as it was asked for, one page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.lookups import Exact
from django.http import Http404

from jiedao.access import selectors as access
from jiedao.deadlines.models import Deadline
from jiedao.dossiers.selectors import matching_text
from jiedao.liaison.deadlines import LEFT
from jiedao.liaison.kinds import GROUP
from jiedao.liaison.models import Charge, Member, WorkGroup, WorkGroupQuerySet
from jiedao.liaison.selectors.leaving import Gone, gone_from
from jiedao.liaison.states import LEAD, RESPONSIBLE, Area, GroupKind, Standing
from jiedao.lib.sheets import Cell
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.web.lists import MOST_EXPORTED, Asked, Listed, Listing, Narrowing, page_of

CHIPS = {Standing.ACTIVE: "ok", Standing.OVER: ""}
COLUMNS = (
    "编号", "名称", "类别", "组长或者分管领导", "责任部门", "责任人", "成员人数", "成立日期",
    "成立文件", "最后一天", "撤销原因", "现在", "要另定的", "街道",
)  # fmt: skip
LISTING = Listing(
    "编号、名称或者文号",
    {
        "kind": ("领导小组在前", ("kind", "area", "-pk")),
        "newest": ("新成立的在前", ("-established_on", "-pk")),
        "oldest": ("先成立的在前", ("established_on", "pk")),
    },
    (
        Narrowing("area", "类别", [(GroupKind.LEADING, "领导小组"), *Area.choices]),
        Narrowing("standing", "现在", Standing.choices),
    ),
)


def active_groups(street: Unit, day: date) -> WorkGroupQuerySet:
    """The groups a street has on a day, the leading one first, each with who was in charge when."""
    rows = WorkGroup.objects.active(day).filter(street=street)
    return _with_charges(rows).order_by("kind", "area")


def standing(day: date) -> WorkGroupQuerySet:
    """Every group there is on a day, in whatever street, with who was in charge when."""
    return _with_charges(WorkGroup.objects.active(day)).order_by("pk")


def vacant(found: WorkGroupQuerySet) -> int:
    """In how many groups somebody who has left is still named."""
    running = Deadline.objects.open().filter(
        code__in=[limit.code for limit in LEFT.values()], dossier__in=found.values("pk")
    )
    return running.values("dossier").distinct().count()


def leading_group(street: Unit, day: date) -> WorkGroup | None:
    """The leading group of a street on a day (领导小组)."""
    return active_groups(street, day).filter(kind=GroupKind.LEADING).first()


def led_by(user: int, day: date) -> WorkGroupQuerySet:
    """The groups a person leads on a day, as 组长 or 分管领导."""
    charges = Charge.objects.filter(group=OuterRef("pk"), begins_on__lte=day)
    last = charges.order_by("-begins_on", "-pk").values("lead")[:1]
    return WorkGroup.objects.active(day).filter(Exact(Subquery(last), Value(user))).order_by()


def _with_charges(rows: WorkGroupQuerySet) -> WorkGroupQuerySet:
    rows = rows.select_related("dossier__unit", "street")
    return rows.prefetch_related(*("charges__lead", "charges__department", "charges__responsible"))


@dataclass(frozen=True)
class Row:
    """A group as the list shows it: who is in charge today, or was when it ended."""

    record: WorkGroup
    charge: Charge | None
    members: int
    standing: Standing
    chip: str
    gone: list[Gone] = field(default_factory=list)

    @property
    def vacancies(self) -> list[str]:
        """Who has left and is still named, each in a sentence."""
        return [f"{one.reason}，请另定。" for one in self.gone]

    @property
    def lead_is_gone(self) -> bool:
        return LEAD in {one.role for one in self.gone}

    @property
    def responsible_is_gone(self) -> bool:
        return RESPONSIBLE in {one.role for one in self.gone}

    @property
    def lead(self) -> str:
        """Who leads it, as lists on paper name him: one who has left is not named as if he were there."""
        return _named(self.charge.lead, self.lead_is_gone) if self.charge else ""

    @property
    def responsible(self) -> str:
        return _named(self.charge.responsible, self.responsible_is_gone) if self.charge else ""


def _named(user: User, is_gone: bool) -> str:
    return f"{user}（已离任）" if is_gone else str(user)


def visible_to(user: User) -> WorkGroupQuerySet:
    """The groups a person may see: of the street above his posts, and of all beneath them."""
    seen = access.dossiers_seen_by(user, *GROUP.seen_with, from_beneath=True)
    return WorkGroup.objects.filter(seen).select_related("dossier__unit", "street")


def get_visible(user: User, number: str) -> WorkGroup:
    """One group by its number; Http404 when there is none or it may not be known."""
    rows = visible_to(user).select_related("dossier__opened_by", "dossier__unit", "street")
    found = _with_charges(rows).filter(dossier__number=number).first()
    if found is None:
        raise Http404
    return found


def get_member(group: WorkGroup, pk: int) -> Member:
    """One member of a group; Http404 when there is none."""
    found = group.members.select_related("user", "group__dossier__unit").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def members_of(group: WorkGroup, day: date) -> tuple[list[Member], list[Member]]:
    """Who belongs to a group on a day, and who did before."""
    now: list[Member] = []
    before: list[Member] = []
    for member in group.members.select_related("user").order_by("since", "pk"):
        (before if member.until and member.until <= day else now).append(member)
    return now, before


def members_by_group(found: Iterable[WorkGroup], day: date) -> dict[int, list[Member]]:
    """Who belongs to each group on a day; one question for all of them."""
    rows = Member.objects.on(day).filter(group__in=[one.pk for one in found])
    members: dict[int, list[Member]] = defaultdict(list)
    for member in rows.select_related("user").order_by("since", "pk"):
        members[member.group_id].append(member)
    return members


def asked_for(user: User, asked: Asked, *, today: date) -> WorkGroupQuerySet:
    """The groups that were asked for."""
    rows = visible_to(user)
    area = asked.of("area")
    if area:
        rows = rows.filter(area="" if area == GroupKind.LEADING else area)
    if asked.of("standing"):
        is_over = asked.of("standing") == Standing.OVER
        rows = rows.over(today) if is_over else rows.active(today)
    if asked.words:
        rows = rows.filter(dossier__in=matching_text(asked.words).values("dossier"))
    return rows


def _counted(rows: WorkGroupQuerySet, today: date) -> QuerySet[WorkGroup]:
    belongs = Q(members__until=None) | Q(members__until__gt=today)
    rows = _with_charges(rows)
    return rows.annotate(
        people=Count("members", filter=belongs & Q(members__since__lte=today), distinct=True)
    )


def counted_of(records: list[WorkGroup], today: date) -> list[WorkGroup]:
    """The same groups, each with who was in charge and how many belong to it."""
    rows = WorkGroup.objects.filter(pk__in=[one.pk for one in records])
    found = {one.pk: one for one in _counted(rows, today)}
    return [found[one.pk] for one in records]


def listed(user: User, asked: Asked, *, today: date) -> Listed[Row]:
    """One page of the list."""
    rows = _counted(asked_for(user, asked, today=today), today)
    found = page_of(rows, asked, _as_it_is, measure="个")
    return Listed(rows_of(found.rows, today), found.words, found.before_url, found.after_url)


def _as_it_is(record: WorkGroup) -> WorkGroup:
    return record


def rows_of(records: list[WorkGroup], today: date) -> list[Row]:
    """The groups with how they stand today; who has left is asked for all of them at once."""
    gone = gone_from(records, today)
    return [_row(record, today, gone.get(record.pk, [])) for record in records]


def row_of(record: WorkGroup, today: date) -> Row:
    """A group with how it stands today."""
    return rows_of([record], today)[0]


def _row(record: WorkGroup, today: date, gone: list[Gone]) -> Row:
    is_active = record.is_active(today)
    standing = Standing.ACTIVE if is_active else Standing.OVER
    day = today if is_active else record.last_day or today
    members = int(vars(record).get("people", 0))
    return Row(record, record.charge_on(day), members, standing, CHIPS[standing], gone)


def rows_asked_for(user: User, asked: Asked, *, today: date) -> list[Row]:
    """All that was asked for, in its order, for Excel and for the printed list."""
    rows = _counted(asked_for(user, asked, today=today), today).order_by(*asked.order)
    return rows_of(list(rows[:MOST_EXPORTED]), today)


def lines_of(user: User, asked: Asked, *, today: date) -> Iterator[list[Cell]]:
    """The rows for Excel."""
    for row in rows_asked_for(user, asked, today=today):
        record = row.record
        charge = row.charge
        yield [
            record.dossier.number,
            record.dossier.title,
            record.kind_in_words,
            row.lead,
            str(charge.department) if charge else "",
            row.responsible,
            row.members,
            record.established_on,
            record.document_number,
            record.last_day,
            record.reason,
            str(row.standing.label),
            "".join(row.vacancies),
            str(record.street),
        ]
