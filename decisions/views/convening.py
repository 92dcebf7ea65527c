"""The right to have a meeting convened: list, entry, page, and its few steps."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from decisions import access, actions, listing, lists
from decisions.conditions.convening import edition_of, rule_of, sum_of
from decisions.duties import Duty
from decisions.forms import convening as forms
from decisions.lists import Asked
from decisions.models import ConveningRequest
from decisions.procedures import CONVENING
from decisions.selectors.convening import (
    count_of,
    get_visible,
    meetings_for,
    narrowed,
    representatives_of,
    sheets_of,
    visible_to,
)
from decisions.states import ConveningState
from decisions.views import papers
from decisions.views.offers import Button
from decisions.views.visit import CHECK, REFUSED, user_of
from jiedao.access.selectors import holdings
from jiedao.attachments import selectors as attachments
from jiedao.attachments.states import AttachmentKind
from jiedao.deadlines.selectors import open_limits
from jiedao.documents import selectors as documents
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock, sheets
from jiedao.lib.refusals import FORBIDDEN, Refused, refuse
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.procedures.rows import Step
from jiedao.scans import selectors as scans
from jiedao.web import files, kept, once
from jiedao.web.commands import form_page, page, show
from jiedao.web.forms import OfficeForm

STATES = ConveningState.choices
COLUMNS = (
    "编号",
    "要求讨论的事",
    "社区",
    "要求召开",
    "由谁联名",
    "状态",
    "收到日期",
    "人数的算法",
    "依据",
)
LINES, MATTERS = 50, 200


@page
def convening_list(request: HttpRequest) -> HttpResponse:
    """Every request a person may see."""
    user, asked = user_of(request), lists.read(request.GET, STATES)
    rows, pager = lists.page_of(_rows(user, asked), asked)
    action = reverse("decisions:convening_list")
    context = {
        "rows": rows,
        "asked": asked,
        "pager": pager,
        "filter": lists.filter_of(
            asked,
            action=action,
            label="编号或者要求里的词",
            states=STATES,
            units=listing.units_for(user),
        ),
        "export_url": f"{reverse('decisions:export_convening')}?{asked.query()}",
        "may_add": holdings(user).anywhere(Duty.REQUESTS),
    }
    return show(request, "decisions/convening_list.html", context)


@page
def export(request: HttpRequest) -> HttpResponse:
    """The filtered list as an Excel file."""
    user, asked = user_of(request), lists.read(request.GET, STATES)
    rows = lists.sorted_by(_rows(user, asked), asked)[: listing.MOST_EXPORTED]
    lines: Iterator[list[sheets.Cell]] = (
        [
            row.dossier.number,
            row.dossier.title,
            str(row.dossier.unit),
            str(row.get_asked_for_display()),
            str(row.get_backers_display()),
            str(row.get_state_display()),
            row.dossier.opened_on,
            row.judged,
            row.basis,
        ]
        for row in rows
    )
    book = sheets.workbook("联名要求召集会议", COLUMNS, lines)
    return files.excel(book, f"联名要求召集会议{clock.today():%Y%m%d}")


@form_page
def request_convening(request: HttpRequest) -> HttpResponse:
    """Register a joint request for a meeting (登记联名要求)."""
    user = user_of(request)
    if not holdings(user).anywhere(Duty.REQUESTS):
        raise refuse(
            "convening.no_duty",
            f"联名要求要由负责“{Duty.REQUESTS.label}”的人登记，您没有这项职责。",
            status=FORBIDDEN,
        )
    units = _units(user)
    matters = access.visible_to(user).order_by("-pk")
    few = matters.filter(pk__in=list(matters.values_list("pk", flat=True)[:MATTERS]))
    first = units.first() if units.count() == 1 else None
    posted = request.POST if request.method == "POST" else None
    form = forms.RequestForm(
        posted,
        initial=kept.initial_from(request) | {"unit": first},
        units=units,
        matters=few,
    )
    status = 200
    if posted is not None:
        status = CHECK
        if form.is_valid():
            given = dict(form.cleaned_data)
            unit = given.pop("unit")
            done = once.only_once(
                request,
                lambda: form.attempt(lambda: actions.request_convening(unit, by=user, **given)),
            )
            if isinstance(done, ConveningRequest):
                messages.success(
                    request, f"已登记，编号{done.dossier.number}。请接着核对联名人数。"
                )
                return redirect(done.get_absolute_url())
            if done is once.REPEATED:
                messages.info(request, once.SENTENCE)
                return redirect("decisions:convening_list")
            status = REFUSED
    context = {
        "form": form,
        "title": "登记联名要求召集会议",
        "lead": "居民、户的代表或者居民代表联名达到法定比例的，居委会应当召集会议。人数由平台核算。",
        "note": "联名要求只有工作人员能看到。",
        "submit": "登记",
        "back_url": reverse("decisions:convening_list"),
        "once_token": once.token_for(request),
    }
    return show(request, "decisions/convening_form.html", context, status=status)


@page
def convening_page(request: HttpRequest, number: str) -> HttpResponse:
    """One request: what is asked, the sum, what can be done now."""
    user, today = user_of(request), clock.today()
    record = get_visible(user, number)
    met, words = sum_of(record, count_of(record))
    offers = [
        Button(
            offer.step.code,
            offer.step.name,
            reverse(f"decisions:{offer.step.code}", args=[number]),
            offer.step.hint,
            offer.refusal is None and bool(offer.step.target),
            offer.refusal,
        )
        for offer in CONVENING.offers(record, by=user)
        if not _is_noise(offer.step, offer.refusal)
    ]
    context = {
        "record": record,
        "dossier": record.dossier,
        "sum": record.judged or words,
        "met": met,
        "basis": record.basis or edition_of(record).source(rule_of(record)),
        "offers": offers,
        "deadlines": open_limits(record.dossier, today=today),
        "attachments": [
            attachments.row_of(row) for row in record.dossier.attachments.order_by("-id")[:LINES]
        ],
        "printable": documents.in_groups(documents.printables(record.dossier, record)),
        "entries": papers.entries_of(timeline(record.dossier, limit=LINES)),
    }
    return show(request, "decisions/convening_page.html", context)


@form_page
def tick_names(request: HttpRequest, number: str) -> HttpResponse:
    """Tick the representatives who signed (勾选联名代表)."""
    visit = _open(request, number, "tick_names")
    record = visit.record
    roster = list(representatives_of(record.dossier.unit, record.dossier.opened_on))
    ticked = list(record.signatories.values_list("person_id", flat=True))
    form = visit.bind(forms.TickNamesForm, initial={"present": ticked}, roster=roster)
    if visit.takes(form, actions.tick_names):
        return visit.done("已登记联名的居民代表，请核定人数。")
    return visit.ask(form, "登记联名代表", pictures=_sheets(record))


@form_page
def enter_sheet(request: HttpRequest, number: str) -> HttpResponse:
    """Enter how many signatures hold (登记签名册)."""
    visit = _open(request, number, "enter_sheet")
    known = {"signatures": visit.record.signatures}
    has_sheet = sheets_of(visit.record).exists()
    form = visit.bind(forms.EnterSheetForm, initial=known, has_sheet=has_sheet)
    if visit.takes(form, actions.enter_sheet):
        return visit.done("签名册已登记，请核定人数。")
    return visit.ask(form, "登记签名册", pictures=_sheets(visit.record))


@form_page
def attach_signatures(request: HttpRequest, number: str) -> HttpResponse:
    """Put a signed sheet into the dossier (附上联名材料)."""
    visit = _open(request, number, "attach_signatures")
    form = visit.bind(forms.SignaturesForm)
    if visit.takes(form, actions.attach_signatures):
        return visit.done("已存进案卷。请照着勾选联名代表或者登记签名数，登记了才算数。")
    return visit.ask(form, "附上联名材料")


@form_page
def accept_request(request: HttpRequest, number: str) -> HttpResponse:
    """Enough have signed (核定应当召集)."""
    visit = _open(request, number, "accept_request")
    form = visit.bind(forms.JudgeForm)
    if visit.takes(form, actions.accept_request):
        return visit.done("已核定应当召集，期限已列入待办。")
    return visit.ask(form, "核定应当召集")


@form_page
def decline_request(request: HttpRequest, number: str) -> HttpResponse:
    """Too few have signed (登记人数不足)."""
    visit = _open(request, number, "decline_request")
    form = visit.bind(forms.JudgeForm)
    if visit.takes(form, actions.decline_request):
        return visit.done("已登记人数不足。请把算法答复联系人。")
    return visit.ask(form, "登记人数不足")


@form_page
def record_convening(request: HttpRequest, number: str) -> HttpResponse:
    """The meeting is called (登记已经召集)."""
    visit = _open(request, number, "record_convening")
    form = visit.bind(forms.RecordConveningForm, meetings=meetings_for(visit.record))
    if visit.takes(form, actions.record_convening):
        return visit.done("已登记召集的会议。")
    return visit.ask(form, "登记已经召集")


@form_page
def reopen_request(request: HttpRequest, number: str) -> HttpResponse:
    """Its meeting was called off (重新召集)."""
    visit = _open(request, number, "reopen_request")
    form = visit.bind(forms.JudgeForm)
    if visit.takes(form, actions.reopen_request):
        return visit.done("请重新召集会议，期限照原来的日期。")
    return visit.ask(form, "重新召集")


@dataclass
class Visit:
    """One person at one step of one request."""

    request: HttpRequest
    user: User
    record: ConveningRequest
    step: Step
    is_repeated: bool = False
    is_refused: bool = False

    def bind(
        self, form: type[OfficeForm], *, initial: dict[str, Any] | None = None, **also: Any
    ) -> OfficeForm:
        """The form with what was posted, or with what is known and what was kept."""
        if self.request.method == "POST":
            return form(self.request.POST, self.request.FILES, initial=initial, **also)
        return form(initial=(initial or {}) | kept.initial_from(self.request), **also)

    def takes(self, form: OfficeForm, act: Callable[..., object]) -> bool:
        """Carry the act out once when the form is in order; a refusal comes back at the field."""
        if self.request.method != "POST" or not form.is_valid():
            return False
        done = once.only_once(
            self.request,
            lambda: form.attempt(lambda: act(self.record, by=self.user, **form.cleaned_data)),
        )
        self.is_repeated, self.is_refused = done is once.REPEATED, done is None
        return done is not None

    def done(self, words: str) -> HttpResponse:
        """Back to the request, saying what was done."""
        messages.success(self.request, once.SENTENCE if self.is_repeated else words)
        return redirect(self.record.get_absolute_url())

    def ask(
        self, form: OfficeForm, submit: str, *, pictures: list[str] | None = None
    ) -> HttpResponse:
        """The page with the form, the sum as it stands, and the sheets that were scanned."""
        _, words = sum_of(self.record, count_of(self.record))
        context = {
            "dossier": self.record.dossier,
            "step": self.step,
            "title": self.step.name,
            "lead": f"{self.step.hint}现在：{words}。",
            "form": form,
            "submit": submit,
            "note": "",
            "pictures": pictures or [],
            "back_url": self.record.get_absolute_url(),
            "once_token": once.token_for(self.request),
        }
        status = REFUSED if self.is_refused else CHECK if form.errors else 200
        return show(self.request, "decisions/convening_step.html", context, status=status)


def _sheets(record: ConveningRequest) -> list[str]:
    """The pages of the signed sheets that were scanned: to tick and count names by."""
    return scans.pictures_of(record.dossier, AttachmentKind.SIGNATURES, "")


def _open(request: HttpRequest, number: str, code: str) -> Visit:
    """Come to a step: 404 when it may not be seen, 403 without the duty, 409 when it cannot be."""
    user = user_of(request)
    record = get_visible(user, number)
    refusal = CONVENING.why_not(record, code, by=user)
    if refusal and (request.method != "POST" or refusal.status == FORBIDDEN):
        raise Refused(CONVENING.with_who_was_first(record, refusal))
    return Visit(request, user, record, CONVENING.named(code))


def _is_noise(step: Step, refusal: Any) -> bool:
    """Of the two ways to enter signatures and the two outcomes only the one that fits is shown."""
    return refusal is not None and refusal.code in (
        "convening.by_representatives",
        "convening.by_residents",
        "convening.too_few_signed",
        "convening.its_meeting_was_cancelled",
    )


def _rows(user: User, asked: Asked) -> QuerySet[ConveningRequest]:
    rows = narrowed(visible_to(user), state=asked.state, words=asked.words)
    return lists.within(rows, asked, path="dossier__unit__path")


def _units(user: User) -> QuerySet[Unit]:
    held = holdings(user).within(Duty.REQUESTS)
    return Unit.objects.filter(held).active().of_level("community", "village").order_by("path")
