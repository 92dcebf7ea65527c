"""A person at one step of one matter: from opening the form to having it done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from decisions import access, procedures
from decisions.models import Matter
from jiedao.lib.refusals import FORBIDDEN, Refusal, Refused
from jiedao.people.models import User
from jiedao.procedures.rows import Step
from jiedao.web import kept, once
from jiedao.web.commands import show
from jiedao.web.forms import OfficeForm

FormT = TypeVar("FormT", bound=OfficeForm)

CHECK, REFUSED = 422, 409


def user_of(request: HttpRequest) -> User:
    """Who has signed in; the middleware let nobody else through."""
    assert isinstance(request.user, User)
    return request.user


@dataclass
class Visit:
    """One person at one step of one matter (办理一个环节)."""

    request: HttpRequest
    user: User
    matter: Matter
    step: Step
    refusal: Refusal | None
    is_repeated: bool = False
    is_refused: bool = False

    def bind(
        self, form: type[FormT], *, initial: dict[str, Any] | None = None, **also: Any
    ) -> FormT:
        """The form with what was posted, or with what is known and what was kept."""
        if self.request.method == "POST":
            return form(self.request.POST, self.request.FILES, initial=initial, **also)
        known = (initial or {}) | kept.initial_from(self.request)
        return form(initial=known, **also)

    def takes(self, form: OfficeForm, act: Callable[[], object]) -> bool:
        """Carry the act out once when the form is in order; a refusal comes back at the field."""
        if self.request.method != "POST" or not form.is_valid():
            return False
        done = once.only_once(self.request, lambda: form.attempt(act))
        self.is_repeated = done is once.REPEATED
        self.is_refused = done is None
        return done is not None

    def done(self, words: str, *, to: str = "", is_lost: bool = False) -> HttpResponse:
        """Back to the matter, saying what was done; not as a success where a vote was lost by it."""
        if self.is_repeated:
            messages.info(self.request, once.SENTENCE)
        elif is_lost:
            messages.warning(self.request, words)
        else:
            messages.success(self.request, words)
        return redirect(to or self.matter.get_absolute_url())

    def ask(
        self,
        form: OfficeForm,
        *,
        submit: str,
        note: str = "",
        lead: str = "",
        template: str = "decisions/step_form.html",
        **also: Any,
    ) -> HttpResponse:
        """The page with the form: what it is about, what is asked, what becomes public."""
        context = {
            "matter": self.matter,
            "dossier": self.matter.dossier,
            "step": self.step,
            "title": self.step.name,
            "lead": lead or self.step.hint,
            "form": form,
            "submit": submit,
            "note": note,
            "back_url": self.matter.get_absolute_url(),
            "once_token": once.token_for(self.request),
        }
        return show(self.request, template, context | also, status=self._status(form))

    def _status(self, form: OfficeForm) -> int:
        if self.is_refused:
            return REFUSED
        return CHECK if form.errors else 200


def open_step(request: HttpRequest, number: str, code: str) -> Visit:
    """Come to a step of a matter: 404 when it may not be seen, 403 without the duty.

    A step that cannot be taken now says so before anything is typed (409). What was posted is
    still tried, so that the refusal stands in the form and nothing typed is lost.
    """
    user = user_of(request)
    matter = access.get_visible(user, number)
    procedure = procedures.of(matter)
    refusal = procedure.why_not(matter, code, by=user)
    if refusal and (request.method != "POST" or refusal.status == FORBIDDEN):
        raise Refused(procedure.with_who_was_first(matter, refusal))
    return Visit(request, user, matter, procedure.named(code), refusal)
