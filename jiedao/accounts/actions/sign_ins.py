"""The log of sign-ins: written at every attempt, and swept when the law and the office allow it."""

from datetime import datetime, timedelta

from django.db import transaction

from jiedao.access import selectors as access
from jiedao.accounts.access import demand_over
from jiedao.accounts.attempts import Attempt, digest_of
from jiedao.accounts.models import SignIn
from jiedao.accounts.rules import RULES
from jiedao.accounts.states import Outcome
from jiedao.ledger import actions as ledger
from jiedao.ledger import acts
from jiedao.lib import clock
from jiedao.people.models import User

UNLOCK = acts.declare("accounts.unlock", "解除登录暂停")
_DAYS_OF_A_MONTH = 31
_SWEPT_AT_ONCE = 5000


@transaction.atomic
def record(attempt: Attempt, outcome: str, *, user: User | None) -> SignIn:
    """Enter an attempt to sign in (登录记录)."""
    return SignIn.objects.create(
        at=clock.wall(),
        user=user,
        name_digest=attempt.name_digest,
        outcome=outcome,
        unit=access.unit_of(user) if user else None,
        device=attempt.device,
        address=attempt.address,
        origin=attempt.origin,
    )


@transaction.atomic
def unlock(user: User, *, by: User, reason: str) -> SignIn:
    """Let a colleague try again who was made to wait (解除登录暂停)."""
    unit = demand_over(user, by, act="解除登录暂停")
    entered = SignIn.objects.create(
        at=clock.wall(),
        user=user,
        name_digest=digest_of(user.username),
        outcome=Outcome.UNLOCKED,
        unit=unit,
    )
    words = f"解除{user}（{user.username}）的登录暂停。原因：{reason}"
    ledger.record(unit, act=UNLOCK, by=by, words=words, data={"user": user.pk})
    return entered


@transaction.atomic
def sweep() -> int:
    """Remove what is older than the log has to be; a few thousand rows at a time."""
    rules = RULES.on(clock.today())
    months = max(rules.log_months, rules.log_months_own)
    before: datetime = clock.wall() - timedelta(days=months * _DAYS_OF_A_MONTH)
    old = SignIn.objects.filter(at__lt=before).order_by("id").values("pk")[:_SWEPT_AT_ONCE]
    swept, _ = SignIn.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()
    return swept
