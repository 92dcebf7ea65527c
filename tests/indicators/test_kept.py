"""A figure read from its sums is what the records come to, at every moment and in every period."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO
from itertools import combinations

import pytest
from django.core.management import call_command
from django.db import connection
from psycopg2 import connect

from decisions import demo
from decisions.demo.stories import LIGHTS
from decisions.demo.walk import Walk
from decisions.indicators import MATTERS_CARRIED_OUT, OBJECTIONS_RECEIVED, REVOKED, SPENT
from decisions.models import Matter
from decisions.selectors import spent_so_far
from jiedao.dashboard.indicators import REPRESENTATIVES
from jiedao.indicators import actions, kept
from jiedao.indicators.books import differences
from jiedao.indicators.figures import AsOf, Scope, all_figures, kept_figures
from jiedao.indicators.models import DayTotal, KeptRow, MonthTotal, Stale
from jiedao.indicators.selectors import standing
from jiedao.meetings.states import MeetingKind
from jiedao.organisation.models import Unit
from tests.conftest import Office
from tests.support import statements

YEAR = (date(2026, 1, 1), date(2027, 1, 1))
DAYS = [
    date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 2), date(2026, 4, 1), date(2026, 4, 17),
    date(2026, 5, 1), date(2026, 5, 31), date(2026, 6, 15), date(2027, 1, 1),
]  # fmt: skip


def counted(scope: Scope) -> dict[str, Decimal]:
    """Every figure from the records, without the sums."""
    return {figure.code: figure.value(scope) for figure in kept_figures()}


def agree(unit: Unit) -> None:
    """The sums and the records say the same, whatever the period; what stands on its last day too."""
    on_a_day = [figure for figure in all_figures().values() if isinstance(figure, AsOf)]
    for since, until in combinations(DAYS, 2):
        scope = Scope(unit, since, until)
        assert kept.values(scope) == [counted(scope)], (since, until)
        one_by_one = {figure.code: figure.value(scope) for figure in on_a_day}
        assert standing(on_a_day, scope) == one_by_one, until


def test_a_figure_knows_its_days(office: Office, carried_out: Matter) -> None:
    scope = Scope(office.street, *YEAR)
    held = {
        meeting.held_on
        for meeting in carried_out.dossier.meetings.held().of_kind(MeetingKind.REPRESENTATIVES)
    }
    assert held
    for _ in ("not settled yet", "settled"):
        days = kept.days([REPRESENTATIVES], scope)
        assert {path: set(each) for (_, path), each in days.items()} == {office.a.path: held}
        actions.settle()


def test_an_act_shows_at_once_and_after_it_was_settled(office: Office, carried_out: Matter) -> None:
    scope = Scope(office.street, *YEAR)
    assert Stale.objects.filter(dossier=carried_out.pk).count() == carried_out.dossier.ledger_seq
    assert kept.values(scope)[0][MATTERS_CARRIED_OUT.code] == 1
    assert kept.values(scope)[0][SPENT.code] == spent_so_far(carried_out) > 0
    agree(office.street)
    assert actions.settle() == 1
    assert not Stale.objects.exists()
    assert actions.settle() == 0
    agree(office.street)
    agree(office.b)
    assert kept.values(Scope(office.b, *YEAR))[0][MATTERS_CARRIED_OUT.code] == 0


def test_what_is_ended_leaves_the_figure_it_was_in_and_enters_another(
    office: Office, walk: Callable[..., Walk]
) -> None:
    begun = date(2026, 3, 2)
    journey = walk(LIGHTS, begun)
    demo.to_implementing(journey, begun)
    actions.settle()
    scope = Scope(office.a, *YEAR)
    assert kept.values(scope)[0][MATTERS_CARRIED_OUT.code] == 1
    journey.revoke(date(2026, 6, 1))
    for _ in range(2):  # before and after it is settled
        assert (
            kept.values(scope)[0][MATTERS_CARRIED_OUT.code]
            == counted(scope)[MATTERS_CARRIED_OUT.code]
        )
        assert kept.values(scope)[0][REVOKED.code] == 1
        agree(office.a)
        actions.settle()


def test_parts_add_up_to_the_whole(office: Office, carried_out: Matter) -> None:
    scope = Scope(office.street, *YEAR)
    for _ in range(2):
        assert kept.by_unit(MATTERS_CARRIED_OUT, scope) == {office.a.path: 1}
        assert carried_out.implementing_on
        month = f"{carried_out.implementing_on:%Y-%m}"
        assert kept.by_month(MATTERS_CARRIED_OUT, scope) == {month: 1}
        assert sum(kept.by_month(SPENT, scope).values()) == spent_so_far(carried_out)
        assert kept.by_unit(OBJECTIONS_RECEIVED, scope) == {}
        actions.settle()


def test_counting_everything_anew_comes_to_the_same(office: Office, carried_out: Matter) -> None:
    actions.settle()
    before = list(
        DayTotal.objects.exclude(amount=0)
        .order_by("figure", "day")
        .values_list("figure", "day", "amount")
    )
    said = StringIO()
    call_command("recount_figures", stdout=said)
    after = list(DayTotal.objects.order_by("figure", "day").values_list("figure", "day", "amount"))
    assert after == before
    assert f"共{KeptRow.objects.count()}条" in said.getvalue()
    assert MonthTotal.objects.exists()
    assert not Stale.objects.exists()
    agree(office.street)


def test_a_sum_that_is_not_what_the_records_come_to_is_found_and_mended(
    carried_out: Matter,
) -> None:
    assert list(differences()) == []  # nothing settled yet, nothing wrong
    actions.settle()
    assert list(differences()) == []
    DayTotal.objects.filter(figure=MATTERS_CARRIED_OUT.code).update(amount=3)
    found = list(differences())
    assert len(found) == 2
    assert "“办理居民切身利益重大事项”体育社区" in found[0]
    assert "合计是3件，记录数出来是1件" in found[0]
    with pytest.raises(SystemExit):
        call_command("verify", stdout=StringIO(), stderr=StringIO())
    actions.recount()
    assert list(differences()) == []


def test_who_comes_second_leaves_the_settling_to_the_first(carried_out: Matter) -> None:
    other = connect(connection.connection.dsn)
    try:
        with other.cursor() as cursor:
            cursor.execute(actions.ALONE)
            assert cursor.fetchone() == (True,)
        assert actions.settle() == 0
        assert Stale.objects.exists()
        other.rollback()
        assert actions.settle() == 1
    finally:
        other.close()


def test_all_figures_cost_one_statement_however_many_there_are(
    office: Office, carried_out: Matter
) -> None:
    scope = Scope(office.street, *YEAR)
    assert statements(lambda: kept.values(scope)) == 2  # and one for what is not settled
    actions.settle()
    assert statements(lambda: kept.values(scope)) == 1


@pytest.mark.parametrize(
    ("period", "before", "year_before"),
    [
        (("2026-01-01", "2027-01-01"), ("2025-01-01", "2026-01-01"), ("2025-01-01", "2026-01-01")),
        (("2026-03-01", "2026-04-01"), ("2026-02-01", "2026-03-01"), ("2025-03-01", "2025-04-01")),
        (("2026-03-02", "2026-03-09"), ("2026-02-23", "2026-03-02"), ("2025-03-02", "2025-03-09")),
        (("2024-02-29", "2024-03-01"), ("2024-02-28", "2024-02-29"), ("2023-02-28", "2023-03-01")),
    ],
)
def test_a_period_has_one_before_it_and_one_a_year_ago(
    office: Office, period: tuple[str, str], before: tuple[str, str], year_before: tuple[str, str]
) -> None:
    scope = Scope(office.street, *map(date.fromisoformat, period))
    assert (scope.before.since, scope.before.until) == tuple(map(date.fromisoformat, before))
    earlier = scope.year_before
    assert (earlier.since, earlier.until) == tuple(map(date.fromisoformat, year_before))
    assert scope.last == scope.until - timedelta(days=1)
