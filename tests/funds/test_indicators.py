"""F18, F19, F20 and the totals: each follows the records at once."""

import json
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import Sum

from jiedao.funds import actions
from jiedao.funds.indicators import DAY_CARE, OLD_ESTATES, PAID, RECEIVED, UPGRADED
from jiedao.indicators import actions as sums
from jiedao.indicators.figures import Scope
from jiedao.indicators.selectors import told
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from tests.conftest import Office
from tests.funds.conftest import YEAR, opened, paid, received

ALL = (DAY_CARE, OLD_ESTATES, UPGRADED, RECEIVED, PAID)


def values(unit: Unit, since: date = YEAR[0], until: date = YEAR[1]) -> list[Decimal | None]:
    """The five figures; each is what its rows come to."""
    scope = Scope(unit, since, until)
    found = [one.value for one in told(ALL, scope)]
    assert found == [
        figure.rows(scope).aggregate(whole=Sum("amount"))["whole"] or 0 for figure in ALL
    ]
    return found


@pytest.mark.parametrize("settled", [False, True])
def test_figures_follow_every_entry(office: Office, officer: User, settled: bool) -> None:
    def now(unit: Unit = office.street) -> list[Decimal | None]:
        if settled:
            sums.settle()
        return values(unit)

    assert now() == [0, 0, 0, 0, 0]
    centre = opened(office.a, officer)
    came = received(centre, officer)
    assert now() == [200_000, 0, 0, 200_000, 0]
    estate = opened(office.b, officer, kind="old_estate")
    received(estate, officer, amount=Decimal(90_000))
    went = paid(estate, officer)
    assert now() == [200_000, 30_000, 0, 290_000, 30_000]
    for kind, sum_ in (("party_centre", 1_000), ("after_school", 20)):
        upgraded = opened(office.street, officer, kind=kind)
        received(upgraded, officer, amount=Decimal(5_000))
        paid(upgraded, officer, amount=Decimal(sum_) + Decimal("0.5"))
    assert now() == [200_000, 30_000, 1_021, 300_000, 31_021]
    assert now(office.a) == [200_000, 0, 0, 200_000, 0]
    actions.correct_payment(went, by=officer, reason="记错项目")
    actions.correct_receipt(came, by=officer, reason="记错项目")
    assert now() == [0, 0, 1_021, 100_000, 1_021]


def test_a_kind_put_right_moves_the_money(office: Office, officer: User) -> None:
    project = opened(office.a, officer, kind="other")
    received(project, officer)
    sums.settle()
    assert values(office.street)[0] == 0
    actions.amend(
        project, by=officer, kind="day_care", place="中心", planned=Decimal(1), reason="选错了"
    )
    assert values(office.street)[0] == 200_000


def test_what_is_corrected_next_year_corrects_the_year_it_stood_in(
    office: Office, officer: User
) -> None:
    project = opened(office.a, officer)
    wrong = received(project, officer, on=date(2025, 12, 30))
    actions.correct_receipt(wrong, by=officer, reason="重复登记")
    assert values(office.street) == [0, 0, 0, 0, 0]
    assert values(office.street, date(2025, 1, 1), date(2026, 1, 1)) == [0, 0, 0, 0, 0]


def test_the_blanks_are_filled(office: Office, officer: User) -> None:
    received(opened(office.a, officer), officer)
    said = StringIO()
    call_command("figures", "--json", "--from", "2026-01-01", "--to", "2026-12-31", stdout=said)
    lines = {line["report"]: line for line in json.loads(said.getvalue()) if line["report"]}
    assert [lines[blank]["value"] for blank in ("F18", "F19", "F20")] == [200_000, 0, 0]
    assert all(lines[blank]["available"] for blank in ("F18", "F19", "F20"))
