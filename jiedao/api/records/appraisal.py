"""The yearly appraisal on the API: the year, target lists, reviews of the party secretaries."""

from base64 import b64encode
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from jiedao.access.selectors import holdings
from jiedao.api.permissions import user_of
from jiedao.api.records import appraisal_shapes as shapes
from jiedao.api.records.acts import NOTHING, Acts, Asks, by_procedure, entry_in
from jiedao.api.records.viewsets import Reads, RecordViewSet, told
from jiedao.api.shapes import failing
from jiedao.appraisal import actions, conditions, forms, grading
from jiedao.appraisal import pack as packing
from jiedao.appraisal.conditions import KEEP
from jiedao.appraisal.models import Appraisal, TargetList
from jiedao.appraisal.procedures import APPRAISAL, BRANCH_REVIEW
from jiedao.appraisal.selectors import appraisals_seen_by, get_appraisal, lists, reviews, years
from jiedao.appraisal.states import AppraisalState, Assessed
from jiedao.dossiers.selectors import matching_text
from jiedao.lib import clock
from jiedao.lib.refusals import Refusal
from jiedao.people.models import User
from jiedao.web import duties, files
from jiedao.web.lists import Asked, Listing, Narrowing

OF_YEAR = Acts("appraisals", shapes.AppraisalOutput, "NK2026-105001-0001")
OF_LIST = Acts("target-lists", shapes.TargetListOutput, "MB2026-001003-0001")
OF_REVIEW = Acts("branch-reviews", shapes.BranchReviewOutput, "LP2026-001003-0001")
YEARS = Listing(
    "编号或者年度",
    {"newest": ("新的年度在前", ("-pk",))},
    (Narrowing("state", "进度", AppraisalState.choices),),
)


def _years(user: User, asked: Asked, today: Any) -> Any:
    rows = appraisals_seen_by(user)
    if asked.of("state"):
        rows = rows.filter(state=asked.of("state"))
    if asked.words:
        rows = rows.filter(dossier__in=matching_text(asked.words).values("dossier"))
    return rows


def _open(*, by: User, street: Any, year: int) -> Appraisal:
    return actions.open_appraisal(street, by=by, year=year)


def _to_assess(appraisal: Appraisal, user: User) -> dict[str, Any]:
    return {
        "units": years.units_to_assess(appraisal),
        "people": years.people_to_assess(appraisal),
        "lists": lists.patterns_of(appraisal, user),
    }


def _to_review(appraisal: Appraisal, user: User) -> dict[str, Any]:
    return {
        "units": reviews.units_to_review(appraisal),
        "people": reviews.secretaries(appraisal),
    }


def _kept(appraisal: Appraisal, *, by: User) -> Refusal | None:
    if holdings(by).covers(KEEP, appraisal.street):
        return None
    return conditions.without_duty(appraisal.street, "联述联评联考")


def _matter(appraisal: Appraisal, pk: str) -> Any:
    found = entry_in(appraisal.veto_matters.all(), pk)
    found.appraisal = appraisal
    return found


class ZipRenderer(JSONRenderer):
    """Lets a program ask for a zip by name; what is refused is told in JSON all the same."""

    media_type = "application/zip"


