"""What residents' meetings let representatives' meetings decide (授权): list, entry, end."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from decisions import actions, forms, listing, lists
from decisions.duties import Duty
from decisions.lists import Asked
from decisions.models import Authorisation
from decisions.views.visit import user_of
from jiedao.access.selectors import holdings
from jiedao.lib import clock, sheets
from jiedao.lib.refusals import FORBIDDEN, refuse
from jiedao.organisation import panels
from jiedao.organisation.models import Unit
from jiedao.organisation.panels import Panel
from jiedao.people.models import User
from jiedao.web import files, once
from jiedao.web.commands import form_page, page, show
from jiedao.web.form_pages import office_form

STATES = [("running", "有效的"), ("over", "已经停止的")]
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
        "may_add": holdings(user).anywhere(Duty.AUTHORISE),
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
                _word(row, today),
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
    if not holdings(user).anywhere(Duty.AUTHORISE):
        raise refuse(
            "authorisation.no_duty",
            f"授权要由负责“{Duty.AUTHORISE.label}”的人登记，您没有这项职责。",
            status=FORBIDDEN,
        )
    units = _units(user)
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
    row = get_object_or_404(_seen(user), pk=pk)
    if not holdings(user).covers(Duty.AUTHORISE, row.unit):
        raise refuse(
            "authorisation.no_duty",
            f"授权要由负责“{Duty.AUTHORISE.label}”的人停止，您在{row.unit}没有这项职责。",
            status=FORBIDDEN,
        )
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


def _seen(user: User) -> QuerySet[Authorisation]:
    held = holdings(user).within(Duty.VIEW, Duty.AUTHORISE, prefix="unit__")
    return Authorisation.objects.filter(held).select_related("unit")


def _rows(user: User, asked: Asked) -> QuerySet[Authorisation]:
    rows = lists.within(_seen(user), asked, path="unit__path")
    today = clock.today()
    if asked.words:
        rows = rows.filter(document__icontains=asked.words)
    if asked.state == "running":
        return rows.filter(pk__in=Authorisation.objects.on(today).values("pk"))
    if asked.state == "over":
        return rows.filter(until__lt=today)
    return rows


def _units(user: User) -> QuerySet[Unit]:
    levels = ("community", "village")
    held = holdings(user).within(Duty.AUTHORISE)
    return Unit.objects.filter(held).active().of_level(*levels).order_by("path")


def _word(row: Authorisation, today: Any) -> str:
    if row.starts_on > today:
        return "还没开始"
    return "有效" if row.covers(today) else "已经停止"


def _line(row: Authorisation, today: Any, user: User) -> dict[str, Any]:
    word = _word(row, today)
    may_end = word != "已经停止" and holdings(user).covers(Duty.AUTHORISE, row.unit)
    return {
        "row": row,
        "word": word,
        "chip": "ok" if word == "有效" else "",
        "end_url": reverse("decisions:end_authorisation", args=[row.pk]) if may_end else "",
    }
