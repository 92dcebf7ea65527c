"""A matter walks its whole way through the actions, and its books verify."""

from collections.abc import Callable

from decisions import demo
from decisions.demo.walk import Walk
from decisions.states import MatterState
from jiedao.ledger.selectors import broken_chains, timeline
from tests.decisions.conftest import START


def test_a_matter_goes_from_motion_to_archive(walk: Callable[..., Walk]) -> None:
    journey = walk()
    demo.to_archived(journey, START)
    matter = journey.fresh()
    assert matter.state == MatterState.ARCHIVED
    assert matter.dossier.closed_on == matter.archived_on
    assert matter.dossier.deadlines.filter(closed_at=None).count() == 0
    acts = [line.act for line in timeline(matter.dossier, limit=None)]
    assert acts[0] == "归档"
    assert acts[-1] == "立卷"
    assert list(broken_chains()) == []
