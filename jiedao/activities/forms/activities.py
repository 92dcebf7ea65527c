"""The shape of what is typed about an activity; whether it may be is for the actions."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import QuerySet

from jiedao.access.posts import Holder
from jiedao.activities.models import Activity
from jiedao.activities.states import Kind, Part, System, parts_of
from jiedao.lib import clock
from jiedao.organisation.models import Unit
from jiedao.web.fields import People, Words, choose_from, named
from jiedao.web.forms import OfficeForm, day_field

LABELS = {
    Part.LISTENS: ("听取汇报的人", "党工委书记或者办事处主任听取，才计入“党政主要领导听取汇报”。"),
    Part.SPEAKS: ("汇报的人", "分管领导、社区书记、社区主任等。"),
    Part.VISITS: ("下社区督导的人", "有党工委书记或者副书记的，计入“书记、副书记下社区督促指导”。"),
    Part.ATTENDS: ("应当参加的人", "这就是名册：提交后固定，召开以后在上面勾到会的人。"),
}
ABOVE = (Part.LISTENS, Part.VISITS)
NOBODY_CAME = "没有一个人到会，就是没有召开。请勾选到会的人；没有开成的，登记取消。"
BESIDES = ("其他应当参加的人", "陪同的、记录的；没有的不选。")


def _hour(label: str, **options: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        **options,
    )


class ChooseForm(OfficeForm):
    """Which unit holds what kind of activity: the first question before the form itself."""

    unit = forms.ModelChoiceField(
        label="哪个单位的",
        queryset=Unit.objects.none(),
        empty_label="请选择",
        error_messages={
            "required": "请选择哪个单位的会议活动。",
            "invalid_choice": "请从列表里选择您负责的单位。",
        },
    )
    kind = forms.ChoiceField(
        label="类别",
        choices=Kind.choices,
        widget=forms.RadioSelect,
        help_text="专题会、听取汇报、下社区督导由街道登记。",
        error_messages={"required": "请选择类别。", "invalid_choice": "请选择类别。"},
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "unit", units)


class WhenForm(OfficeForm):
    """The day, the hours and the place."""

    held_on = day_field("日期", error_messages={"required": "请填写哪一天。"})
    begins = _hour(
        "开始时间",
        error_messages={"required": "请填写几点开始。", "invalid": "请写成09:30的样子。"},
    )
    ends = _hour("结束时间", required=False, error_messages={"invalid": "请写成11:00的样子。"})
    place = Words(label="地点", longest=80, required="请写明地点。")


class PlanForm(WhenForm):
    """An activity that is planned, or that has been held and is entered now: with its roster."""

    title = Words(
        label="主题",
        longest=80,
        required="请写明主题。",
        help_text="一句话，例如：学习省委关于基层治理的文件。涉密的、不宜公开的不写在这里。",
    )
    systems = forms.MultipleChoiceField(
        label="关于四项制度里的哪几项",
        choices=System.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="可以选几项；都不是的不选。",
    )
    communities = forms.ModelMultipleChoiceField(
        label="去了哪些社区",
        queryset=Unit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选择督导了哪些社区。"},
    )
    field_order = ("title", "systems", "held_on", "begins", "ends", "place", "communities")

    def __init__(
        self,
        *args: Any,
        unit: Unit,
        kind: str,
        holders: Iterable[Holder],
        communities: QuerySet[Unit],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if kind == Kind.VISIT:
            choose = self.fields["communities"]
            assert isinstance(choose, forms.ModelMultipleChoiceField)
            choose.queryset = communities
        else:
            del self.fields["communities"]
        self.parts = parts_of(kind)
        everyone = list(holders)
        for part in self.parts:
            # Who listens and who visits is of the street itself.
            of_the_street = [one for one in everyone if one.posts[0].path == unit.path]
            choices = _by_unit(of_the_street if part in ABOVE else everyone)
            is_besides = part == Part.ATTENDS and len(self.parts) > 1
            label, help_text = BESIDES if is_besides else LABELS[part]
            self.fields[part] = forms.MultipleChoiceField(
                label=label,
                help_text=help_text,
                choices=choices,
                required=not is_besides,
                widget=People,
                error_messages={
                    "required": f"请选择{label}。",
                    "invalid_choice": "选的人里有不在本单位任职的，请刷新页面后重新选择。",
                },
            )

    def given(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        cleaned = self.cleaned_data
        names = ("title", "systems", "held_on", "begins", "ends", "place")
        return {name: cleaned[name] for name in names} | {
            "communities": list(cleaned.get("communities", ())),
            "people": {part: [int(pk) for pk in cleaned[part]] for part in self.parts},
        }


def _by_unit(holders: Iterable[Holder]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The people to choose from, those of one unit together."""
    return [
        (unit, [(str(one.person), named(one.name, _posts(one))) for one in group])
        for unit, group in groupby(holders, key=lambda one: one.posts[0].unit)
    ]


