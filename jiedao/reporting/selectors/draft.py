"""What a paper says by itself (自动起草): acts, figures, what is late and whose, what comes next.

Everything here is plain words, numbers and lists, so that a paper handed in is kept as it was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import starmap
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import QuerySet

from jiedao.access.desks import who_answers
from jiedao.access.duties import name_of
from jiedao.deadlines.models import Deadline
from jiedao.deadlines.selectors import given_to, left_until
from jiedao.dossiers.kinds import DossierKind, all_kinds
from jiedao.indicators import kept
from jiedao.indicators.figures import Figure, Scope, Share
from jiedao.indicators.selectors import Told, change_of, shown, told_from
from jiedao.ledger.acts import all_acts
from jiedao.ledger.selectors import acts_within
from jiedao.lib.addresses import address
from jiedao.lib.numerals import period, short_day
from jiedao.lib.prepared import Question
from jiedao.procedures.steps import all_procedures
from jiedao.reporting.indicators import OF_PAPERS
from jiedao.reporting.kinds import PAPER, REVIEW
from jiedao.reporting.models import Assignment, Mention, Override, Paper, of_override
from jiedao.reporting.selectors import owed, standing

Content = dict[str, Any]
MOST_ACTS, MOST_LIMITS = 200, 30
# What is done to any dossier, and the regime's own acts, are no work to be reported.
NOT_TOLD = ("dossier", "attachments", "scans", "deadlines", "access", "personal", "report", "task")
WORDS = ("done", "highlights", "problems", "measures", "plans", "help")


def content_of(paper: Paper, *, today: date) -> Content:
    """The whole paper as it stands now: what was counted, and what the writer has added."""
    scope, kinds = scope_of(paper), kinds_of(paper)
    overrides = put_right(paper)
    figures = _figures(scope, paper)
    for line in figures:
        override = overrides.get(line["code"])
        if override:
            value = Decimal(override["value"]).normalize()
            line |= {"override": f"{value:f}", "reason": override["reason"]}
    # That papers are owed stands on the page of their period.
    others = frozenset(k.code for k in kinds if k not in (PAPER, REVIEW))
    until = paper.period.until + (paper.period.until - paper.period.since)
    return {
        "period": period(paper.period.since, paper.period.last),
        "groups": _groups(scope, kinds),
        "figures": figures,
        **_limits(scope.unit.path, others, today, until),
        "answers": [_answer(one) for one in owed.things(paper)],
        "units": _units(paper, today),
        **_lines_of_review(paper),
        **{name: getattr(paper, name) for name in WORDS},
    }


def put_right(paper: Paper) -> dict[str, dict[str, str]]:
    """What was put right by hand, by figure; a paper read for its page has it with it."""
    known = vars(paper).get("put_right")
    if known is None:
        known = Override.objects.filter(paper=paper).values_list(of_override(), flat=True)
    return {one["figure"]: one for one in known}


def scope_of(paper: Paper) -> Scope:
    """What a paper is counted over: its unit; of a group the whole street, in its own system."""
    unit = paper.period.street if paper.group_id or paper.is_review else paper.unit
    return Scope(unit, paper.period.since, paper.period.until)


def kinds_area(paper: Paper) -> str:
    """The system a group is for, by the name of its app; all of them for a unit."""
    return paper.group.area if paper.group else ""


def kinds_of(paper: Paper) -> list[DossierKind]:
    """The dossiers a paper speaks of."""
    area = kinds_area(paper)
    return [kind for kind in all_kinds().values() if not area or _app_of(kind.code) == area]


def _app_of(code: str) -> str:
    return code.partition(".")[0]


@lru_cache(maxsize=1)
def told_acts() -> frozenset[str]:
    """The acts that are work: what moves a procedure on, and every act of what has none."""
    of_procedures = {
        f"{one.acts}.{step.code}": bool(step.targets)
        for one in all_procedures().values()
        for step in one.steps
    }
    return frozenset(
        act
        for act in all_acts()
        if of_procedures.get(act, True) and act.partition(".")[0] not in NOT_TOLD
    )


def _groups(scope: Scope, kinds: Iterable[DossierKind]) -> list[Content]:
    """What was done, system by system."""
    found = acts_within(
        scope.unit.path,
        scope.since,
        scope.until,
        acts=told_acts(),
        kinds=frozenset(kind.code for kind in kinds),
        most=MOST_ACTS + 1,
    )
    names = all_acts()
    groups: dict[str, Content] = {}
    for act in found[:MOST_ACTS]:
        app = _app_of(act.kind)
        group = groups.setdefault(app, {"name": _name_of(app), "lines": []})
        group["lines"].append(
            {
                "number": act.number,
                "title": act.title,
                "act": names.get(act.act, act.act),
                "on": short_day(act.on),
                "url": address(all_kinds()[act.kind].page, act.number),
            }
        )
    for group in groups.values():
        group["count"] = len(group["lines"])
    if len(found) > MOST_ACTS:
        groups["more"] = {"name": f"另有更多，这里列出前{MOST_ACTS}项", "lines": [], "count": 0}
    return list(groups.values())


@lru_cache(maxsize=64)
def _name_of(app: str) -> str:
    return str(apps.get_app_config(app).verbose_name)


def _figures(scope: Scope, paper: Paper) -> list[Content]:
    """The figures of the period beside those of the one before; what is none in both is left out.

    One statement for all of them: what stands "as of" a day is not of a period.
    """
    return [figure_line(told, before, scope) for told, before in _told_of(scope, paper)]


def _told_of(scope: Scope, paper: Paper) -> Iterator[tuple[Told, Told]]:
    now, then = kept.values(scope, scope.before)
    for figure in period_figures(kinds_area(paper)):
        if figure.code in OF_PAPERS and not paper.is_review:
            continue
        told, before = told_from(figure, scope, now), told_from(figure, scope.before, then)
        if told.value or before.value:
            yield told, before


def figures_of(paper: Paper) -> list[Figure]:
    """The figures its draft shows: what can be put right is what stands in it, no other's figure.

    What has no record at all yet is registered, not typed.
    """
    return [told.figure for told, _ in _told_of(scope_of(paper), paper)]


@lru_cache(maxsize=8)
def period_figures(area: str = "") -> tuple[Figure, ...]:
    """The figures that belong to a period, of one system or of all."""
    return tuple(
        figure
        for figure in shown()
        if (hasattr(figure, "on") or isinstance(figure, Share))
        and (not area or _app_of(figure.code) == area)
    )


def figure_line(told: Told, before: Told, scope: Scope) -> Content:
    """A figure as a paper shows it, with the way to its rows."""
    query = f"unit={scope.unit.code}&since={scope.since}&until={scope.last}"
    return {
        "code": told.figure.code,
        "name": told.figure.name,
        "words": told.words,
        "value": str(told.value) if told.value is not None else "",
        "before": before.words,
        "change": change_of(told, before),
        "url": f"{address('indicators:figure_page', told.figure.code)}?{query}",
    }


class _Limit(NamedTuple):
    """A limit as a paper reads it."""

    due_on: date
    pk: int
    name: str
    duty: str
    title: str
    number: str
    kind: str
    unit_name: str
    path: str
    named: str


COLUMNS = (
    "due_on", "pk", "name", "duty", "dossier__title", "dossier__number", "dossier__kind",
    "dossier__unit__short_name", "dossier__unit__path",
)  # fmt: skip


@Question
def _late_and_coming(
    *, path: str, kinds: frozenset[str], today: date, until: date
) -> QuerySet[Any, Any]:
    rows = Deadline.objects.open().filter(
        unit__path__startswith=path, dossier__kind__in=sorted(kinds)
    )
    named = rows.annotate(named=given_to(today))
    wanted = named.order_by("due_on", "pk").values_list(*COLUMNS, "named")
    late = wanted.filter(due_on__lt=today)[:MOST_LIMITS]
    return late.union(wanted.filter(due_on__gte=today, due_on__lt=until)[:MOST_LIMITS])


def _limits(path: str, kinds: frozenset[str], today: date, until: date) -> Content:
    """What is late and what is due before a day, with whose each is; two queries for both."""
    rows = _late_and_coming(path=path, kinds=kinds, today=today, until=until)
    found = sorted(starmap(_Limit, rows))
    whose = who_answers((limit.duty, limit.path) for limit in found if not limit.named)
    lines = [
        (limit.due_on, _limit(limit, limit.named or whose[limit.duty, limit.path], today))
        for limit in found
    ]
    return {
        "overdue": [line for due_on, line in lines if due_on < today],
        "coming": [line for due_on, line in lines if due_on >= today],
    }


def _limit(limit: _Limit, whose: str, today: date) -> Content:
    left, kind = left_until(limit.due_on, today)
    return {
        "title": limit.title,
        "number": limit.number,
        "unit": limit.unit_name,
        "name": limit.name,
        "due": short_day(limit.due_on),
        "left": left,
        "kind": kind,
        "whose": whose or f"负责“{name_of(limit.duty)}”的人（现在没有人任职）",
        "url": address(all_kinds()[limit.kind].page, limit.number),
    }


def _units(paper: Paper, today: date) -> list[Content]:
    """How every unit stands, in a review."""
    if not paper.is_review:
        return []
    found = standing.standings(
        Scope(paper.unit, paper.period.since, paper.period.until), today=today
    )
    return [one.as_data() for one in found]


def _lines_of_review(paper: Paper) -> Content:
    """Praise, criticism and tasks, in a review."""
    if not paper.is_review:
        return {"mentions": [], "tasks": []}
    return {
        "mentions": [_mention(one) for one in paper.mentions.select_related("unit")],
        "tasks": [_task(one) for one in paper.assignments.select_related("unit", "owner")],
    }


def _mention(one: Mention) -> Content:
    return {
        "pk": one.pk,
        "kind": one.kind,
        "label": str(one.get_kind_display()),
        "unit": str(one.unit),
        "words": one.words,
        "evidence": one.evidence,
    }


def _task(one: Assignment) -> Content:
    return {
        "pk": one.pk,
        "unit": str(one.unit),
        "owner": str(one.owner),
        "words": one.words,
        "due": short_day(one.due_on),
    }


def _answer(one: owed.Owed) -> Content:
    return {
        "kind": one.kind,
        "words": one.words,
        "whence": one.whence,
        "outcome": one.outcome_in_words,
        "said": one.said,
    }
