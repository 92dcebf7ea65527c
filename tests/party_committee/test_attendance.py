"""Who came to a meeting of the party committee: who counts, and what is counted again."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from jiedao.lib import clock
from jiedao.party_committee import actions, conditions
from jiedao.party_committee.models import PartyMeeting, PartyMember
from jiedao.party_committee.procedures import TOPIC
from jiedao.people.models import User
from tests.party_committee.conftest import DAY, MEETING_DAY, MONDAY, Committee
from tests.party_committee.refusals import refused


def test_a_meeting_of_less_than_half_does_not_begin(committee: Committee) -> None:
    meeting = committee.meeting()
    short = refused(lambda: committee.sign_in(meeting, absent=4))
    assert short.code == "party_meeting.quorum"
    assert short.arithmetic == "7 ÷ 2 ＝ 3.5，需4人，到会3人，4 － 3 ＝ 1，还差1人"
    committee.sign_in(meeting, absent=3)
    assert meeting.attendees.count() == 7
    assert meeting.attendees.filter(present=True).count() == 4


def test_whoever_was_counted_is_counted_again_when_it_is_put_right_who_came(
    committee: Committee, client_of: Callable[[User], Client]
) -> None:
    topic = committee.vote(committee.ready(), 7, minority="希望分两期安排。")
    meeting, entry = PartyMeeting.objects.get(), topic.entries.get()
    number = meeting.dossier.number
    form = reverse("party_committee:sign_in", args=[number])
    with clock.moved_to(MEETING_DAY):
        client = client_of(committee.organiser)
        assert "更正到会" in client.get(meeting.get_absolute_url()).text
        asked = client.get(form).text
    assert f"已经登记表决、还没有登记结果的：{topic}。到会的人一改，这些表决就作废" in asked
    # The chair alone is put right: nobody else was there than was counted.
    with clock.moved_to(MEETING_DAY):
        present = [one.pk for one in committee.members]
        chair = committee.members[2]
        actions.sign_in(meeting, by=committee.organiser, present=present, chair=chair)
    entry.refresh_from_db()
    assert entry.in_favour == 7
    # The one who spoke first was not there after all: six votes are no longer seven.
    with clock.moved_to(MEETING_DAY):
        here = [one.pk for one in committee.members if one != committee.members[1]]
        actions.sign_in(meeting, by=committee.organiser, present=here, chair=committee.members[0])
    entry.refresh_from_db()
    assert (entry.in_favour, entry.is_counted, entry.spoken(), entry.dissent) == (
        None,
        False,
        [],
        "",
    )
    assert entry.minority == "希望分两期安排。"  # still there, to be entered again
    dropped = topic.dossier.entries.get(act="party_topic.drop_count")
    assert "原来登记的赞成7票，反对0票，弃权0票作废" in dropped.words
    topic.forget()
    no_result = TOPIC.why_not(topic, "resolve", by=committee.organiser)
    assert no_result
    assert no_result.code == "party_topic.votes_are_counted"
    with clock.moved_to(MEETING_DAY):
        counting = client.get(reverse("party_committee:count_votes", args=[topic.dossier.number]))
    known = counting.context["form"].initial
    assert known["speeches"] == f"{committee.members[0]}：同意大家的意见。"
    assert known["minority"] == "希望分两期安排。"
    committee.vote(topic, 6, speeches=known["speeches"])
    with clock.moved_to(MEETING_DAY):
        actions.resolve(topic, by=committee.organiser, decision="同意安排。")


def test_who_came_is_not_changed_after_a_result_nor_entered_before_the_day(
    committee: Committee,
) -> None:
    topic = committee.ready()
    meeting = PartyMeeting.objects.get()
    committee.sign_in(meeting, absent=1)  # put right while nobody has voted
    assert meeting.attendees.filter(present=True).count() == 6
    committee.vote(topic, 6)
    with clock.moved_to(MEETING_DAY):
        actions.resolve(topic, by=committee.organiser, decision="同意安排。")
    declared = refused(lambda: committee.sign_in(meeting))
    assert declared.code == "party_meeting.declared"
    assert "已经登记“通过”，到会的人不能再改" in declared.reason
    later = committee.meeting(MEETING_DAY + 7 * DAY)
    stranger = conditions.why_not_sign_in(later, by=committee.lead)
    assert stranger
    assert stranger.status == 403
    with clock.moved_to(MEETING_DAY):
        early = conditions.why_not_sign_in(later, by=committee.organiser)
    assert early
    assert early.code == "party_meeting.early"
    past = refused(
        lambda: actions.call_meeting(
            committee.street, by=committee.organiser, held_on=MONDAY, place="会议室"
        )
    )
    assert past.field == "held_on"


def test_the_roster_of_the_day_is_what_counts(committee: Committee) -> None:
    last = PartyMember.objects.get(person=committee.members[-1])
    meeting = committee.meeting()
    with clock.moved_to(MEETING_DAY + DAY):
        actions.end_membership(last, by=committee.organiser, ends_on=MEETING_DAY + DAY)
    committee.sign_in(meeting)
    assert meeting.attendees.count() == 7  # he was still a member on the day
    with clock.moved_to(MEETING_DAY + DAY):
        actions.add_member(
            committee.street, by=committee.organiser, position="member", starts_on=MONDAY,
            name="补录的委员",
        )  # fmt: skip
    committee.sign_in(meeting, absent=2)  # who was to come was frozen when it was signed in
    assert meeting.attendees.count() == 7
    again = refused(
        lambda: actions.end_membership(last, by=committee.organiser, ends_on=MEETING_DAY)
    )
    assert again.code == "party_member.ended"
