"""Carrying the resolution out: begun, reported, accepted, and what residents say of it."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from decisions import actions, forms
from decisions.selectors import spent_so_far
from decisions.views.visit import open_step
from jiedao.lib.numerals import long_day, money
from jiedao.web.commands import form_page


@form_page
def implement(request: HttpRequest, number: str) -> HttpResponse:
    """Begin the work (组织实施)."""
    visit = open_step(request, number, "implement")
    finish_by: date | None = visit.matter.finish_by
    known = {"responsible": visit.matter.responsible, "finish_by": finish_by}
    form = visit.bind(forms.ImplementForm, initial=known)
    if visit.takes(
        form, lambda: actions.implement(visit.matter, by=visit.user, **form.cleaned_data)
    ):
        return visit.done("已开始实施，完工期限已列入待办。")
    return visit.ask(
        form, submit="开始实施", note="提交后，居民在公开栏能看到正在实施和计划完成的日期。"
    )


@form_page
def report_progress(request: HttpRequest, number: str) -> HttpResponse:
    """Report how far the work has come (登记进展)."""
    visit = open_step(request, number, "report_progress")
    form = visit.bind(forms.ReportProgressForm)
    if visit.takes(
        form, lambda: actions.report_progress(visit.matter, by=visit.user, **form.cleaned_data)
    ):
        return visit.done("进展已登记。")
    return visit.ask(form, submit="登记进展")


@form_page
def correct_progress(request: HttpRequest, number: str, report: int) -> HttpResponse:
    """Put a mistyped line of progress right by another (更正进展)."""
    visit = open_step(request, number, "correct_progress")
    line = get_object_or_404(visit.matter.progress, pk=report)
    known = {"words": line.words, "spent": line.spent, "item": line.item, "payee": line.payee}
    form = visit.bind(forms.CorrectProgressForm, initial=known)
    if visit.takes(
        form,
        lambda: actions.correct_progress(
            visit.matter, by=visit.user, report=line, **form.cleaned_data
        ),
    ):
        return visit.done("进展已更正。")
    return visit.ask(
        form,
        submit="登记更正",
        lead=f"更正的是{long_day(line.reported_on)}登记的进展，支出{money(line.spent)}。",
        note="原来那条留着备查，标明“已更正”，不再计入支出合计。",
    )


@form_page
def accept_work(request: HttpRequest, number: str) -> HttpResponse:
    """The work is inspected and accepted (验收)."""
    visit = open_step(request, number, "accept_work")
    known = {"spent": spent_so_far(visit.matter)}
    form = visit.bind(forms.AcceptWorkForm, initial=known, unit=visit.matter.dossier.unit)
    if visit.takes(
        form, lambda: actions.accept_work(visit.matter, by=visit.user, **form.cleaned_data)
    ):
        return visit.done("验收已登记。下一步做满意度测评，再公开实施结果。")
    return visit.ask(
        form, submit="登记验收", note="验收意见和决算会写进实施结果公示。不合格的，整改好再来登记。"
    )


@form_page
def survey(request: HttpRequest, number: str) -> HttpResponse:
    """Count what residents say of the result (满意度测评)."""
    visit = open_step(request, number, "survey")
    form = visit.bind(forms.SurveyForm)
    if visit.takes(form, lambda: actions.survey(visit.matter, by=visit.user, **form.cleaned_data)):
        return visit.done("测评已登记。")
    return visit.ask(
        form,
        submit="登记测评",
        note="合计数会写进实施结果公示。",
        template="decisions/survey_form.html",
    )
