"""What must hold before a meeting may be called, signed in or closed; each refuses by itself."""

from collections.abc import Iterable, Sequence
from datetime import date

from jiedao.dossiers.models import Dossier
from jiedao.lib import clock, numerals
from jiedao.lib.ballots import Ballots
from jiedao.lib.refusals import refuse
from jiedao.meetings.judgement import Attendance
from jiedao.meetings.models import Meeting
from jiedao.meetings.states import Base, MeetingKind, VotingMethod
from jiedao.organisation.models import HeadCount
from jiedao.people.models import Person

# One member of a meeting: who, in which bodies, with what position on the day of the notice.
Member = tuple[Person, Iterable[str], str]


def day_has_come(meeting: Meeting, what: str) -> None:
    if clock.today() < meeting.held_on:
        raise refuse(
            "meeting.not_yet",
            f"会议{numerals.long_day(meeting.held_on)}召开，还没有到日子，不能{what}。",
            hint=f"请在{numerals.long_day(meeting.held_on)}当天或之后办理。",
        )


def is_open(meeting: Meeting) -> None:
    if meeting.is_open:
        return
    who = (
        f"{meeting.closed_by}已于{numerals.long_day(clock.day_of(meeting.closed_at))}登记"
        if (meeting.closed_at)
        else "已经登记"
    )
    raise refuse(
        "meeting.closed",
        f"这次会议{who}“{meeting.get_status_display()}”，不能再改。请刷新页面查看。",
    )


def is_filled(field: str, words: str, sentence: str) -> None:
    if not words.strip():
        raise refuse(f"meeting.{field}_missing", sentence, field=field)


def method_is_chosen(method: str) -> None:
    if method not in VotingMethod.values:
        raise refuse(
            "meeting.method_missing", "请选择表决方式：举手、无记名或电子。", field="method"
        )


def notice_is_early_enough(
    held_on: date, notice_on: date, notice_days: int, basis: str, urgent_reason: str
) -> None:
    if notice_on > clock.today():
        raise refuse(
            "meeting.notice_in_future",
            f"通知日期{numerals.long_day(notice_on)}还没有到，请在发出通知的当天或之后登记。",
            field="notice_on",
        )
    days = (held_on - notice_on).days
    if days < 0:
        raise refuse(
            "meeting.before_notice",
            f"开会日期{numerals.long_day(held_on)}早于通知日期{numerals.long_day(notice_on)}，请核对开会时间。",
            field="held_at",
        )
    if days >= notice_days or urgent_reason:
        return
    earliest = date.fromordinal(notice_on.toordinal() + notice_days)
    raise refuse(
        "meeting.notice_too_short",
        f"开会要提前{notice_days}天通知，{numerals.short_day(notice_on)}通知、"
        f"{numerals.short_day(held_on)}开会只提前了{days}天。",
        arithmetic=f"{numerals.short_day(notice_on)} ＋ {notice_days}天 ＝ {numerals.short_day(earliest)}，"
        f"{notice_days} － {days} ＝ {notice_days - days}，还差{notice_days - days}天",
        basis=basis,
        hint=f"请把会议改到{numerals.long_day(earliest)}或之后；情况特殊的，写明临时通知的原因。",
        field="held_at",
    )


def none_is_called(dossier: Dossier, kind: str) -> None:
    called = Meeting.objects.noticed().of_kind(kind).filter(dossier=dossier).first()
    if called:
        raise refuse(
            "meeting.already_called",
            f"已经通知{numerals.long_day(called.held_on)}召开{called.kind_name}，还没有登记结果。"
            "请先登记那次会议的结果，或者取消它。",
        )


def base_fits(
    dossier: Dossier,
    kind: str,
    base: str,
    head_count: HeadCount | None,
    composition: Sequence[Member],
) -> None:
    if kind == MeetingKind.RESIDENTS:
        if base not in (Base.ADULTS, Base.HOUSEHOLDS):
            raise refuse(
                "meeting.base_missing",
                "请选择居民会议的应到人数按十八周岁以上居民算，还是按户的代表算。",
                field="base",
            )
        if head_count is None or head_count.unit_id != dossier.unit_id:
            raise refuse(
                "meeting.head_count_missing",
                "本社区还没有登记人口底数，算不出应到人数。请先在组织机构里登记居民人数和户数。",
                field="base",
            )
        return
    if base != Base.ROSTER or head_count is not None:
        raise refuse("meeting.base", "这种会议按名册算应到人数，不用人口底数。", field="base")
    if not composition:
        name = MeetingKind(kind).label
        raise refuse(
            "meeting.empty_roster",
            f"名册上一个人也没有，不能召开{name}。请先在组织机构里登记组成人员。",
        )


def ballots_add_up(ballots: Ballots, method: str, seen: Attendance) -> None:
    """收回 ≤ 发出 ≤ 到会可以表决的人: nobody votes for another, and the recused do not vote.

    By a show of hands who may vote is counted, unless it is said how many took part.
    """
    by_hands = method == VotingMethod.SHOW_OF_HANDS
    if ballots.issued is None and not by_hands:
        raise refuse("meeting.issued_missing", "请填写发出了多少张票。", field="issued")
    _no_more_than_may_vote(ballots, seen)
    if by_hands:
        _every_hand_is_counted(ballots, seen)


def _no_more_than_may_vote(ballots: Ballots, seen: Attendance) -> None:
    if ballots.issued is None:
        told, what, box = ballots.in_words, "票数", "in_favour"
    else:
        told, what, box = f"发出{ballots.issued}张票", "发票数", "issued"
    if ballots.given_out > seen.voters and seen.recused_present:
        raise refuse(
            "meeting.too_many_ballots",
            f"{told}，到会可以表决的只有{seen.voters}人"
            f"（{seen.recused_present}人回避，不参加表决），请核对{what}和签到表。",
            arithmetic=f"{ballots.given_out} － {seen.voters} ＝ {ballots.given_out - seen.voters}",
            field=box,
        )
    expected = max(seen.expected, seen.voters)
    faults = ballots.faults(present=seen.voters, expected=expected)
    if faults:
        raise refuse(
            "meeting.ballots_do_not_add_up",
            "".join(faults),
            field="in_favour" if ballots.returned > ballots.given_out else box,
        )


def _every_hand_is_counted(ballots: Ballots, seen: Attendance) -> None:
    """Whoever raised no hand abstained; who took no part at all is told by how many did."""
    missing = seen.voters - ballots.returned
    if missing <= 0 or ballots.issued == ballots.returned:
        return
    raise refuse(
        "meeting.hands_not_counted",
        f"到会可以表决的{seen.voters}人，{ballots.in_words}，少{missing}票。",
        arithmetic=f"{seen.voters} － {ballots.returned} ＝ {missing}",
        hint=f"没有举手的，请计入弃权；确实有{missing}人没有参加表决的（例如中途离会），"
        f"请在“发出票数”里填{ballots.returned}确认。",
        field="in_favour",
    )
