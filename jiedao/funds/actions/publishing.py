"""Naming what publishes a project, and taking back what was named wrongly."""

from django.db import transaction

from jiedao.access.typed import dossier_of
from jiedao.dossiers import actions as dossiers
from jiedao.funds.actions.entering import note, said
from jiedao.funds.conditions import keeping, publishing
from jiedao.funds.models import Project, ProjectPublication
from jiedao.ledger import acts
from jiedao.lib import clock, masking, text
from jiedao.lib.refusals import refuse, unless
from jiedao.people.models import User
from jiedao.publications.selectors import by_number

NAMED = acts.declare("funds.name_publication", "登记项目公开")
DROPPED = acts.declare("funds.drop_publication", "撤下项目公开")


@transaction.atomic
def name_publication(project: Project, *, by: User, number: str) -> ProjectPublication:
    """A publication, or the matter whose publications they are, publishes this project (登记公开)."""
    dossiers.hold_record(project)
    unless(keeping.why_not(project.dossier, by=by))
    typed = text.half_width(text.clean(number)).replace(" ", "").upper()
    if not typed:
        raise refuse("funds.no_publication", "请填公示编号或者事项的案卷编号。", field="number")
    publication = by_number(typed)
    matter = None if publication else dossier_of("funds", "number", typed, by=by)
    found = publication or matter
    assert found
    unless(publishing.not_of(project, found))
    standing = ProjectPublication.objects.filter(project=project, dropped_at=None)
    if standing.filter(publication=publication, matter=matter).exists():
        raise refuse(
            "funds.published", f"{found.number}已经登记在项目里，不用重复登记。", field="number"
        )
    made = ProjectPublication.objects.create(
        project=project,
        publication=publication,
        matter=matter,
        named_at=clock.now(),
        named_by=by,
    )
    _note(project, NAMED, by, f"{by}登记项目由{found.number}《{found.title}》公开。")
    return made


@transaction.atomic
def drop_publication(named: ProjectPublication, *, by: User, reason: str) -> ProjectPublication:
    """What was named does not publish the project (撤下); that it was named stays on record."""
    project = named.project
    dossiers.hold_record(project)
    unless(keeping.why_not(project.dossier, by=by))
    named.refresh_from_db(fields=["dropped_at", "dropped_by", "drop_reason"])
    unless(publishing.dropped_already(named))
    reason = said(reason, field="reason", empty="请写明为什么撤下。")
    masking.demand_none("funds", reason=reason)
    named.dropped_at, named.dropped_by, named.drop_reason = clock.now(), by, reason
    named.save(update_fields=["dropped_at", "dropped_by", "drop_reason"])
    found = named.publication or named.matter
    assert found
    _note(project, DROPPED, by, f"{by}撤下{found.number}。原因：{text.sentence(reason)}")
    return named


def _note(project: Project, act: str, by: User, words: str) -> None:
    dossier = project.dossier
    label = dossier.state_label
    note(dossier, act, by=by, on=clock.today(), label=label, words=words, data={})
