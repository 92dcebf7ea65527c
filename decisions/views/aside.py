"""Interrupting a matter, taking it up again, ending it, taking a motion back."""

from django.http import HttpRequest, HttpResponse

from decisions import actions, forms
from decisions.conditions.turns import why_stopped
from decisions.states import MatterState
from decisions.views.visit import open_step
from jiedao.web.commands import form_page


@form_page
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Take a motion back (撤回动议)."""
    visit = open_step(request, number, "withdraw")
    form = visit.bind(forms.ReasonForm)
    if visit.takes(
        form, lambda: actions.withdraw(visit.matter, by=visit.user, **form.cleaned_data)
    ):
        return visit.done("动议已撤回，记录保留。")
    return visit.ask(form, submit="撤回动议", note="撤回以后不能再办理。居民没有看到过这件动议。")


@form_page
def suspend(request: HttpRequest, number: str) -> HttpResponse:
    """Interrupt a matter (中止办理)."""
    visit = open_step(request, number, "suspend")
    form = visit.bind(forms.SuspendForm)
    if visit.takes(form, lambda: actions.suspend(visit.matter, by=visit.user, **form.cleaned_data)):
        return visit.done("已中止办理，各项期限停止计算。恢复的日期已列入待办。")
    return visit.ask(
        form,
        submit="中止办理",
        note="提交后，居民在公开栏能看到已经中止和原因；正在征求意见的，恢复以后补足天数。",
    )


@form_page
def resume(request: HttpRequest, number: str) -> HttpResponse:
    """Take a matter up again (恢复办理)."""
    visit = open_step(request, number, "resume")
    form = visit.bind(forms.ResumeForm)
    if visit.takes(form, lambda: actions.resume(visit.matter, by=visit.user, **form.cleaned_data)):
        return visit.done("已恢复办理，停下的期限已经重新计算。")
    stopped = why_stopped(visit.matter)
    back = MatterState(visit.matter.left_state).label if visit.matter.left_state else ""
    return visit.ask(
        form,
        submit="恢复办理",
        lead=f"{stopped.sentence}恢复以后回到“{back}”。" if stopped else "",
        note="提交后，居民在公开栏能看到已经恢复办理。",
    )


@form_page
def terminate(request: HttpRequest, number: str) -> HttpResponse:
    """End a matter for good (终止办理)."""
    visit = open_step(request, number, "terminate")
    form = visit.bind(forms.ReasonForm)
    if visit.takes(
        form, lambda: actions.terminate(visit.matter, by=visit.user, **form.cleaned_data)
    ):
        return visit.done("已终止办理，记录全部保留。")
    return visit.ask(
        form,
        submit="终止办理",
        note="终止以后不能恢复；确要再办的，作为新的动议登记。原因会写在公开栏上，居民能看到。",
    )
