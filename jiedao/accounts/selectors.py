"""What a person sees of the own account: browsers, the last sign-ins, how old the password is."""

from dataclasses import dataclass
from datetime import datetime

from jiedao.accounts import passwords, places
from jiedao.accounts.models import DeviceSession, SignIn
from jiedao.accounts.sessions import idle_time
from jiedao.accounts.states import FAILURES, Outcome
from jiedao.lib import clock
from jiedao.people.models import User

MOST_DEVICES, RECENT = 30, 10
CHIPS = {Outcome.SIGNED_IN: "ok", Outcome.HELD: "late"} | dict.fromkeys(FAILURES, "soon")


@dataclass(frozen=True)
class DeviceLine:
    """A browser somebody is signed in with, as the person reads it."""

    ref: str
    device: str
    place: str
    since: datetime | None
    last_seen: datetime
    is_here: bool


@dataclass(frozen=True)
class SignInLine:
    """An attempt under the own name: when, with what, from where, what became of it."""

    at: datetime
    device: str
    place: str
    word: str
    chip: str


def devices_of(user: User, *, here: str | None) -> list[DeviceLine]:
    """The browsers in which a person is signed in now, the one at hand first."""
    now = clock.wall()
    rows = DeviceSession.objects.filter(user=user, expire_date__gt=now).order_by("-last_seen")
    lines = [
        DeviceLine(
            row.ref,
            row.device or places.UNKNOWN,
            row.place,
            row.since,
            row.last_seen,
            row.session_key == here,
        )
        for row in rows[:MOST_DEVICES]
        if row.last_seen + idle_time(row.get_decoded()) > now
    ]
    return sorted(lines, key=lambda line: not line.is_here)


def recent_sign_ins(user: User) -> list[SignInLine]:
    """The last attempts under a person's name, the failed ones too, newest first."""
    return [
        SignInLine(
            row.at,
            row.device or "—",
            places.shortened(row.address),
            row.get_outcome_display(),
            CHIPS.get(Outcome(row.outcome), ""),
        )
        for row in SignIn.objects.filter(user=user).order_by("-id")[:RECENT]
    ]


def password_words(user: User) -> str:
    """How long the password has been in use, and until when it may be."""
    record = passwords.newest_record(user)
    if record is None:
        return "没有登记设置时间，建议现在换一个。"
    days = passwords.rules_for(user).password_days
    used = (clock.today() - clock.day_of(record.set_at)).days
    return f"已经用了{used}天，满{days}天要换，还有{max(0, days - used)}天。"
