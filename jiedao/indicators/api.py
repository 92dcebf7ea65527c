"""Figures for programs: the same values as on the page, in the same scopes."""

from datetime import date, timedelta
from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, OpenApiTypes, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.viewsets import ViewSet

from jiedao.indicators import selectors
from jiedao.indicators.figures import Scope, all_figures
from jiedao.indicators.selectors import Told
from jiedao.lib import clock
from jiedao.lib.refusals import refuse
from jiedao.people.models import User

TAG, LONGEST = "figures", 40
NO_UNIT = OpenApiResponse(description="没有这个指标或者单位，或者不在您能查看的范围内")
SCOPE = [
    OpenApiParameter("unit", str, description="单位代码，含下级单位；不写就是您能查看的最高一级"),
    OpenApiParameter("from", OpenApiTypes.DATE, description="期间的第一天；不写就是今年1月1日"),
    OpenApiParameter("to", OpenApiTypes.DATE, description="期间的最后一天；不写就是今天"),
]


class FigureOutput(serializers.Serializer[Any]):
    """A figure with its value in a scope (指标)."""

    code = serializers.CharField(help_text="指标代码")
    report = serializers.CharField(allow_null=True, help_text="汇报材料里的编号；没有的为空")
    name = serializers.CharField(help_text="指标")
    kind = serializers.CharField(help_text="计数、求和、时点或者比率")
    definition = serializers.CharField(help_text="定义")
    measure = serializers.CharField(help_text="单位：件、元、%")
    value = serializers.FloatField(allow_null=True, help_text="数；没有比率的为空")
    words = serializers.CharField(help_text="数，与页面上的一字不差")
    unit = serializers.CharField(help_text="统计单位的代码")
    since = serializers.DateField(help_text="期间的第一天")
    until = serializers.DateField(help_text="期间的最后一天")


class FigurePart(serializers.Serializer[Any]):
    """A part of a figure (分单位、分月)."""

    name = serializers.CharField(help_text="单位或者月份")
    code = serializers.CharField(help_text="单位代码；月份的为空")
    value = serializers.FloatField(help_text="数")


class FigureDetail(FigureOutput):
    """A figure with its parts."""

    by_unit = FigurePart(many=True, help_text="分单位，各部分相加等于总数")
    by_month = FigurePart(many=True, help_text="分月，最多最近24个月")


class FigureViewSet(ViewSet):
    """Figures of the office, counted from its records."""

    lookup_url_kwarg = "code"
    lookup_value_regex = "[^/]+"

    @extend_schema(
        summary="指标",
        parameters=SCOPE,
        responses={200: FigureOutput(many=True), 404: NO_UNIT},
        tags=[TAG],
    )
    def list(self, request: Request) -> Response:
        scope = _scope(request)
        told = selectors.told(selectors.shown(), scope)
        return Response([_row(one, scope) for one in told])

    @extend_schema(
        summary="一个指标：数、分单位、分月",
        parameters=[
            OpenApiParameter("code", str, OpenApiParameter.PATH, description="指标代码"),
            *SCOPE,
        ],
        responses={200: FigureDetail, 404: NO_UNIT},
        tags=[TAG],
    )
    def retrieve(self, request: Request, code: str) -> Response:
        figure = all_figures().get(code)
        if figure is None:
            raise refuse(
                "figures.none",
                f"没有代码为“{code[:LONGEST]}”的指标，请核对。",
                hint="有哪些指标、各是什么代码，见 /api/v1/figures/。",
                status=404,
            )
        scope = _scope(request)
        (told,) = selectors.told([figure], scope)
        parts = {
            "by_unit": _lines(
                selectors.by_unit(figure, scope, selectors.units_beneath(scope.unit))
            ),
            "by_month": _lines(selectors.by_month(figure, scope)),
        }
        return Response(_row(told, scope) | parts)


def _scope(request: Request) -> Scope:
    assert isinstance(request.user, User)
    unit = selectors.unit_of(request.user, request.query_params.get("unit", ""))
    today = clock.today()
    since = _day(request, "from", date(today.year, 1, 1))
    until = _day(request, "to", max(today, since))
    if until < since:
        raise ValidationError({"to": ["结束日期不能早于开始日期，请重新选择。"]})
    return Scope(unit, since, until + timedelta(days=1))


def _day(request: Request, name: str, default: date) -> date:
    given = request.query_params.get(name, "")
    if not given:
        return default
    try:
        day: date = serializers.DateField().run_validation(given)
    except ValidationError as wrong:
        raise ValidationError({name: wrong.detail}) from wrong
    if not 1900 <= day.year < 2200:
        raise ValidationError({name: ["年份不对，请核对。"]})
    return day


def _row(told: Told, scope: Scope) -> dict[str, Any]:
    figure = told.figure
    return {
        "code": figure.code,
        "report": figure.report or None,
        "name": figure.name,
        "kind": figure.kind,
        "definition": figure.definition,
        "measure": figure.measure,
        "value": selectors.number(told),
        "words": told.words,
        "unit": scope.unit.code,
        "since": scope.since.isoformat(),
        "until": scope.last.isoformat(),
    }


def _lines(lines: list[selectors.Line]) -> list[dict[str, Any]]:
    return [{"name": line.name, "code": line.code, "value": float(line.value)} for line in lines]


def routes(router: SimpleRouter) -> None:
    """Everything under /api/v1/figures/."""
    router.register("figures", FigureViewSet, basename="figure")
