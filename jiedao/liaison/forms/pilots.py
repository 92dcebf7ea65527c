"""The shape of what is typed about pilots, trials and their stages."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from jiedao.liaison.forms.common import PaperForm, PersonField, choose_people, unit_field
from jiedao.liaison.selectors import measures
from jiedao.liaison.selectors.common import People
from jiedao.liaison.states import Area, Level, StageKind
from jiedao.organisation.models import Unit
from jiedao.web.fields import Words, choose_from
from jiedao.web.forms import OfficeForm, day_field

AREAS = {"required": "请选择一项制度。", "invalid_choice": "请选择一项制度。"}


class DesignateForm(PaperForm):
    """The street was designated a pilot (确定为试点)."""

    unit = unit_field("哪个街道", "请选择街道。")
    title = Words(
        label="试点的称号",
        longest=80,
        required="请写试点的称号，照文件填写。",
        help_text="例如：全省推进基层四项基础制度和机制建设试点示范街道。",
    )
    office_name = Words(
        label="文件里的单位名称",
        longest=80,
        required="请写文件里的单位名称。",
        help_text="照文件填写，汇报里就用这个名称。",
    )
    level = forms.ChoiceField(
        label="级别",
        choices=Level.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择级别。", "invalid_choice": "请选择级别。"},
    )
    document_number = Words(label="文号", longest=40, help_text="没有文号的空着。")
    designated_on = day_field(
        "确定为试点的日期", error_messages={"required": "请填写确定为试点的日期。"}
    )

    def __init__(self, *args: Any, streets: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "unit", streets)


class MeasuredForm(OfficeForm):
    """A form that may name a figure and how much it has to come to."""

    figure = forms.ChoiceField(label="用哪个指标来量", required=False)
    least = forms.IntegerField(
        label="指标不少于",
        required=False,
        min_value=1,
        max_value=2_000_000_000,
        error_messages={
            "invalid": "请填写整数。",
            "min_value": "至少是1。",
            "max_value": "这个数太大，请核对。",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box = self.fields["figure"]
        assert isinstance(box, forms.ChoiceField)
        box.choices = [("", "不用指标"), *measures.choices()]


class BeginForm(MeasuredForm):
    """A community tries two systems first (先试先行)."""

    community = unit_field("哪个社区", "请选择社区。")
    first = forms.ChoiceField(label="先试的第一项", choices=Area.choices, error_messages=AREAS)
    second = forms.ChoiceField(
        label="先试的第二项",
        choices=Area.choices,
        initial=Area.DISPUTES,
        help_text="每个社区正好先试两项。",
        error_messages=AREAS,
    )
    responsible = PersonField("定人员：谁负责", required="请选择谁负责。")
    goal = Words(
        label="定目标：达到什么",
        longest=1000,
        lines=3,
        required="请写明要达到什么目标。",
        help_text="能用指标量的，下面选指标，是不是达到由平台数。",
    )
    started_on = day_field("开始日期", error_messages={"required": "请填写开始日期。"})
    rules = day_field("“研究建立制度”到哪天", error_messages={"required": "请填写期限。"})
    methods = day_field("“实施方法”到哪天", error_messages={"required": "请填写期限。"})
    papers = day_field("“完善资料”到哪天", error_messages={"required": "请填写期限。"})
    summary = day_field("“总结提高”到哪天", error_messages={"required": "请填写期限。"})
    due_on = day_field(
        "定时间：最迟哪天完成",
        help_text="到期没有完成的自动变红。",
        error_messages={"required": "请填写最迟哪天完成。"},
    )
    field_order = (
        *("community", "first", "second", "responsible", "goal", "figure", "least"),
        *("started_on", "rules", "methods", "papers", "summary", "due_on"),
    )

    def __init__(
        self, *args: Any, communities: QuerySet[Unit], people: People, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "community", communities)
        choose_people(self, people, "responsible")

    def given(self) -> dict[str, Any]:
        """What the action takes: the days of the stages together."""
        given = dict(self.cleaned_data)
        stages: dict[StageKind, date] = {kind: given.pop(kind.value) for kind in StageKind}
        return given | {"stages": stages}


class DoneForm(OfficeForm):
    """The day something was done (完成)."""

    done_on = day_field("哪天完成的", error_messages={"required": "请填写完成的日期。"})


class MoveForm(OfficeForm):
    """Another day for a stage, and why (调整期限)."""

    due_on = day_field("改到哪天", error_messages={"required": "请填写改到哪天。"})
    reason = Words(label="为什么调整", longest=200, required="请写明为什么调整。")


class FinishForm(DoneForm):
    """A trial is over, with what was learnt (完成试点)."""

    summary = Words(
        label="总结",
        longest=2000,
        lines=6,
        required="请写几句总结：做法、成效、还要改进的。",
        help_text="做法、成效、还要改进的。另一个社区照着学。",
    )


class ExchangeForm(OfficeForm):
    """The dossier of what the communities exchanged (交流)."""

    activity = Words(
        label="交流活动的案卷编号",
        longest=40,
        required="请填写交流活动的案卷编号。",
        help_text="交流会、观摩学习先在会议活动里登记，这里写它的编号。",
    )
