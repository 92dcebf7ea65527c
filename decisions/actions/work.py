"""Carrying the resolution out: who, by when, how far, accepted, and what residents say of it."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from decisions import procedures
from decisions.actions.words import fit_for_the_board
from decisions.deadlines import FINISH_WORK
from decisions.models import Matter, Progress, Survey
from decisions.states import ChannelKind, MatterState
from jiedao.lib import clock
from jiedao.lib.numerals import long_day, money
from jiedao.lib.refusals import refuse
from jiedao.people.models import User
from jiedao.publications import actions as publications


@transaction.atomic
def implement(matter: Matter, *, by: User, on: date, responsible: str, finish_by: date) -> Matter:
    """Begin the work (组织实施): who answers for it, and by when it is to be done."""
    procedures.of(matter).demand(matter, "implement", by=by, on=on)
    if finish_by < on:
        raise refuse(
            "matter.finish_before_start", "计划完成日期不能早于开始实施的日期。", field="finish_by"
        )
    procedures.of(matter).take(
        matter,
        "implement",
        by=by,
        on=on,
        words=f"开始组织实施，责任人{responsible}，计划{long_day(finish_by)}前完成。",
        due={FINISH_WORK.code: finish_by},
        sets={"implementing_on": on, "responsible": responsible, "finish_by": finish_by},
    )
    publications.set_public_state(
        matter.dossier,
        title=matter.dossier.title,
        stage=MatterState.IMPLEMENTING.label,
        line=f"正在实施，计划{long_day(finish_by)}前完成。",
        by=by,
    )
    return matter


@transaction.atomic
def report_progress(matter: Matter, *, by: User, on: date, words: str, spent: Decimal) -> Progress:
    """Report how far the work has come and what it cost so far (登记进展)."""
    procedures.of(matter).take(
        matter, "report_progress", by=by, on=on, words=f"{by}登记实施进展，本次支出{money(spent)}。"
    )
    return Progress.objects.create(
        matter=matter,
        reported_on=on,
        words=words,
        spent=spent,
        entered_at=clock.now(),
        entered_by=by,
    )


@transaction.atomic
def accept_work(
    matter: Matter,
    *,
    by: User,
    on: date,
    acceptance: str,
    spent: Decimal,
    difference: str = "",
) -> Matter:
    """The work is inspected and accepted (验收), with its final account (决算).

    An account above the budget must say why: it goes on the board and cannot be changed there.
    """
    procedures.of(matter).demand(matter, "accept_work", by=by, on=on)
    budget = matter.budget or Decimal(0)
    if spent > budget:
        over = spent - budget
        if not difference:
            raise refuse(
                "matter.over_budget",
                f"决算{money(spent)}，预算{money(budget)}，多出{money(over)}。请核对小数点和零；"
                "确实超支的，在“超支原因”里写明。",
                arithmetic=f"{money(spent)} － {money(budget)} ＝ {money(over)}",
                field="spent",
            )
        acceptance = f"{acceptance}决算比预算多{money(over)}，原因：{difference}"
    procedures.of(matter).take(
        matter,
        "accept_work",
        by=by,
        on=on,
        words=f"验收合格，决算{money(spent)}。",
        sets={"accepted_on": on, "acceptance": acceptance, "spent": spent},
    )
    fit_for_the_board(acceptance=acceptance)
    return matter


@transaction.atomic
def survey(
    matter: Matter,
    *,
    by: User,
    on: date,
    channel: str,
    asked: int,
    satisfied: int,
    fair: int,
    unsatisfied: int,
) -> Survey:
    """Count what residents say of the result (满意度测评)."""
    procedures.of(matter).demand(matter, "survey", by=by, on=on)
    answered = satisfied + fair + unsatisfied
    if answered > asked:
        raise refuse(
            "matter.survey_too_many",
            f"三项合计{answered}份，比发出的{asked}份多{answered - asked}份，请对照测评表核对。",
            arithmetic=f"{satisfied} ＋ {fair} ＋ {unsatisfied} ＝ {answered}，{answered} － {asked} ＝ {answered - asked}",
            field="asked",
        )
    label = ChannelKind(channel).label
    procedures.of(matter).take(
        matter,
        "survey",
        by=by,
        on=on,
        words=f"{by}登记满意度测评（{label}）：发出{asked}份，收回{answered}份。",
    )
    return Survey.objects.create(
        matter=matter,
        surveyed_on=on,
        channel=channel,
        asked=asked,
        satisfied=satisfied,
        fair=fair,
        unsatisfied=unsatisfied,
        entered_at=clock.now(),
        entered_by=by,
    )