@told("年度考核列表", "一个年度：办到哪里、现在能办什么", *YEARS.narrowings)
class AppraisalViewSet(RecordViewSet):
    """The appraisal of a year (年度考核)."""

    acts, row, base, procedure = OF_YEAR, shapes.AppraisalRow, "appraisal", APPRAISAL
    reads = Reads(
        listing=lambda user: YEARS,
        asked_for=_years,
        rows=lambda found, today: found,
        one=get_appraisal,
    )
    create = OF_YEAR.opening(
        "open", "开始年度考核", _open,
        Asks(forms.OpenForm, also=lambda _, user: {"streets": years.streets_of(user)}),
        closed=lambda user: duties.demand(user, KEEP, act="开始年度考核"),
    )  # fmt: skip
    add_list = OF_YEAR.making(
        "add_list", "添加责任书", actions.add_list, Asks(forms.ListForm, also=_to_assess),
        made=lambda: TargetListViewSet, answer=shapes.TargetListOutput,
        closed=conditions.why_not_change, hint="考核哪些科室、社区和个人，逐个添加。",
    )  # fmt: skip
    open_review = OF_YEAR.making(
        "open_review", "开始联述联评联考", actions.open_review,
        Asks(forms.OpenReviewForm, also=_to_review),
        made=lambda: BranchReviewViewSet, answer=shapes.BranchReviewOutput, closed=_kept,
        hint="社区书记述职、评议、点评，结果列入年度考核。",
    )  # fmt: skip
    issue = OF_YEAR.by_procedure(APPRAISAL, "issue", actions.issue, NOTHING)
    recall = OF_YEAR.by_procedure(APPRAISAL, "recall", actions.recall, Asks(forms.ReasonForm))
    score = OF_YEAR.by_procedure(APPRAISAL, "score", actions.score, NOTHING)
    announce = OF_YEAR.by_procedure(APPRAISAL, "announce", actions.announce, NOTHING)
    finish = OF_YEAR.by_procedure(APPRAISAL, "finish", actions.finish, NOTHING)

    set_shares = OF_YEAR.step(
        "set_shares", "定第一等比例", actions.set_shares, Asks(forms.SharesForm),
        closed=conditions.why_not_change, hint="单位“好”、个人“优秀”各不超过百分之几。",
    )  # fmt: skip
    add_veto_matter = OF_YEAR.step(
        "add_veto_matter", "列入一票否决情形", actions.add_veto_matter, Asks(forms.MatterForm),
        closed=conditions.why_not_change, hint="这一年哪些情形一票否决；开始时照上一年的。",
    )  # fmt: skip
    strike_veto_matter = OF_YEAR.entry(
        "strike_veto_matter", "删去一票否决情形", actions.strike_veto_matter,
        path="matters/{entry}/strike", of=_matter, before=conditions.why_not_change,
    )  # fmt: skip
    keep_pack = OF_YEAR.step(
        "keep_pack", "固定年终材料包", actions.keep_pack, closed=conditions.why_not_keep_pack,
        hint="这一年定等次时还没有固定材料包；固定以后，下载的都是同一份。",
    )  # fmt: skip

    @extend_schema(
        operation_id="appraisals_pack",
        summary="下载年终材料包",
        description="定等次以前是现在的样子（未定稿），以后每次都是固定的那一份，一个字节也不变。"
        "摘要在 Repr-Digest 里（RFC 9530，sha-256），下载以后请核对。",
        parameters=[OF_YEAR.number],
        responses={(200, "application/zip"): OpenApiTypes.BINARY} | failing(403, 404, 409),
        tags=["appraisals"],
    )
    @action(detail=True, pagination_class=None, renderer_classes=[JSONRenderer, ZipRenderer])
    def pack(self, request: Request, number: str) -> HttpResponse:
        appraisal = packing.to_take_away(user_of(request), number, "下载年终材料包")
        found = packing.handed_out(appraisal, today=clock.today())
        response = files.saved(found.content, found.name, ZipRenderer.media_type)
        digest = b64encode(bytes.fromhex(found.sha256)).decode()
        response["Repr-Digest"] = f"sha-256=:{digest}:"
        return response

    @extend_schema(
        operation_id="appraisals_people",
        summary="可以考核谁、谁可以述职",
        parameters=[OF_YEAR.number],
        responses={200: shapes.AssessedOutput(many=True)} | failing(403, 404),
        tags=["appraisals"],
    )
    @action(detail=True, pagination_class=None)
    def people(self, request: Request, number: str) -> Response:
        user = user_of(request)
        appraisal = get_appraisal(user, number)
        duties.demand(user, KEEP, appraisal.street, act="查看可以考核的人")
        found = {
            one.pk: one
            for rows in (years.people_to_assess(appraisal), reviews.secretaries(appraisal))
            for one in rows
        }
        return Response(shapes.AssessedOutput(list(found.values()), many=True).data)


def _change(one: TargetList, *, by: User) -> Refusal | None:
    return conditions.why_not_change(one.appraisal, by=by)


def _target(one: TargetList, pk: str) -> Any:
    found = entry_in(one.targets.all(), pk)
    found.list = one
    return found


def _of_veto(one: TargetList, pk: str) -> Any:
    found = entry_in(one.vetoes.all(), pk)
    found.list = one
    return found


def _of_bonus(one: TargetList, pk: str) -> Any:
    found = entry_in(one.bonuses.all(), pk)
    found.list = one
    return found


def _answer(one: TargetList, *, by: User, correction: Any, **given: Any) -> Any:
    return actions.answer(one, by=by, correction=correction or Decimal(0), **given)


