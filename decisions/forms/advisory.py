"""Forms of advisory matters: the list of households, what the review said of each."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from decisions.forms.fields import StepForm, Words
from decisions.models import Applicant
from jiedao.lib import text

MOST_HOUSEHOLDS, LONGEST_NAME, MOST_PEOPLE = 300, 20, 30
_SPLIT = re.compile(r"[\t,，;；]+|\s{1,}")
DOUBT = "doubt_"


class ListApplicantsForm(StepForm):
    """The households to be reviewed, one a line (评议对象)."""

    lines = Words(
        label="名单",
        lines=12,
        longest=20_000,
        help_text=(
            "一户一行：户主姓名、保障人口、拟每月补助金额（元），中间空一格，例如“张建国 2 860”；"
            "金额还没有定的不写。可以从Excel粘贴三列。不写证件号、电话、住址和病情。"
        ),
        error_messages={"required": "请至少写一户，一户一行。"},
    )

    def clean_lines(self) -> list[tuple[str, int, Decimal | None]]:
        given = [line for line in self.cleaned_data["lines"].split("\n") if line.strip()]
        if len(given) > MOST_HOUSEHOLDS:
            raise forms.ValidationError(
                f"一件事最多评议{MOST_HOUSEHOLDS}户，现在有{len(given)}户，请分成几件登记。"
            )
        read, faults = [], []
        for place, line in enumerate(given, start=1):
            try:
                read.append(read_household(line))
            except ValueError as fault:
                faults.append(f"第{place}行：{fault}")
        if faults:
            raise forms.ValidationError(faults[:5])
        return read


def read_household(line: str) -> tuple[str, int, Decimal | None]:
    """One line as name, heads and amount; ValueError with a sentence when it is none."""
    parts = [part for part in _SPLIT.split(text.half_width(line).strip()) if part]
    if len(parts) not in (2, 3):
        raise ValueError("要写户主姓名和保障人口，金额可以不写，例如“张建国 2 860”。")
    name, people = parts[0], parts[1].removesuffix("人")
    if len(name) > LONGEST_NAME:
        raise ValueError(f"姓名最多{LONGEST_NAME}个字，请核对。")
    if not people.isdecimal() or not 1 <= int(people) <= MOST_PEOPLE:
        raise ValueError(f"“{parts[1]}”不是人数，请写1到{MOST_PEOPLE}之间的整数。")
    return name, int(people), _amount(parts[2]) if len(parts) == 3 else None


def _amount(words: str) -> Decimal:
    try:
        amount = Decimal(words.removesuffix("元"))
    except InvalidOperation:
        raise ValueError(f"“{words}”不是金额，请只写数字，单位是元。") from None
    if not amount.is_finite() or not 0 <= amount < 10**7 or amount != round(amount, 2):
        raise ValueError(f"金额“{words}”不对，请核对单位和小数点。")
    return amount


class BeginReviewForm(StepForm):
    """The list is complete (开始评议)."""


class ReviewForm(StepForm):
    """What the review said: a reason where a household is to be looked at again (评议结果)."""

    summary = Words(
        label="评议情况",
        lines=4,
        longest=2000,
        help_text="怎么评议的、居民代表提了什么，写给审核的人看；不写谁投了什么票。",
        error_messages={"required": "请写明评议情况。"},
    )

    def __init__(self, *args: Any, applicants: list[Applicant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.applicants = applicants
        for one in applicants:
            self.fields[f"{DOUBT}{one.number}"] = Words(
                label=f"第{one.number}户 {one.name}（{one.people}人）",
                longest=200,
                public=True,
                required=False,
                help_text="没有异议的空着；建议复核的，写明理由，不写病情。",
            )
        self.order_fields([*(f"{DOUBT}{one.number}" for one in applicants), "summary", "on"])

    @property
    def doubts(self) -> dict[int, str]:
        """The households to be looked at again, by number, with the reason."""
        given = {
            one.number: str(self.cleaned_data[f"{DOUBT}{one.number}"]) for one in self.applicants
        }
        return {number: reason for number, reason in given.items() if reason}


class PublishReviewForm(StepForm):
    """The result of the review goes on the board (评议公示)."""


class ConcludeForm(StepForm):
    """The review is over (评议办结)."""
