"""接口账号 in the office: which systems may speak to the portal, with what, since when, last when."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from jiedao.access.duties import OfficeDuty
from jiedao.api import actions, forms, selectors
from jiedao.api.models import Client, Token
from jiedao.lib import clock
from jiedao.people.models import User
from jiedao.web import duties
from jiedao.web.commands import form_page, page, show
from jiedao.web.form_pages import office_form

HOME = "接口账号"


def _asking(request: HttpRequest, act: str) -> User:
    """Who asks, if he appoints somewhere; everybody else is told which duty is missing."""
    user = cast(User, request.user)
    duties.demand(user, OfficeDuty.APPOINT, act=act)
    return user


@page
def client_list(request: HttpRequest) -> HttpResponse:
    """The systems with an account, newest first."""
    user = _asking(request, "查看接口账号")
    after = request.GET.get("after", "")
    key = int(after) if after.isascii() and after.isdigit() and len(after) < 19 else 0
    lines, more = selectors.listed(user, after=key)
    context = {
        "lines": lines,
        "first_url": reverse("clients:client_list") if key else "",
        "next_url": f"?after={more}" if more else "",
    }
    return show(request, "jiedao/client_list.html", context)


@page
def client_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One system: its posts, what it may do, its tokens."""
    user = _asking(request, "查看接口账号")
    client = selectors.get_visible(user, pk)
    return show(request, "jiedao/client_page.html", {"seen": selectors.page_of(client)})


@form_page
def open_client(request: HttpRequest) -> HttpResponse:
    """Another system gets an account."""
    user = _asking(request, "开通接口账号")
    units = duties.reach(user, OfficeDuty.APPOINT)
    form = forms.ClientForm(units, request.POST or None)
    if form.is_valid():
        names = ("name", "username", "unit", "role", "purpose")
        client = form.attempt(
            lambda: actions.open_client(by=user, **form.values(*names), **form.allowance())
        )
        if client:
            messages.success(request, f"“{client}”已开通，接着为它签发令牌。")
            return redirect("clients:client", client.pk)
    lead = "给别的系统（如12345热线、区数据平台）用。它没有密码，不能登录网页，只凭令牌调用接口。"
    return _form(request, form, "开通接口账号", lead, "开通")


@form_page
def change_client(request: HttpRequest, pk: int) -> HttpResponse:
    """What a system may do, from where and how often."""
    user = _asking(request, "调整接口账号")
    client = selectors.get_visible(user, pk)
    known = {
        "acts": client.acts,
        "networks": client.networks,
        "per_minute": client.per_minute,
    }
    form = forms.AllowanceForm(request.POST or None, initial=known)
    if (
        form.is_valid()
        and form.attempt(lambda: actions.change_client(client, by=user, **form.allowance()))
        is not None
    ):
        messages.success(request, f"“{client}”已调整，现在就生效。")
        return redirect("clients:client", client.pk)
    lead = "调整后，已经签发的令牌立即按新的规定使用。"
    return _form(request, form, f"调整“{client}”", lead, "保存", client=client)


@form_page
def close_client(request: HttpRequest, pk: int) -> HttpResponse:
    """A system is shut out for good."""
    user = _asking(request, "停用接口账号")
    client = selectors.get_visible(user, pk)
    form = forms.ReasonForm(request.POST or None)
    if (
        form.is_valid()
        and form.attempt(lambda: actions.close_client(client, by=user, **form.values("reason")))
        is not None
    ):
        messages.success(request, f"“{client}”已停用，令牌全部撤销。")
        return redirect("clients:client", client.pk)
    lead = "停用后它的令牌马上都不能用，不能恢复；以后需要时另外开通。办理过的记录都保留。"
    return _form(request, form, f"停用“{client}”", lead, "停用", client=client)


@never_cache
@form_page
def issue_token(request: HttpRequest, pk: int) -> HttpResponse:
    """A token is issued, and shown once."""
    user = _asking(request, "签发接口令牌")
    client = selectors.get_visible(user, pk)
    form = forms.TokenForm(client, request.POST or None, initial=forms.in_a_year())
    if form.is_valid():
        made = form.attempt(
            lambda: actions.issue_token(client, by=user, **form.values("duties", "valid_until"))
        )
        if made:
            return _shown_once(request, *made)
    lead = "令牌代表这个系统，谁拿到谁就能用。签发后只显示一次，请当面交给对方的管理员。"
    return _form(request, form, f"为“{client}”签发令牌", lead, "签发", client=client)


@never_cache
@form_page
def renew_token(request: HttpRequest, pk: int) -> HttpResponse:
    """A token gets its successor; for a week both are good."""
    user = _asking(request, "换发接口令牌")
    token = selectors.get_token(user, pk)
    form = forms.RenewForm(request.POST or None, initial=forms.in_a_year())
    if form.is_valid():
        made = form.attempt(
            lambda: actions.renew_token(token, by=user, **form.values("valid_until"))
        )
        if made:
            return _shown_once(request, *made)
    lead = f"新令牌的职责和{token}一样。旧的还能用{actions.OVERLAP.days}天，方便对方替换。"
    return _form(request, form, f"换发令牌{token}", lead, "换发", client=token.client)


@form_page
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    """A token ends at once."""
    user = _asking(request, "撤销接口令牌")
    token = selectors.get_token(user, pk)
    form = forms.ReasonForm(request.POST or None)
    if (
        form.is_valid()
        and form.attempt(lambda: actions.revoke_token(token, by=user, **form.values("reason")))
        is not None
    ):
        messages.success(request, f"令牌{token}已撤销，马上失效。")
        return redirect("clients:client", token.client_id)
    lead = "撤销后马上失效，不能恢复。令牌可能泄露时，先撤销，再签发新的。"
    return _form(request, form, f"撤销令牌{token}", lead, "撤销", client=token.client)


def _shown_once(request: HttpRequest, token: Token, text: str) -> HttpResponse:
    context = {"token": token, "text": text, "today": clock.today()}
    return show(request, "jiedao/client_token.html", context)


def _form(
    request: HttpRequest,
    form: Any,
    title: str,
    lead: str,
    button: str,
    *,
    client: Client | None = None,
) -> HttpResponse:
    back = reverse("clients:client", args=[client.pk]) if client else reverse("clients:client_list")
    label = str(client) if client else HOME
    return office_form(request, form, title, lead, button, back_url=back, back_label=label)
