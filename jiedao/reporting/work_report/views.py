"""The work report: read on screen, printed, filed; a figure put right; what has been filed."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from jiedao.documents import render
from jiedao.documents.selectors import FORMATS
from jiedao.documents.views import as_file
from jiedao.indicators.figures import Scope
from jiedao.indicators.forms import ScopeForm, periods
from jiedao.indicators.selectors import units_near
from jiedao.lib import clock, sheets
from jiedao.lib.addresses import address
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.people.signed_in import signed_in
from jiedao.reporting.models import WorkOverride
from jiedao.reporting.work_report import actions, documents, report, selectors
from jiedao.reporting.work_report.forms import WorkOverrideForm
from jiedao.web import files
from jiedao.web.asking import Asking, ask, bound, gate
from jiedao.web.commands import command, form_page, page, show


@dataclass(frozen=True)
class Asked:
    """What a report was asked for: by whom, of which unit, over which days."""

    user: User
    scope: Scope
    form: ScopeForm
    beneath: list[Unit]

    @property
    def query(self) -> str:
        """The same as it stands in an address."""
        return query_of(self.scope)


def query_of(scope: Scope) -> str:
    asked = {"unit": scope.unit.code, "since": scope.since, "until": scope.last}
    return urlencode(asked)


def _asked(request: HttpRequest, given: QueryDict) -> Asked:
    user = signed_in(request)
    unit, beneath = selectors.around(user, given.get("unit", ""))
    form = ScopeForm(given if {"since", "until"} & given.keys() else None)
    return Asked(user, Scope(unit, *form.period(clock.today())), form, beneath)


@page
def work_report(request: HttpRequest) -> HttpResponse:
    """The report of a unit and period as the records write it now."""
    asked, today = _asked(request, request.GET), clock.today()
    scope = asked.scope
    context = {
        "content": report.content_of(scope, by=asked.user, today=today),
        "form": asked.form,
        "scope": scope,
        "units": selectors.readable(asked.user, units_near(asked.user, scope.unit, asked.beneath)),
        "periods": _periods(scope, today),
        "query": asked.query,
        "why_not_file": actions.why_not(scope, asked.user, "存档工作总结"),
        "filed": None,
    }
    return show(request, "jiedao/work_report.html", context)


def _periods(scope: Scope, today: date) -> list[dict[str, Any]]:
    since, until = selectors.last_quarter(today)
    chosen = [*periods(today), ("上季度", since, until - timedelta(days=1))]
    return [
        {
            "name": name,
            "url": "?" + urlencode({"unit": scope.unit.code, "since": since, "until": last}),
            "current": (since, last) == (scope.since, scope.last),
        }
        for name, since, last in chosen
    ]


@page
def download(request: HttpRequest, form: str) -> HttpResponse:
    """The same report as a Word file or as PDF."""
    if form not in FORMATS:
        raise Http404
    asked = _asked(request, request.GET)
    content = report.content_of(asked.scope, by=asked.user, today=clock.today())
    return _paper(content, form, f"{address('reporting:work_report')}?{asked.query}")


def _paper(content: dict[str, Any], form: str, page: str) -> HttpResponse:
    drawn = render.drawn(documents.paper_of(content, page=page), form)
    return as_file(drawn, f"{content['title']}（{content['period']}）.{form}", form)


@command
def file(request: HttpRequest) -> HttpResponse:
    """Keep the report as it stands now (存档)."""
    asked = _asked(request, request.POST)
    filed = actions.file(asked.scope, by=asked.user)
    messages.success(request, "已存档。文字、数字和数字后面的记录都已经固定。")
    return redirect(filed.get_absolute_url())


@form_page
def override(request: HttpRequest) -> HttpResponse:
    """Put a figure of the report right by hand, with the reason (人工修正)."""
    asked = _asked(request, request.POST if request.method == "POST" else request.GET)
    scope = asked.scope
    gate(request, actions.why_not(scope, asked.user, "修正工作总结的数字"))
    form = bound(
        request,
        WorkOverrideForm,
        initial={"unit": scope.unit.code, "since": scope.since, "until": scope.last},
        figures=report.report_figures(),
    )
    back = f"{address('reporting:work_report')}?{asked.query}"

    def act() -> WorkOverride:
        given = form.values("figure", "value", "reason")
        return actions.override(scope, by=asked.user, **given)

    asking = Asking(
        f"修正数字：{scope.unit}工作总结",
        "数字由记录数出来。记录还没有登记的，最好先补登记；来不及的，在这里修正并写明原因。"
        "修正只用于这个单位、这个期间的总结，数出来的数字和原因一直留在总结后面。",
        "保存修正",
        "工作总结",
        back,
    )
    done = ("已修正，原来的数字和原因一起保留。", back)
    return ask(request, form, act, asking, done=lambda _: done)


@page
def filed_list(request: HttpRequest) -> HttpResponse:
    """The reports filed so far."""
    user, asked = _reader(request), selectors.LISTING.read(request.GET)
    export_url = f"{address('reporting:work_report_export')}?{asked.query()}"
    context = {
        "listed": selectors.listed(user, asked),
        "asked": asked,
        "filter": asked.filter(address("reporting:work_report_filed_list")),
        "export_url": export_url,
    }
    return show(request, "jiedao/work_report_list.html", context)


@page
def export(request: HttpRequest) -> HttpResponse:
    """The list as it was asked for, as an Excel file."""
    user, asked = _reader(request), selectors.LISTING.read(request.GET)
    rows = selectors.asked_for(user, asked).order_by(*asked.order)
    book = sheets.workbook("工作总结", selectors.COLUMNS, selectors.lines_of(rows))
    return files.excel(book, f"存档的工作总结{clock.today():%Y%m%d}")


def _reader(request: HttpRequest) -> User:
    """Who reads the list: refused to whom no report at all is open."""
    user = signed_in(request)
    selectors.unit_of(user, "")
    return user


@page
def filed_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A report as it was filed: nothing of it has changed since."""
    filed = selectors.get_filed(signed_in(request), pk)
    rows = {one.code: len(one.rows) for one in filed.figures.all()}
    content = filed.content
    for line in content["figures"]:
        line["rows"] = rows.get(line["figure"], 0)
    return show(request, "jiedao/work_report_filed.html", {"content": content, "filed": filed})


@page
def filed_paper(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """A filed report as a Word file or as PDF."""
    if form not in FORMATS:
        raise Http404
    filed = selectors.get_filed(signed_in(request), pk)
    return _paper(filed.content, form, filed.get_absolute_url())
