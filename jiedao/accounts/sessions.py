"""Where sign-ins live: one row per browser, which is also the list of a person's devices.

What a row says of the device travels in the session itself, because the session is saved as a whole;
so a page costs one statement for its session and the account in it.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.crypto import salted_hmac

from jiedao.accounts.rules import RULES
from jiedao.lib import clock
from jiedao.lib.prepared import Records
from jiedao.people.models import User

DEVICE, PLACE, SINCE = "device", "place", "since"
IDLE = "idle_minutes"


class DeviceSession(AbstractBaseSession):
    """One browser in which somebody is signed in (登录中的设备)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        related_name="device_sessions",
        verbose_name="登录人",
    )
    device = models.CharField("设备", max_length=80, blank=True)
    place = models.CharField("网络地址", max_length=45, blank=True)
    since = models.DateTimeField("登录时间", null=True)
    last_seen = models.DateTimeField("最近操作")

    class Meta:
        verbose_name = verbose_name_plural = "登录中的设备"

    @classmethod
    def get_session_store_class(cls) -> type["SessionStore"]:
        return SessionStore

    @property
    def ref(self) -> str:
        """What a page calls this row: the key itself would be the sign-in."""
        return salted_hmac("accounts.device", self.session_key).hexdigest()[:32]


_carried: dict[str, models.Subquery] = {}


def carry(name: str, value: models.Subquery) -> None:
    """Have something small about the account come along with its sign-in, as an attribute.

    Every page of the office shows it, and it would otherwise cost each a statement of its own. To be
    said when the portal starts; `OuterRef("user_id")` is the account.
    """
    _carried[name] = value


@Records
def _living(*, key: str, now: datetime) -> models.QuerySet[DeviceSession]:
    living = DeviceSession.objects.filter(session_key=key, expire_date__gt=now)
    return living.select_related("user").annotate(**_carried)


class SessionStore(DatabaseStore):
    """The sign-ins of the portal; one left alone for too long is over."""

    row: DeviceSession | None = None

    @classmethod
    def get_model_class(cls) -> type[DeviceSession]:
        return DeviceSession

    @property
    def account(self) -> User | None:
        """The account that was read with the sign-in, with what was carried along."""
        if SESSION_KEY not in self or not self.row:
            return None
        account = self.row.user
        for name in _carried:
            setattr(account, name, getattr(self.row, name))
        return account

    def load(self) -> dict[str, Any]:
        now = clock.wall()
        row = _living.first(key=self.session_key or "", now=now)
        if row is None:
            self._session_key = None
            return {}
        data: dict[str, Any] = self.decode(row.session_data)
        if SESSION_KEY in data and now >= row.last_seen + idle_time(data):
            # Like one that has expired: the cookie goes, the row is swept away at night.
            self._session_key = None
            return {}
        self.row = row
        return data

    def create_model_instance(self, data: dict[str, Any]) -> DeviceSession:
        row = DeviceSession(
            session_key=str(self.session_key),  # `save` has made one
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
        )
        row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.device, row.place = data.get(DEVICE, ""), data.get(PLACE, "")
        row.last_seen = clock.wall()
        row.since = datetime.fromisoformat(data[SINCE]) if SINCE in data else row.last_seen
        return row


def idle_time(data: Any) -> timedelta:
    """How long this sign-in may lie still: what the rules said for the person when it began."""
    return timedelta(minutes=data.get(IDLE) or RULES.on(clock.day_of(clock.wall())).idle_minutes)
