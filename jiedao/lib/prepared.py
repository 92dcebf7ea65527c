"""Questions asked on every page: the query is put into SQL once, and only its values change.

Building a queryset and compiling it costs more than PostgreSQL needs to answer it. A question is
written as a queryset all the same; the first time it is asked, stand-ins mark where the values go.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet

_FIRST_NUMBER, _FIRST_DAY = 8_000_000_000_000_000_000, date(9876, 1, 1)


class Question:
    """A queryset of plain values (`values_list`) with numbers and days to be filled in."""

    def __init__(self, ask: Callable[..., QuerySet[Any, Any]]) -> None:
        self._ask = ask
        self._sql = ""
        self._places: list[tuple[str, Any]] = []

    def __call__(self, **values: int | date) -> list[tuple[Any, ...]]:
        """The rows, as tuples of what the database says."""
        if not self._sql:
            self._prepare(values)
        filled = [values[name] if name else fixed for name, fixed in self._places]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, filled)
            return list(cursor.fetchall())

    def _prepare(self, values: dict[str, int | date]) -> None:
        stand_ins = {
            name: _FIRST_DAY + timedelta(days=place)
            if isinstance(value, date)
            else _FIRST_NUMBER + place
            for place, (name, value) in enumerate(values.items())
        }
        names = {stand_in: name for name, stand_in in stand_ins.items()}
        sql, params = self._ask(**stand_ins).query.sql_with_params()
        self._places = [
            (names.get(value, ""), value) if isinstance(value, int | date) else ("", value)
            for value in params
        ]
        self._sql = sql
