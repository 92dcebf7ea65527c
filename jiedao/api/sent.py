"""What may be sent: what the schema names; anything else is refused.

A word that is not known would be left out in silence, and the program would take for entered what
nobody has read: a reason that was spelled wrongly, the day of something that was not done today. It is said
when what was sent is read: after who may not, except where a request has a key (`once`, which compares
what was sent) and where an act asks for no words.
"""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from jiedao.api.declared import schema_of
from jiedao.lib.refusals import Refusal, Refused

LONGEST, MOST = 40, 20
HINT = "各项的意思见接口说明（/api/schema/）。"
Shape = serializers.BaseSerializer[Any]
Unknown = tuple[str, str]


def demand_known(view: Any, given: Mapping[str, Any]) -> None:
    """Every word of what was sent to a view is one its schema names, within its lists as well."""
    schema = schema_of(view)
    shape = _made(schema.get_request_serializer()) if schema else None
    found = list(islice(_unknown(shape, given, ""), MOST)) if schema else []
    if found:
        field, reason = found[0]
        errors = {place: [said] for place, said in found}
        raise Refused(
            Refusal("api.unknown_word", reason, hint=HINT, status=400, field=field), errors
        )


def asks_nothing(view: Any) -> bool:
    """Whether an act takes no words at all."""
    schema = schema_of(view)
    return schema is not None and schema.get_request_serializer() is None


def read(request: Request) -> None:
    """Read now, and refuse, what nobody reads afterwards."""
    _ = request.data


def _made(shape: Any) -> Shape | None:
    """The shape of an operation as the schema has it: a class, one made, one by kind of content, none."""
    if isinstance(shape, Mapping):
        return _made(next(iter(shape.values())))
    return shape() if isinstance(shape, type) else shape


def _unknown(shape: Any, given: Any, place: str, first: int = 0) -> Iterator[Unknown]:
    """The words nobody asked for, each with its place and what could be written there.

    Lists are counted as in all errors, a table from one (`counted_from` of its shape).
    """
    if isinstance(shape, serializers.ListSerializer | serializers.ListField):
        for number, one in enumerate(given if isinstance(given, list) else (), start=first):
            yield from _unknown(shape.child, one, f"{place}.{number}")
        return
    if not isinstance(given, Mapping) or not isinstance(shape, serializers.Serializer | None):
        return
    boxes = shape.fields if shape else {}
    known = [name for name, box in boxes.items() if not box.read_only]
    for name, value in given.items():
        where = f"{place}.{name[:LONGEST]}".removeprefix(".")
        if name in known:
            yield from _unknown(boxes[name], value, where, getattr(shape, "counted_from", 0))
        else:
            yield where, _said(name, known, place)


def _said(name: str, known: list[str], place: str) -> str:
    where = f"“{place}”里" if place else "这里"
    may = f"可以写：{'、'.join(known)}。" if known else "这个地址不用写内容。"
    return f"{where}没有“{name[:LONGEST]}”这一项，没有办理。{may}"
