"""What can publish a project, and what cannot be taken back twice."""

from jiedao.dossiers.models import Dossier
from jiedao.funds.models import Project, ProjectPublication
from jiedao.lib.refusals import Refusal
from jiedao.publications.models import Publication


def not_of(project: Project, found: Publication | Dossier) -> Refusal | None:
    """Why a publication or a matter has nothing to do with a project: it is of other units."""
    mine, theirs = project.dossier.unit.path, found.unit.path
    if mine.startswith(theirs) or theirs.startswith(mine):
        return None
    return Refusal(
        "funds.published_elsewhere",
        f"{found.number}是{found.unit}的，项目是{project.dossier.unit}的，请核对编号。",
        field="number",
    )


def dropped_already(named: ProjectPublication) -> Refusal | None:
    """Why what was named cannot be taken back again."""
    if named.dropped_at is None:
        return None
    return Refusal("funds.dropped", "已经撤下，不能再撤一次。")
