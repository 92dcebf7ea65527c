"""The ledger over all units for programs: the same filters, and as little of what was said."""

from dataclasses import replace
from datetime import date
from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.viewsets import GenericViewSet

from jiedao.auditing import asked as asking
from jiedao.auditing import duty, selectors
from jiedao.auditing.asked import LONGEST, Asked
from jiedao.ledger.selectors import is_line
from jiedao.lib import clock
from jiedao.people.models import User

TAG = "ledger"
ASKED = [
    OpenApiParameter("unit", str, description="单位代码，含下级单位；不写就是您审计的全部单位"),
    OpenApiParameter("since", OpenApiTypes.DATE, description="从哪天记录的起；不写就是30天以前"),
    OpenApiParameter("until", OpenApiTypes.DATE, description="到哪天记录的为止；不写就是今天"),
    OpenApiParameter("act", str, description="办了什么，写成中文，与页面上的一字不差"),
    OpenApiParameter("actor", str, description="办理人的姓名里的字，或者登录名"),
]


class LedgerLineOutput(serializers.Serializer[Any]):
    """One line of the ledger without its words (台账条目)."""

    at = serializers.DateTimeField(help_text="什么时候记录的")
    occurred_on = serializers.DateField(source="on", help_text="发生日期")
    number = serializers.CharField(help_text="案卷的编号；记在单位名下的为空")
    unit = serializers.CharField(source="unit_code", help_text="单位代码")
    unit_name = serializers.CharField(source="unit", help_text="单位")
    act = serializers.CharField(help_text="办理动作的代码")
    act_name = serializers.CharField(help_text="办了什么，写成中文")
    actor = serializers.CharField(source="who", help_text="谁办的，当时的姓名")
    posts = serializers.CharField(help_text="当时的岗位；没有任职的为空")
    basis = serializers.CharField(help_text="适用的法律和条文；不依法律条文办理的为空")


class LedgerViewSet(GenericViewSet[Any]):
    """Who did what to which dossier and when, over all units (台账总览)."""

    serializer_class = LedgerLineOutput

    @extend_schema(
        summary="台账总览：谁在什么时候对哪个案卷办了什么",
        description="审计管理员用，新的在前；不含案卷里写的话。一次最多看一年。",
        parameters=ASKED,
        responses=LedgerLineOutput(many=True),
        tags=[TAG],
    )
    def list(self, request: Request) -> Response:
        assert isinstance(request.user, User)
        duty.demand(request.user)
        asked = _asked(request, request.user)
        paging: Any = self.paginator
        before = paging.before(request)
        if before is not None and not is_line(before):
            raise paging.not_ours()
        wanted = selectors.wanted(request.user, replace(asked, before=before or 0))
        found = paging.cut(selectors.lines(wanted, most=paging.wanted), request)
        answer: Response = paging.get_paginated_response(self.get_serializer(found, many=True).data)
        return answer


def _asked(request: Request, user: User) -> Asked:
    """What is asked; a program is told what makes no sense, where a page passes over it."""
    query = request.query_params.dict()
    asked = asking.read(query, user, clock.today())
    said: dict[str, list[str]] = {}
    if query.get("unit") and asked.unit is None:
        said["unit"] = ["没有这个代码的单位，或者不在您审计的范围内，请核对。"]
    if query.get("act") and not asked.act:
        said["act"] = [f"没有“{query['act'][:40]}”这个办理动作，请写页面上的名称。"]
    days = {name: _day(name, query.get(name, ""), said) for name in ("since", "until")}
    since, until = days["since"] or asked.since, days["until"] or asked.until
    if not said and until < since:
        said["until"] = ["结束日期不能早于开始日期，请重新选择。"]
    if not said and until - since > LONGEST:
        said["since"] = [f"一次最多看{LONGEST.days}天，请分几次读。"]
    if said:
        raise ValidationError(said)
    return asked


def _day(name: str, given: str, said: dict[str, list[str]]) -> date | None:
    if not given:
        return None
    try:
        day: date = serializers.DateField().run_validation(given)
    except ValidationError as wrong:
        said[name] = [str(one) for one in wrong.detail]
        return None
    if not 1900 < day.year < 2200:
        said[name] = ["年份不对，请核对。"]
    return day


def routes(router: SimpleRouter) -> None:
    """Everything under /api/v1/ledger/."""
    router.register("ledger", LedgerViewSet, basename="ledger")
