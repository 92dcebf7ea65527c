"""The party committee on the API: topics on their procedure, meetings, and what each asks."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from jiedao.api.permissions import user_of
from jiedao.api.records import party_shapes as shapes
from jiedao.api.records.acts import Acts, Asks, at_a_unit
from jiedao.api.records.viewsets import Reads, RecordViewSet, told
from jiedao.api.shapes import failing
from jiedao.party_committee import actions, conditions, forms
from jiedao.party_committee.conditions import KEEP, SEE, SUBMIT
from jiedao.party_committee.models import PartyMeeting, Topic
from jiedao.party_committee.procedures import TOPIC
from jiedao.party_committee.selectors import meetings, topics
from jiedao.party_committee.views.steps import ASKED, Asked
from jiedao.party_committee.views.topics import demand_reader
from jiedao.people.models import Person, User
from jiedao.web import duties

OF_TOPIC = Acts("topics", shapes.TopicOutput, "YT2026-105001-0001")
OF_MEETING = Acts("party-meetings", shapes.PartyMeetingOutput, "DH2026-105001-0001")


def _submit(*, by: User, department: Any, **given: Any) -> Topic:
    return actions.submit(department, by=by, **given)


@told(
    "党工委议题列表", "一个议题：办到哪里、怎么表决的、决定、办理和反馈", *topics.LISTING.narrowings
)
class TopicViewSet(RecordViewSet):
    """What the party committee is to decide, and what became of it (党工委议题)."""

    acts, row, base, procedure = OF_TOPIC, shapes.TopicRow, "topic", TOPIC
    reads = Reads(
        listing=lambda user: topics.LISTING,
        asked_for=lambda user, asked, today: topics.asked_for(user, asked, today=today),
        rows=lambda found, today: [topics.row_of(one, today) for one in found],
        one=topics.get_visible,
        reader=demand_reader,
    )
    create = OF_TOPIC.opening(
        "submit",
        "申报党工委议题",
        _submit,
        Asks(forms.SubmitForm, also=lambda _, user: {"units": topics.departments_of(user)}),
        closed=lambda user: duties.demand(user, SUBMIT, act="申报党工委议题"),
    )

    @extend_schema(
        operation_id="topics_owners",
        summary="决定可以交办给谁",
        parameters=[OF_TOPIC.number],
        responses={200: shapes.OfficialOutput(many=True)} | failing(404),
        tags=["topics"],
    )
    @action(detail=True, pagination_class=None)
    def owners(self, request: Request, number: str) -> Response:
        topic = topics.get_visible(user_of(request), number)
        people = meetings.officials_of(topic.dossier.unit)
        return Response(shapes.OfficialOutput(people, many=True).data)


def _asks(known: Asked) -> Asks:
    form = known.form if known.form.base_fields else None
    return Asks(form, also=lambda topic, _: known.also(topic), given=known.given)


for _code, _known in ASKED.items():
    setattr(TopicViewSet, _code, OF_TOPIC.by_procedure(TOPIC, _code, _known.act, _asks(_known)))


def _sign_in(meeting: PartyMeeting, *, by: User, present: Any, **given: Any) -> PartyMeeting:
    return actions.sign_in(meeting, by=by, present=[one.pk for one in present], **given)


def _roster(meeting: PartyMeeting, user: User) -> dict[str, Any]:
    keys = [one.person_id for one in meetings.roster_of(meeting)]
    return {"members": Person.objects.filter(pk__in=keys)}


@told("党工委会议列表", "一次会议：应到和到会、议程、各项的结果", *meetings.LISTING.narrowings)
class PartyMeetingViewSet(RecordViewSet):
    """Meetings of the party committee (党工委会议)."""

    acts, row, base = OF_MEETING, shapes.PartyMeetingRow, "party-meeting"
    reads = Reads(
        listing=lambda user: meetings.LISTING,
        asked_for=lambda user, asked, today: meetings.asked_for(user, asked),
        rows=lambda found, today: [meetings.row_of(one) for one in meetings.counted_of(found)],
        one=meetings.get_visible_meeting,
        reader=lambda user: duties.demand(user, SEE, act="查看党工委会议"),
    )
    create = OF_MEETING.opening(
        "call_meeting",
        "登记党工委会议",
        at_a_unit(actions.call_meeting),
        Asks(forms.CallMeetingForm, also=lambda _, user: {"units": meetings.streets_of(user)}),
        closed=lambda user: duties.demand(user, KEEP, act="登记党工委会议"),
    )
    sign_in = OF_MEETING.step(
        "sign_in", "登记到会", _sign_in, Asks(forms.SignInForm, also=_roster),
        closed=conditions.why_not_sign_in, hint="照签到表写到会的委员，系统核对人数。",
    )  # fmt: skip
    issue_minutes = OF_MEETING.step(
        "issue_minutes", "印发纪要", actions.issue_minutes, Asks(forms.IssueMinutesForm),
        closed=conditions.why_not_issue_minutes,
        hint="议程上的议题都有了结果，编号印发；以后不能再改。",
    )  # fmt: skip
    cancel_meeting = OF_MEETING.step(
        "cancel_meeting", "取消会议", actions.cancel_meeting, Asks(forms.ReasonForm),
        closed=conditions.why_not_cancel, hint="会议不开了的，写明原因。",
    )  # fmt: skip
