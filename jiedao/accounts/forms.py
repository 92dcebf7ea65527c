"""The forms of signing in and of one's own account, with the office's own sentences."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from jiedao.access import selectors as access
from jiedao.accounts import attempts, passwords
from jiedao.accounts.actions import sign_ins
from jiedao.accounts.states import Outcome
from jiedao.lib import clock
from jiedao.people.models import User, UserKind
from jiedao.web.forms import OfficeForm

WRONG = "登录名或密码不对。密码区分大小写，请核对后再试。"
HELD = "这个登录名在这里连续输错次数过多，请{when}以后再试；着急办理请打平台管理员电话，核对身份后当场解除。"
NO_POST = "您现在没有在任的岗位，不能登录。请联系安全管理员办理任职，办好马上就能登录。"


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
        if not username or not self.cleaned_data.get("password"):
            return self.cleaned_data
        user = User.objects.filter(username=username).first()
        attempt = attempts.attempt_by(self.request, username)
        refuse_held(attempt, user)
        try:
            cleaned = super().clean()
        except ValidationError:
            sign_ins.record(attempt, Outcome.WRONG_PASSWORD, user=user)
            raise
        if user and user.kind == UserKind.MACHINE:
            # Another system speaks to the API with a token; it has no business on a page.
            sign_ins.record(attempt, Outcome.MACHINE, user=user)
            raise self.get_invalid_login_error()
        if user and access.unit_of(user) is None:
            sign_ins.record(attempt, Outcome.NO_POST, user=user)
            raise ValidationError(NO_POST, code="no_post")
        return cleaned


def refuse_held(attempt: attempts.Attempt, user: User | None) -> None:
    """ValidationError while the name has to wait; the log says so once."""
    rules = passwords.rules_for(user)
    until = attempts.held_until(attempt, rules)
    if until is None:
        return
    if not attempts.was_told(attempt, rules):
        sign_ins.record(attempt, Outcome.HELD, user=user)
    raise ValidationError(HELD.format(when=_when(until)), code="held")


def _when(until: datetime) -> str:
    minutes = -int((clock.wall() - until).total_seconds() // 60)
    if minutes <= 90:
        return f"{minutes}分钟"
    return f"{-(-minutes // 60)}小时"


def password_box(label: str, *, new: bool, **options: Any) -> forms.CharField:
    """A box for a password: never filled in again, known to the browser's own password store."""
    kind = "new-password" if new else "current-password"
    box = forms.PasswordInput(attrs={"autocomplete": kind, "class": "form-control"})
    return forms.CharField(label=label, strip=False, max_length=128, widget=box, **options)


class NewPasswordForm(OfficeForm):
    """A new password, typed twice."""

    is_retyped = True
    new_password = password_box("新密码", new=True, error_messages={"required": "请填写新密码。"})
    again_password = password_box(
        "再输一遍新密码", new=True, error_messages={"required": "请把新密码再输一遍。"}
    )

    def __init__(self, user: User, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        self.fields["new_password"].help_text = passwords.rule_words(passwords.rules_for(user))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        new, again = cleaned.get("new_password"), cleaned.get("again_password")
        if new and again and new != again:
            self.add_error("again_password", "两次输入的新密码不一样，请重新输入。")
        return cleaned


class ChangePasswordForm(NewPasswordForm):
    """The password now in use, and a new one."""

    field_order = ("old_password", "new_password", "again_password")
    old_password = password_box(
        "现在的密码", new=False, error_messages={"required": "请填写现在的密码。"}
    )

    def clean_old_password(self) -> str:
        old: str = self.cleaned_data["old_password"]
        if not self.user.check_password(old):
            raise forms.ValidationError("现在的密码不对，请核对后再试。")
        return old


class CodeForm(OfficeForm):
    """The code the telephone shows now, or one from the paper."""

    code = forms.CharField(
        label="验证码",
        max_length=24,
        help_text="手机验证器上现在显示的6位数字。手机不在身边的，输入一个备用码。",
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "text", "data-private": ""}
        ),
        error_messages={"required": "请填写验证码。"},
    )


class EnrolForm(OfficeForm):
    """The first code a telephone shows proves that it has the secret."""

    secret_token = forms.CharField(widget=forms.HiddenInput, required=False)
    code = forms.CharField(
        label="手机上显示的6位数字",
        max_length=24,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "data-private": ""}
        ),
        error_messages={"required": "请填写手机上现在显示的6位数字。"},
    )


class ConfirmForm(OfficeForm):
    """The own password once more, for who has no second step."""

    is_retyped = True
    own_password = password_box(
        "您的登录密码", new=False, error_messages={"required": "请填写登录密码。"}
    )
