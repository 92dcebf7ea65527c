"""What a person holds today: the duties, each with the units it is held at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import BooleanField, F, Func, Q, Value

from jiedao.organisation.models import Unit

NOTHING = Q(pk__in=())


class _Begins(Func):
    """Whether a path begins with the one in a column: the column's unit is it, or stands above it."""

    function = "starts_with"
    output_field = BooleanField()

    def __init__(self, path: str, column: str) -> None:
        super().__init__(Value(path), F(column))


@dataclass(frozen=True)
class Holdings:
    """The duties a person holds today, each with the paths of the units it holds for (所任职责)."""

    on: date
    paths: dict[str, tuple[str, ...]] = field(default_factory=dict)
    posts: tuple[tuple[str, str], ...] = ()

    def covers(self, duty: str, unit: Unit) -> bool:
        """Whether the duty is held at the unit or above it."""
        return self.reaches(duty, unit.path)

    def reaches(self, duty: str, path: str) -> bool:
        """The same for a unit of which only its path was read."""
        return any(path.startswith(above) for above in self.paths.get(duty, ()))

    def anywhere(self, *duties: str) -> bool:
        """Whether any of the duties is held at some unit."""
        return any(self.paths.get(duty) for duty in duties)

    def paths_of(self, *duties: str) -> tuple[str, ...]:
        """The paths of the units at which any of the duties is held, each once."""
        return tuple(sorted({path for duty in duties for path in self.paths.get(duty, ())}))

    def within(self, *duties: str, prefix: str = "") -> Q:
        """The WHERE of everything in units one of the duties covers; `prefix` leads to the unit."""
        paths = self.paths_of(*duties)
        return reduce(or_, (Q(**{f"{prefix}path__startswith": path}) for path in paths), NOTHING)

    def at(self, *duties: str, prefix: str = "") -> Q:
        """The WHERE of everything in the very units one of the duties is held at, not beneath them."""
        return Q(**{f"{prefix}path__in": self.paths_of(*duties)})

    def above(self, *duties: str, prefix: str = "") -> Q:
        """The WHERE of everything in the very units one of the duties is held at, and above them."""
        paths = self.paths_of(*duties)
        return reduce(or_, (Q(_Begins(path, f"{prefix}path")) for path in paths), NOTHING)
