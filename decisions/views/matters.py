"""The matters themselves: list, page, motion, papers, recusal and archive."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from decisions import (
    access,
    actions,
    catalogue,
    forms,
    listing,
    owning,
    procedures,
    reviewing,
    selectors,
)
from decisions.conditions.turns import why_stopped
from decisions.duties import Duty
from decisions.listing import Asked, Found
from decisions.models import Matter
from decisions.models.matter import OWNERS
from decisions.selectors.keeping import usual_keeping
from decisions.selectors.objections import count_of
from decisions.selectors.oversight import oversight_of
from decisions.selectors.turns import turns_of
from decisions.states import MatterState
from decisions.views import milestones, offers, papers
from decisions.views.visit import CHECK, REFUSED, open_step, user_of
from jiedao.access.recusals import recusals_of, withdrawn_from
from jiedao.access.selectors import holdings
from jiedao.deadlines.selectors import open_limits
from jiedao.documents import selectors as documents
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock, sheets
from jiedao.lib.addresses import address
from jiedao.lib.refusals import FORBIDDEN, refuse
from jiedao.organisation.selectors import people_of
from jiedao.people.models import User
from jiedao.web import files, kept, once
from jiedao.web.commands import form_page, page, show

RECENT, LINES = 6, 100


@page
def matter_list(request: HttpRequest) -> HttpResponse:
    """The matters a person may see: filtered, searched, sorted, page by page."""
    user, asked, today = user_of(request), listing.read(request.GET), clock.today()
    found = listing.page_of(user, asked, today=today)
    context = {
        "asked": asked,
        "rows": found.rows,
        "count": found.count,
        "pager": _pager(asked, found),
        "filter": _filter(user, asked, today.year),
        "export_url": f"{address('decisions:export')}?{asked.query()}",
        "may_draft": holdings(user).anywhere(Duty.DRAFT),
    }
    return show(request, "decisions/matter_list.html", context, part="table")


@page
def export(request: HttpRequest) -> HttpResponse:
    """The filtered list as an Excel file."""
    user, asked = user_of(request), listing.read(request.GET)
    if listing.is_too_long(user, asked):
        raise refuse(
            "matter.export_too_long",
            f"筛选出来的事项超过{listing.MOST_EXPORTED}件，一个表格放不下。",
            hint="请按社区、年度或者办到哪一步缩小范围，分几次导出。",
        )
    book = sheets.workbook("重大事项", listing.COLUMNS, listing.export(user, asked))
    return files.excel(book, f"重大事项{clock.today():%Y%m%d}")


@form_page
def draft(request: HttpRequest) -> HttpResponse:
    """Register a motion (登记动议)."""
    user = user_of(request)
    if not holdings(user).anywhere(Duty.DRAFT):
        raise refuse(
            "matter.no_duty",
            f"登记动议要由负责“{Duty.DRAFT.label}”的人办理，您没有这项职责。",
            status=FORBIDDEN,
        )
    units, status = listing.communities_for(user), 200
    if request.method == "POST":
        form = forms.DraftForm(request.POST, units=units)
        status = CHECK
        if form.is_valid():
            done = once.only_once(
                request,
                lambda: form.attempt(lambda: actions.draft(form.community, by=user, **form.motion)),
            )
            if isinstance(done, Matter):
                messages.success(request, f"动议已登记，编号{done.dossier.number}。")
                if done.is_emergency:
                    return redirect("decisions:act_first", done.dossier.number)
                return redirect(done.get_absolute_url())
            if done is once.REPEATED:
                messages.info(request, once.SENTENCE)
                return redirect("decisions:matter_list")
            status = REFUSED
    else:
        form = forms.DraftForm(initial=kept.initial_from(request), units=units)
    context = {
        "dossier": None,
        "title": "登记动议",
        "lead": "照着动议登记表填一次，后面的会议、公示和报表都从这里取。",
        "form": form,
        "submit": "登记动议",
        "note": "登记后只有工作人员能看到；开始征求意见时，名称、说明、方案和预算才会公开。",
        "back_url": address("decisions:matter_list"),
        "once_token": once.token_for(request),
        "only_unit": form.only_unit,
    }
    return show(request, "decisions/matter_form.html", context, status=status)


@page
def matter_page(request: HttpRequest, number: str) -> HttpResponse:
    """One matter: what it is, where it stands, what can be done now, what is due."""
    user, today = user_of(request), clock.today()
    matter = access.get_visible(user, number, also=selectors.with_tallies)
    facts = selectors.page_facts(matter)
    progress = selectors.progress_of(matter) if matter.implementing_on else []
    offered = offers.offers_of(matter, by=user)
    entries = timeline(matter.dossier, limit=RECENT + 1)
    is_asking = matter.state == MatterState.CONSULTING and matter.summed_up_on is None
    context: dict[str, Any] = {
        "matter": matter,
        "dossier": matter.dossier,
        "stopped": why_stopped(matter),
        "steps": milestones.milestones_of(matter),
        "editions": milestones.editions_of(matter),
        "offers": offered,
        "who_can_act": offers.who_can_act(matter, by=user)
        if not any(not button.refusal for button in offered.main)
        else "",
        # Nothing is due any more in an archived file.
        "deadlines": []
        if matter.state == MatterState.ARCHIVED
        else open_limits(matter.dossier, today=today),
        "attachments": papers.rows_of(matter),
        "sealed": papers.sealed_of(matter),
        "may_attach": any(
            step.code == "attach" for step in procedures.of(matter).open_steps(matter, by=user)
        ),
        "meetings": papers.meetings_of(matter),
        "channels": facts.channels if is_asking else [],
        "opinions": facts.opinions if matter.consulted_on else None,
        "notices": papers.notices_of(matter, today=today),
        "turns": turns_of(matter),
        "progress": progress,
        "may_correct_progress": procedures.of(matter).is_open(matter, "correct_progress", by=user)
        and matter.accepted_on is None,
        "oversight": oversight_of(matter),
        "objections": count_of(matter),
        "overdue_days": _overdue(matter, today),
        "may_answer_supervision": any(
            button.name == "answer_supervision" and not button.refusal
            for button in (*offered.main, *offered.rare)
        ),
        "applicants": reviewing.applicants_of(matter) if matter.is_advisory else [],
        "owner_vote": owning.shown(matter) if matter.procedure == OWNERS else None,
        "timeline": papers.entries_of(entries[:RECENT]),
        "more_entries": len(entries) > RECENT,
        "printable": documents.in_groups(documents.printables(matter.dossier, matter)),
    }
    return show(request, "decisions/matter_page.html", context)


@page
def matter_timeline(request: HttpRequest, number: str) -> HttpResponse:
    """Everything that was done (全部办理经过)."""
    matter = access.get_visible(user_of(request), number)
    before = str(request.GET.get("before", ""))
    seq = int(before) if before.isdecimal() and len(before) < 10 else None
    # Sequence numbers have no gaps: what is newer than a line is counted by its own number.
    newer = max(0, matter.dossier.ledger_seq - seq + 1) if seq else 0
    entries = timeline(matter.dossier, limit=newer + LINES + 1)[newer:]
    shown = entries[:LINES]
    url = address("decisions:timeline", number)
    context = {
        "matter": matter,
        "dossier": matter.dossier,
        "entries": papers.entries_of(shown),
        "pager": {
            "words": "从新到旧。",
            "newer_url": url if seq is not None else "",
            "older_url": f"{url}?before={shown[-1].seq}" if len(entries) > len(shown) else "",
        },
    }
    return show(request, "decisions/matter_timeline.html", context)


@form_page
def revise(request: HttpRequest, number: str) -> HttpResponse:
    """Change a motion before anybody was asked (修改动议)."""
    visit = open_step(request, number, "revise")
    matter = visit.matter
    known = {
        "title": matter.dossier.title,
        "kind": matter.kind,
        "origin": matter.origin,
        "proposer": matter.proposer,
        "summary": matter.summary,
        "plan": matter.plan,
        "budget": matter.budget,
        "funding": matter.funding,
    }
    form = visit.bind(forms.ReviseForm, initial=known)
    if visit.takes(form, lambda: actions.revise(matter, by=visit.user, **form.cleaned_data)):
        return visit.done("动议已修改。")
    return visit.ask(form, submit="保存修改", template="decisions/matter_form.html", only_unit=None)


@form_page
def attach(request: HttpRequest, number: str) -> HttpResponse:
    """Put a paper into the dossier (上传文书)."""
    visit = open_step(request, number, "attach")
    known = {name: request.GET[name] for name in ("kind", "step") if name in request.GET}
    meetings = papers.meetings_by_kind(visit.matter)
    form = visit.bind(forms.AttachForm, initial=known, meetings=meetings)
    if visit.takes(form, lambda: actions.attach(visit.matter, by=visit.user, **form.cleaned_data)):
        return visit.done("文书已上传。")
    return visit.ask(form, submit="上传", note="上传后不能删除；传错了，再传一份正确的。")


@form_page
def recuse(request: HttpRequest, number: str) -> HttpResponse:
    """Someone withdraws from the matter (登记回避)."""
    visit = open_step(request, number, "recuse")
    people = people_of(visit.matter.dossier.unit)
    form = visit.bind(forms.RecuseForm, people=people)
    if visit.takes(form, lambda: actions.recuse(visit.matter, by=visit.user, **form.cleaned_data)):
        return visit.done("回避已登记，从现在起生效。")
    return visit.ask(
        form,
        submit="登记回避",
        note="姓名和范围会写进办理经过；居民看不到。",
        template="decisions/recuse_form.html",
        recusals=list(recusals_of(visit.matter.dossier)),
    )


@form_page
def lift_recusal(request: HttpRequest, number: str) -> HttpResponse:
    """A recusal is taken back (撤销回避登记)."""
    visit = open_step(request, number, "lift_recusal")
    known = {name: request.GET[name] for name in ("person",) if name in request.GET}
    withdrawn = withdrawn_from(visit.matter.dossier)
    form = visit.bind(forms.LiftRecusalForm, initial=known, withdrawn=withdrawn)
    if visit.takes(
        form, lambda: actions.lift_recusal(visit.matter, by=visit.user, **form.cleaned_data)
    ):
        return visit.done("回避登记已撤销，要改范围的请重新登记。")
    return visit.ask(form, submit="撤销", note="姓名和原因会写进办理经过；居民看不到。")


@form_page
def archive(request: HttpRequest, number: str) -> HttpResponse:
    """Close the dossier (归档)."""
    visit = open_step(request, number, "archive")
    usual = usual_keeping(visit.matter, clock.today())
    form = visit.bind(forms.ArchiveForm, initial={"keeping": usual})
    if visit.takes(form, lambda: actions.archive(visit.matter, by=visit.user, **form.cleaned_data)):
        return visit.done("案卷已归档。")
    return visit.ask(
        form,
        submit="归档",
        lead=f"{visit.step.hint}这类事项的案卷按内部规定保管{usual.label}，可以另选；比这短的要写明原因。",
        note="归档后不能再办理，也不能再上传文书。公示和办理经过照常可以查看。",
    )


def _overdue(matter: Matter, today: date) -> str:
    """How many days the work is late (完工逾期)."""
    if matter.finish_by is None or matter.accepted_on or matter.state != MatterState.IMPLEMENTING:
        return ""
    late = (today - matter.finish_by).days
    return f"完工逾期{late}天" if late > 0 else ""


def _pager(asked: Asked, found: Found) -> dict[str, str]:
    return {
        "words": f"共{found.count}件。",
        "newer_url": f"?{asked.query(newer=found.newer)}" if found.newer else "",
        "older_url": f"?{asked.query(older=found.older)}" if found.older else "",
    }


def _filter(user: User, asked: Asked, this_year: int) -> dict[str, Any]:
    """What narrows the list, for components/_filter.html."""
    states = [("", "全部"), (listing.UNDER_WAY, "还在办的"), *MatterState.choices]
    kinds = [("", "全部"), *catalogue.CHOICES]
    years = [("", "全部"), *((str(year), f"{year}年") for year in range(this_year, 2019, -1))]
    units = listing.units_for(user)
    selects = [
        ("state", "办到哪一步", states, asked.state),
        ("kind", "类型", kinds, asked.kind),
        ("year", "登记年度", years, asked.year),
        ("sort", "排序", list(listing.SORTS.items()), asked.sort),
    ]
    if len(units) > 1:
        everywhere = [("", "全部"), *units]
        selects.insert(1, ("unit", "单位", everywhere, asked.unit))
    return {
        "action": address("decisions:matter_list"),
        "q": asked.words,
        "q_label": "事项、编号或内容里的词",
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
        "clear_url": address("decisions:matter_list") if asked.is_narrowed else "",
    }
