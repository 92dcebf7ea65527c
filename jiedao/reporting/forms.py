"""The shape of what is typed for the papers of the regime; whether it may be is for the actions."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from jiedao.indicators.figures import Figure
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.reporting.selectors.owed import Owed
from jiedao.reporting.states import MentionKind, Outcome, PaperKind, PartyKind
from jiedao.reporting.terms import DAYS_OF_MONTH, MOST_REVIEW_DAYS, Terms, day_of_month
from jiedao.web.fields import Words, choose_from
from jiedao.web.forms import OfficeForm, day_field
from jiedao.workdays.spans import WEEKDAYS

PICK = "请选择"


class WriteForm(OfficeForm):
    """The words of a paper, and an answer to everything of before (撰写)."""

    done = Words(
        label="本期工作情况",
        longest=3000,
        lines=6,
        help_text="数字和办理情况已经自动列出，这里只写数字以外的话：做了什么，怎么做的。",
    )
    highlights = Words(label="亮点", longest=2000, lines=3)
    problems = Words(
        label="存在问题",
        longest=3000,
        lines=4,
        help_text="一行写一个问题。下一期要逐项答复。",
    )
    measures = Words(label="措施", longest=2000, lines=3)
    plans = Words(
        label="下期计划", longest=3000, lines=4, help_text="一行写一项。下一期要逐项答复。"
    )
    help = Words(label="需要协调", longest=3000, lines=3, help_text="一行写一项，没有的空着。")
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, owed: Iterable[Owed] = (), kind: str = PaperKind.WEEKLY, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.owed = list(owed)
        if kind == PaperKind.WEEKLY:
            del self.fields["highlights"], self.fields["measures"]
        for one in self.owed:
            self.fields[one.key] = forms.ChoiceField(
                label=f"{one.kind}：{one.words}",
                choices=Outcome.choices,
                widget=forms.RadioSelect,
                required=False,
                initial=one.outcome or None,
                help_text=f"出自{one.whence}。",
                error_messages={"invalid_choice": "请从列表里选择结果。"},
            )
            self.fields[f"{one.key}-words"] = Words(
                label="说明",
                longest=300,
                initial=one.said,
                help_text="没有完成的要写：办到哪一步，还要多久，或者为什么不再办。",
            )
        # A draft is kept with what is there; what is wanting is asked for when it is handed in.
        self.for_now = {"done": "报送以前要写"} | {one.key: "报送以前要选" for one in self.owed}
        first = [name for one in self.owed for name in (one.key, f"{one.key}-words")]
        self.order_fields([*first, "done"])

    @property
    def answers(self) -> dict[str, tuple[str, str]]:
        """What was said of each thing of before."""
        given = self.cleaned_data
        return {one.key: (given[one.key], given[f"{one.key}-words"]) for one in self.owed}


class ComposeForm(OfficeForm):
    """The words of the monthly review (撰写讲评)."""

    for_now = {"done": "印发以前要写"}
    done = Words(
        label="讲评意见",
        longest=4000,
        lines=8,
        help_text="各单位的情况已经自动列出；写总的看法。",
    )
    problems = Words(label="重点问题", longest=3000, lines=4)
    plans = Words(label="下月要求", longest=3000, lines=4)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReasonForm(OfficeForm):
    """Why a paper goes back (退回)."""

    reason = Words(
        label="要补充或者改什么",
        longest=500,
        lines=3,
        required="请写明要补充或者改什么。",
        help_text="撰写的人会收到这段话；截止时间不变。",
    )


class ReleaseForm(OfficeForm):
    """Why a paper is asked for no more (不再报送)."""

    reason = Words(label="原因", longest=200, required="请写明为什么不再报送。")


class OverrideForm(OfficeForm):
    """A figure put right by hand (人工修正)."""

    figure = forms.ChoiceField(
        label="哪个数字",
        error_messages={"required": "请选择要修正的数字。", "invalid_choice": "请从列表里选择。"},
    )
    value = forms.DecimalField(
        label="应当是",
        max_digits=16,
        decimal_places=2,
        error_messages={
            "required": "请填写应当是多少。",
            "invalid": "请填写数字。",
            "max_digits": "数字太大，请核对。",
            "max_decimal_places": "最多两位小数。",
            "max_whole_digits": "数字太大，请核对。",
        },
    )
    reason = Words(
        label="为什么",
        longest=200,
        required="请写明为什么修正，例如哪一条记录还没有登记。",
        help_text="原来数出来的数字和这个原因会一起报送。",
    )

    def __init__(self, *args: Any, figures: Iterable[Figure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["figure"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [("", PICK), *((one.code, one.name) for one in figures)]


class MentionForm(OfficeForm):
    """Praise or criticism of a unit (表扬、批评)."""

    kind = forms.ChoiceField(
        label="类别",
        choices=MentionKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择表扬还是批评。", "invalid_choice": "请选择。"},
    )
    unit = forms.ModelChoiceField(
        label="哪个单位",
        queryset=Unit.objects.none(),
        empty_label=PICK,
        error_messages={"required": "请选择单位。", "invalid_choice": "请从列表里选择单位。"},
    )
    words = Words(label="内容", longest=300, lines=2, required="请写一句话：表扬或者批评什么。")

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "unit", units)


class AssignForm(OfficeForm):
    """A task to be handed out (交办任务): unit, person, day."""

    unit = forms.ModelChoiceField(
        label="哪个单位",
        queryset=Unit.objects.none(),
        empty_label=PICK,
        error_messages={"required": "请选择单位。", "invalid_choice": "请从列表里选择单位。"},
    )
    owner = forms.ModelChoiceField(
        label="责任人",
        queryset=User.objects.none(),
        empty_label=PICK,
        error_messages={"required": "请选择责任人。", "invalid_choice": "请从列表里选择责任人。"},
    )
    words = Words(label="任务", longest=300, lines=2, required="请写一句话：要做什么。")
    due_on = day_field(
        "期限",
        help_text="这一天以前要办结；下一次每周汇报起要答复办到哪一步。",
        error_messages={"required": "请填写期限。"},
    )

    def __init__(
        self, *args: Any, units: QuerySet[Unit], people: QuerySet[User], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "unit", units)
        choose_from(self, "owner", people)


DAYS = [(day, day_of_month(day)) for day in DAYS_OF_MONTH]
WRONG = {"required": "请选择一项。", "invalid_choice": "请从列表里选择。"}


def _choice(label: str, choices: list[tuple[int, str]], *, help_text: str = "") -> Any:
    """A number picked from a list."""
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=int, help_text=help_text, error_messages=WRONG
    )


def _parties(label: str) -> Any:
    return forms.MultipleChoiceField(
        label=label,
        choices=PartyKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages=WRONG,
    )


class RegimeForm(OfficeForm):
    """Which papers a street asks for, whose, since when, by which day and hour (汇报制度)."""

    kinds = forms.MultipleChoiceField(
        label="要报的",
        choices=PaperKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    since = day_field(
        "从哪天起",
        help_text="这一天以前的不补开。",
        error_messages={"required": "请填写从哪天起。"},
    )
    weekly_by = _parties("每周汇报由谁报")
    weekly_day = _choice(
        "每周汇报哪天报",
        [(0, "当周最后一个工作日"), *((day, f"每{name}") for day, name in WEEKDAYS.items())],
        help_text="选定的那天不上班的，改到当周最后一个工作日；一期从上一期之后写到那天。",
    )
    half_by = _parties("半月小结由谁报")
    first_day = _choice("半月小结第一次", DAYS)
    second_day = _choice(
        "半月小结第二次", DAYS, help_text="遇休息日顺延到下一个工作日。写的是两次之间的工作。"
    )
    review_days = forms.IntegerField(
        label="每月讲评在第几个工作日以前印发",
        min_value=1,
        max_value=MOST_REVIEW_DAYS,
        help_text="由领导小组印发，讲评上个月。",
        error_messages={
            "required": "请填写第几个工作日。",
            "invalid": "请填写数字，例如5。",
            "min_value": f"要在第1到第{MOST_REVIEW_DAYS}个工作日之间，请重新填写。",
            "max_value": f"要在第1到第{MOST_REVIEW_DAYS}个工作日之间，请重新填写。",
        },
    )
    due_hour = forms.IntegerField(
        label="当天几点截止",
        min_value=8,
        max_value=23,
        error_messages={
            "required": "请填写几点截止。",
            "invalid": "请填写整点，例如17。",
            "min_value": "截止时间不能早于8点。",
            "max_value": "截止时间不能晚于23点。",
        },
    )

    @property
    def terms(self) -> Terms:
        """Who reports and by which day, as it was filled in."""
        given = self.cleaned_data
        return Terms(
            tuple(given["weekly_by"]),
            tuple(given["half_by"]),
            given["weekly_day"],
            (given["first_day"], given["second_day"]),
            given["review_days"],
        )


class ExcuseForm(OfficeForm):
    """A unit that need not report for a time (免报)."""

    unit = forms.ModelChoiceField(
        label="哪个单位",
        queryset=Unit.objects.none(),
        empty_label=PICK,
        error_messages={"required": "请选择单位。", "invalid_choice": "请从列表里选择单位。"},
    )
    since = day_field("从哪天起", error_messages={"required": "请填写从哪天起。"})
    until = day_field("到哪天止（不含）", required=False, help_text="还不知道的空着。")
    reason = Words(label="原因", longest=200, required="请写明为什么免报。")

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "unit", units)
