"""Appointments: the list, appointing, dismissing; what each role may do."""

from dataclasses import replace
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from jiedao.access import actions
from jiedao.access.appointments import (
    CURRENT,
    NEWEST,
    SEEN_WITH,
    SORTS,
    STATES,
    Asked,
    get_within_reach,
    listed,
    narrowed,
    overview,
    state_of,
    units_with_posts,
)
from jiedao.access.duties import OfficeDuty
from jiedao.access.forms import AppointForm, DismissForm, today_first
from jiedao.access.roles import all_roles
from jiedao.access.selectors import holdings
from jiedao.lib import clock, sheets
from jiedao.people.models import User
from jiedao.web import duties, files
from jiedao.web.commands import form_page, page, show
from jiedao.web.form_pages import office_form

EXPORTED = (
    "姓名",
    "登录名",
    "岗位",
    "单位",
    "任职日期",
    "离任日期",
    "状态",
    "登记人",
    "依据或原因",
)


def _signed_in(request: HttpRequest) -> User:
    return cast(User, request.user)


def _asked(request: HttpRequest) -> Asked:
    """What the list is narrowed to; unknown values count as not asked."""
    given = {
        name: request.GET.get(name, "").strip() for name in ("q", "unit", "role", "state", "sort")
    }
    state = given["state"] if given["state"] in (*STATES, "all") else CURRENT
    after = request.GET.get("after", "")
    key = int(after) if after.isascii() and after.isdigit() and len(after) < 19 else 0
    role = given["role"] if given["role"] in all_roles() else ""
    sort = given["sort"] if given["sort"] in SORTS else NEWEST
    return Asked(given["q"], given["unit"], role, state, sort, key)


def _demand_sight(user: User) -> None:
    """Who holds none of the duties the list is read with is told which one is missing."""
    if not holdings(user).anywhere(*SEEN_WITH):
        duties.demand(user, OfficeDuty.APPOINT, act="查看任职名单")


@page
def appointments(request: HttpRequest) -> HttpResponse:
    """Who is appointed where, in the units the person answers for; acts only where he may appoint."""
    user = _signed_in(request)
    _demand_sight(user)
    asked = _asked(request)
    found = listed(user, asked)
    query: dict[str, str | int] = {
        "q": asked.q,
        "unit": asked.unit,
        "role": asked.role,
        "state": asked.state,
        "sort": asked.sort,
    }
    held = holdings(user)
    rows = []
    for post in found.rows:
        word, chip = state_of(post)
        may_end = bool(chip) and held.covers(OfficeDuty.APPOINT, post.unit)
        rows.append({"post": post, "word": word, "chip": chip, "may_end": may_end})
    context = {
        "rows": rows,
        "words": found.words,
        "filter": _filter(asked, user),
        "unit": asked.unit,
        "may_appoint": held.anywhere(OfficeDuty.APPOINT),
        "next_url": f"?{urlencode({**query, 'after': found.after})}" if found.after else "",
        "first_url": f"?{urlencode(query)}" if asked.after else "",
        "export_url": f"{reverse('access:export_appointments')}?{urlencode(query)}",
    }
    return show(request, "jiedao/access_appointments.html", context, part="table")


def _filter(asked: Asked, user: User) -> dict[str, Any]:
    def options(rows: list[tuple[str, str]], chosen: str) -> list[dict[str, Any]]:
        return [{"value": v, "label": label, "selected": v == chosen} for v, label in rows]

    roles = [("", "全部"), *((role.code, role.name) for role in all_roles().values())]
    states = [*STATES.items(), ("all", "全部")]
    units = [("", "全部"), *((unit.code, str(unit)) for unit in units_with_posts(user))]
    chosen = asked.unit
    if chosen not in {code for code, _ in units}:
        units.append((chosen, chosen))
    return {
        "action": reverse("access:appointments"),
        "q": asked.q,
        "q_label": "姓名或登录名",
        "selects": [
            {"name": "unit", "label": "单位", "options": options(units, chosen)},
            {"name": "role", "label": "岗位", "options": options(roles, asked.role)},
            {"name": "state", "label": "状态", "options": options(states, asked.state)},
            {"name": "sort", "label": "排序", "options": options([*SORTS.items()], asked.sort)},
        ],
        "clear_url": reverse("access:appointments")
        if asked != Asked(sort=asked.sort, after=asked.after)
        else "",
    }


