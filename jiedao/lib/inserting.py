"""New records entered as `save` enters them, by a statement that is planned once for their table."""

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Model
from psycopg2.sql import SQL, Composable, Composed, Identifier, Placeholder

from jiedao.lib.prepared import answer

Row = TypeVar("Row", bound=Model)


def insert(
    record: Row,
    *,
    number: str = "",
    within: str = "",
    beside: Model | None = None,
    named_in: str = "",
) -> Row:
    """Enter a new record, and `beside` it another that names it by its key in the field `named_in`.

    With `number` that field is one more than the highest among the records of the same `within`: the
    caller holds what they belong to, so that no other takes the same.
    """
    here: Any = connections[DEFAULT_DB_ALIAS]  # looked up once
    kind, further = type(record), type(beside) if beside else None
    values = _values(record, number, "", here)
    if beside:
        values |= _values(beside, named_in, _BESIDE, here)
    sql = _both(kind, number, within, further, named_in) if further else _one(kind, number, within)
    ((record.pk, *given),) = answer(sql, values)
    for value in given:
        setattr(record, number, value)
    record._state.adding, record._state.db = False, here.alias
    return record


_BESIDE = "beside_"  # before the columns of the other record, which may be called the same


def _values(record: Model, given: str, prefix: str, here: Any) -> dict[str, Any]:
    return {
        f"{prefix}{column}": field.get_db_prep_save(field.pre_save(record, add=True), here)
        for column, field in _columns(type(record), given).items()
    }


@cache
def _columns(model: type[Model], given: str) -> dict[str, Any]:
    """The columns written with what a record holds: neither its key nor the one `given` otherwise."""
    fields: list[Any] = [field for field in model._meta.concrete_fields if not field.generated]
    written = (field for field in fields if not field.primary_key and field.name != given)
    return {field.column: field for field in written}


@cache
def _one(model: type[Model], number: str, within: str) -> str:
    return _written(_insertion(model, number, within) + _told(model, number))


@cache
def _both(model: type[Model], number: str, within: str, further: type[Model], named_in: str) -> str:
    places = {column: Placeholder(f"{_BESIDE}{column}") for column in _columns(further, named_in)}
    key = SQL("(SELECT {} FROM entered)").format(_key(model))
    return _written(
        SQL("WITH entered AS ({}), beside AS ({}) SELECT * FROM entered").format(
            _insertion(model, number, within) + _told(model, number),
            _into(further, places | {_column(further, named_in): key}),
        )
    )


def _insertion(model: type[Model], number: str, within: str) -> Composed:
    places: dict[str, Composable] = {
        column: Placeholder(column) for column in _columns(model, number)
    }
    if number:
        counted, same = _column(model, number), _column(model, within)
        places[counted] = SQL("(SELECT COALESCE(MAX({}), 0) + 1 FROM {} WHERE {} = {})").format(
            Identifier(counted), _table(model), Identifier(same), Placeholder(same)
        )
    return _into(model, places)


def _into(model: type[Model], places: Mapping[str, Composable]) -> Composed:
    return SQL("INSERT INTO {} ({}) VALUES ({})").format(
        _table(model),
        SQL(", ").join(map(Identifier, places)),
        SQL(", ").join(places.values()),
    )


def _told(model: type[Model], number: str) -> Composed:
    """The key it was given, and its number."""
    told = [_key(model)]
    if number:
        told.append(Identifier(_column(model, number)))
    return SQL(" RETURNING {}").format(SQL(", ").join(told))


def _column(model: type[Model], name: str) -> str:
    return str(next(f.column for f in model._meta.concrete_fields if f.name == name))


def _key(model: type[Model]) -> Identifier:
    assert model._meta.pk  # every record has one
    return Identifier(str(model._meta.pk.column))


def _table(model: type[Model]) -> Identifier:
    return Identifier(model._meta.db_table)


def _written(statement: Composed) -> str:
    with connection.cursor() as cursor:
        return str(statement.as_string(cursor.cursor))
