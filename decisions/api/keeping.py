"""How long a casefile is kept, as programs say it (保管期限)."""

from decisions.api.fields import Choice, Words
from decisions.api.inputs import StepInput
from decisions.states import Keeping


class ArchiveInput(StepInput):
    """Close the dossier (归档), and how long it is kept."""

    keeping = Choice(
        "Keeping", Keeping.choices, required=False, help_text="保管期限；不写的按事项类型的默认值"
    )
    reason = Words(
        longest=200,
        public=True,
        required=False,
        allow_blank=True,
        help_text="为什么少保管；只有比默认值短的才要写",
    )


class SetKeepingInput(StepInput):
    """Another time to keep the casefile for, and why (更改保管期限)."""

    keeping = Choice("Keeping", Keeping.choices, help_text="保管期限")
    reason = Words(longest=200, public=True, help_text="为什么更改")
