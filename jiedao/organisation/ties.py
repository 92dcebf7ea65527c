"""What still hangs on a unit that is to be closed (撤销前还连着的): each package says its own.

What needs a decision is refused until it was taken; what simply ends with the unit is said
beforehand and ended in the same act.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from jiedao.organisation.models import Unit
from jiedao.people.models import User

SHOWN = 20


@dataclass(frozen=True)
class Tie:
    """Something that hangs on a unit: how many, the first of them in words, and what is to be done.

    `then` is what to do next, or what becomes of it; `end` ends it, where no decision is needed.
    What it ends is locked before: `dossiers` asks for their keys, `hold` locks what is no dossier.
    """

    name: str
    count: int
    measure: str
    rows: tuple[str, ...]
    then: str
    url: str = ""
    end: Callable[[Unit, date, User], object] | None = None
    dossiers: Callable[[], Iterable[int]] = tuple
    hold: Callable[[Unit], object] | None = None

    @property
    def words(self) -> str:
        return f"{self.name}{self.count}{self.measure}"

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.rows)


Provider = Callable[[Unit], list[Tie]]
Locker = Callable[[Iterable[int]], object]
_PROVIDERS: list[Provider] = []
_LOCKERS: list[Locker] = []


def declare(provider: Provider) -> None:
    """Let a package say what hangs on a unit; it asks a fixed number of questions."""
    _PROVIDERS.append(provider)


def dossiers_held_by(locker: Locker) -> None:
    """Let the dossiers, which stand above the units, say how several of them are locked."""
    _LOCKERS.append(locker)


@dataclass(frozen=True)
class Ties:
    """All that hangs on a unit: what has to be settled first, and what ends with it."""

    first: list[Tie]
    ending: list[Tie]

    def dossiers(self) -> set[int]:
        """The dossiers that end with it, as many as they are: asked for only where they are ended."""
        return {pk for tie in self.ending for pk in tie.dossiers()}


def of(unit: Unit) -> Ties:
    """What hangs on a unit now."""
    found = [tie for provider in _PROVIDERS for tie in provider(unit) if tie.count]
    return Ties(
        [tie for tie in found if tie.end is None], [tie for tie in found if tie.end is not None]
    )


def hold(unit: Unit, found: Ties) -> set[int]:
    """Lock all that was found to end with a unit, before the unit itself; the keys of its dossiers.

    Whoever acts on one of them holds it first and needs the unit last: the other way round each
    would wait for the other.
    """
    for tie in found.ending:
        if tie.hold:
            tie.hold(unit)
    keys = found.dossiers()
    for locker in _LOCKERS:
        locker(keys)
    return keys
