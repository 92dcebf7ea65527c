"""Conditions of leaving the straight way: interrupting and ending a matter."""

from datetime import date

from decisions.models import Matter
from decisions.selectors import facts
from decisions.states import MatterState as S
from jiedao.lib.numerals import long_day
from jiedao.lib.numerals import short_day as cn_day
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
    if matter.state in (S.TERMINATED, S.WITHDRAWN):
        return Reason(
            f"这件事{long_day(matter.dossier.last_act_on)}{matter.get_state_display()}，不能再办理。",
            hint="确有必要重新办的，请作为新的动议登记。",
        )
    return None


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
        basis=f"{facts(matter).edition(on).basis}第三十条",
        hint="一时办不下去的，可以中止办理；要撤销或者变更决议的，按撤销、变更的规定办。",
    )
