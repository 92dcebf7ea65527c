"""Who signs in with which password: Django's own, with the account of each request read at less cost."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import QuerySet

from jiedao.lib.prepared import Records
from jiedao.people.models import User


@Records
def _account(*, pk: int) -> QuerySet[User]:
    return User.objects.filter(pk=pk)


class Accounts(ModelBackend):
    """The accounts of the portal (账号)."""

    def get_user(self, user_id: Any) -> User | None:
        """The account a session names, as it is now; None once it is locked or gone."""
        user = _account.first(pk=int(user_id))
        return user if user is not None and self.user_can_authenticate(user) else None
