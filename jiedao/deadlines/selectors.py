"""Reading limits for pages."""

from dataclasses import dataclass
from datetime import date

from jiedao.deadlines.models import Deadline
from jiedao.dossiers.models import Dossier


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


def left_until(due_on: date, today: date) -> tuple[str, str]:
    """How long still, in words, and the kind of its chip: late, soon or nothing."""
    days = (due_on - today).days
    if days < 0:
        return f"逾期{-days}天", "late"
    if days == 0:
        return "今天到期", "soon"
    return f"还剩{days}天", "soon" if days <= 3 else ""


def open_limits(dossier: Dossier, *, today: date) -> list[DeadlineRow]:
    """The limits that run on a dossier, nearest first."""
    rows = []
    for limit in Deadline.objects.open().filter(dossier=dossier).order_by("due_on", "id")[:20]:
        left, kind = left_until(limit.due_on, today)
        rows.append(
            DeadlineRow(
                limit.code, limit.name, limit.due_on, left, kind, limit.explanation, limit.basis
            )
        )
    return rows
