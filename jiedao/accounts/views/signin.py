"""Signing in, one step at a time, and out."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from jiedao.accounts import attempts, codes, passwords, stages
from jiedao.accounts.actions import passwords as acts
from jiedao.accounts.actions import sign_ins, two_step
from jiedao.accounts.forms import (
    CodeForm,
    EnrolForm,
    NewPasswordForm,
    SignInForm,
    refuse_held,
)
from jiedao.accounts.states import Outcome
from jiedao.people.models import User
from jiedao.web import kept
from jiedao.web.commands import command, form_page, show

FILLED_IN = "刚才没有提交的内容已经填回，请核对后再提交。附件要重新选择。"
TOO_LONG = "登录没有完成，时间过长，请从登录名和密码重新开始。"


@never_cache
@sensitive_post_parameters("password")
@login_not_required
@form_page
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in (登录), and go on where one was; what had been typed there travels in `next`."""
    onward = stages.onward_of(request)
    if request.method == "GET" and request.user.is_authenticated:
        return HttpResponseRedirect(onward)
    form = SignInForm(request, data=request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        user = form.get_user()
        stages.begin(request, user)
        return arrive(request, stages.Half(user, is_coded=False), onward)
    context = {"form": form, "next": onward, "kept_text": kept.shown(request, address=onward)}
    return show(request, "registration/login.html", context)


@never_cache
@sensitive_post_parameters("new_password", "again_password")
@login_not_required
@form_page
def first_password(request: HttpRequest) -> HttpResponse:
    """Between password and desk: a first or an old password is changed before anything else."""
    onward, half = stages.onward_of(request), stages.half_of(request)
    if half is None:
        return begin_again(request, onward)
    why = passwords.why_change(half.user, passwords.rules_for(half.user))
    if request.method == "GET" and not why:
        return begin_again(request, onward)
    form = NewPasswordForm(half.user, request.POST or None)
    if form.is_valid():
        new = form.cleaned_data["new_password"]
        changed = form.attempt(lambda: acts.change_password(half.user, password=new))
        if changed:
            stages.keep_on(request, changed)
            messages.success(request, "密码已经换好，下次登录请用新密码。")
            return arrive(request, stages.Half(changed, half.is_coded), onward)
    context = {
        "form": form,
        "next": onward,
        "title": "请先修改密码",
        "lead": why,
        "button": "换成新密码，继续",
        "who": half.user,
    }
    return show(request, "jiedao/account_step.html", context, status=422 if form.errors else 200)


@never_cache
@login_not_required
@form_page
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Between password and desk: the code of the telephone, or one from the paper."""
    onward, half = stages.onward_of(request), stages.half_of(request)
    if half is None:
        return begin_again(request, onward)
    form = CodeForm(request.POST or None)
    if form.is_valid() and code_is_right(request, form, half.user):
        return arrive(request, stages.coded(request, half), onward)
    context = {
        "form": form,
        "next": onward,
        "title": "两步验证",
        "lead": "密码正确，还差一步。",
        "button": "登录",
        "who": half.user,
    }
    return show(request, "jiedao/account_step.html", context, status=422 if form.errors else 200)


@never_cache
@login_not_required
@form_page
def sign_in_two_step(request: HttpRequest) -> HttpResponse:
    """Between password and desk: who holds sensitive duties takes up the second step."""
    onward, half = stages.onward_of(request), stages.half_of(request)
    if half is None or codes.authenticator_of(half.user):
        return begin_again(request, onward)
    form = EnrolForm(request.POST or None)
    made = enrolled(form, half.user)
    if made is None:
        offer = codes.offer(half.user, token=form.data.get("secret_token", ""))
        context = {"form": form, "next": onward, "offer": offer, "who": half.user}
        status = 422 if form.errors else 200
        return show(request, "jiedao/account_enrol.html", context, status=status)
    answer = arrive(request, stages.Half(half.user, is_coded=True), onward)
    shown = recovery_codes(request, made, onward)
    shown.cookies.update(answer.cookies)
    return shown


@login_not_required
@command
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out (退出)."""
    logout(request)
    return redirect("pages:sign_in")


def arrive(request: HttpRequest, half: stages.Half, onward: str) -> HttpResponse:
    """To the next step; and once signed in, a word on what was filled in again."""
    answer = stages.go_on(request, half, onward=onward)
    if request.user.is_authenticated and kept.is_kept(onward):
        messages.info(request, FILLED_IN)
    return answer


def code_is_right(request: HttpRequest, form: CodeForm, user: User) -> bool:
    """Whether the typed code is right; wrong ones are logged and make one wait, like passwords."""
    attempt = attempts.attempt_by(request, user.username)
    try:
        refuse_held(attempt, user)
    except ValidationError as held:
        form.add_error("code", held)
        return False
    wrong = two_step.check(user, code=form.cleaned_data["code"])
    if wrong:
        sign_ins.record(attempt, Outcome.WRONG_CODE, user=user)
        form.add_error("code", wrong)
    return not wrong


def enrolled(form: EnrolForm, user: User) -> list[str] | None:
    """The recovery codes when the telephone showed the right code; None when it has not yet."""
    if not form.is_valid():
        return None
    secret = codes.secret_in(form.cleaned_data["secret_token"], user)
    return form.attempt(lambda: two_step.enrol(user, secret=secret, code=form.cleaned_data["code"]))


def recovery_codes(request: HttpRequest, made: list[str], onward: str) -> HttpResponse:
    """The codes for the day the telephone is lost, shown this once."""
    context = {"codes": made, "onward": onward}
    response = show(request, "jiedao/account_recovery.html", context)
    response["Cache-Control"] = "no-store"
    return response


def begin_again(request: HttpRequest, onward: str) -> HttpResponse:
    """Nobody is between the steps here: to the beginning."""
    if not request.user.is_authenticated:
        messages.warning(request, TOO_LONG)
    return HttpResponseRedirect(stages.step_url("pages:sign_in", onward))
