"""Putting a topic on an agenda and taking it off, its papers, and who withdraws from the vote."""

from datetime import date

from django.db import transaction

from jiedao.access import actions as access
from jiedao.access.states import RecusalScope
from jiedao.dossiers import actions as dossiers
from jiedao.lib import clock, text
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import FORBIDDEN, refuse
from jiedao.party_committee import counting
from jiedao.party_committee.actions.words import written
from jiedao.party_committee.models import AgendaEntry, PartyMeeting, PartyMember, Topic
from jiedao.party_committee.procedures import TOPIC
from jiedao.party_committee.states import MeetingStanding, Outcome
from jiedao.people.models import Person, User


@transaction.atomic
def put_on_agenda(topic: Topic, *, by: User, meeting: PartyMeeting) -> Topic:
    """The secretary decides which meeting deliberates it (书记确定，列入议程)."""
    # Always the topic first, then the meeting: two who do this at once cannot block each other.
    TOPIC.demand(topic, "put_on_agenda", by=by, on=clock.today())
    dossiers.hold_record(meeting)
    _takes_topics(topic, meeting)
    place = meeting.entries.exclude(outcome=Outcome.TAKEN_OFF).count() + 1
    AgendaEntry.objects.create(
        meeting=meeting, topic=topic, place=place, added_at=clock.now(), added_by=by
    )
    TOPIC.take(
        topic,
        "put_on_agenda",
        by=by,
        words=f"{by}确定列入{meeting}（{long_day(meeting.held_on)}）议程，第{place}项。",
        data={"meeting": meeting.dossier.number},
    )
    return topic


def _takes_topics(topic: Topic, meeting: PartyMeeting) -> None:
    if meeting.dossier.unit_id != topic.dossier.unit_id:
        raise refuse(
            "party_topic.other_street", "这次会议不是本街道的，请重新选择。", field="meeting"
        )
    if meeting.standing != MeetingStanding.CALLED or meeting.held_on < clock.today():
        raise refuse(
            "party_topic.meeting_over",
            f"{meeting}（{long_day(meeting.held_on)}）已经开过或者取消，不能再加议题；"
            "会前没有列入议程的，会上不议。",
            hint="请选择还没有开的会议；没有的，请组织委员先登记会议。",
            field="meeting",
        )


@transaction.atomic
def take_off_agenda(topic: Topic, *, by: User, reason: str) -> Topic:
    """Take it off the agenda before the meeting (撤下议程); the secretary decides anew."""
    reason = written(reason, "reason", "请写明为什么撤下议程。", one_line=True)
    TOPIC.demand(topic, "take_off_agenda", by=by, on=clock.today())
    entry = topic.entry
    assert entry
    words = f"{by}把议题撤下{entry.meeting}议程。原因：{text.sentence(reason)}"
    TOPIC.take(topic, "take_off_agenda", by=by, words=words)
    entry.outcome, entry.reason = Outcome.TAKEN_OFF, reason
    entry.save(update_fields=["outcome", "reason"])
    topic.forget()
    return topic


@transaction.atomic
def hand_out(topic: Topic, *, by: User, papers_on: date, urgent_reason: str = "") -> Topic:
    """The papers are with the members (送达材料); too late only with the reason why."""
    TOPIC.demand(topic, "hand_out", by=by, on=clock.today())
    entry = topic.entry
    assert entry
    edition, held_on = counting.edition_for(entry), entry.meeting.held_on
    urgent_reason = text.clean(urgent_reason).replace("\n", " ").strip()
    if papers_on > min(clock.today(), held_on):
        raise refuse(
            "party_topic.papers_future",
            f"送达的日期不能晚于今天，也不能晚于开会的{long_day(held_on)}，请核对。",
            field="papers_on",
        )
    if papers_on < topic.dossier.opened_on:
        raise refuse(
            "party_topic.papers_before",
            f"这个议题{long_day(topic.dossier.opened_on)}才申报，材料不会更早送达，请核对。",
            field="papers_on",
        )
    last = counting.last_day_for_papers(held_on, edition)
    if papers_on > last and not urgent_reason:
        raise refuse(
            "party_topic.papers_late",
            f"会议{long_day(held_on)}开，材料至迟{long_day(last)}送达；"
            f"{long_day(papers_on)}送达已经晚了，要写明紧急上会的原因。",
            arithmetic=f"{long_day(held_on)}往前{edition.papers_before}是{long_day(last)}",
            basis=edition.source("papers_before"),
            field="urgent_reason",
        )
    late = papers_on > last
    entry.papers_on, entry.urgent_reason = papers_on, urgent_reason if late else ""
    entry.save(update_fields=["papers_on", "urgent_reason"])
    why = f"，紧急上会：{urgent_reason}" if late else ""
    TOPIC.take(topic, "hand_out", by=by, words=f"{long_day(papers_on)}会议材料送达委员{why}。")
    return topic


@transaction.atomic
def recuse(topic: Topic, *, by: User, person: Person, scope: str, reason: str) -> Topic:
    """A member withdraws from a topic (登记回避): he does not vote and is no part of the base."""
    today, street = clock.today(), topic.dossier.unit
    TOPIC.demand(topic, "recuse", by=by, on=today)
    reason = written(reason, "reason", "请写明为什么回避，例如：亲属关系。", one_line=True)
    if not PartyMember.objects.on(today).filter(unit=street, person=person).exists():
        raise refuse(
            "party_topic.no_member", f"{person}现在不是党工委委员，请重新选择。", field="person"
        )
    if scope not in (RecusalScope.VOTE, RecusalScope.ACT):
        raise refuse("party_topic.scope", "请选择回避到什么程度。", field="scope")
    access.recuse(topic.dossier, person=person, scope=scope, reason=reason, by=by, on=today)
    return topic


@transaction.atomic
def lift_recusal(topic: Topic, *, by: User, person: Person, reason: str) -> Topic:
    """A recusal entered for the wrong person, or whose ground is gone, is taken back (撤销回避登记)."""
    TOPIC.demand(topic, "lift_recusal", by=by, on=clock.today())
    reason = written(reason, "reason", "请写明为什么撤销，例如：登记错了人。", one_line=True)
    if person.pk == by.person_id:
        raise refuse(
            "party_topic.own_recusal",
            "您自己的回避不能由您撤销，请由另一位办理党工委议事的人办理。",
            status=FORBIDDEN,
            field="person",
        )
    access.lift_recusal(topic.dossier, person=person, reason=reason, by=by, on=clock.today())
    return topic
