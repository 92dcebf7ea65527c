"""The words of a choice (组织实施 for `implementing`), laid ready once.

Django puts the words of a field together anew at each `get_state_display`; a page asks for fifty of them,
a fourteenth of its time (docs/adr/0020).
"""

from collections.abc import Callable
from functools import partialmethod
from typing import Any

from django.apps import apps
from django.db.models import Field


def lay_ready() -> None:
    """Give every record its words; a record that says a choice in its own way keeps doing so."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            name = f"get_{field.name}_display"
            if field.choices and isinstance(vars(model).get(name), partialmethod):
                setattr(model, name, _display(field))


def _display(field: "Field[Any, Any]") -> Callable[[Any], Any]:
    words: dict[Any, Any] = {value: str(word) for value, word in field.flatchoices}

    def display(record: Any) -> Any:
        """The word for what is chosen; what is none of the choices as it stands."""
        value = getattr(record, field.attname)
        return words.get(value, value)

    return display
