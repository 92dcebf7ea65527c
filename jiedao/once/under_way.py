"""Which form is being carried out just now; what is given out for it can follow from it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_form: ContextVar[str] = ContextVar("form_under_way", default="")


def form() -> str:
    """What the form being carried out is known by; empty where none is (the API, a task)."""
    return _form.get()


@contextmanager
def carrying_out(key: str) -> Iterator[None]:
    """While this form is carried out."""
    before = _form.set(key)
    try:
        yield
    finally:
        _form.reset(before)
