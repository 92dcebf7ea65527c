"""The outbox (待发箱) for system administrators, and one's own addresses (站外提醒)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters

from jiedao.access.duties import OfficeDuty
from jiedao.delivery import forms, routes, selectors
from jiedao.delivery.actions import codes
from jiedao.delivery.actions import contacts as acts
from jiedao.delivery.carriers import carrier_of
from jiedao.delivery.models import Contact
from jiedao.delivery.states import Channel, Confirmed
from jiedao.lib import clock, sheets
from jiedao.lib.addresses import address
from jiedao.lib.refusals import refuse
from jiedao.people.models import User
from jiedao.people.signed_in import signed_in
from jiedao.web import duties, files
from jiedao.web.asking import Asking, ask, bound, status_of
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
        said = f"{way.label}已登记为{contact.address}"
        if contact.confirmed_on:
            return f"{said}，并已打开。", address("delivery:contacts")
        if carrier_of(way) is None:
            words = f"{said}。街道还没有开通{way.label}，开通以后再发确认码；现在提醒只在站内。"
            return words, address("delivery:contacts")
        return f"{said}，确认码已发出，请在10分钟内填写。", address("delivery:confirm", way)

    asking = Asking(
        f"登记{way.label}",
        "先往这里发一个确认码，填了才算数；没有确认的，提醒只在站内。"
        f"确认后，{''.join(f'“{kind}”' for kind in routes.KINDS)}这几类消息在站内提醒您的同时，也发到这里。随时可以关闭或者删除。",
        "登记并发送确认码",
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


@sensitive_post_parameters("code")
@form_page
def confirm(request: HttpRequest, channel: str) -> HttpResponse:
    """Copy the code that arrived at one's own address (填确认码)."""
    user, way = signed_in(request), _channel(channel)
    contact = selectors.contact_of(user, way)
    if contact is None:
        raise refuse("delivery.no_address", "还没有登记地址，请先登记。")
    form = bound(request, forms.CodeForm)
    if request.method == "POST" and form.is_valid():
        outcome = codes.confirm(way, code=form.cleaned_data["code"], by=user)
        if outcome == Confirmed.DONE:
            return _back(request, f"{way.label}已确认，提醒也会发到{contact.address}。")
        form.add_error("code", ValidationError(str(outcome.label), code=f"delivery.{outcome}"))
    context = {"form": form, "line": selectors.line_of(way, contact), "minutes": codes.MINUTES}
    status = status_of(form)
    return show(request, "jiedao/account_reminder_confirm.html", context, status=status)


@command
def send_code(request: HttpRequest, channel: str) -> HttpResponse:
    """重新发送确认码."""
    way = _channel(channel)
    codes.send_code(way, by=signed_in(request))
    if carrier_of(way) is None:
        return _back(request, f"街道还没有开通{way.label}，确认码发不出去；开通以后再来发送。")
    messages.success(request, f"确认码已发出，请在{codes.MINUTES}分钟内填写。")
    return redirect(address("delivery:confirm", way))


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
