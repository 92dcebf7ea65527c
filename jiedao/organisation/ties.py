"""What still hangs on a unit that is to be closed (撤销前还连着的): each package says its own.

What needs a decision is refused until it was taken; what simply ends with the unit is said
beforehand and ended in the same act.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from jiedao.organisation.models import Unit
from jiedao.people.models import User

SHOWN = 20


@dataclass(frozen=True)
class Tie:
    """Something that hangs on a unit: how many, the first of them in words, and what is to be done.

    `then` is what to do next, or what becomes of it; `end` ends it, where no decision is needed.
    """

    name: str
    count: int
    measure: str
    rows: tuple[str, ...]
    then: str
    url: str = ""
    end: Callable[[Unit, date, User], object] | None = None

    @property
    def words(self) -> str:
        return f"{self.name}{self.count}{self.measure}"

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.rows)


Provider = Callable[[Unit], list[Tie]]
_PROVIDERS: list[Provider] = []


def declare(provider: Provider) -> None:
    """Let a package say what hangs on a unit; it asks a fixed number of questions."""
    _PROVIDERS.append(provider)


@dataclass(frozen=True)
class Ties:
    """All that hangs on a unit: what has to be settled first, and what ends with it."""

    first: list[Tie]
    ending: list[Tie]


def of(unit: Unit) -> Ties:
    """What hangs on a unit now."""
    found = [tie for provider in _PROVIDERS for tie in provider(unit) if tie.count]
    return Ties(
        [tie for tie in found if tie.end is None], [tie for tie in found if tie.end is not None]
    )
