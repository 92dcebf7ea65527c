"""Regulations: the list, one of them, and the three forms that register, revise and repeal."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from jiedao.access.selectors import holdings
from jiedao.attachments import selectors as attachments
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock, sheets
from jiedao.lib.addresses import address
from jiedao.lib.refusals import FORBIDDEN, Refusal, Refused, refuse
from jiedao.people.models import User
from jiedao.regulations import actions, forms, selectors
from jiedao.regulations.conditions import DUTY, why_not
from jiedao.regulations.models import Regulation
from jiedao.regulations.selectors import Asked
from jiedao.regulations.states import Area, Standing
from jiedao.web import duties, files, kept, once
from jiedao.web.commands import form_page, page, show
from jiedao.web.forms import OfficeForm

CHECK, REFUSED, LINES = 422, 409, 50


@dataclass(frozen=True)
class Button:
    """An act as components/_offers.html draws it."""

    name: str
    label: str
    url: str
    hint: str
    primary: bool
    refusal: Refusal | None
    method: str = "get"


def _viewer(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # the middleware let nobody else through
    return request.user


@page
def regulation_list(request: HttpRequest) -> HttpResponse:
    """What the office has issued, as far as a person may see it."""
    user, asked = _viewer(request), selectors.read(request.GET)
    action = address("regulations:regulation_list")
    context = {
        "listed": selectors.listed(user, asked, today=clock.today()),
        "asked": asked,
        "filter": _filter(asked, action),
        "export_url": f"{address('regulations:export')}?{asked.query()}",
        "may_add": holdings(user).anywhere(DUTY),
    }
    return show(request, "jiedao/regulation_list.html", context)


@page
def export(request: HttpRequest) -> HttpResponse:
    """The list as it was asked for, as an Excel file."""
    user, asked, today = _viewer(request), selectors.read(request.GET), clock.today()
    rows = selectors.asked_for(user, asked, today=today)
    book = sheets.workbook("规章制度", selectors.COLUMNS, selectors.lines_of(rows, today=today))
    return files.excel(book, f"规章制度{today:%Y%m%d}")


@page
def regulation_page(request: HttpRequest, number: str) -> HttpResponse:
    """One regulation: its days, what it replaced and what replaced it, its text, its course."""
    user = _viewer(request)
    record = selectors.get_visible(user, number)
    context = {
        "record": record,
        "dossier": record.dossier,
        "row": selectors.row_of(record, clock.today()),
        "newer": getattr(record, "replaced_by", None),
        "offers": _offers(record, user),
        "attachments": attachments.attachments_of(record.dossier),
        "entries": timeline(record.dossier, limit=LINES),
    }
    return show(request, "jiedao/regulation_page.html", context)


@form_page
def register(request: HttpRequest) -> HttpResponse:
    """Register a regulation (登记规章制度)."""
    user = _viewer(request)
    duties.demand(user, DUTY, act="登记规章制度")
    units = selectors.units_of(user)
    if not units.exists():
        raise refuse(
            "regulation.no_street",
            "规章制度登记在街道，您任职的单位不是街道，不能登记。",
            hint="请由在街道任职、负责登记规章制度的同事登记。",
            status=FORBIDDEN,
        )
    form = _bound(request, forms.RegisterForm, units=units)

    def act() -> Regulation:
        given = dict(form.cleaned_data)
        return actions.register(given.pop("unit"), by=user, **given)

    done = _done(request, form, act)
    if done is not None:
        return _arrived(
            request, done, "已登记，编号{number}。", address("regulations:regulation_list")
        )
    return _asking(
        request,
        form,
        title="登记规章制度",
        lead="街道印发的制度登记在这里，全街道的工作人员都能看到。汇报里的项数由这里数出来。",
        button="登记",
        back=("规章制度", address("regulations:regulation_list")),
    )


@form_page
def revise(request: HttpRequest, number: str) -> HttpResponse:
    """Put a new regulation in the place of an old one (修订)."""
    user, record = _open(request, number)
    known = {"title": record.dossier.title, "summary": record.summary}
    form = _bound(request, forms.ReviseForm, initial=known)
    done = _done(request, form, lambda: actions.revise(record, by=user, **form.cleaned_data))
    if done is not None:
        words = "已登记修订后的制度，编号{number}；原来的执行到新制度施行的前一天。"
        return _arrived(request, done, words, record.get_absolute_url())
    return _asking(
        request,
        form,
        title=f"修订{record}",
        lead=f"登记修订后重新印发的制度。原来的{record.cited}执行到新制度施行的前一天，仍然可以查阅。",
        button="登记修订",
        back=(f"{number} {record.dossier.title}", record.get_absolute_url()),
    )


@form_page
def repeal(request: HttpRequest, number: str) -> HttpResponse:
    """Repeal a regulation (废止)."""
    user, record = _open(request, number)
    form = _bound(request, forms.RepealForm)
    done = _done(request, form, lambda: actions.repeal(record, by=user, **form.cleaned_data))
    if done is not None:
        return _arrived(request, done, "已登记废止，制度仍然可以查阅。", record.get_absolute_url())
    return _asking(
        request,
        form,
        title=f"废止{record}",
        lead=f"{record.cited}，{record.days_in_words}。有新制度来替代的，请用“修订”。废止以后不能恢复。",
        button="登记废止",
        back=(f"{number} {record.dossier.title}", record.get_absolute_url()),
    )


def _open(request: HttpRequest, number: str) -> tuple[User, Regulation]:
    """404 when it may not be seen, 403 without the duty, 409 when it has ended already.

    What was posted is still tried, so that the refusal stands in the form and nothing typed is lost.
    """
    user = _viewer(request)
    record = selectors.get_visible(user, number)
    refusal = why_not(record, by=user)
    if refusal and (request.method != "POST" or refusal.status == FORBIDDEN):
        raise Refused(refusal)
    return user, record


def _bound(
    request: HttpRequest,
    form: type[OfficeForm],
    *,
    initial: dict[str, Any] | None = None,
    **also: Any,
) -> OfficeForm:
    """The form with what was posted, or with what is known and what was kept."""
    if request.method == "POST":
        return form(request.POST, request.FILES, **also)
    return form(initial=(initial or {}) | kept.initial_from(request), **also)


def _done(
    request: HttpRequest, form: OfficeForm, act: Callable[[], Regulation]
) -> Regulation | once.Repeated | None:
    """Carry the act out once when the form is in order; a refusal comes back at the field."""
    if request.method != "POST" or not form.is_valid():
        return None
    return once.only_once(request, lambda: form.attempt(act))


def _arrived(
    request: HttpRequest, done: Regulation | once.Repeated, words: str, back_url: str
) -> HttpResponse:
    """On to the regulation, saying what was done; back when the form was carried out before."""
    if not isinstance(done, Regulation):
        messages.info(request, once.SENTENCE)
        return redirect(back_url)
    messages.success(request, words.format(number=done.dossier.number))
    return redirect(done.get_absolute_url())


def _asking(
    request: HttpRequest,
    form: OfficeForm,
    *,
    title: str,
    lead: str,
    button: str,
    back: tuple[str, str],
) -> HttpResponse:
    """The page with the form."""
    status = 200
    if form.is_bound:
        status = CHECK if _is_malformed(form) else REFUSED
    back_label, back_url = back
    context = {
        "form": form,
        "title": title,
        "lead": lead,
        "button": button,
        "back_label": back_label,
        "back_url": back_url,
        "once_token": once.token_for(request),
    }
    return show(request, "jiedao/regulation_form.html", context, status=status)


def _is_malformed(form: OfficeForm) -> bool:
    """Whether what was typed has the wrong shape; what an action refused carries its code."""
    codes = [error.code or "" for errors in form.errors.as_data().values() for error in errors]
    return not any("." in code for code in codes)


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


def _filter(asked: Asked, action: str) -> dict[str, Any]:
    """What narrows the list, for components/_filter.html."""
    everything = ("", "全部")
    selects = (
        ("area", "类别", [everything, *Area.choices], asked.area),
        ("standing", "现在", [everything, *Standing.choices], asked.standing),
        ("sort", "排序", [(code, name) for code, (name, _) in selectors.SORTS.items()], asked.sort),
    )
    return {
        "action": action,
        "q": asked.words,
        "q_label": "编号、名称、文号或者内容里的词",
        "selects": [
            {
                "name": name,
                "label": label,
                "options": [
                    {"value": value, "label": words, "selected": value == chosen}
                    for value, words in options
                ],
            }
            for name, label, options, chosen in selects
        ],
        "clear_url": action if asked.is_narrowed else "",
    }
