"""What waits for a person without a limit that runs: each app says so in its desk.py (等您办理)."""

from collections.abc import Callable
from dataclasses import dataclass

from jiedao.access.selectors import Viewer


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: where it stands, what it is, what to do, where."""

    word: str
    title: str
    why: str
    url: str
    act: str


Provider = Callable[[Viewer], list[Waiting]]
_PROVIDERS: dict[str, Provider] = {}


def declare(code: str, provider: Provider) -> None:
    """Let an app put what waits on the desk; a provider costs one query, whatever the number."""
    _PROVIDERS[code] = provider


def for_viewer(viewer: Viewer) -> list[Waiting]:
    """Everything that waits for a person, app after app."""
    return [waiting for _, ask in sorted(_PROVIDERS.items()) for waiting in ask(viewer)]
