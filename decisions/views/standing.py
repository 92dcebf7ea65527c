"""Acting before the residents could be asked, and undoing what was decided."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from decisions import access, actions, forms
from decisions.models import Matter
from decisions.views.visit import Visit, open_step
from jiedao.meetings.states import MeetingKind
from jiedao.web.commands import form_page

MOST = 100


@form_page
def act_first(request: HttpRequest, number: str) -> HttpResponse:
    """Enter what had to be done first (登记应急处置)."""
    visit = open_step(request, number, "act_first")
    form = visit.bind(forms.ActFirstForm)
    if visit.takes(
        form, lambda: actions.act_first(visit.matter, by=visit.user, **form.cleaned_data)
    ):
        return visit.done("已登记应急处置，提请追认的期限已列入待办。")
    return visit.ask(
        form,
        submit="登记应急处置",
        note="提交后，居民在公开栏能看到已经先行处置和原因。之后由党组织提议、两委商议、居民（代表）会议追认。",
    )


@form_page
def decline_ratification(request: HttpRequest, number: str) -> HttpResponse:
    """The residents did not ratify it (未予追认)."""
    visit = open_step(request, number, "decline_ratification")
    form = visit.bind(forms.RejectForm)
    if visit.takes(
        form,
        lambda: actions.decline_ratification(visit.matter, by=visit.user, **form.cleaned_data),
    ):
        return visit.done("已登记未予追认。")
    return visit.ask(
        form, submit="登记未予追认", note="提交后到此为止，居民在公开栏能看到没有追认。"
    )


@form_page
def revoke(request: HttpRequest, number: str) -> HttpResponse:
    """A decision is undone (登记撤销决定)."""
    visit = open_step(request, number, "revoke")
    return _undo(
        visit,
        actions.revoke,
        submit="登记撤销",
        done="已登记撤销，原来的决议和办理经过都保留。",
        note="提交后到此为止，各项期限不再计算；居民在公开栏能看到已经撤销和内容。",
    )


@form_page
def remand(request: HttpRequest, number: str) -> HttpResponse:
    """A decision has to be made anew (登记变更决定)."""
    visit = open_step(request, number, "remand")
    return _undo(
        visit,
        actions.remand,
        submit="登记变更决定",
        done="已登记，请召集党组织会议重新提议。",
        note="提交后退回党组织提议，重新商议、重新表决；原来的决议保留备查，居民在公开栏能看到。",
    )


def _undo(
    visit: Visit, act: Callable[..., object], *, submit: str, done: str, note: str
) -> HttpResponse:
    form = visit.bind(forms.UndoForm, deciding=_deciding(visit))
    if visit.takes(form, lambda: act(visit.matter, by=visit.user, **form.cleaned_data)):
        return visit.done(done)
    return visit.ask(form, submit=submit, note=note)


def _deciding(visit: Visit) -> QuerySet[Matter]:
    """The matters of this community that its residents' meeting has decided."""
    return (
        access.visible_to(visit.user)
        .filter(
            dossier__unit=visit.matter.dossier.unit,
            resolution_meeting__kind=MeetingKind.RESIDENTS,
            resolved_on__isnull=False,
        )
        .exclude(pk=visit.matter.pk)
        .order_by("-pk")
    )
