"""扫描件: what came back on paper and where it went; uploading, filing, putting aside."""

from collections.abc import Callable

from django.db import transaction
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from jiedao.api import grants, once
from jiedao.api.choosing import chosen
from jiedao.api.paging import KeyPaging
from jiedao.api.parsers import FilesParser, SmallJSONParser
from jiedao.api.permissions import OFFICE, user_of
from jiedao.api.records import scan_shapes as shapes
from jiedao.api.records.asking import UNIT, unit_asked
from jiedao.api.records.scan_shapes import ScannedPaperRow, UploadOutput
from jiedao.api.shapes import failing
from jiedao.lib import text
from jiedao.people.models import User
from jiedao.scans import actions, selectors, tasks
from jiedao.scans.models import Scan, ScannedPaper
from jiedao.scans.states import PaperStatus
from jiedao.web import duties
from jiedao.web.duties import OfficeDuty

TAG = "scans"
KEY = r"[0-9]{1,18}"
PAPER = OpenApiParameter("paper", int, OpenApiParameter.PATH, description="扫描件的键")
UPLOAD = OpenApiParameter("upload", int, OpenApiParameter.PATH, description="原件的键")
MATTER = OpenApiParameter("matter", str, required=True, description="案卷的编号")
STATE = OpenApiParameter("state", str, enum=PaperStatus.values, description="只看办到这里的")
ANSWERED = {200: ScannedPaperRow} | failing(400, 403, 404, 409)
# A scanner hands in what lies on it; what a paper is, is for its code or for people to say.
grants.declare("scans.upload", "上传扫描件", duty=OfficeDuty.SCAN)


