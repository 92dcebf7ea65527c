"""Reading assignments: the list with what is late, one page, who takes part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from jiedao.access import selectors as access
from jiedao.deadlines.models import Deadline
from jiedao.deadlines.selectors import left_until
from jiedao.dossiers.models import Dossier
from jiedao.dossiers.selectors import matching_text
from jiedao.liaison.conditions.common import DUTY
from jiedao.liaison.deadlines import VISIT
from jiedao.liaison.kinds import ASSIGNMENT
from jiedao.liaison.models import Assignment, AssignmentQuerySet, Participation, Visit
from jiedao.liaison.models.periods import last_day
from jiedao.liaison.states import AssignmentStanding
from jiedao.lib.sheets import Cell
from jiedao.organisation.models import Unit
from jiedao.organisation.selectors import SELF_GOVERNING
from jiedao.people.models import User
from jiedao.web.lists import MOST_EXPORTED, Asked, Listed, Listing, Narrowing, page_of

COLUMNS = (
    "编号", "社区", "分包领导", "从哪天起", "最后一天", "走访次数", "最近走访", "下次走访最迟",
    "现在", "结束原因",
)  # fmt: skip
LISTING = Listing(
    "编号、社区或者领导的名字",
    {
        "due": ("该走访的在前", ("next_due", "-pk")),
        "newest": ("新分包的在前", ("-since", "-pk")),
        "community": ("按社区", ("community__path", "-since", "-pk")),
    },
    (Narrowing("standing", "现在", AssignmentStanding.choices),),
)


@dataclass(frozen=True)
class Row:
    """An assignment as the list shows it: how many visits, the last, when the next is due."""

    record: Assignment
    visits: int
    last: date | None
    due: date | None
    word: str
    chip: str


def visible_to(user: User) -> AssignmentQuerySet:
    """The assignments a person may see."""
    seen = access.dossiers_seen_by(user, *ASSIGNMENT.seen_with)
    return Assignment.objects.filter(seen).select_related("dossier__unit", "community", "leader")


def _counted(rows: AssignmentQuerySet) -> QuerySet[Assignment]:
    made = Q(visits__withdrawn="")
    running = Deadline.objects.filter(dossier=OuterRef("pk"), code=VISIT.code, closed_at=None)
    return rows.annotate(
        made=Count("visits", filter=made),
        last_visit=Max("visits__day", filter=made),
        next_due=Subquery(running.values("due_on")[:1]),
    )


def get_visible(user: User, number: str) -> Assignment:
    """One assignment by its number; Http404 when there is none or it may not be known."""
    rows = visible_to(user).select_related(
        "dossier__unit", "dossier__opened_by", "community__parent", "leader"
    )
    found = _counted(rows).filter(dossier__number=number).first()
    if found is None:
        raise Http404
    return found


def read(pk: int) -> Assignment | None:
    """The assignment of a dossier, for its papers."""
    rows = Assignment.objects.filter(pk=pk).select_related("dossier__unit", "community", "leader")
    return _counted(rows).first()


def get_visit(assignment: Assignment, pk: int) -> Visit:
    """One visit of an assignment; Http404 when there is none."""
    rows = assignment.visits.select_related("assignment__dossier__unit", "assignment__community")
    found = rows.select_related("assignment__leader").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def visits_of(assignment: Assignment) -> list[Visit]:
    """The visits, the latest first, what was entered wrongly among them."""
    return list(assignment.visits.select_related("activity").order_by("-day", "-pk"))


def asked_for(user: User, asked: Asked, *, today: date) -> QuerySet[Assignment]:
    """The assignments that were asked for."""
    rows = visible_to(user)
    standing = asked.of("standing")
    if standing == AssignmentStanding.OVER:
        rows = rows.filter(until__lte=today)
    elif standing == AssignmentStanding.LATE:
        rows = rows.on(today).late(today)
    elif standing == AssignmentStanding.IN_TIME:
        rows = rows.on(today).in_time(today)
    if asked.words:
        rows = rows.filter(dossier__in=matching_text(asked.words).values("dossier"))
    return _counted(rows)


def listed(user: User, asked: Asked, *, today: date) -> Listed[Row]:
    """One page of the list."""
    rows = asked_for(user, asked, today=today)
    return page_of(rows, asked, lambda record: row_of(record, today))


def row_of(record: Assignment, today: date) -> Row:
    """An assignment with how long there still is until the next visit."""
    said = vars(record)
    due: date | None = said["next_due"]
    word, chip = ("已结束", "") if record.until or due is None else left_until(due, today)
    return Row(record, said["made"], said["last_visit"], due, word, chip)


def lines_of(user: User, asked: Asked, *, today: date) -> Iterator[list[Cell]]:
    """The rows for Excel."""
    for record in asked_for(user, asked, today=today).order_by(*asked.order)[:MOST_EXPORTED]:
        row = row_of(record, today)
        yield [
            record.dossier.number,
            str(record.community),
            str(record.leader),
            record.since,
            last_day(record.until),
            row.visits,
            row.last,
            row.due,
            row.word,
            record.reason,
        ]


def communities_of(user: User) -> QuerySet[Unit]:
    """The communities in which a person keeps assignments and pilots."""
    return access.units_within(user, DUTY).filter(level__in=SELF_GOVERNING)


def participations_of(dossier: Dossier) -> list[Participation]:
    """The heads of departments who take part, or did."""
    return list(dossier.participations.select_related("user").order_by("since", "pk"))


def get_participation(dossier: Dossier, pk: int) -> Participation:
    """One of them; Http404 when there is none."""
    rows = dossier.participations.select_related("user", "dossier__unit")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
