"""The gates of the party committee, each in one place: why a step may not be taken, or None.

The first line of a condition's docstring is shown in the handbook.
"""

from datetime import date

from jiedao.access.recusals import recusals_of
from jiedao.access.selectors import holdings
from jiedao.lib import clock
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import FORBIDDEN, Refusal
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.party_committee import counting
from jiedao.party_committee.models import AgendaEntry, PartyMeeting, PartyMember, Topic
from jiedao.party_committee.states import Category, MeetingStanding, Outcome
from jiedao.people.models import User
from jiedao.procedures.rows import Reason
from jiedao.web.duties import OfficeDuty

KEEP = OfficeDuty.KEEP_PARTY_COMMITTEE
SEE = OfficeDuty.SEE_PARTY_COMMITTEE
SUBMIT = OfficeDuty.SUBMIT_TOPICS
# What a meeting has come to by those who were there.
DECLARED = (Outcome.PASSED, Outcome.REJECTED, Outcome.DEFERRED)
CADRES_APART = "干部任免议题只能由能够查看党工委议事的人办理"


def _entry(topic: Topic) -> AgendaEntry:
    entry = topic.entry
    assert entry, f"{topic.dossier.number} stands on no agenda"
    return entry


# --- of a topic on an agenda ----------------------------------------------------------------------


def papers_were_handed_out(topic: Topic, on: date) -> Reason | None:
    """会议材料已经送达委员"""
    if _entry(topic).papers_on:
        return None
    return Reason(
        "这个议题的材料还没有送达委员，不能表决。",
        hint="请先登记“送达材料”；没有提前送达的，写明紧急上会的原因。",
    )


def votes_are_not_counted(topic: Topic, on: date) -> Reason | None:
    """还没有登记表决"""
    entry = topic.entry
    if entry is None or not entry.is_counted:
        return None
    return Reason("这个议题已经登记表决，谁参加表决、什么时候送达材料都不能再改。")


def somebody_withdrew(topic: Topic, on: date) -> Reason | None:
    """登记过回避"""
    if recusals_of(topic.dossier).exists():
        return None
    return Reason("这个议题没有登记过回避，不用撤销。")


def meeting_was_signed_in(topic: Topic, on: date) -> Reason | None:
    """会议已经登记签到"""
    meeting = _entry(topic).meeting
    if meeting.signed_in_at:
        return None
    return Reason(
        f"{meeting}（{long_day(meeting.held_on)}）还没有登记签到，不知道到会多少人，不能表决。",
        hint="请先在会议页面登记签到。",
    )


def meeting_is_not_held(topic: Topic, on: date) -> Reason | None:
    """会议还没有开"""
    meeting = _entry(topic).meeting
    if not meeting.signed_in_at:
        return None
    return Reason(
        f"{meeting}已经开了，不能再把议题撤下议程。",
        hint="会上没有议的、意见分歧大的，请登记“暂缓”。",
    )


def enough_came(topic: Topic, on: date) -> Reason | None:
    """到会人数达到规定：一般议题半数以上，干部任免三分之二以上，回避的人不计入"""
    entry = _entry(topic)
    found = counting.quorum(topic, counting.heads_for(entry), counting.edition_for(entry))
    if found.is_met:
        return None
    return Reason(
        f"{topic.get_category_display()}议题到会人数不够，不能表决。",
        arithmetic=found.words,
        basis=found.basis,
        hint="请登记“暂缓”，改到下一次会议再议。",
    )


def votes_are_counted(topic: Topic, on: date) -> Reason | None:
    """已经登记表决"""
    if _entry(topic).is_counted:
        return None
    return Reason("这个议题还没有登记表决。", hint="请先登记“表决”：发言顺序和三项票数。")


def enough_voted_for(topic: Topic, on: date) -> Reason | None:
    """赞成票超过应到会委员的半数，回避的人不计入"""
    entry = _entry(topic)
    found = counting.majority(entry, counting.heads_for(entry), counting.edition_for(entry))
    if found.is_met:
        return None
    return Reason(
        "赞成票不够，这个议题没有通过。",
        arithmetic=found.words,
        basis=found.basis,
        hint="请登记“未通过”；意见分歧大、还要再酝酿的，登记“暂缓”。",
    )


def too_few_voted_for(topic: Topic, on: date) -> Reason | None:
    """赞成票没有超过应到会委员的半数"""
    entry = _entry(topic)
    found = counting.majority(entry, counting.heads_for(entry), counting.edition_for(entry))
    if not found.is_met:
        return None
    return Reason(
        "赞成票够了，这个议题已经通过，不能登记“未通过”。",
        arithmetic=found.words,
        basis=found.basis,
        hint="请登记“形成决定”。",
    )


def progress_was_reported(topic: Topic, on: date) -> Reason | None:
    """至少报告过一次进展"""
    if topic.progress.exists():
        return None
    return Reason("还没有报告过进展，不能报办完。", hint="请先登记一次进展：做了什么、结果怎样。")