@told(
    "目标责任书列表", "一份责任书：各项目标的得分和算法、申诉、等次、荣誉",
    Narrowing("year", "年度", []), Narrowing("kind", "考核对象", Assessed.choices), *YEARS.narrowings,
)  # fmt: skip
class TargetListViewSet(RecordViewSet):
    """Target lists with their points (目标责任书)."""

    acts, row, base = OF_LIST, shapes.TargetListRow, "target-list"
    reads = Reads(
        listing=lists.listing,
        asked_for=lambda user, asked, today: lists.asked_for(user, asked),
        rows=lambda found, today: lists.rows_of(found, today=today),
        one=lists.get_visible,
    )
    add_target = OF_LIST.step(
        "add_target", "添加目标", actions.add_target, Asks(forms.TargetForm), closed=_change,
        hint="各项分值合计100分以后下达。",
    )  # fmt: skip
    veto = OF_LIST.step(
        "veto", "登记一票否决", actions.veto,
        Asks(forms.VetoForm, also=lambda one, _: {"matters": actions.veto_matters(one)}),
        closed=conditions.why_not_veto, hint="有规定情形的，写明事实；定等次时不能高于第三等。",
    )  # fmt: skip
    appeal = OF_LIST.step(
        "appeal", "申诉", actions.appeal, Asks(forms.AppealForm),
        closed=conditions.why_not_appeal, hint="对得分有异议的，写明理由，考核组限期答复。",
    )  # fmt: skip
    answer = OF_LIST.step(
        "answer", "答复申诉", _answer, Asks(forms.AnswerForm),
        closed=conditions.why_not_answer, hint="写明核查的情况和结论。",
    )  # fmt: skip
    award = OF_LIST.step(
        "award", "登记评先创优", actions.award, Asks(forms.AwardForm),
        closed=conditions.why_not_award, hint="上传表彰文件；一票否决的不能评先。",
    )  # fmt: skip
    use = OF_LIST.step(
        "use", "登记结果运用", actions.use, Asks(forms.UseForm), closed=conditions.why_not_use,
        hint="考核结果用在了什么地方、哪一天。",
    )  # fmt: skip
    add_bonus = OF_LIST.step(
        "add_bonus", "登记加分", actions.add_bonus, Asks(forms.BonusForm),
        closed=conditions.why_not_add_bonus, hint="写明事项、理由和证明案卷，合计有上限。",
    )  # fmt: skip
    hold_back = OF_LIST.step(
        "hold_back", "不评第一等", actions.hold_back, Asks(forms.ReasonForm),
        closed=grading.why_not_hold_back,
        hint="够第一等的超出比例的，写明为什么是这一份不评。",
    )  # fmt: skip
    restore_first = OF_LIST.step(
        "restore_first", "恢复评第一等", actions.restore_first, Asks(forms.ReasonForm),
        closed=grading.why_not_restore, hint="比例够了，或者换别的一份不评的，写明原因恢复。",
    )  # fmt: skip
    withdraw_bonus = OF_LIST.entry(
        "withdraw_bonus", "撤销加分", actions.withdraw_bonus, Asks(forms.ReasonForm),
        path="bonuses/{entry}/withdraw", of=_of_bonus, closed=conditions.why_not_withdraw_bonus,
    )  # fmt: skip
    rate = OF_LIST.entry(
        "rate", "考核组评分", actions.rate, Asks(forms.RateForm),
        path="targets/{entry}/rate", of=_target, closed=conditions.why_not_rate,
    )  # fmt: skip
    remove_target = OF_LIST.entry(
        "remove_target", "删去目标", actions.remove_target,
        path="targets/{entry}/remove", of=_target, before=_change,
    )  # fmt: skip
    lift_veto = OF_LIST.entry(
        "lift_veto", "撤销一票否决", actions.lift_veto, Asks(forms.ReasonForm),
        path="vetoes/{entry}/lift", of=_of_veto, closed=conditions.why_not_lift,
    )  # fmt: skip


def _problem(review: Any, pk: str) -> Any:
    found = entry_in(review.problems.all(), pk)
    found.review = review
    return found


@told("联述联评联考列表", "一次述评考：述职、评议票、点评、整改", *reviews.LISTING.narrowings)
class BranchReviewViewSet(RecordViewSet):
    """Reviews of the party secretaries of the communities (联述联评联考)."""

    acts, row, base = OF_REVIEW, shapes.BranchReviewRow, "branch-review"
    procedure = BRANCH_REVIEW
    reads = Reads(
        listing=lambda user: reviews.LISTING,
        asked_for=lambda user, asked, today: reviews.asked_for(user, asked),
        rows=lambda found, today: found,
        one=reviews.get_visible,
    )
    deliver = OF_REVIEW.by_procedure(
        BRANCH_REVIEW, "deliver", actions.deliver, Asks(forms.DeliverForm)
    )
    enter_ballots = OF_REVIEW.by_procedure(
        BRANCH_REVIEW, "enter_ballots", actions.enter_ballots, Asks(forms.BallotsForm)
    )
    count_ballots = OF_REVIEW.by_procedure(
        BRANCH_REVIEW, "count_ballots", actions.count_ballots, NOTHING
    )
    comment = OF_REVIEW.by_procedure(
        BRANCH_REVIEW, "comment", actions.comment, Asks(forms.CommentForm)
    )
    conclude = OF_REVIEW.by_procedure(BRANCH_REVIEW, "conclude", actions.conclude, NOTHING)
    close_review = OF_REVIEW.by_procedure(
        BRANCH_REVIEW, "close_review", actions.close_review, NOTHING
    )
    settle = OF_REVIEW.entry(
        "settle", "登记整改", actions.settle, Asks(forms.SettleForm),
        path="problems/{entry}/settle", of=_problem,
        before=by_procedure(BRANCH_REVIEW, "settle"),
    )  # fmt: skip
