"""The kinds of dossier the apps open: name, number prefix, page, and the duties that let one see."""

from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class DossierKind:
    """A kind of dossier (案卷类别). `page` is a URL name that takes the dossier's number.

    Who holds a duty of `seen_with` sees those of his units and beneath. `seen_from_beneath` are
    those he sees above him too: what a street issues is for everyone who works in it.
    `settle` says how one is brought to its end, before its unit is closed.
    """

    code: str
    name: str
    prefix: str
    page: str
    seen_with: tuple[str, ...]
    seen_from_beneath: bool = False
    settle: str = ""


_KINDS: dict[str, DossierKind] = {}


def declare(kind: DossierKind) -> DossierKind:
    """Make a kind known; the same code or prefix twice is refused."""
    if kind.code in _KINDS or any(kind.prefix == known.prefix for known in _KINDS.values()):
        raise ImproperlyConfigured(f"案卷类别“{kind.code}”或编号字头“{kind.prefix}”重复。")
    _KINDS[kind.code] = kind
    return kind


def all_kinds() -> dict[str, DossierKind]:
    """Every kind by code."""
    return dict(_KINDS)
