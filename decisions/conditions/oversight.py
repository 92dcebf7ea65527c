"""The conditions of the supervision committee's opinions (监督意见)."""

from datetime import date

from decisions.models import Matter
from decisions.selectors.oversight import missing_in, oversight_of, unanswered_in
from jiedao.procedures.rows import Reason


def a_step_can_be_supervised(matter: Matter, on: date) -> Reason | None:
    """已经办过要监督的环节"""
    if oversight_of(matter):
        return None
    return Reason(
        "意见还没有汇总，还没有可以出具监督意见的环节。",
        hint="征求意见汇总以后，就可以对“征求意见”环节签署意见。",
    )


def concerns_wait_for_an_answer(matter: Matter, on: date) -> Reason | None:
    """监督委员会有意见，还没有答复"""
    if unanswered_in(matter):
        return None
    return Reason("居务监督委员会没有需要答复的意见。")


def every_step_was_supervised(matter: Matter, on: date) -> Reason | None:
    """四个环节都有监督意见"""
    missing = missing_in(matter)
    if not missing:
        return None
    names = "、".join(f"“{row.name}”" for row in missing)
    return Reason(
        f"还缺居务监督委员会对{names}的意见，不能归档。",
        arithmetic=f"应有{len(oversight_of(matter))}份，缺{len(missing)}份",
        hint="请监督委员在本事项里办理“出具监督意见”。",
    )


def concerns_were_answered(matter: Matter, on: date) -> Reason | None:
    """监督委员会的意见都有答复"""
    waiting = unanswered_in(matter)
    if not waiting:
        return None
    names = "、".join(dict.fromkeys(f"“{one.get_step_display()}”" for one in waiting))
    return Reason(
        f"居务监督委员会对{names}有意见，居委会还没有答复，不能归档。",
        hint="请办理“答复监督意见”。",
    )
