"""Budgets: the years, one of them line by line, and the forms that enter, adjust, spend and settle."""

from django.http import HttpRequest, HttpResponse

from jiedao.access.selectors import holdings
from jiedao.funds import actions
from jiedao.funds.conditions import deciding, money
from jiedao.funds.conditions.budgets import why_not_change, why_not_settle
from jiedao.funds.conditions.keeping import DUTY
from jiedao.funds.forms import budgets as forms
from jiedao.funds.forms.projects import CorrectForm
from jiedao.funds.intake import lines_of
from jiedao.funds.models import Budget
from jiedao.funds.selectors import budgets as selectors
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
from jiedao.web.lists import MOST_EXPORTED

ENTRIES = 50


@page
def budget_list(request: HttpRequest) -> HttpResponse:
    """The street's budgets for its communities, year by year."""
    user, asked = signed_in(request), selectors.LISTING.read(request.GET)
    context = {
        "listed": selectors.listed(user, asked),
        "export_url": address("funds:export_budgets"),
        "may_add": holdings(user).anywhere(DUTY),
    }
    return show(request, "jiedao/funds_budget_list.html", context)


@page
def export_budgets(request: HttpRequest) -> HttpResponse:
    """Every line of every year, as an Excel file."""
    rows = selectors.visible_to(signed_in(request))[:200]
    book = sheets.workbook("社区经费预算", selectors.COLUMNS, selectors.sheet_lines(rows))
    return files.excel(book, f"社区经费预算{clock.today():%Y%m%d}")


@page
def budget_page(request: HttpRequest, number: str) -> HttpResponse:
    """The budget of one year: what each line had, has, spent, and how that is beside last year."""
    user, budget = _budget(request, number)
    lines = selectors.year_lines(budget)
    refusal = why_not_change(budget, by=user)
    context = {
        "budget": budget,
        "dossier": budget.dossier,
        "lines": lines,
        "whole": selectors.whole_of(budget, lines),
        "claim": selectors.steady(lines),
        "adjustments": selectors.adjustments_of(budget),
        "spendings": selectors.spendings_of(budget, may_keep=refusal is None),
        "most": selectors.SHOWN,
        "may_keep": refusal is None,
        "offers": _offers(budget, user, refusal),
        "entries": timeline(budget.dossier, limit=ENTRIES),
    }
    return show(request, "jiedao/funds_budget_page.html", context)


@page
def export_spendings(request: HttpRequest, number: str) -> HttpResponse:
    """What was paid from a budget, as an Excel file."""
    _, budget = _budget(request, number)
    rows = selectors.payment_lines(budget, most=MOST_EXPORTED)
    book = sheets.workbook(f"{budget}支出", selectors.PAYMENT_COLUMNS, rows)
    return files.excel(book, f"{budget}支出{clock.today():%Y%m%d}")


@form_page
def open_budget(request: HttpRequest) -> HttpResponse:
    """Enter the budget of a year (登记年度预算)."""
    user = signed_in(request)
    duties.demand(user, DUTY, act="登记年度预算")
    units = selectors.streets_of(user)
    if not units.exists():
        raise refuse(
            "funds.no_street",
            "年度预算登记在街道，您任职的单位不是街道，不能登记。",
            hint="请由在街道任职、负责登记经费的同事登记。",
            status=FORBIDDEN,
        )
    form = bound(request, forms.OpenBudgetForm, initial={"year": clock.today().year}, units=units)

    def act() -> Budget:
        given = form.cleaned_data
        return actions.open_budget(
            given["unit"], by=user, year=given["year"], planned=form.planned()
        )

    asking = Asking(
        "登记年度预算",
        "照批复的预算填写。列入办事处年度财政预算的社区经费，一年登记一次，以后的变化登记调整。",
        "登记",
        "年度预算",
        address("funds:budget_list"),
    )
    return ask(
        request,
        form,
        act,
        asking,
        done=lambda made: (f"已登记，编号{made.dossier.number}。", made.get_absolute_url()),
    )


