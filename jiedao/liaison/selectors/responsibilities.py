"""Reading the list of responsibilities: each line with how it stands, computed from its proof."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404

from jiedao.access import selectors as access
from jiedao.deadlines.limits import all_limits
from jiedao.deadlines.models import Deadline
from jiedao.dossiers.selectors import matching_text
from jiedao.liaison.conditions.common import DUTY
from jiedao.liaison.conditions.responsibilities import SUBJECTS
from jiedao.liaison.kinds import RESPONSIBILITY
from jiedao.liaison.models import Responsibility
from jiedao.liaison.selectors import lateness, measures
from jiedao.liaison.selectors.measures import Measure
from jiedao.liaison.states import Fulfilment, Proof
from jiedao.lib.numerals import long_day
from jiedao.lib.sheets import Cell
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User
from jiedao.web.lists import COUNTED, MOST_EXPORTED, Asked, Listed, Listing, Narrowing, page_of

CHIPS = {Fulfilment.DONE: "ok", Fulfilment.OPEN: "", Fulfilment.LATE: "late"}
COLUMNS = (
    "编号", "主体", "岗位", "事项", "标准", "依据", "从哪天起", "时限", "靠什么证明", "现在", "怎么看出来的",
    "撤下原因",
)  # fmt: skip
LISTING = Listing(
    "编号、事项、岗位或者标准里的词",
    {
        "due": ("时限近的在前", ("due_on", "pk")),
        "newest": ("新列入的在前", ("-pk",)),
        "unit": ("按主体", ("dossier__unit__path", "due_on", "pk")),
    },
    (
        Narrowing("fulfilment", "现在", [*Fulfilment.choices, ("withdrawn", "已撤下")]),
        Narrowing("level", "主体", [(level.value, str(level.label)) for level in SUBJECTS]),
        Narrowing("proof", "靠什么证明", Proof.choices),
    ),
)


@dataclass(frozen=True)
class Row:
    """A line as the list shows it: how it stands, and how that is known."""

    record: Responsibility
    fulfilment: Fulfilment
    chip: str
    why: str
    word: str


def visible_to(user: User) -> QuerySet[Responsibility]:
    """The lines a person may see, each with what its limits say."""
    seen = access.dossiers_seen_by(user, *RESPONSIBILITY.seen_with)
    rows = Responsibility.objects.filter(seen)
    return rows.select_related("dossier__unit", "dossier__opened_by", "proof_dossier")


def _with_limits(rows: QuerySet[Responsibility], today: date) -> QuerySet[Responsibility]:
    """Whether limits of the kind were missed, run still, or were met, in the unit and the period."""
    limits = Deadline.objects.filter(
        code=OuterRef("limit"),
        dossier__unit__path__startswith=OuterRef("dossier__unit__path"),
        due_on__gte=OuterRef("since"),
        due_on__lte=OuterRef("due_on"),
    )
    missed = Q(closed_on__gt=F("due_on")) | Q(closed_at=None, paused_at=None, due_on__lt=today)
    return rows.annotate(
        missed=Exists(limits.filter(missed)),
        running=Exists(limits.filter(closed_at=None)),
        met=Exists(limits.filter(closed_at__isnull=False)),
    )


def get_visible(user: User, number: str) -> Responsibility:
    """One line by its number; Http404 when there is none or it may not be known."""
    found = visible_to(user).filter(dossier__number=number).first()
    if found is None:
        raise Http404
    return found


def asked_for(user: User, asked: Asked, *, today: date) -> QuerySet[Responsibility]:
    """The lines that were asked for; how they stand is computed, up to a thousand."""
    rows = visible_to(user)
    wanted = asked.of("fulfilment")
    rows = rows.exclude(withdrawn="") if wanted == "withdrawn" else rows
    if asked.of("level"):
        rows = rows.filter(dossier__unit__level=asked.of("level"))
    if asked.of("proof"):
        rows = rows.filter(proof=asked.of("proof"))
    if asked.words:
        rows = rows.filter(dossier__in=matching_text(asked.words).values("dossier"))
    if wanted in Fulfilment.values:
        known = rows_of(rows.filter(withdrawn="")[:COUNTED], today=today)
        rows = rows.filter(pk__in=[row.record.pk for row in known if row.fulfilment == wanted])
    return rows


def listed(user: User, asked: Asked, *, today: date) -> Listed[Row]:
    """One page of the list."""
    found = page_of(asked_for(user, asked, today=today), asked, lambda record: record)
    rows = rows_of_records(found.rows, today=today)
    return Listed(rows, found.words, found.before_url, found.after_url)


def overdue(user: User, *, today: date) -> tuple[int, int]:
    """How many lines a person sees, and how many of them are late."""
    rows = rows_of(visible_to(user).filter(withdrawn="")[:COUNTED], today=today)
    return len(rows), sum(row.fulfilment == Fulfilment.LATE for row in rows)


def late_count(user: User, *, today: date) -> int:
    """The figure 责任清单逾期项 today, of the lines a person sees."""
    return visible_to(user).filter(pk__in=lateness.late(today).values("pk")).count()


def rows_of(rows: QuerySet[Responsibility], *, today: date) -> list[Row]:
    """Lines with how they stand."""
    return rows_of_records(list(rows), today=today)


def rows_of_records(records: Sequence[Responsibility], *, today: date) -> list[Row]:
    """The same for records that were read: one statement for the figures, one for the limits."""
    asked = {
        record.pk: _measure(record, today)
        for record in records
        if record.proof == Proof.FIGURE and record.since <= today
    }
    values = measures.values(asked.values())
    of_limits = [record.pk for record in records if record.proof == Proof.LIMIT]
    limits = {
        one.pk: vars(one)
        for one in _with_limits(Responsibility.objects.filter(pk__in=of_limits), today)
    }
    found = []
    for record in records:
        if record.proof == Proof.FIGURE:
            measure = asked.get(record.pk)
            how = _by_figure(record, values[measure] if measure else None, today)
        elif record.proof == Proof.DOSSIER:
            how = _by_dossier(record, today)
        else:
            how = _by_limits(limits[record.pk])
        word = "已撤下" if record.withdrawn else str(how[0].label)
        chip = "" if record.withdrawn else CHIPS[how[0]]
        found.append(Row(record, how[0], chip, how[1], word))
    return found


def row_of(record: Responsibility, *, today: date) -> Row:
    return rows_of_records([record], today=today)[0]


def _measure(record: Responsibility, today: date) -> Measure:
    return Measure(record.figure, record.dossier.unit, record.since, min(today, record.due_on))


def _by_figure(record: Responsibility, value: Any, today: date) -> tuple[Fulfilment, str]:
    name = measures.name_of(record.figure)
    if value is None:
        return Fulfilment.OPEN, f"{long_day(record.since)}才开始数“{name}”。"
    words = f"“{name}”要不少于{record.least}，现在{measures.said(record.figure, value)}。"
    if value >= (record.least or 0):
        return Fulfilment.DONE, words
    return (Fulfilment.LATE if today > record.due_on else Fulfilment.OPEN), words


def _by_dossier(record: Responsibility, today: date) -> tuple[Fulfilment, str]:
    dossier = record.proof_dossier
    assert dossier
    if dossier.closed_on:
        late = (dossier.closed_on - record.due_on).days
        after = f"，比时限晚{late}天" if late > 0 else ""
        return Fulfilment.DONE, f"{dossier.number}已于{long_day(dossier.closed_on)}办结{after}。"
    words = f"{dossier.number}还没有办结（{dossier.state_label}）。"
    return (Fulfilment.LATE if today > record.due_on else Fulfilment.OPEN), words


def _by_limits(said: dict[str, Any]) -> tuple[Fulfilment, str]:
    limit = all_limits().get(said["limit"])
    name = limit.name if limit else said["limit"]
    if said["missed"]:
        return Fulfilment.LATE, f"期内有“{name}”没有按时办结。"
    if said["running"]:
        return Fulfilment.OPEN, f"期内还有“{name}”没有办结，没有逾期。"
    if said["met"]:
        return Fulfilment.DONE, f"期内的“{name}”都按时办结。"
    return Fulfilment.OPEN, f"期内还没有要办的“{name}”。"


def subjects_of(user: User) -> QuerySet[Unit]:
    """The units whose responsibilities a person keeps."""
    units = access.units_within(user, DUTY).filter(level__in=SUBJECTS)
    return units.order_by("path")


def keeps_a_street(user: User) -> bool:
    """Whether a person keeps the list of a street."""
    return access.units_within(user, DUTY).filter(level=UnitLevel.STREET).exists()


def limit_choices() -> list[tuple[str, str]]:
    """The limits something can be proven by."""
    return sorted(
        ((limit.code, limit.name) for limit in all_limits().values()), key=lambda one: one[1]
    )


def lines_of(user: User, asked: Asked, *, today: date) -> Iterator[list[Cell]]:
    """The rows for Excel."""
    rows = asked_for(user, asked, today=today).order_by(*asked.order)[:MOST_EXPORTED]
    for row in rows_of(rows, today=today):
        record = row.record
        yield [
            record.dossier.number,
            str(record.dossier.unit),
            record.post,
            record.dossier.title,
            record.standard,
            record.basis,
            record.since,
            record.due_on,
            str(record.get_proof_display()),
            row.word,
            row.why,
            record.withdrawn,
        ]
