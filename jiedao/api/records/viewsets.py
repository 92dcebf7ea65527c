"""Records on the API: the list as the page can be asked for it, one of them, and what can be done."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from jiedao.api import examples
from jiedao.api.choosing import chosen
from jiedao.api.paging import KeyPaging
from jiedao.api.parsers import SmallJSONParser
from jiedao.api.permissions import OFFICE, user_of
from jiedao.api.records.acts import Acts
from jiedao.api.records.asking import UNIT, unit_asked
from jiedao.api.records.parts import several
from jiedao.api.shapes import failing
from jiedao.lib import clock, text
from jiedao.lib.addresses import address
from jiedao.lib.refusals import FORBIDDEN, Refusal
from jiedao.people.models import User
from jiedao.procedures.steps import Procedure
from jiedao.web.lists import Asked, Listing, Narrowing

WORDS = OpenApiParameter("q", str, description="只看有这些词的：编号、标题或者内容")
BY_UNIT = "unit"


@dataclass(frozen=True)
class Reads:
    """How one kind of record is read, as its page reads it.

    `unit_path` leads to the unit that stands in its rows, by which the list is narrowed.
    """

    listing: Callable[[User], Listing]
    asked_for: Callable[[User, Asked, date], QuerySet[Any]]
    rows: Callable[[list[Any], date], Iterable[Any]]
    one: Callable[[User, str], Any]
    reader: Callable[[User], object] = lambda user: None
    unit_path: str = "dossier__unit__path"


@dataclass(frozen=True)
class Offered:
    """An act that can be taken now, or the reason why not."""

    code: str
    name: str
    hint: str
    url: str
    refusal: Refusal | None


Offers = list[Offered]  # within the viewset, `list` is the act of listing
Parsers = list[Any]


class OfferedOutput(serializers.Serializer[Any]):
    """Something this person could do now, and why not if not (可以办的)."""

    code = serializers.CharField(help_text="代码")
    name = serializers.CharField(help_text="办什么")
    hint = serializers.CharField(help_text="什么时候办、怎么办")
    url = serializers.CharField(help_text="办理的接口地址")
    allowed = serializers.SerializerMethodField(help_text="现在能不能办")
    reason = serializers.SerializerMethodField(help_text="不能办的原因；能办的为空")

    def get_allowed(self, offer: Offered) -> bool:
        return offer.refusal is None

    def get_reason(self, offer: Offered) -> str:
        return offer.refusal.reason if offer.refusal else ""


class Offering(serializers.Serializer[Any]):
    """A record with what the asker can do about it."""

    offers = several(OfferedOutput, lambda _, known: known["offers"], "您现在能办什么")


class RecordViewSet(GenericViewSet[Any]):
    """One kind of record of the office, as far as the asker may see it."""

    lookup_url_kwarg = "number"
    permission_classes = OFFICE
    parser_classes = (SmallJSONParser,)
    metadata_class = None
    acts: ClassVar[Acts]
    reads: ClassVar[Reads]
    row: ClassVar[type[serializers.Serializer[Any]]]
    base: ClassVar[str]
    procedure: ClassVar[Procedure | None] = None

    def act(self) -> str:
        """The act a request is, as it can be granted to another system."""
        return f"{self.acts.tag}.{self.acts.opens if self.action == 'create' else self.action}"

    def get_parsers(self) -> Parsers:
        """At the list's address something new is handed in, perhaps with a file."""
        handler = getattr(self, "action_map", {}).get("post")
        if handler == "create":
            return [parser() for parser in self.acts.open_parsers]
        return super().get_parsers()

    def also_asked(self, user: User) -> Iterable[str]:
        """What this person's list can be narrowed by besides what the schema tells everybody."""
        listed = self.action == "list"
        return [one.name for one in self.reads.listing(user).narrowings] if listed else []

    def list(self, request: Request) -> Response:
        user, today, paging = user_of(request), clock.today(), KeyPaging()
        self.reads.reader(user)
        listing = self.reads.listing(user)
        narrowed = {
            one.name: chosen(request, one.name, one.choices)
            for one in listing.narrowings
            if one.name != BY_UNIT
        }
        words = text.asked_words(request.query_params.get("q", ""))
        asked = Asked(listing, words=words, chosen=narrowed)
        rows, unit = self.reads.asked_for(user, asked, today), unit_asked(request)
        if unit:
            rows = rows.filter(**{f"{self.reads.unit_path}__startswith": unit.path})
        shown = self.reads.rows(paging.paginate_queryset(rows, request), today)
        return paging.get_paginated_response(self.row(shown, many=True).data)

    def retrieve(self, request: Request, number: str) -> Response:
        return self.shown(number, user_of(request))

    @classmethod
    def one(cls, user: User, number: str) -> Any:
        return cls.reads.one(user, number)

    @classmethod
    def shown(cls, number: str, user: User, *, status: int = 200) -> Response:
        """The record as its page shows it to this person."""
        record, today = cls.one(user, number), clock.today()
        (row,) = cls.reads.rows([record], today)
        known = {"user": user, "today": today, "offers": cls.offers(record, user)}
        return Response(cls.acts.answer(row, context=known).data, status=status)

    @classmethod
    def made(cls, number: str, user: User) -> Response:
        """A new record, and where it is from now on."""
        response = cls.shown(number, user, status=201)
        response["Location"] = address(f"api:{cls.base}-detail", number)
        return response

    @classmethod
    def offers(cls, record: Any, user: User) -> Offers:
        """What this person can do now, and why not; nothing of what is not his to do."""
        found: Offers = []
        steps = cls.procedure.offers(record, by=user) if cls.procedure else []
        refusals = {offer.step.code: offer.refusal for offer in steps}
        for one in cls.acts.told:
            if cls.procedure and one.code in cls.procedure.by_code:
                if one.code not in refusals:
                    continue
                refusal = refusals[one.code]
            else:
                refusal = one.closed(record, by=user)
            if refusal is None or refusal.status != FORBIDDEN:
                number = cls.acts.number_of(record)
                url = address(f"api:{cls.base}-{one.code.replace('_', '-')}", number)
                found.append(Offered(one.code, one.name, one.hint, url, refusal))
        return found


def told(many: str, one: str, *narrowings: Narrowing, explained: str = "") -> Any:
    """What the schema says of the list and of one record: `many` and `one` are their summaries.

    Of the narrowings of the list those are told whose choices are the same for everybody.
    """
    filters = [
        OpenApiParameter(
            each.name,
            str,
            enum=[str(code) for code, _ in each.choices] or None,
            description=f"只看这一种的：{each.label}",
        )
        for each in narrowings
    ]

    def decorate(view: type[RecordViewSet]) -> type[RecordViewSet]:
        tag = view.acts.tag
        listed = extend_schema(
            summary=many,
            description=explained or "您能查看的，新登记的在前。",
            parameters=[*filters, WORDS, UNIT],
            responses={200: view.row(many=True)} | failing(400, 403),
            tags=[tag],
        )
        shown = extend_schema(
            summary=one,
            parameters=[view.acts.number],
            responses={200: view.acts.answer} | failing(404),
            tags=[tag],
        )
        return extend_schema_view(list=listed, retrieve=shown)(view)

    return decorate


examples.declare(
    {
        "OfferedOutput.code": "finish",
        "OfferedOutput.name": "登记完工",
        "OfferedOutput.url": "/api/v1/funds/projects/XM2026-001003-0001/finish/",
        "OfferedOutput.allowed": True,
        "OfferedOutput.reason": "",
    }
)
