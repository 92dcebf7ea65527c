"""Joint requests for a meeting: the list, one of them, a new one, and its few steps."""

from collections.abc import Callable

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from decisions import actions
from decisions.api import convening_shapes as shapes
from decisions.api.convening_shapes import ConveningOutput, ConveningRow
from decisions.api.visits import chosen, failing
from decisions.models import ConveningRequest
from decisions.procedures import CONVENING
from decisions.selectors import convening as selectors
from decisions.states import ConveningState
from jiedao.access.duties import name_of
from jiedao.api import once
from jiedao.api.paging import KeyPaging
from jiedao.api.parsers import FilesParser, SmallJSONParser
from jiedao.api.permissions import OFFICE, user_of
from jiedao.api.records.asking import UNIT, unit_asked
from jiedao.lib import text
from jiedao.lib.refusals import Refused
from jiedao.people.models import User

TAG = "convening"
NUMBER = OpenApiParameter(
    "number", str, OpenApiParameter.PATH, description="联名要求的编号，例如LM2026-001003-0003"
)
FILTERS = [
    OpenApiParameter("state", str, enum=ConveningState.values, description="只看这个状态的"),
    UNIT,
    OpenApiParameter("q", str, description="检索词，两个字以上，可以写几个，空格隔开"),
]


def step(code: str, given: type[shapes.ConveningStepInput]) -> Callable[..., Response]:
    """The address of one step: whether it is open, the shape of what is sent, then its action."""
    row = CONVENING.named(code)

    def take(self: "ConveningViewSet", request: Request, number: str) -> Response:
        user = user_of(request)

        def act() -> Response:
            record = _open(user, number, code)
            shape = given(data=request.data)
            shape.is_valid(raise_exception=True)
            getattr(actions, code)(record, by=user, **shape.arguments(record))
            return _shown(selectors.get_visible(user, number), user)

        return once.only_once(request, act)

    take.__name__ = code
    take.__doc__ = row.hint
    documented = extend_schema(
        operation_id=f"convening_{code}",
        summary=row.name,
        description=f"{row.hint}由负责“{name_of(row.duty)}”的人办理。依据：{row.basis}。",
        parameters=[NUMBER, once.PARAMETER],
        request=given,
        responses={200: ConveningOutput} | failing(400, 403, 404, 409),
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


class ConveningViewSet(GenericViewSet[ConveningRequest]):
    """Joint requests for a meeting (联名要求召集会议), as far as the asker may see them."""

    lookup_url_kwarg = "number"
    permission_classes = OFFICE
    parser_classes = (SmallJSONParser,)
    metadata_class = None

    @extend_schema(
        summary="联名要求列表",
        description="您能查看的联名要求召集会议，新登记的在前。",
        parameters=FILTERS,
        responses={200: ConveningRow(many=True)} | failing(400),
        tags=[TAG],
    )
    def list(self, request: Request) -> Response:
        rows, paging = selectors.visible_to(user_of(request)), KeyPaging()
        rows = selectors.narrowed(
            rows,
            state=chosen(request, "state", ConveningState.choices),
            words=text.asked_words(request.query_params.get("q", "")),
        )
        unit = unit_asked(request)
        if unit:
            rows = rows.filter(dossier__unit__path__startswith=unit.path)
        page = paging.paginate_queryset(rows, request)
        return paging.get_paginated_response(ConveningRow(page, many=True).data)

    @extend_schema(
        summary="一件联名要求：要求什么、人数够不够、现在能办什么",
        parameters=[NUMBER],
        responses={200: ConveningOutput} | failing(404),
        tags=[TAG],
    )
    def retrieve(self, request: Request, number: str) -> Response:
        user = user_of(request)
        return _shown(selectors.get_visible(user, number), user)

    @extend_schema(
        operation_id="convening_request",
        summary="登记联名要求",
        description="取得编号，立卷；接着登记联名的人，人数由平台核算。",
        parameters=[once.PARAMETER],
        request=shapes.RequestConveningInput,
        responses={201: ConveningOutput} | failing(400, 403, 409),
        tags=[TAG],
    )
    def create(self, request: Request) -> Response:
        user = user_of(request)

        def act() -> Response:
            shape = shapes.RequestConveningInput(data=request.data, context={"user": user})
            shape.is_valid(raise_exception=True)
            given = shape.request()
            record = actions.request_convening(given.pop("unit"), by=user, **given)
            response = _shown(record, user)
            response.status_code = 201
            response["Location"] = shapes.url_of(record)
            return response

        return once.only_once(request, act)

    @extend_schema(
        summary="联名时在任的居民代表",
        description="收到要求当天的居民代表名册，勾选联名代表时用；由登记联名要求的人查看。",
        parameters=[NUMBER],
        responses={200: shapes.RepresentativeOutput(many=True)} | failing(403, 404, 409),
        tags=[TAG],
    )
    @action(detail=True, pagination_class=None)
    def roster(self, request: Request, number: str) -> Response:
        record = _open(user_of(request), number, "tick_names", also_its_needs=True)
        seats = selectors.representatives_of(record.dossier.unit, record.dossier.opened_on)
        known = {"ticked": set(record.signatories.values_list("person_id", flat=True))}
        return Response(shapes.RepresentativeOutput(seats, many=True, context=known).data)

    @extend_schema(
        summary="可以登记为已经召集的会议",
        description="收到要求以后本社区应这份要求召集的、或者讨论所涉事项的会议，开会日期近的在前；由召集会议的人查看。",
        parameters=[NUMBER],
        responses={200: shapes.ConvenedMeetingOutput(many=True)} | failing(403, 404, 409),
        tags=[TAG],
    )
    @action(detail=True, pagination_class=None)
    def meetings(self, request: Request, number: str) -> Response:
        record = _open(user_of(request), number, "record_convening", also_its_needs=True)
        found = selectors.meetings_for(record)
        return Response(shapes.ConvenedMeetingOutput(found, many=True).data)

    tick_names = step("tick_names", shapes.TickNamesInput)
    enter_sheet = step("enter_sheet", shapes.EnterSheetInput)
    attach_signatures = step("attach_signatures", shapes.AttachSignaturesInput)
    accept_request = step("accept_request", shapes.ConveningStepInput)
    decline_request = step("decline_request", shapes.ConveningStepInput)
    reopen_request = step("reopen_request", shapes.ConveningStepInput)
    record_convening = step("record_convening", shapes.RecordConveningInput)


def _open(user: User, number: str, code: str, *, also_its_needs: bool = False) -> ConveningRequest:
    """The request a step is for: 404 when it may not be known, 403 or 409 with the reason."""
    record = selectors.get_visible(user, number)
    ask = CONVENING.why_not if also_its_needs else CONVENING.why_closed
    refusal = ask(record, code, by=user)
    if refusal:
        raise Refused(CONVENING.with_who_was_first(record, refusal))
    return record


def _shown(record: ConveningRequest, user: User) -> Response:
    return Response(ConveningOutput(record, context={"user": user}).data)
