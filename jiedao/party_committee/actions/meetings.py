"""Meetings of the party committee: called, signed in, called off, their minutes issued."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from jiedao.dossiers import actions as dossiers
from jiedao.ledger import actions as ledger
from jiedao.ledger import acts
from jiedao.lib import clock, document_numbers, text
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import refuse, unless
from jiedao.organisation.models import Unit
from jiedao.party_committee import conditions
from jiedao.party_committee.actions.agenda import take_off_agenda
from jiedao.party_committee.actions.words import written
from jiedao.party_committee.kinds import MEETING
from jiedao.party_committee.models import Attendee, PartyMeeting, PartyMember
from jiedao.party_committee.rules import RULES
from jiedao.party_committee.selectors import meetings as selectors
from jiedao.party_committee.states import MeetingStanding
from jiedao.people.models import Person, User

CALLED = acts.declare("party_meeting.call", "登记党工委会议")
SIGNED_IN = acts.declare("party_meeting.sign_in", "登记到会")
DROPPED = acts.declare("party_topic.drop_count", "表决作废")
CANCELLED = acts.declare("party_meeting.cancel", "取消党工委会议")
MINUTED = acts.declare("party_meeting.issue_minutes", "印发会议纪要")

COUNTER = "DHC"


@transaction.atomic
def call_meeting(
    unit: Unit, *, by: User, held_on: date, place: str, observers: str = ""
) -> PartyMeeting:
    """Call a meeting of the party committee (登记会议); topics are put on its agenda afterwards."""
    unless(conditions.why_not_keep(unit, by=by))
    today = clock.today()
    if held_on < today:
        raise refuse(
            "party_meeting.past",
            f"{long_day(held_on)}已经过去。会议先登记、后开会：议题会前要列入议程，材料要提前送达。",
            field="held_on",
        )
    place = written(place, "place", "请写明开会的地点。", one_line=True)
    observers = text.clean(observers).replace("\n", " ").strip()
    serial = dossiers.next_number(COUNTER, unit=unit, year=held_on.year)
    dossier = dossiers.open_dossier(
        kind=MEETING.code,
        prefix=MEETING.prefix,
        title=f"{held_on.year}年第{serial}次党工委会议",
        unit=unit,
        by=by,
        opened_on=today,
        state_label=MeetingStanding.CALLED.label,
    )
    meeting = PartyMeeting.objects.create(
        dossier=dossier,
        year=held_on.year,
        serial=serial,
        held_on=held_on,
        place=place,
        observers=observers,
    )
    _note(meeting, CALLED, by=by, words=f"{by}通知{long_day(held_on)}在{place}开会。")
    dossiers.make_findable(meeting, place, long_day(held_on))
    return meeting


@transaction.atomic
def sign_in(
    meeting: PartyMeeting, *, by: User, present: Iterable[int], chair: Person, observers: str = ""
) -> PartyMeeting:
    """Enter who came (登记到会), by keys of persons; the first time freezes who was to come.

    Until a first result is entered it may be put right. Then whoever was counted must be counted
    again: by who was there it was judged whether enough came, and how many votes there are.
    """
    # Topics are always locked before their meeting, so that two at once cannot block each other.
    entries = list(meeting.entries.filter(outcome="").select_related("topic__dossier"))
    for entry in sorted(entries, key=lambda one: one.topic_id):
        dossiers.hold_record(entry.topic)
    dossiers.hold_record(meeting)
    unless(conditions.why_not_sign_in(meeting, by=by))
    came, roster = set(present), selectors.roster_of(meeting)
    _enough(meeting, came, roster)
    if chair.pk not in came:
        raise refuse("party_meeting.chair", f"主持人{chair}没有勾选到会，请核对。", field="chair")
    if not meeting.signed_in_at:
        Attendee.objects.bulk_create(
            Attendee(meeting=meeting, person=one.person, position=one.position) for one in roster
        )
    before = set(meeting.attendees.filter(present=True).values_list("person", flat=True))
    meeting.attendees.filter(person__in=came).update(present=True)
    meeting.attendees.exclude(person__in=came).update(present=False)
    meeting.chair = chair
    meeting.observers = text.clean(observers).replace("\n", " ").strip()
    meeting.signed_in_at, meeting.signed_in_by = clock.now(), by
    meeting.save(update_fields=["chair", "observers", "signed_in_at", "signed_in_by"])
    absent = "、".join(str(one.person) for one in roster if one.person_id not in came)
    missing = f"，{absent}缺席" if absent else ""
    words = f"应到{len(roster)}人，实到{len(came)}人{missing}，{chair}主持。"
    _note(meeting, SIGNED_IN, by=by, words=words)
    if came != before:
        _drop_counts(meeting, by=by)
    return meeting


def _drop_counts(meeting: PartyMeeting, *, by: User) -> None:
    """What was counted with other people in the room holds no longer; what was said stays to be looked through."""
    counted = meeting.entries.filter(outcome="", in_favour__isnull=False)
    for entry in counted.select_related("topic__dossier"):
        ledger.record(
            entry.topic.dossier,
            act=DROPPED,
            by=by,
            words=f"{meeting}更正了到会的人，原来登记的{entry.votes_in_words}作废，要重新登记表决。",
        )
    counted.update(in_favour=None, against=None, abstain=None)


def _enough(meeting: PartyMeeting, came: set[int], roster: list[PartyMember | Attendee]) -> None:
    """Only members came, and at least so many as a meeting needs."""
    if came - {one.person_id for one in roster}:
        raise refuse(
            "party_meeting.no_member",
            "勾选的人里有那一天不是委员的，请刷新页面后重新勾选。",
            field="present",
        )
    edition = RULES.on(meeting.held_on, meeting.dossier.unit)
    quota = edition.meeting_present
    if not quota.met(len(came), len(roster)):
        raise refuse(
            "party_meeting.quorum",
            f"到会{len(came)}人，应到{len(roster)}人，没有达到{quota}，会议不能开。",
            arithmetic=quota.arithmetic(len(came), len(roster)),
            basis=edition.source("meeting_present"),
            hint="请登记取消会议，写明人数不够，另定日期。",
            field="present",
        )


@transaction.atomic
def cancel_meeting(meeting: PartyMeeting, *, by: User, reason: str) -> PartyMeeting:
    """Call a meeting off (取消会议); its topics go back to the secretary."""
    reason = written(reason, "reason", "请写明为什么取消。", one_line=True)
    unless(conditions.why_not_cancel(meeting, by=by))
    # Topics are always locked before their meeting, so that two at once cannot block each other.
    waiting = meeting.entries.filter(outcome="").select_related("topic__dossier__unit")
    for entry in waiting.order_by("topic"):
        take_off_agenda(entry.topic, by=by, reason=f"{meeting}取消：{reason}"[:200])
    dossiers.hold_record(meeting)
    unless(conditions.why_not_cancel(meeting, by=by))
    meeting.cancel_reason, meeting.cancelled_at, meeting.cancelled_by = reason, clock.now(), by
    meeting.save(update_fields=["cancel_reason", "cancelled_at", "cancelled_by"])
    _note(
        meeting, CANCELLED, by=by, words=f"{by}取消会议。原因：{text.sentence(reason)}", ends=True
    )
    return meeting


@transaction.atomic
def issue_minutes(
    meeting: PartyMeeting, *, by: User, minutes_number: str, minutes_on: date
) -> PartyMeeting:
    """Issue the minutes under their number (印发纪要); nothing of the meeting changes afterwards."""
    dossiers.hold_record(meeting)
    unless(conditions.why_not_issue_minutes(meeting, by=by))
    number, year = read_number(minutes_number)
    if not meeting.held_on <= minutes_on <= clock.today():
        raise refuse(
            "party_meeting.minutes_day",
            f"纪要印发的日期要在开会的{long_day(meeting.held_on)}和今天之间，请核对。",
            field="minutes_on",
        )
    if year != minutes_on.year:
        raise refuse(
            "party_meeting.minutes_year",
            f"纪要{long_day(minutes_on)}印发，编号里的年份应为〔{minutes_on.year}〕，请核对。",
            field="minutes_number",
        )
    known = PartyMeeting.objects.filter(minutes_number=number).select_related("dossier").first()
    if known:
        raise refuse(
            "party_meeting.minutes_number_used",
            f"{number}已经是{known}的纪要编号，一个编号只能用一次，请核对。",
            field="minutes_number",
        )
    meeting.minutes_number, meeting.minutes_on = number, minutes_on
    meeting.minutes_at, meeting.minutes_by = clock.now(), by
    meeting.save(update_fields=["minutes_number", "minutes_on", "minutes_at", "minutes_by"])
    _note(meeting, MINUTED, by=by, words=f"{by}印发会议纪要，{number}。", ends=True)
    dossiers.make_findable(meeting, meeting.place, long_day(meeting.held_on), number)
    return meeting


def read_number(typed: str) -> tuple[str, int]:
    """The number of the minutes as it should be written, and its year; however it was typed."""
    try:
        number = document_numbers.read(typed)
    except ValueError:
        number = ""
    if not number:
        raise refuse(
            "party_meeting.minutes_number",
            f"“{typed.strip()}”不像纪要编号，请写成“经八党纪〔2026〕3号”的样子。",
            field="minutes_number",
        )
    return number, int(number.partition("〔")[2][:4])


def _note(meeting: PartyMeeting, act: str, *, by: User, words: str, ends: bool = False) -> None:
    """Write the act on the cover and into the ledger."""
    today, label = clock.today(), str(meeting.standing.label)
    dossiers.mark(meeting.dossier, on=today, state_label=label, is_closed=ends)
    ledger.record(meeting.dossier, act=act, by=by, words=words)
