"""How a rule's value is kept in a column: its type by name and its whole numbers."""

from dataclasses import asdict, is_dataclass
from typing import Any

from jiedao.lib.quotas import AtLeast, MoreThan


def encode(value: Any) -> dict[str, Any]:
    """AtLeast(2, 3) is {"type": "AtLeast", "n": 2, "d": 3}; 5 is {"type": "int", "value": 5}."""
    kind = type(value).__name__
    if is_dataclass(value) and not isinstance(value, type):
        return {"type": kind, **asdict(value)}
    if isinstance(value, bool | int | str):
        return {"type": kind, "value": value}
    raise TypeError(f"{kind}类型的值不能作为规则保存。")


def decode(stored: dict[str, Any], *, like: Any) -> Any:
    """The value behind `stored`; TypeError when it is not of the same sort as `like`."""
    fields = dict(stored)
    kind = fields.pop("type", "")
    sorts: dict[str, type] = {type(like).__name__: type(like)}
    if isinstance(like, MoreThan | AtLeast):
        # 过半数 may be made stricter by 三分之二以上, and the other way round.
        sorts |= {"MoreThan": MoreThan, "AtLeast": AtLeast}
    if kind not in sorts:
        raise TypeError(f"保存的值是{kind}类型，规则要求的是{'或'.join(sorts)}类型。")
    return sorts[kind](**fields) if is_dataclass(sorts[kind]) else sorts[kind](fields["value"])
