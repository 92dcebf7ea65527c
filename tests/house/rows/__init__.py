"""Rows of the permission matrix by package, for packages with pages about records of their own.

Each module has `ROWS` (address → person → status), `prepare(office, everybody)` which makes the record
the addresses are asked of, and `arguments(act, office)`: what the address of an act takes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from jiedao.people.models import User


@dataclass(frozen=True)
class Part:
    """The rows of one package."""

    rows: dict[str, dict[str, int]]
    prepare: Callable[[Any, dict[str, User]], None]
    arguments: Callable[[str, Any], list[Any]]


def parts() -> dict[str, Part]:
    """The packages with rows of their own, by the first word of their addresses."""
    found = {}
    for module in iter_modules(__path__):
        part = import_module(f"{__name__}.{module.name}")
        found[module.name] = Part(part.ROWS, part.prepare, part.arguments)
    return found
