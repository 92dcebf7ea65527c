"""Whether enough have asked for a meeting (联名人数), with the sum."""

from datetime import date

from decisions.models import ConveningRequest
from decisions.rules import RULES
from decisions.selectors.convening import Count, count_of
from decisions.states import Backers
from jiedao.meetings.states import MeetingKind, MeetingStatus
from jiedao.procedures.rows import Reason
from jiedao.rulebooks.editions import Edition


def rule_of(request: ConveningRequest) -> str:
    """The key of the share that gives the right, in the rulebook."""
    if request.asked_for == MeetingKind.REPRESENTATIVES:
        return "convene_representatives"
    if request.backers == Backers.REPRESENTATIVES:
        return "convene_by_representatives"
    return "convene_by_residents"


def edition_of(request: ConveningRequest) -> Edition:
    """The edition in force on the day the request came in."""
    return RULES.on(request.dossier.opened_on)


def needed_of(request: ConveningRequest, count: Count) -> str:
    """How many must sign, in words: 共3000人，十分之一以上需300人."""
    quota = getattr(edition_of(request), rule_of(request))
    noun = _noun(request)
    return f"共{count.base}{noun}，{quota}需{quota.needed(of=count.base)}{noun}"


def sum_of(request: ConveningRequest, count: Count) -> tuple[bool, str]:
    """Whether the share is reached, and the arithmetic in words."""
    quota = getattr(edition_of(request), rule_of(request))
    met: bool = quota.met(count.signed, of=count.base)
    return met, (
        f"{needed_of(request, count)}，联名{count.signed}{_noun(request)}，"
        f"{count.signed} {'≥' if met else '＜'} {quota.needed(of=count.base)}"
    )


def _noun(request: ConveningRequest) -> str:
    return "户" if request.backers == Backers.HOUSEHOLDS else "人"


def signatures_are_entered(request: ConveningRequest, on: date) -> Reason | None:
    """联名的人已经登记"""
    if count_of(request).signed:
        return None
    if request.backers == Backers.REPRESENTATIVES:
        return Reason("还没有勾选联名的居民代表。", hint="请先照联名名单勾选。")
    return Reason(
        "还没有登记签名册上的有效签名数。", hint="请先核对签名册，登记有效签名数并上传扫描件。"
    )


def enough_signed(request: ConveningRequest, on: date) -> Reason | None:
    """联名人数达到法定比例"""
    met, words = sum_of(request, count_of(request))
    if met:
        return None
    return Reason(
        "联名人数没有达到法定比例，不是应当召集的情形。",
        words,
        edition_of(request).source(rule_of(request)),
        "可以继续收集签名，或者登记“人数不足”。",
    )


def too_few_signed(request: ConveningRequest, on: date) -> Reason | None:
    """联名人数没有达到法定比例"""
    met, words = sum_of(request, count_of(request))
    if not met:
        return None
    return Reason(
        "联名人数已经达到法定比例，应当召集会议，不能登记为人数不足。",
        words,
        edition_of(request).source(rule_of(request)),
        "请办理“核定应当召集”。",
    )


def its_meeting_was_cancelled(request: ConveningRequest, on: date) -> Reason | None:
    """召集的会议取消了"""
    if request.meeting and request.meeting.status == MeetingStatus.CANCELLED:
        return None
    return Reason("登记的会议没有取消，不用重新召集。")


def by_representatives(request: ConveningRequest, on: date) -> Reason | None:
    """由居民代表联名"""
    if request.backers == Backers.REPRESENTATIVES:
        return None
    return Reason("这份要求由居民联名，请登记签名册上的签名数。")


def by_residents(request: ConveningRequest, on: date) -> Reason | None:
    """由居民或者户的代表联名"""
    if request.backers != Backers.REPRESENTATIVES:
        return None
    return Reason("这份要求由居民代表联名，请在名册上勾选。")
