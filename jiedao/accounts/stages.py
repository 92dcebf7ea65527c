"""Between the right password and being signed in: what still has to be done, one thing at a time.

Until it is done nobody is signed in. The session only knows who has given the right password, for a
quarter of an hour, so that no page and no program needs to know of half a sign-in.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from jiedao.access.duties import OfficeDuty
from jiedao.access.selectors import holdings
from jiedao.accounts import codes, passwords, places, sessions
from jiedao.accounts.actions import sign_ins, two_step
from jiedao.accounts.attempts import attempt_by, remember
from jiedao.accounts.states import Outcome
from jiedao.lib import clock
from jiedao.people.models import User
from jiedao.web import stepup

HALF = "half"
LASTS = timedelta(minutes=15)
BACKEND = "jiedao.accounts.backends.Accounts"


@dataclass(frozen=True)
class Half:
    """Somebody who has given the right password (登录还差一步)."""

    user: User
    is_coded: bool


def begin(request: HttpRequest, user: User) -> None:
    """The password was right; the key of the session changes, as it does when signing in."""
    request.session.cycle_key()
    request.session[HALF] = {
        "user": user.pk,
        "password": user.get_session_auth_hash(),
        "at": clock.wall().isoformat(),
        "coded": False,
    }


def half_of(request: HttpRequest) -> Half | None:
    """Who is between the steps; None when nobody is, or it has taken too long."""
    half = request.session.get(HALF)
    if not half or clock.wall() - datetime.fromisoformat(half["at"]) > LASTS:
        return None
    user = User.objects.filter(pk=half["user"], is_active=True).first()
    if user is None or user.get_session_auth_hash() != half["password"]:
        return None
    return Half(user, bool(half["coded"]))


def coded(request: HttpRequest, half: Half) -> Half:
    """The code was right too."""
    request.session[HALF] = request.session[HALF] | {"coded": True}
    return Half(half.user, is_coded=True)


def keep_on(request: HttpRequest, user: User) -> None:
    """The password has just been changed on the way in: the step that was done stays done."""
    half = request.session[HALF]
    request.session[HALF] = half | {"password": user.get_session_auth_hash()}


def go_on(request: HttpRequest, half: Half, *, onward: str) -> HttpResponseRedirect:
    """To the next thing that has to be done, or in."""
    user = half.user
    has_telephone = codes.authenticator_of(user) is not None
    if has_telephone and not half.is_coded:
        return HttpResponseRedirect(step_url("accounts:sign_in_code", onward))
    if passwords.why_change(user, passwords.rules_for(user)):
        return HttpResponseRedirect(step_url("accounts:first_password", onward))
    if not has_telephone and two_step.is_required(user):
        return HttpResponseRedirect(step_url("accounts:sign_in_two_step", onward))
    return _enter(request, half, onward=onward)


def _enter(request: HttpRequest, half: Half, *, onward: str) -> HttpResponseRedirect:
    user, rules = half.user, passwords.rules_for(half.user)
    request.session.pop(HALF, None)
    login(request, user, backend=BACKEND)
    attempt = attempt_by(request, user.username)
    now = clock.wall().isoformat()
    request.session.update(
        {
            sessions.DEVICE: attempt.device,
            sessions.PLACE: places.shortened(attempt.address),
            sessions.SINCE: now,
            sessions.IDLE: rules.idle_minutes,
        }
    )
    stepup.confirmed(request, minutes=rules.confirm_minutes)
    sign_ins.record(attempt, Outcome.SIGNED_IN, user=user)
    response = HttpResponseRedirect(first_page(user, onward))
    remember(request, response, user.username)
    return response


def first_page(user: User, onward: str) -> str:
    """Where a person begins who asked for nothing: who answers for a whole street with the dashboard."""
    if onward == reverse("pages:desk") and holdings(user).anywhere(OfficeDuty.LEAD_REPORTS):
        return reverse("dashboard:dashboard")
    return onward


def step_url(name: str, onward: str) -> str:
    """The address of a step, with where to go afterwards."""
    return f"{reverse(name)}?{urlencode({'next': onward})}"


def onward_of(request: HttpRequest) -> str:
    """Where to go after signing in: a page of ours, the desk when none is named."""
    wanted = str(request.POST.get("next", request.GET.get("next", "")))
    own = {request.get_host()}
    safe = url_has_allowed_host_and_scheme(wanted, own, require_https=request.is_secure())
    if safe and not wanted.startswith(reverse("pages:sign_in")):
        return wanted
    return reverse("pages:desk")
