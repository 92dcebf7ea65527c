"""我的账号: the password, the browsers in which one is signed in, the last sign-ins."""

from typing import cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from jiedao.access.selectors import appointments_of
from jiedao.accounts import selectors
from jiedao.accounts.actions import devices
from jiedao.accounts.actions import passwords as acts
from jiedao.accounts.forms import ChangePasswordForm
from jiedao.people.models import User
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
