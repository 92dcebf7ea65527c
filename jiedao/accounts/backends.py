"""Who signs in with which password: Django's own, with the account of each request read at less cost."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import QuerySet

from jiedao.lib.prepared import Records
from jiedao.people.models import User

_at_hand: ContextVar[User | None] = ContextVar("account_at_hand", default=None)


@Records
def _account(*, pk: int) -> QuerySet[User]:
    return User.objects.filter(pk=pk)


@contextmanager
def at_hand(account: User | None) -> Iterator[None]:
    """Meanwhile the account that was read together with the sign-in is not asked for again."""
    token = _at_hand.set(account)
    try:
        yield
    finally:
        _at_hand.reset(token)


class Accounts(ModelBackend):
    """The accounts of the portal (账号)."""

    def get_user(self, user_id: Any) -> User | None:
        """The account a session names, as it is now; None once it is locked or gone."""
        user, pk = _at_hand.get(), int(user_id)
        if user is None or user.pk != pk:
            user = _account.first(pk=pk)
        return user if user is not None and self.user_can_authenticate(user) else None
