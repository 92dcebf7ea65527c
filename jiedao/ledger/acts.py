"""The acts that may stand in the ledger, each with its Chinese name."""

from django.core.exceptions import ImproperlyConfigured

_ACTS: dict[str, str] = {}


def declare(code: str, name: str) -> str:
    """Declare an act (办理动作); the same code twice is refused."""
    if _ACTS.get(code, name) != name:
        raise ImproperlyConfigured(f"台账动作“{code}”被声明了两次。")
    _ACTS[code] = name
    return code


def sentence(code: str) -> str:
    """The Chinese name of an act; LookupError when nobody declared it."""
    if code not in _ACTS:
        raise LookupError(f"台账动作“{code}”没有声明。")
    return _ACTS[code]


def all_acts() -> dict[str, str]:
    """Every declared act with its name, for the handbook and filters."""
    return dict(_ACTS)
