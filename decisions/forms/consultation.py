"""Forms of asking the residents: until when, by which ways, what they said, what became of it."""

import re
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms

from decisions.forms.fields import Day, ResidentForm, StepForm, Words, without_numbers
from decisions.forms.on_behalf import OnBehalfForm, way_field
from decisions.states import ChannelKind, Uptake
from jiedao.lib import masking
from jiedao.lib.numerals import chinese
from jiedao.personal.forms import PhoneField

# What residents say on the web comes in by itself.
BY_STAFF = [(kind.value, kind.label) for kind in ChannelKind if kind != ChannelKind.WEB]
# Said to somebody who types it: one resident at a time.
ONE_BY_ONE = [
    (kind.value, kind.label) for kind in (ChannelKind.PHONE, ChannelKind.WINDOW, ChannelKind.DOOR)
]
MOST_LINES, LONGEST_OPINION, LONGEST_SPEAKER = 200, 1000, 20
# More than these of a pasted list are only counted.
FAULTS_TOLD = 5
# "3、增加路灯": the number on the list, or in its first column, is no part of what was said; "3.5米" is.
_NUMBERED = re.compile(r"\s*[(（]?\d{1,3}(?:[)）、．\t]|\.(?!\d))\s*")
# Words before a colon that begin a sentence and name nobody.
_NOBODY = re.compile(
    r"(?:意见|建议|问题|希望|要求|反映|诉求|理由|原因|例如|比如|注|一是|二是|三是)$"
)
_COLON = re.compile("[:：]")
_IN_SENTENCES = re.compile(r"[，。；、！？,;!?]")
_LONGEST_NAME = 12


class ConsultForm(StepForm):
    """Until when residents are asked (征求意见)."""

    until = Day(
        label="征求意见到哪一天为止",
        error_messages={"required": "请选择截止日期。"},
    )