@page
def export_appointments(request: HttpRequest) -> HttpResponse:
    """The same list as an xlsx file."""
    user = _signed_in(request)
    _demand_sight(user)
    rows = [
        (
            str(post.user),
            post.user.username,
            post.role_name,
            str(post.unit),
            post.starts_on,
            post.ends_on,
            state_of(post)[0],
            str(post.appointed_by),
            post.reason,
        )
        for post in narrowed(user, replace(_asked(request), after=0))[: sheets.MOST_ROWS]
    ]
    export = sheets.workbook("任职名单", EXPORTED, rows)
    return files.excel(export, "任职名单")


@page
def roles_overview(request: HttpRequest) -> HttpResponse:
    """What each role is there for and which duties go with it."""
    lines = overview()
    return show(
        request,
        "jiedao/access_roles.html",
        {
            "office": [line for line in lines if not line.role.admin],
            "admins": [line for line in lines if line.role.admin],
            "may_appoint": duties.holds(request.user, OfficeDuty.APPOINT),
        },
    )


@form_page
def appoint(request: HttpRequest) -> HttpResponse:
    """A person takes up a role at a unit."""
    user = _signed_in(request)
    duties.demand(user, OfficeDuty.APPOINT, act="办理任职")
    initial = today_first() | {name: request.GET.get(name, "") for name in ("who", "unit")}
    form = AppointForm(
        duties.reach(user, OfficeDuty.APPOINT), request.POST or None, initial=initial
    )
    if form.is_valid():
        names = ("role", "unit", "starts_on", "ends_on", "reason")
        post = form.attempt(
            lambda: actions.appoint(form.cleaned_data["who"], by=user, **form.values(*names))
        )
        if post:
            when = "现在就生效" if post.starts_on <= clock.today() else "到那天生效"
            said = (
                f"{post.user}自{post.starts_on:%Y-%m-%d}起任{post.unit}{post.role_name}，{when}。"
            )
            messages.success(request, said)
            return HttpResponseRedirect(reverse("access:appointments"))
    return _form(
        request,
        form,
        "办理任职",
        "任职决定看得到什么、能办什么。管理员岗位不能与其他岗位兼任。",
        "任职",
    )


@form_page
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """A person leaves a role."""
    user = _signed_in(request)
    duties.demand(user, OfficeDuty.APPOINT, act="办理离任")
    post = get_within_reach(user, pk)
    form = DismissForm(request.POST or None, initial={"ends_on": clock.today()})
    if form.is_valid():
        done = form.attempt(
            lambda: actions.dismiss(post, by=user, **form.values("ends_on", "reason"))
        )
        if done:
            messages.success(
                request,
                f"{post.user}自{post.ends_on:%Y-%m-%d}起不再任{post.unit}{post.role_name}。",
            )
            return HttpResponseRedirect(reverse("access:appointments"))
    lead = (
        f"{post.user}自{post.starts_on:%Y-%m-%d}起任{post.unit}{post.role_name}。"
        "离任后，由这个岗位带来的职责同时停止，办理过的记录都保留。"
    )
    return _form(request, form, f"{post.user}离任", lead, "办理离任")


def _form(request: HttpRequest, form: Any, title: str, lead: str, button: str) -> HttpResponse:
    return office_form(
        request,
        form,
        title,
        lead,
        button,
        back_url=reverse("access:appointments"),
        back_label="任职",
    )
