"""联述联评联考: the list, one review, and its steps."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from jiedao.access.selectors import holdings
from jiedao.appraisal import actions, forms, reviewing
from jiedao.appraisal.conditions import KEEP
from jiedao.appraisal.models import BranchReview
from jiedao.appraisal.procedures import BRANCH_REVIEW
from jiedao.appraisal.selectors import get_appraisal
from jiedao.appraisal.selectors import reviews as selectors
from jiedao.appraisal.states import ReviewState
from jiedao.appraisal.views.years import Milestone
from jiedao.attachments import selectors as attachments
from jiedao.deadlines.selectors import open_limits
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock, sheets
from jiedao.lib.addresses import address
from jiedao.lib.refusals import Refused, unless
from jiedao.people.models import User
from jiedao.people.signed_in import signed_in
from jiedao.web import files
from jiedao.web.asking import Asking, ask, bound, gate
from jiedao.web.buttons import Button
from jiedao.web.commands import View, form_page, page, show
from jiedao.web.forms import OfficeForm

LINES = 60
ORDER = list(ReviewState)
WORDS = {"done": "已完成", "now": "正在办理", "next": "下一步", "later": "未开始"}


@page
def review_list(request: HttpRequest) -> HttpResponse:
    """The reviews a person may see."""
    user, asked = signed_in(request), selectors.LISTING.read(request.GET)
    context = {
        "listed": selectors.listed(user, asked),
        "asked": asked,
        "filter": asked.filter(address("appraisal:review_list")),
        "export_url": f"{address('appraisal:export_reviews')}?{asked.query()}",
    }
    return show(request, "jiedao/appraisal_review_list.html", context)


@page
def export_reviews(request: HttpRequest) -> HttpResponse:
    """The list as it was asked for, as an Excel file."""
    user, asked = signed_in(request), selectors.LISTING.read(request.GET)
    rows = selectors.asked_for(user, asked).order_by(*asked.order)
    book = sheets.workbook("联述联评联考", selectors.COLUMNS, selectors.lines_of(rows))
    return files.excel(book, f"联述联评联考{clock.today():%Y%m%d}")


@page
def review_page(request: HttpRequest, number: str) -> HttpResponse:
    """One review: how far it is, what was reported, how it was rated, what is to be settled."""
    user, today = signed_in(request), clock.today()
    review = selectors.get_visible(user, number)
    points, arithmetic = reviewing.points_of(review, reviewing.edition_of(review))
    may_settle = BRANCH_REVIEW.is_open(review, "settle", by=user)
    context = {
        "record": review,
        "dossier": review.dossier,
        "word": ReviewState(review.state).label,
        "chip": selectors.chip_of(review),
        "steps": _milestones(review),
        "offers": _offers(review, user),
        "limits": open_limits(review.dossier, today=today),
        "ballots": review.ballots.all(),
        "points": points,
        "arithmetic": arithmetic,
        "problems": review.problems.all(),
        "may_settle": may_settle,
        "attachments": attachments.attachments_of(review.dossier),
        "entries": timeline(review.dossier, limit=LINES),
    }
    return show(request, "jiedao/appraisal_review_page.html", context)


def _milestones(review: BranchReview) -> list[Milestone]:
    behind = ORDER.index(ReviewState(review.state))
    drawn = []
    for place, step in enumerate(BRANCH_REVIEW.milestones):
        kind = "done" if place < behind else ("now" if place == behind else "later")
        kind = "next" if place == behind + 1 else kind
        drawn.append(Milestone(step.name, WORDS[kind], "", "", kind, ""))
    return drawn


def _offers(review: BranchReview, user: User) -> list[Button]:
    """What this person can do now; a problem is settled at its line."""
    return [
        Button(
            offer.step.code,
            offer.step.name,
            address(f"appraisal:{offer.step.code}", review.dossier.number),
            offer.step.hint,
            offer.refusal is None and offer.step.target is not None,
            offer.refusal,
        )
        for offer in BRANCH_REVIEW.offers(review, by=user)
        if offer.step.code != "settle"
    ]


@form_page
def open_review(request: HttpRequest, number: str) -> HttpResponse:
    """Begin the review of a party secretary (开始联述联评联考)."""
    user = signed_in(request)
    appraisal = get_appraisal(user, number)
    if not holdings(user).covers(KEEP, appraisal.street):
        unless(reviewing.without_duty(appraisal.street, "联述联评联考"))
    form = bound(
        request,
        forms.OpenReviewForm,
        units=selectors.units_to_review(appraisal),
        people=selectors.secretaries(appraisal),
    )
    return ask(
        request,
        form,
        lambda: actions.open_review(appraisal, by=user, **form.cleaned_data),
        Asking(
            "开始联述联评联考",
            "社区书记述职，党员、居民、机关、班子评议，领导点评，结果列入年度考核。",
            "开始",
            str(appraisal),
            appraisal.get_absolute_url(),
        ),
        done=lambda review: ("已开始，并通知述职的书记。", review.get_absolute_url()),
    )


def _visit(request: HttpRequest, number: str, code: str) -> tuple[User, BranchReview]:
    """404 when it may not be seen, 403 without the duty, 409 when the step is not open."""
    user = signed_in(request)
    review = selectors.get_visible(user, number)
    try:
        gate(request, BRANCH_REVIEW.why_not(review, code, by=user))
    except Refused as refused:
        raise Refused(BRANCH_REVIEW.with_who_was_first(review, refused.refusal)) from None
    return user, review


def _step(code: str, form: type[OfficeForm], act: Callable[..., Any], done: str) -> View:
    """The page of a step of a review."""

    @form_page
    def view(request: HttpRequest, number: str) -> HttpResponse:
        user, review = _visit(request, number, code)
        row, filled = BRANCH_REVIEW.named(code), bound(request, form)
        return ask(
            request,
            filled,
            lambda: act(review, by=user, **filled.cleaned_data),
            Asking(row.name, row.hint, row.name, str(review), review.get_absolute_url()),
            done=lambda _: (done, review.get_absolute_url()),
        )

    view.__doc__ = f"{BRANCH_REVIEW.named(code).name}."
    return view


@form_page
def settle(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """A problem is settled (登记整改)."""
    user, review = _visit(request, number, "settle")
    problem = review.problems.filter(pk=pk).first()
    if problem is None:
        raise Http404
    problem.review = review
    form = bound(request, forms.SettleForm)
    return ask(
        request,
        form,
        lambda: actions.settle(problem, by=user, **form.cleaned_data),
        Asking(
            "登记整改",
            f"问题：{problem.words}，期限{problem.due_on:%Y-%m-%d}。",
            "登记整改",
            str(review),
            review.get_absolute_url(),
        ),
        done=lambda _: ("整改已登记。", review.get_absolute_url()),
    )


deliver = _step("deliver", forms.DeliverForm, actions.deliver, "述职已登记，请组织评议。")
enter_ballots = _step("enter_ballots", forms.BallotsForm, actions.enter_ballots, "评议票已登记。")
count_ballots = _step("count_ballots", forms.NoWordsForm, actions.count_ballots, "评议得分已算出。")
comment = _step("comment", forms.CommentForm, actions.comment, "点评已登记，并通知述职的书记。")
conclude = _step("conclude", forms.NoWordsForm, actions.conclude, "等次已定。")
close_review = _step("close_review", forms.NoWordsForm, actions.close_review, "已办结。")
