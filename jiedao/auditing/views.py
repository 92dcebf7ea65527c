"""台账总览: the ledger over all units as the audit administrator reads it."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from jiedao.auditing import asked as asking
from jiedao.auditing import duty, selectors
from jiedao.auditing.asked import Asked
from jiedao.lib import clock, sheets
from jiedao.lib.addresses import address
from jiedao.organisation.models import Unit
from jiedao.people.signed_in import signed_in
from jiedao.web import files, stepup
from jiedao.web.commands import page, show


@page
def overview(request: HttpRequest) -> HttpResponse:
    """Who did what to which dossier, newest first."""
    user, today = signed_in(request), clock.today()
    duty.demand(user)
    asked = asking.read(request.GET.dict(), user, today)
    found, units = selectors.listed(user, asked), selectors.unit_choices(user)
    context = {
        "rows": found.rows,
        "pager": {
            "words": "",
            "newer_url": f"?{asked.query()}" if asked.before else "",
            "older_url": f"?{asked.query(before=found.older)}" if found.older else "",
        },
        "asked": asked,
        "units": _units(units.rows, asked),
        "units_words": units.words,
        "acts": _options(
            [("", "全部"), *((one, one) for one in selectors.act_choices())], asked.act
        ),
        "is_narrowed": bool(request.GET),
        "export_url": f"{address('auditing:export')}?{asked.query()}",
    }
    return show(request, "jiedao/auditing_overview.html", context, part="table")


@page
def export(request: HttpRequest) -> HttpResponse:
    """The same as an xlsx file; what leaves the portal is asked for by who really sits there."""
    user, today = signed_in(request), clock.today()
    duty.demand(user)
    stepup.required(request)
    asked = asking.read(request.GET.dict(), user, today)
    book = sheets.workbook("台账总览", selectors.COLUMNS, selectors.for_excel(user, asked))
    return files.excel(book, f"台账总览{today:%Y%m%d}")


def _units(units: list[Unit], asked: Asked) -> list[dict[str, Any]]:
    more = [asked.unit] if asked.unit and asked.unit not in units else []
    choices = [("", "全部"), *((one.code, str(one)) for one in (*units, *more))]
    return _options(choices, asked.unit.code if asked.unit else "")


def _options(choices: list[tuple[str, str]], chosen: str) -> list[dict[str, Any]]:
    return [
        {"value": value, "label": label, "selected": value == chosen} for value, label in choices
    ]
