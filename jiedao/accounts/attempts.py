"""An attempt to sign in: which name, from which machine; and whether it has to wait.

Wrong passwords are counted by where they come from. A browser that has signed in under the name
before carries a signed note of it and is counted by itself, so that nobody who merely knows a
colleague's log-in can lock the colleague out; everything else is counted by its address, and all of
it together by the name, so that guessing slowly from many places is stopped too.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from jiedao.accounts import places
from jiedao.accounts.models import SignIn
from jiedao.accounts.states import FAILURES, Outcome
from jiedao.lib import clock
from jiedao.rulebooks.editions import Edition
from jiedao.web import limits

COOKIE = "known_device"
COOKIE_SECONDS = 180 * 24 * 3600
MOST_NAMES = 8
_SALT = "jiedao.accounts.known"
_LOOKED_AT = 300
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Attempt:
    """One attempt: the digest of the name, the machine, its address, what it is counted by."""

    name_digest: str
    device: str
    address: str
    origin: str
    is_known: bool


@dataclass(frozen=True)
class Row:
    """What counts of an earlier attempt."""

    at: datetime
    outcome: str
    origin: str


def digest_of(username: str) -> str:
    """A name as the log keeps it."""
    return salted_hmac(_SALT, username.strip().lower(), algorithm="sha256").hexdigest()


def attempt_by(request: HttpRequest, username: str) -> Attempt:
    """The attempt a request makes under a name."""
    digest, address = digest_of(username), limits.address_of(request)[:45]
    browser, names = _note(request)
    is_known = digest[:16] in names
    origin = f"device:{browser}" if is_known else f"address:{limits.place_of(request)}"
    return Attempt(digest, places.device_of(request), address, origin, is_known)


def remember(request: HttpRequest, response: HttpResponse, username: str) -> None:
    """Give the browser the note that this name has signed in on it."""
    browser, known = _note(request)
    mark = digest_of(username)[:16]
    names = [mark, *(other for other in known if other != mark)][:MOST_NAMES]
    response.set_cookie(
        COOKIE,
        signing.dumps({"id": browser or token_hex(8), "names": names}, salt=_SALT),
        max_age=COOKIE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
        path="/office/sign-in/",
    )


def _note(request: HttpRequest) -> tuple[str, list[str]]:
    """What the browser's note says: its own mark, and the marks of the names that signed in on it."""
    try:
        note = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=COOKIE_SECONDS)
    except signing.BadSignature:
        return "", []
    return str(note["id"]), [str(name) for name in note["names"]]


def held_until(attempt: Attempt, rules: Edition) -> datetime | None:
    """Until when this name has to wait when it is tried from here; None when it need not."""
    now = clock.wall()
    since = SignIn.objects.filter(name_digest=attempt.name_digest, at__gt=now - DAY)
    newest = since.order_by("-id").values_list("at", "outcome", "origin")[:_LOOKED_AT]
    rows: list[Row] = []
    for row in (Row(*values) for values in newest):
        if row.outcome == Outcome.UNLOCKED:
            break
        rows.append(row)
    wait = timedelta(minutes=rules.hold_minutes)
    here = _in_a_row([row for row in rows if row.origin == attempt.origin])
    if len(here) >= rules.failures:
        last = here[: rules.failures]
        if last[0].at + wait > now and last[0].at - last[-1].at <= wait:
            return last[0].at + wait
    if attempt.is_known:
        return None
    strange = [row for row in rows if row.outcome in FAILURES and row.origin.startswith("address:")]
    if len(strange) >= rules.failures_elsewhere:
        return strange[rules.failures_elsewhere - 1].at + DAY
    return None


def _in_a_row(rows: list[Row]) -> list[Row]:
    """The failures since the last success, newest first."""
    found = []
    for row in rows:
        if row.outcome == Outcome.SIGNED_IN:
            break
        if row.outcome in FAILURES:
            found.append(row)
    return found


def was_told(attempt: Attempt, rules: Edition) -> bool:
    """Whether the log already says that this origin is made to wait: it is said once, not each time."""
    newest = SignIn.objects.filter(
        name_digest=attempt.name_digest,
        origin=attempt.origin,
        at__gt=clock.wall() - timedelta(minutes=rules.hold_minutes),
    ).first()
    return newest is not None and newest.outcome == Outcome.HELD
