"""The list of activities, one of them, who still has to make a study up, and planning a new one."""

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from jiedao.access.posts import holders_within
from jiedao.access.selectors import holdings, unit_of
from jiedao.activities import actions, forms
from jiedao.activities.conditions import DUTY, why_not_enter
from jiedao.activities.models import Activity
from jiedao.activities.selectors import activities as selectors
from jiedao.activities.selectors import owing, superior
from jiedao.activities.states import Kind
from jiedao.activities.views.offers import offers_of, problems_of, roster_rows
from jiedao.attachments import selectors as attachments
from jiedao.deadlines.selectors import open_limits
from jiedao.documents.selectors import in_groups, printables
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock, sheets
from jiedao.lib.addresses import address
from jiedao.lib.refusals import FORBIDDEN, refuse
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.people.signed_in import signed_in
from jiedao.web import duties, files
from jiedao.web.asking import Asking, ask, bound, gate, status_of
from jiedao.web.commands import form_page, page, show

LINES = 50
LIST = "activities:activity_list"


@page
def activity_list(request: HttpRequest) -> HttpResponse:
    """What was held and is going to be held, as far as a person may see it."""
    user, asked = signed_in(request), selectors.LISTING.read(request.GET)
    context = {
        "listed": selectors.listed(user, asked, today=clock.today()),
        "asked": asked,
        "filter": asked.filter(address(LIST)),
        "export_url": f"{address('activities:export')}?{asked.query()}",
        "may_add": holdings(user).anywhere(DUTY),
    }
    return show(request, "jiedao/activity_list.html", context)


@page
def export(request: HttpRequest) -> HttpResponse:
    """The list as it was asked for, as an Excel file."""
    user, asked, today = signed_in(request), selectors.LISTING.read(request.GET), clock.today()
    lines = selectors.lines_of(user, asked, today=today)
    book = sheets.workbook("会议活动", selectors.COLUMNS, lines)
    return files.excel(book, f"会议活动{today:%Y%m%d}")


@page
def owing_list(request: HttpRequest) -> HttpResponse:
    """Who still has to make which study up, since when (还要补学)."""
    user, asked = signed_in(request), owing.LISTING.read(request.GET)
    context = {
        "listed": owing.listed(user, asked, today=clock.today()),
        "asked": asked,
        "filter": asked.filter(address("activities:owing_list")),
        "export_url": f"{address('activities:export_owing')}?{asked.query()}",
    }
    return show(request, "jiedao/activity_owing.html", context)


@page
def export_owing(request: HttpRequest) -> HttpResponse:
    """The same as an Excel file."""
    user, asked, today = signed_in(request), owing.LISTING.read(request.GET), clock.today()
    lines = owing.lines_of(user, asked, today=today)
    return files.excel(sheets.workbook("还要补学", owing.COLUMNS, lines), f"还要补学{today:%Y%m%d}")


@page
def activity_page(request: HttpRequest, number: str) -> HttpResponse:
    """One activity: when and where, what came of it, who was there, what is left to do."""
    user, today = signed_in(request), clock.today()
    record = selectors.get_visible(user, number)
    roster = selectors.roster_of(record)
    problems = problems_of(record, user, today=today)
    limits = open_limits(record.dossier, today=today)
    is_late = any(limit.due_on < today for limit in limits)
    context = {
        "record": record,
        "dossier": record.dossier,
        "standing": selectors.standing_of(record, roster, problems, today, is_late=is_late),
        "communities": selectors.visited(record),
        "roster": roster,
        "rows": roster_rows(record, roster, user),
        "problems": problems,
        "papers": superior.documents_of(record),
        "offers": offers_of(record, user),
        "limits": limits,
        "printable": in_groups(printables(record.dossier, record)),
        "attachments": attachments.attachments_of(record.dossier),
        "entries": timeline(record.dossier, limit=LINES),
    }
    return show(request, "jiedao/activity_page.html", context)


@form_page
def choose(request: HttpRequest) -> HttpResponse:
    """Which unit held or holds what kind of activity: leads to the form of that kind."""
    user = signed_in(request)
    units = keeping_units(user, "登记会议活动")
    own = unit_of(user)
    known = {"unit": own.pk} if own else {}
    form = bound(request, forms.ChooseForm, initial=known, units=units)
    if request.method == "POST" and form.is_valid():
        unit, kind = form.cleaned_data["unit"], form.cleaned_data["kind"]
        refusal = why_not_enter(unit, kind, by=user)
        if refusal is None:
            return redirect(address("activities:plan", unit.code, kind))
        form.add_error(refusal.field or None, ValidationError(refusal.reason, refusal.code))
    asking = Asking(
        "登记会议活动",
        "还没有开的，先安排，名册上的人会收到通知；已经开过的，从这里一起登记。",
        "下一步",
        "会议活动",
        address(LIST),
    )
    context = {"form": form, "asking": asking, "once_token": ""}
    return show(request, "jiedao/record_form.html", context, status=status_of(form))


@form_page
def plan(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Plan an activity, or begin to enter one that has been held: its topic, its day, its roster."""
    user = signed_in(request)
    units = keeping_units(user, "登记会议活动")
    if kind not in Kind.values:
        raise Http404
    unit = get_object_or_404(units, code=code)
    gate(request, why_not_enter(unit, kind, by=user))
    form = bound(
        request,
        forms.PlanForm,
        initial={"title": request.GET.get("title", "")[:80]},
        unit=unit,
        kind=kind,
        holders=holders_within(unit, on=clock.today()),
        communities=selectors.communities_of(unit),
    )
    label = Kind(kind).label
    asking = Asking(
        f"{unit}：{label}",
        "日期是今天以后的，名册上的人会收到站内通知；是今天或者以前的，提交后接着登记谁到了、定了什么。",
        "提交",
        "会议活动",
        address(LIST),
    )
    return ask(
        request,
        form,
        lambda: actions.plan(unit, by=user, kind=kind, **form.given()),
        asking,
        done=_planned,
    )


def _planned(record: Activity) -> tuple[str, str]:
    number = record.dossier.number
    if record.held_on <= clock.today():
        return (
            f"名册已固定，编号{number}。请接着登记谁到了、定了什么。",
            address("activities:hold", number),
        )
    return (
        f"已安排，编号{number}，名册上的人已经收到通知。开完以后回到这里登记。",
        record.get_absolute_url(),
    )


def keeping_units(user: User, act: str) -> QuerySet[Unit]:
    """The units of which a person may enter something; a refusal where there is none."""
    duties.demand(user, DUTY, act=act)
    units = selectors.units_of(user)
    if not units.exists():
        raise refuse(
            "activity.no_unit",
            f"您任职的单位不是街道或者社区，不能{act}。",
            hint="请由在街道或者社区任职的同事登记。",
            status=FORBIDDEN,
        )
    return units
