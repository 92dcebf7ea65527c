"""Advisory matters: the list, the review, its publication and its end, step by step."""

from django.http import HttpRequest, HttpResponse

from decisions import actions, forms
from decisions import publications as words
from decisions.models import Applicant
from decisions.reviewing import applicants_of
from decisions.views.notices import publish
from decisions.views.visit import open_step
from jiedao.publications.canonical import Block
from jiedao.web.commands import form_page


@form_page
def list_applicants(request: HttpRequest, number: str) -> HttpResponse:
    """Enter the households to be reviewed (登记评议对象)."""
    visit = open_step(request, number, "list_applicants")
    known = "\n".join(map(_as_line, applicants_of(visit.matter)))
    form = visit.bind(forms.ListApplicantsForm, initial={"lines": known})
    if visit.takes(
        form, lambda: actions.list_applicants(visit.matter, by=visit.user, **form.cleaned_data)
    ):
        return visit.done(f"名单已登记，共{len(form.cleaned_data['lines'])}户。")
    return visit.ask(
        form,
        submit="登记名单",
        note="整张名单一起保存，改了再存就行；开始评议以后不能再改。公示时居民看到姓名、人数和金额，期满后姓名隐去。",
    )


@form_page
def begin_review(request: HttpRequest, number: str) -> HttpResponse:
    """The list is complete and the review begins (开始评议)."""
    visit = open_step(request, number, "begin_review")
    form = visit.bind(forms.BeginReviewForm)
    if visit.takes(
        form, lambda: actions.begin_review(visit.matter, by=visit.user, **form.cleaned_data)
    ):
        return visit.done("已经开始评议，名单不再变动。下一步召集民主评议会。")
    return visit.ask(
        form,
        submit="开始评议",
        lead=f"名单共{len(applicants_of(visit.matter))}户，提交后不能再改。",
    )


@form_page
def review(request: HttpRequest, number: str) -> HttpResponse:
    """Enter what the review said of each household (登记评议结果)."""
    visit = open_step(request, number, "review")
    form = visit.bind(forms.ReviewForm, applicants=applicants_of(visit.matter))
    if visit.takes(
        form,
        lambda: actions.review(
            visit.matter,
            by=visit.user,
            doubts=form.doubts,
            **form.values("summary", "on"),
        ),
    ):
        return visit.done("评议结果已登记。下一步公示评议结果。")
    return visit.ask(
        form,
        submit="登记评议结果",
        note="评议只供审核参考，不是批准。复核理由只在内部看到，公示里写“建议复核”。",
    )


@form_page
def publish_review(request: HttpRequest, number: str) -> HttpResponse:
    """Freeze the result of the review as a publication (评议公示)."""
    visit = open_step(request, number, "publish_review")
    matter = visit.matter
    form = visit.bind(forms.PublishReviewForm)

    def blocks() -> list[Block]:
        return words.review_blocks(matter, on=form.cleaned_data["on"], redacted=False)

    return publish(
        visit,
        form,
        words.review_title(matter),
        blocks,
        lambda: actions.publish_review(matter, by=visit.user, **form.cleaned_data),
    )


@form_page
def conclude(request: HttpRequest, number: str) -> HttpResponse:
    """The review is over (评议办结)."""
    visit = open_step(request, number, "conclude")
    form = visit.bind(forms.ConcludeForm)
    if visit.takes(
        form, lambda: actions.conclude(visit.matter, by=visit.user, **form.cleaned_data)
    ):
        return visit.done("评议已办结。请把评议材料报街道办事处。")
    return visit.ask(
        form,
        submit="评议办结",
        note="办结后不能再办理；这里不登记是否批准，批准由民政部门决定。",
    )


def _as_line(one: Applicant) -> str:
    amount = "" if one.amount is None else f" {one.amount.normalize():f}"
    return f"{one.name} {one.people}{amount}"
