"""Pilots: the street is designated, communities try, finish stage after stage, and exchange."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from jiedao.access.typed import dossier_of
from jiedao.deadlines import actions as deadlines
from jiedao.dossiers import actions as dossiers
from jiedao.ledger import acts
from jiedao.liaison.actions.entries import line, note, number_of, words_of
from jiedao.liaison.conditions import pilots as conditions
from jiedao.liaison.conditions.common import why_not_of
from jiedao.liaison.deadlines import STAGES, TRIAL
from jiedao.liaison.kinds import PILOT
from jiedao.liaison.kinds import TRIAL as TRIAL_KIND
from jiedao.liaison.models import Exchange, Pilot, Stage, Trial
from jiedao.liaison.rules import RULES
from jiedao.liaison.states import Area, StageKind
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import refuse, unless
from jiedao.lib.text import sentence
from jiedao.organisation.models import Unit
from jiedao.people.models import User

DESIGNATED = acts.declare("liaison.designate_pilot", "确定为试点")
BEGUN = acts.declare("liaison.begin_trial", "开始社区试点")
STAGE_DONE = acts.declare("liaison.finish_stage", "完成试点阶段")
STAGE_MOVED = acts.declare("liaison.move_stage", "调整试点阶段期限")
DONE = acts.declare("liaison.finish_trial", "完成社区试点")
EXCHANGED = acts.declare("liaison.exchange", "试点交流")


@transaction.atomic
def designate(
    street: Unit,
    *,
    by: User,
    title: str,
    level: str,
    office_name: str,
    document_number: str,
    designated_on: date,
) -> Pilot:
    """Register that a street was designated a pilot (确定为试点)."""
    unless(conditions.why_not_designate(street, by=by, designated_on=designated_on))
    title = line("pilot", "title", title, "请写试点的称号，照文件填写。")
    number = number_of("pilot", document_number)
    dossier = dossiers.open_dossier(
        kind=PILOT.code,
        prefix=PILOT.prefix,
        title=title,
        unit=street,
        by=by,
        opened_on=designated_on,
        state_label="试点中",
    )
    pilot = Pilot.objects.create(
        dossier=dossier,
        street=street,
        level=level,
        office_name=line("pilot", "office_name", office_name, "请写文件里的单位名称。"),
        document_number=number,
        designated_on=designated_on,
    )
    of = f"（{number}）" if number else ""
    note(
        dossier,
        DESIGNATED,
        by=by,
        on=designated_on,
        words=f"{by}登记：{long_day(designated_on)}，{pilot.office_name}被确定为“{title}”{of}，"
        f"{pilot.get_level_display()}。",
        data={"level": level},
    )
    dossiers.make_findable(pilot, number, pilot.office_name)
    return pilot


@transaction.atomic
def begin(
    pilot: Pilot,
    *,
    by: User,
    community: Unit,
    first: str,
    second: str,
    responsible: User,
    goal: str,
    figure: str,
    least: int | None,
    started_on: date,
    due_on: date,
    stages: Mapping[StageKind, date],
) -> Trial:
    """A community tries two systems first (先试先行): by whom, to what end, until when."""
    dossiers.hold_record(pilot)
    unless(conditions.why_not_begin(pilot, by=by))
    unless(
        conditions.why_not_try(
            pilot, community, first=first, second=second, started_on=started_on, due_on=due_on
        )
    )
    unless(conditions.wrong_days_of_stages(stages, started_on=started_on, due_on=due_on))
    unless(conditions.wrong_measure(figure, least, "pilot"))
    unless(why_not_of(pilot.street, responsible, "responsible"))
    goal = words_of("pilot", "goal", goal)
    if not goal:
        raise refuse("pilot.goal", "请写明要达到什么目标。", field="goal")
    systems = f"{Area(first).label}、{Area(second).label}"
    dossier = dossiers.open_dossier(
        kind=TRIAL_KIND.code,
        prefix=TRIAL_KIND.prefix,
        title=f"{community}试点：{systems}",
        unit=community,
        by=by,
        opened_on=started_on,
        state_label="试点中",
    )
    trial = Trial.objects.create(
        dossier=dossier,
        pilot=pilot,
        community=community,
        first=first,
        second=second,
        responsible=responsible,
        goal=goal,
        figure=figure,
        least=least,
        started_on=started_on,
        due_on=due_on,
    )
    edition = RULES.on(started_on, community)
    deadlines.open_limit(dossier, TRIAL, start=started_on, edition=edition, due_on=due_on)
    for kind, day in stages.items():
        Stage.objects.create(trial=trial, kind=kind, due_on=day)
        deadlines.open_limit(dossier, STAGES[kind], start=started_on, edition=edition, due_on=day)
    note(
        dossier,
        BEGUN,
        by=by,
        on=started_on,
        words=f"{by}登记：从{long_day(started_on)}起，{community}先试{systems}，"
        f"负责人{responsible}，{long_day(due_on)}前完成。目标：{sentence(goal)}",
        data={"first": first, "second": second, "responsible": responsible.pk},
    )
    dossiers.make_findable(trial, goal, responsible)
    return trial


@transaction.atomic
def finish_stage(stage: Stage, *, by: User, done_on: date) -> Stage:
    """A stage of a trial is done (完成阶段)."""
    trial = _held(stage, by)
    unless(conditions.wrong_day_of_doing(trial, done_on))
    stage.done_on = done_on
    stage.save(update_fields=["done_on"])
    limit = STAGES[StageKind(stage.kind)]
    deadlines.close(trial.dossier, limit.code, by=by, on=done_on)
    late = f"，晚了{(done_on - stage.due_on).days}天" if done_on > stage.due_on else ""
    name = str(stage.get_kind_display())
    note(
        trial.dossier,
        STAGE_DONE,
        by=by,
        on=done_on,
        words=f"{by}登记：{long_day(done_on)}完成“{name}”{late}。",
        label=f"完成{name}",
    )
    return stage


@transaction.atomic
def move_stage(stage: Stage, *, by: User, due_on: date, reason: str) -> Stage:
    """A stage is given another day (调整期限), with the reason; what was before stays in the ledger."""
    trial = _held(stage, by)
    reason = line("pilot", "reason", reason, "请写明为什么调整。")
    if not trial.started_on <= due_on <= trial.due_on:
        raise refuse(
            "pilot.stages",
            f"期限要在{long_day(trial.started_on)}到{long_day(trial.due_on)}之间，请核对。",
            field="due_on",
        )
    before, stage.due_on = stage.due_on, due_on
    stage.save(update_fields=["due_on"])
    deadlines.open_limit(
        trial.dossier,
        STAGES[StageKind(stage.kind)],
        start=trial.started_on,
        edition=RULES.on(trial.started_on, trial.community),
        due_on=due_on,
    )
    note(
        trial.dossier,
        STAGE_MOVED,
        by=by,
        on=trial.dossier.last_act_on,
        words=f"{by}把“{stage.get_kind_display()}”的期限由{long_day(before)}改到{long_day(due_on)}。"
        f"原因：{sentence(reason)}",
        data={"before": before.isoformat(), "after": due_on.isoformat()},
    )
    return stage


@transaction.atomic
def finish(trial: Trial, *, by: User, done_on: date, summary: str) -> Trial:
    """A trial is over (完成试点), with what was learnt."""
    dossiers.hold_record(trial)
    unless(conditions.why_not(trial, by=by))
    unless(conditions.why_not_finish(trial))
    unless(conditions.wrong_day_of_doing(trial, done_on))
    trial.summary = words_of("pilot", "summary", summary)
    if not trial.summary:
        raise refuse("pilot.summary", "请写几句总结：做法、成效、还要改进的。", field="summary")
    trial.done_on = done_on
    trial.save(update_fields=["done_on", "summary"])
    deadlines.close_all(trial.dossier, by=by, on=done_on)
    note(
        trial.dossier,
        DONE,
        by=by,
        on=done_on,
        words=f"{by}登记：{long_day(done_on)}完成试点。{sentence(trial.summary)}",
        label=f"{long_day(done_on)}完成",
        is_closed=True,
    )
    return trial


@transaction.atomic
def exchange(pilot: Pilot, *, by: User, activity: str) -> Exchange:
    """The communities have exchanged what they learnt (交流): the dossier of the meeting is linked."""
    dossiers.hold_record(pilot)
    unless(conditions.why_not_begin(pilot, by=by))
    dossier = dossier_of("pilot", "activity", activity, by=by)
    if dossier is None:
        raise refuse("pilot.activity", "请填写交流活动的案卷编号。", field="activity")
    if pilot.exchanges.filter(activity=dossier).exists():
        raise refuse(
            "pilot.exchanged", f"{dossier.number}已经关联过，没有重复登记。", field="activity"
        )
    found = Exchange.objects.create(pilot=pilot, activity=dossier)
    note(
        pilot.dossier,
        EXCHANGED,
        by=by,
        on=max(dossier.opened_on, pilot.dossier.opened_on),
        words=f"{by}关联试点交流：{dossier.title}（{dossier.number}）。",
        data={"activity": dossier.number},
    )
    return found


def _held(stage: Stage, by: User) -> Trial:
    """The trial of a stage, held; refused when the stage is done or the trial is over."""
    trial = stage.trial
    dossiers.hold_record(trial)
    stage.refresh_from_db(fields=["done_on", "due_on"])
    unless(conditions.why_not(trial, by=by))
    unless(conditions.why_stage_done(stage))
    return trial
