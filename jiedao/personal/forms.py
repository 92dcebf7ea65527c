"""The shape of a request to see a number in full."""

from typing import Any

from django import forms

from jiedao.personal import numbers
from jiedao.web.forms import OfficeForm


class DiscloseForm(OfficeForm):
    """Why the full number is needed."""

    reason = forms.CharField(
        label="为什么要看",
        max_length=200,
        help_text="例如“电话核实意见内容”。会记入台账，审计管理员看得到。",
        error_messages={"required": "请写明为什么要看完整号码。"},
    )


class PhoneField(forms.CharField):
    """A telephone number a resident may leave; sealed in its column, never kept with other text."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(
            attrs={"inputmode": "tel", "autocomplete": "tel", "data-private": True}
        )
        kwargs.setdefault("widget", widget)
        kwargs.setdefault("required", False)
        super().__init__(max_length=30, **kwargs)

    def clean(self, value: Any) -> str:
        try:
            return numbers.phone(str(super().clean(value)))
        except ValueError as fault:
            raise forms.ValidationError(str(fault), code="invalid") from fault
