"""The log of sign-ins as the audit administrator reads it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from jiedao.access.duties import OfficeDuty
from jiedao.access.selectors import holdings
from jiedao.accounts.models import SignIn
from jiedao.accounts.selectors import CHIPS
from jiedao.accounts.states import FAILURES, Outcome
from jiedao.lib import clock
from jiedao.people.models import User

PAGE, COUNTED = 50, 1000
FAILED = "failed"
OUTCOMES = {FAILED: "没有登录成功的", **dict(Outcome.choices)}
NOBODY = "没有这个登录名"


@dataclass(frozen=True)
class Asked:
    """How the log is narrowed."""

    q: str = ""
    outcome: str = ""
    since: date | None = None
    until: date | None = None
    before: int = 0


@dataclass(frozen=True)
class AuditLine:
    """One attempt as the auditor reads it."""

    at: datetime
    who: str
    unit: str
    device: str
    address: str
    word: str
    chip: str


@dataclass(frozen=True)
class Listed:
    """A page of the log; `older` leads to the next."""

    rows: list[AuditLine]
    words: str
    older: int = 0


def narrowed(user: User, asked: Asked) -> QuerySet[SignIn]:
    """The attempts asked for, newest first: of the auditor's units, and under names nobody has."""
    seen = holdings(user).within(OfficeDuty.SEE_AUDIT, prefix="unit__")
    rows = SignIn.objects.filter(seen | Q(unit__isnull=True)).select_related("user", "unit")
    if asked.q:
        rows = rows.filter(Q(user__name__icontains=asked.q) | Q(user__username=asked.q))
    if asked.outcome == FAILED:
        rows = rows.filter(outcome__in=(*FAILURES, Outcome.HELD, Outcome.NO_POST, Outcome.MACHINE))
    elif asked.outcome:
        rows = rows.filter(outcome=asked.outcome)
    if asked.since:
        rows = rows.filter(at__gte=_begins(asked.since))
    if asked.until:
        rows = rows.filter(at__lt=_begins(asked.until + timedelta(days=1)))
    return rows.order_by("-id")


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(0), clock.SHANGHAI)


def listed(user: User, asked: Asked) -> Listed:
    """One page of the log; counting stops at a thousand."""
    rows = narrowed(user, asked)
    total = rows.order_by().values("pk")[: COUNTED + 1].count()
    if asked.before:
        rows = rows.filter(pk__lt=asked.before)
    found = list(rows[: PAGE + 1])
    said = f"共{total}条" if total <= COUNTED else f"共{COUNTED}条以上"
    older = found[PAGE - 1].pk if len(found) > PAGE else 0
    return Listed([line(row) for row in found[:PAGE]], said, older)


def line(row: SignIn) -> AuditLine:
    """One attempt in words; its person and unit must have been joined."""
    return AuditLine(
        row.at,
        f"{row.user.name}（{row.user.username}）" if row.user else NOBODY,
        str(row.unit) if row.unit else "—",
        row.device or "—",
        row.address or "—",
        row.get_outcome_display(),
        CHIPS.get(Outcome(row.outcome), ""),
    )