def _posts(holder: Holder) -> str:
    """The posts of a person listed under the unit of the first: that unit is not said again."""
    first, *others = holder.posts
    return "、".join((first.name, *(post.words for post in others)))


class HoldForm(WhenForm):
    """That it was held: who chaired, what came of it, and who of the roster was there."""

    chair = Words(label="主持人", longest=40, required="请写明主持人。")
    summary = Words(
        label="内容和议定事项",
        longest=4000,
        lines=6,
        required="请写明讲了什么、定了什么。",
        help_text="讲了什么，定了什么，谁去办。会印在会议记录上。",
    )
    present = forms.MultipleChoiceField(
        label="到会的人",
        widget=People,
        help_text="照签到表勾选；没有到的取消勾选。应到和实到由这里数出来。",
        error_messages={
            "required": NOBODY_CAME,
            "invalid_choice": "勾选的人里有不在名册上的，请刷新页面后重新勾选。",
        },
    )
    guests = forms.CharField(
        label="列席的人",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="名册以外来的，一行一人：姓名，空一格，单位和职务。",
    )

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roster = list(activity.roster.order_by("id"))
        choice = self.fields["present"]
        assert isinstance(choice, forms.MultipleChoiceField)
        groups = {part: [one for one in roster if one.part == part] for part in Part}
        listed = {
            str(part.label): [(str(one.pk), named(one.name, one.post)) for one in group]
            for part, group in groups.items()
            if group
        }
        # One list needs no heading.
        choice.choices = (
            list(listed.items()) if len(listed) > 1 else next(iter(listed.values()), [])
        )
        if not self.is_bound and "present" not in self.initial:
            self.initial["present"] = [str(one.pk) for one in roster]

    def given(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        cleaned = dict(self.cleaned_data)
        cleaned["present"] = [int(pk) for pk in cleaned["present"]]
        cleaned["guests"] = [line for line in cleaned["guests"].splitlines() if line.strip()]
        return cleaned


class CancelForm(OfficeForm):
    """Why it is called off (取消)."""

    reason = Words(
        label="为什么取消",
        longest=200,
        lines=3,
        required="请写明为什么取消。",
        help_text="名册上的人会收到取消的通知。改期的，取消后另外安排。",
    )


class MakeUpForm(OfficeForm):
    """When and how who was absent has made it up (补学)."""

    on = day_field(
        "补学日期", initial=clock.today, error_messages={"required": "请填写补学的日期。"}
    )
    how = Words(
        label="怎么补的",
        longest=200,
        required="请写明怎么补的。",
        help_text="例如：自学文件原文，向支部书记汇报体会。",
    )


class FindForm(OfficeForm):
    """A problem found on a visit (督导发现的问题)."""

    words = Words(label="发现的问题", longest=300, lines=3, required="请写明发现了什么问题。")
    measure = Words(label="解决措施", longest=300, lines=2, required="请写明用什么措施解决。")
    unit = forms.ModelChoiceField(
        label="责任单位",
        queryset=Unit.objects.none(),
        empty_label="请选择",
        error_messages={
            "required": "请选择由哪个单位解决。",
            "invalid_choice": "请从列表里选择责任单位。",
        },
    )
    whose = Words(label="责任人", longest=40, required="请写明责任人。", help_text="姓名和职务。")
    due_on = day_field(
        "解决期限",
        help_text="过了这一天还没有登记解决的，会变红。",
        error_messages={"required": "请填写什么时候前解决。"},
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "unit", units)


class SolveForm(OfficeForm):
    """When a problem was solved, and what was done (解决)."""

    on = day_field(
        "解决日期", initial=clock.today, error_messages={"required": "请填写解决的日期。"}
    )
    how = Words(label="怎么解决的", longest=300, lines=3, required="请写明怎么解决的。")
