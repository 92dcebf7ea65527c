"""The list of responsibilities: every line with how it stands, one of them, putting on, taking off."""

from django.http import Http404, HttpRequest, HttpResponse

from jiedao.access.selectors import holdings, visible_dossiers
from jiedao.documents import render
from jiedao.documents.selectors import FORMATS
from jiedao.documents.views import as_file
from jiedao.indicators import selectors as figures
from jiedao.ledger.selectors import timeline
from jiedao.liaison import documents
from jiedao.liaison.actions import responsibilities as actions
from jiedao.liaison.conditions.common import DUTY
from jiedao.liaison.conditions.responsibilities import why_not
from jiedao.liaison.forms import responsibilities as forms
from jiedao.liaison.indicators import LATE_RESPONSIBILITIES
from jiedao.liaison.models import Responsibility
from jiedao.liaison.selectors import common
from jiedao.liaison.selectors import responsibilities as selectors
from jiedao.lib import clock, sheets
from jiedao.lib.addresses import address
from jiedao.lib.refusals import FORBIDDEN, refuse
from jiedao.people.models import User
from jiedao.people.signed_in import signed_in
from jiedao.web import duties, files
from jiedao.web.asking import Asking, ask, bound, gate
from jiedao.web.buttons import Button
from jiedao.web.commands import form_page, page, show

LINES = 50
MOST_PRINTED = 500


@page
def responsibility_list(request: HttpRequest) -> HttpResponse:
    """Whose responsibility what is, and whether it is fulfilled."""
    user, asked, today = signed_in(request), selectors.LISTING.read(request.GET), clock.today()
    context = {
        "listed": selectors.listed(user, asked, today=today),
        "asked": asked,
        "filter": asked.filter(address("responsibilities:responsibility_list")),
        "export_url": f"{address('responsibilities:export')}?{asked.query()}",
        "paper_urls": common.paper_urls("responsibilities:paper", asked),
        "may_add": holdings(user).anywhere(DUTY),
        "late": selectors.late_count(user, today=today),
        "late_url": address("indicators:figure_page", LATE_RESPONSIBILITIES.code),
        "may_open": holdings(user).anywhere(*figures.OPENS),
    }
    return show(request, "jiedao/responsibility_list.html", context)


@page
def export(request: HttpRequest) -> HttpResponse:
    """The list as it was asked for, as an Excel file."""
    user, asked, today = signed_in(request), selectors.LISTING.read(request.GET), clock.today()
    lines = selectors.lines_of(user, asked, today=today)
    book = sheets.workbook("责任清单", selectors.COLUMNS, lines)
    return files.excel(book, f"责任清单{today:%Y%m%d}")


@page
def paper(request: HttpRequest, form: str) -> HttpResponse:
    """The list as it was asked for, as a table to be printed (责任清单)."""
    if form not in FORMATS:
        raise Http404
    user, asked, today = signed_in(request), selectors.LISTING.read(request.GET), clock.today()
    rows = selectors.asked_for(user, asked, today=today).order_by(*asked.order)
    found = selectors.rows_of(rows[:MOST_PRINTED], today=today)
    content = render.drawn(documents.responsibility_list(found), form)
    return as_file(content, f"责任清单{today:%Y%m%d}.{form}", form)


@page
def responsibility_page(request: HttpRequest, number: str) -> HttpResponse:
    """One line: whose, what, how well, until when; how it stands, and how that is known."""
    user, today = signed_in(request), clock.today()
    record = selectors.get_visible(user, number)
    context = {
        "record": record,
        "dossier": record.dossier,
        "row": selectors.row_of(record, today=today),
        "proof_url": _proof_url(record, user),
        "opens_figure": figures.opens(user, record.dossier.unit),
        "offers": _offers(record, user),
        "entries": timeline(record.dossier, limit=LINES),
    }
    return show(request, "jiedao/responsibility_page.html", context)


def _proof_url(record: Responsibility, user: User) -> str:
    """The page of the dossier that proves it, for whoever may open it."""
    proof = record.proof_dossier
    seen = proof and visible_dossiers(user).filter(pk=proof.pk).exists()
    return common.address_of(proof) if seen else ""


@form_page
def register(request: HttpRequest) -> HttpResponse:
    """Put a responsibility on the list (列入)."""
    user = signed_in(request)
    duties.demand(user, DUTY, act="登记责任清单")
    if not selectors.keeps_a_street(user):
        raise refuse(
            "responsibility.no_street",
            "责任清单由街道登记，您任职的单位不是街道，不能登记。",
            hint="请由在街道任职、负责登记责任清单的同事登记。",
            status=FORBIDDEN,
        )
    form = bound(request, forms.RegisterForm, units=selectors.subjects_of(user))

    def act() -> Responsibility:
        given = dict(form.cleaned_data)
        return actions.register(given.pop("unit"), by=user, **given)

    asking = Asking(
        "列入责任清单",
        "谁的责任、什么事、什么标准、最迟哪天、靠什么证明。落实没有由平台从记录里看。",
        "列入",
        "责任清单",
        address("responsibilities:responsibility_list"),
    )
    return ask(
        request,
        form,
        act,
        asking,
        done=lambda record: (
            f"已列入，编号{record.dossier.number}。",
            record.get_absolute_url(),
        ),
    )


@form_page
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Take a line off the list (撤下)."""
    user = signed_in(request)
    record = selectors.get_visible(user, number)
    gate(request, why_not(record, by=user))
    form = bound(request, forms.WithdrawForm)
    return ask(
        request,
        form,
        lambda: actions.withdraw(record, by=user, **form.cleaned_data),
        Asking(
            "从责任清单撤下",
            f"{record.subject}：{record}。",
            "撤下",
            f"{number} {record}",
            record.get_absolute_url(),
        ),
        done=lambda _: ("已撤下，仍然查得到。", record.get_absolute_url()),
    )


def _offers(record: Responsibility, user: User) -> list[Button]:
    """What this person can do now, and why not; nothing for whom it is no business."""
    if not holdings(user).covers(DUTY, record.dossier.unit):
        return []
    refusal = why_not(record, by=user)
    url = "" if refusal else address("responsibilities:withdraw", record.dossier.number)
    hint = "登记错了、不再适用的，写明原因。"
    return [Button("withdraw", "撤下", url, hint, primary=False, refusal=refusal)]
