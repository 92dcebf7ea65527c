"""Reading pilots: the trials of the communities as they were asked for, one pilot, one trial."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from jiedao.access import selectors as access
from jiedao.deadlines.selectors import left_until
from jiedao.dossiers.models import Dossier
from jiedao.dossiers.selectors import matching_text
from jiedao.liaison.kinds import PILOT, TRIAL
from jiedao.liaison.models import Pilot, Stage, Trial, TrialQuerySet
from jiedao.liaison.selectors import measures
from jiedao.liaison.selectors.measures import Measure
from jiedao.liaison.states import Area, TrialStanding
from jiedao.lib.sheets import Cell
from jiedao.organisation.models import Unit
from jiedao.organisation.selectors import SELF_GOVERNING
from jiedao.people.models import User
from jiedao.web.lists import MOST_EXPORTED, Asked, Listed, Listing, Narrowing, page_of

PILOTS = 20  # shown above the list
COLUMNS = (
    "编号", "社区", "先试的两项", "负责人", "目标", "开始", "期限", "完成", "现在", "正在的阶段",
    "总结", "试点",
)  # fmt: skip
LISTING = Listing(
    "编号、社区、负责人或者目标里的词",
    {
        "newest": ("新开始的在前", ("-started_on", "-pk")),
        "due": ("快到期的在前", ("due_on", "pk")),
        "community": ("按社区", ("community__path", "-pk")),
    },
    (
        Narrowing("area", "先试的制度", Area.choices),
        Narrowing("standing", "现在", TrialStanding.choices),
    ),
)


@dataclass(frozen=True)
class StageRow:
    """A stage as the page shows it."""

    record: Stage
    word: str
    chip: str


@dataclass(frozen=True)
class Row:
    """A trial as the list shows it: which stage is next, and what is late."""

    record: Trial
    stages: list[StageRow]
    next: StageRow | None
    word: str
    chip: str


@dataclass(frozen=True)
class Goal:
    """What the goal comes to by its figure: reached or not, counted and never typed."""

    words: str
    word: str
    chip: str


def pilots_visible_to(user: User) -> QuerySet[Pilot]:
    """The pilots a person may see: of the street above his posts, and of all beneath them."""
    seen = access.dossiers_seen_by(user, *PILOT.seen_with, from_beneath=True)
    return Pilot.objects.filter(seen).select_related("dossier__unit", "street")


def get_pilot(user: User, number: str) -> Pilot:
    """One pilot by its number; Http404 when there is none or it may not be known."""
    rows = pilots_visible_to(user).select_related("dossier__opened_by", "dossier__unit", "street")
    found = rows.filter(dossier__number=number).first()
    if found is None:
        raise Http404
    return found


def visible_to(user: User) -> TrialQuerySet:
    """The trials a person may see."""
    seen = access.dossiers_seen_by(user, *TRIAL.seen_with)
    return _joined(Trial.objects.filter(seen))


def _joined(rows: TrialQuerySet) -> TrialQuerySet:
    rows = rows.select_related(
        "dossier__unit", "dossier__opened_by", "community", "responsible", "pilot__dossier"
    )
    return rows.prefetch_related("stages")


def get_visible(user: User, number: str) -> Trial:
    """One trial by its number; Http404 when there is none or it may not be known."""
    found = visible_to(user).filter(dossier__number=number).first()
    if found is None:
        raise Http404
    return found


def read(pk: int) -> Trial | None:
    """The trial of a dossier, for its papers."""
    return _joined(Trial.objects.filter(pk=pk)).first()


def get_stage(trial: Trial, kind: str) -> Stage:
    """One stage of a trial; Http404 when there is none."""
    found = trial.stages.filter(kind=kind).first()
    if found is None:
        raise Http404
    found.trial = trial
    return found


def trials_of(user: User, pilot: Pilot, *, today: date) -> list[Row]:
    """The trials of a pilot, as far as a person may see them."""
    rows = visible_to(user).filter(pilot=pilot).order_by("community__path", "pk")
    return [row_of(record, today) for record in rows]


def read_pilot(pk: int) -> Pilot | None:
    """The pilot of a dossier, for its paper."""
    return Pilot.objects.filter(pk=pk).select_related("dossier", "street").first()


def all_trials_of(pilot: Pilot) -> list[Trial]:
    """Every trial of a pilot: what its notice tells all communities."""
    return list(_joined(pilot.trials.all()).order_by("community__path", "pk"))


def exchanges_of(pilot: Pilot) -> list[Dossier]:
    """The dossiers of what was exchanged."""
    return [one.activity for one in pilot.exchanges.select_related("activity").order_by("pk")]


def asked_for(user: User, asked: Asked, *, today: date) -> TrialQuerySet:
    """The trials that were asked for."""
    rows = visible_to(user)
    area, standing = asked.of("area"), asked.of("standing")
    if area:
        rows = rows.filter(Q(first=area) | Q(second=area))
    if standing == TrialStanding.LATE:
        rows = rows.late(today)
    elif standing:
        rows = rows.filter(done_on__isnull=standing != TrialStanding.DONE)
    if asked.words:
        rows = rows.filter(dossier__in=matching_text(asked.words).values("dossier"))
    return rows


def listed(user: User, asked: Asked, *, today: date) -> Listed[Row]:
    """One page of the list."""
    rows = asked_for(user, asked, today=today)
    return page_of(rows, asked, lambda record: row_of(record, today), measure="个社区试点")


def row_of(record: Trial, today: date) -> Row:
    """A trial with its stages: what is late makes the whole late."""
    stages = [
        _stage(one, today) for one in sorted(record.stages.all(), key=lambda s: (s.due_on, s.pk))
    ]
    ahead = next((one for one in stages if one.record.done_on is None), None)
    if record.done_on:
        word, chip = "已完成", "ok"
    else:
        due = min([record.due_on, *(one.record.due_on for one in stages if not one.record.done_on)])
        word, chip = left_until(due, today)
    return Row(record, stages, ahead, word, chip)


def _stage(stage: Stage, today: date) -> StageRow:
    if stage.done_on is None:
        return StageRow(stage, *left_until(stage.due_on, today))
    late = (stage.done_on - stage.due_on).days
    return StageRow(stage, f"已完成，晚{late}天" if late > 0 else "已完成", "ok")


def goal_of(trial: Trial, *, today: date) -> Goal | None:
    """Whether the goal is reached; None where it is not measured by a figure."""
    if not trial.figure or trial.least is None:
        return None
    last = min(today, trial.due_on)
    asked = Measure(trial.figure, trial.community, trial.started_on, last)
    value = measures.values([asked])[asked]
    words = f"{measures.name_of(trial.figure)}不少于{trial.least}，现在{measures.said(trial.figure, value)}"
    if value >= trial.least:
        return Goal(words, "已达到", "ok")
    return Goal(words, "没有达到", "late" if today > trial.due_on else "soon")


def communities_of(pilot: Pilot) -> QuerySet[Unit]:
    """The communities that have not begun to try."""
    rows = Unit.objects.active().filter(
        level__in=SELF_GOVERNING, path__startswith=pilot.street.path
    )
    return rows.exclude(pk__in=pilot.trials.values("community")).order_by("path")


def lines_of(user: User, asked: Asked, *, today: date) -> Iterator[list[Cell]]:
    """The rows for Excel."""
    for record in asked_for(user, asked, today=today).order_by(*asked.order)[:MOST_EXPORTED]:
        row = row_of(record, today)
        yield [
            record.dossier.number,
            str(record.community),
            record.systems,
            str(record.responsible),
            record.goal,
            record.started_on,
            record.due_on,
            record.done_on,
            row.word,
            str(row.next.record.get_kind_display()) if row.next else "",
            record.summary,
            record.pilot.dossier.title,
        ]
