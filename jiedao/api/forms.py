"""The shape of a client, a token and the reasons to end them."""

import ipaddress
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from jiedao.access.duties import name_of as duty_name
from jiedao.access.roles import all_roles
from jiedao.access.selectors import holdings
from jiedao.api import grants
from jiedao.api.actions import LONGEST
from jiedao.api.models import Client
from jiedao.lib import clock
from jiedao.organisation.models import Unit
from jiedao.web.forms import OfficeForm, day_field

MOST_NETWORKS = 20


class Networks(forms.CharField):
    """Networks, one a line, as 10.20.0.0/16 or a single address."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> Any:
        lines = str(super().to_python(value) or "").split()
        if len(lines) > MOST_NETWORKS:
            raise forms.ValidationError(f"最多写{MOST_NETWORKS}行，请写成网段。")
        return [self._read(line) for line in lines]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def _read(self, line: str) -> str:
        try:
            return str(ipaddress.ip_network(line))
        except ValueError as fault:
            raise forms.ValidationError(
                f"“{line[:43]}”不是网络地址，请写成10.20.0.0/16或者10.20.1.5，一行一个。"
            ) from fault


class AllowanceForm(OfficeForm):
    """What a client may do, from where and how often."""

    acts = forms.MultipleChoiceField(
        label="可以办理",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="不勾选就只能读取。程序里的决定、表决和公示都要由人办理，这里没有。",
    )
    networks = Networks(
        label="只能从这些网络使用",
        required=False,
        help_text="一行一个，如10.20.0.0/16。不填就不限。",
    )
    per_minute = forms.IntegerField(
        label="每分钟最多多少次", min_value=1, max_value=600, initial=60
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["acts"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(act.code, act.name) for act in grants.all_acts().values()]

    def allowance(self) -> dict[str, Any]:
        """The keywords of the action."""
        return {"act_codes": self.cleaned_data["acts"]} | self.values("networks", "per_minute")


class ClientForm(AllowanceForm):
    """A new account for another system."""

    name = forms.CharField(
        label="系统名称", max_length=40, help_text="如：郑州市12345热线。办理记录里写这个名字。"
    )
    username = forms.RegexField(
        r"^[a-z][a-z0-9._-]{2,39}$",
        label="登录名",
        max_length=40,
        help_text="小写字母开头，3至40位，如：hotline-12345。只用来区分账号，不能登录网页。",
        error_messages={"invalid": "登录名要以小写字母开头，用3至40位小写字母、数字、点或横线。"},
    )
    unit = forms.CharField(
        label="单位", max_length=80, help_text="单位名称或代码，如：经八路街道。"
    )
    role = forms.ChoiceField(label="岗位")
    purpose = forms.CharField(
        label="用途和依据", max_length=200, help_text="如：承接12345转办，按《对接协议》2026-03号。"
    )
    field_order = (
        "name",
        "username",
        "unit",
        "role",
        "purpose",
        "acts",
        "networks",
        "per_minute",
    )

    def __init__(self, units: QuerySet[Unit], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.units = units
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)
        machines = [role for role in all_roles().values() if role.machine]
        field.choices = [
            ("", "请选择"),
            *((role.code, f"{role.name}：{role.purpose}") for role in machines),
        ]

    def clean_unit(self) -> Unit:
        words = self.cleaned_data["unit"].strip()
        same = Q(code=words) | Q(short_name=words) | Q(name=words)
        found = list(self.units.filter(same).order_by("code")[:2])
        if len(found) != 1:
            said = "有几个单位都叫" if found else "您能任免的单位里没有"
            raise forms.ValidationError(f"{said}“{words}”，请填单位代码。")
        return found[0]


class TokenForm(OfficeForm):
    """Until when a token is valid, and which of the account's duties it may use."""

    duties = forms.MultipleChoiceField(
        label="可以使用的职责",
        widget=forms.CheckboxSelectMultiple,
        help_text="只勾选这个程序用得着的。",
    )
    valid_until = day_field("有效期至", help_text="最长一年，到期前在这里换发。")

    def __init__(self, client: Client, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["duties"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(code, duty_name(code)) for code in sorted(holdings(client.user).paths)]


class RenewForm(OfficeForm):
    """Until when the successor is valid."""

    valid_until = day_field("有效期至", help_text="最长一年。")


class ReasonForm(OfficeForm):
    """Why something ends."""

    reason = forms.CharField(label="原因", max_length=200)


def in_a_year() -> dict[str, Any]:
    """The latest day a token may be valid until."""
    return {"valid_until": clock.today() + LONGEST}
