"""Counting the statements of a request, transaction control apart."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

# Control of the transaction is no question to the database.
CONTROL = ("SET ", "SAVEPOINT", "RELEASE", "ROLLBACK")


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements of what is done meanwhile."""
    found: list[str] = []

    def see(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if not sql.startswith(CONTROL):
            found.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(see):
        yield found
