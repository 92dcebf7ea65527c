"""Addresses as they are typed, brought into one form; a sentence where they are none."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from jiedao.delivery.states import Channel
from jiedao.lib import text

_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_OPEN_ID = re.compile(r"[A-Za-z0-9_-]{20,40}", re.ASCII)
LONGEST = 120


def address(channel: str, typed: str) -> str:
    """The address to send to; ValueError with a sentence when it cannot be one."""
    compact = "".join(text.half_width(typed).split())
    if channel == Channel.SMS:
        return _mobile(compact)
    return _email(compact) if channel == Channel.EMAIL else _open_id(compact)


def _mobile(compact: str) -> str:
    number = re.sub(r"^(\+86|0086)|-", "", compact)
    if _MOBILE.fullmatch(number):
        return number
    raise ValueError("手机号是11位数字，以1开头，请核对。")


def _email(compact: str) -> str:
    try:
        validate_email(compact)
    except ValidationError:
        raise ValueError("邮箱地址不对，应像 name@example.com 这样，请核对。") from None
    if len(compact) > LONGEST:
        raise ValueError(f"邮箱地址最多{LONGEST}个字符，请核对。")
    name, _, host = compact.rpartition("@")
    return f"{name}@{host.lower()}"


def _open_id(compact: str) -> str:
    if _OPEN_ID.fullmatch(compact):
        return compact
    raise ValueError("公众号用户编号是一串20位以上的字母、数字、横线，不是微信号，请核对。")
