"""One-time codes: what the telephone shows, and the codes on paper for the day it is lost."""

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlencode

import segno
from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac
from django_otp.oath import TOTP

from jiedao.accounts.models import Authenticator, RecoveryCode
from jiedao.lib import clock, text
from jiedao.people.models import User
from jiedao.personal import sealing

PLACE = "accounts.authenticator.secret"
DIGITS, STEP_SECONDS, TOLERANCE = 6, 30, 1
RECOVERY_CODES = 8
_SALT, _PAGE_SECONDS = "jiedao.accounts.secret", 30 * 60
_BYTES = 20


@dataclass(frozen=True)
class Offer:
    """A secret as the page shows it once: as a picture, as letters to type, and to be sent back."""

    picture: str
    letters: str
    token: str


def offer(user: User, *, token: str = "") -> Offer:
    """A new secret for a telephone, or the one the page is showing already."""
    secret = secret_in(token, user) or secrets.token_bytes(_BYTES)
    letters = base64.b32encode(secret).decode()
    label = quote(f"{settings.OFFICE_NAME}:{user.username}")
    query = urlencode({"secret": letters, "issuer": settings.OFFICE_NAME}, quote_via=quote)
    picture = segno.make(f"otpauth://totp/{label}?{query}", error="m")
    grouped = " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))
    sent_back = signing.dumps({"user": user.pk, "secret": secret.hex()}, salt=_SALT)
    return Offer(picture.svg_data_uri(scale=5, border=2), grouped, sent_back)


def secret_in(token: str, user: User) -> bytes:
    """The secret a page has sent back; empty when it is too old, not the person's, or no secret."""
    try:
        held = signing.loads(token, salt=_SALT, max_age=_PAGE_SECONDS)
    except signing.BadSignature:
        return b""
    return bytes.fromhex(held["secret"]) if held["user"] == user.pk else b""


def period_of(secret: bytes, typed: str, *, after: int) -> int | None:
    """The half minute a code belongs to; None when it is wrong, too old, or was used."""
    digits = _compact(typed)
    if len(digits) != DIGITS or not digits.isdecimal():
        return None
    code = TOTP(secret, STEP_SECONDS, digits=DIGITS)
    code.time = clock.wall().timestamp()
    return int(code.t()) if code.verify(int(digits), TOLERANCE, after + 1) else None


def _compact(typed: str) -> str:
    return "".join(text.half_width(typed).split())


def digest_of(user: User, recovery_code: str) -> str:
    """A recovery code as it is kept."""
    return salted_hmac(
        "jiedao.accounts.recovery", f"{user.pk}:{recovery_code}", algorithm="sha256"
    ).hexdigest()


def authenticator_of(user: User) -> Authenticator | None:
    """The telephone a person uses for the second step; None when the second step is not in use."""
    return Authenticator.objects.filter(user=user, removed_at__isnull=True).first()


def secret_of(authenticator: Authenticator) -> bytes:
    """The sealed secret, opened for the moment of a comparison."""
    return bytes.fromhex(sealing.unseal(authenticator.secret, place=PLACE))


def wait_of(authenticator: Authenticator) -> int:
    """How many seconds one has to wait after wrong codes; 0 when one need not."""
    allowed, told = authenticator.verify_is_allowed()
    if allowed:
        return 0
    until: datetime = told["locked_until"]
    return max(1, int((until - clock.wall()).total_seconds()) + 1)


def codes_left(user: User) -> int:
    """How many recovery codes have not been used."""
    return RecoveryCode.objects.filter(user=user, used_at__isnull=True).count()
