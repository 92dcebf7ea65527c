"""The roles (岗位职责), read once from roles.toml; codes are stored, never Python paths."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

OFFICE = "office"


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
    sensitive: bool = False
    leader: bool = False

    @property
    def line(self) -> str:
        """What must stay apart in one person (三员分立): office work, and each administration."""
        return self.code if self.admin else OFFICE


def sensitive_duties() -> tuple[str, ...]:
    """The duties whose holders sign in with two steps."""
    table = tomllib.loads(Path(__file__).with_name("roles.toml").read_text("utf-8"))
    return tuple(table["sensitive"])


@cache
def all_roles() -> dict[str, Role]:
    """Every role by code."""
    table = tomllib.loads(Path(__file__).with_name("roles.toml").read_text("utf-8"))
    sensitive = set(table["sensitive"])
    return {
        code: Role(
            code,
            row["name"],
            row["purpose"],
            tuple(row["levels"]),
            tuple(row["duties"]),
            row.get("admin", False),
            row.get("machine", False),
            row.get("two_step", False) or bool(sensitive & set(row["duties"])),
            row.get("leader", False),
        )
        for code, row in table["roles"].items()
    }


def sensitive_roles() -> list[str]:
    """The codes of the roles that ask for two steps at sign-in."""
    return [role.code for role in all_roles().values() if role.sensitive]


def leading_roles() -> list[str]:
    """The codes of the roles of a street's leading officials (班子成员)."""
    return [role.code for role in all_roles().values() if role.leader]


def name_of(code: str) -> str:
    """The Chinese name of a role; a retired code shows as itself."""
    role = all_roles().get(code)
    return role.name if role else code
