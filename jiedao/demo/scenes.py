"""What each app shows in the fictional office: a demo.py declares one scene and is found by name."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from jiedao.organisation.models import Unit
from jiedao.people.models import User


@dataclass(frozen=True)
class Stage:
    """The office a scene plays in: units by code, people by log-in, and what day it is."""

    today: date
    units: dict[str, Unit]
    people: dict[str, User]


Scene = Callable[[Stage], None]
_SCENES: dict[str, Scene] = {}


def declare(code: str, scene: Scene) -> None:
    """Let an app play its scene in the demo office."""
    _SCENES[code] = scene


def all_scenes() -> dict[str, Scene]:
    """Every scene by app, in the order of the names."""
    return dict(sorted(_SCENES.items()))
