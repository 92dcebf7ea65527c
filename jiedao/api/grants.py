"""What another system may be granted to do: few acts, each named by an app (接口可授予的办理事项).

    grants.declare("matter.draft", "登记动议", duty=Duty.DRAFT)

A view says which act a request is: `def act(self) -> str`. What judges, decides or publishes is no
machine's business and is not declared.
"""

from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class MachineAct:
    """An act that can be granted to another system; `duty` is what the system must hold for it."""

    code: str
    name: str
    duty: str


_ACTS: dict[str, MachineAct] = {}


def declare(code: str, name: str, *, duty: str) -> MachineAct:
    """Let an act be granted to machines (声明); the same code twice is refused."""
    act = MachineAct(code, name, duty)
    if _ACTS.get(code, act) != act:
        raise ImproperlyConfigured(f"接口办理事项“{code}”被声明了两次。")
    _ACTS[code] = act
    return act


def all_acts() -> dict[str, MachineAct]:
    """Every act that can be granted, by code."""
    return dict(_ACTS)


def name_of(code: str) -> str:
    """The Chinese name of an act; one that is no longer declared shows as itself."""
    return _ACTS[code].name if code in _ACTS else code
