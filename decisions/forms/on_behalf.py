"""What is entered for a resident who comes, telephones or writes: by which way, on which day, from whom (代录)."""

from typing import Any

from django import forms

from decisions.forms.fields import Day, StepForm, Words, without_numbers
from jiedao.lib import clock
from jiedao.personal.forms import PhoneField
from jiedao.publications.objecting import Way

LONGEST_NAME = 20
# What comes over the web comes in by itself.
BY_STAFF = [(way.value, way.label) for way in Way if way != Way.WEB]
PHONE = "联系电话"
READ_BACK = "请先把登记的内容念给居民核对，核对无误再提交，这一项写true。"


def way_field(choices: list[tuple[str, Any]], **more: Any) -> forms.ChoiceField:
    """How it came in, of the ways there are for it."""
    return forms.ChoiceField(
        label="怎么收到的",
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择是怎么收到的。"},
        **more,
    )


class OnBehalfForm(StepForm):
    """The four boxes of whatever is entered for a resident; `spoken` are the words that hold no numbers.

    The day that counts is the day it was said, so there is no other.
    """

    way = way_field(BY_STAFF)
    said_on = Day(
        label="居民说的日期",
        initial=clock.today,
        help_text="今天说的不用改。",
        error_messages={"required": "请选择是哪一天说的。"},
    )
    name = Words(
        label="姓名或者称呼",
        longest=LONGEST_NAME,
        required=False,
        help_text="例如“王阿姨”。不愿意留的空着，就是匿名。不公开。",
    )
    phone = PhoneField(
        label=PHONE,
        help_text="本人愿意才留，只在需要联系他核实时用。加密保存，不公开。",
    )
    spoken: tuple[str, ...] = ("text", "name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["on"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in self.spoken:
            without_numbers(self, name, field=name, box=PHONE)
        return cleaned


def read_back_field() -> forms.BooleanField:
    """Said by programs, which have no page to read from: the resident has heard it and agreed."""
    return forms.BooleanField(
        label="已经念给本人核对",
        help_text="登记的内容念给居民听过、他说没有错的写true；没有念过的不能登记。",
        error_messages={"required": READ_BACK},
    )
