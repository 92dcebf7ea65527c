"""Wages: communities by month, one community's year, and the forms that enter sums."""

from django.http import HttpRequest, HttpResponse

from jiedao.access.selectors import holdings
from jiedao.deadlines.selectors import open_limits
from jiedao.funds import actions
from jiedao.funds.conditions import money
from jiedao.funds.conditions.keeping import DUTY, why_not
from jiedao.funds.forms import wages as forms
from jiedao.funds.forms.projects import CorrectForm
from jiedao.funds.models import Wages
from jiedao.funds.selectors import wages as selectors
from jiedao.funds.selectors.months import claim
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock, numerals, sheets
from jiedao.lib.addresses import address
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import FORBIDDEN, refuse
from jiedao.people.models import User
from jiedao.people.signed_in import signed_in
from jiedao.web import duties, files
from jiedao.web.asking import Asking, about, ask, bound, gate
from jiedao.web.buttons import Button
from jiedao.web.commands import form_page, page, show

ENTRIES = 50


@page
def wages_list(request: HttpRequest) -> HttpResponse:
    """Communities by month: which were paid in full, and which not."""
    user, today = signed_in(request), clock.today()
    asked = selectors.listing(user).read(request.GET)
    context = {
        "listed": selectors.listed(user, asked, today=today),
        "claim": selectors.full_pay(user, asked, today=today),
        "asked": asked,
        "filter": asked.filter(address("funds:wages_list")),
        "export_url": f"{address('funds:export_wages')}?{asked.query()}",
        "may_add": holdings(user).anywhere(DUTY),
    }
    return show(request, "jiedao/funds_wages_list.html", context)


@page
def export_wages(request: HttpRequest) -> HttpResponse:
    """Every month of what was asked for, as an Excel file."""
    user, today = signed_in(request), clock.today()
    asked = selectors.listing(user).read(request.GET)
    rows = selectors.asked_for(user, asked).order_by(*asked.order)
    lines = selectors.sheet_lines(rows, today=today)
    book = sheets.workbook("社区人员工资", selectors.COLUMNS, lines)
    return files.excel(book, f"社区人员工资{today:%Y%m%d}")


@page
def wages_page(request: HttpRequest, number: str) -> HttpResponse:
    """One community's year: what was to be paid, what was, and whether that is all of it."""
    user, wages = _wages(request, number)
    today = clock.today()
    (row,) = selectors.rows_of([wages], today)
    may_keep = why_not(wages.dossier, by=user) is None
    context = {
        "wages": wages,
        "dossier": wages.dossier,
        "row": row,
        "claim": claim([("", row.months)]),
        "standards": selectors.standards_of(wages),
        "payments": selectors.payments_of(wages, may_keep=may_keep),
        "may_keep": may_keep,
        "limits": open_limits(wages.dossier, today=today),
        "offers": _offers(wages, user),
        "entries": timeline(wages.dossier, limit=ENTRIES),
    }
    return show(request, "jiedao/funds_wages_page.html", context)


@page
def export_wage_payments(request: HttpRequest, number: str) -> HttpResponse:
    """What was paid in one community's year, as an Excel file."""
    _, wages = _wages(request, number)
    lines = selectors.payment_lines(wages)
    book = sheets.workbook(f"{wages}发放", selectors.PAYMENT_COLUMNS, lines)
    return files.excel(book, f"{wages}发放{clock.today():%Y%m%d}")


