"""Conditions of undoing a decision (撤销、变更)."""

from datetime import date

from decisions.models import Matter
from decisions.rules import RULES
from decisions.states import Authority
from jiedao.lib.numerals import long_day
from jiedao.meetings.states import MeetingKind
from jiedao.procedures.rows import Reason


def residents_have_decided(matter: Matter, on: date) -> Reason | None:
    """居民（代表）会议已经作出决议"""
    if matter.resolved_on is not None:
        return None
    return Reason(
        "这件事还没有作出决议，没有可以撤销或者变更的决定。", hint="不再办的，请办理“终止办理”。"
    )


def may_undo(matter: Matter, authority: str, decided_in: Matter | None, on: date) -> Reason | None:
    """Why this authority may not undo this decision, by the article that says who may."""
    law = f"{RULES.on(on).basis}第三十条"
    if authority == Authority.REPRESENTATIVES:
        return Reason(
            "居民代表会议有权撤销或者变更的是居民委员会的决定；这件事是居民（代表）会议作出的决议。",
            basis=law,
            hint="由居民会议撤销的，选“居民会议”；要改内容的，办理“变更或者调整”，重新表决。",
        )
    if authority != Authority.RESIDENTS:
        return None
    if decided_in is None:
        return Reason(
            "请选择居民会议作出撤销、变更决定的那件事项：人数和票数以那次会议的登记为准。",
            basis=law,
        )
    meeting = decided_in.resolution_meeting
    unit = matter.dossier.unit_id
    if decided_in.pk == matter.pk or decided_in.dossier.unit_id != unit:
        return Reason("作出决定的要是本社区的另一件事项，请重新选择。", basis=law)
    if decided_in.resolved_on is None or meeting is None or meeting.kind != MeetingKind.RESIDENTS:
        return Reason(
            f"“{decided_in.dossier.title}”不是居民会议表决通过的，不能撤销这件决议。",
            basis=law,
            hint="请选择居民会议表决通过的事项。",
        )
    assert matter.resolved_on
    if decided_in.resolved_on < matter.resolved_on:
        return Reason(
            f"居民会议{long_day(decided_in.resolved_on)}的决定早于这件决议，请核对。", basis=law
        )
    return None
