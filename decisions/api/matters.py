"""Matters: the list, one matter, a new motion, and one address for every step of the procedure."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
)
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from decisions import access, actions, listing, procedures
from decisions.api import (
    amending,
    inputs,
    keeping,
    objections,
    on_behalf,
    overseeing,
    recusals,
    regimes,
    turn_inputs,
)
from decisions.api.shown import MatterOutput, RowOutput, row_of, url_of
from decisions.api.visits import NUMBER, TAG, OfMatter, chosen, failing
from decisions.duties import Duty
from decisions.models import Matter
from decisions.states import MatterState
from jiedao.access.duties import name_of
from jiedao.api import grants, once
from jiedao.api.paging import KeyPaging
from jiedao.api.parsers import FilesParser, SmallJSONParser
from jiedao.api.permissions import user_of
from jiedao.lib.refusals import Refused
from jiedao.people.models import User

FILTERS = [
    OpenApiParameter("state", str, enum=MatterState.values, description="只看这个状态的"),
    OpenApiParameter("unit", str, description="单位代码；含下级单位"),
    OpenApiParameter("q", str, description="检索词，两个字以上，可以写几个，空格隔开"),
]
# What another system may hand in; whatever judges, decides or publishes is for people.
grants.declare("matter.draft", "登记动议", duty=Duty.DRAFT)
for row in (procedures.STEPS["add_opinions"], procedures.STEPS["attach"]):
    grants.declare(f"matter.{row.code}", row.name, duty=row.duty)
# Who shuts himself out is shown nothing more.
SHUT_OUT: dict[str, dict[Any, OpenApiResponse]] = {
    "recuse": {204: OpenApiResponse(description="已经登记，您不再能查看这件事")}
}
ONCE = [NUMBER, once.PARAMETER]
# What is entered for a resident, with a code by which he finds what becomes of it.
WITH_RECEIPT = ("enter_opinion", "enter_objection", "enter_joint_objection")
RESOLVE_EXAMPLES = [
    OpenApiExample(
        "登记决议",
        value={"on": "2026-03-23", "text": "在3号院东墙内建充电棚1座，充电位40个，带消防喷淋。"},
        request_only=True,
    ),
    OpenApiExample(
        "到会人数不足",
        value={
            "type": "about:blank",
            "title": "暂不能办",
            "status": 409,
            "code": "matter.meeting_was_held",
            "reason": "3月23日的居民代表会议流会：到会41人，应到63人，未达到三分之二以上（需42人）",
            "arithmetic": "63 × 2 ÷ 3 ＝ 42，到会41人，41 ＜ 42",
            "basis": "《城市居民委员会组织法》（2025年修订）第二十九条",
            "hint": "请重新召集会议。",
            "errors": {},
        },
        response_only=True,
        status_codes=["409"],
        media_type="application/problem+json",
    ),
]


def step(
    code: str, given: type[inputs.StepInput], *, examples: list[OpenApiExample] | None = None
) -> Callable[..., Response]:
    """The address of one step: whether it is open, the shape of what is sent, then its action."""
    row = procedures.STEPS[code]

    def take(self: "MatterViewSet", request: Request, number: str) -> Response:
        user = user_of(request)

        def act() -> Response:
            matter = self.matter(number)
            # Who cannot take it at all is not asked for what is missing in his request.
            procedure = procedures.of(matter)
            refusal = procedure.why_closed(matter, code, by=user)
            if refusal:
                raise Refused(procedure.with_who_was_first(matter, refusal))
            shape = given(data=request.data)
            shape.is_valid(raise_exception=True)
            done = getattr(actions, code)(matter, by=user, **shape.arguments(matter))
            response = _shown(matter, user)
            if code in WITH_RECEIPT:
                response[on_behalf.HEADER] = _code_of(done)
            return response

        return once.only_once(request, act)

    take.__name__ = code
    take.__doc__ = row.hint
    documented = extend_schema(
        operation_id=f"decisions_{code}",
        summary=row.name,
        description=f"{row.hint}由负责“{name_of(row.duty)}”的人办理。依据：{row.basis}。",
        parameters=[*ONCE, *([on_behalf.receipt(200)] if code in WITH_RECEIPT else [])],
        request=given,
        responses={200: MatterOutput} | SHUT_OUT.get(code, {}) | failing(400, 403, 404, 409),
        examples=examples,
        tags=[TAG],
    )
    routed = action(
        detail=True,
        methods=["post"],
        url_path=code.replace("_", "-"),
        url_name=code.replace("_", "-"),
        parser_classes=[FilesParser if given.uploads else SmallJSONParser],
    )
    return documented(routed(take))


def _code_of(done: actions.Spoken | tuple[Any, str]) -> str:
    """The code on the receipt of what was entered for a resident."""
    return done.code if isinstance(done, actions.Spoken) else done[1]


class MatterViewSet(OfMatter[Matter]):
    """Matters of residents' vital interest (重大事项), as far as the asker may see them."""

    lookup_url_kwarg = "number"
    parser_classes = (SmallJSONParser,)

    def act(self) -> str:
        """The act a request is, as it can be granted to another system."""
        return f"matter.{'draft' if self.action == 'create' else self.action}"

    @extend_schema(
        summary="事项列表",
        description="您能查看的事项，新的在前。",
        parameters=FILTERS,
        responses={200: RowOutput(many=True)} | failing(400),
        tags=[TAG],
    )
    def list(self, request: Request) -> Response:
        chosen(request, "state", MatterState.choices)
        asked, paging = listing.read(request._request.GET), KeyPaging()
        found = listing.newest(
            user_of(request), asked, before=paging.before(request), most=paging.wanted
        )
        return paging.get_paginated_response(list(map(row_of, paging.cut(found, request))))

    @extend_schema(
        summary="一件事项：内容、办到哪一步、现在能办什么",
        description="offers 是您现在的职责和状态下的环节；不能办的写明原因、算法和依据。",
        parameters=[NUMBER],
        responses={200: MatterOutput} | failing(404),
        tags=[TAG],
    )
    def retrieve(self, request: Request, number: str) -> Response:
        user = user_of(request)
        return Response(MatterOutput(self.matter(number), context={"user": user}).data)

    @extend_schema(
        operation_id="decisions_draft",
        summary="登记动议",
        description="取得编号，立卷。改变共有部分或者使用维修资金的事项不在这里办理。",
        parameters=[once.PARAMETER],
        request=inputs.DraftInput,
        responses={201: MatterOutput} | failing(400, 403, 409),
        tags=[TAG],
    )
    def create(self, request: Request) -> Response:
        user = user_of(request)

        def act() -> Response:
            shape = inputs.DraftInput(data=request.data)
            shape.is_valid(raise_exception=True)
            motion: dict[str, Any] = shape.motion()
            matter = actions.draft(motion.pop("unit"), by=user, **motion)
            response = _shown(matter, user)
            response.status_code = 201
            response["Location"] = url_of(matter)
            return response

        return once.only_once(request, act)

    revise = step("revise", inputs.ReviseInput)
    consult = step("consult", inputs.ConsultInput)
    add_channel = step("add_channel", inputs.AddChannelInput)
    add_opinions = step("add_opinions", inputs.AddOpinionsInput)
    enter_opinion = step("enter_opinion", on_behalf.EnterOpinionInput)
    correct_opinion = step("correct_opinion", inputs.CorrectOpinionInput)
    answer_opinion = step("answer_opinion", inputs.AnswerOpinionInput)
    sum_up = step("sum_up", inputs.SumUpInput)
    call_meeting = step("call_meeting", inputs.CallMeetingInput)
    cancel_meeting = step("cancel_meeting", inputs.CancelMeetingInput)
    sign_in = step("sign_in", inputs.SignInInput)
    count_votes = step("count_votes", inputs.CountVotesInput)
    fail_meeting = step("fail_meeting", inputs.FailMeetingInput)
    propose = step("propose", inputs.PlanInput)
    deliberate = step("deliberate", inputs.PlanInput)
    resolve = step("resolve", inputs.ResolveInput, examples=RESOLVE_EXAMPLES)
    reject = step("reject", inputs.StepInput)
    publish_resolution = step("publish_resolution", inputs.ResponsibleInput)
    post_notice = step("post_notice", inputs.PostNoticeInput)
    take_down_notice = step("take_down_notice", inputs.TakeDownNoticeInput)
    repost_notice = step("repost_notice", amending.RepostNoticeInput)
    correct_notice = step("correct_notice", amending.CorrectNoticeInput)
    withdraw_notice = step("withdraw_notice", amending.WithdrawNoticeInput)
    implement = step("implement", inputs.ResponsibleInput)
    report_progress = step("report_progress", inputs.ReportProgressInput)
    correct_progress = step("correct_progress", inputs.CorrectProgressInput)
    accept_work = step("accept_work", inputs.AcceptWorkInput)
    survey = step("survey", inputs.SurveyInput)
    publish_result = step("publish_result", inputs.PublishResultInput)
    archive = step("archive", keeping.ArchiveInput)
    enter_objection = step("enter_objection", on_behalf.EnterObjectionInput)
    enter_joint_objection = step("enter_joint_objection", objections.EnterJointObjectionInput)
    revote = step("revote", inputs.StepInput)
    acknowledge_objection = step("acknowledge_objection", objections.AcknowledgeObjectionInput)
    answer_objection = step("answer_objection", objections.AnswerObjectionInput)
    close_objection = step("close_objection", objections.OneObjectionInput)
    escalate_objection = step("escalate_objection", objections.EscalateObjectionInput)
    decide_objection = step("decide_objection", objections.DecideObjectionInput)
    set_keeping = step("set_keeping", keeping.SetKeepingInput)
    seal = step("seal", inputs.StepInput)
    supervise = step("supervise", overseeing.SuperviseInput)
    answer_supervision = step("answer_supervision", overseeing.AnswerSupervisionInput)
    list_applicants = step("list_applicants", regimes.ListApplicantsInput)
    begin_review = step("begin_review", inputs.StepInput)
    review = step("review", regimes.ReviewInput)
    publish_review = step("publish_review", inputs.StepInput)
    conclude = step("conclude", inputs.StepInput)
    begin_owner_vote = step("begin_owner_vote", regimes.BeginOwnerVoteInput)
    count_owner_vote = step("count_owner_vote", regimes.CountOwnerVoteInput)
    resolve_by_owners = step("resolve_by_owners", inputs.ResolveInput)
    reject_by_owners = step("reject_by_owners", inputs.StepInput)
    submit_filing = step("submit_filing", inputs.StepInput)
    accept_filing = step("accept_filing", regimes.AcceptFilingInput)
    order_correction = step("order_correction", regimes.OrderCorrectionInput)
    attach = step("attach", inputs.AttachInput)
    recuse = step("recuse", recusals.RecuseInput)
    lift_recusal = step("lift_recusal", recusals.LiftRecusalInput)
    withdraw = step("withdraw", turn_inputs.ReasonInput)
    suspend = step("suspend", turn_inputs.SuspendInput)
    resume = step("resume", inputs.StepInput)
    terminate = step("terminate", turn_inputs.ReasonInput)
    act_first = step("act_first", turn_inputs.ActFirstInput)
    decline_ratification = step("decline_ratification", inputs.StepInput)
    revoke = step("revoke", turn_inputs.UndoInput)
    remand = step("remand", turn_inputs.UndoInput)
    send_to_street = step("send_to_street", inputs.StepInput)
    approve_review = step("approve_review", turn_inputs.StreetReviewInput)
    send_back = step("send_back", turn_inputs.StreetReviewInput)
    change = step("change", turn_inputs.ChangeInput)
    adjust = step("adjust", turn_inputs.ChangeInput)
    keep_resolution = step("keep_resolution", turn_inputs.ReasonInput)


def _shown(matter: Matter, user: User) -> Response:
    """The matter as it stands after the step; nothing to whom it shut out (自己回避的)."""
    now = access.visible_to(user).filter(pk=matter.pk).first()
    if now is None:
        return Response(status=204)
    return Response(MatterOutput(now, context={"user": user}).data)
