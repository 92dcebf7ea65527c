"""The limits of the package; who keeps its records has them on the desk, whose it is is reminded."""

from jiedao.deadlines.limits import Limit
from jiedao.dossiers.models import Dossier
from jiedao.liaison.states import StageKind
from jiedao.people.models import User
from jiedao.web.duties import OfficeDuty


def _leader(dossier: Dossier) -> list[User]:
    """The official who answers for the community."""
    return [dossier.assignment.leader]


def _responsible(dossier: Dossier) -> list[User]:
    """Who is responsible for the trial."""
    return [dossier.trial.responsible]


VISIT = Limit(
    "liaison.visit", "走访分包社区", OfficeDuty.KEEP_LIAISON, "visit_within", also=_leader
)
TRIAL = Limit("liaison.trial", "完成社区试点", OfficeDuty.KEEP_LIAISON, also=_responsible)
STAGES = {
    kind: Limit(
        f"liaison.stage_{kind}",
        f"试点阶段：{kind.label}",
        OfficeDuty.KEEP_LIAISON,
        also=_responsible,
    )
    for kind in StageKind
}
