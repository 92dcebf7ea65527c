"""A resident's opinion costs the hundredth time what it cost the first."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count

import pytest
from django.test import Client
from django.urls import reverse

from decisions.demo.stories import LIGHTS
from decisions.demo.walk import Walk
from decisions.models import Matter, Opinion
from jiedao.lib import clock
from jiedao.people import actions as people
from jiedao.web.once import FIELD
from tests.support import statements

MOST = 12
HUNDRED = 100
Asked = Callable[[date], Matter]
Cost = Callable[[Matter], int]


@pytest.fixture
def asked(walk: Callable[..., Walk]) -> Asked:
    """A matter residents are asked about from a day on."""
    return lambda day: walk(LIGHTS, day).consult(day).matter


@pytest.fixture
def cost_of_saying(db: None) -> Cost:
    """What it costs when one more resident, at home and not seen before, says an opinion."""
    people.visitor()  # entered with the first opinion the office ever gets
    numbers = count(1)

    def cost(matter: Matter) -> int:
        number = next(numbers)
        # Everyone has an address of his own: many opinions from one place have to wait.
        resident = Client(REMOTE_ADDR=f"10.1.0.{number}")
        page = reverse("consultations:say_opinion", args=[matter.dossier.number])
        typed = {
            FIELD: f"{number:032x}",
            "text": f"第{number}条：路灯晚一点关。",
            "speaker": "王阿姨",
            "phone": "13800138000",
        }
        cost = statements(lambda: resident.post(page, typed))
        assert Opinion.objects.filter(text=typed["text"]).count() == 1
        return cost

    return cost


def test_the_hundredth_opinion_of_a_matter_costs_no_statement_more_than_the_first(
    asked: Asked, cost_of_saying: Cost
) -> None:
    matter = asked(clock.today())
    costs = [cost_of_saying(matter) for _ in range(HUNDRED)]
    assert matter.opinions.count() == HUNDRED
    assert set(costs) == {costs[0]}
    assert costs[0] <= MOST


def test_the_first_opinion_of_a_day_may_mark_the_dossier_and_costs_no_more_than_that(
    asked: Asked, cost_of_saying: Cost
) -> None:
    matter = asked(clock.today() - timedelta(days=2))
    first, second = cost_of_saying(matter), cost_of_saying(matter)
    assert second < first <= MOST
