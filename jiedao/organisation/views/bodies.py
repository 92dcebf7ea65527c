"""The forms of a community: bodies, terms, seats, kinship, head counts, and its rosters as a file."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from jiedao.lib import clock, sheets
from jiedao.lib.refusals import unless
from jiedao.organisation import actions, eligibility, selectors
from jiedao.organisation.forms import (
    EstablishForm,
    HeadCountForm,
    KinshipForm,
    LeaveForm,
    SeatForm,
    TermForm,
    next_term,
    pasted,
)
from jiedao.organisation.models import Body, Term, Unit
from jiedao.organisation.views.frame import Sheet, demand_change, form_sheet, signed_in, unit_url
from jiedao.people.models import User
from jiedao.web import files
from jiedao.web.commands import form_page, page

ESTABLISHED = ("kind", "name", "number", "begins_on", "roster")
ROSTER = ("组织", "届次", "姓名", "区别", "职务", "居民小组或网格", "任职日期")


@form_page
def establish_body(request: HttpRequest, code: str) -> HttpResponse:
    """A body is registered together with the term that runs."""
    unit = selectors.get_unit(code)
    demand_change(request, unit, act="登记社区组织")
    unless(eligibility.why_no_bodies(unit))
    today = clock.today()
    taken = [view.body.kind for view in selectors.bodies_of(unit, today)]
    form = EstablishForm(unit, taken, request.POST or None)
    if form.is_valid():
        done = form.attempt(
            lambda: actions.establish_elected(
                unit, by=signed_in(request), ends_on=form.until, **form.values(*ESTABLISHED)
            )
        )
        if done:
            messages.success(request, f"已登记{done.body}第{done.number}届。")
            return HttpResponseRedirect(unit_url(unit))
    lead = "把选举结果或换届文件照着录入。人数、近亲属回避、代表比例不合规定时，会说明差多少。"
    return form_sheet(request, form, unit, Sheet(f"登记{unit}的组织", lead, "登记", wide=True))


def _elect(body: Body, form: TermForm, by: User) -> Term:
    return actions.elect(
        body, ends_on=form.until, by=by, **form.values("number", "begins_on", "roster")
    )


@form_page
def begin_term(request: HttpRequest, pk: int) -> HttpResponse:
    """The next term of a body, starting from the roster of the last."""
    body = selectors.get_body(pk)
    demand_change(request, body.unit, act="登记换届")
    last = body.terms.first()
    initial = next_term(body, last)
    if last:
        initial["roster"] = pasted(selectors.seats_at_end(last))
    form = TermForm(body.kind, request.POST or None, initial=initial)
    if form.is_valid():
        term = form.attempt(lambda: _elect(body, form, signed_in(request)))
        if term:
            messages.success(request, f"已登记{body}第{term.number}届，{term.seats.count()}人。")
            return HttpResponseRedirect(unit_url(body.unit))
    lead = "名单里先放着上一届的人，请改成当选的人。"
    sheet = Sheet(
        f"{body}换届", lead if last else "请照着选举结果录入名单。", "登记换届", wide=True
    )
    return form_sheet(request, form, body.unit, sheet)


@form_page
def fill_seat(request: HttpRequest, pk: int) -> HttpResponse:
    """One more person in a running term."""
    term = selectors.get_term(pk)
    body = term.body
    demand_change(request, body.unit, act="登记增补")
    form = SeatForm(body, request.POST or None, initial={"joined_on": clock.today()})
    if form.is_valid():
        seat = form.attempt(
            lambda: actions.fill_by_name(
                term,
                by=signed_in(request),
                **form.values("person", "position", "group", "joined_on"),
            )
        )
        if seat:
            said = f"已登记{seat.person}任{body}{seat.get_position_display()}。"
            messages.success(request, said)
            return HttpResponseRedirect(unit_url(body.unit))
    sheet = Sheet(f"{body}第{term.number}届增补", "补选或增补的人，从任职日期起计入应到。", "登记")
    return form_sheet(request, form, body.unit, sheet)


@form_page
def leave_seat(request: HttpRequest, pk: int) -> HttpResponse:
    """A person leaves a place."""
    seat = selectors.get_seat(pk)
    body = seat.term.body
    demand_change(request, body.unit, act="登记离任")
    form = LeaveForm(request.POST or None, initial={"left_on": clock.today()})
    if form.is_valid():
        done = form.attempt(
            lambda: actions.leave_seat(
                seat, by=signed_in(request), **form.values("left_on", "reason")
            )
        )
        if done:
            messages.success(
                request, f"已登记{seat.person}不再任{body}{seat.get_position_display()}。"
            )
            return HttpResponseRedirect(unit_url(body.unit))
    lead = f"{seat.person}现任{body}第{seat.term.number}届{seat.get_position_display()}。任职记录会保留。"
    return form_sheet(request, form, body.unit, Sheet(f"{seat.person}离任", lead, "登记离任"))


@form_page
def register_kinship(request: HttpRequest, code: str) -> HttpResponse:
    """Two people of a community are near relatives."""
    unit = selectors.get_unit(code)
    demand_change(request, unit, act="登记近亲属关系")
    form = KinshipForm(selectors.people_of(unit), request.POST or None)
    if form.is_valid():
        done = form.attempt(
            lambda: actions.register_kinship(
                unit, by=signed_in(request), **form.values("one", "other", "relation")
            )
        )
        if done:
            messages.success(request, "已登记。换届和增补时会按它核对近亲属回避。")
            return HttpResponseRedirect(unit_url(unit))
    lead = "只登记核对回避用得着的：居民委员会成员与监督委员会成员之间，以及居民委员会成员之间。"
    return form_sheet(request, form, unit, Sheet(f"{unit}登记近亲属", lead, "登记"))


@form_page
def count_heads(request: HttpRequest, code: str) -> HttpResponse:
    """Adults and households of a community on a day."""
    unit = selectors.get_unit(code)
    demand_change(request, unit, act="登记人口底数")
    form = HeadCountForm(request.POST or None, initial={"counted_on": clock.today()})
    if form.is_valid():
        names = ("counted_on", "adults", "households", "source")
        done = form.attempt(
            lambda: actions.count_heads(unit, by=signed_in(request), **form.values(*names))
        )
        if done:
            messages.success(request, f"已登记{unit}的人口底数。")
            return HttpResponseRedirect(unit_url(unit))
    lead = "居民会议的应到人数按发通知时最近一次的底数计算。以前登记的都保留。"
    return form_sheet(request, form, unit, Sheet(f"登记{unit}人口底数", lead, "登记"))


@page
def export_rosters(request: HttpRequest, code: str) -> HttpResponse:
    """Everyone who sits in a community's bodies today, as an xlsx file."""
    unit = selectors.get_unit(code)
    rows = list(_roster_rows(unit))
    return files.excel(sheets.workbook(f"{unit}组织成员", ROSTER, rows), f"{unit}组织成员名单")


def _roster_rows(unit: Unit) -> Iterator[tuple[sheets.Cell, ...]]:
    for view in selectors.bodies_of(unit, clock.today()):
        for seat in view.seats:
            yield (
                str(view.body),
                f"第{view.term.number}届" if view.term else "",
                seat.person.name,
                seat.person.hint,
                seat.get_position_display(),
                seat.group,
                seat.joined_on,
            )
