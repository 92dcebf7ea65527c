"""Rows of the permission matrix for a kind of record on the API."""

from typing import Any

from jiedao.api.records.viewsets import RecordViewSet
from tests.house.matrix import COMMAND, NOBODY

Row = dict[str, int]


def rows_of(view: type[RecordViewSet], listed: Row, seen: Row) -> dict[str, Row]:
    """Who may list and see them as on their pages; what is read besides is read as they are, and
    an act is only ever posted."""
    base, unknown = f"api:{view.base}", {NOBODY: 401}
    found = {f"{base}-list": listed | unknown, f"{base}-detail": seen | unknown}
    for act in view.get_extra_actions():
        found[f"{base}-{act.url_name}"] = (seen if "get" in act.mapping else COMMAND) | unknown
    return found


def path_of(view: type[RecordViewSet], act: str, number: str) -> list[Any]:
    """What stands in the address of an act: nothing of the list, the number, the key of an entry."""
    name = act.removeprefix(f"{view.base}-")
    if name in ("list", "detail"):
        return [] if name == "list" else [number]
    (found,) = (one for one in view.get_extra_actions() if one.url_name == name)
    if not found.detail:
        return []
    _, entry, pattern = found.url_path.partition("(?P<entry>")
    return [number, 1 if pattern.startswith("[0-9]") else "rules"] if entry else [number]
