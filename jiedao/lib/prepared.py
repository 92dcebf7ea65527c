"""Questions asked on every page: put into SQL once, planned once, and only their values change.

Building a queryset and compiling it costs the portal more than PostgreSQL needs to answer it, and
planning costs PostgreSQL more than answering. A question is written as a queryset all the same; the
first time it is asked, stand-ins mark where the values go, and each connection prepares the
statement (PREPARE). Nothing of an answer is kept: every asking reads the rows as they are. A plan
must be good for every value (`plan_cache_mode` in the settings): what is few is named by an index.
"""

import re
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from itertools import count
from typing import Any, Generic, Self, TypeVar
from weakref import WeakKeyDictionary

from django.core.exceptions import EmptyResultSet, ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Model, QuerySet

from jiedao.lib import snapshots
from jiedao.lib.making import Making

Row = TypeVar("Row", bound=Model)
Ask = Callable[..., QuerySet[Any, Any]]

# Stand-ins lie far from everything, and far from each other: what is computed from one (a week later)
# is no other's, and is refused.
_FIRST_NUMBER, _FURTHER = 8_000_000_000_000_000_000, 1000
_FIRST_YEAR, _LAST_YEAR = 9000, 9500
_MARK = "\uf8ff"  # of the private range: in no text of ours
_MARKED = re.compile(f"{_MARK}(\\d+){_MARK}")
# A parameter, a percent sign, or a number that stands in the statement itself (LIMIT).
_PLACE = re.compile(rf"%(.)|\b({_FIRST_NUMBER // 10**6}\d{{6}})\b", re.DOTALL)
_NUMBERED = re.compile(r"\$\d+")
_NAMED = re.compile(r"%(?:\((\w+)\)s|%)")
_TABLE = re.compile(r'\b(?:FROM|JOIN)\s+(?!LATERAL\b)"?(\w+)')

# Which statements a connection knows already; one that is closed is forgotten with them.
_known: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()
_names = (f"question_{number}" for number in count(1))
MOST = 300  # statements a connection keeps: PostgreSQL holds the plan of each


class Composite:
    """Several values that belong together and decide, by their shape, about the question itself.

    No abstract base class: whether a value is one is asked a hundred times a page.
    """

    @property
    def shape(self) -> Hashable:
        """What of it the statement depends on."""
        raise NotImplementedError

    @property
    def values(self) -> tuple[Any, ...]:
        """What is filled in, in order."""
        raise NotImplementedError

    def at(self, values: tuple[Any, ...]) -> Self:
        """The same with other values."""
        raise NotImplementedError


