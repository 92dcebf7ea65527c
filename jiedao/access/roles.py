"""The roles (岗位职责), read once from roles.toml; codes are stored, never Python paths."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Role:
    """A role: what the person in it is there for, and the duties that go with it."""

    code: str
    name: str
    purpose: str
    levels: tuple[str, ...]
    duties: tuple[str, ...]
    admin: bool = False
    machine: bool = False


@cache
def all_roles() -> dict[str, Role]:
    """Every role by code."""
    table = tomllib.loads(Path(__file__).with_name("roles.toml").read_text("utf-8"))
    return {
        code: Role(
            code,
            row["name"],
            row["purpose"],
            tuple(row["levels"]),
            tuple(row["duties"]),
            row.get("admin", False),
            row.get("machine", False),
        )
        for code, row in table["roles"].items()
    }


def name_of(code: str) -> str:
    """The Chinese name of a role; a retired code shows as itself."""
    role = all_roles().get(code)
    return role.name if role else code
