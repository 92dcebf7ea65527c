"""What the apps say of a unit on its own page (单位页上的其他情况): each declares its panel."""

from collections.abc import Callable
from dataclasses import dataclass

from jiedao.organisation.models import Unit


@dataclass(frozen=True)
class Panel:
    """A heading, lines of name and words, and where all of it is."""

    title: str
    lines: list[tuple[str, str]]
    url: str


Provider = Callable[[Unit], Panel | None]
_PROVIDERS: dict[str, Provider] = {}


def declare(code: str, provider: Provider) -> None:
    """Let an app say something of a unit; a provider costs one query."""
    _PROVIDERS[code] = provider


def of(unit: Unit) -> list[Panel]:
    """Everything the apps say of a unit."""
    found = [ask(unit) for _, ask in sorted(_PROVIDERS.items())]
    return [panel for panel in found if panel]
