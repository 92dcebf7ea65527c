"""The street's review before the vote, and what is altered after it."""

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse

from decisions import actions, forms
from decisions.conditions.turns import Extent, extent_of, review_is_required
from decisions.models import Matter
from decisions.views.visit import open_step
from jiedao.lib import clock
from jiedao.web.commands import form_page


@form_page
def send_to_street(request: HttpRequest, number: str) -> HttpResponse:
    """Ask the street to look at the plan (送街道审核)."""
    visit = open_step(request, number, "send_to_street")
    form = visit.bind(forms.SendToStreetForm)
    if visit.takes(
        form, lambda: actions.send_to_street(visit.matter, by=visit.user, **form.cleaned_data)
    ):
        return visit.done("已送街道审核，期限已列入街道的待办。")
    required = review_is_required(visit.matter, clock.today())
    return visit.ask(
        form,
        submit="送街道审核",
        lead="这件事要街道审核同意以后才能召集会议表决。"
        if required
        else "这件事不一定要街道审核；拿不准是否合规、经费有没有着落的，可以请街道先看。",
        note="审核期间不能召集会议表决。",
    )


@form_page
def approve_review(request: HttpRequest, number: str) -> HttpResponse:
    """The street has nothing against the plan (审核同意)."""
    visit = open_step(request, number, "approve_review")
    form = visit.bind(forms.StreetReviewForm)
    if visit.takes(
        form, lambda: actions.approve_review(visit.matter, by=visit.user, **form.cleaned_data)
    ):
        return visit.done("已同意，社区可以召集会议表决。")
    return visit.ask(
        form,
        submit="审核同意",
        template="decisions/review_form.html",
        note="意见写进案卷，社区能看到。",
    )


@form_page
def send_back(request: HttpRequest, number: str) -> HttpResponse:
    """The street sends the plan back (退回重新商议)."""
    visit = open_step(request, number, "send_back")
    form = visit.bind(forms.StreetReviewForm)
    if visit.takes(
        form, lambda: actions.send_back(visit.matter, by=visit.user, **form.cleaned_data)
    ):
        return visit.done("已退回，由社区“两委”重新商议。")
    return visit.ask(
        form,
        submit="退回重新商议",
        template="decisions/review_form.html",
        note="意见写进案卷，社区能看到；居民在公开栏看到已经退回。",
    )


@form_page
def change(request: HttpRequest, number: str) -> HttpResponse:
    """Change what was resolved (变更决议事项)."""
    return _alter(request, number, "change")


@form_page
def adjust(request: HttpRequest, number: str) -> HttpResponse:
    """Adjust details within the resolution (调整方案)."""
    return _alter(request, number, "adjust")


@form_page
def keep_resolution(request: HttpRequest, number: str) -> HttpResponse:
    """The earlier resolution is carried on (维持原决议)."""
    visit = open_step(request, number, "keep_resolution")
    form = visit.bind(forms.KeepResolutionForm)
    if visit.takes(
        form, lambda: actions.keep_resolution(visit.matter, by=visit.user, **form.cleaned_data)
    ):
        return visit.done("已登记维持原决议，回到原来的环节接着办。")
    return visit.ask(
        form,
        submit="维持原决议",
        note="方案和预算恢复成原来决议的样子；变更的经过保留在案卷里。居民在公开栏能看到。",
    )


def _alter(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """One form for both: the platform works out which it is, shows the sum, and asks once more."""
    visit = open_step(request, number, code)
    matter = visit.matter
    form = visit.bind(forms.ChangeForm, initial={"plan": matter.plan, "budget": matter.budget})
    extent: Extent | None = None
    seen = ""
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        extent = _extent(matter, given)
        seen = _digest(extent, given)
        act = actions.change if extent.is_back_to_vote else actions.adjust
        if request.POST.get("seen") == seen and visit.takes(
            form, lambda: act(matter, by=visit.user, **given)
        ):
            return visit.done(
                "变更已登记，请召集“两委”联席会议重新商议。"
                if extent.is_back_to_vote
                else "调整已登记，原来的写法保留在案卷里。"
            )
    editing = request.POST.get("edit") == "1"
    return visit.ask(
        form,
        submit=_button(extent, editing=editing or bool(form.errors)),
        lead="先写要变成什么样，平台算出是作调整，还是要重新商议表决，您看过再提交。",
        template="decisions/change_form.html",
        extent=None if editing or form.errors else extent,
        seen=seen,
    )


def _button(extent: Extent | None, *, editing: bool) -> str:
    if extent is None or editing:
        return "看要怎么办"
    return "登记变更，重新商议表决" if extent.is_back_to_vote else "登记调整"


def _extent(matter: Matter, given: dict[str, Any]) -> Extent:
    names = ("budget", "purpose", "site", "beneficiaries")
    return extent_of(matter, given["on"], **{name: given[name] for name in names})


def _digest(extent: Extent, given: dict[str, Any]) -> str:
    said = repr((extent, sorted((name, str(value)) for name, value in given.items())))
    return hashlib.sha256(said.encode()).hexdigest()
