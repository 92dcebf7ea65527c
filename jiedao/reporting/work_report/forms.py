"""What is typed for a work report: a figure put right, with the reason; for which unit and period."""

from typing import Any

from django import forms

from jiedao.reporting.forms import OverrideForm


class WorkOverrideForm(OverrideForm):
    """A figure of the report put right by hand, or what was put right taken back."""

    unit = forms.CharField(widget=forms.HiddenInput, required=False)
    since = forms.DateField(widget=forms.HiddenInput)
    until = forms.DateField(widget=forms.HiddenInput)
    field_order = ("figure", "value", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].required = False
        self.fields["value"].help_text = "空着不填，就是取消以前的修正，用回数出来的数字。"
