"""Old matters (历史补录): the list, one of them with its papers, and an old paper put to it."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from decisions import actions, catalogue
from decisions.api.fields import Choice
from decisions.api.papers import PaperOutput, papers_of
from decisions.api.visits import chosen, failing
from decisions.duties import Duty
from decisions.historic import PAPERS
from decisions.models import HistoricMatter
from decisions.models.historic import DECIDED_BY
from decisions.selectors import historic as selectors
from jiedao.api import examples, grants, once
from jiedao.api.paging import KeyPaging
from jiedao.api.parsers import FilesParser
from jiedao.api.permissions import OFFICE, user_of
from jiedao.api.records.asking import UNIT, unit_asked
from jiedao.attachments.states import AttachmentKind
from jiedao.lib import clock, text

TAG = "historic"
NUMBER = OpenApiParameter(
    "number", str, OpenApiParameter.PATH, description="补录的编号，例如LS2024-001003-0001"
)
FILTERS = [
    OpenApiParameter(
        "kind", str, enum=[code for code, _ in catalogue.CHOICES], description="只看这一类事项"
    ),
    UNIT,
    OpenApiParameter("q", str, description="检索词，两个字以上，可以写几个，空格隔开"),
]
grants.declare("historic.attach", "补录档案里的材料", duty=Duty.HISTORIC)


class HistoricRow(serializers.ModelSerializer[HistoricMatter]):
    """An old matter as a list shows it."""

    number = serializers.CharField(source="dossier.number", help_text="编号")
    title = serializers.CharField(source="dossier.title", help_text="事项")
    unit = serializers.CharField(source="dossier.unit.code", help_text="社区代码")
    unit_name = serializers.CharField(source="dossier.unit.short_name", help_text="社区")
    kind = Choice("MatterType", catalogue.CHOICES, help_text="事项类型")
    kind_name = serializers.CharField(source="matter_type.name", help_text="事项类型的名称")
    decided_by = Choice("HistoricBody", DECIDED_BY, help_text="由谁决定")
    decided_by_name = serializers.CharField(
        source="get_decided_by_display", help_text="由谁决定，写成中文"
    )

    class Meta:
        model = HistoricMatter
        fields: tuple[str, ...] = (
            "number",
            "title",
            "unit",
            "unit_name",
            "kind",
            "kind_name",
            "decided_on",
            "decided_by",
            "decided_by_name",
            "source",
        )
        read_only_fields = fields


class HistoricOutput(HistoricRow):
    """One old matter as its papers have it, and the papers; no step can be taken on it."""

    papers = serializers.SerializerMethodField(help_text="补录的材料，新的在前")

    class Meta(HistoricRow.Meta):
        fields = (
            *HistoricRow.Meta.fields,
            "expected",
            "present",
            "in_favour",
            "resolution",
            "published_on",
            "finished_on",
            "spent",
            "papers",
        )
        read_only_fields = fields

    @extend_schema_field(PaperOutput(many=True))
    def get_papers(self, record: HistoricMatter) -> list[dict[str, Any]]:
        return papers_of(record.dossier)


class AttachHistoricInput(serializers.Serializer[Any]):
    """An old paper, and what it is (补录档案)."""

    file = serializers.FileField(max_length=255, help_text="扫描件，不超过50兆")
    kind = Choice(
        "HistoricPaper",
        [(kind.value, kind.label) for kind in PAPERS],
        help_text="这是什么",
    )


class HistoricViewSet(GenericViewSet[HistoricMatter]):
    """Matters decided before the office used the portal, as far as the asker may see them."""

    lookup_url_kwarg = "number"
    permission_classes = OFFICE
    metadata_class = None

    def act(self) -> str:
        """The act a request is, as it can be granted to another system."""
        return f"historic.{self.action}"

    @extend_schema(
        summary="历史补录的事项列表",
        description="您能查看的旧事项，新补录的在前；不经过程序，只供查阅。",
        parameters=FILTERS,
        responses={200: HistoricRow(many=True)} | failing(400),
        tags=[TAG],
    )
    def list(self, request: Request) -> Response:
        rows, paging = selectors.visible_to(user_of(request)), KeyPaging()
        rows = selectors.narrowed(
            rows,
            kind=chosen(request, "kind", catalogue.CHOICES),
            words=text.asked_words(request.query_params.get("q", "")),
        )
        unit = unit_asked(request)
        if unit:
            rows = rows.filter(dossier__unit__path__startswith=unit.path)
        page = paging.paginate_queryset(rows, request)
        return paging.get_paginated_response(HistoricRow(page, many=True).data)

    @extend_schema(
        summary="一件旧事项：档案怎么记的，补录了哪些材料",
        parameters=[NUMBER],
        responses={200: HistoricOutput} | failing(404),
        tags=[TAG],
    )
    def retrieve(self, request: Request, number: str) -> Response:
        record = selectors.get_visible(user_of(request), number)
        return Response(HistoricOutput(record).data)

    @extend_schema(
        operation_id="historic_attach",
        summary="补录档案里的材料",
        description="把旧档案的一份扫描件存进这件旧事项的案卷；案卷仍然是办结的。",
        parameters=[NUMBER, once.PARAMETER],
        request=AttachHistoricInput,
        responses={200: HistoricOutput} | failing(400, 403, 404, 409),
        tags=[TAG],
    )
    @action(detail=True, methods=["post"], parser_classes=[FilesParser])
    def attach(self, request: Request, number: str) -> Response:
        user = user_of(request)

        def act() -> Response:
            record = selectors.get_visible(user, number)
            # Who may not take old matters over is not asked for the paper.
            actions.demand_historic(record.dossier.unit, by=user)
            shape = AttachHistoricInput(data=request.data)
            shape.is_valid(raise_exception=True)
            actions.attach_historic(record, by=user, on=clock.today(), **shape.validated_data)
            return Response(HistoricOutput(record).data)

        return once.only_once(request, act)


_OF_ONE = {
    "number": "LS2024-001003-0001",
    "title": "南院围墙翻修",
    "kind": "welfare",
    "kind_name": "社区公益事业立项与经费筹集",
    "decided_on": "2024-05-16",
    "decided_by": "representatives",
    "decided_by_name": "居民代表会议",
    "source": "2024年居务档案第12卷",
    "expected": 63,
    "present": 51,
    "in_favour": 47,
    "resolution": "翻修南院围墙120米，经费从社区公益事业经费列支。",
    "published_on": "2024-05-20",
    "finished_on": "2024-08-02",
    "spent": "46000.00",
}
examples.declare(
    {
        f"{one}.{name}": value
        for one in ("HistoricRow", "HistoricOutput")
        for name, value in _OF_ONE.items()
    }
    | {"AttachHistoricInputRequest.kind": str(AttachmentKind.MINUTES)}
)
