"""The outbox (待发箱) for system administrators, and one's own addresses (站外提醒)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters

from jiedao.access.duties import OfficeDuty
from jiedao.delivery import forms, routes, selectors
from jiedao.delivery.actions import contacts as acts
from jiedao.delivery.models import Contact
from jiedao.delivery.states import Channel
from jiedao.lib import clock, sheets
from jiedao.lib.addresses import address
from jiedao.people.models import User
from jiedao.people.signed_in import signed_in
from jiedao.web import duties, files
from jiedao.web.asking import Asking, ask, bound
from jiedao.web.commands import command, form_page, page, show


def _administrator(request: HttpRequest) -> User:
    user = signed_in(request)
    duties.demand(user, OfficeDuty.SEE_OUTBOX, act="查看待发箱")
    return user


@page
def outbox(request: HttpRequest) -> HttpResponse:
    """Which channels work, what became of the messages, what went wrong last."""
    user, asked = _administrator(request), selectors.LISTING.read(request.GET)
    context = {
        "channels": selectors.channels(user),
        "columns": [name for name, _ in selectors.COLUMNS_COUNTED],
        "days": selectors.COUNTED_DAYS,
        "failures": selectors.last_failures(user),
        "too_old": selectors.too_old_words(),
        "listed": selectors.listed(user, asked),
        "asked": asked,
        "filter": asked.filter(address("delivery:outbox")),
        "export_url": f"{address('delivery:export')}?{asked.query()}",
    }
    return show(request, "jiedao/outbox.html", context)


@page
def export(request: HttpRequest) -> HttpResponse:
    """The list as it was asked for, as an Excel file."""
    user, asked = _administrator(request), selectors.LISTING.read(request.GET)
    rows = selectors.asked_for(user, asked).order_by(*asked.order)
    book = sheets.workbook("待发箱", selectors.COLUMNS, selectors.lines_of(rows))
    return files.excel(book, f"待发箱{clock.today():%Y%m%d}")


@page
def contacts(request: HttpRequest) -> HttpResponse:
    """Where I want to be told outside the portal, and what is then told there."""
    context = {"contacts": selectors.contacts_of(signed_in(request)), **routes.IN_WORDS}
    return show(request, "jiedao/account_reminders.html", context)


@sensitive_post_parameters("address")
@form_page
def keep(request: HttpRequest, channel: str) -> HttpResponse:
    """Give or change one's own address on a channel (登记、更换)."""
    user, way = signed_in(request), _channel(channel)
    form = bound(request, forms.ContactForm, channel=way)

    def done(contact: Contact) -> tuple[str, str]:
        return f"{way.label}已登记为{contact.address}，并已打开。", address("delivery:contacts")

    asking = Asking(
        f"登记{way.label}",
        f"登记后，{''.join(f'“{kind}”' for kind in routes.KINDS)}这几类消息在站内提醒您的同时，也发到这里。随时可以关闭或者删除。",
        "登记并打开",
        "站外提醒",
        address("delivery:contacts"),
    )
    return ask(
        request,
        form,
        lambda: acts.keep(way, address=form.cleaned_data["address"], by=user),
        asking,
        done=done,
    )


@command
def switch_on(request: HttpRequest, channel: str) -> HttpResponse:
    """打开."""
    way = _channel(channel)
    acts.switch(way, on=True, by=signed_in(request))
    return _back(request, f"{way.label}已打开。")


@command
def switch_off(request: HttpRequest, channel: str) -> HttpResponse:
    """关闭."""
    way = _channel(channel)
    acts.switch(way, on=False, by=signed_in(request))
    return _back(request, f"{way.label}已关闭，还没发出的也不再发。站内消息照常。")


@command
def take_back(request: HttpRequest, channel: str) -> HttpResponse:
    """删除地址."""
    way = _channel(channel)
    acts.take_back(way, by=signed_in(request))
    return _back(request, f"{way.label}的地址已删除，平台里不再保存。")


def _back(request: HttpRequest, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect(address("delivery:contacts"))


def _channel(word: str) -> Channel:
    if word not in Channel.values:
        raise Http404
    return Channel(word)
