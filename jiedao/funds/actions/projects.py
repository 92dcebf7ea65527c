"""Projects: opened, put right, begun and finished."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from jiedao.dossiers import actions as dossiers
from jiedao.funds.actions.entering import note, said, sound
from jiedao.funds.conditions import keeping, projects
from jiedao.funds.kinds import PROJECT
from jiedao.funds.models import Project
from jiedao.ledger import acts
from jiedao.lib import clock, masking, numerals, text
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import refuse, unless
from jiedao.organisation.models import Unit
from jiedao.people.models import User

OPENED = acts.declare("funds.open_project", "登记经费项目")
AMENDED = acts.declare("funds.amend", "更正项目登记")
BEGUN = acts.declare("funds.begin", "登记开工")
FINISHED = acts.declare("funds.finish", "登记完工")


@transaction.atomic
def open_project(
    unit: Unit,
    *,
    by: User,
    title: str,
    kind: str,
    place: str,
    planned: Decimal,
    begun_on: date | None = None,
) -> Project:
    """Open a project money is raised and spent for (登记经费项目)."""
    unless(keeping.why_not_keep(unit, by=by))
    if begun_on:
        unless(keeping.not_yet(begun_on, field="begun_on", what="开工日期"))
    sound(planned)
    title = said(title, field="title", empty="请写项目的名称。")
    place = said(place, field="place", empty="请写是哪个小区、中心或者场所。")
    masking.demand_none("funds", title=title, place=place)
    dossier = dossiers.open_dossier(
        kind=PROJECT.code,
        prefix=PROJECT.prefix,
        title=title,
        unit=unit,
        by=by,
        opened_on=clock.today(),
        state_label="",
    )
    project = Project.objects.create(
        dossier=dossier, kind=kind, place=place, planned=planned, begun_on=begun_on
    )
    note(
        dossier,
        OPENED,
        by=by,
        on=clock.today(),
        label=_label(project),
        words=f"{by}登记经费项目“{title}”，{_described(project)}，{project.days_in_words}。",
        data={"kind": kind, "planned": str(planned)},
    )
    dossiers.make_findable(project, place, project.get_kind_display())
    return project


@transaction.atomic
def amend(
    project: Project, *, by: User, kind: str, place: str, planned: Decimal, reason: str
) -> Project:
    """What a project is and what it may cost is put right, or planned anew (更正项目登记)."""
    dossiers.hold_record(project)
    unless(keeping.why_not(project.dossier, by=by))
    sound(planned)
    place = said(place, field="place", empty="请写是哪个小区、中心或者场所。")
    reason = said(reason, field="reason", empty="请写明为什么更正或者调整。")
    masking.demand_none("funds", place=place, reason=reason)
    before, old = _described(project), {"kind": project.kind, "planned": str(project.planned)}
    project.kind, project.place, project.planned = kind, place, planned
    after = _described(project)
    if after == before:
        raise refuse("funds.same", "和原来登记的一样，没有要更正的。")
    project.save(update_fields=["kind", "place", "planned"])
    note(
        project.dossier,
        AMENDED,
        by=by,
        on=clock.today(),
        label=_label(project),
        words=f"{by}更正项目登记：原为{before}，现为{after}。原因：{text.sentence(reason)}",
        data={"before": old, "kind": kind, "planned": str(planned)},
    )
    dossiers.make_findable(project, place, project.get_kind_display())
    return project


@transaction.atomic
def begin(project: Project, *, by: User, begun_on: date) -> Project:
    """The work was begun (登记开工)."""
    dossiers.hold_record(project)
    unless(projects.why_not_begin(project, by=by))
    unless(keeping.not_yet(begun_on, field="begun_on", what="开工日期"))
    project.begun_on = begun_on
    project.save(update_fields=["begun_on"])
    note(
        project.dossier,
        BEGUN,
        by=by,
        on=begun_on,
        label=_label(project),
        words=f"{by}登记{long_day(begun_on)}开工。",
        data={"begun_on": begun_on.isoformat()},
    )
    return project


@transaction.atomic
def finish(project: Project, *, by: User, finished_on: date) -> Project:
    """The work was finished (登记完工). What is still to be paid is entered afterwards too."""
    dossiers.hold_record(project)
    unless(projects.why_not_finish(project, by=by))
    unless(keeping.not_yet(finished_on, field="finished_on", what="完工日期"))
    unless(projects.too_early(project, finished_on))
    project.finished_on = finished_on
    project.save(update_fields=["finished_on"])
    note(
        project.dossier,
        FINISHED,
        by=by,
        on=finished_on,
        label=_label(project),
        words=f"{by}登记{long_day(finished_on)}完工。",
        data={"finished_on": finished_on.isoformat()},
        is_closed=True,
    )
    return project


def _described(project: Project) -> str:
    kind, planned = project.get_kind_display(), numerals.money(project.planned)
    return f"{kind}，{project.place}，计划投入{planned}"


def _label(project: Project) -> str:
    return project.stage(clock.today()).label