class AddChannelForm(StepForm):
    """One more way in which residents are asked (征求方式)."""

    kind = forms.ChoiceField(label="方式", widget=forms.RadioSelect)
    place = Words(
        label="地点或范围",
        longest=120,
        public=True,
        help_text="例如：1至6号楼入户；党群服务中心二楼座谈会。",
        error_messages={"required": "请写明地点或者范围。"},
    )

    def __init__(self, *args: Any, used: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = "开始日期"
        choice = self.fields["kind"]
        assert isinstance(choice, forms.ChoiceField)
        # Ways that are on record stay choosable: the sentence that it is there helps more.
        left = [(code, label) for code, label in BY_STAFF if code not in set(used)]
        choice.choices = left or BY_STAFF


class AddOpinionsForm(StepForm):
    """What residents said at the door, by phone or on paper, one a line (登记居民意见)."""

    channel = forms.ChoiceField(
        label="怎么收到的",
        choices=BY_STAFF,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择是怎么收到的。"},
    )
    lines = Words(
        label="意见",
        lines=10,
        longest=200_000,
        columns=True,
        help_text=(
            "一行一条，可以从Excel粘贴。写成“王阿姨：希望加装扶手”，或者只写意见。"
            "不要写电话、证件号码和门牌。"
        ),
        error_messages={"required": "请至少写一条意见，一行一条。"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = "收到的日期"

    def clean_lines(self) -> list[tuple[str, str]]:
        given = [line for line in self.cleaned_data["lines"].split("\n") if line.strip()]
        if len(given) > MOST_LINES:
            raise forms.ValidationError(
                f"一次最多登记{MOST_LINES}条，现在有{len(given)}条，请分几次登记。"
            )
        said = [read_opinion(line) for line in given]
        told = [_fault(f"第{chinese(place)}条", *one) for place, one in enumerate(said, start=1)]
        faults = [forms.ValidationError(fault) for fault in told if fault]
        if len(faults) > FAULTS_TOLD:
            more = {"more": len(faults) - FAULTS_TOLD}
            rest = forms.ValidationError("还有%(more)d条要核对。", params=more)
            faults = [*faults[:FAULTS_TOLD], rest]
        if faults:
            raise forms.ValidationError(faults)
        return said


def _fault(place: str, speaker: str, words: str) -> str:
    """Everything that is wrong with one line of a pasted list; nothing when it can be taken."""
    long = (
        f"{place}有{len(words)}个字，一条最多{LONGEST_OPINION}个字，请删去一些或者分成几条。"
        if len(words) > LONGEST_OPINION
        else ""
    )
    empty = "" if words else f"{place}只有称呼，没有意见，请补上。"
    numbered = masking.why_not_kept(speaker, words)
    return long + empty + (f"{place}的{numbered}" if numbered else "")


def read_opinion(line: str) -> tuple[str, str]:
    """One line as (称呼, 意见); what stands before a colon is only taken for a person when short.

    Of the columns of a sheet the first is who, everything behind it what was said.
    """
    numbered = _NUMBERED.match(line)
    words = (line[numbered.end() :] if numbered else line).lstrip()
    words = words.replace("\t", "：", 1).replace("\t", " ").strip()
    before, colon, after = _split(words)
    names_somebody = (
        0 < len(before) <= _LONGEST_NAME
        and not _IN_SENTENCES.search(before)
        and not _NOBODY.search(before)
    )
    return (before, after) if colon and names_somebody else ("", words)


def _split(words: str) -> tuple[str, str, str]:
    found = _COLON.search(words)
    if not found:
        return "", "", words
    return words[: found.start()].strip(), found[0], words[found.end() :].strip()


class EnterOpinionForm(OnBehalfForm):
    """What a resident says at the window or by telephone, word by word (代录居民意见)."""

    way = way_field(ONE_BY_ONE, initial=ChannelKind.PHONE)
    text = Words(
        label="居民的意见",
        lines=6,
        longest=LONGEST_OPINION,
        help_text="照居民的话记，不要替他改。下一步要念给他核对。",
        error_messages={"required": "请记下居民的意见。"},
    )
    field_order = ("way", "text", "name", "phone", "said_on")
    box_of: ClassVar[dict[str, str]] = {"on": "said_on", "channel": "way", "speaker": "name"}

    @property
    def given(self) -> dict[str, Any]:
        """The keywords of the action: an opinion is taken on the day it was said."""
        typed = self.cleaned_data
        return {
            "channel": typed["way"],
            "text": typed["text"],
            "speaker": typed["name"],
            "phone": typed["phone"],
            "on": typed["said_on"],
        }


class CorrectOpinionForm(StepForm):
    """What was typed wrongly, and why (更正意见登记)."""

    text = Words(
        label="意见",
        lines=5,
        longest=LONGEST_OPINION,
        error_messages={"required": "请写出更正后的意见。"},
    )
    speaker = Words(label="称呼", longest=LONGEST_SPEAKER, required=False)
    reason = Words(
        label="为什么更正",
        longest=100,
        public=True,
        help_text="例如“把3号楼写成了8号楼”。拿回执的居民看得到，不写姓名。",
        error_messages={"required": "请写明为什么更正。"},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        without_numbers(self, "speaker", "text", field="text")
        return cleaned


class AnswerOpinionForm(StepForm):
    """Whether an opinion is taken up, and why (采纳情况)."""

    uptake = forms.ChoiceField(
        label="采纳情况",
        choices=Uptake.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择采纳、部分采纳或者不采纳。"},
    )
    reason = Words(
        label="理由",
        lines=3,
        longest=300,
        public=True,
        help_text="说给提意见的人听：怎么改的，或者为什么做不到。汇总以后居民都能看到，不写姓名。",
        error_messages={"required": "采纳、部分采纳、不采纳都要写明理由。"},
    )

    gist = Words(
        label="意见要点",
        longest=100,
        required=False,
        public=True,
        help_text="用一句话概括提的是什么，汇总以后居民看得到，不写姓名；不写就只公布采纳情况和理由。",
    )

    field_order = ("uptake", "gist", "reason")


class SumUpForm(StepForm):
    """What the residents said, all told (汇总意见)."""

    summary = Words(
        label="意见汇总",
        lines=8,
        public=True,
        help_text="主要有哪些意见，怎么处理的，方案改了哪里。居民能看到，不写姓名。",
        error_messages={"required": "请写出意见汇总。"},
    )


class SayOpinionForm(ResidentForm):
    """A resident says an opinion, without an account (居民网上提意见)."""

    text = Words(
        label="您的意见",
        lines=6,
        longest=LONGEST_OPINION,
        help_text=f"最多{LONGEST_OPINION}个字。请不要写电话、身份证号和门牌。",
        error_messages={"required": "请写下您的意见。"},
    )
    speaker = Words(
        label="怎么称呼您",
        longest=LONGEST_SPEAKER,
        required=False,
        help_text="例如“王阿姨”“3号楼住户”。不写也可以，不会公开。",
    )
    phone = PhoneField(
        label="您的电话",
        help_text="工作人员需要核实时联系您。不写也可以；写了加密保存，不会公开。",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        without_numbers(self, "speaker", "text", field="text", box="您的电话")
        return cleaned
