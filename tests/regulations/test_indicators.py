"""F10, F13 and all that is in force: each follows the records at once."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from jiedao.indicators import actions as sums
from jiedao.indicators.figures import Scope
from jiedao.indicators.selectors import told
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.regulations import actions
from jiedao.regulations.indicators import DISPUTES, IN_FORCE, SUPERVISION
from jiedao.regulations.models import Regulation
from tests.conftest import Office
from tests.regulations.conftest import ISSUED, issued, revised

ALL = (IN_FORCE, SUPERVISION, DISPUTES)


def values(unit: Unit, since: date, until: date) -> list[Decimal | None]:
    """In force, on supervision, issued on disputes; each comes to its rows."""
    scope = Scope(unit, since, until)
    found = [one.value for one in told(ALL, scope)]
    assert found == [figure.rows(scope).count() for figure in ALL]
    return found


@pytest.mark.parametrize("settled", [False, True])
def test_figures_follow_every_act(office: Office, officer: User, settled: bool) -> None:
    def now(since: date = date(2026, 1, 1), until: date = date(2027, 1, 1)) -> Any:
        if settled:
            sums.settle()
        return values(office.street, since, until)

    assert now() == [0, 0, 0]
    old = issued(office.street, officer)
    assert now() == [1, 0, 1]
    check = issued(office.street, officer, title="监督检查方案", area="supervision")
    assert now() == [2, 1, 1]
    revised(old, officer)
    assert now() == [2, 1, 2]  # the old one is out of force, its revision was issued too
    assert now(until=date(2026, 6, 1)) == [2, 1, 2]  # on its last day the old one still stands
    assert now(since=date(2026, 4, 1)) == [2, 1, 1]
    assert now(until=ISSUED) == [0, 0, 0]
    actions.repeal(check, by=officer, until=date(2026, 7, 1), reason="区里统一规定")
    assert now() == [1, 0, 2]
    assert now(until=date(2026, 7, 1)) == [2, 1, 2]
    assert values(office.a, date(2026, 1, 1), date(2027, 1, 1)) == [0, 0, 0]


def test_what_never_came_into_force_counts_nowhere(regulation: Regulation, officer: User) -> None:
    street, year = regulation.dossier.unit, (date(2026, 1, 1), date(2027, 1, 1))
    assert values(street, *year) == [1, 0, 1]
    actions.repeal(regulation, by=officer, until=ISSUED, reason="登记错了")
    assert values(street, *year) == [0, 0, 0]


def test_the_blanks_are_filled_everywhere(
    office: Office, officer: User, regulation: Regulation, client_of: Callable[[User], Client]
) -> None:
    issued(office.street, officer, title="监督检查方案", area="supervision")
    said = StringIO()
    call_command("figures", "--json", "--from", "2026-01-01", "--to", "2026-12-31", stdout=said)
    lines = {line["report"]: line for line in json.loads(said.getvalue()) if line["report"]}
    for blank in ("F10", "F13"):
        assert (lines[blank]["value"], lines[blank]["available"]) == (1, True)
    client = client_of(officer)
    period = "since=2026-01-01&until=2026-12-31"
    assert "1项" in client.get(f"/office/figures/regulations.supervision/?{period}").text
    page = client.get(f"/office/figures/regulations.disputes/?{period}").text
    assert regulation.dossier.number in page
    assert regulation.get_absolute_url() in page
    api = client.get("/api/v1/figures/?from=2026-01-01&to=2026-12-31").json()
    found = {line["code"]: line["value"] for line in api}
    assert found["regulations.in_force"] == 2
    assert (found["regulations.disputes"], found["regulations.supervision"]) == (1, 1)
