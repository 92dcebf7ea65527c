"""What was sent down to communities: the list, one of it, and the two forms."""

from django.http import HttpRequest, HttpResponse

from jiedao.access.selectors import holdings
from jiedao.funds import actions
from jiedao.funds.conditions.keeping import DUTY
from jiedao.funds.conditions.supports import why_not_end
from jiedao.funds.forms import supports as forms
from jiedao.funds.models import Support
from jiedao.funds.selectors import supports as selectors
from jiedao.funds.selectors.wages import communities_of
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock, sheets
from jiedao.lib.addresses import address
from jiedao.lib.refusals import FORBIDDEN, refuse
from jiedao.people.models import User
from jiedao.people.signed_in import signed_in
from jiedao.web import duties, files
from jiedao.web.asking import Asking, ask, bound, gate
from jiedao.web.buttons import Button
from jiedao.web.commands import form_page, page, show

ENTRIES = 50


@page
def support_list(request: HttpRequest) -> HttpResponse:
    """What was sent down to communities, as far as a person may see it."""
    user = signed_in(request)
    asked = selectors.listing(user).read(request.GET)
    context = {
        "listed": selectors.listed(user, asked, today=clock.today()),
        "asked": asked,
        "filter": asked.filter(address("funds:support_list")),
        "export_url": f"{address('funds:export_supports')}?{asked.query()}",
        "may_add": holdings(user).anywhere(DUTY),
    }
    return show(request, "jiedao/funds_support_list.html", context)


@page
def export_supports(request: HttpRequest) -> HttpResponse:
    """The list as it was asked for, as an Excel file."""
    user, today = signed_in(request), clock.today()
    asked = selectors.listing(user).read(request.GET)
    rows = selectors.asked_for(user, asked, today=today).order_by(*asked.order)
    book = sheets.workbook("人财物下沉", selectors.COLUMNS, selectors.lines_of(rows))
    return files.excel(book, f"人财物下沉{today:%Y%m%d}")


@page
def support_page(request: HttpRequest, number: str) -> HttpResponse:
    """One of it: what, where, from when until when."""
    user, support = _support(request, number)
    context = {
        "support": support,
        "dossier": support.dossier,
        "row": selectors.row_of(support, clock.today()),
        "offers": _offers(support, user),
        "entries": timeline(support.dossier, limit=ENTRIES),
    }
    return show(request, "jiedao/funds_support_page.html", context)


@form_page
def send_down(request: HttpRequest) -> HttpResponse:
    """People, money or goods go to a community (登记人财物下沉)."""
    user = signed_in(request)
    duties.demand(user, DUTY, act="登记人财物下沉")
    units = communities_of(user)
    if not units.exists():
        raise refuse(
            "funds.no_community",
            "人财物下沉由街道登记，您任职的单位下面没有社区，不能登记。",
            hint="请由在街道任职、负责登记经费的同事登记。",
            status=FORBIDDEN,
        )
    form = bound(request, forms.SendDownForm, units=units)

    def act() -> Support:
        given = dict(form.cleaned_data)
        return actions.send_down(given.pop("unit"), by=user, **given)

    asking = Asking(
        "登记人财物下沉",
        "人到了社区、钱到了社区、东西到了社区，登记一次；不再下沉了，登记结束。",
        "登记",
        "人财物下沉",
        address("funds:support_list"),
    )
    return ask(
        request,
        form,
        act,
        asking,
        done=lambda made: (f"已登记，编号{made.dossier.number}。", made.get_absolute_url()),
    )


@form_page
def end_support(request: HttpRequest, number: str) -> HttpResponse:
    """It is there no more (结束下沉)."""
    user, support = _support(request, number)
    gate(request, why_not_end(support, by=user))
    form = bound(request, forms.EndSupportForm)
    return ask(
        request,
        form,
        lambda: actions.end_support(support, by=user, **form.cleaned_data),
        Asking(
            "结束下沉",
            f"{support}，{support.quantity}，{support.days_in_words}。结束以后不能恢复，再下沉的另外登记。",
            "登记结束",
            f"{number} {support}",
            support.get_absolute_url(),
        ),
        done=lambda done: ("已登记结束。", done.get_absolute_url()),
    )


def _support(request: HttpRequest, number: str) -> tuple[User, Support]:
    """404 when it may not be seen."""
    user = signed_in(request)
    return user, selectors.get_visible(user, number)


def _offers(support: Support, user: User) -> list[Button]:
    """What this person can do now, and why not; nothing for whom it is no business."""
    if not holdings(user).covers(DUTY, support.dossier.unit):
        return []
    return [
        Button(
            "end_support",
            "结束下沉",
            address("funds:end_support", support.dossier.number),
            "撤回了、到期了，写明日期和原因。",
            primary=False,
            refusal=why_not_end(support, by=user),
        )
    ]
