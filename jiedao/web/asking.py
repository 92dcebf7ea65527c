"""A page that is one form about a record: shown, tried once, and on to where its act leads."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from jiedao.lib.refusals import FORBIDDEN, Refusal, Refused
from jiedao.web import kept, once
from jiedao.web.commands import show
from jiedao.web.forms import OfficeForm

Result = TypeVar("Result")
Form = TypeVar("Form", bound=OfficeForm)
CHECK, REFUSED = 422, 409


@dataclass(frozen=True)
class Asking:
    """What stands around the form: its title, what it is for, its button, and the way back.

    `note` is an optional template drawn above the form, which finds what it shows in `also`.
    """

    title: str
    lead: str
    button: str
    back_label: str
    back_url: str
    note: str = ""
    also: dict[str, Any] | None = None


class Record(Protocol):
    """What a form can be about: a row with a dossier and a page of its own."""

    @property
    def dossier(self) -> Any: ...

    def get_absolute_url(self) -> str: ...


def about(record: Record, title: str, lead: str, button: str = "") -> Asking:
    """The page of a form about one record, and back to it; the button says the title unless told."""
    back = f"{record.dossier.number} {record.dossier.title}"
    return Asking(title, lead, button or title, back, record.get_absolute_url())


def arrived(record: Record, words: str) -> tuple[str, str]:
    """What was done (`{}` is the number), and on to the record."""
    return words.format(record.dossier.number), record.get_absolute_url()


def bound(
    request: HttpRequest, form: type[Form], *, initial: dict[str, Any] | None = None, **also: Any
) -> Form:
    """The form with what was posted, or with what is known and what was kept."""
    if request.method == "POST":
        return form(request.POST, request.FILES, **also)
    return form(initial=(initial or {}) | kept.initial_from(request), **also)


def ask(
    request: HttpRequest,
    form: OfficeForm,
    act: Callable[[], Result],
    asking: Asking,
    *,
    done: Callable[[Result], tuple[str, str]],
) -> HttpResponse:
    """Carry the act out once when the form is in order, else show it; a refusal stands at its field.

    `done` says of the result the sentence that tells what was done, and the address to go on to.
    """
    if request.method == "POST" and form.is_valid():
        result = once.only_once(request, lambda: form.attempt(act))
        if isinstance(result, once.Repeated):
            messages.info(request, once.SENTENCE)
            return redirect(asking.back_url)
        if result is not None:
            words, url = done(result)
            messages.success(request, words)
            return redirect(url)
    context = {
        "form": form,
        "asking": asking,
        "once_token": once.token_for(request),
        **(asking.also or {}),
    }
    return show(request, "jiedao/record_form.html", context, status=status_of(form))


def status_of(form: OfficeForm) -> int:
    """200 for a form not yet sent; 422 for a wrong shape, 409 for what an action refused."""
    if not form.is_bound:
        return 200
    codes = [error.code or "" for errors in form.errors.as_data().values() for error in errors]
    # What an action refused carries the code of its refusal.
    return REFUSED if any("." in code for code in codes) else CHECK


def gate(request: HttpRequest, refusal: Refusal | None) -> None:
    """Stop before the form what may not be done: 403 always, 409 only before something is typed.

    What was posted is still tried, so that the refusal stands in the form and nothing typed is lost.
    """
    if refusal and (request.method != "POST" or refusal.status == FORBIDDEN):
        raise Refused(refusal)
