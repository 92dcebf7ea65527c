"""What residents' meetings let representatives' meetings decide (授权): list, entry, end."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from decisions import actions, forms, listing, lists
from decisions.conditions.authorisations import why_not_end, why_not_enter
from decisions.lists import Asked
from decisions.models import Authorisation
from decisions.selectors.authorisations import (
    ENDED,
    IN_FORCE,
    STATES,
    get_visible,
    narrowed,
    units_of,
    visible_to,
    word_of,
)
from decisions.views.visit import user_of
from jiedao.lib import clock, sheets
from jiedao.lib.refusals import unless
from jiedao.organisation import panels
from jiedao.organisation.models import Unit
from jiedao.organisation.panels import Panel
from jiedao.people.models import User
from jiedao.web import files, once
from jiedao.web.commands import form_page, page, show
from jiedao.web.form_pages import office_form

COLUMNS = (
    "社区",
    "授权的事项类型",
    "居民会议日期",
    "授权决议",
    "从哪天起",
    "到哪天为止",
    "状态",
    "停止的原因",
)
BACK = "居民会议的授权"
SHOWN = 10


@page
def authorisation_list(request: HttpRequest) -> HttpResponse:
    """Every authorisation a person may see."""
    user, asked = user_of(request), lists.read(request.GET, STATES)
    rows, pager = lists.page_of(_rows(user, asked), asked)
    today = clock.today()
    action = reverse("decisions:authorisation_list")
    context = {
        "rows": [_line(row, today, user) for row in rows],
        "asked": asked,
        "pager": pager,
        "filter": lists.filter_of(
            asked,
            action=action,
            label="决议名称里的词",
            states=STATES,
            units=listing.units_for(user),
        ),
        "export_url": f"{reverse('decisions:export_authorisations')}?{asked.query()}",
        "may_add": why_not_enter(user) is None,
    }
    return show(request, "decisions/authorisation_list.html", context)


@page
def export(request: HttpRequest) -> HttpResponse:
    """The filtered list as an Excel file."""
    user, asked = user_of(request), lists.read(request.GET, STATES)
    today = clock.today()
    rows = lists.sorted_by(_rows(user, asked), asked)[: listing.MOST_EXPORTED]
    book = sheets.workbook(
        BACK,
        COLUMNS,
        (
            [
                str(row.unit),
                row.kind_names,
                row.met_on,
                row.document_words,
                row.starts_on,
                row.until,
                word_of(row, today),
                row.end_reason,
            ]
            for row in rows
        ),
    )
    return files.excel(book, f"居民会议授权{today:%Y%m%d}")


@form_page
def authorise(request: HttpRequest) -> HttpResponse:
    """Enter what the residents' meeting has authorised (登记授权)."""
    user = user_of(request)
    unless(why_not_enter(user))
    units = units_of(user)
    first = units.first()
    initial = {"unit": first if units.count() == 1 else None, "starts_on": clock.today()}
    form = forms.AuthoriseForm(request.POST or None, initial=initial, units=units)
    if form.is_valid():
        given: dict[str, Any] = dict(form.cleaned_data)
        unit = given.pop("unit")
        done = once.only_once(
            request, lambda: form.attempt(lambda: actions.authorise(unit, by=user, **given))
        )
        if done is not None:
            messages.success(request, "授权已登记。")
            return redirect("decisions:authorisation_list")
    return office_form(
        request,
        form,
        "登记居民会议的授权",
        "居民会议可以授权居民代表会议讨论决定依法由居民会议决定的事项（第三十条）。照着授权决议登记。",
        "登记授权",
        back_url=reverse("decisions:authorisation_list"),
        back_label=BACK,
    )


@form_page
def end_authorisation(request: HttpRequest, pk: int) -> HttpResponse:
    """An authorisation ends (停止授权)."""
    user = user_of(request)
    row = get_visible(user, str(pk))
    unless(why_not_end(row, by=user))
    form = forms.EndAuthorisationForm(request.POST or None)
    if form.is_valid() and _ended(form, row, user):
        messages.success(request, "已登记停止授权。")
        return redirect("decisions:authorisation_list")
    return office_form(
        request,
        form,
        "停止授权",
        f"{row}，授权{row.unit}居民代表会议决定{row.kind_names}。",
        "停止授权",
        back_url=reverse("decisions:authorisation_list"),
        back_label=BACK,
    )


def _ended(form: forms.EndAuthorisationForm, row: Authorisation, by: User) -> bool:
    done = form.attempt(lambda: actions.end_authorisation(row, by=by, **form.cleaned_data))
    return done is not None


def panel_of(unit: Unit) -> Panel | None:
    """What a community's page says of it."""
    today = clock.today()
    rows = list(Authorisation.objects.on(today).filter(unit=unit)[:SHOWN])
    if not rows:
        return None
    return Panel(
        "居民会议的授权",
        [
            (
                row.kind_names,
                f"居民代表会议可以决定；依据{row}，{row.starts_on:%Y-%m-%d}起"
                + (f"至{row.until:%Y-%m-%d}" if row.until else ""),
            )
            for row in rows
        ],
        f"{reverse('decisions:authorisation_list')}?unit={unit.code}",
    )


panels.declare("decisions.authorisations", panel_of)


def _rows(user: User, asked: Asked) -> QuerySet[Authorisation]:
    rows = lists.within(visible_to(user), asked, path="unit__path")
    return narrowed(rows, words=asked.words, state=asked.state, today=clock.today())


def _line(row: Authorisation, today: date, user: User) -> dict[str, Any]:
    word = word_of(row, today)
    may_end = word != ENDED and why_not_end(row, by=user) is None
    return {
        "row": row,
        "word": word,
        "chip": "ok" if word == IN_FORCE else "",
        "end_url": reverse("decisions:end_authorisation", args=[row.pk]) if may_end else "",
    }
