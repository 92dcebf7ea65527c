"""Receipts and payments from a table: first every fault by its row, or what would be entered; then all of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from jiedao.funds import actions, importing, intake
from jiedao.funds.actions import Reading
from jiedao.funds.actions.tables import Entry
from jiedao.funds.conditions import backfilling, deciding
from jiedao.funds.conditions.budgets import why_not_change
from jiedao.funds.conditions.keeping import DUTY, why_not
from jiedao.funds.forms import tables as forms
from jiedao.funds.importing import Raw, RowFault, Table
from jiedao.funds.intake import Intake
from jiedao.funds.selectors import budgets, projects
from jiedao.lib import clock
from jiedao.lib.refusals import Refusal, Refused, refuse
from jiedao.people.models import User
from jiedao.people.signed_in import signed_in
from jiedao.web import duties, files, once
from jiedao.web.asking import CHECK, REFUSED, gate, status_of
from jiedao.web.commands import form_page, page, show

LISTED = 50
STALE = "核对的结果已经过期，请重新选择表格，再核对一次。"


@dataclass(frozen=True)
class Bringing:
    """What is brought in on a page: its word, its template, and how a table of it is read."""

    what: str
    template: str
    intake_of: Callable[..., Intake]
    has_history: bool = False


RECEIPTS = Bringing("到账", "funds:receipts_template", intake.receipts)
PAYMENTS = Bringing("支出", "funds:payments_template", intake.payments, has_history=True)
SPENDINGS = Bringing("预算支出", "funds:payments_template", intake.spendings, has_history=True)


@form_page
def import_receipts(request: HttpRequest, number: str) -> HttpResponse:
    """Enter the receipts of a table (导入到账)."""
    user = signed_in(request)
    project = projects.get_visible(user, number)
    return _import(request, project, RECEIPTS, user, why_not(project.dossier, by=user))


@form_page
def import_payments(request: HttpRequest, number: str) -> HttpResponse:
    """Enter the payments of a table (导入支出), those of before the portal as history."""
    user = signed_in(request)
    project = projects.get_visible(user, number)
    return _import(request, project, PAYMENTS, user, why_not(project.dossier, by=user))


@form_page
def import_spendings(request: HttpRequest, number: str) -> HttpResponse:
    """Enter the payments of a table from the lines of a budget (导入预算支出)."""
    user = signed_in(request)
    budget = budgets.get_visible(user, number)
    return _import(request, budget, SPENDINGS, user, why_not_change(budget, by=user))


@page
def receipts_template(request: HttpRequest) -> HttpResponse:
    """The empty table with one example (下载模板)."""
    duties.demand(signed_in(request), DUTY, act="导入到账")
    return files.excel(importing.template("到账", importing.RECEIPTS), "到账模板")


@page
def payments_template(request: HttpRequest) -> HttpResponse:
    """The empty table with one example (下载模板)."""
    duties.demand(signed_in(request), DUTY, act="导入支出")
    return files.excel(importing.template("支出", importing.PAYMENTS), "支出模板")


def _import(
    request: HttpRequest, record: Any, bringing: Bringing, user: User, refusal: Refusal | None
) -> HttpResponse:
    gate(request, refusal)
    seal = str(request.POST.get("seal", ""))
    if seal:
        return _confirmed(request, record, bringing, user, seal)
    form = _form(request, record, bringing)
    if form.is_bound and form.is_valid():
        looked = form.attempt(lambda: _looked_at(form, record, bringing, user))
        if looked is not None:
            return _shown(request, record, bringing, form, looked)
    return _shown(request, record, bringing, form, {}, status=status_of(form))


def _form(request: HttpRequest, record: Any, bringing: Bringing, **initial: Any) -> Any:
    is_sent = request.method == "POST" and "seal" not in request.POST
    posted = (request.POST, request.FILES) if is_sent else ()
    if not bringing.has_history:
        return forms.ImportForm(*posted)
    explained = backfilling.in_words(record.dossier.unit)
    return forms.ImportPaymentsForm(*posted, explained=explained, initial=initial)


def _looked_at(form: Any, record: Any, bringing: Bringing, user: User) -> dict[str, Any]:
    """What the file holds; sealed for the confirmation when nothing is wrong with it."""
    file, reason = form.cleaned_data["file"], form.cleaned_data.get("backfill_reason", "")
    source = bringing.intake_of(record, by=user, reason=reason)
    try:
        table = importing.read(file.read(), str(file.name), source.columns)
    except ValueError as wrong:
        raise refuse("funds.file", str(wrong), field="file") from wrong
    raws, faults = source.prepare(table.raws)
    return _context(source, table, raws, faults, user=user, record=record, reason=reason)


def _context(
    source: Intake,
    table: Table,
    raws: list[Raw],
    faults: list[RowFault],
    *,
    user: User,
    record: Any,
    reason: str,
) -> dict[str, Any]:
    entries, wrong = forms.judged(raws, source.form_of)
    reading = actions.look_at(source.target, entries, by=user)
    faults = sorted([*table.faults, *faults, *wrong, *reading.faults], key=lambda one: one.line)
    may_confirm = bool(reading.fresh) and not faults
    return {
        "table": table,
        "reading": reading,
        "faults": faults,
        "shown": reading.fresh[:LISTED],
        "whole": sum(entry.given["amount"] for entry in reading.fresh),
        "reason": reason,
        "seal": forms.sealed(raws, by=user.pk, number=record.dossier.number, reason=reason)
        if may_confirm
        else "",
    }


def _confirmed(
    request: HttpRequest, record: Any, bringing: Bringing, user: User, seal: str
) -> HttpResponse:
    """Enter what was looked at; what changed meanwhile is told, row by row, and nothing is entered."""
    found = forms.opened(seal, by=user.pk, number=record.dossier.number)
    if found is None:
        messages.error(request, STALE)
        return redirect(request.path)
    raws, reason = found
    source = bringing.intake_of(record, by=user, reason=reason)
    entries, faults = forms.judged(raws, source.form_of)
    form = _form(request, record, bringing, backfill_reason=reason)
    if not faults:
        taken = once.only_once(request, lambda: _tried(source, entries, user))
        if isinstance(taken, once.Repeated):
            messages.info(request, once.SENTENCE)
            return redirect(record.get_absolute_url())
        if isinstance(taken, Reading):
            messages.success(request, _told(taken, bringing, reason))
            return redirect(record.get_absolute_url())
    looked = _context(source, Table(raws, []), raws, [], user=user, record=record, reason=reason)
    return _shown(request, record, bringing, form, looked, status=REFUSED)


def _tried(source: Intake, entries: list[Entry], user: User) -> Reading | None:
    """Enter them; None when something changed since they were looked at."""
    try:
        return actions.take_over(source.target, entries, by=user)
    except Refused:
        return None  # looking at them again tells why, row by row


def _told(taken: Reading, bringing: Bringing, reason: str) -> str:
    known = f"，另有{len(taken.known)}笔以前登记过，没有重复登记" if taken.known else ""
    return f"已{'补录' if reason else '登记'}{len(taken.fresh)}笔{bringing.what}{known}。"


def _shown(
    request: HttpRequest,
    record: Any,
    bringing: Bringing,
    form: Any,
    looked: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    unit = record.dossier.unit
    context = {
        "form": form,
        "record": record,
        "bringing": bringing,
        "deciding": deciding.in_words(unit, clock.today()) if bringing.has_history else "",
        "once_token": once.token_for(request),
        **looked,
    }
    if looked.get("faults") and status == 200:
        status = CHECK
    return show(request, "jiedao/funds_import.html", context, status=status)
