"""The shape of an address as a person types it; whether it is one, the action says."""

from typing import Any

from django import forms

from jiedao.delivery.states import Channel
from jiedao.delivery.typed import LONGEST
from jiedao.web.forms import OfficeForm

_BOXES: dict[str, tuple[str, str, dict[str, Any]]] = {
    Channel.EMAIL: (
        "邮箱地址",
        "收信的邮箱，例如 name@example.com。",
        {"inputmode": "email", "autocomplete": "email"},
    ),
    Channel.WECHAT: (
        "公众号用户编号",
        "先关注街道的公众号，再请系统管理员从公众号后台查出您的用户编号（OpenID），不是微信号。",
        {"autocomplete": "off"},
    ),
    Channel.SMS: (
        "手机号",
        "收短信的手机，11位数字。",
        {"inputmode": "tel", "autocomplete": "tel"},
    ),
}


class CodeForm(OfficeForm):
    """The code that arrived at one's own address (填确认码)."""

    code = forms.CharField(
        label="确认码",
        max_length=20,
        help_text="收到的6位数字。",
        error_messages={"required": "请填写收到的确认码。"},
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "data-private": True}
        ),
    )


class ContactForm(OfficeForm):
    """One's own address on a channel; what stands there already is not shown again."""

    address = forms.CharField(
        max_length=LONGEST * 2, error_messages={"required": "请填写，或者返回。"}
    )

    def __init__(self, *args: Any, channel: Channel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label, hint, attrs = _BOXES[channel]
        box = self.fields["address"]
        box.label, box.help_text = label, f"{hint}登记以后只显示一部分，别人看不到。"
        box.widget.attrs |= attrs | {"data-private": True}
