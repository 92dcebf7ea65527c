"""The forms of a security administrator: a new account, and the reason of an act on one."""

from typing import Any

from django import forms
from django.db.models import Q

from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import Person, User
from jiedao.web.forms import OfficeForm


class AccountForm(OfficeForm):
    """A log-in for a colleague; the portal makes up the first password."""

    username = forms.RegexField(
        r"^[a-z][a-z0-9._-]{2,39}$",
        label="登录名",
        max_length=40,
        help_text="小写字母开头，3至40位字母、数字，如姓名拼音：zhaolihua。",
        error_messages={"invalid": "登录名要以小写字母开头，用3至40位小写字母、数字、点或横线。"},
    )
    name = forms.CharField(label="姓名", max_length=40)
    community = forms.CharField(
        label="名册所在社区",
        max_length=80,
        required=False,
        help_text="这个人在某个社区的党组织、委员会或代表名册里时，填社区简称，"
        "会议签到和回避按同一个人认定。",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.person: Person | None = None

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        if User.objects.filter(username=username).exists():
            raise forms.ValidationError("这个登录名已经有人用了，请换一个。")
        return username

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        name, community = cleaned.get("name", "").strip(), cleaned.get("community", "").strip()
        if not name or not community:
            return cleaned
        units = Unit.objects.active().of_level(UnitLevel.COMMUNITY, UnitLevel.VILLAGE)
        within = units.filter(Q(code=community) | Q(short_name=community) | Q(name=community))
        people = Person.objects.filter(
            name=name, user__isnull=True, seats__term__body__unit__in=within
        ).distinct()
        found = list(people[:2])
        if len(found) == 1:
            self.person = found[0]
        elif not found:
            self.add_error(
                "community",
                f"“{community}”的名册里没有还没开通账号的“{name}”，请核对；不在名册里的，这一项不填。",
            )
        else:
            self.add_error(
                "community", f"“{community}”的名册里有两个“{name}”，请先在名册里写明区别。"
            )
        return cleaned


class ReasonForm(OfficeForm):
    """Why it is done; it stands in the ledger."""

    reason = forms.CharField(
        label="原因",
        max_length=200,
        help_text="记入台账，如：本人到窗口核对身份后申请。不要写身份证号、手机号。",
        error_messages={"required": "请写明原因，要记入台账。"},
    )
