"""Reading limits for pages."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce

from jiedao.deadlines.limits import all_limits
from jiedao.deadlines.models import Deadline
from jiedao.dossiers.models import Dossier
from jiedao.lib.numerals import short_day
from jiedao.lib.prepared import Records

SHOWN = 20
# How many limits a list has, said in each of its first rows: they had to be sorted all the same.
IN_ALL = Window(Count("pk"))


@cache
def nameable() -> frozenset[str]:
    """The codes of the limits that are given to somebody by name."""
    return frozenset(limit.code for limit in all_limits().values() if limit.named)


def given_to(day: date, codes: frozenset[str] | None = None) -> Coalesce:
    """To whom by name each limit was given (交给谁办); empty where it is for everyone with its duty.

    A column of the very query that reads the limits, worked out for the rows that are shown; who
    knows which `codes` there are among them asks of no others.
    """
    its_own = Dossier.objects.filter(pk=OuterRef("dossier"))
    names: list[Any] = [
        When(code=limit.code, then=Subquery(limit.named(its_own, day)[:1]))
        for limit in all_limits().values()
        if limit.named and (codes is None or limit.code in codes)
    ]
    if not names:
        return Coalesce(Value(""), Value(""))
    found = Case(*names, default=Value(""), output_field=CharField())
    return Coalesce(found, Value(""))


@dataclass(frozen=True)
class DeadlineRow:
    """A limit as a page shows it: when, how long still, how it was computed, under which rule."""

    code: str
    title: str
    due_on: date
    left: str
    kind: str
    explanation: str
    basis: str
    is_paused: bool = False


def left_until(due_on: date, today: date) -> tuple[str, str]:
    """How long still, in words, and the kind of its chip: late, soon or nothing."""
    days = (due_on - today).days
    if days < 0:
        return f"逾期{-days}天", "late"
    if days == 0:
        return "今天到期", "soon"
    return f"还剩{days}天", "soon" if days <= 3 else ""


@Records
def _unmet(*, dossier: int) -> QuerySet[Deadline]:
    unmet = Deadline.objects.filter(dossier=dossier, closed_at=None)
    return unmet.order_by("paused_at", "due_on", "id")[:SHOWN]


def open_limits(dossier: Dossier, *, today: date) -> list[DeadlineRow]:
    """The limits of a dossier that are not met, nearest first; those at rest say so."""
    rows = []
    for limit in _unmet(dossier=dossier.pk):
        left, kind = left_until(limit.due_on, today)
        explanation = limit.explanation
        if limit.paused_on:
            left, kind = "停止计算", ""
            explanation += (
                f"{short_day(limit.paused_on)}起停止计算，恢复办理后按还剩的天数重新计算。"
            )
        rows.append(
            DeadlineRow(
                limit.code,
                limit.name,
                limit.due_on,
                left,
                kind,
                explanation,
                limit.basis,
                limit.paused_on is not None,
            )
        )
    return rows
