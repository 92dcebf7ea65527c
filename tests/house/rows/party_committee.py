"""The party committee: a topic an officer of the street has submitted, a meeting to come, one member."""

from datetime import timedelta
from typing import Any

from jiedao.api.records.party_committee import PartyMeetingViewSet, TopicViewSet
from jiedao.lib import clock
from jiedao.party_committee import actions
from jiedao.party_committee.models import PartyMeeting, PartyMember, Topic
from jiedao.party_committee.procedures import KEEP, TOPIC
from jiedao.people.models import User
from tests.conftest import _someone
from tests.house.apis import path_of, rows_of
from tests.house.matrix import COMMAND, NOBODY, only

SEERS = ("secretary", "lead")
READERS = (*SEERS, "officer")  # the officer has submitted the topic, and sees it for that
NOBODY_KEEPS = only(())  # nobody of the cast is the organiser
OF_MEETING = only(SEERS, status=403, others=404)
OF_TOPIC = dict.fromkeys(READERS, 403)


def step(**but: int) -> dict[str, int]:
    """A step of the topic: 403 for who sees it without the duty, 404 for all others."""
    return only((), others=404) | OF_TOPIC | but


ROWS = {
    "party_committee:topic_list": only(READERS),
    "party_committee:export": only(READERS),
    "party_committee:submit": only(("officer",)),
    "party_committee:meeting_list": only(SEERS),
    "party_committee:export_meetings": only(SEERS),
    "party_committee:call_meeting": NOBODY_KEEPS,
    "party_committee:meeting_page": only(SEERS, others=404),
    "party_committee:sign_in": OF_MEETING,
    "party_committee:cancel_meeting": OF_MEETING,
    "party_committee:issue_minutes": OF_MEETING,
    "party_committee:member_list": only(SEERS),
    "party_committee:export_members": only(SEERS),
    "party_committee:add_member": NOBODY_KEEPS,
    "party_committee:end_membership": OF_MEETING,
    "party_committee:topic_page": only(READERS, others=404),
    **{f"party_committee:{one.code}": step() for one in TOPIC.steps if one.duty == KEEP},
    "party_committee:review": step(lead=200),
    "party_committee:send_back": step(lead=200),
    "party_committee:resubmit": step(officer=409),  # it was not sent back
    "party_committee:withdraw": step(officer=200),
    "party_committee:put_on_agenda": step(secretary=409),  # it is not reviewed yet
}
ROWS |= rows_of(TopicViewSet, only(READERS), only(READERS, others=404))
ROWS |= rows_of(PartyMeetingViewSet, only(SEERS), only(SEERS, others=404))
ROWS |= {
    "api:party-member-list": only(SEERS) | {NOBODY: 401},
    "api:party-member-detail": only(SEERS, others=404) | {NOBODY: 401},
    "api:party-member-candidates": NOBODY_KEEPS | {NOBODY: 401},
    "api:party-member-end": COMMAND | {NOBODY: 401},
}


def prepare(office: Any, everybody: dict[str, User]) -> None:
    organiser = _someone("zuzhi", "韩学军", office.street, "organiser")
    actions.submit(
        office.street,
        by=everybody["officer"],
        title="老旧小区改造方案",
        category="project",
        proposal="拟列入明年计划。",
    )
    day = clock.today() + timedelta(days=7)
    actions.call_meeting(office.street, by=organiser, held_on=day, place="三楼会议室")
    actions.add_member(
        office.street, by=organiser, position="member", starts_on=clock.today(), name="唐玉梅"
    )


def arguments(act: str, office: Any) -> list[Any]:
    if act.startswith("topic-"):
        return path_of(TopicViewSet, act, Topic.objects.get().dossier.number)
    if act.startswith("party-member-"):
        bare = act.endswith(("list", "candidates"))
        return [] if bare else [PartyMember.objects.get().pk]
    if act.startswith("party-meeting-"):
        return path_of(PartyMeetingViewSet, act, PartyMeeting.objects.get().dossier.number)
    bare = ("topic_list", "export", "submit", "meeting_list", "export_meetings", "call_meeting")
    if act in (*bare, "member_list", "export_members", "add_member"):
        return []
    if act == "end_membership":
        return [PartyMember.objects.get().pk]
    if act in ("meeting_page", "sign_in", "cancel_meeting", "issue_minutes"):
        return [PartyMeeting.objects.get().dossier.number]
    return [Topic.objects.get().dossier.number]
