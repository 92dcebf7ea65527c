"""Projects: the list, one of them with its account, and the forms that enter money."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from jiedao.access.selectors import holdings
from jiedao.funds import actions
from jiedao.funds.conditions import deciding, money
from jiedao.funds.conditions.keeping import DUTY, why_not
from jiedao.funds.conditions.projects import why_not_begin, why_not_finish
from jiedao.funds.forms import projects as forms
from jiedao.funds.forms.budgets import PayForm
from jiedao.funds.indicators import SPLIT
from jiedao.funds.models import Payment, Project, Receipt
from jiedao.funds.selectors import projects as selectors
from jiedao.funds.selectors.budgets import open_lines
from jiedao.funds.selectors.publishing import OWED_BY_LAW, published
from jiedao.indicators import selectors as figures
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock, numerals, sheets
from jiedao.lib.addresses import address
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import FORBIDDEN, Refusal, refuse
from jiedao.people.models import User
from jiedao.people.signed_in import signed_in
from jiedao.web import duties, files
from jiedao.web.asking import Asking, about, ask, bound, gate
from jiedao.web.buttons import Button
from jiedao.web.commands import form_page, page, show

ENTRIES = 50


@page
def project_list(request: HttpRequest) -> HttpResponse:
    """The projects money is raised and spent for, as far as a person may see them."""
    user = signed_in(request)
    asked = selectors.listing(user).read(request.GET)
    context = {
        "listed": selectors.listed(user, asked, today=clock.today()),
        "asked": asked,
        "filter": asked.filter(address("funds:project_list")),
        "export_url": f"{address('funds:export')}?{asked.query()}",
        "may_add": holdings(user).anywhere(DUTY),
        **_suspected(user),
    }
    return show(request, "jiedao/funds_project_list.html", context)


def _suspected(user: User) -> dict[str, Any]:
    """Where the payments that look split are found: those from before the portal lie in no usual period."""
    first = selectors.first_suspected(user)
    if first is None or not holdings(user).anywhere(*figures.OPENS):
        return {"suspected": None}
    asked = urlencode({"since": date(first.year, 1, 1), "until": clock.today()})
    url = f"{address('indicators:figure_page', SPLIT.code)}?{asked}"
    return {"suspected": first, "suspected_url": url}


@page
def export(request: HttpRequest) -> HttpResponse:
    """The list as it was asked for, as an Excel file."""
    user, today = signed_in(request), clock.today()
    asked = selectors.listing(user).read(request.GET)
    rows = selectors.asked_for(user, asked, today=today).order_by(*asked.order)
    book = sheets.workbook("经费项目", selectors.COLUMNS, selectors.lines_of(rows, today=today))
    return files.excel(book, f"经费项目{today:%Y%m%d}")


@page
def project_page(request: HttpRequest, number: str) -> HttpResponse:
    """One project: what was planned, what came from where, what went for what, what is left."""
    user = signed_in(request)
    project = selectors.get_visible(user, number)
    may_keep = why_not(project.dossier, by=user) is None
    lines = selectors.account_of(project, may_keep=may_keep)
    context = {
        "project": project,
        "dossier": project.dossier,
        "row": selectors.rows_of([project], clock.today())[0],
        "lines": lines,
        "may_keep": may_keep,
        "sources": selectors.sources_of(lines),
        "published": published(project, user),
        "owed_by_law": OWED_BY_LAW if selectors.was_given(lines) else "",
        "offers": _offers(project, user),
        "entries": timeline(project.dossier, limit=ENTRIES),
    }
    return show(request, "jiedao/funds_project_page.html", context)


@page
def export_account(request: HttpRequest, number: str) -> HttpResponse:
    """What came and went for one project, as an Excel file."""
    project = selectors.get_visible(signed_in(request), number)
    name = f"{project}收支明细"
    book = sheets.workbook(name, selectors.ENTRY_COLUMNS, selectors.entry_lines(project))
    return files.excel(book, f"{name}{clock.today():%Y%m%d}")


@form_page
def open_project(request: HttpRequest) -> HttpResponse:
    """Open a project (登记经费项目)."""
    user = signed_in(request)
    duties.demand(user, DUTY, act="登记经费项目")
    units = selectors.units_of(user)
    if not units.exists():
        raise refuse(
            "funds.no_unit",
            "经费项目登记在街道、社区或者小区，您任职的单位不是，不能登记。",
            hint="请由在街道任职、负责登记经费的同事登记。",
            status=FORBIDDEN,
        )
    form = bound(request, forms.OpenProjectForm, units=units)

    def act() -> Project:
        given = dict(form.cleaned_data)
        return actions.open_project(given.pop("unit"), by=user, **given)

    asking = Asking(
        "登记经费项目",
        "建一处、改一处，登记一次。到账和支出以后逐笔登记在项目里，汇报里的金额由这里加出来。",
        "登记",
        "经费项目",
        address("funds:project_list"),
    )
    return ask(
        request,
        form,
        act,
        asking,
        done=lambda made: (f"已登记，编号{made.dossier.number}。", made.get_absolute_url()),
    )


@form_page
def amend(request: HttpRequest, number: str) -> HttpResponse:
    """Put right what a project is, or plan it anew (更正项目登记)."""
    user, project = _project(request, number)
    gate(request, why_not(project.dossier, by=user))
    known = {"kind": project.kind, "place": project.place, "planned": project.planned}
    form = bound(request, forms.AmendForm, initial=known)
    return ask(
        request,
        form,
        lambda: actions.amend(project, by=user, **form.cleaned_data),
        about(
            project,
            "更正项目登记",
            "登记错了的改正，计划变了的调整。改动前后和原因记入办理经过；类别改了，汇报里的金额跟着改。",
        ),
        done=lambda done: ("已更正。", done.get_absolute_url()),
    )


@form_page
def begin(request: HttpRequest, number: str) -> HttpResponse:
    """The work was begun (登记开工)."""
    user, project = _project(request, number)
    gate(request, why_not_begin(project, by=user))
    form = bound(request, forms.BeginForm)
    return ask(
        request,
        form,
        lambda: actions.begin(project, by=user, **form.cleaned_data),
        about(project, "登记开工", "开工的那一天。"),
        done=lambda done: ("已登记开工。", done.get_absolute_url()),
    )


@form_page
def finish(request: HttpRequest, number: str) -> HttpResponse:
    """The work was finished (登记完工)."""
    user, project = _project(request, number)
    gate(request, why_not_finish(project, by=user))
    form = bound(request, forms.FinishForm)
    return ask(
        request,
        form,
        lambda: actions.finish(project, by=user, **form.cleaned_data),
        about(project, "登记完工", "建成、改成了，验收合格。以后的尾款照样登记在这里。"),
        done=lambda done: ("已登记完工。", done.get_absolute_url()),
    )


@form_page
def receive(request: HttpRequest, number: str) -> HttpResponse:
    """Money came in (登记到账)."""
    user, project = _project(request, number)
    gate(request, why_not(project.dossier, by=user))
    form = bound(request, forms.ReceiveForm)
    return ask(
        request,
        form,
        lambda: actions.receive(project, by=user, **form.cleaned_data),
        about(project, "登记到账", "一笔一登记，照凭证填写。答应了还没有到账的不登记。"),
        done=lambda entry: (
            f"已登记到账{numerals.money(entry.amount)}。",
            project.get_absolute_url(),
        ),
    )


@form_page
def pay(request: HttpRequest, number: str) -> HttpResponse:
    """Money was paid (登记支出)."""
    user, project = _project(request, number)
    gate(request, why_not(project.dossier, by=user))
    form = bound(request, PayForm, lines=open_lines(project.dossier.unit))
    return ask(
        request,
        form,
        lambda: actions.pay(project, by=user, **form.cleaned_data),
        about(
            project,
            "登记支出",
            "一笔一登记，照凭证填写。没有到账的钱付不出去。"
            + deciding.in_words(project.dossier.unit, clock.today()),
        ),
        done=lambda entry: (
            f"已登记支出{numerals.money(entry.amount)}。",
            project.get_absolute_url(),
        ),
    )


@form_page
def correct_receipt(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Take back a receipt entered wrongly (冲销到账)."""
    user, project = _project(request, number)
    receipt = selectors.entry_of(Receipt, project, pk)
    refusal = money.corrected_already(receipt) or money.needed_by_payments(receipt)
    return _correct(request, project, receipt, "到账", user, refusal)


