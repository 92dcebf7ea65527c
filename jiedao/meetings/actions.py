"""Calling, signing in and closing meetings. The app's own step writes the ledger."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from jiedao.access.recusals import recused_from_voting
from jiedao.dossiers import actions as dossiers
from jiedao.dossiers.models import Dossier
from jiedao.lib import clock
from jiedao.lib.ballots import Ballots
from jiedao.lib.refusals import refuse
from jiedao.meetings import conditions, judgement, signin
from jiedao.meetings.conditions import Member
from jiedao.meetings.judgement import Attendance, Thresholds
from jiedao.meetings.models import Ballot, Meeting, RosterEntry
from jiedao.meetings.states import Base, MeetingKind, MeetingStatus
from jiedao.organisation.models import HeadCount
from jiedao.people.models import User


@transaction.atomic
def call(
    dossier: Dossier,
    *,
    kind: str,
    held_at: datetime,
    place: str,
    by: User,
    notice_on: date,
    notice_days: int,
    notice_basis: str,
    composition: Sequence[Member] = (),
    base: str = Base.ROSTER,
    head_count: HeadCount | None = None,
    urgent_reason: str = "",
) -> Meeting:
    """Give notice of a meeting (发会议通知) and freeze who is to come.

    Refused when the notice is too short and no reason is given, when the same kind of meeting is
    already called, and when there is nobody on the roster or no head count to hold it against.
    """
    dossiers.hold(dossier)
    held_on = clock.day_of(held_at)
    conditions.notice_is_early_enough(
        held_on, notice_on, notice_days, notice_basis, urgent_reason.strip()
    )
    conditions.none_is_called(dossier, kind)
    conditions.base_fits(dossier, kind, base, head_count, composition)
    last = Meeting.objects.filter(dossier=dossier, kind=kind).aggregate(last=Max("round"))["last"]
    meeting = Meeting.objects.create(
        dossier=dossier,
        kind=kind,
        round=(last or 0) + 1,
        held_at=held_at,
        held_on=held_on,
        place=place.strip(),
        notice_on=notice_on,
        urgent_reason=urgent_reason.strip(),
        base=base,
        head_count=head_count,
        called_at=clock.now(),
        called_by=by,
    )
    if kind != MeetingKind.RESIDENTS:
        _enter_roster(meeting, composition)
    meeting.is_roster_frozen = True
    meeting.save(update_fields=["is_roster_frozen"])
    return meeting


@transaction.atomic
def sign_in(
    meeting: Meeting, *, present: Iterable[int], extra: Sequence[str] = (), by: User
) -> Meeting:
    """Enter from the signed sheet who came (登记签到); may be put right until the meeting is closed.

    `present` are the keys of roster entries; `extra` are the lines “姓名 楼栋” of a residents'
    meeting, whose attendants are on no roster.
    """
    _hold_open(meeting)
    conditions.day_has_come(meeting, "登记签到")
    came = set(present)
    entries = {entry.pk: entry for entry in meeting.roster.order_by("id")}
    if not came <= set(entries):
        raise refuse(
            "meeting.not_on_roster",
            "勾选的人里有不在这次会议名册上的，请刷新页面后重新勾选。",
            field="present",
        )
    _enter_late_recusals(meeting)
    now = clock.now()
    arriving = [pk for pk in came if not entries[pk].present]
    leaving = [pk for pk, entry in entries.items() if entry.present and pk not in came]
    meeting.roster.filter(pk__in=arriving).update(present=True, ticked_at=now, ticked_by=by)
    meeting.roster.filter(pk__in=leaving).update(present=False, ticked_at=None, ticked_by=None)
    if extra:
        _enter_attendants(meeting, list(entries.values()), extra, by)
    seen = judgement.attendance(meeting)
    if seen.present > seen.expected:
        raise refuse(
            "meeting.more_than_expected",
            f"实到{seen.present}{meeting.noun}，比应到的{seen.expected}{meeting.noun}多，请核对签到表和人口底数。",
            field="extra",
        )
    return meeting


@transaction.atomic
def close_failed(meeting: Meeting, *, thresholds: Thresholds, by: User, minutes: str) -> Meeting:
    """Enter that too few came and nothing was voted on (登记流会)."""
    _hold_open(meeting)
    conditions.day_has_come(meeting, "登记流会")
    conditions.is_filled("minutes", minutes, "请写明到会情况和流会经过，作为会议记录。")
    _enter_late_recusals(meeting)
    seen = judgement.attendance(meeting)
    shortfall = judgement.quorum_reason(meeting, thresholds, seen=seen)
    if shortfall is None:
        lines = judgement.sums(meeting, thresholds, seen=seen)
        raise refuse(
            "meeting.has_quorum",
            f"到会{seen.present}{meeting.noun}，人数已经达到，不能登记流会，请登记会议结果。",
            arithmetic="；".join(line.words for line in lines),
            basis=lines[0].basis,
        )
    meeting.minutes = minutes.strip()
    return _close(meeting, MeetingStatus.FAILED, thresholds, seen, by, ["minutes"])


@transaction.atomic
def close_held(
    meeting: Meeting,
    *,
    thresholds: Thresholds,
    ballots: Ballots | None,
    method: str,
    chair_name: str,
    recorder_name: str,
    minutes: str,
    resolution: str,
    observers: str = "",
    by: User,
) -> Meeting:
    """Enter the result of a meeting that had its quorum (登记会议结果), with the votes counted.

    Whether it passed is judged by `judgement.passing_reason`; a vote that was lost is kept too.
    """
    _hold_open(meeting)
    conditions.day_has_come(meeting, "登记结果")
    _enter_late_recusals(meeting)
    seen = judgement.attendance(meeting)
    shortfall = judgement.quorum_reason(meeting, thresholds, seen=seen)
    if shortfall:
        raise refuse(
            "meeting.no_quorum",
            f"{shortfall.sentence}。",
            arithmetic=shortfall.arithmetic,
            basis=shortfall.basis,
            hint=shortfall.hint,
            field="present",
        )
    conditions.is_filled("chair_name", chair_name, "请写明会议主持人。")
    conditions.is_filled("recorder_name", recorder_name, "请写明会议记录人。")
    conditions.is_filled("minutes", minutes, "请填写会议记录。")
    if ballots is not None:
        conditions.is_filled("resolution", resolution, "请写明表决的决议内容。")
        conditions.method_is_chosen(method)
        conditions.ballots_add_up(ballots, method, seen)
        Ballot.objects.create(
            meeting=meeting,
            issued=ballots.given_out,
            in_favour=ballots.for_,
            against=ballots.against,
            abstain=ballots.abstain,
            invalid=ballots.invalid,
            counted_at=clock.now(),
            counted_by=by,
        )
    meeting.method = method if ballots is not None else ""
    meeting.chair_name, meeting.recorder_name = chair_name.strip(), recorder_name.strip()
    meeting.minutes, meeting.resolution = minutes.strip(), resolution.strip()
    meeting.observers = observers.strip()
    written = ["method", "chair_name", "recorder_name", "minutes", "resolution", "observers"]
    return _close(meeting, MeetingStatus.HELD, thresholds, seen, by, written)


@transaction.atomic
def cancel(meeting: Meeting, *, reason: str, by: User) -> Meeting:
    """Call a meeting off before it begins (取消会议)."""
    _hold_open(meeting)
    conditions.is_filled("reason", reason, "请写明取消会议的原因，并通知应到会的人。")
    if meeting.roster.filter(present=True).exists():
        raise refuse(
            "meeting.has_begun",
            "已经有人签到，会议不能取消，请登记会议结果；人数不够的登记流会。",
        )
    meeting.status = MeetingStatus.CANCELLED
    meeting.cancel_reason = reason.strip()
    meeting.closed_at, meeting.closed_by = clock.now(), by
    meeting.save(update_fields=["status", "cancel_reason", "closed_at", "closed_by"])
    return meeting


def _hold_open(meeting: Meeting) -> None:
    """Lock the dossier, look again, and refuse what is already closed."""
    dossiers.hold(meeting.dossier)
    meeting.refresh_from_db(fields=["status", "closed_at", "closed_by"])
    conditions.is_open(meeting)


def _enter_late_recusals(meeting: Meeting) -> None:
    """A recusal declared after the notice (临时申报回避) takes the vote, not the name, off the roster."""
    recused = recused_from_voting(meeting.dossier)
    late = meeting.roster.filter(person__in=recused, recused=False)
    late.update(recused=True, has_vote=False)


def _enter_roster(meeting: Meeting, composition: Sequence[Member]) -> None:
    """One row per person, though a person may sit in both bodies (交叉任职)."""
    recused = recused_from_voting(meeting.dossier)
    rows: dict[int, RosterEntry] = {}
    for person, bodies, position in composition:
        row = rows.setdefault(
            person.pk,
            RosterEntry(
                meeting=meeting,
                person=person,
                name=str(person),
                bodies=[],
                position="",
                has_vote=person.pk not in recused,
                recused=person.pk in recused,
            ),
        )
        row.bodies = list(dict.fromkeys([*row.bodies, *map(str, bodies)]))
        if position and position not in row.position.split("、"):
            row.position = f"{row.position}、{position}" if row.position else position
    RosterEntry.objects.bulk_create(rows.values())


def _enter_attendants(
    meeting: Meeting, entries: list[RosterEntry], lines: Sequence[str], by: User
) -> None:
    """The names on the sheet of a residents' meeting, each once."""
    if meeting.kind != MeetingKind.RESIDENTS:
        raise refuse(
            "meeting.roster_frozen",
            "名册在发通知时已经固定，不能添人。列席的人请写在“列席人员”里，不计入实到。",
            field="extra",
        )
    attendants = signin.read(lines)
    known = {signin.Attendant(entry.name, entry.position) for entry in entries}
    twice = signin.repeated(attendants, known)
    if twice:
        raise refuse(
            "meeting.attendant_twice",
            f"有{len(twice)}个名字重复：{'、'.join(map(str, twice))}。一个人只登记一次；"
            "确实同名的，请在姓名后写明楼栋或居民小组。",
            field="extra",
        )
    now = clock.now()
    RosterEntry.objects.bulk_create(
        RosterEntry(
            meeting=meeting,
            name=attendant.name,
            position=attendant.place,
            present=True,
            ticked_at=now,
            ticked_by=by,
        )
        for attendant in attendants
    )


def _close(
    meeting: Meeting,
    status: str,
    thresholds: Thresholds,
    seen: Attendance,
    by: User,
    written: list[str],
) -> Meeting:
    """Set the result, and keep the sums it was judged by as they were that day."""
    meeting.status = status
    ballot = Ballot.objects.filter(meeting=meeting).first()
    lines = judgement.sums(meeting, thresholds, ballot=ballot, seen=seen)
    meeting.judged = [asdict(line) for line in lines]
    meeting.closed_at, meeting.closed_by = clock.now(), by
    meeting.save(update_fields=[*written, "status", "judged", "closed_at", "closed_by"])
    return meeting
