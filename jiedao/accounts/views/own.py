"""我的账号: the password, the browsers in which one is signed in, the last sign-ins."""

from typing import cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from jiedao.access.selectors import appointments_of
from jiedao.accounts import attempts, codes, passwords, selectors, stages
from jiedao.accounts.actions import devices, sign_ins, two_step
from jiedao.accounts.actions import passwords as acts
from jiedao.accounts.forms import (
    ChangePasswordForm,
    CodeForm,
    ConfirmForm,
    EnrolForm,
    refuse_held,
)
from jiedao.accounts.states import Outcome
from jiedao.accounts.views import signin
from jiedao.people.models import User
from jiedao.web import kept, stepup
from jiedao.web.commands import command, form_page, page, show
from jiedao.web.form_pages import office_form


def signed_in(request: HttpRequest) -> User:
    return cast(User, request.user)


@page
def account(request: HttpRequest) -> HttpResponse:
    """Who I am here, where I am signed in, and who has tried to be me."""
    user = signed_in(request)
    context = {
        "account": user,
        "posts": appointments_of(user),
        "password_words": selectors.password_words(user),
        "devices": selectors.devices_of(user, here=request.session.session_key),
        "two_step": codes.authenticator_of(user),
        "codes_left": codes.codes_left(user),
        "may_give_up": not two_step.is_required(user),
        "sign_ins": selectors.recent_sign_ins(user),
    }
    return show(request, "jiedao/account_page.html", context)


@never_cache
@sensitive_post_parameters("old_password", "new_password", "again_password")
@form_page
def change_password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; every other browser is signed out."""
    user = signed_in(request)
    form = ChangePasswordForm(user, request.POST or None)
    if form.is_valid():
        here = request.session.session_key
        new = form.cleaned_data["new_password"]
        changed = form.attempt(lambda: acts.change_password(user, password=new, but_device=here))
        if changed:
            update_session_auth_hash(request, changed)
            messages.success(request, "密码已修改，其他设备已经退出，下次登录请用新密码。")
            return HttpResponseRedirect(reverse("accounts:account"))
    return office_form(
        request,
        form,
        "修改密码",
        "改好以后，您在其他电脑和手机上的登录都会退出。",
        "修改密码",
        back_url=reverse("accounts:account"),
        back_label="我的账号",
    )


@never_cache
@form_page
def two_step_page(request: HttpRequest) -> HttpResponse:
    """两步验证: take it up with a telephone, or change to another one."""
    user = signed_in(request)
    running = codes.authenticator_of(user)
    if running:
        stepup.required(request)
    form = EnrolForm(request.POST or None)
    made = signin.enrolled(form, user)
    if made is not None:
        stepup.confirmed(request, minutes=passwords.rules_for(user).confirm_minutes)
        return signin.recovery_codes(request, made, reverse("accounts:account"))
    offer = codes.offer(user, token=form.data.get("secret_token", ""))
    context = {"form": form, "offer": offer, "running": running}
    status = 422 if form.errors else 200
    return show(request, "jiedao/account_two_step.html", context, status=status)


@never_cache
@command
def renew_recovery_codes(request: HttpRequest) -> HttpResponse:
    """重新生成备用码."""
    stepup.required(request)
    made = two_step.renew_recovery_codes(signed_in(request))
    return signin.recovery_codes(request, made, reverse("accounts:account"))


@command
def give_up_two_step(request: HttpRequest) -> HttpResponse:
    """停用两步验证, for who may."""
    stepup.required(request)
    two_step.give_up(signed_in(request))
    messages.success(request, "两步验证已停用，下次登录只用密码。")
    return HttpResponseRedirect(reverse("accounts:account"))


@never_cache
@sensitive_post_parameters("own_password")
@form_page
def confirm(request: HttpRequest) -> HttpResponse:
    """Before a sensitive act: the code once more, or the password for who has no second step."""
    user, onward = signed_in(request), stages.onward_of(request)
    coded = codes.authenticator_of(user) is not None
    form = (CodeForm if coded else ConfirmForm)(request.POST or None)
    if form.is_valid() and _is_confirmed(request, form, user):
        stepup.confirmed(request, minutes=passwords.rules_for(user).confirm_minutes)
        if kept.is_kept(onward):
            messages.info(request, signin.FILLED_IN)
        return HttpResponseRedirect(onward)
    minutes = passwords.rules_for(user).confirm_minutes
    context = {
        "form": form,
        "next": onward,
        "title": "请确认是您本人",
        "lead": f"接下来的操作比较重要，请再确认一次身份，{minutes}分钟内不用重复。",
        "button": "确认，继续",
        "who": user,
    }
    return show(request, "jiedao/account_step.html", context, status=422 if form.errors else 200)


def _is_confirmed(request: HttpRequest, form: CodeForm | ConfirmForm, user: User) -> bool:
    if isinstance(form, CodeForm):
        return signin.code_is_right(request, form, user)
    attempt = attempts.attempt_by(request, user.username)
    try:
        refuse_held(attempt, user)
    except ValidationError as held:
        form.add_error("own_password", held)
        return False
    if user.check_password(form.cleaned_data["own_password"]):
        return True
    sign_ins.record(attempt, Outcome.WRONG_PASSWORD, user=user)
    form.add_error("own_password", "密码不对，请核对后再试。")
    return False


@command
def end_device(request: HttpRequest, ref: str) -> HttpResponse:
    """退出这台设备."""
    if devices.end_device(signed_in(request), ref=ref):
        messages.success(request, "那台设备已经退出登录。")
    else:
        messages.info(request, "那台设备已经不在登录中，不用再退出。")
    return HttpResponseRedirect(reverse("accounts:account"))


@command
def end_other_devices(request: HttpRequest) -> HttpResponse:
    """退出其他所有设备."""
    ended = devices.end_devices(signed_in(request), but=request.session.session_key)
    messages.success(
        request, f"其他{ended}台设备已经退出登录。" if ended else "没有其他设备在登录。"
    )
    return HttpResponseRedirect(reverse("accounts:account"))


@page
def still_here(request: HttpRequest) -> HttpResponse:
    """The page says that somebody is still working on it: being asked is enough."""
    return HttpResponse(status=204)