class ScanViewSet(GenericViewSet[ScannedPaper]):
    """The papers that came back (扫描件), as far as the asker may see them."""

    lookup_url_kwarg = "paper"
    lookup_value_regex = KEY
    permission_classes = OFFICE
    parser_classes = (FilesParser, SmallJSONParser)
    metadata_class = None

    def act(self) -> str:
        """The act a request is, as it can be granted to another system."""
        return f"scans.{'upload' if self.action == 'create' else self.action}"

    @extend_schema(
        summary="扫描件列表",
        description="您上传的，和您任职的单位收着的扫描件（下级单位收着的由它们自己处理）："
        "等人认的、等登记的、已归卷的，新的在前。",
        parameters=[STATE, UNIT],
        responses={200: ScannedPaperRow(many=True)} | failing(400, 403),
        tags=[TAG],
    )
    def list(self, request: Request) -> Response:
        user, paging = user_of(request), KeyPaging()
        duties.demand(user, OfficeDuty.SCAN, act="查看扫描件")
        state, unit = chosen(request, "state", PaperStatus.choices), unit_asked(request)
        rows = selectors.with_their_rows(user)
        if state:
            rows = rows.filter(status=state)
        if unit:
            rows = rows.filter(unit__path__startswith=unit.path)
        shown = list(selectors.rows_of(paging.paginate_queryset(rows, request)))
        return paging.get_paginated_response(ScannedPaperRow(shown, many=True).data)

    @extend_schema(
        summary="一份扫描件：是什么，归到了哪里",
        parameters=[PAPER],
        responses={200: ScannedPaperRow} | failing(404),
        tags=[TAG],
    )
    def retrieve(self, request: Request, paper: str) -> Response:
        return _shown(user_of(request), int(paper))

    @extend_schema(
        operation_id="scans_upload",
        summary="上传扫描件",
        description="一次一个文件。随后自动识别，带二维码的自动归卷；认到哪里了，请看 Location 给出的地址。",
        parameters=[once.PARAMETER],
        request={"multipart/form-data": shapes.UploadInput},
        responses={201: UploadOutput} | failing(400, 403, 409),
        tags=[TAG],
    )
    def create(self, request: Request) -> Response:
        user = user_of(request)

        def act() -> Response:
            duties.demand(user, OfficeDuty.SCAN, act="上传扫描件")
            shape = shapes.UploadInput(data=request.data, context={"user": user})
            shape.is_valid(raise_exception=True)
            given = shape.validated_data
            duties.demand(user, OfficeDuty.SCAN, given["unit"], act="上传扫描件")
            scan = actions.upload(given["unit"], file=given["file"], by=user, form=shape.named())
            transaction.on_commit(tasks.have_them_read)
            shown = UploadOutput(scan, context={"user": user}).data
            return Response(shown, status=201, headers={"Location": shapes.url_of(scan)})

        return once.only_once(request, act)

    @extend_schema(
        summary="在一件案卷里，这份扫描件可以是什么",
        description="打印出去的表、公示的照片、其他材料；归卷时用 value。",
        parameters=[PAPER, MATTER],
        responses={200: shapes.PlaceOutput(many=True)} | failing(404),
        tags=[TAG],
    )
    @action(detail=True, pagination_class=None)
    def places(self, request: Request, paper: str) -> Response:
        user = user_of(request)
        one = selectors.get_visible(user, int(paper))
        dossier = selectors.matter_of(
            user, one, text.asked_words(request.query_params.get("matter", ""))
        )
        return Response(shapes.PlaceOutput(selectors.choices_of(dossier), many=True).data)

    @extend_schema(
        operation_id="scans_file",
        summary="把扫描件归卷",
        description="写明是哪件案卷里的什么，经这件案卷自己的环节归入；公示的照片认出以后再登记张贴或者揭下。",
        parameters=[PAPER, once.PARAMETER],
        request=shapes.FileScanInput,
        responses=ANSWERED,
        tags=[TAG],
    )
    @action(
        detail=True,
        methods=["post"],
        url_path="file",
        url_name="file",
        parser_classes=[SmallJSONParser],
    )
    def file_scan(self, request: Request, paper: str) -> Response:
        user = user_of(request)

        def act(one: ScannedPaper) -> None:
            shape = shapes.FileScanInput(data=request.data, context={"user": user})
            shape.is_valid(raise_exception=True)
            match = shape.match(one)
            settle = actions.show_notice if match.publication else actions.file_scan
            settle(one, match=match, by=user)

        return _settled(request, int(paper), act)

    @extend_schema(
        operation_id="scans_dismiss",
        summary="登记扫描件不归卷",
        description="与街道的事项无关或者没有用的；原件仍然保存。",
        parameters=[PAPER, once.PARAMETER],
        request=shapes.DismissInput,
        responses=ANSWERED,
        tags=[TAG],
    )
    @action(detail=True, methods=["post"], parser_classes=[SmallJSONParser])
    def dismiss(self, request: Request, paper: str) -> Response:
        user = user_of(request)

        def act(one: ScannedPaper) -> None:
            shape = shapes.DismissInput(data=request.data)
            shape.is_valid(raise_exception=True)
            actions.dismiss(one, by=user, **shape.validated_data)

        return _settled(request, int(paper), act)


class UploadViewSet(GenericViewSet[Scan]):
    """Files as they were photographed or scanned (扫描原件)."""

    lookup_url_kwarg = "upload"
    lookup_value_regex = KEY
    permission_classes = OFFICE
    metadata_class = None

    @extend_schema(
        summary="一个原件：识别到哪里，认出了哪几份",
        parameters=[UPLOAD],
        responses={200: UploadOutput} | failing(404),
        tags=[TAG],
    )
    def retrieve(self, request: Request, upload: str) -> Response:
        user = user_of(request)
        scan = selectors.get_scan(user, int(upload))
        return Response(UploadOutput(scan, context={"user": user}).data)


def _settled(request: Request, pk: int, act: Callable[[ScannedPaper], None]) -> Response:
    """Settle one paper: what is in its dossier already is said before what is missing."""
    user = user_of(request)

    def settle() -> Response:
        one = selectors.get_visible(user, pk)
        actions.demand_open(one)
        act(one)
        return _shown(user, pk)

    return once.only_once(request, settle)


def _shown(user: User, pk: int) -> Response:
    (row,) = selectors.rows_of([selectors.get_visible(user, pk)])
    return Response(ScannedPaperRow(row).data)
