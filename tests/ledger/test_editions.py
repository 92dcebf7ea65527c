"""A line of the ledger names the rules it was judged by, and none where it was judged by none."""

from jiedao.ledger.selectors import timeline
from jiedao.lib import clock
from jiedao.people.models import User
from jiedao.procedures.steps import rules_of
from jiedao.reporting import actions
from tests.conftest import Office
from tests.reporting.conftest import FRIDAY, paper_of, written
from tests.reporting.conftest import week as week


def test_a_paper_of_the_regime_names_no_edition(week: Office, sun_worker: User) -> None:
    paper = paper_of(week.a)
    with clock.moved_to(FRIDAY):
        written(paper, sun_worker)
        actions.submit(paper, by=sun_worker)
    lines = timeline(paper.dossier, limit=None)
    assert "报送" in [line.act for line in lines]
    assert {line.edition for line in lines} == {""}


def test_what_rests_on_a_statute_names_it_and_not_a_date() -> None:
    assert rules_of("matter.resolve", "2026-01-01") == "《城市居民委员会组织法》（2025年修订）"
    assert rules_of("matter.resolve", "no such") == ""
    # 内部规定 until the statute of 2025 had an article on it.
    assert rules_of("matter.consult", "1990-01-01") == ""
    assert rules_of("access.appoint", "") == ""
