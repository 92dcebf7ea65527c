"""The conditions of objections to a publication (异议)."""

from datetime import date

from decisions.models import Matter
from decisions.selectors import facts
from decisions.selectors.objections import (
    answered_lately,
    joint_quota,
    not_yet_corrected,
    not_yet_heard,
    respond_until,
    with_status,
)
from jiedao.lib.numerals import long_day
from jiedao.lib.numerals import short_day as cn_day
from jiedao.procedures.rows import Reason
from jiedao.publications.models import Objection
from jiedao.publications.objecting import OPEN, JointBase, ObjectionStatus


def a_notice_takes_objections(matter: Matter, on: date) -> Reason | None:
    """公示还没有期满"""
    notice = facts(matter).current_publication()
    if notice is None:
        return Reason("现在没有正在公示的内容，不能提出异议。")
    if notice.ends_on is None or on <= notice.ends_on:
        return None
    return Reason(
        f"{notice.label}到{long_day(notice.ends_on)}24:00期满，不再受理异议。",
        hint="期满以后认为公示不实的，可以直接向街道办事处反映。",
    )


def an_objection_waits(matter: Matter, on: date) -> Reason | None:
    """有待受理的异议"""
    if with_status(matter, ObjectionStatus.RECEIVED):
        return None
    return Reason("没有待受理的异议。")


def an_answer_is_owed(matter: Matter, on: date) -> Reason | None:
    """有已受理、还没有答复的异议"""
    if with_status(matter, ObjectionStatus.ACKNOWLEDGED):
        return None
    return Reason("没有待答复的异议。", hint="先受理并交办，再答复。")


def an_answer_was_given(matter: Matter, on: date) -> Reason | None:
    """有已经答复的异议"""
    if with_status(matter, ObjectionStatus.ANSWERED):
        return None
    return Reason("没有已经答复、等提出人回应的异议。")


def an_answer_may_be_taken_to_the_street(matter: Matter, on: date) -> Reason | None:
    """有已经答复、街道还没有作出结论的异议"""
    given = with_status(matter, ObjectionStatus.ANSWERED, ObjectionStatus.CLOSED)
    if any(one.decided_on is None for one in given):
        return None
    return Reason("没有可以反映到街道的异议：要先有书面答复。")


def the_street_was_asked(matter: Matter, on: date) -> Reason | None:
    """有街道要调查核实的异议"""
    if with_status(matter, ObjectionStatus.ESCALATED):
        return None
    return Reason("没有等街道调查核实的异议。")


def no_objection_is_open(matter: Matter, on: date) -> Reason | None:
    """异议都已答复，没有等街道结论的"""
    waiting = [one for one in with_status(matter, *OPEN) if not one.calls_meeting]
    if waiting:
        return Reason(
            f"还有{len(waiting)}件异议没有办完：{_named(waiting)}。",
            arithmetic=f"共{len(facts(matter).objections)}件，未办完{len(waiting)}件",
            hint="请先受理、答复；已经反映到街道的，等街道的结论。",
        )
    lately = answered_lately(matter, on)
    if not lately:
        return None
    until = max(day for one in lately if (day := respond_until(matter, one)))
    edition = facts(matter).edition(on)
    return Reason(
        f"{_named(lately)}，还要等提出人回应：答复后{edition.respond_within}内可以反映到街道。",
        basis=edition.source("respond_within"),
        hint=f"提出人认可答复的，登记办结就可以往下办；否则{cn_day(until)}以后再办。",
    )


def ordered_corrections_were_made(matter: Matter, on: date) -> Reason | None:
    """街道责令更正的公示已经更正"""
    waiting = not_yet_corrected(matter)
    if not waiting:
        return None
    numbers = "、".join(f"第{one.number}号" for one in waiting)
    return Reason(f"街道对{numbers}异议责令依法公布，还没有更正公示。", hint="请先办理“更正公示”。")


def joint_objections_were_heard(matter: Matter, on: date) -> Reason | None:
    """联名异议达到人数的，已经召集会议"""
    waiting = not_yet_heard(matter)
    if not waiting:
        return None
    one = waiting[0]
    quota, source = joint_quota(matter, one.joint_base, one.said_on)
    noun = "户" if one.joint_base == JointBase.HOUSEHOLDS else "人"
    return Reason(
        f"{one}由{one.get_joint_base_display()}{one.signed}{noun}联名提出，达到{quota}，应当召集会议。",
        arithmetic=quota.arithmetic(one.signed or 0, one.expected or 0, counted="联名", noun=noun),
        basis=source,
        hint="请先撤回公示并张贴撤回公示，再办理“联名异议重新表决”，召集会议。",
    )


def a_joint_objection_calls_a_meeting(matter: Matter, on: date) -> Reason | None:
    """有达到人数的联名异议，撤回公示已经张贴"""
    if not not_yet_heard(matter):
        return Reason("没有达到人数、应当召集会议的联名异议。")
    if facts(matter).to_post():
        return Reason("撤回公示还没有张贴。", hint="请先张贴、拍照，登记张贴。")
    return None


def _named(objections: list[Objection]) -> str:
    return "、".join(
        f"第{one.number}号（{one.get_status_display()}）" for one in objections[:5]
    ) + ("等" if len(objections) > 5 else "")
