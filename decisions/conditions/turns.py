"""Conditions of leaving the straight way: interrupting and ending a matter."""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from decisions.models import Change, Matter, Rejection
from decisions.owning import current_vote
from decisions.rules import RULES
from decisions.selectors import facts
from decisions.states import MatterState as S
from jiedao.lib import text
from jiedao.lib.numerals import long_day, money
from jiedao.lib.numerals import short_day as cn_day
from jiedao.meetings.states import MeetingStatus
from jiedao.procedures.rows import Reason


def why_stopped(matter: Matter) -> Reason | None:
    """Why nothing can be done in a state in which the way broke off; None in every other."""
    if matter.state == S.SUSPENDED:
        pause = facts(matter).suspension
        assert pause
        return Reason(
            f"这件事{long_day(pause.suspended_on)}起中止办理：{pause.reason}",
            hint=f"最晚{long_day(pause.until)}恢复；恢复办理以后才能办其他环节。",
        )
    if matter.state == S.REVOKED:
        undone = facts(matter).revocation
        assert undone
        return Reason(
            f"这件决议{long_day(undone.revoked_on)}登记为已撤销，依据{undone.ground}：{undone.what}",
            hint="原来的决议和办理经过保留备查，不能再办理。",
        )
    if matter.state == S.NOT_RATIFIED:
        return Reason(
            f"{long_day(_ended_on(matter))}居民（代表）会议没有追认这次应急处置。",
            hint="已经花的费用由居民委员会向居民说明；记录保留备查，不能再办理。",
        )
    if matter.state in (S.TERMINATED, S.WITHDRAWN):
        return Reason(
            f"这件事{long_day(_ended_on(matter))}{matter.get_state_display()}，不能再办理。",
            hint="确有必要重新办的，请作为新的动议登记。",
        )
    return None


def _ended_on(matter: Matter) -> date:
    """The day it ended; papers that come in and the sealing of the file are later acts."""
    return matter.dossier.closed_on or matter.dossier.last_act_on


def no_meeting_is_pending(matter: Matter, on: date) -> Reason | None:
    """没有已经通知、还没有登记结果的会议"""
    meeting = next((one for one in facts(matter).meetings if one.is_open), None)
    if meeting is None:
        return None
    return Reason(
        f"{cn_day(meeting.held_on)}的{meeting.get_kind_display()}已经通知，还没有登记结果。",
        hint="请先登记结果；不开了的，先取消会议，再来办理。",
    )


def residents_have_not_decided(matter: Matter, on: date) -> Reason | None:
    """居民还没有作出决议"""
    if matter.resolved_on is None:
        return None
    return Reason(
        f"{cn_day(matter.resolved_on)}居民（代表）会议已经作出决议，经办人不能终止。",
        basis=f"{RULES.on(on).basis}第三十条",
        hint="一时办不下去的，可以中止办理；要撤销或者变更决议的，按撤销、变更的规定办。",
    )


def the_vote_is_recorded(matter: Matter, on: date) -> Reason | None:
    """居民已经表决的，结果已经登记"""
    voted = _voted_on(matter)
    if voted is None:
        return None
    resume = "恢复办理以后，" if matter.state == S.SUSPENDED else ""
    return Reason(
        f"{voted}，结果还没有登记，不能绕过居民的表决。",
        basis=f"{RULES.on(on).basis}第三十条",
        hint=f"{resume}请先照表决结果登记“通过”或者“未通过”。",
    )


def _voted_on(matter: Matter) -> str | None:
    """The vote the residents or the owners have held and nobody has entered the outcome of."""
    if matter.stands_at == S.OWNERS_VOTING:
        vote = current_vote(matter)
        counted = vote.counted_on if vote else None
        return f"{cn_day(counted)}业主表决已经计票" if counted else None
    meeting = facts(matter).awaited() if matter.stands_at == S.DELIBERATED else None
    if meeting is None or meeting.status != MeetingStatus.HELD:
        return None
    return f"{cn_day(meeting.held_on)}的{meeting.get_kind_display()}已经表决"


# --- not passed -----------------------------------------------------------------------------------


