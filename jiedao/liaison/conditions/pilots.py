"""The gates of pilots, trials and their stages, each in one place."""

from collections.abc import Mapping
from datetime import date

from jiedao.access.selectors import holdings
from jiedao.indicators.figures import Daily, all_figures
from jiedao.liaison.conditions.common import DUTY, why_not_keep, why_not_yet, without_duty
from jiedao.liaison.models import Pilot, Stage, Trial
from jiedao.liaison.states import StageKind
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import Refusal
from jiedao.organisation.models import Unit
from jiedao.organisation.selectors import SELF_GOVERNING
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User


def why_not_designate(street: Unit, *, by: User, designated_on: date) -> Refusal | None:
    """Why a person may not register that a street was designated."""
    if not holdings(by).covers(DUTY, street):
        return without_duty(street)
    if street.level != UnitLevel.STREET:
        return Refusal(
            "pilot.unit", f"试点登记在街道，“{street}”不是街道，请重新选择。", field="unit"
        )
    return why_not_yet(designated_on, "designated_on", "确定为试点的日期")


def why_not_begin(pilot: Pilot, *, by: User) -> Refusal | None:
    """Why a person may not enter what a community tries, nor what they exchange."""
    return why_not_keep(pilot.dossier, by=by)


def why_not_try(
    pilot: Pilot, community: Unit, *, first: str, second: str, started_on: date, due_on: date
) -> Refusal | None:
    """Why a community cannot try these two systems in these days."""
    if community.level not in SELF_GOVERNING or not community.is_within(pilot.street):
        return Refusal(
            "pilot.community",
            f"“{community}”不是{pilot.street}的社区，请重新选择。",
            field="community",
        )
    known = pilot.trials.filter(community=community).select_related("dossier").first()
    if known:
        return Refusal(
            "pilot.known",
            f"{community}在这次试点里已经登记过（{known.dossier.number}），没有重复登记。",
            field="community",
        )
    if first == second:
        return Refusal(
            "pilot.two", "每个社区先试两项制度，两项不能相同，请重新选择。", field="second"
        )
    if due_on <= started_on:
        return Refusal("pilot.days", "完成期限要晚于开始日期，请核对。", field="due_on")
    return None


def wrong_days_of_stages(
    days: Mapping[StageKind, date], *, started_on: date, due_on: date
) -> Refusal | None:
    """Why the stages cannot have these days: one after the other, within the trial."""
    before = started_on
    for kind in StageKind:
        day = days[kind]
        if not before <= day <= due_on:
            return Refusal(
                "pilot.stages",
                f"“{kind.label}”的期限要在{long_day(before)}到{long_day(due_on)}之间，请核对。",
                field=kind.value,
            )
        before = day
    return None


def wrong_measure(figure: str, least: int | None, noun: str) -> Refusal | None:
    """Why something cannot be measured so: no figure of that code that grows by days, no number."""
    if not figure and least is None:
        return None
    if not isinstance(all_figures().get(figure), Daily):
        return Refusal(f"{noun}.figure", "请从列表里选择一个指标。", field="figure")
    if not least:
        return Refusal(f"{noun}.least", "请填写指标不少于多少，至少是1。", field="least")
    return None


def why_not(trial: Trial, *, by: User) -> Refusal | None:
    """Why a person may do nothing in a trial: who is responsible for it may, without the duty."""
    refusal = why_not_keep(trial.dossier, by=by, whose=trial.responsible)
    if refusal or trial.done_on is None:
        return refusal
    return Refusal("pilot.done", f"{trial}已经在{long_day(trial.done_on)}完成，不能再变更。")


def why_stage_done(stage: Stage) -> Refusal | None:
    if stage.done_on is None:
        return None
    return Refusal(
        "pilot.stage_done",
        f"“{stage.get_kind_display()}”已经在{long_day(stage.done_on)}完成，没有重复登记。",
    )


def wrong_day_of_doing(trial: Trial, done_on: date) -> Refusal | None:
    if done_on < trial.started_on:
        return Refusal(
            "pilot.done_before",
            f"试点{long_day(trial.started_on)}才开始，完成的日期不能早于这一天，请核对。",
            field="done_on",
        )
    return why_not_yet(done_on, "done_on", "完成的日期")


def why_not_finish(trial: Trial) -> Refusal | None:
    """Why a trial is not finished: stages are missing."""
    missing = [str(one.get_kind_display()) for one in trial.stages.all() if one.done_on is None]
    if not missing:
        return None
    return Refusal(
        "pilot.stages_missing",
        f"还有阶段没有完成：{'、'.join(missing)}，不能登记完成试点。",
        hint="请先登记这些阶段完成的日期。",
    )
