"""Records made from rows: as Django makes them, without asking each field and every listener.

A page has forty records of twenty columns. A kind that does nothing of its own when it is made (nearly
all) is filled in at once; any other is made by Django.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from django.db.models import Model
from django.db.models.base import ModelState
from django.db.models.fields.related_descriptors import ForeignKeyDeferredAttribute
from django.db.models.query import get_related_populators
from django.db.models.query_utils import DeferredAttribute
from django.db.models.signals import post_init, pre_init

_populators: Callable[..., list[Any]] = get_related_populators
PLAIN = (DeferredAttribute, ForeignKeyDeferredAttribute)


class Plainly:
    """Makes records of one kind, under the name by which Django asks a model for it."""

    def __init__(self, model: type[Model]) -> None:
        self.model = model

    def from_db(self, db: str, names: Sequence[str], values: Sequence[Any]) -> Any:
        """A record with these columns; a column that is not among them is read when it is asked for."""
        record = self.model.__new__(self.model)
        known = vars(record)
        known["_state"] = state = ModelState()
        state.adding, state.db = False, db
        known.update(zip(names, values, strict=True))
        return record


class Making:
    """How the rows of one question become records, with what was joined and annotated."""

    def __init__(self, compiler: Any, using: str) -> None:
        shape = compiler.klass_info
        start, end = shape["select_fields"][0], shape["select_fields"][-1] + 1
        self._own, self._using = slice(start, end), using
        self._names = [column.target.attname for column, *_ in compiler.select[self._own]]
        self._made = maker_of(shape["model"])
        self._joined = _populators(shape, compiler.select, using)
        self._annotated = compiler.annotation_col_map
        for populator in self._joined:
            _make_plainly(populator)

    def records(self, rows: Iterable[Sequence[Any]]) -> Iterator[Any]:
        """A record for each row."""
        for row in rows:
            record = self._made.from_db(self._using, self._names, row[self._own])
            for populator in self._joined:
                populator.populate(row, record)
            for name, place in self._annotated.items():
                setattr(record, name, row[place])
            yield record


def _make_plainly(populator: Any) -> None:
    """What was joined is made the same way, and what was joined to it."""
    populator.model_cls = maker_of(populator.model_cls)
    for further in populator.related_populators:
        _make_plainly(further)


@cache
def maker_of(model: Any) -> Any:
    """What makes records of a kind: ours where nothing of its own happens, the model itself otherwise."""
    own = [field.attname for field in model._meta.concrete_fields]
    is_plain = (
        _says(model, "__init__") is Model
        and _says(model, "from_db") is Model
        and all(type(vars(_says(model, name))[name]) in PLAIN for name in own)
        and not (pre_init.has_listeners(model) or post_init.has_listeners(model))
    )
    return Plainly(model) if is_plain else model


def _says(model: Any, name: str) -> Any:
    """Of which class a kind has this from."""
    return next(kind for kind in model.__mro__ if name in vars(kind))
