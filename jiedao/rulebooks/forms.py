"""The shape of a stricter local number, and of ending one."""

from typing import Any

from django import forms

from jiedao.lib import clock
from jiedao.rulebooks import editions, reading
from jiedao.web.fields import offer
from jiedao.web.forms import OfficeForm, day_field


class LocalRuleForm(OfficeForm):
    """Which number, for whom, how strict, since when, on which paper."""

    rule = forms.ChoiceField(label="哪一项规则")
    unit: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        None, label="适用单位", help_text="对这个单位和它的下设单位都适用。"
    )
    value = forms.CharField(
        label="本单位规定为",
        max_length=40,
        help_text="只能比法律规定更严。比例写“三分之二以上”“过半数”，天数和人数写数字。",
    )
    in_force = day_field("从哪天起施行")
    until = day_field(
        "到哪天停止", required=False, help_text="从这一天起不再适用。没有定下的不填。"
    )
    scheme: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        None,
        label="依据的实施方案",
        required=False,
        empty_label="还没有登记，写在下面",
        help_text="已经登记的文件直接选；没有登记的，在下面写名称、文号和日期，会一并登记。",
    )
    document = forms.CharField(
        label="依据文件名称",
        max_length=120,
        required=False,
        help_text="如：经八路街道居民代表会议议事规程",
    )
    document_number = forms.CharField(label="文号", max_length=60, required=False)
    document_on = day_field("文件日期", required=False)

    def __init__(self, units: Any, schemes: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "scheme", schemes)
        rule, unit = self.fields["rule"], self.fields["unit"]
        assert isinstance(rule, forms.ChoiceField)
        assert isinstance(unit, forms.ModelChoiceField)
        rule.choices = [("", "请选择"), *reading.settable(clock.today())]
        unit.queryset = units

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not {"rule", "value", "in_force"} <= cleaned.keys():
            return cleaned
        book, _, key = cleaned["rule"].partition(":")
        try:
            law = editions.find(book).on(cleaned["in_force"]).rule(key)
            cleaned["value"] = reading.read_value(cleaned["value"], like=law.value)
        except LookupError as wrong:
            self.add_error("in_force", str(wrong.args[0]))
        except ValueError as wrong:
            self.add_error("value", str(wrong))
        return cleaned | {"book": book, "key": key}


class SchemeForm(OfficeForm):
    """A document in which a unit sets rules for itself (本地实施方案)."""

    unit: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        None, label="适用单位", help_text="对这个单位和它的下设单位都适用。"
    )
    title = forms.CharField(
        label="文件名称", max_length=120, help_text="如：经八路街道“一征三议两公开”实施方案"
    )
    number = forms.CharField(label="文号", max_length=60, required=False)
    issuer = forms.CharField(label="印发单位", max_length=80)
    issued_on = day_field("印发日期")
    in_force = day_field("从哪天起施行")
    until = day_field("到哪天停止", required=False, help_text="没有定下的不填。")
    says = forms.CharField(
        label="主要内容",
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="和平台有关的几条，照原文摘抄，例如哪些事项先由街道审核。",
    )

    def __init__(self, units: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "unit", units)


class EndForm(OfficeForm):
    """From which day a local number no longer applies."""

    on = day_field("从哪天起停止", help_text="停止后按法律规定的数执行。")