@form_page
def correct_payment(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Take back a payment entered wrongly (冲销支出)."""
    user, project = _project(request, number)
    payment = selectors.entry_of(Payment, project, pk)
    return _correct(request, project, payment, "支出", user, money.corrected_already(payment))


def _correct(
    request: HttpRequest,
    project: Project,
    entry: Receipt | Payment,
    what: str,
    user: User,
    refusal: Refusal | None,
) -> HttpResponse:
    gate(request, why_not(project.dossier, by=user) or refusal)
    form = bound(request, forms.CorrectForm)

    def act() -> Any:
        reason = form.cleaned_data["reason"]
        if isinstance(entry, Receipt):
            return actions.correct_receipt(entry, by=user, reason=reason)
        return actions.correct_payment(entry, by=user, reason=reason)

    sum_ = numerals.money(entry.amount)
    return ask(
        request,
        form,
        act,
        about(
            project,
            f"冲销{what}",
            f"{long_day(entry.on)}{what}{sum_}，凭证{entry.voucher}。原来的一笔留着，"
            "加记一笔同日的负数，汇报里的金额跟着改正；正确的请另外登记。",
        ),
        done=lambda _: (f"已冲销{what}{sum_}。", project.get_absolute_url()),
    )


def _project(request: HttpRequest, number: str) -> tuple[User, Project]:
    """404 when it may not be seen."""
    user = signed_in(request)
    return user, selectors.get_visible(user, number)


def _offers(project: Project, user: User) -> list[Button]:
    """What this person can do now, and why not; nothing for whom it is no business."""
    if not holdings(user).covers(DUTY, project.dossier.unit):
        return []
    closed = why_not(project.dossier, by=user)

    def button(name: str, label: str, hint: str, refusal: Refusal | None = closed) -> Button:
        url = address(f"funds:{name}", project.dossier.number)
        return Button(name, label, url, hint, primary=name == "receive", refusal=refusal)

    buttons = [
        button("receive", "登记到账", "钱到账了，照凭证登记一笔。"),
        button("import_receipts", "从表格导入到账", "几笔到账填在一张Excel表格里，一次登记。"),
        button("pay", "登记支出", "钱付出去了，照凭证登记一笔。"),
        button(
            "import_payments", "从表格导入支出", "用财务软件导出的表一次登记；以前年度的可以补录。"
        ),
    ]
    if project.begun_on is None:
        buttons.append(button("begin", "登记开工", "开工的那一天。"))
    elif project.finished_on is None:
        buttons.append(button("finish", "登记完工", "建成、改成了，验收合格的那一天。"))
    buttons.append(button("name_publication", "登记公开", "这个项目由哪份公示公开。"))
    buttons.append(button("amend", "更正项目登记", "类别、地点、计划投入登记错了或者变了。"))
    return buttons
