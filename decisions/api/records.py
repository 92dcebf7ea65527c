"""What a matter leaves behind: its publications and its ledger; and who sits in its community."""

from typing import Any

from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from decisions.api.visits import NUMBER, TAG, OfMatter, failing
from decisions.selectors import facts
from jiedao.api.paging import key_in
from jiedao.dossiers.models import Dossier
from jiedao.ledger.selectors import Line, timeline
from jiedao.lib import clock
from jiedao.organisation.selectors import people_of
from jiedao.people.models import Person
from jiedao.publications.models import Publication
from jiedao.publications.period import clock_on

LINES = 50


class MatterPublicationOutput(serializers.ModelSerializer[Publication]):
    """A publication of the matter (公示), with its clock."""

    kind = serializers.CharField(help_text="类别")
    kind_name = serializers.CharField(source="get_kind_display", help_text="类别的名称")
    text = serializers.CharField(source="full_text", help_text="定稿的全文")
    digest = serializers.CharField(source="full_digest", help_text="全文的SHA-256摘要")
    clock = serializers.SerializerMethodField(help_text="公示期还剩多久")

    class Meta:
        model = Publication
        fields = (
            "number",
            "kind",
            "kind_name",
            "title",
            "document_number",
            "code",
            "frozen_on",
            "posted_on",
            "posted_place",
            "ends_on",
            "taken_down_on",
            "clock",
            "basis",
            "edition",
            "text",
            "digest",
        )
        read_only_fields = fields

    def get_clock(self, publication: Publication) -> str:
        return clock_on(publication, clock.today()).big


class LineOutput(serializers.Serializer[Line]):
    """One line of the ledger (办理经过)."""

    seq = serializers.IntegerField(help_text="序号")
    act = serializers.CharField(help_text="办理动作")
    on = serializers.DateField(help_text="发生日期")
    at = serializers.DateTimeField(help_text="记录时间")
    by = serializers.CharField(help_text="办理人")
    words = serializers.CharField(help_text="记载")
    edition = serializers.CharField(help_text="适用的规则；不按哪部规则判断的为空")


class PersonOutput(serializers.ModelSerializer[Person]):
    """Someone who sits in the community's bodies (组成人员)."""

    name = serializers.CharField(source="__str__", help_text="姓名")

    class Meta:
        model = Person
        fields = ("id", "name")
        read_only_fields = fields


class TimelineOutput(serializers.Serializer[Any]):
    """One page of the ledger, newest first."""

    next = serializers.URLField(allow_null=True, help_text="更早的一页；没有了为空")
    results = LineOutput(many=True)


class MatterPublicationViewSet(OfMatter[Publication]):
    """The publications of one matter: two or three, so all at once."""

    pagination_class = None

    @extend_schema(
        summary="决议公示和实施结果公示",
        description="新的在前，含定稿的全文和公示期。",
        parameters=[NUMBER],
        responses={200: MatterPublicationOutput(many=True)} | failing(404),
        tags=[TAG],
    )
    def list(self, request: Request, number: str) -> Response:
        rows = facts(self.matter(number)).publications
        return Response(MatterPublicationOutput(rows, many=True).data)


class TimelineViewSet(OfMatter[Dossier]):
    """The ledger of one matter, paged by its own numbers."""

    pagination_class = None

    @extend_schema(
        summary="办理经过",
        description="新的在前，每页50条。",
        parameters=[
            NUMBER,
            OpenApiParameter(
                "before", int, description="只列出序号小于此值的；请直接使用上一页给出的 next。"
            ),
        ],
        responses={200: forced_singular_serializer(TimelineOutput)} | failing(400, 404),
        tags=[TAG],
    )
    def list(self, request: Request, number: str) -> Response:
        dossier = self.matter(number).dossier
        before = request.query_params.get("before", "")
        newest = key_in(before) if before else dossier.ledger_seq + 1
        newer = max(0, dossier.ledger_seq + 1 - newest)
        lines = [line for line in timeline(dossier, limit=newer + LINES + 1) if line.seq < newest]
        shown, further = lines[:LINES], lines[LINES:]
        here = request.build_absolute_uri()
        following = replace_query_param(here, "before", str(shown[-1].seq)) if further else None
        return Response(TimelineOutput({"next": following, "results": shown}).data)


class PeopleViewSet(OfMatter[Person]):
    """Those who sit in the bodies of a matter's community."""

    @extend_schema(
        summary="本社区的组成人员",
        description="登记回避时，从这里选人。",
        parameters=[NUMBER],
        responses={200: PersonOutput(many=True)} | failing(404),
        tags=[TAG],
    )
    def list(self, request: Request, number: str) -> Response:
        page = self.paginate_queryset(people_of(self.matter(number).dossier.unit)) or []
        return self.get_paginated_response(PersonOutput(page, many=True).data)
