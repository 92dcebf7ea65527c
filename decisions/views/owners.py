"""What the owners decide: the vote begun, its sheet, passed or not."""

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from decisions import access, actions, forms
from decisions.forms.owners import COLUMNS, SAYINGS
from decisions.owning import agreement, current_vote, participation
from decisions.views.visit import Visit, open_step, user_of
from jiedao.lib import sheets
from jiedao.lib.numerals import long_day
from jiedao.web import files
from jiedao.web.commands import form_page, page


@form_page
def begin_owner_vote(request: HttpRequest, number: str) -> HttpResponse:
    """The owners vote until a day (开始业主表决)."""
    visit = open_step(request, number, "begin_owner_vote")
    form = visit.bind(forms.BeginOwnerVoteForm)
    if visit.takes(
        form, lambda: actions.begin_owner_vote(visit.matter, by=visit.user, **form.cleaned_data)
    ):
        return visit.done("业主表决已开始。截止以后，上传表决汇总表计票。")
    return visit.ask(
        form,
        submit="开始表决",
        note="总面积和总人数是计算的底数，提交后不能再改；居民在公开栏能看到正在表决和截止日期。",
    )


@form_page
def count_owner_vote(request: HttpRequest, number: str) -> HttpResponse:
    """Enter the vote from its sheet (登记业主表决结果)."""
    visit = open_step(request, number, "count_owner_vote")
    form = visit.bind(forms.CountOwnerVoteForm)
    if visit.takes(
        form,
        lambda: actions.count_owner_vote(
            visit.matter, by=visit.user, on=form.cleaned_data["on"], **form.count_and_sheet()
        ),
    ):
        return visit.done("结果已登记，是否通过已经算出，见“您现在可以做的”。")
    return visit.ask(
        form,
        submit="登记结果",
        lead=_base(visit),
        note="汇总表作为证据存入案卷；提交后不能再改。",
        template="decisions/owner_count.html",
        sheet_url=reverse("decisions:owner_sheet", args=[number]),
    )


@form_page
def resolve_by_owners(request: HttpRequest, number: str) -> HttpResponse:
    """The owners passed the matter (业主表决通过)."""
    visit = open_step(request, number, "resolve_by_owners")
    form = visit.bind(forms.ResolveByOwnersForm, initial={"text": visit.matter.plan})
    if visit.takes(
        form, lambda: actions.resolve_by_owners(visit.matter, by=visit.user, **form.cleaned_data)
    ):
        return visit.done("业主决定已登记。请按期限公开。")
    return visit.ask(
        form, submit="登记表决通过", lead=_sums(visit), note="提交后进入“决议公开”，内容不能再改。"
    )


@form_page
def reject_by_owners(request: HttpRequest, number: str) -> HttpResponse:
    """The owners did not pass it (业主表决未通过)."""
    visit = open_step(request, number, "reject_by_owners")
    form = visit.bind(forms.RejectByOwnersForm)
    if visit.takes(
        form, lambda: actions.reject_by_owners(visit.matter, by=visit.user, **form.cleaned_data)
    ):
        return visit.done("已登记未通过。修改方案后，可以由党组织重新提议。")
    return visit.ask(
        form,
        submit="登记未通过",
        lead=_sums(visit),
        note="提交后，居民在公开栏能看到业主表决没有通过。",
    )


@page
def owner_sheet(request: HttpRequest, number: str) -> HttpResponse:
    """The empty sheet to fill in (表决汇总表模板)."""
    matter = access.get_visible(user_of(request), number)
    rows = [(place, Decimal("88.50"), saying) for place, saying in enumerate(SAYINGS, start=1)]
    book = sheets.workbook("表决汇总表", COLUMNS, rows)
    return files.excel(book, f"{matter.dossier.number}表决汇总表模板")


def _base(visit: Visit) -> str:
    vote = current_vote(visit.matter)
    if vote is None:
        return visit.step.hint
    return f"{long_day(vote.until)}截止，业主共{vote.total_heads}人、专有部分{vote.total_area:,.2f}平方米。"


def _sums(visit: Visit) -> str:
    vote = current_vote(visit.matter)
    if vote is None:
        return visit.step.hint
    tallies = (*participation(vote), *agreement(visit.matter, vote))
    return f"{'；'.join(tally.words for tally in tallies)}。"
