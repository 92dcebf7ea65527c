"""The dashboard (看板): the secretary's first page; on paper one sheet, on the meeting room's screen large."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from jiedao.access.selectors import holdings
from jiedao.dashboard import late, selectors
from jiedao.dashboard.selectors import Shown
from jiedao.indicators.figures import Scope
from jiedao.indicators.scoping import asked_scope
from jiedao.indicators.selectors import WATCHES, units_near
from jiedao.lib import clock, sheets
from jiedao.lib.addresses import address
from jiedao.organisation.models import Unit
from jiedao.people.signed_in import signed_in
from jiedao.web import files
from jiedao.web.commands import page, show
from jiedao.web.duties import OfficeDuty

SECONDS = 300


def _shown(scope: Scope, context: dict[str, Any], near: list[tuple[Unit, bool]]) -> Shown:
    """What everyone who sees the unit sees alike, drawn not long ago."""
    alike = f"{len(near)}:{context['today']}"
    return selectors.kept_for(scope, alike, lambda: _drawn(scope, context, near))


def _drawn(scope: Scope, context: dict[str, Any], near: list[tuple[Unit, bool]]) -> Shown:
    """The same drawn now: with what is wrong in the choice of a scope, it is for this person only."""
    counted = selectors.counted(scope, context["today"])
    beneath = [(one, False) for one in counted.beneath]
    return Shown(
        counted.at,
        render_to_string("jiedao/_dashboard_coming.html", {"coming": counted.coming}),
        render_to_string("jiedao/_figure_scope.html", context | {"units": [*near, *beneath]}),
        render_to_string("jiedao/_dashboard_counted.html", {"counted": counted, "scope": scope}),
    )


@page
def dashboard(request: HttpRequest) -> HttpResponse:
    """What is red and whose, the systems, the units, the figures, money, what comes next."""
    user, today = signed_in(request), clock.today()
    scope, context = asked_scope(request, WATCHES)
    context["today"] = today
    near = units_near(user, scope.unit, [], WATCHES)
    part = _drawn if context["form"].errors else _shown
    is_screen = request.GET.get("screen") == "1"
    context |= {
        "reds": selectors.reds(user, scope.unit, today=today),
        "shown": part(scope, context, near),
        "late_url": f"{address('dashboard:late_list')}?unit={scope.unit.code}",
        # Nobody stands at the wall to press a button.
        "may_urge": not is_screen and holdings(user).covers(OfficeDuty.URGE, scope.unit),
        "is_screen": is_screen,
        "back": request.get_full_path(),
    }
    response = show(request, "jiedao/dashboard.html", context)
    if is_screen:
        response["Refresh"] = str(SECONDS)  # nobody sits at the wall to press a key
    return response


@page
def late_list(request: HttpRequest) -> HttpResponse:
    """Everything that is late, of which the dashboard shows what has been so longest."""
    user = signed_in(request)
    asked = late.listing(user, request.GET.get("unit", "")).read(request.GET)
    listed = late.listed(user, asked, today=clock.today())
    context = {
        "listed": listed,
        # Urged is only where the duty reaches: a column without one button is left out.
        "may_urge": any(row.may_urge for row in listed.rows),
        "asked": asked,
        "filter": asked.filter(address("dashboard:late_list")),
        "export_url": f"{address('dashboard:late_export')}?{asked.query()}",
        "back": request.get_full_path(),
    }
    return show(request, "jiedao/late_list.html", context)


@page
def late_export(request: HttpRequest) -> HttpResponse:
    """The list as it was asked for, as an Excel file."""
    user, today = signed_in(request), clock.today()
    asked = late.listing(user, request.GET.get("unit", "")).read(request.GET)
    rows = late.asked_for(user, asked, today=today).order_by(*asked.order)
    book = sheets.workbook("逾期的", late.COLUMNS, late.lines_of(user, rows, today=today))
    return files.excel(book, f"逾期的{today:%Y%m%d}")
