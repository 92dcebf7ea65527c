"""The limits of the package; who keeps its records has them on the desk, whose it is is reminded."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from jiedao.deadlines.limits import Limit
from jiedao.dossiers.models import Dossier
from jiedao.liaison.states import LEAD, RESPONSIBLE, StageKind
from jiedao.people.models import User
from jiedao.web.duties import OfficeDuty


def _leader(dossier: Dossier) -> list[User]:
    """The official who answers for the community."""
    return [dossier.assignment.leader]


def _responsible(dossier: Dossier) -> list[User]:
    """Who is responsible for the trial."""
    return [dossier.trial.responsible]


def _leader_by_name(dossiers: QuerySet[Dossier], day: date) -> QuerySet[Dossier, Any]:
    return dossiers.filter(assignment__leader__is_active=True).values("assignment__leader__name")


def _responsible_by_name(dossiers: QuerySet[Dossier], day: date) -> QuerySet[Dossier, Any]:
    return dossiers.filter(trial__responsible__is_active=True).values("trial__responsible__name")


# Whoever still stands in charge of a group and has left: due the last day he was there, so it is
# red from the first day without him.
LEFT = {
    LEAD: Limit("liaison.lead_left", "另定小组的组长或者分管领导", OfficeDuty.KEEP_LIAISON),
    RESPONSIBLE: Limit("liaison.responsible_left", "另定小组的责任人", OfficeDuty.KEEP_LIAISON),
}
VISIT = Limit(
    "liaison.visit",
    "走访分包社区",
    OfficeDuty.KEEP_LIAISON,
    "visit_within",
    also=_leader,
    named=_leader_by_name,
)
TRIAL = Limit(
    "liaison.trial",
    "完成社区试点",
    OfficeDuty.KEEP_LIAISON,
    also=_responsible,
    named=_responsible_by_name,
)
STAGES = {
    kind: Limit(
        f"liaison.stage_{kind}",
        f"试点阶段：{kind.label}",
        OfficeDuty.KEEP_LIAISON,
        also=_responsible,
        named=_responsible_by_name,
    )
    for kind in StageKind
}
