"""Objections to a notice on the office's side: the list, one of them, and each of its steps."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from decisions import access, actions, forms, procedures
from decisions.duties import Duty
from decisions.forms.fields import StepForm
from decisions.models import Matter
from decisions.selectors.objections import (
    count_of,
    get_objection,
    joint_quota,
    joint_total,
    representatives,
    respond_until,
)
from decisions.views.offers import objection_offers
from decisions.views.on_behalf import OBJECTION, slip_page
from decisions.views.visit import Visit, open_step, user_of
from jiedao.access.selectors import holdings
from jiedao.lib import clock, sheets
from jiedao.lib.sheets import Cell
from jiedao.people.models import User
from jiedao.personal.views import disclose
from jiedao.publications.models import Objection
from jiedao.publications.objecting import JointBase
from jiedao.web import files
from jiedao.web.commands import form_page, page, show

PAGE, MOST_EXPORTED = 50, 5000
COLUMNS = (
    *("序号", "提出日期", "怎么收到的", "实名匿名", "联名人数", "对哪一份公示", "文号", "异议内容"),
    *("办到哪一步", "答复日期", "答复", "街道结论", "办结情况", "办结日期"),
)


@page
def objection_list(request: HttpRequest, number: str) -> HttpResponse:
    """The objections to the notices of a matter, newest first."""
    user = user_of(request)
    matter = access.get_visible(user, number)
    before = str(request.GET.get("before", ""))
    rows = Objection.objects.filter(dossier=matter.dossier).select_related("publication")
    if before.isdecimal() and len(before) < 10:
        rows = rows.filter(number__lt=int(before))
    found = list(rows.order_by("-number")[: PAGE + 1])
    url = reverse("decisions:objection_list", args=[number])
    context = {
        "matter": matter,
        "dossier": matter.dossier,
        "export_url": reverse("decisions:export_objections", args=[number]),
        "rows": found[:PAGE],
        "count": count_of(matter),
        "may_enter": procedures.of(matter).why_not(matter, "enter_objection", by=user) is None,
        "pager": {
            "words": "从新到旧。",
            "newer_url": url if before else "",
            "older_url": f"{url}?before={found[PAGE - 1].number}" if len(found) > PAGE else "",
        },
    }
    return show(request, "decisions/objection_list.html", context)


@page
def export_objections(request: HttpRequest, number: str) -> HttpResponse:
    """The objections of a matter as an Excel file (异议台账), without names and telephones."""
    matter = access.get_visible(user_of(request), number)
    rows = Objection.objects.filter(dossier=matter.dossier).select_related("publication")
    book = sheets.workbook(
        "异议台账", COLUMNS, map(_cells, rows.order_by("number")[:MOST_EXPORTED])
    )
    return files.excel(book, f"{matter.dossier.number}异议台账")


def _cells(one: Objection) -> list[Cell]:
    return [
        one.number,
        one.said_on,
        str(one.get_way_display()),
        "实名" if one.is_named else "匿名",
        one.signed,
        one.publication.label,
        one.publication.document_number,
        one.text,
        str(one.get_status_display()),
        one.answered_on,
        one.answer,
        str(one.get_finding_display()),
        str(one.get_outcome_display()),
        one.closed_on,
    ]


@page
def objection_page(request: HttpRequest, number: str, objection: int) -> HttpResponse:
    """One objection: what was said, where it stands, what can be done now."""
    user = user_of(request)
    matter = access.get_visible(user, number)
    said = get_objection(matter, objection)
    context = {
        "matter": matter,
        "dossier": matter.dossier,
        "objection": said,
        "sees_who": _sees_who(user, matter),
        "respond_until": respond_until(matter, said),
        "offers": objection_offers(matter, said, by=user),
    }
    return show(request, "decisions/objection_page.html", context)


@form_page
def enter_joint_objection(request: HttpRequest, number: str) -> HttpResponse:
    """Enter an objection of many together (登记联名异议)."""
    visit = open_step(request, number, "enter_joint_objection")
    today = clock.today()
    people = representatives(visit.matter, today)
    form = visit.bind(forms.EnterJointObjectionForm, people=people)
    received: list[tuple[Objection, str]] = []

    def enter() -> Objection:
        received.append(
            actions.enter_joint_objection(visit.matter, by=visit.user, on=today, **form.given)
        )
        return received[0][0]

    if visit.takes(form, enter):
        said, code = received[0] if received else (None, "")
        return slip_page(visit, said, code, what=OBJECTION)
    return visit.ask(form, submit="登记联名异议", lead=_joint_lead(visit.matter))


@form_page
def revote(request: HttpRequest, number: str) -> HttpResponse:
    """Back to the vote because so many object (联名异议重新表决)."""
    visit = open_step(request, number, "revote")
    form = visit.bind(forms.RevoteForm)
    if visit.takes(form, lambda: actions.revote(visit.matter, by=visit.user, **form.cleaned_data)):
        return visit.done("已回到会议表决，请召集居民代表会议或者居民会议。")
    return visit.ask(
        form, submit="回到会议重新表决", note="提交后，居民在公开栏能看到将召集会议重新表决。"
    )


def _joint_lead(matter: Matter) -> str:
    """How many signatures call a meeting, with the sum (联名人数怎么算)."""
    today = clock.today()
    said = []
    for base in JointBase:
        quota, source = joint_quota(matter, base, today)
        total = joint_total(matter, base, today)
        if total:
            said.append(f"{base.label}共{total}，{quota}是{quota.needed(total)}（{source}）")
    return f"达到法定比例应当召集会议：{'；'.join(said)}。" if said else ""


@form_page
def acknowledge_objection(request: HttpRequest, number: str, objection: int) -> HttpResponse:
    """Take an objection up and say who answers (受理异议)."""
    return _step(
        open_step(request, number, "acknowledge_objection"),
        objection,
        forms.AcknowledgeObjectionForm,
        actions.acknowledge_objection,
        done="异议已受理。",
        submit="受理并交办",
        note="提出人凭回执码能看到已受理、由谁答复。",
    )


@form_page
def answer_objection(request: HttpRequest, number: str, objection: int) -> HttpResponse:
    """Answer an objection in writing (答复异议)."""
    return _step(
        open_step(request, number, "answer_objection"),
        objection,
        forms.AnswerObjectionForm,
        actions.answer_objection,
        done="异议已答复。",
        submit="答复",
        note="提交后不能再改。提出人凭回执码看到全文；写了要点的，要点在公示页公开。",
    )


@form_page
def close_objection(request: HttpRequest, number: str, objection: int) -> HttpResponse:
    """The objector accepts the answer (异议办结)."""
    return _step(
        open_step(request, number, "close_objection"),
        objection,
        forms.CloseObjectionForm,
        actions.close_objection,
        done="异议已办结。",
        submit="提出人认可，办结",
    )


@form_page
def escalate_objection(request: HttpRequest, number: str, objection: int) -> HttpResponse:
    """The objector does not accept the answer (反映到街道)."""
    return _step(
        open_step(request, number, "escalate_objection"),
        objection,
        forms.EscalateObjectionForm,
        actions.escalate_objection,
        done="已反映到街道办事处。",
        submit="反映到街道",
        note="街道办事处的经办人会收到通知；有结论以前，事项不能办下一个环节。",
    )


@form_page
def decide_objection(request: HttpRequest, number: str, objection: int) -> HttpResponse:
    """The street decides (调查核实异议)."""
    return _step(
        open_step(request, number, "decide_objection"),
        objection,
        forms.DecideObjectionForm,
        actions.decide_objection,
        done="调查结论已登记。",
        submit="登记结论",
        note="提交后不能再改。提出人凭回执码能看到；责令更正的，社区的待办里会出现期限。",
    )


@form_page
def objection_phone(request: HttpRequest, number: str, objection: int) -> HttpResponse:
    """The telephone of an objector in full, for a reason (查看完整号码)."""
    matter = access.get_visible(user_of(request), number)
    said = get_objection(matter, objection)
    back = reverse("decisions:objection_page", args=[number, objection])
    sealed: Any = said.phone
    if not sealed:
        return redirect(back)
    return disclose(request, matter.dossier, sealed, what=f"{said}留的电话", back_url=back)


def _step(
    visit: Visit,
    number: int,
    form_class: type[StepForm],
    act: Callable[..., object],
    *,
    done: str,
    submit: str,
    note: str = "",
) -> HttpResponse:
    """One step of one objection: what was said stands above the form."""
    said = get_objection(visit.matter, number)
    form = visit.bind(form_class)
    back = reverse("decisions:objection_page", args=[visit.matter.dossier.number, number])
    if visit.takes(
        form, lambda: act(visit.matter, by=visit.user, objection=said, **form.cleaned_data)
    ):
        return visit.done(done, to=back)
    return visit.ask(
        form,
        submit=submit,
        note=note,
        template="decisions/objection_step.html",
        objection=said,
        back_url=back,
    )


def _sees_who(user: User, matter: Matter) -> bool:
    """Who handles it knows who objects; for everybody else it is “实名” or “匿名”."""
    held, unit = holdings(user), matter.dossier.unit
    return held.covers(Duty.OBJECTIONS, unit) or held.covers(Duty.INVESTIGATE, unit)
