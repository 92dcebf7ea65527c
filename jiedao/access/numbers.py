"""The number of each duty among Django's permissions, by which grants are found.

`migrate` gives them, and none changes while a process runs: they are read once, and again when a
name is not among them (an upgrade that brought a new duty).
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType

from jiedao.organisation.models import Unit

NONE = 0  # no permission has it
_numbers: dict[str, int] = {}
_duties: dict[int, str] = {}


def numbers_of(duties: Iterable[str]) -> tuple[int, ...]:
    """The numbers of some duties, in their order."""
    asked = tuple(duties)
    if any(duty not in _numbers for duty in asked):
        _read()
    return tuple(_numbers.get(duty, NONE) for duty in asked)


def duty_of(number: int) -> str:
    """The duty a number stands for; empty where it is none."""
    if number not in _duties:
        _read()
    return _duties.get(number, "")


def forget(**_said: Any) -> None:
    """The numbers may be others now: `migrate` was run."""
    _numbers.clear()
    _duties.clear()


def _read() -> None:
    duties = Permission.objects.filter(content_type=ContentType.objects.get_for_model(Unit))
    _duties.update(duties.values_list("pk", "codename"))
    _numbers.update({duty: number for number, duty in _duties.items()})
