"""Forms of what is given beyond the targets, and of what a year is drawn up with."""

from django import forms

from jiedao.appraisal.forms.marks import POINTS
from jiedao.web.fields import Words
from jiedao.web.forms import OfficeForm, day_field


class BonusForm(OfficeForm):
    """Points beyond the targets (登记加分)."""

    words = Words(
        label="加分事项",
        longest=100,
        required="请写明加分事项，例如：经验被区里推广。",
        help_text="例如：停车位改造的做法被区里推广。",
    )
    points = forms.DecimalField(
        label="加几分",
        max_digits=5,
        decimal_places=1,
        help_text="大于0，最多一位小数；各项加分合计有上限。",
        error_messages=POINTS,
    )
    happened_on = day_field("发生日期", error_messages={"required": "请填写发生的日期。"})
    evidence = Words(
        label="证明案卷",
        longest=40,
        required="请填证明这件事的案卷编号。",
        help_text="办这件事的案卷编号，例如：HD2026-105001-0003；同一个案卷不能重复加分。",
    )
    reason = Words(
        label="理由", longest=300, lines=3, required="请写明为什么加分、为什么加这么多。"
    )


def _share(label: str, help_text: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=100,
        help_text=help_text,
        error_messages={
            "required": "请填比例。",
            "invalid": "请填整数，例如20。",
            "min_value": "比例是1到100的整数。",
            "max_value": "比例是1到100的整数。",
        },
    )


class SharesForm(OfficeForm):
    """How many in a hundred may be graded first (定第一等比例)."""

    first_units = _share(
        "单位“好”不超过百分之几", "按参加考核的科室、社区计算，取整；不限的填100。"
    )
    first_persons = _share("个人“优秀”不超过百分之几", "按参加考核的人数计算，取整；不限的填100。")


class MatterForm(OfficeForm):
    """What vetoes a good grade (列入一票否决情形)."""

    words = Words(
        label="情形",
        longest=60,
        required="请写明什么情形一票否决。",
        help_text="例如：发生安全生产、消防责任事故。",
    )
