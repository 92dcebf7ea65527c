"""The demo street has money in every state, on whatever day of the year it is built."""

from collections import Counter
from datetime import date

import pytest

from jiedao.access.selectors import holdings
from jiedao.demo import funds, party_committee, projects
from jiedao.demo import office as demo_office
from jiedao.demo.cast import STREET, A, B
from jiedao.demo.scenes import Stage
from jiedao.funds.indicators import DAY_CARE, DECIDED_SHARE, LARGE, OLD_ESTATES, SPLIT, UPGRADED
from jiedao.funds.models import Budget, Payment, Project, Wages
from jiedao.funds.selectors.budgets import steady, year_lines
from jiedao.funds.selectors.months import SHORT, claim
from jiedao.funds.selectors.projects import account_of, first_suspected, rows_of, sources_of
from jiedao.funds.selectors.wages import rows_of as months_of
from jiedao.funds.states import ProjectKind, Source
from jiedao.funds.states import Stage as Progress
from jiedao.indicators.figures import Scope
from jiedao.indicators.selectors import told
from jiedao.ledger.selectors import broken_chains
from jiedao.web.duties import OfficeDuty
from tests.conftest import Office
from tests.party_committee.test_demo import stage_of

DAYS = (date(2026, 11, 23), date(2026, 6, 30), date(2026, 3, 2), date(2027, 1, 5))


@pytest.mark.parametrize("today", DAYS)
def test_the_street_shows_two_years_of_money(office: Office, today: date) -> None:
    stage = stage_of(office, today)
    stage = Stage(today, stage.units | {A: office.a, B: office.b}, stage.people)
    party_committee.scene(stage)
    funds.scene(stage)
    rows = rows_of(Project.objects.order_by("pk"), today)
    assert Counter(row.project.stage(today) for row in rows) == {
        Progress.FINISHED: 4, Progress.UNDER_WAY: 2, Progress.PREPARING: 1,
    }  # fmt: skip
    assert all(row.left >= 0 for row in rows)
    assert any(row.is_over for row in rows)
    kinds = {row.project.kind for row in rows}
    assert kinds == set(ProjectKind)
    care = Project.objects.get(kind=ProjectKind.DAY_CARE)
    assert len(sources_of(account_of(care))) == len(Source)
    assert Payment.objects.filter(corrects__isnull=False).count() == 1

    last, now = Budget.objects.order_by("year")
    assert (last.year, now.year) == (today.year - 1, today.year)
    assert last.settled_on == today
    assert steady(year_lines(now)).holds is True
    assert all(line.sums.left >= 0 for line in (*year_lines(last), *year_lines(now)))

    years = months_of(Wages.objects.all(), today)
    assert len(years) == 4
    words = Counter(month.word for row in years for month in row.months)
    assert words["足额（迟发）"] >= 1
    if today.month > 2:
        short = claim((row.name, row.months) for row in years)
        assert (short.holds, len(short.failing)) == (False, 1)
        assert words[SHORT] == 1

    scope = Scope(office.street, date(today.year - 1, 1, 1), date(today.year + 1, 1, 1))
    large, share, raised, estates, upgrades = (
        one.value for one in told((LARGE, DECIDED_SHARE, DAY_CARE, OLD_ESTATES, UPGRADED), scope)
    )
    assert (large, share) == (1, 100)
    assert (raised, estates, upgrades) == (330_000, 201_300, 80_900)
    (old,) = SPLIT.rows(
        Scope(office.street, date(today.year - 2, 1, 1), date(today.year - 1, 1, 1))
    )
    assert (old.payee, old.backfill_reason) == ("某某市政工程公司", projects.OLD)
    assert first_suspected(stage.people["keshi"]) == old.on
    assert not list(broken_chains())


def test_the_finance_office_keeps_the_money_of_the_whole_street(office: Office) -> None:
    stage = demo_office.build(today=DAYS[0], password="demo-7-bridge-water")
    held = holdings(stage.people["caizheng"])
    assert all(held.covers(OfficeDuty.KEEP_FUNDS, stage.units[code]) for code in (STREET, A, B))
