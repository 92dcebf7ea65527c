"""Forms of a correction, a withdrawal, and a paper put up again."""

from typing import Any

from django import forms

from decisions.forms.fields import Day, StepForm, Words
from decisions.forms.notices import BOARD, PhotoForm
from jiedao.attachments.forms import ACCEPT_PHOTO
from jiedao.lib.numerals import chinese

PLACES, LONGEST_SENTENCE = 3, 500
ORDINALS = [chinese(number) for number in range(1, PLACES + 1)]


class CorrectNoticeForm(StepForm):
    """What is wrong word for word, what it should say, and why (更正公示)."""

    reason = Words(
        label="更正原因",
        longest=200,
        public=True,
        help_text="例如：完成日期录入时写错了月份。居民能看到。",
        error_messages={"required": "请写明为什么更正。"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = {name: self.fields.pop(name) for name in ("reason", "on")}
        for place, ordinal in enumerate(ORDINALS):
            self.fields[f"wrong_{place}"] = Words(
                label=f"第{ordinal}处：原公示写的",
                longest=LONGEST_SENTENCE,
                required=place == 0,
                help_text="照原公示一字不差地抄，可以只抄写错的那几个字和前后几个字。"
                if place == 0
                else "没有的空着。",
                error_messages={"required": "请写明原公示里哪一句错了。"},
            )
            self.fields[f"right_{place}"] = Words(
                label=f"第{ordinal}处：应当是",
                longest=LONGEST_SENTENCE,
                required=place == 0,
                public=True,
                error_messages={"required": "请写明应当是什么。"},
            )
        self.fields |= last

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for place in range(1, PLACES):
            if bool(cleaned.get(f"wrong_{place}")) != bool(cleaned.get(f"right_{place}")):
                self.add_error(f"right_{place}", "原来的和更正后的要都写，或者都空着。")
        return cleaned

    @property
    def given(self) -> dict[str, Any]:
        """The keywords of the action."""
        typed = self.cleaned_data
        pairs = [(typed[f"wrong_{place}"], typed[f"right_{place}"]) for place in range(PLACES)]
        return {
            "on": typed["on"],
            "reason": typed["reason"],
            "changes": [pair for pair in pairs if pair[0]],
        }


class WithdrawNoticeForm(StepForm):
    """Why the notice is withdrawn (撤回公示)."""

    reason = Words(
        label="撤回原因",
        longest=200,
        public=True,
        help_text="说给居民听：为什么撤回，接下来怎么办。不写涉及个人的内容。",
        error_messages={"required": "请写明为什么撤回。"},
    )


class RepostNoticeForm(PhotoForm):
    """When and how the paper was gone, and where it hangs again (重新张贴)."""

    broken_on = Day(
        label="哪一天发现的",
        error_messages={"required": "请选择发现公示中断的日期。"},
    )
    reason = Words(
        label="怎么中断的",
        longest=120,
        public=True,
        help_text="例如：被撕掉、被别的通知盖住、被雨淋坏。",
        error_messages={"required": "请写明怎么中断的。"},
    )
    photo = forms.FileField(
        label="重新张贴后的照片",
        widget=forms.FileInput(attrs={"accept": ACCEPT_PHOTO}),
        help_text="拍清楚公开栏和整张公示。",
        error_messages={"empty": "照片是空的，请重新选择。"},
    )
    place = Words(
        label="张贴地点",
        longest=80,
        initial=BOARD,
        public=True,
        error_messages={"required": "请写明张贴在哪里。"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = "重新张贴的日期"
