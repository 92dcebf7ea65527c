"""The one box of looking up a receipt."""

from django import forms

from jiedao.web.forms import OfficeForm


class LookUpForm(OfficeForm):
    """The code on the receipt; never kept with other typed text."""

    code = forms.CharField(
        label="回执码",
        max_length=60,
        help_text="写在您的回执上，12位字母和数字，如7K3F-92QD-M5XA。横线可以不写，大小写都行。",
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "data-private": True,
            }
        ),
        error_messages={
            "required": "请填写回执上的回执码。",
            "max_length": "回执码只有12位，请对照回执核对。",
        },
    )
