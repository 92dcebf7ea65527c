"""The working calendar: the year to read, a notice to enter, one day to set by hand."""

from datetime import date
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from jiedao.lib import clock, numerals
from jiedao.lib.refusals import refuse
from jiedao.people.models import User
from jiedao.web import duties
from jiedao.web.commands import form_page, page, show
from jiedao.web.duties import OfficeDuty
from jiedao.workdays import actions, months, moving, selectors
from jiedao.workdays.calendars import DayRow
from jiedao.workdays.forms import NORMAL, DayForm, LoadForm
from jiedao.workdays.models import CalendarDay, CalendarYear

LONGEST_DOCUMENT, MOVES = 200, 100


def _year_asked(request: HttpRequest) -> int:
    words = request.GET.get("year", "")
    year = int(words) if words.isascii() and words.isdigit() and len(words) == 4 else 0
    fits = actions.SHORTEST_YEAR <= year <= actions.LONGEST_YEAR
    return year if fits else clock.today().year


@page
def year_page(request: HttpRequest) -> HttpResponse:
    """A year month by month: what is off, what is made up, on which paper it rests."""
    year, today = _year_asked(request), clock.today()
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = CalendarDay.objects.filter(year=year).order_by("day")
    unknown = selectors.years_without_data([first, today, date(today.year + 1, 1, 1)])
    known = set(CalendarYear.objects.values_list("year", flat=True))
    context = {
        "year": year,
        "entered": CalendarYear.objects.filter(year=year).select_related("loaded_by").first(),
        "months": months.months_of(year, days, selectors.calendar(first, last)),
        "warning": selectors.unknown_years_warning(unknown),
        "years": sorted(known | {year, today.year, today.year + 1}),
        "may_set": duties.holds(request.user, OfficeDuty.SET_CALENDAR),
    }
    return show(request, "jiedao/calendar_year.html", context)


@form_page
def load_year(request: HttpRequest) -> HttpResponse:
    """A year's notice is entered: looked at first, then taken."""
    user = cast(User, request.user)
    duties.demand(user, OfficeDuty.SET_CALENDAR, act="导入节假日安排")
    form = LoadForm(request.POST or None, request.FILES or None)
    preview: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        if "confirm" in request.POST:
            loaded = form.attempt(
                lambda: actions.load_rows(
                    form.rows,
                    document=form.cleaned_data["document"],
                    by=user,
                    unit=_ledger_of(user),
                )
            )
            if loaded:
                named = "、".join(str(year) for year in loaded)
                messages.success(request, f"已导入{named}。没有办结的期限会按新的日历重新计算。")
                return HttpResponseRedirect(_year_url(loaded[-1].year))
        elif form.attempt(lambda: actions.checked(form.rows, form.cleaned_data["document"])):
            preview = _preview(form)
    status = 422 if form.is_bound and form.errors else 200
    return show(request, "jiedao/calendar_load.html", {"form": form, **preview}, status=status)


def _preview(form: LoadForm) -> dict[str, Any]:
    """What would change, before anything does; a file is carried on as the lines it held."""
    years = sorted({row.day.year for row in form.rows})
    changes = [
        change
        for year in years
        for change in selectors.changes(year, [row for row in form.rows if row.day.year == year])
    ]
    return {
        "changes": changes,
        **_moving(form.rows, years),
        "years": "、".join(f"{year}年" for year in years),
        "written": form.written,
        "document": form.cleaned_data["document"],
        "looked_at": True,
    }


def _moving(rows: list[DayRow], years: list[int]) -> dict[str, Any]:
    """The open limits that would move, as far as the page shows them."""
    moves = moving.moves(rows, years) if years else []
    return {"moves": moves[:MOVES], "more_moves": max(0, len(moves) - MOVES)}


@form_page
def set_day(request: HttpRequest) -> HttpResponse:
    """One day is off, worked, or as any other, by a paper of its own."""
    user = cast(User, request.user)
    duties.demand(user, OfficeDuty.SET_CALENDAR, act="调整工作日历")
    form = DayForm(request.POST or None)
    preview: dict[str, Any] = {}
    if form.is_valid() and "confirm" not in request.POST:
        seen = form.attempt(lambda: _looked_at(form))
        if seen is not None:
            year = form.cleaned_data["day"].year
            preview = {"looked_at": True, "changes": selectors.changes(year, seen)}
            preview |= _moving(seen, [year])
    elif form.is_valid():
        entered = form.attempt(lambda: _set_day(form, user))
        if entered:
            told = numerals.long_day(form.cleaned_data["day"])
            messages.success(request, f"{told}的安排已更新。没有办结的期限会按新的日历重新计算。")
            return HttpResponseRedirect(_year_url(entered.year))
    context = {"form": form, **preview}
    status = 422 if form.is_bound and form.errors else 200
    return show(request, "jiedao/calendar_day.html", context, status=status)


def _rows_with(form: DayForm) -> list[DayRow]:
    """The days of the year with the one day changed; the rest as it is."""
    day: date = form.cleaned_data["day"]
    if not CalendarYear.objects.filter(year=day.year).exists():
        raise refuse(
            "calendar.no_year",
            f"{day.year}年的节假日安排还没有导入，请先导入全年的安排，再调整其中一天。",
            field="day",
        )
    rows = [
        DayRow(row.day, row.kind, row.name)
        for row in CalendarDay.objects.filter(year=day.year).order_by("day")
        if row.day != day
    ]
    if form.cleaned_data["kind"] != NORMAL:
        rows.append(DayRow(day, form.cleaned_data["kind"], form.cleaned_data["name"]))
    return rows


def _looked_at(form: DayForm) -> list[DayRow]:
    """The days as they would be; what could not be saved is refused before it is shown."""
    rows = sorted(_rows_with(form), key=lambda row: row.day)
    actions.refuse_wrong(form.cleaned_data["day"].year, rows, form.cleaned_data["document"])
    return rows


def _set_day(form: DayForm, user: User) -> CalendarYear:
    """The year is entered again with the one day changed."""
    rows = _rows_with(form)
    day: date = form.cleaned_data["day"]
    standing = CalendarYear.objects.get(year=day.year)
    added = form.cleaned_data["document"]
    both = standing.document if added in standing.document else f"{standing.document}；{added}"
    document = both if len(both) <= LONGEST_DOCUMENT else added
    return actions.load_year(
        day.year,
        rows=rows,
        document=document,
        by=user,
        unit=_ledger_of(user),
        complete=standing.complete,
    )


def _ledger_of(user: User) -> Any:
    """Whose ledger says so: the highest unit the duty is held for."""
    return duties.reach(user, OfficeDuty.SET_CALENDAR).first()


def _year_url(year: int) -> str:
    return f"{reverse('workdays:calendar')}?year={year}"
