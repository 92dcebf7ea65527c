"""The sign-in form, with the office's own sentences."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from jiedao.pages import throttle

WRONG = "登录名或密码不对。密码区分大小写，请核对后再试。"
LOCKED = "这个登录名连续输错密码次数过多，请30分钟后再试；着急办理请打平台管理员电话重设密码。"


class SignInForm(AuthenticationForm):
    """Name and password; the same sentence whether or not the name exists."""

    request: HttpRequest

    error_messages = {"invalid_login": WRONG, "inactive": WRONG}

    def __init__(self, request: HttpRequest, data: Any = None) -> None:
        super().__init__(request, data)
        self.fields["username"].error_messages["required"] = "请填写登录名。"
        self.fields["password"].error_messages["required"] = "请填写密码。"

    def clean(self) -> dict[str, Any]:
        username = self.cleaned_data.get("username", "")
        if throttle.is_locked(self.request, username):
            raise ValidationError(LOCKED, code="locked")
        try:
            cleaned = super().clean()
        except ValidationError:
            throttle.count_failure(self.request, username)
            raise
        if self.get_user():
            throttle.forget(self.request, username)
        return cleaned
