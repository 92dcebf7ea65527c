"""Lists page by key, newest first: no total is counted, no row is skipped or shown twice."""

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from django.db.models import QuerySet
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView


class Keyed(Protocol):
    """What has the key a list goes by."""

    @property
    def pk(self) -> int: ...


Row = TypeVar("Row", bound=Keyed)
PARAMETER, LONGEST = "before", 19
EXPLAINED = "上一页最后一条的键，从它的下一条接着列；请直接使用上一页给出的 next，不要自行计算。"
NOT_OURS = "请使用上一页给出的 next，不要自行填写。"


def _not_ours() -> ValidationError:
    return ValidationError({PARAMETER: [NOT_OURS]})


def key_in(before: str) -> int:
    """The key an address goes on from; ValidationError for what no page of ours has given out."""
    if not (before.isascii() and before.isdecimal() and len(before) < LONGEST):
        raise _not_ours()
    return int(before)


class KeyPaging(BasePagination):
    """`{"next": …, "results": […]}`; `next` is null on the last page."""

    page_size = api_settings.PAGE_SIZE
    next_url: str | None = None

    def paginate_queryset(
        self,
        queryset: QuerySet[Any] | Sequence[Any],
        request: Request,
        view: APIView | None = None,
    ) -> list[Any]:
        assert isinstance(queryset, QuerySet), "只有查询集才能按键分页"
        rows, before = queryset.order_by("-pk"), self.before(request)
        if before is not None:
            rows = rows.filter(pk__lt=before)
        return self.cut(list(rows[: self.wanted]), request)

    def before(self, request: Request) -> int | None:
        """The key the address goes on from; None on the first page."""
        before = request.query_params.get(PARAMETER, "")
        return key_in(before) if before else None

    def not_ours(self) -> ValidationError:
        """What a list raises that is not in the order of the keys, and knows no row of that key."""
        return _not_ours()

    @property
    def wanted(self) -> int:
        """How many rows tell a page and whether another follows."""
        assert self.page_size
        return self.page_size + 1

    def cut(self, found: Sequence[Row], request: Request) -> list[Row]:
        """The rows of the page, of as many as were `wanted`; remembers where the next begins."""
        shown = list(found[: self.wanted - 1])
        if len(found) > len(shown):
            here = request.build_absolute_uri()
            self.next_url = replace_query_param(here, PARAMETER, str(shown[-1].pk))
        return shown

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"next": self.next_url, "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "object",
            "required": ["next", "results"],
            "properties": {
                "next": {"type": "string", "format": "uri", "nullable": True},
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        return [
            {
                "name": PARAMETER,
                "in": "query",
                "required": False,
                "description": EXPLAINED,
                "schema": {"type": "integer"},
            }
        ]
