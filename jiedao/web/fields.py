"""Boxes that several forms of the office have."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from jiedao.lib import text

TOO_LONG = "最多%(limit_value)d个字，现在有%(show_value)d个字，请删去一些。"


class Words(forms.CharField):
    """Something written, without hidden characters.

    The browser is not told the length: it would cut off silently what is pasted.
    """

    def __init__(self, *, longest: int, lines: int = 1, required: str = "", **kwargs: Any) -> None:
        self.lines = lines
        if lines > 1:
            kwargs["widget"] = forms.Textarea(attrs={"rows": lines})
        said = {"max_length": TOO_LONG} | ({"required": required} if required else {})
        super().__init__(max_length=longest, required=bool(required), error_messages=said, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}

    def to_python(self, value: Any) -> str:
        try:
            words = text.clean(str(super().to_python(value)))
        except ValueError as fault:
            raise forms.ValidationError(str(fault), code="unseen") from fault
        return words if self.lines > 1 else words.replace("\n", " ").strip()


def choose_from(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """Fill a choice with the rows a person may choose from; where there is one only, it is taken."""
    choice = form.fields[name]
    assert isinstance(choice, forms.ModelChoiceField)
    choice.queryset = rows
    found = list(rows[:2])
    if len(found) == 1:
        choice.initial = found[0].pk
        choice.widget = forms.HiddenInput()