def rounded_up(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """As many as the next power of two, the last repeated: few lengths make few statements."""
    wanted = 1 << (len(values) - 1).bit_length() if values else 0
    return values + values[-1:] * (wanted - len(values))


class Statements:
    """The statements of one question, by the shape of its values.

    A tuple is filled in word by word, so that each length is a statement of its own; what is neither
    number, word nor day (a switch, a function) chooses the statement and is not filled in.
    """

    def __init__(self, ask: Ask, *, planned_anew: bool = False) -> None:
        self._ask, self._planned_anew = ask, planned_anew
        self._written: dict[tuple[Any, ...], Written | None] = {}

    def of(self, values: dict[str, Any]) -> "Written | None":
        """The statement for values of this shape; None where no row can fit."""
        shape = tuple(_shape_of(value) for value in values.values())
        if shape not in self._written:
            self._written[shape] = write(self._ask, values, planned_anew=self._planned_anew)
        return self._written[shape]


class Question:
    """A queryset of plain values (`values_list`) with numbers, words and days to be filled in.

    One whose best plan depends on the values (how rare is the word?) is `planned_anew` each time.
    """

    def __init__(self, ask: Ask, *, planned_anew: bool = False) -> None:
        self._statements = Statements(ask, planned_anew=planned_anew)

    @classmethod
    def planned_anew(cls, ask: Ask) -> Self:
        return cls(ask, planned_anew=True)

    def __call__(self, **values: Any) -> list[tuple[Any, ...]]:
        """The rows, as tuples of what the database says."""
        written = self._statements.of(values)
        return written.answer(values) if written else []


class Records(Generic[Row]):
    """The same for records: each comes with what was joined and annotated."""

    def __init__(self, ask: Callable[..., QuerySet[Row]]) -> None:
        self._statements = Statements(ask)

    def __call__(self, **values: Any) -> list[Row]:
        """The records."""
        written = self._statements.of(values)
        return list(written.records(values)) if written else []

    def first(self, **values: Any) -> Row | None:
        """The first record, or None."""
        return next(iter(self(**values)), None)


@Records
def _row_of(*, model: type[Model], pk: int) -> QuerySet[Any]:
    return model._base_manager.filter(pk=pk)


def read_again(record: Any) -> None:
    """What `refresh_from_db` does: every column as it is now, and nothing remembered of other rows."""
    now = _row_of.first(model=type(record), pk=record.pk)
    if now is None:
        raise type(record).DoesNotExist
    for field in record._meta.concrete_fields:
        setattr(record, field.attname, getattr(now, field.attname))
    # A relation that was read may lead elsewhere now.
    record._state.fields_cache.clear()
    vars(record).pop("_prefetched_objects_cache", None)


@dataclass(frozen=True)
class Place:
    """Where a value goes: which one, and what stands around it in a pattern."""

    name: str
    index: int | None
    before: str = ""
    after: str = ""

    def of(self, values: dict[str, Any]) -> Any:
        value = values[self.name]
        if self.index is not None:
            value = (value.values if isinstance(value, Composite) else value)[self.index]
        if not self.before and not self.after:
            return value
        return f"{self.before}{connection.ops.prep_for_like_query(value)}{self.after}"


class Statement:
    """A statement with $1, $2 … in it, which each connection plans once, or anew for its values."""

    def __init__(self, sql: str, count: int, *, planned_anew: bool = False) -> None:
        self._name, self._sql, self._planned_anew = next(_names), sql, planned_anew
        if planned_anew:
            self._execute = _NUMBERED.sub("%s", sql.replace("%", "%%"))
            return
        asked = ", ".join(["%s"] * count)
        # Whoever watches which tables are read (the cache of public pages) sees it here.
        tables = " ".join(f"FROM {table}" for table in dict.fromkeys(_TABLE.findall(sql)))
        self._execute = f"EXECUTE {self._name}{f' ({asked})' if asked else ''} -- {tables}"

    def rows(self, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """What the database answers to these values."""
        here: Any = connections[DEFAULT_DB_ALIAS]  # looked up once
        with here.cursor() as cursor:
            if not self._planned_anew:
                self._prepare(here, cursor)
            cursor.execute(self._execute, values)
            return list(cursor.fetchall())

    def _prepare(self, here: Any, cursor: Any) -> None:
        known = _known.setdefault(here.connection, set())
        if self._name in known:
            return
        with here.wrap_database_errors:
            # Preparing is already a look at the database: too late for what a page begins with.
            if words := snapshots.first_words(here):
                cursor.cursor.execute(words)
            if len(known) >= MOST:
                cursor.cursor.execute("DEALLOCATE ALL")
                known.clear()
            cursor.cursor.execute(f"PREPARE {self._name} AS {self._sql}")
        known.add(self._name)


@lru_cache(maxsize=MOST)
def _statement(sql: str) -> tuple[Statement, tuple[str, ...]]:
    names: list[str] = []

    def put(found: re.Match[str]) -> str:
        if not found[1]:
            return "%"
        names.append(found[1])
        return f"${len(names)}"

    numbered = _NAMED.sub(put, sql)
    return Statement(numbered, len(names)), tuple(names)


def answer(sql: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of a statement written by hand, with %(name)s where values go."""
    statement, names = _statement(sql)
    return statement.rows([values[name] for name in names])


class Written:
    """A question as SQL, and how its rows become records."""

    def __init__(
        self, rows: QuerySet[Any, Any], places: dict[Any, Place], *, planned_anew: bool
    ) -> None:
        compiler = rows.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        self._compiler, self._places = compiler, list[Place]()
        numbered = self._numbered(sql, params, places)
        self._statement = Statement(numbered, len(self._places), planned_anew=planned_anew)
        selected = [column for column, *_ in compiler.select]
        self._converters = compiler.get_converters(selected[: compiler.col_count])

    def _numbered(self, sql: str, params: Sequence[Any], places: dict[Any, Place]) -> str:
        """The statement with $1, $2 … where values go; what is always the same stands in it."""
        left = iter(params)

        def put(found: re.Match[str]) -> str:
            if found[1] and found[1] != "s":
                return found[1]
            value = next(left) if found[1] else int(found[2])
            place = _place_in(value, places)
            if place is None:
                with connection.cursor() as cursor:
                    return str(cursor.mogrify("%s", (value,)).decode())
            self._places.append(place)
            return f"${len(self._places)}"

        return _PLACE.sub(put, sql)

    def answer(self, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        """The rows as the database says them."""
        return self._statement.rows([place.of(values) for place in self._places])

    def records(self, values: dict[str, Any]) -> Iterator[Any]:
        """The rows as records, as a queryset would make them."""
        rows: Any = self.answer(values)
        if self._converters:
            rows = self._compiler.apply_converters(rows, self._converters)
        return self._making.records(rows)

    @cached_property
    def _making(self) -> Making:
        return Making(self._compiler, connection.alias)


def write(ask: Ask, values: dict[str, Any], *, planned_anew: bool) -> Written | None:
    """Puts a question into SQL, with stand-ins for its values."""
    places: dict[Any, Place] = {}

    def stand_in(name: str, value: Any, index: int | None = None) -> Any:
        if isinstance(value, tuple):
            return tuple(stand_in(name, one, place) for place, one in enumerate(value))
        if isinstance(value, Composite):
            return value.at(stand_in(name, value.values))
        chosen = _stand_in(value, len(places))
        if chosen is not None:
            places[chosen] = Place(name, index)
        return value if chosen is None else chosen

    asked = {name: stand_in(name, value) for name, value in values.items()}
    try:
        return Written(ask(**asked), places, planned_anew=planned_anew)
    except EmptyResultSet:
        return None


class StandInDay(date):
    """A day that is not known yet: a question may pass it on, and ask nothing of it.

    Only that a period ends after it begins may be asked, of two such days.
    """

    def _refuse(self, *others: Any) -> Any:
        raise ImproperlyConfigured("问题里用到的数要事先算好，作为一个值传进来。")

    def __le__(self, other: date) -> bool:
        return super().__le__(other) if isinstance(other, StandInDay) else bool(self._refuse())

    __add__ = __radd__ = __sub__ = __rsub__ = _refuse
    __lt__ = __gt__ = __ge__ = _refuse
    weekday = isoweekday = isocalendar = _refuse
    year = month = day = property(_refuse)


def _stand_in(value: Any, number: int) -> Any:
    """What stands for a value while the question is put into SQL; None for what is not filled in."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        return f"{_MARK}{number}{_MARK}"
    if isinstance(value, int):
        return _FIRST_NUMBER + number * _FURTHER
    if isinstance(value, datetime):
        return datetime(_FIRST_YEAR + number, 7, 1, tzinfo=UTC)
    return StandInDay(_FIRST_YEAR + number, 7, 1) if isinstance(value, date) else None


def _place_in(value: Any, places: dict[Any, Place]) -> Place | None:
    """The place a parameter of the statement is, or is a pattern of."""
    if not isinstance(value, str):
        place = places.get(value) if isinstance(value, int | date) else None
        if place is None and _is_made_of_a_stand_in(value):
            raise ImproperlyConfigured("问题里用到的数要事先算好，作为一个值传进来。")
        return place
    found = _MARKED.search(value)
    if found is None:
        return None
    place = places[found[0]]
    return Place(place.name, place.index, value[: found.start()], value[found.end() :])


def _is_made_of_a_stand_in(value: Any) -> bool:
    if isinstance(value, datetime):
        return _FIRST_YEAR <= value.year <= _LAST_YEAR
    return isinstance(value, int) and 0 <= value - _FIRST_NUMBER < _FURTHER**2


def _shape_of(value: Any) -> Any:
    """What of a value decides about the statement: its kind, and of a tuple how long it is."""
    if isinstance(value, Composite):
        return value.shape
    if isinstance(value, tuple):
        return len(value), *map(_shape_of, value)
    return value if _stand_in(value, 0) is None else type(value)
