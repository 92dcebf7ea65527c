"""Forms with which the year is drawn up."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from jiedao.appraisal import scoring
from jiedao.appraisal.models import TargetList
from jiedao.appraisal.states import Deduction
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.web.fields import Words, choose_from
from jiedao.web.forms import OfficeForm

WHOLE = {"invalid": "请填数字。", "max_digits": "数字太大，请核对。"}


class NoWordsForm(OfficeForm):
    """Nothing has to be said: the button is the act."""


class OpenForm(OfficeForm):
    """Begin the appraisal of a year (开始年度考核)."""

    street = forms.ModelChoiceField(
        label="哪个街道",
        queryset=Unit.objects.none(),
        empty_label="请选择",
        error_messages={"required": "请选择街道。", "invalid_choice": "请选择您负责的街道。"},
    )
    year = forms.IntegerField(
        label="年度",
        help_text="四位数字，例如2026。",
        error_messages={"required": "请填写年度。", "invalid": "请填四位数字，例如2026。"},
    )

    def __init__(self, *args: Any, streets: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "street", streets)


class ListForm(OfficeForm):
    """Whom to assess: a unit or a person (添加责任书)."""

    unit = forms.ModelChoiceField(
        label="单位",
        queryset=Unit.objects.none(),
        required=False,
        empty_label="不选，考核的是个人",
        help_text="考核科室、社区的，选单位。",
        error_messages={"invalid_choice": "请从列表里选择；已经有责任书的不在列表里。"},
    )
    person = forms.ModelChoiceField(
        label="个人",
        queryset=User.objects.none(),
        required=False,
        empty_label="不选，考核的是单位",
        help_text="考核个人的，选人；自动计分按本人所在单位的数字。",
        error_messages={"invalid_choice": "请从列表里选择；已经有责任书的不在列表里。"},
    )
    like = forms.ModelChoiceField(
        label="目标照哪一份",
        queryset=TargetList.objects.none(),
        required=False,
        empty_label="不照抄，自己添加",
        help_text="同类单位目标相同的，照已经拟好的一份，省得逐项再填；以后可以改。",
        error_messages={"invalid_choice": "请从列表里选择。"},
    )

    def __init__(
        self,
        *args: Any,
        units: QuerySet[Unit],
        people: QuerySet[User],
        lists: QuerySet[TargetList],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("unit", units), ("person", people), ("like", lists)):
            choice = self.fields[name]
            assert isinstance(choice, forms.ModelChoiceField)
            choice.queryset = rows

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        if bool(cleaned.get("unit")) == bool(cleaned.get("person")):
            self.add_error("unit", "单位和个人选一个：考核单位的选单位，考核个人的选人。")
        return cleaned


class TargetForm(OfficeForm):
    """One target with its weight and how points are lost (添加目标)."""

    words = Words(
        label="目标",
        longest=100,
        required="请写明目标，例如：每周汇报按期报送。",
        help_text="例如：每周汇报按期报送。",
    )
    standard = Words(
        label="标准",
        longest=200,
        required="请写明做到什么程度算完成。",
        help_text="例如：没有逾期计入考核的；逾期一份扣2分。",
    )
    weight = forms.IntegerField(
        label="分值",
        min_value=1,
        max_value=100,
        help_text="一份责任书各项合计100分，单项扣完为止。",
        error_messages={
            "required": "请填分值。",
            "invalid": "请填整数。",
            "min_value": "分值是1到100的整数。",
            "max_value": "分值是1到100的整数。",
        },
    )
    rule = forms.ChoiceField(
        label="怎么计分",
        choices=Deduction.choices,
        widget=forms.RadioSelect,
        help_text="选前两种的，得分由系统按指标计算；联述评议得分按评议票折算，只用于社区和社区书记。都不用人填。",
        error_messages={"required": "请选择怎么计分。", "invalid_choice": "请选择怎么计分。"},
    )
    indicator = forms.ChoiceField(
        label="指标",
        required=False,
        help_text="按数字扣分的选一个；由考核组评分、按联述评议的不选。",
        error_messages={"invalid_choice": "请从列表里选择指标。"},
    )
    threshold = forms.DecimalField(
        label="标准数",
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=2,
        help_text="例如：0（一份也不能逾期）、95（按期率不低于95%）。",
        error_messages=WHOLE | {"min_value": "标准数不能小于0。"},
    )
    per = forms.DecimalField(
        label="每超过或者低于多少",
        required=False,
        max_digits=14,
        decimal_places=2,
        help_text="不填就是1（一份、一个百分点）；不满的不扣。",
        error_messages=WHOLE,
    )
    points_each = forms.DecimalField(
        label="扣几分",
        required=False,
        max_digits=5,
        decimal_places=1,
        help_text="例如：2。",
        error_messages=WHOLE,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        indicator = self.fields["indicator"]
        assert isinstance(indicator, forms.ChoiceField)
        indicator.choices = [("", "不选"), *scoring.choices()]