@form_page
def open_wages(request: HttpRequest) -> HttpResponse:
    """Begin a year of a community's wages (登记年度工资)."""
    user = signed_in(request)
    duties.demand(user, DUTY, act="登记年度工资")
    units = selectors.communities_of(user)
    if not units.exists():
        raise refuse(
            "funds.no_community",
            "社区人员工资由街道登记，您任职的单位下面没有社区，不能登记。",
            hint="请由在街道任职、负责登记经费的同事登记。",
            status=FORBIDDEN,
        )
    form = bound(request, forms.OpenWagesForm, initial={"year": clock.today().year}, units=units)

    def act() -> Wages:
        given = dict(form.cleaned_data)
        return actions.open_wages(given.pop("unit"), by=user, **given)

    asking = Asking(
        "登记年度工资",
        "一个社区一年登记一次。只登记人数和合计，不登记姓名和每个人的数额。",
        "登记",
        "社区人员工资",
        address("funds:wages_list"),
    )
    return ask(
        request,
        form,
        act,
        asking,
        done=lambda made: (f"已登记，编号{made.dossier.number}。", made.get_absolute_url()),
    )


@form_page
def set_standard(request: HttpRequest, number: str) -> HttpResponse:
    """What is to be paid is another sum from a month on (登记应发标准)."""
    user, wages = _wages(request, number)
    gate(request, why_not(wages.dossier, by=user))
    form = bound(request, forms.StandardForm)
    return ask(
        request,
        form,
        lambda: actions.set_standard(wages, by=user, **form.cleaned_data),
        about(
            wages,
            "登记应发标准",
            "人数变了、标准变了，从哪个月起登记一次；登记错了的，从同一个月再登记一次，以后登记的为准。",
        ),
        done=lambda done: ("已登记应发标准。", done.get_absolute_url()),
    )


@form_page
def pay_wages(request: HttpRequest, number: str) -> HttpResponse:
    """Wages were paid (登记工资发放)."""
    user, wages = _wages(request, number)
    gate(request, why_not(wages.dossier, by=user))
    (row,) = selectors.rows_of([wages], clock.today())
    month = selectors.next_month(row.months)
    known = {"month": month.number, "amount": month.missing} if month else {}
    form = bound(request, forms.PayWagesForm, initial=known)
    return ask(
        request,
        form,
        lambda: actions.pay_wages(wages, by=user, **form.cleaned_data),
        about(wages, "登记工资发放", "照发放凭证填写合计。是不是足额，由应发标准算出来。"),
        done=lambda entry: (
            f"已登记{entry.month}月工资{numerals.money(entry.amount)}。",
            wages.get_absolute_url(),
        ),
    )


@form_page
def correct_wages(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Take back a payment of wages entered wrongly (冲销工资发放)."""
    user, wages = _wages(request, number)
    payment = selectors.payment_of(wages, pk)
    gate(request, why_not(wages.dossier, by=user) or money.corrected_already(payment))
    form = bound(request, CorrectForm)
    sum_ = numerals.money(payment.amount)
    return ask(
        request,
        form,
        lambda: actions.correct_wages(payment, by=user, reason=form.cleaned_data["reason"]),
        about(
            wages,
            "冲销工资发放",
            f"{long_day(payment.on)}发放{payment.month}月工资{sum_}，凭证{payment.voucher}。"
            "原来的一笔留着，加记一笔同日的负数；正确的请另外登记。",
        ),
        done=lambda _: (f"已冲销{sum_}。", wages.get_absolute_url()),
    )


def _wages(request: HttpRequest, number: str) -> tuple[User, Wages]:
    """404 when it may not be seen."""
    user = signed_in(request)
    return user, selectors.get_visible(user, number)


def _offers(wages: Wages, user: User) -> list[Button]:
    """What this person can do now, and why not; nothing for whom it is no business."""
    if not holdings(user).covers(DUTY, wages.dossier.unit):
        return []
    refusal, number = why_not(wages.dossier, by=user), wages.dossier.number
    return [
        Button(
            "pay_wages",
            "登记工资发放",
            address("funds:pay_wages", number),
            "发了一次，照凭证登记一次。",
            primary=True,
            refusal=refusal,
        ),
        Button(
            "set_standard",
            "登记应发标准",
            address("funds:set_standard", number),
            "人数或者标准变了，从哪个月起。",
            primary=False,
            refusal=refusal,
        ),
    ]