# --- of meetings and members ----------------------------------------------------------------------


def why_not_submit(unit: Unit, category: str, *, by: User) -> Refusal | None:
    """Why a person may not submit a topic for a department or the street itself."""
    held = holdings(by)
    if not held.covers(SUBMIT, unit):
        return Refusal(
            "party_topic.no_duty",
            f"党工委议题要由负责“{SUBMIT.label}”的人申报，您在{unit}没有这项职责。",
            hint="需要申报时，请联系科室干部或者组织委员。",
            status=FORBIDDEN,
        )
    if unit.level not in (UnitLevel.STREET, UnitLevel.DEPARTMENT):
        return Refusal(
            "party_topic.unit",
            f"议题由街道或者街道的科室申报，“{unit}”不是，请重新选择。",
            field="department",
        )
    if category == Category.CADRES and not held.covers(SEE, street_of(unit)):
        return Refusal(
            "party_topic.cadres",
            f"{CADRES_APART}，您不能申报这一类。",
            hint="请交组织委员申报。",
            field="category",
        )
    return None


def street_of(unit: Unit) -> Unit:
    """The street a department belongs to, or the street itself."""
    if unit.level == UnitLevel.STREET or unit.parent is None:
        return unit
    return unit.parent


def why_not_keep(unit: Unit, *, by: User) -> Refusal | None:
    """Why a person may not keep meetings and members of a street."""
    if not holdings(by).covers(KEEP, unit):
        return Refusal(
            "party_meeting.no_duty",
            f"党工委会议和委员名册由负责“{KEEP.label}”的人登记，您在{unit}没有这项职责。",
            hint="请联系组织委员，或请安全管理员调整任职。",
            status=FORBIDDEN,
        )
    if unit.level != UnitLevel.STREET:
        return Refusal("party_meeting.unit", f"党工委设在街道，“{unit}”不是街道，请重新选择。")
    return None


def why_not_sign_in(meeting: PartyMeeting, *, by: User) -> Refusal | None:
    """Why the members who came cannot be entered."""
    refused = why_not_keep(meeting.dossier.unit, by=by) or _over(meeting)
    if refused:
        return refused
    if meeting.held_on > clock.today():
        return Refusal(
            "party_meeting.early",
            f"会议定在{long_day(meeting.held_on)}，还没有开，不能登记签到。",
        )
    if not PartyMember.objects.on(meeting.held_on).filter(unit=meeting.dossier.unit).exists():
        return Refusal(
            "party_meeting.no_members",
            f"{long_day(meeting.held_on)}的党工委委员名册是空的，不知道应到多少人。",
            hint="请先在“委员名册”里登记委员。",
        )
    declared = meeting.entries.filter(outcome__in=DECLARED).select_related("topic__dossier").first()
    if declared:
        return Refusal(
            "party_meeting.declared",
            f"{declared.topic}已经登记“{declared.get_outcome_display()}”，到会的人不能再改。",
            hint="到会登记得不对的，请在会议纪要里写明情况，由主持人签字。",
        )
    return None


def why_not_cancel(meeting: PartyMeeting, *, by: User) -> Refusal | None:
    """Why a meeting cannot be called off."""
    refused = why_not_keep(meeting.dossier.unit, by=by) or _over(meeting)
    if refused or not meeting.signed_in_at:
        return refused
    return Refusal("party_meeting.held", f"{meeting}已经开了，不能取消。")


def why_not_issue_minutes(meeting: PartyMeeting, *, by: User) -> Refusal | None:
    """Why the minutes of a meeting cannot be issued."""
    refused = why_not_keep(meeting.dossier.unit, by=by) or _over(meeting)
    if refused:
        return refused
    if not meeting.signed_in_at:
        return Refusal("party_meeting.not_held", "会议还没有登记签到，不能出纪要。")
    left = list(meeting.entries.filter(outcome="").select_related("topic__dossier"))
    if not left:
        return None
    titles = "、".join(str(entry.topic) for entry in left)
    return Refusal(
        "party_meeting.unfinished",
        f"议程上还有{len(left)}项没有登记结果，不能出纪要：{titles}。",
        hint="请逐项登记“形成决定”“未通过”或者“暂缓”。",
    )


def _over(meeting: PartyMeeting) -> Refusal | None:
    if meeting.standing == MeetingStanding.CANCELLED:
        return Refusal(
            "party_meeting.cancelled",
            f"{meeting}已经取消（{meeting.cancel_reason}），不能再办理。",
            hint="需要开会的，请另外登记一次会议。",
        )
    if meeting.standing == MeetingStanding.MINUTED:
        return Refusal(
            "party_meeting.minuted",
            f"{meeting}已经出了纪要（{meeting.minutes_number}），不能再改。",
        )
    return None
