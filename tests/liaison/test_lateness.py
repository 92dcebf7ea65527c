"""责任清单逾期项: one queryset says what is late, and the list, its page and the figure say the same."""

from collections.abc import Callable
from datetime import date, timedelta

from django.test import Client
from django.urls import reverse

from jiedao.indicators import actions as sums
from jiedao.indicators.figures import Scope
from jiedao.liaison.actions import groups
from jiedao.liaison.actions import responsibilities as actions
from jiedao.liaison.indicators import LATE_RESPONSIBILITIES
from jiedao.liaison.models import Responsibility, WorkGroup
from jiedao.liaison.selectors import lateness
from jiedao.liaison.selectors.responsibilities import rows_of
from jiedao.liaison.states import Fulfilment
from jiedao.lib import clock
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from tests.conftest import Office
from tests.liaison.conftest import SINCE, assigned, listed, visited
from tests.support import statements

LIST = reverse("responsibilities:responsibility_list")
DAY = timedelta(days=1)


def counted(unit: Unit, day: date) -> int:
    return int(LATE_RESPONSIBILITIES.value(Scope(unit, day - 30 * DAY, day + DAY)))


def on_the_list(day: date) -> set[int]:
    """The lines the list itself calls late, each judged from its proof at that moment."""
    rows = Responsibility.objects.filter(withdrawn="").select_related(
        "dossier__unit", "proof_dossier"
    )
    return {row.record.pk for row in rows_of(rows, today=day) if row.fulfilment == Fulfilment.LATE}


def kept_in_step(day: date) -> int:
    """How many are late on a day: by the figure, by the queryset and by the list alike."""
    found = set(lateness.late(day).values_list("pk", flat=True))
    assert found == on_the_list(day)
    return len(found)


def test_the_figure_counts_what_the_list_calls_late_day_by_day(
    office: Office, group: WorkGroup, officer: User, lead_official: User
) -> None:
    with clock.moved_to(SINCE):
        by_figure = listed(office.a, officer)  # two visits in October
        by_dossier = listed(office.street, officer, proof="dossier", dossier=group.dossier.number)
        by_limit = listed(office.street, officer, proof="limit", limit="liaison.visit")
        first = assigned(office.a, officer, lead_official)
        sums.settle()
    end = date(2026, 10, 31)
    assert kept_in_step(end) == 0
    # The first visit was due in the period's own month: what is missed counts at once.
    assert {one.pk for one in lateness.late(end + DAY)} == on_the_list(end + DAY)
    assert {by_figure.pk, by_dossier.pk} <= on_the_list(end + DAY)
    assert by_limit.pk not in on_the_list(end)
    assert counted(office.a, end + DAY) == 1
    assert counted(office.b, end + DAY) == 0
    assert counted(office.street, end + DAY) == kept_in_step(end + DAY)

    for day in (SINCE + 4 * DAY, SINCE + 19 * DAY):
        with clock.moved_to(day):
            visited(first, officer, day)
    sums.settle()
    assert counted(office.a, end + DAY) == 0
    with clock.moved_to(date(2026, 11, 20)):
        groups.dissolve(group, by=officer, until=date(2026, 11, 20), reason="任务完成")
    # Closed on the twentieth: the day before it was still late.
    assert (by_dossier.pk in on_the_list(date(2026, 11, 21))) is False
    late = set(lateness.late(date(2026, 11, 19)).values_list("pk", flat=True))
    assert by_dossier.pk in late
    kept_in_step(date(2026, 11, 28))


def test_a_figure_that_comes_to_enough_through_several_units_beneath_is_not_late(
    office: Office, officer: User, lead_official: User
) -> None:
    listed(office.street, officer)
    for community in (office.a, office.b):
        visited(assigned(community, officer, lead_official), officer, SINCE + 3 * DAY)
    sums.settle()
    assert kept_in_step(date(2026, 11, 10)) == 0
    listed(office.street, officer, least=3)
    assert kept_in_step(date(2026, 11, 10)) == 1


def test_what_was_taken_off_is_not_counted_and_the_page_opens_to_the_rows(
    office: Office, officer: User, client_of: Callable[[User], Client]
) -> None:
    first, second = listed(office.a, officer), listed(office.b, officer)
    sums.settle()
    client, day = client_of(officer), date(2026, 11, 25)
    with clock.moved_to(day):
        page = client.get(LIST)
        assert page.context["late"] == counted(office.street, day) == 2
        assert "现在逾期" in page.text
        figure = client.get(page.context["late_url"])
        assert "责任清单逾期项" in figure.text
        assert "2项" in figure.text
        for record in (first, second):
            assert record.dossier.number in figure.text
        actions.withdraw(first, by=officer, reason="分工调整")
        assert counted(office.street, day) == client.get(LIST).context["late"] == 1


def test_the_sum_on_the_list_costs_one_statement(
    office: Office, officer: User, client_of: Callable[[User], Client]
) -> None:
    for _ in range(3):
        listed(office.a, officer)
    sums.settle()
    assert statements(lambda: list(lateness.late(date(2026, 11, 25)))) == 1
