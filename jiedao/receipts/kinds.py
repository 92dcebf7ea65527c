"""What a receipt can be for; each kind says what its holder may read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ImproperlyConfigured

from jiedao.receipts.models import Receipt


@dataclass(frozen=True)
class Line:
    """One thing that happened, as the holder may read it: no names, no numbers."""

    on: date
    words: str


@dataclass(frozen=True)
class Told:
    """What the holder of a receipt is told: about what, where it stands now, what happened so far."""

    title: str
    unit: str
    now: str
    lines: tuple[Line, ...] = ()
    said: str = ""
    url: str = ""


@dataclass(frozen=True)
class ReceiptKind:
    """A kind of receipt (回执类别): its Chinese name and what it tells."""

    code: str
    name: str
    tell: Callable[[Receipt], Told]


_KINDS: dict[str, ReceiptKind] = {}


def declare(code: str, name: str, tell: Callable[[Receipt], Told]) -> ReceiptKind:
    """Make a kind known; the same code twice is refused."""
    if code in _KINDS:
        raise ImproperlyConfigured(f"回执类别“{code}”被声明了两次。")
    _KINDS[code] = ReceiptKind(code, name, tell)
    return _KINDS[code]


def all_kinds() -> dict[str, ReceiptKind]:
    """Every kind by code."""
    return dict(_KINDS)