@form_page
def adjust(request: HttpRequest, number: str) -> HttpResponse:
    """Add to a line or take from it (调整预算)."""
    user, budget = _budget(request, number)
    gate(request, why_not_change(budget, by=user))
    form = bound(request, forms.AdjustForm, lines=lines_of(budget))
    return ask(
        request,
        form,
        lambda: actions.adjust(form.cleaned_data["line"], by=user, **form.change()),
        about(budget, "调整预算", "年初的数留着，增减另外登记。登记错了的，登记一笔相反的调整。"),
        done=lambda _: ("已登记调整。", budget.get_absolute_url()),
    )


@form_page
def spend(request: HttpRequest, number: str) -> HttpResponse:
    """Money was paid from a line (登记预算支出)."""
    user, budget = _budget(request, number)
    gate(request, why_not_change(budget, by=user))
    form = bound(request, forms.SpendForm, lines=lines_of(budget))

    def act() -> object:
        given = dict(form.cleaned_data)
        return actions.spend(given.pop("line"), by=user, **given)

    return ask(
        request,
        form,
        act,
        about(
            budget,
            "登记预算支出",
            "为某个项目付的，请登记在那个项目里，并选择由预算列支；发工资请登记在“社区人员工资”里。"
            + deciding.in_words(budget.dossier.unit, clock.today()),
        ),
        done=lambda _: ("已登记支出。", budget.get_absolute_url()),
    )


@form_page
def correct_spending(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Take back a payment entered wrongly (冲销支出)."""
    user, budget = _budget(request, number)
    payment = selectors.payment_of(budget, pk)
    gate(request, why_not_change(budget, by=user) or money.corrected_already(payment))
    form = bound(request, CorrectForm)
    sum_ = numerals.money(payment.amount)
    return ask(
        request,
        form,
        lambda: actions.correct_payment(payment, by=user, reason=form.cleaned_data["reason"]),
        about(
            budget,
            "冲销支出",
            f"{long_day(payment.on)}支出{sum_}，{payment.purpose}，凭证{payment.voucher}。"
            "原来的一笔留着，加记一笔同日的负数；正确的请另外登记。",
        ),
        done=lambda _: (f"已冲销支出{sum_}。", budget.get_absolute_url()),
    )


@form_page
def settle(request: HttpRequest, number: str) -> HttpResponse:
    """The year is over and its accounts are closed (年终结账)."""
    user, budget = _budget(request, number)
    gate(request, why_not_settle(budget, by=user))
    form = bound(request, forms.SettleForm)
    return ask(
        request,
        form,
        lambda: actions.settle(budget, by=user),
        about(budget, "年终结账", "结账以后，这一年不能再列支、调整或者冲销，仍然可以查阅。"),
        done=lambda done: ("已结账。", done.get_absolute_url()),
    )


def _budget(request: HttpRequest, number: str) -> tuple[User, Budget]:
    """404 when it may not be seen."""
    user = signed_in(request)
    return user, selectors.get_visible(user, number)


def _offers(budget: Budget, user: User, refusal: Refusal | None) -> list[Button]:
    """What this person can do now, and why not; nothing for whom it is no business."""
    if not holdings(user).covers(DUTY, budget.dossier.unit):
        return []
    number = budget.dossier.number
    if refusal:
        return [Button("spend", "列支或者调整", "", "", primary=False, refusal=refusal)]
    return [
        Button(
            "spend",
            "登记预算支出",
            address("funds:spend", number),
            "不属于哪个项目的支出，例如社区的办公费、活动费。",
            primary=True,
            refusal=None,
        ),
        Button(
            "import_spendings",
            "从表格导入支出",
            address("funds:import_spendings", number),
            "用财务软件导出的表一次登记；以前年度的可以补录。",
            primary=False,
            refusal=None,
        ),
        Button(
            "adjust",
            "调整预算",
            address("funds:adjust", number),
            "追加了、减少了，写明日期和原因。",
            primary=False,
            refusal=None,
        ),
        Button(
            "settle",
            "年终结账",
            address("funds:settle", number),
            "这一年的支出都登记了，结账以后不再改动。",
            primary=False,
            refusal=why_not_settle(budget, by=user),
        ),
    ]
