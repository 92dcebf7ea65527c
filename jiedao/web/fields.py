"""Boxes that several forms of the office have."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString

from jiedao.lib import text

_PLAIN = re.compile(r"\d{1,9}(\.\d{1,6})?", re.ASCII)
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


class People(forms.CheckboxSelectMultiple):
    """Names to tick, those of one unit together; units far down are folded away until one is needed."""

    template_name = "components/_people.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        # Where nobody is grouped, Django makes a group of each.
        groups: dict[str, list[dict[str, Any]]] = {}
        for group, options, _ in context["widget"]["optgroups"]:
            groups.setdefault(group or "", []).extend(options)
        context["widget"]["folded"] = [
            {
                "name": group,
                "options": options,
                "is_open": not place or any(option["selected"] for option in options),
            }
            for place, (group, options) in enumerate(groups.items())
        ]
        return context


def named(name: str, post: str) -> SafeString:
    """A name to tick, with the post small behind it."""
    return format_html('{} <span class="muted">{}</span>', name, post)


def offer(form: forms.Form, name: str, rows: QuerySet[Any]) -> forms.ModelChoiceField:
    """Fill a choice with the rows a person may choose from, of which he may choose none."""
    choice = form.fields[name]
    assert isinstance(choice, forms.ModelChoiceField)
    choice.queryset = rows
    return choice


def choose_from(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """The same where one must be chosen: where there is one only, it is taken."""
    choice = offer(form, name, rows)
    found = list(rows[:2])
    if len(found) == 1:
        choice.initial = found[0].pk
        choice.widget = forms.HiddenInput()


class Yuan(forms.DecimalField):
    """An amount in yuan, not below `least`; commas, 元 and 万元 are taken as people write them."""

    def __init__(self, *, least: Decimal = Decimal(0), **kwargs: Any) -> None:
        kwargs["error_messages"] = {
            "invalid": "请只填数字，单位是元，例如865000或者865000.50。",
            "min_value": "金额要大于零。" if least else "金额不能是负数。",
            "max_digits": "金额太大，请核对单位是不是元。",
            "max_whole_digits": "金额太大，请核对单位是不是元。",
            "max_decimal_places": "金额最多写到分，请核对小数点。",
        } | kwargs.get("error_messages", {})
        super().__init__(max_digits=12, decimal_places=2, min_value=least, **kwargs)

    def clean(self, value: Any) -> Any:
        return super().clean(_in_yuan(value) if isinstance(value, str) else value)


def _in_yuan(typed: str) -> str:
    """The bare number of “865,000元” and of “86.5万元”."""
    bare = text.half_width(typed).replace(",", "").strip().removesuffix("元").strip()
    tens = bare.removesuffix("万").strip()
    if tens == bare or not _PLAIN.fullmatch(tens):
        return bare
    return f"{(Decimal(tens) * 10_000).normalize():f}"
