"""Old matters (历史补录): list, page, template, and taking a file over after a look at it."""

from base64 import b64decode, b64encode
from secrets import token_urlsafe
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from redis.exceptions import RedisError

from decisions import actions, catalogue, historic, listing, lists
from decisions.duties import Duty
from decisions.forms.historic import HistoricForm
from decisions.historic import MOST_FAULTS
from decisions.lists import Asked
from decisions.models import HistoricImport, HistoricMatter
from decisions.selectors.historic import get_visible, narrowed, taken_before, visible_to
from decisions.views import papers
from decisions.views.visit import CHECK, user_of
from jiedao.access.selectors import holdings
from jiedao.attachments import selectors as attachments
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock, sheets
from jiedao.lib.refusals import FORBIDDEN, refuse
from jiedao.people.models import User
from jiedao.web import files
from jiedao.web.commands import form_page, page, show
from jiedao.web.duties import OfficeDuty

COLUMNS = ("编号", *historic.COLUMNS, "来源")
SECONDS, PREVIEWED, LINES = 30 * 60, 20, 50


@page
def historic_list(request: HttpRequest) -> HttpResponse:
    """Every old matter a person may see."""
    user, asked = user_of(request), lists.read(request.GET, catalogue.CHOICES)
    rows, pager = lists.page_of(_rows(user, asked), asked)
    action = reverse("decisions:historic_list")
    narrow = lists.filter_of(
        asked,
        action=action,
        label="编号、事项或者决议里的词",
        states=catalogue.CHOICES,
        units=listing.units_for(user),
    )
    narrow["selects"][0]["label"] = "事项类型"
    context = {
        "rows": rows,
        "asked": asked,
        "pager": pager,
        "filter": narrow,
        "export_url": f"{reverse('decisions:export_historic')}?{asked.query()}",
        "may_add": holdings(user).anywhere(Duty.HISTORIC),
    }
    return show(request, "decisions/historic_list.html", context)


@page
def export(request: HttpRequest) -> HttpResponse:
    """The filtered list as an Excel file."""
    user, asked = user_of(request), lists.read(request.GET, catalogue.CHOICES)
    rows = lists.sorted_by(_rows(user, asked), asked)[: listing.MOST_EXPORTED]
    lines = (
        [
            row.dossier.number,
            str(row.dossier.unit),
            row.dossier.title,
            row.matter_type.name,
            row.decided_on,
            str(row.get_decided_by_display()),
            row.expected,
            row.present,
            row.in_favour,
            row.resolution,
            row.published_on,
            row.finished_on,
            row.spent,
            row.source,
            "历史补录",
        ]
        for row in rows
    )
    book = sheets.workbook("历史补录的事项", COLUMNS, lines)
    return files.excel(book, f"历史补录{clock.today():%Y%m%d}")


@page
def historic_page(request: HttpRequest, number: str) -> HttpResponse:
    """One old matter as its papers have it, and the papers; no step can be taken on it."""
    user = user_of(request)
    record = get_visible(user, number)
    context = {
        "record": record,
        "dossier": record.dossier,
        "attachments": [
            attachments.row_of(row) for row in record.dossier.attachments.order_by("-id")[:LINES]
        ],
        "may_file": all(
            holdings(user).covers(duty, record.dossier.unit)
            for duty in (Duty.HISTORIC, OfficeDuty.SCAN)
        ),
        "entries": papers.entries_of(timeline(record.dossier, limit=LINES)),
    }
    return show(request, "decisions/historic_page.html", context)


@page
def historic_template(request: HttpRequest) -> HttpResponse:
    """The empty table to fill in (下载模板)."""
    _duty(user_of(request))
    return files.excel(historic.template(), "历史补录模板")


@form_page
def import_historic(request: HttpRequest) -> HttpResponse:
    """First every fault by row and column, or what would be taken over; then taking it over."""
    user = user_of(request)
    _duty(user)
    context: dict[str, Any] = {"reading": None, "token": "", "most": PREVIEWED}
    token = str(request.POST.get("token", ""))
    status = 200
    if request.method == "POST" and token:
        form = HistoricForm()
        batch = _confirmed(request, user, token)
        if isinstance(batch, HistoricImport):
            known = f"，另有{batch.known}件以前补录过，没有重复登记" if batch.known else ""
            messages.success(request, f"已补录{batch.taken}件{known}。")
            return redirect("decisions:historic_list")
        status = CHECK
    elif request.method == "POST":
        form = HistoricForm(request.POST, request.FILES)
        if form.is_valid():
            context |= _looked_at(form, user)
        status = CHECK if form.errors or (context["reading"] and context["faults"]) else 200
    else:
        form = HistoricForm()
    context["form"] = form
    return show(request, "decisions/historic_import.html", context, status=status)


def _looked_at(form: HistoricForm, user: User) -> dict[str, Any]:
    """What the file holds, kept half an hour for the confirmation when nothing is wrong."""
    file: Any = form.cleaned_data["file"]
    content: bytes = file.read()
    name = str(file.name)
    reading = form.attempt(lambda: actions.read_historic(content, filename=name, by=user))
    if reading is None:
        return {}
    known = taken_before(row.digest for row in reading.rows)
    fresh = [row for row in reading.rows if row.digest not in known]
    token = ""
    if fresh and not reading.faults:
        token = token_urlsafe(24)
        kept = {"user": user.pk, "name": name, "content": b64encode(content).decode()}
        try:
            cache.set(f"historic:{token}", kept, SECONDS)
        except RedisError:
            form.add_error("file", "平台暂时不能保存预览，请过几分钟再试。")
            token = ""
    return {
        "reading": reading,
        "faults": reading.faults[:MOST_FAULTS],
        "more_faults": max(0, len(reading.faults) - MOST_FAULTS),
        "fresh": fresh[:PREVIEWED],
        "count": len(fresh),
        "known": len(known),
        "filename": name,
        "token": token,
    }


def _confirmed(request: HttpRequest, user: User, token: str) -> HistoricImport | None:
    try:
        kept = cache.get(f"historic:{token}")
    except RedisError:
        kept = None
    if not kept or kept["user"] != user.pk:
        messages.error(request, "核对结果已经过期，请重新选择表格。")
        return None
    content = b64decode(kept["content"])
    batch = actions.import_historic(content, filename=kept["name"], by=user)
    cache.delete(f"historic:{token}")
    return batch


def _duty(user: User) -> None:
    if not holdings(user).anywhere(Duty.HISTORIC):
        raise refuse(
            "historic.no_duty",
            f"历史补录要由负责“{Duty.HISTORIC.label}”的人办理，您没有这项职责。",
            status=FORBIDDEN,
        )


def _rows(user: User, asked: Asked) -> QuerySet[HistoricMatter]:
    rows = narrowed(visible_to(user), kind=asked.state, words=asked.words)
    return lists.within(rows, asked, path="dossier__unit__path")
