"""Regulations: the list, one of them, and the three forms that register, revise and repeal."""

from django.http import HttpRequest, HttpResponse

from jiedao.access.selectors import holdings
from jiedao.attachments import selectors as attachments
from jiedao.documents.selectors import in_groups, printables
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock, sheets
from jiedao.lib.addresses import address
from jiedao.lib.refusals import FORBIDDEN, refuse
from jiedao.people.models import User
from jiedao.people.signed_in import signed_in
from jiedao.regulations import actions, forms, selectors
from jiedao.regulations.conditions import DUTY, why_not
from jiedao.regulations.models import Regulation
from jiedao.web import duties, files
from jiedao.web.asking import Asking, about, arrived, ask, bound, gate
from jiedao.web.buttons import Button
from jiedao.web.commands import form_page, page, show

LINES = 50


@page
def regulation_list(request: HttpRequest) -> HttpResponse:
    """What the office has issued, as far as a person may see it."""
    user, asked = signed_in(request), selectors.LISTING.read(request.GET)
    context = {
        "listed": selectors.listed(user, asked, today=clock.today()),
        "asked": asked,
        "filter": asked.filter(address("regulations:regulation_list")),
        "export_url": f"{address('regulations:export')}?{asked.query()}",
        "may_add": holdings(user).anywhere(DUTY),
    }
    return show(request, "jiedao/regulation_list.html", context)


@page
def export(request: HttpRequest) -> HttpResponse:
    """The list as it was asked for, as an Excel file."""
    user, asked, today = signed_in(request), selectors.LISTING.read(request.GET), clock.today()
    rows = selectors.asked_for(user, asked, today=today).order_by(*asked.order)
    book = sheets.workbook("规章制度", selectors.COLUMNS, selectors.lines_of(rows, today=today))
    return files.excel(book, f"规章制度{today:%Y%m%d}")


@page
def regulation_page(request: HttpRequest, number: str) -> HttpResponse:
    """One regulation: its days, what it replaced and what replaced it, its text, its course."""
    user = signed_in(request)
    record = selectors.get_visible(user, number)
    context = {
        "record": record,
        "dossier": record.dossier,
        "row": selectors.row_of(record, clock.today()),
        "newer": getattr(record, "replaced_by", None),
        "offers": _offers(record, user),
        "attachments": attachments.attachments_of(record.dossier),
        "printable": in_groups(printables(record.dossier, record)),
        "entries": timeline(record.dossier, limit=LINES),
    }
    return show(request, "jiedao/regulation_page.html", context)


@form_page
def register(request: HttpRequest) -> HttpResponse:
    """Register a regulation (登记规章制度)."""
    user = signed_in(request)
    duties.demand(user, DUTY, act="登记规章制度")
    units = selectors.units_of(user)
    if not units.exists():
        raise refuse(
            "regulation.no_street",
            "规章制度登记在街道，您任职的单位不是街道，不能登记。",
            hint="请由在街道任职、负责登记规章制度的同事登记。",
            status=FORBIDDEN,
        )
    form = bound(request, forms.RegisterForm, units=units)

    def act() -> Regulation:
        given = dict(form.cleaned_data)
        return actions.register(given.pop("unit"), by=user, **given)

    asking = Asking(
        "登记规章制度",
        "街道印发的制度登记在这里，全街道的工作人员都能看到。汇报里的项数由这里数出来。",
        "登记",
        "规章制度",
        address("regulations:regulation_list"),
    )
    return ask(request, form, act, asking, done=lambda record: arrived(record, "已登记，编号{}。"))


@form_page
def revise(request: HttpRequest, number: str) -> HttpResponse:
    """Put a new regulation in the place of an old one (修订)."""
    user, record = _open(request, number)
    known = {"title": record.dossier.title, "summary": record.summary}
    form = bound(request, forms.ReviseForm, initial=known)
    return ask(
        request,
        form,
        lambda: actions.revise(record, by=user, **form.cleaned_data),
        about(
            record,
            f"修订{record}",
            f"登记修订后重新印发的制度。原来的{record.cited}执行到新制度施行的前一天，仍然可以查阅。",
            "登记修订",
        ),
        done=lambda newer: arrived(
            newer, "已登记修订后的制度，编号{}；原来的执行到新制度施行的前一天。"
        ),
    )


@form_page
def repeal(request: HttpRequest, number: str) -> HttpResponse:
    """Repeal a regulation (废止)."""
    user, record = _open(request, number)
    form = bound(request, forms.RepealForm)
    return ask(
        request,
        form,
        lambda: actions.repeal(record, by=user, **form.cleaned_data),
        about(
            record,
            f"废止{record}",
            f"{record.cited}，{record.days_in_words}。有新制度来替代的，请用“修订”。废止以后不能恢复。",
            "登记废止",
        ),
        done=lambda gone: arrived(gone, "已登记废止，制度仍然可以查阅。"),
    )


def _open(request: HttpRequest, number: str) -> tuple[User, Regulation]:
    """404 when it may not be seen, 403 without the duty, 409 when it has ended already."""
    user = signed_in(request)
    record = selectors.get_visible(user, number)
    gate(request, why_not(record, by=user))
    return user, record


def _offers(record: Regulation, user: User) -> list[Button]:
    """What this person can do now, and why not; nothing for whom it is no business."""
    if not holdings(user).covers(DUTY, record.dossier.unit):
        return []
    refusal, number = why_not(record, by=user), record.dossier.number
    if refusal:
        return [Button("revise", "修订或者废止", "", "", primary=False, refusal=refusal)]
    return [
        Button(
            "revise",
            "修订",
            address("regulations:revise", number),
            "重新印发了的，登记新的制度；这一项执行到新制度施行的前一天。",
            primary=True,
            refusal=None,
        ),
        Button(
            "repeal",
            "废止",
            address("regulations:repeal", number),
            "没有新制度替代、不再执行的，写明日期和原因。",
            primary=False,
            refusal=None,
        ),
    ]
