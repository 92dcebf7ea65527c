"""What residents reported about publishing, on the office's side: the list, one, and its steps."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from decisions import actions
from decisions.conditions.complaints import may_enter_somewhere, why_not_enter
from decisions.duties import Duty
from decisions.forms import complaints as forms
from decisions.models import Complaint, Matter
from decisions.procedures import COMPLAINT
from decisions.procedures.owed import likely_owed, owed_choices, why_only_the_notice
from decisions.selectors import complaints as selectors
from decisions.states import ComplaintState, Wrong
from decisions.views import papers
from decisions.views.on_behalf import handed_over, is_to_be_read_back, read_back
from jiedao.access.selectors import holdings
from jiedao.deadlines.selectors import open_limits
from jiedao.documents import selectors as documents
from jiedao.ledger.acts import all_acts
from jiedao.ledger.selectors import Line, timeline
from jiedao.lib import clock, sheets
from jiedao.lib.addresses import address
from jiedao.lib.refusals import unless
from jiedao.lib.text import sentence
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.people.signed_in import signed_in
from jiedao.personal.actions import DISCLOSED
from jiedao.personal.views import disclose
from jiedao.publications import board as boards
from jiedao.publications.objecting import Way
from jiedao.receipts import slips
from jiedao.web import files, once
from jiedao.web.asking import about, ask, bound, gate, status_of
from jiedao.web.buttons import Button
from jiedao.web.commands import form_page, page, show
from jiedao.web.forms import OfficeForm

LINES, MATTERS = 50, 200
NAME = "反映应公开未公开"
Done = tuple[Complaint, str]


@page
def complaint_list(request: HttpRequest) -> HttpResponse:
    """What was reported, as far as a person may see it: the street all of it, a community its orders."""
    user = signed_in(request)
    asked = selectors.listing(user).read(request.GET)
    context = {
        "listed": selectors.listed(user, asked, clock.today()),
        "asked": asked,
        "filter": asked.filter(address("decisions:complaint_list")),
        "export_url": f"{address('decisions:export_complaints')}?{asked.query()}",
        "may_add": may_enter_somewhere(user),
    }
    return show(request, "decisions/complaint_list.html", context)


@page
def export_complaints(request: HttpRequest) -> HttpResponse:
    """The list as it was asked for, as an Excel file, without names, telephones and words."""
    user, today = signed_in(request), clock.today()
    asked = selectors.listing(user).read(request.GET)
    rows = selectors.asked_for(user, asked, today).order_by(*asked.order)
    book = sheets.workbook(NAME, selectors.COLUMNS, selectors.lines_of(user, rows))
    return files.excel(book, f"{NAME}{today:%Y%m%d}")


@page
def complaint_page(request: HttpRequest, number: str) -> HttpResponse:
    """One of them: what it is about, what the street found or ordered, what can be done now."""
    user = signed_in(request)
    record = selectors.get_visible(user, number)
    reads = selectors.reads_the_words(user, record)
    context = {
        "record": record,
        "dossier": record.dossier,
        "row": selectors.row_of(record),
        **_owing(record),
        "reads": reads,
        "investigates": holdings(user).covers(Duty.INVESTIGATE, record.dossier.unit),
        "offers": _offers(record, user),
        "deadlines": open_limits(record.dossier, today=clock.today()),
        "printable": documents.in_groups(documents.printables(record.dossier, record)),
        "entries": papers.entries_of(_course(record, reads=reads)),
    }
    return show(request, "decisions/complaint_page.html", context)


@form_page
def enter_complaint(request: HttpRequest) -> HttpResponse:
    """Type what the resident reports, read it back, enter it, hand over the receipt (代为登记)."""
    user = signed_in(request)
    unless(why_not_enter(user))
    form = bound(request, forms.EnterComplaintForm, **_choices(user))
    back = address("decisions:complaint_list")
    if "confirmed" in request.POST and form.is_valid():
        done = once.only_once(request, lambda: form.attempt(lambda: _enter(form, user)))
        if isinstance(done, once.Repeated):
            community = form.cleaned_data["community"]
            given = slips.given(request, selectors.of_community(community))
            return _slip(request, slip_of(community, *given), back)
        if done is not None:
            return _slip(request, slip_of(done[0].community, *done), back)
    elif is_to_be_read_back(request, form):
        return read_back(request, form, _said(form), crumb=NAME, back_url=back)
    context = {"form": form, "once_token": once.token_for(request), "back_url": back}
    return show(request, "decisions/complaint_enter.html", context, status=status_of(form))


def slip_of(community: Unit, said: Complaint | None, code: str) -> dict[str, object]:
    """What stands on the receipt of a complaint (components/_slip.html): the street takes it up."""
    place = boards.place_of(selectors.street_of(community))
    return {
        "what": "反映",
        "code": code,
        "title": f"{community}：{said.subject}" if said else str(community),
        "unit": f"{place.sub}{place.name}",
        "number": said.dossier.number if said else None,
        "is_numbered": True,
        "on": said.said_on if said else clock.today(),
        "phone": place.phone,
        "address": f"{settings.PUBLIC_URL}{reverse('receipts:look_up')}",
    }


@form_page
def acknowledge_complaint(request: HttpRequest, number: str) -> HttpResponse:
    """The street takes it up (受理)."""
    step = _open(request, number, "acknowledge_complaint")
    return step.ask(bound(request, forms.AcknowledgeComplaintForm), "已受理，请调查核实。")


@form_page
def answer_complaint(request: HttpRequest, number: str) -> HttpResponse:
    """It was published, or is not so (答复)."""
    step = _open(request, number, "answer_complaint")
    return step.ask(bound(request, forms.AnswerComplaintForm), "已答复，反映人凭回执码看得到。")


@form_page
def order_publication(request: HttpRequest, number: str) -> HttpResponse:
    """The community must publish it by a day (责令公布)."""
    step = _open(request, number, "order_publication")
    done = "已责令公布，期限列入社区的待办；反映人凭回执码看得到答复。"
    form = bound(
        request,
        forms.OrderPublicationForm,
        initial={"owed": likely_owed(step.record)},
        owed=owed_choices(step.record),
    )
    return step.ask(form, done)


@form_page
def correct_order(request: HttpRequest, number: str) -> HttpResponse:
    """The street puts right which notice, or by when (更正责令)."""
    step = _open(request, number, "correct_order")
    record, choices = step.record, owed_choices(step.record)
    owed = record.owed if record.owed in dict(choices) else likely_owed(record)
    form = bound(
        request,
        forms.CorrectOrderForm,
        initial={"owed": owed, "publish_by": record.publish_by},
        owed=choices,
    )
    return step.ask(form, "已更正，新的期限列入社区的待办，社区会收到通知。")


@form_page
def report_published(request: HttpRequest, number: str) -> HttpResponse:
    """The community has published it (登记公布情况)."""
    step = _open(request, number, "report_published")
    form = bound(
        request,
        forms.ReportPublishedForm,
        notices=selectors.notices_for(step.record),
        only_notice=why_only_the_notice(step.record),
    )
    return step.ask(form, "已登记公布情况，街道会收到通知。")


@form_page
def complaint_phone(request: HttpRequest, number: str) -> HttpResponse:
    """The telephone in full for who investigates, for a reason (查看完整号码)."""
    user = signed_in(request)
    record = selectors.get_visible(user, number)
    sealed: Any = record.phone
    if not sealed or not selectors.reads_the_words(user, record):
        raise Http404
    return disclose(
        request,
        record.dossier,
        sealed,
        what=f"{record.dossier.number}反映人留的电话",
        back_url=record.get_absolute_url(),
        duty=Duty.INVESTIGATE,
    )


@dataclass(frozen=True)
class _Step:
    """One person at one step of one complaint."""

    request: HttpRequest
    user: User
    record: Complaint
    code: str

    def ask(self, form: OfficeForm, done: str) -> HttpResponse:
        """The form with what it is about, and back to the complaint."""
        row = COMPLAINT.named(self.code)
        act: Callable[..., Complaint] = getattr(actions, self.code)
        # What is to be met is read beside the form that says it is.
        order = self.record.order
        which = f"{self.record.owed_notice}，" if self.record.owed_notice else ""
        ordered = f"街道责令公布的是：{which}{sentence(order)}" if order else ""
        return ask(
            self.request,
            form,
            lambda: act(self.record, by=self.user, **form.cleaned_data),
            about(self.record, row.name, f"{ordered}{row.hint}依据：{row.basis}。"),
            done=lambda record: (done, record.get_absolute_url()),
        )


def _open(request: HttpRequest, number: str, code: str) -> _Step:
    """404 when it may not be seen, 403 without the duty, 409 when it cannot be now."""
    user = signed_in(request)
    record = selectors.get_visible(user, number)
    refusal = COMPLAINT.why_not(record, code, by=user)
    gate(request, refusal and COMPLAINT.with_who_was_first(record, refusal))
    return _Step(request, user, record, code)


def _owing(record: Complaint) -> dict[str, Any]:
    """Whether the notice that was ordered does not hang yet, or cannot where the matter stands."""
    is_open = record.state == ComplaintState.ORDERED and bool(record.owed_notice)
    hangs = not is_open or selectors.notices_for(record).exists()
    can_hang = hangs or bool(why_only_the_notice(record))
    return {"owing": "还没有张贴" if can_hang and not hangs else "", "in_words": not can_hang}


def _offers(record: Complaint, user: User) -> list[Button]:
    return [
        Button(
            offer.step.code,
            offer.step.name,
            address(f"decisions:{offer.step.code}", record.dossier.number),
            offer.step.hint,
            offer.step.milestone and offer.refusal is None,
            offer.refusal,
        )
        for offer in COMPLAINT.offers(record, by=user)
    ]


def _course(record: Complaint, *, reads: bool) -> list[Line]:
    """The lines of its ledger a person may read (办理经过).

    Who may not read the resident's words reads from the order on: what the street wrote while it
    looked into it, and why it looked up a number, may say who reported it.
    """
    lines = timeline(record.dossier, limit=LINES)
    if reads:
        return lines
    theirs: list[Line] = []
    for line in lines:
        if line.act != all_acts()[DISCLOSED]:
            theirs.append(line)
        if line.act == COMPLAINT.named("order_publication").name:
            break
    return theirs


def _choices(user: User) -> dict[str, Any]:
    """The communities a person may enter it for, and the matters residents know of there."""
    communities = selectors.communities_of(user)
    matters = selectors.matters_within(communities)
    newest = list(matters.order_by("-pk").values_list("pk", flat=True)[:MATTERS])
    few = Matter.objects.filter(pk__in=newest).select_related("dossier").order_by("-pk")
    return {"communities": communities, "matters": few}


def _enter(form: OfficeForm, user: User) -> Done:
    given = dict(form.cleaned_data)
    return actions.enter_complaint(given.pop("community"), by=user, **given)


def _said(form: OfficeForm) -> dict[str, Any]:
    given = form.cleaned_data
    which = given["matter"].dossier.title if given["matter"] else given["affair"]
    wrong = Wrong(given["wrong"]).label
    return {
        "what": "反映",
        "about": f"关于{given['community']}的“{which}”（{wrong}）",
        "speaker": given["name"],
        "way": Way(given["way"]).label,
        "on": given["said_on"],
    }


def _slip(request: HttpRequest, slip: dict[str, object], back: str) -> HttpResponse:
    more = "由街道办事处调查核实，不转给社区。居民凭回执码查办理情况和答复全文。"
    return handed_over(request, slip, crumb=NAME, back_url=back, more=more)
