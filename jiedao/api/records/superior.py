"""Papers from above on the API: to be read."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from jiedao.activities.models import SuperiorDocument
from jiedao.activities.selectors import superior as selectors
from jiedao.activities.states import Course, Level
from jiedao.api import examples
from jiedao.api.choosing import chosen
from jiedao.api.paging import KeyPaging
from jiedao.api.permissions import OFFICE, user_of
from jiedao.api.records.asking import UNIT, unit_asked
from jiedao.api.records.parts import several, words
from jiedao.api.shapes import failing
from jiedao.lib import clock
from jiedao.web.lists import Asked

TAG = "superior-documents"
NUMBER = OpenApiParameter(
    "number", str, OpenApiParameter.PATH, description="编号，例如SJ2026-105001-0001"
)
FILTERS = [
    OpenApiParameter("level", str, enum=Level.values, description="只看这一级的"),
    OpenApiParameter("course", str, enum=Course.values, description="只看办到这一步的"),
    UNIT,
]


class SuperiorDocumentRow(serializers.Serializer[Any]):
    """A paper from above as a list shows it (上级文件)."""

    number = serializers.CharField(source="record.dossier.number", help_text="编号")
    title = serializers.CharField(source="record.dossier.title", help_text="标题")
    document_number = serializers.CharField(
        source="record.document_number", help_text="文号；没有的为空"
    )
    level = serializers.CharField(source="record.level", help_text="哪一级")
    genre = serializers.CharField(source="record.genre", help_text="种类")
    issuer = serializers.CharField(source="record.issuer", help_text="发文机关或讲话人")
    received_on = serializers.DateField(source="record.received_on", help_text="收到日期")
    unit = serializers.CharField(source="record.dossier.unit.code", help_text="单位代码")
    unit_name = serializers.CharField(source="record.dossier.unit.short_name", help_text="单位")
    responsible = words("责任人：组织学习和传达的；没有的为空", "record.responsible")
    course = serializers.CharField(source="word", help_text="现在，与页面上的一字不差")
    studies = serializers.IntegerField(help_text="学习了几次")
    relays = serializers.IntegerField(help_text="传达到几个单位")


class LearnerOutput(serializers.Serializer[Any]):
    """One person and the paper: on which day studied, or not yet."""

    name = serializers.CharField(help_text="姓名")
    post = serializers.CharField(help_text="职务")
    studied_on = serializers.DateField(allow_null=True, help_text="学习日期；还没有学习的为空")
    how = serializers.CharField(help_text="怎么学的")


class RelayOutput(serializers.Serializer[Any]):
    """One unit the paper was handed down to."""

    unit = serializers.CharField(source="unit.code", help_text="单位代码")
    unit_name = serializers.CharField(source="unit.short_name", help_text="单位")
    relayed_on = serializers.DateField(help_text="传达日期")
    way = serializers.CharField(help_text="传达方式")


class SuperiorDocumentOutput(SuperiorDocumentRow):
    """One paper with who has studied it and to whom it was handed down."""

    summary = serializers.CharField(source="record.summary", help_text="主要精神")
    learners = several(
        LearnerOutput, lambda row, _: selectors.learners_of(row.record), "谁学习了、谁还没有"
    )
    relayed_to = several(
        RelayOutput, lambda row, _: selectors.relays_of(row.record), "传达到了哪里"
    )


class SuperiorDocumentViewSet(GenericViewSet[SuperiorDocument]):
    """What came from above, as far as the asker may see it."""

    lookup_url_kwarg = "number"
    permission_classes = OFFICE
    metadata_class = None

    @extend_schema(
        summary="上级文件列表",
        description="您能查看的上级文件，新登记的在前。",
        parameters=FILTERS,
        responses={200: SuperiorDocumentRow(many=True)} | failing(400),
        tags=[TAG],
    )
    def list(self, request: Request) -> Response:
        narrowed = {
            "level": chosen(request, "level", Level.choices),
            "course": chosen(request, "course", Course.choices),
        }
        asked, paging = Asked(selectors.LISTING, chosen=narrowed), KeyPaging()
        rows = selectors.asked_for(user_of(request), asked, today=clock.today())
        unit = unit_asked(request)
        if unit:
            rows = rows.filter(dossier__unit__path__startswith=unit.path)
        page = paging.paginate_queryset(rows, request)
        shown = [selectors.row_of(record) for record in page]
        return paging.get_paginated_response(SuperiorDocumentRow(shown, many=True).data)

    @extend_schema(
        summary="一份上级文件：谁学习了、传达到了哪里",
        parameters=[NUMBER],
        responses={200: SuperiorDocumentOutput} | failing(404),
        tags=[TAG],
    )
    def retrieve(self, request: Request, number: str) -> Response:
        record = selectors.get_visible(user_of(request), number)
        return Response(SuperiorDocumentOutput(selectors.row_of(record)).data)


_OF_ONE = {
    "number": "SJ2026-105001-0001",
    "title": "关于推进基层治理的意见",
    "document_number": "金办〔2026〕12号",
    "level": "district",
    "genre": "document",
    "issuer": "中共金水区委办公室",
    "unit": "410105001",
    "unit_name": "经八路街道",
    "responsible": "罗卫东",
    "course": "已学习、已传达",
    "studies": 1,
    "relays": 2,
    "summary": "要求各街道落实四项制度。",
}
examples.declare(
    {
        f"{one}.{name}": value
        for one in ("SuperiorDocumentRow", "SuperiorDocumentOutput")
        for name, value in _OF_ONE.items()
    }
    | {
        "LearnerOutput.name": "罗卫东",
        "LearnerOutput.post": "经八路街道科室干部",
        "LearnerOutput.how": "集中学习",
        "RelayOutput.way": "meeting",
    }
)
