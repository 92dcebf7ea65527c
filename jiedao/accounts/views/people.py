"""The accounts of colleagues, as the security administrator keeps them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from jiedao.access.duties import OfficeDuty
from jiedao.accounts import listing
from jiedao.accounts.access import get_within_reach
from jiedao.accounts.actions import passwords, sign_ins, two_step
from jiedao.accounts.people_forms import AccountForm, ReasonForm
from jiedao.accounts.views.own import signed_in
from jiedao.lib import sheets
from jiedao.people.models import User
from jiedao.web import duties, files, stepup
from jiedao.web.commands import form_page, page, show
from jiedao.web.form_pages import office_form

EXPORTED = ("姓名", "登录名", "岗位", "账号状态", "两步验证", "最近登录")


def _demanded(request: HttpRequest, act: str) -> User:
    user = signed_in(request)
    duties.demand(user, OfficeDuty.APPOINT, act=act)
    return user


def _asked(request: HttpRequest) -> listing.Asked:
    state = str(request.GET.get("state", "")).strip()
    after = str(request.GET.get("after", ""))
    return listing.Asked(
        str(request.GET.get("q", "")).strip()[:40],
        state if state in listing.STATES else listing.ALL,
        int(after) if after.isascii() and after.isdigit() and len(after) < 19 else 0,
    )


@page
def accounts(request: HttpRequest) -> HttpResponse:
    """账号: who can sign in, who is held, who still has the first password."""
    user = _demanded(request, "查看账号")
    asked = _asked(request)
    found = listing.listed(user, asked)
    query: dict[str, str | int] = {"q": asked.q, "state": asked.state}
    context = {
        "rows": found.rows,
        "words": found.words,
        "filter": _filter(asked),
        "next_url": f"?{urlencode({**query, 'after': found.after})}" if found.after else "",
        "first_url": f"?{urlencode(query)}" if asked.after else "",
        "export_url": f"{reverse('accounts:export_accounts')}?{urlencode(query)}",
    }
    return show(request, "jiedao/account_list.html", context, part="table")


def _filter(asked: listing.Asked) -> dict[str, Any]:
    states = [(listing.ALL, "全部"), *listing.STATES.items()]
    options = [
        {"value": value, "label": label, "selected": value == asked.state}
        for value, label in states
    ]
    narrowed = asked.q or asked.state != listing.ALL
    return {
        "action": reverse("accounts:accounts"),
        "q": asked.q,
        "q_label": "姓名或登录名",
        "selects": [{"name": "state", "label": "账号状态", "options": options}],
        "clear_url": reverse("accounts:accounts") if narrowed else "",
    }


@page
def export_accounts(request: HttpRequest) -> HttpResponse:
    """The same list as an xlsx file."""
    user = _demanded(request, "导出账号")
    asked = _asked(request)
    found = list(listing.narrowed(user, asked)[: sheets.MOST_ROWS])
    rows = [
        (
            line.account.name,
            line.account.username,
            line.posts,
            line.word,
            line.two_step,
            line.last_signed_in,
        )
        for line in listing.lines_of(found)
    ]
    export = sheets.workbook("账号名单", EXPORTED, rows)
    return files.excel(export, "账号名单")


@form_page
def open_account(request: HttpRequest) -> HttpResponse:
    """A colleague gets a log-in; the first password is shown once and kept nowhere."""
    user = _demanded(request, "开通账号")
    form = AccountForm(request.POST or None)
    if form.is_valid():
        made = form.attempt(
            lambda: passwords.open_account(
                person=form.person, by=user, **form.values("username", "name")
            )
        )
        if made:
            account, password = made
            return _password_once(request, account, password, "账号已开通", is_new=True)
    lead = "开通后还没有任何职责，再为这个人办理任职。初始密码由平台随机生成，只显示一次。"
    return _form(request, form, "开通账号", lead, "开通")


@form_page
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    """A colleague has forgotten the password: a first one again, shown once."""
    user = _demanded(request, "重设密码")
    stepup.required(request)
    account = get_within_reach(user, pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        password = form.attempt(lambda: passwords.reset_password(account, by=user, reason=reason))
        if password:
            return _password_once(request, account, password, "密码已重设", is_new=False)
    lead = (
        f"给{account.name}（{account.username}）生成新的初始密码，原来的密码马上失效，"
        "正在登录的设备全部退出。请先当面或用电话核对是本人。"
    )
    return _form(request, form, "重设密码", lead, "重设")


@form_page
def unlock(request: HttpRequest, pk: int) -> HttpResponse:
    """A colleague who mistyped too often may try again at once."""
    return _act_on_account(
        request,
        pk,
        act="解除登录暂停",
        lead="{account}连续输错密码后要等一段时间。核对是本人以后，可以当场解除。",
        done="{account}现在可以重新登录了。",
        run=sign_ins.unlock,
    )


@form_page
def remove_two_step(request: HttpRequest, pk: int) -> HttpResponse:
    """A colleague has lost the telephone and the paper."""
    return _act_on_account(
        request,
        pk,
        act="停用两步验证",
        lead="{account}换了手机、备用码也找不到时才用。请先当面核对是本人；有敏感职责的，下次登录要重新启用。",
        done="{account}的两步验证已停用，可以只用密码登录，再重新启用。",
        run=two_step.remove_two_step,
    )


@form_page
def close_account(request: HttpRequest, pk: int) -> HttpResponse:
    """An account is taken out of use."""
    return _act_on_account(
        request,
        pk,
        act="停用账号",
        lead="停用以后，{account}不能再登录，正在登录的设备马上退出；办理过的记录都保留。调走的人请同时办理离任。",
        done="{account}的账号已停用。",
        run=passwords.close_account,
    )


@form_page
def reopen_account(request: HttpRequest, pk: int) -> HttpResponse:
    """An account is put back into use."""
    return _act_on_account(
        request,
        pk,
        act="恢复账号",
        lead="恢复以后，{account}用原来的密码就能登录；忘记密码的再办重设。",
        done="{account}的账号已恢复。",
        run=passwords.reopen_account,
    )


def _act_on_account(
    request: HttpRequest, pk: int, *, act: str, lead: str, done: str, run: Callable[..., Any]
) -> HttpResponse:
    """The page of an act that needs nothing but its reason."""
    user = _demanded(request, act)
    stepup.required(request)
    account = get_within_reach(user, pk)
    named = f"{account.name}（{account.username}）"
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if form.attempt(lambda: run(account, by=user, reason=reason)) is not None:
            messages.success(request, done.format(account=named))
            return HttpResponseRedirect(reverse("accounts:accounts"))
    return _form(request, form, act, lead.format(account=named), act)


def _password_once(
    request: HttpRequest, account: User, password: str, title: str, *, is_new: bool
) -> HttpResponse:
    context = {"account": account, "password": password, "title": title, "is_new": is_new}
    response = show(request, "jiedao/account_password_once.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _form(request: HttpRequest, form: Any, title: str, lead: str, button: str) -> HttpResponse:
    return office_form(
        request,
        form,
        title,
        lead,
        button,
        back_url=reverse("accounts:accounts"),
        back_label="账号",
    )
