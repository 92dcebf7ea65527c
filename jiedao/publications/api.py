"""The public board for programs: posted publications, without sign-in and without personal parts."""

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.routers import SimpleRouter
from rest_framework.viewsets import ReadOnlyModelViewSet

from jiedao.publications import board as boards
from jiedao.publications.models import Publication
from jiedao.publications.states import PublicationKind

TAG = "publications"


class PublicationRow(serializers.ModelSerializer[Publication]):
    """A publication as a list shows it (公示)."""

    kind = serializers.CharField(help_text="类别")
    kind_name = serializers.CharField(source="get_kind_display", help_text="类别的名称")
    unit = serializers.CharField(source="unit.code", help_text="单位代码")
    unit_name = serializers.CharField(source="unit.short_name", help_text="单位")
    role = serializers.CharField(help_text="用途：notice公示，correction更正，withdrawal撤回")
    about = serializers.CharField(
        source="about.number",
        default=None,
        allow_null=True,
        help_text="更正或撤回的是哪一份；没有的为空",
    )
    reason = serializers.CharField(help_text="更正或撤回的原因")
    superseded_as = serializers.CharField(
        help_text="后来：correction已更正，withdrawal已撤回；没有的为空"
    )
    superseded_by = serializers.CharField(
        source="superseded_by.number",
        default=None,
        allow_null=True,
        help_text="更正或撤回它的公示；没有的为空",
    )
    struck_as = serializers.CharField(
        help_text="不再有效：ordered街道责令改正，revoked决议已撤销；有效的为空"
    )

    class Meta:
        model = Publication
        fields: tuple[str, ...] = (
            "number",
            "kind",
            "kind_name",
            "unit",
            "unit_name",
            "title",
            "document_number",
            "role",
            "about",
            "reason",
            "superseded_as",
            "superseded_by",
            "struck_as",
            "struck_on",
            "posted_on",
            "posted_place",
            "restarted_on",
            "ends_on",
            "taken_down_on",
        )
        read_only_fields = fields


class PublicationDetail(PublicationRow):
    """One publication with its text and digests, to be compared with the paper on the wall."""

    text = serializers.SerializerMethodField(help_text="隐去个人信息的文本；已撤回的为空")
    digest = serializers.CharField(source="redacted_digest", help_text="上面文本的SHA-256摘要")
    full_digest = serializers.CharField(help_text="全文的SHA-256摘要")

    class Meta(PublicationRow.Meta):
        fields = (
            *PublicationRow.Meta.fields,
            "frozen_on",
            "min_days",
            "basis",
            "edition",
            "code",
            "text",
            "digest",
            "full_digest",
            "chain_digest",
        )
        read_only_fields = fields

    def get_text(self, publication: Publication) -> str:
        return "" if publication.is_withdrawn else publication.redacted_text


@extend_schema_view(
    list=extend_schema(
        summary="公开栏：张贴过的公示",
        description="不用登录，新的在前，不含个人信息。",
        parameters=[
            OpenApiParameter("unit", str, description="单位代码；含下级单位"),
            OpenApiParameter(
                "kind", str, enum=PublicationKind.values, description="只看这一类公示"
            ),
        ],
        responses=PublicationRow(many=True),
        tags=[TAG],
    ),
    retrieve=extend_schema(
        summary="一份公示的文本和摘要",
        description="不用登录。文本已隐去个人信息，和墙上的公示逐字核对可以用摘要。",
        parameters=[OpenApiParameter("number", str, OpenApiParameter.PATH, description="公示编号")],
        responses=PublicationDetail,
        tags=[TAG],
    ),
)
class PublicationViewSet(ReadOnlyModelViewSet[Publication]):
    """What hangs, or has hung, on the boards of the office."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    lookup_field = "number"
    metadata_class = None

    def get_queryset(self) -> QuerySet[Publication]:
        rows = Publication.objects.posted().select_related("unit")
        if self.action != "list":
            return rows.select_related("about", "superseded_by").defer("full_text", "grams")
        rows = boards.without_texts(rows)
        asked = self.request.query_params
        return _narrowed(rows, asked.get("unit", ""), asked.get("kind", ""))

    def get_serializer_class(self) -> type[PublicationRow]:
        return PublicationRow if self.action == "list" else PublicationDetail


def _narrowed(rows: QuerySet[Publication], unit: str, kind: str) -> QuerySet[Publication]:
    if kind and kind not in PublicationKind.values:
        kinds = "、".join(PublicationKind.values)
        raise ValidationError({"kind": [f"没有“{kind}”这一类公示，可以写：{kinds}。"]})
    if kind:
        rows = rows.filter(kind=kind)
    if not unit:
        return rows
    within = boards.unit_with(unit)
    if within is None:
        raise ValidationError({"unit": [f"没有代码为“{unit}”的单位，请核对。"]})
    return rows.filter(unit__path__startswith=within.path)


def routes(router: SimpleRouter) -> None:
    """Everything under /api/v1/publications/."""
    router.register("publications", PublicationViewSet, basename="publication")
