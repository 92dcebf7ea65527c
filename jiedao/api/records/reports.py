"""Papers of the regime: the list, one of them, handing it in, receiving it or sending it back."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from jiedao.api import once
from jiedao.api.choosing import chosen
from jiedao.api.paging import KeyPaging
from jiedao.api.parsers import SmallJSONParser
from jiedao.api.permissions import OFFICE, user_of
from jiedao.api.records.asking import UNIT, unit_asked
from jiedao.api.records.report_shapes import NUMBER as EXAMPLE
from jiedao.api.records.report_shapes import ReportOutput, ReportRow, SendBackInput, WriteInput
from jiedao.api.shapes import failing
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.people.models import User
from jiedao.reporting import actions
from jiedao.reporting.models import Paper
from jiedao.reporting.procedures import of
from jiedao.reporting.selectors import draft
from jiedao.reporting.selectors import papers as selectors
from jiedao.reporting.states import PaperKind
from jiedao.web.lists import Asked

TAG = "reports"
NUMBER = OpenApiParameter(
    "number", str, OpenApiParameter.PATH, description=f"汇报编号，例如{EXAMPLE}"
)
FILTERS = [
    OpenApiParameter("kind", str, enum=PaperKind.values, description="只看这一类的"),
    OpenApiParameter(
        "state",
        str,
        enum=[str(code) for code, _ in selectors.STANDINGS],
        description="只看现在是这样的",
    ),
    UNIT,
]
ANSWERED = {200: ReportOutput} | failing(400, 403, 404, 409)


class ReportViewSet(GenericViewSet[Paper]):
    """The papers of the regime (每周汇报、半月小结、每月讲评), as far as the asker may see them."""

    lookup_url_kwarg = "number"
    permission_classes = OFFICE
    parser_classes = (SmallJSONParser,)
    metadata_class = None

    @extend_schema(
        summary="汇报列表",
        description="您能查看的每周汇报、半月小结和每月讲评，新的在前。",
        parameters=FILTERS,
        responses={200: ReportRow(many=True)} | failing(400),
        tags=[TAG],
    )
    def list(self, request: Request) -> Response:
        narrowed = {
            "kind": chosen(request, "kind", PaperKind.choices),
            "state": chosen(request, "state", selectors.STANDINGS),
        }
        asked, today = Asked(selectors.LISTING, chosen=narrowed), clock.today()
        rows, paging = selectors.asked_for(user_of(request), asked, today=today), KeyPaging()
        unit = unit_asked(request)
        if unit:
            rows = rows.filter(unit__path__startswith=unit.path)
        shown = [selectors.row_of(one, today) for one in paging.paginate_queryset(rows, request)]
        return paging.get_paginated_response(ReportRow(shown, many=True).data)

    @extend_schema(
        summary="一份汇报：全文、报送过几次、现在能办什么",
        description="报送过的是报送时的原文和数字；还在起草的是现在的草稿，is_draft 为真。",
        parameters=[NUMBER],
        responses={200: ReportOutput} | failing(404),
        tags=[TAG],
    )
    def retrieve(self, request: Request, number: str) -> Response:
        user = user_of(request)
        return Response(_shown(selectors.get_visible(user, number), user))

    @extend_schema(
        operation_id="reports_write",
        summary="撰写",
        description="写数字以外的话，答复上期事项；可以分几次写，没有提交的各项不变。",
        parameters=[NUMBER, once.PARAMETER],
        request=WriteInput,
        responses=ANSWERED,
        tags=[TAG],
    )
    @action(detail=True, methods=["post"])
    def write(self, request: Request, number: str) -> Response:
        def write(paper: Paper, *, by: User) -> None:
            shape = WriteInput(data=request.data)
            shape.is_valid(raise_exception=True)
            actions.write(paper, by=by, **shape.arguments(paper))

        return _taken(request, number, "write", write)

    @extend_schema(
        operation_id="reports_submit",
        summary="报送",
        description="工作情况要先写好、上期事项要先答复；报送以后内容和数字固定，接收人会收到通知。",
        parameters=[NUMBER, once.PARAMETER],
        request=None,
        responses=ANSWERED,
        tags=[TAG],
    )
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, number: str) -> Response:
        return _taken(request, number, "submit", actions.submit)

    @extend_schema(
        operation_id="reports_accept",
        summary="接收",
        description="内容属实、事项清楚的，接收归档；汇报里写明已经完成的交办任务同时办结。",
        parameters=[NUMBER, once.PARAMETER],
        request=None,
        responses=ANSWERED,
        tags=[TAG],
    )
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, number: str) -> Response:
        return _taken(request, number, "accept", actions.accept)

    @extend_schema(
        operation_id="reports_send_back",
        summary="退回",
        description="写人修改后重新报送；截止时间不变。",
        parameters=[NUMBER, once.PARAMETER],
        request=SendBackInput,
        responses=ANSWERED,
        tags=[TAG],
    )
    @action(detail=True, methods=["post"], url_path="send-back", url_name="send-back")
    def send_back(self, request: Request, number: str) -> Response:
        def send_back(paper: Paper, *, by: User) -> None:
            shape = SendBackInput(data=request.data)
            shape.is_valid(raise_exception=True)
            actions.send_back(paper, by=by, **shape.validated_data)

        return _taken(request, number, "send_back", send_back)


def _taken(request: Request, number: str, code: str, act: Callable[..., object]) -> Response:
    """One step of a paper: whether it is open is said before what is missing in the request."""
    user = user_of(request)

    def take() -> Response:
        paper = selectors.get_visible(user, number)
        refusal = of(paper).why_closed(paper, code, by=user)
        if refusal:
            raise Refused(of(paper).with_who_was_first(paper, refusal))
        act(paper, by=user)
        return Response(_shown(selectors.get_visible(user, number), user))

    return once.only_once(request, take)


def _shown(paper: Paper, user: User) -> Any:
    """The paper as its page shows it: as it was handed in, or as it stands now."""
    today = clock.today()
    filing = None if paper.is_open else paper.filings.first()
    known = {
        "user": user,
        "is_draft": filing is None,
        "content": filing.content if filing else draft.content_of(paper, today=today),
    }
    return ReportOutput(selectors.row_of(paper, today), context=known).data
