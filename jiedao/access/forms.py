"""The shape of an appointment and of a dismissal."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from jiedao.access.roles import all_roles
from jiedao.lib import clock
from jiedao.organisation.models import Unit
from jiedao.people.models import User, UserKind
from jiedao.web.forms import OfficeForm, day_field


class AppointForm(OfficeForm):
    """Who, in which role, where, from when."""

    who = forms.CharField(
        label="登录名或姓名",
        max_length=40,
        help_text="已经开通账号的人。有同名的人时请填登录名。",
    )
    role = forms.ChoiceField(label="岗位")
    unit = forms.CharField(label="单位", max_length=80, help_text="单位名称或代码，如：体育社区。")
    starts_on = day_field("任职日期")
    ends_on = day_field("离任日期", required=False, help_text="没有定下离任日期的不填。")
    reason = forms.CharField(
        label="依据或原因", max_length=200, help_text="如：街道党工委会议决定、任职文件文号。"
    )

    def __init__(self, units: QuerySet[Unit], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.units = units
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", "请选择"),
            *((role.code, f"{role.name}：{role.purpose}") for role in all_roles().values()),
        ]

    def clean_who(self) -> User:
        words = self.cleaned_data["who"].strip()
        users = User.objects.filter(is_active=True, kind__in=(UserKind.STAFF, UserKind.MACHINE))
        found = list(users.filter(Q(username=words) | Q(name=words)).order_by("username")[:6])
        named = [user for user in found if user.username == words]
        if len(named) == 1:
            return named[0]
        if not found:
            raise forms.ValidationError(f"没有找到“{words}”的账号，请核对，或先开通账号。")
        if len(found) > 1:
            names = "、".join(f"{user.name}（{user.username}）" for user in found)
            raise forms.ValidationError(f"叫“{words}”的有{len(found)}人：{names}，请填登录名。")
        return found[0]

    def clean_unit(self) -> Unit:
        words = self.cleaned_data["unit"].strip()
        same = Q(code=words) | Q(short_name=words) | Q(name=words)
        found = list(self.units.filter(same).select_related("parent").order_by("code")[:6])
        if not found:
            raise forms.ValidationError(
                f"您能任免的单位里没有“{words}”，请写单位的简称或代码，如“体育社区”。"
            )
        if len(found) > 1:
            named = "、".join(f"{unit.parent}{unit}（{unit.code}）" for unit in found)
            raise forms.ValidationError(f"叫“{words}”的有{len(found)}个单位：{named}，请填代码。")
        return found[0]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", "离任日期要晚于任职日期，请核对。")
        return cleaned


class DismissForm(OfficeForm):
    """From which day, and why."""

    ends_on = day_field("离任日期", help_text="从这一天起不再有这个岗位的职责。")
    reason = forms.CharField(label="依据或原因", max_length=200)


def today_first() -> dict[str, Any]:
    """What the forms can know: it begins today."""
    return {"starts_on": clock.today()}
