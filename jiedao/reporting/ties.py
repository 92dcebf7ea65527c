"""What becomes of a unit's papers when it is closed: what was handed in is received first, the rest is not owed."""

from collections.abc import Callable, Iterable
from datetime import date

from jiedao.deadlines.ties import told_elsewhere
from jiedao.dossiers.ties import numbered
from jiedao.organisation import ties
from jiedao.organisation.models import Unit
from jiedao.organisation.ties import Tie
from jiedao.people import actions as people
from jiedao.people.models import User
from jiedao.reporting.actions.opening import DISSOLVED, release
from jiedao.reporting.kinds import PAPER, REVIEW
from jiedao.reporting.models import Paper, PaperQuerySet
from jiedao.reporting.states import PaperState


def ties_of(unit: Unit) -> list[Tie]:
    """Papers on their way, and papers that are still owed; two questions each."""
    papers = Paper.objects.filter(unit=unit, released_at=None)
    sent = papers.filter(state=PaperState.SUBMITTED)
    return [
        _tie("报送了还没有接收的汇报", sent, "请接收的人先接收或者退回。", None),
        _tie(
            "还没有报送的汇报",
            papers.owed(),
            "随单位撤销登记不再报送，数字归到上级单位。",
            _release,
        ),
    ]


def _tie(name: str, rows: PaperQuerySet, then: str, end: Callable[..., None] | None) -> Tie:
    shown = numbered(rows)
    if end is None:
        return Tie(name, rows.count(), "份", shown, then)

    def keys() -> Iterable[int]:
        return rows.values_list("pk", flat=True)

    return Tie(name, rows.count(), "份", shown, then, end=end, dossiers=keys)


def _release(unit: Unit, on: date, by: User) -> None:
    owed = Paper.objects.filter(unit=unit).owed()
    for paper in owed.select_related("dossier__unit", "period").order_by("pk"):
        release(paper, by=people.system(), reason=DISSOLVED)


ties.declare(ties_of)
told_elsewhere(PAPER.code, REVIEW.code)
