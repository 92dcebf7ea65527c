"""Figures: the list of them, and the page of one that opens to its rows."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from jiedao.access.duties import OfficeDuty
from jiedao.access.selectors import holdings, visible_dossiers
from jiedao.dossiers.kinds import all_kinds
from jiedao.dossiers.models import Dossier
from jiedao.indicators.figures import Scope, all_figures
from jiedao.indicators.forms import ScopeForm
from jiedao.lib import clock, sheets
from jiedao.lib.addresses import address
from jiedao.lib.numerals import long_day
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.web.commands import page, show

ROWS = 50


def _unit_of(user: User, code: str) -> Unit:
    """The unit asked for, or the highest one the person's duty covers."""
    held = holdings(user).within(OfficeDuty.SEE_FIGURES)
    units = Unit.objects.filter(held).order_by("path")
    unit = units.filter(code=code).first() if code else units.first()
    if unit is None:
        if not code:
            raise PermissionDenied("您没有“查看指标”职责，请联系安全管理员。")
        raise Http404("没有这个单位，或者不在您能查看的范围内。")
    return unit


def _viewer(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # the middleware let nobody else through
    return request.user


@page
def figure_list(request: HttpRequest) -> HttpResponse:
    """All figures with their value in the scope asked for."""
    unit = _unit_of(_viewer(request), request.GET.get("unit", ""))
    form = ScopeForm(request.GET if "since" in request.GET else None)
    scope = Scope(unit, *form.period(clock.today()))
    figures = [(figure, figure.value(scope)) for figure in all_figures().values()]
    return show(
        request,
        "jiedao/figure_list.html",
        {"figures": figures, "scope": scope, "last": scope.until - timedelta(days=1), "form": form},
    )


@page
def figure_page(request: HttpRequest, code: str) -> HttpResponse:
    """One figure: definition, value, its rows as far as the viewer may see them, and by unit."""
    figure = all_figures().get(code)
    if figure is None:
        raise Http404("没有这个指标，请从指标列表进入。")
    user = _viewer(request)
    unit = _unit_of(user, request.GET.get("unit", ""))
    form = ScopeForm(request.GET if "since" in request.GET else None)
    scope = Scope(unit, *form.period(clock.today()))
    mine = visible_dossiers(user)
    counted = figure.rows(scope).filter(**{f"{figure.dossier}__in": mine.values("pk")})
    seen = mine.filter(pk__in=counted.order_by().values(figure.dossier)).order_by("-id")
    if "xlsx" in request.GET:
        return _sheet(figure.name, seen)
    value, visible = figure.value(scope), counted.count()
    rows = [(row, address(all_kinds()[row.kind].page, row.number)) for row in seen[:ROWS]]
    children = list(unit.children.filter(closed_on__isnull=True).order_by("path"))
    by_unit = [line for line in figure.by_unit(scope, children) if line[1]]
    return show(
        request,
        "jiedao/figure_page.html",
        {
            "figure": figure,
            "scope": scope,
            "last": scope.until - timedelta(days=1),
            "form": form,
            "value": value,
            "rows": rows,
            "hidden": value - visible,
            "more": len(rows) == ROWS,
            "by_unit": by_unit,
        },
    )


def _sheet(name: str, rows: QuerySet[Dossier]) -> HttpResponse:
    lines = [
        [row.number, row.title, str(row.unit), row.state_label, long_day(row.opened_on)]
        for row in rows[: sheets.MOST_ROWS]
    ]
    book = sheets.workbook(name, ["编号", "事项", "单位", "办理状态", "立卷日期"], lines)
    response = HttpResponse(
        book.content,
        content_type=sheets.MIME,
    )
    response["Content-Disposition"] = "attachment; filename=figure.xlsx"
    return response
