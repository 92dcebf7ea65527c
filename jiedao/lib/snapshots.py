"""Reading one moment of the whole database while others go on writing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction

READ_ONLY = "SET TRANSACTION READ ONLY"
ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_UNSAID = "words_to_begin_with"


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything read inside was true at the same moment; nothing can be written.

    Inside another transaction its own view of the world stays as it is.
    """
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(ONE_MOMENT)
        yield


@contextmanager
def reading() -> Iterator[None]:
    """A page: one moment, said on the way of the first statement, so that it costs none of its own.

    What is done while a page is drawn is on it whole or not at all. Inside another transaction
    nothing can be written, and its view stays as it is.
    """
    here: Any = connections[DEFAULT_DB_ALIAS]
    words = READ_ONLY if here.in_atomic_block else ONE_MOMENT
    with transaction.atomic():
        vars(here)[_UNSAID] = words
        try:
            with here.execute_wrapper(_say_first):
                yield
        finally:
            first_words(here)


def first_words(here: Any) -> str:
    """What a transaction must still begin with, before its first statement; empty once it was asked."""
    return str(vars(here).pop(_UNSAID, ""))


def _say_first(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    words = first_words(context["connection"])
    if not words:
        return execute(sql, params, many, context)
    if many or context["cursor"].cursor.name:  # a cursor of the server takes one statement only
        with connection.cursor() as cursor:
            cursor.execute(words)
        return execute(sql, params, many, context)
    return execute(f"{words}; {sql}", params, many, context)
