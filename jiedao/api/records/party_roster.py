"""The roster of the party committee on the API: who is a member from when until when, who comes, who leaves."""

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
from jiedao.api.records.acts import KEY
from jiedao.api.records.asking import UNIT, unit_asked
from jiedao.api.records.filled import filled, shape_of
from jiedao.api.records.party_shapes import PartyCandidateOutput, PartyMemberOutput
from jiedao.api.shapes import failing
from jiedao.lib import clock
from jiedao.lib.addresses import address
from jiedao.lib.refusals import unless
from jiedao.party_committee import actions, forms
from jiedao.party_committee.conditions import KEEP, SEE, why_not_keep
from jiedao.party_committee.models import PartyMember
from jiedao.party_committee.selectors import meetings as selectors
from jiedao.people.models import User
from jiedao.web import duties

TAG = "party-members"
MEMBER = OpenApiParameter("member", int, OpenApiParameter.PATH, description="名册里这一条的键")
STANDING = {"now": "在任", "before": "已经离任"}
NOW = OpenApiParameter(
    "standing", str, enum=list(STANDING), description="只看：now 今天在任的，before 已经离任的"
)


class PartyMemberViewSet(GenericViewSet[PartyMember]):
    """The roster of the party committee (党工委委员), from which every meeting's 应到 is counted."""

    lookup_url_kwarg = "member"
    lookup_value_regex = KEY
    permission_classes = OFFICE
    parser_classes = (SmallJSONParser,)
    metadata_class = None
    base = "party-member"

    def act(self) -> str:
        """The act a request is; none of them is granted to another system."""
        return f"{TAG}.{self.action}"

    @extend_schema(
        summary="党工委委员名册",
        description="在任的和已经离任的，各从哪天起、到哪天止，后登记的在前。",
        parameters=[NOW, UNIT],
        responses={200: PartyMemberOutput(many=True)} | failing(400, 403),
        tags=[TAG],
    )
    def list(self, request: Request) -> Response:
        user, paging = user_of(request), KeyPaging()
        duties.demand(user, SEE, act="查看党工委委员名册")
        rows, unit = selectors.roster_seen_by(user), unit_asked(request)
        standing = chosen(request, "standing", STANDING.items())
        if standing == "now":
            rows = rows & PartyMember.objects.on(clock.today())
        elif standing:
            rows = rows.filter(ends_on__lte=clock.today())
        if unit:
            rows = rows.filter(unit__path__startswith=unit.path)
        found = paging.paginate_queryset(rows, request)
        return paging.get_paginated_response(PartyMemberOutput(found, many=True).data)

    @extend_schema(
        summary="名册里的一条",
        parameters=[MEMBER],
        responses={200: PartyMemberOutput} | failing(404),
        tags=[TAG],
    )
    def retrieve(self, request: Request, member: str) -> Response:
        return _shown(_one(user_of(request), member))

    @extend_schema(
        operation_id="party_members_add_member",
        summary="登记党工委委员",
        description="从 candidates 里选一个人，或者写一个姓名，二者选一。",
        parameters=[once.PARAMETER],
        request=shape_of(forms.AddMemberForm),
        responses={201: PartyMemberOutput} | failing(400, 403, 409),
        tags=[TAG],
    )
    def create(self, request: Request) -> Response:
        user = user_of(request)

        def take() -> Response:
            duties.demand(user, KEEP, act="登记党工委委员")
            form = filled(
                forms.AddMemberForm,
                request,
                units=selectors.streets_of(user),
                persons=selectors.candidates_within(user),
            )
            given: dict[str, Any] = dict(form.cleaned_data)
            made = actions.add_member(given.pop("unit"), by=user, **given)
            response = _shown(made, status=201)
            response["Location"] = address(f"api:{self.base}-detail", made.pk)
            return response

        return once.only_once(request, take)

    @extend_schema(
        operation_id="party_members_candidates",
        summary="可以登记为委员的人",
        description="在街道任职、有账号的人；不在里面的，登记时写姓名。",
        responses={200: PartyCandidateOutput(many=True)} | failing(403),
        tags=[TAG],
    )
    @action(detail=False, pagination_class=None)
    def candidates(self, request: Request) -> Response:
        user = user_of(request)
        duties.demand(user, KEEP, act="登记党工委委员")
        return Response(PartyCandidateOutput(selectors.candidates_within(user), many=True).data)

    @extend_schema(
        operation_id="party_members_end_membership",
        summary="登记离任",
        description="从哪天起不再担任；以前的会议、表决都不变。",
        parameters=[MEMBER, once.PARAMETER],
        request=shape_of(forms.EndMembershipForm),
        responses={200: PartyMemberOutput} | failing(400, 403, 404, 409),
        tags=[TAG],
    )
    @action(detail=True, methods=["post"], url_path="end", url_name="end")
    def end_membership(self, request: Request, member: str) -> Response:
        user = user_of(request)

        def take() -> Response:
            one = _one(user, member)
            unless(why_not_keep(one.unit, by=user))
            form = filled(forms.EndMembershipForm, request)
            return _shown(actions.end_membership(one, by=user, **form.cleaned_data))

        return once.only_once(request, take)


def _one(user: User, member: str) -> PartyMember:
    return selectors.get_member(user, int(member))


def _shown(one: PartyMember, *, status: int = 200) -> Response:
    return Response(PartyMemberOutput(one).data, status=status)
