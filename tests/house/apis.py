"""Rows of the permission matrix for a kind of record on the API."""

from typing import Any

from jiedao.api.records.viewsets import RecordViewSet
from tests.house.matrix import COMMAND, NOBODY

Row = dict[str, int]


def rows_of(view: type[RecordViewSet], listed: Row, seen: Row) -> dict[str, Row]:
    """Who may list and see them as on their pages; an act is only ever posted."""
    base, unknown = f"api:{view.base}", {NOBODY: 401}
    return {
        f"{base}-list": listed | unknown,
        f"{base}-detail": seen | unknown,
        **{f"{base}-{act.url_name}": COMMAND | unknown for act in view.get_extra_actions()},
    }


def path_of(view: type[RecordViewSet], act: str, number: str) -> list[Any]:
    """What stands in the address of an act: nothing of the list, the number, the key of an entry."""
    name = act.removeprefix(f"{view.base}-")
    if name in ("list", "detail"):
        return [] if name == "list" else [number]
    (found,) = (one for one in view.get_extra_actions() if one.url_name == name)
    return [number, 1] if "(?P<entry>" in found.url_path else [number]
