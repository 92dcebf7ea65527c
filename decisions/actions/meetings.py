"""The meetings of a matter: called, signed in, counted, or failed for want of people (流会)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from decisions import procedures
from decisions.actions.convening import reopen_for
from decisions.actions.words import fit_for_the_board, not_the_same_again
from decisions.models import CalledOnRequest, ConveningRequest, Matter
from decisions.selectors import MEETING_RULES, MEETINGS_OF_STATE, facts
from decisions.selectors.convening import owed_meetings
from jiedao.lib.ballots import Ballots
from jiedao.lib.clock import day_of
from jiedao.lib.numerals import short_day as cn_day
from jiedao.lib.refusals import refuse
from jiedao.meetings import actions as meetings
from jiedao.meetings import judgement
from jiedao.meetings.models import Meeting
from jiedao.meetings.states import STATUTORY, Base, MeetingKind
from jiedao.organisation.models import HeadCount
from jiedao.organisation.selectors import meeting_composition
from jiedao.organisation.states import BodyKind
from jiedao.people.models import User
from jiedao.rulebooks.editions import Edition

BODIES: dict[str, tuple[str, ...]] = {
    MeetingKind.PARTY: (BodyKind.PARTY_BRANCH,),
    MeetingKind.JOINT: (BodyKind.PARTY_BRANCH, BodyKind.COMMITTEE),
    MeetingKind.REPRESENTATIVES: (BodyKind.COMMITTEE, BodyKind.REPRESENTATIVES),
    MeetingKind.REVIEW: (BodyKind.COMMITTEE, BodyKind.REPRESENTATIVES),
}


@transaction.atomic
def call_meeting(
    matter: Matter,
    *,
    by: User,
    on: date,
    kind: str,
    held_at: datetime,
    place: str,
    base: str = Base.ROSTER,
    urgent_reason: str = "",
    request: ConveningRequest | None = None,
) -> Meeting:
    """Call the meeting the matter waits for (召集会议): the roster is frozen from this notice on.

    Notice: residents' meeting 10 days (第二十六条), the others by the office's own rule. `request` is
    the joint request it is called on: only a meeting that says so now can meet it later.
    """
    procedures.of(matter).demand(matter, "call_meeting", by=by, on=on)
    # Place and reason stand on the notice, the place on the board: nobody can change them later.
    fit_for_the_board(place=place, urgent_reason=urgent_reason)
    if kind not in MEETINGS_OF_STATE.get(matter.state, ()):
        raise refuse("matter.meeting_kind", "这个环节不开这种会议，请重新选择。", field="kind")
    if request and not owed_meetings(matter.dossier.unit, (kind,)).filter(pk=request.pk).exists():
        raise refuse(
            "matter.other_request",
            f"这份联名要求没有要求召集{MeetingKind(kind).label}，或者已经召集过，请重新选择。",
            field="request",
        )
    held_on = day_of(held_at)
    asked = f"应联名要求（{request.dossier.number}）" if request else ""
    procedures.of(matter).take(
        matter,
        "call_meeting",
        by=by,
        on=on,
        words=f"{by}{asked}发出{MeetingKind(kind).label}通知，{cn_day(held_on)}在{place}召开，名册自此固定。",
    )
    unit = matter.dossier.unit
    edition = facts(matter).edition(held_on)
    _residents_decide(matter, kind, edition, held_on)
    if kind in STATUTORY:
        not_the_same_again(matter, matter.plan, held_on, field="held_at")
    notice = MEETING_RULES[kind][0]
    head_count: HeadCount | None = None
    if kind == MeetingKind.RESIDENTS:
        base = base if base in (Base.ADULTS, Base.HOUSEHOLDS) else Base.HOUSEHOLDS
        head_count = unit.head_counts.filter(counted_on__lte=on).first()
        composition = []
    else:
        base = Base.ROSTER
        composition = meeting_composition(unit, BODIES[kind], held_on)
    meeting = meetings.call(
        matter.dossier,
        kind=kind,
        held_at=held_at,
        place=place,
        by=by,
        notice_on=on,
        composition=composition,
        base=base,
        head_count=head_count,
        urgent_reason=urgent_reason,
        notice_days=getattr(edition, notice).n,
        notice_basis=edition.source(notice),
    )
    if request:
        CalledOnRequest.objects.create(meeting=meeting, request=request)
    return meeting


@transaction.atomic
def cancel_meeting(matter: Matter, *, by: User, on: date, reason: str) -> Meeting:
    """Call a meeting off (取消会议); the record stays with its reason."""
    procedures.of(matter).demand(matter, "cancel_meeting", by=by, on=on)
    fit_for_the_board(reason=reason)
    procedures.of(matter).take(
        matter, "cancel_meeting", by=by, on=on, words=f"{by}取消会议：{reason}"
    )
    meeting = meetings.cancel(_awaited(matter), reason=reason, by=by)
    reopen_for(meeting, by=by, on=on)
    return meeting


@transaction.atomic
def sign_in(
    matter: Matter, *, by: User, on: date, present: Iterable[int], extra: Iterable[str] = ()
) -> Meeting:
    """Tick the names that stand on the signed sheet (登记签到); 实到 is what is ticked."""
    present, extra = set(present), list(extra)
    procedures.of(matter).demand(matter, "sign_in", by=by, on=on)
    if not present and not extra:
        raise refuse(
            "matter.nobody_came",
            "还没有勾选任何人。请照签到表勾选到会的人；一个人也没有到的，请登记流会。",
            field="present",
        )
    procedures.of(matter).take(matter, "sign_in", by=by, on=on, words=f"{by}登记签到。")
    meeting = meetings.sign_in(_awaited(matter), present=present, extra=extra, by=by)
    matter.forget()
    return meeting


@transaction.atomic
def count_votes(
    matter: Matter,
    *,
    by: User,
    on: date,
    ballots: Ballots,
    method: str,
    chair_name: str,
    recorder_name: str,
    minutes: str,
    resolution: str = "",
    observers: str = "",
) -> Meeting:
    """Enter the counting sheet and the minutes (登记表决); nothing of it changes afterwards."""
    procedures.of(matter).demand(matter, "count_votes", by=by, on=on)
    fit_for_the_board(
        minutes=minutes,
        resolution=resolution,
        chair_name=chair_name,
        recorder_name=recorder_name,
        observers=observers,
    )
    procedures.of(matter).take(
        matter,
        "count_votes",
        by=by,
        on=on,
        words=f"{by}登记表决：发出{ballots.given_out}票，赞成{ballots.for_}票，反对{ballots.against}票，"
        f"弃权{ballots.abstain}票，废票{ballots.invalid}票。",
    )
    meeting = _awaited(matter)
    held = meetings.close_held(
        meeting,
        ballots=ballots,
        thresholds=facts(matter).thresholds(meeting),
        method=method,
        chair_name=chair_name,
        recorder_name=recorder_name,
        minutes=minutes,
        resolution=resolution,
        observers=observers,
        by=by,
    )
    matter.forget()
    return held


@transaction.atomic
def fail_meeting(matter: Matter, *, by: User, on: date, minutes: str) -> Meeting:
    """Too few came (流会): the record is kept, no vote is stored, the meeting is called anew."""
    procedures.of(matter).demand(matter, "fail_meeting", by=by, on=on)
    fit_for_the_board(minutes=minutes)
    meeting = _awaited(matter)
    count = judgement.attendance(meeting)
    words = f"{meeting.get_kind_display()}流会：应到{count.expected}人，实到{count.present}人。"
    procedures.of(matter).take(matter, "fail_meeting", by=by, on=on, words=words)
    meeting = _awaited(matter)
    failed = meetings.close_failed(
        meeting, thresholds=facts(matter).thresholds(meeting), minutes=minutes, by=by
    )
    matter.forget()
    return failed


def _residents_decide(matter: Matter, kind: str, edition: Edition, held_on: date) -> None:
    # A representatives' meeting that passed it would close the way: neither resolved nor called anew.
    if (
        kind == MeetingKind.REPRESENTATIVES
        and matter.matter_type.residents_only
        and facts(matter).authorisation(held_on) is None
    ):
        raise refuse(
            "matter.residents_only",
            f"“{matter.matter_type.name}”依法由居民会议讨论决定，不能召集居民代表会议表决。",
            basis=f"{edition.basis}{matter.matter_type.basis}",
            hint="请召集居民会议；居民会议已经授权居民代表会议决定的，先登记授权。",
            field="kind",
        )


def _awaited(matter: Matter) -> Meeting:
    meeting = facts(matter).awaited()
    assert meeting is not None  # meeting_is_called is a condition of these steps
    return meeting