def digest_of(plan: str) -> str:
    """What two plans of the same words have in common, whatever their blanks and commas."""
    return hashlib.sha256(text.essence(plan).encode()).hexdigest()


def same_text_barred(matter: Matter, plan: str, on: date) -> Reason | None:
    """Why a plan may not be put to the vote on a day: the community voted its very words down."""
    edition = facts(matter).edition(on)
    days = edition.same_text.n
    found = Rejection.objects.filter(
        digest=digest_of(plan),
        matter__dossier__unit=matter.dossier.unit_id,
        rejected_on__gte=on - timedelta(days=days),
    ).first()
    if found is None:
        return None
    free = found.rejected_on + timedelta(days=days + 1)
    return Reason(
        f"这个方案和{cn_day(found.rejected_on)}没有通过的一字不差，{days}日以内不能再次表决。",
        f"{cn_day(found.rejected_on)} ＋ {days}日，{long_day(free)}起可以再次表决",
        edition.source("same_text"),
        f"请按居民的意见修改方案；不改的，等到{long_day(free)}再提议。",
    )


# --- changed after the resolution -----------------------------------------------------------------


@dataclass(frozen=True)
class Extent:
    """How far a change goes (变动多大): computed from what is new, never chosen."""

    is_back_to_vote: bool
    why: str
    sum: str
    basis: str


def extent_of(
    matter: Matter,
    on: date,
    *,
    budget: Decimal | None,
    purpose: bool,
    site: bool,
    beneficiaries: bool,
) -> Extent:
    """Whether what is to change needs a new vote, with the sum (重新表决还是调整)."""
    edition = facts(matter).edition(on)
    most: int = edition.cost_change
    resolved, new = facts(matter).resolved_budget or Decimal(0), budget or Decimal(0)
    limit = resolved * (100 + most) / 100
    dearer = new > limit
    said = f"{money(resolved)} × {100 + most}% ＝ {money(limit)}，新预算{money(new)}"
    arithmetic = f"{said}，{'超过' if dearer else '没有超过'}"
    named = [
        word
        for changed, word in ((purpose, "用途"), (site, "地点"), (beneficiaries, "受益的人"))
        if changed
    ]
    whys = [f"{'、'.join(named)}改变"] if named else []
    if dearer:
        whys.append(f"经费比决议时增加超过{most}%")
    return Extent(bool(whys), "，".join(whys), arithmetic, edition.source("cost_change"))


def open_change(matter: Matter) -> Change | None:
    """The change the matter is being voted on anew for, if it is."""
    latest = facts(matter).latest_change
    if latest is None or latest.kept_on or matter.resolved_on is not None:
        return None
    if matter.revocations.exists():
        return None
    return latest


def a_change_is_open(matter: Matter, on: date) -> Reason | None:
    """决议以后提出的变更还没有表决通过"""
    if open_change(matter):
        return None
    return Reason("这件事没有待表决的变更，不需要维持原决议。")


# --- the street's review --------------------------------------------------------------------------


def review_is_required(matter: Matter, on: date) -> bool:
    """Whether the vote waits for the street: by the type of matter, or by the unit's own rule."""
    return matter.matter_type.is_reviewed or bool(facts(matter).edition(on).street_review)


def street_has_not_approved(matter: Matter, on: date) -> Reason | None:
    """街道还没有审核同意"""
    if matter.street_approved_on is None:
        return None
    return Reason(f"{cn_day(matter.street_approved_on)}街道已经审核同意，不用再送。")


def street_has_approved(matter: Matter, on: date) -> Reason | None:
    """要街道审核的，街道已经同意"""
    if (
        matter.state != S.DELIBERATED
        or matter.street_approved_on
        or not review_is_required(matter, on)
    ):
        return None
    named = matter.matter_type
    because = (
        f"“{named.name}”在表决以前先由街道审核"
        if named.is_reviewed
        else "本单位规定表决以前先由街道审核"
    )
    return Reason(
        f"{because}，街道还没有同意，不能召集会议表决。",
        basis="内部规定"
        if named.is_reviewed
        else facts(matter).edition(on).source("street_review"),
        hint="请先办理“送街道审核”。",
    )
