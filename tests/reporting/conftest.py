"""A street with the regime set up, its papers opened by the sweep itself."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiedao.indicators import actions as sums
from jiedao.lib import clock
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.reporting import actions
from jiedao.reporting.models import Paper
from jiedao.reporting.selectors import owed
from jiedao.reporting.states import PaperKind
from tests.conftest import Office
from tests.liaison.conftest import assigned, visited
from tests.liaison.conftest import group as group
from tests.liaison.conftest import room as room
from tests.liaison.conftest import tang as tang

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)
# The form of the regime, filled in as it comes.
ASKED = {
    "kinds": list(PaperKind.values),
    "since": "2026-11-23",
    "due_hour": "17",
    "weekly_by": ["community", "department", "group"],
    "weekly_day": "0",
    "half_by": ["group"],
    "first_day": "15",
    "second_day": "31",
    "review_days": "5",
}


def set_up(street: Unit, by: User, since: date = MONDAY, **other: Any) -> None:
    """The regime of a street: all three papers, until five o'clock."""
    given = {"since": since, "due_hour": 17, "kinds": list(PaperKind.values)} | other
    actions.set_up(street, by=by, **given)


def paper_of(unit: Unit, kind: str = PaperKind.WEEKLY, **other: Any) -> Paper:
    """The newest paper of a unit."""
    rows = Paper.objects.filter(unit=unit, kind=kind, group=None, **other)
    found = rows.select_related("dossier__unit", "period", "unit").order_by("-pk").first()
    assert found
    return found


def written(paper: Paper, by: User, **words: str) -> Paper:
    """A paper with words, and every point of before answered as done."""
    answers = {one.key: ("done", "") for one in owed.things(paper)}
    actions.write(paper, by=by, words={"done": "完成了本周的走访。"} | words, answers=answers)
    return paper


@pytest.fixture
def week(office: Office, lead_official: User) -> Office:
    """The street on Monday 23 November 2026: regime set up, papers of the week opened."""
    with clock.moved_to(MONDAY):
        set_up(office.street, lead_official)
        actions.sweep(day=MONDAY)
    return office


@pytest.fixture
def visited_once(week: Office, officer: User, lead_official: User) -> None:
    """Community A was visited in the week: the figure stands in its paper."""
    with clock.moved_to(FRIDAY):
        visited(assigned(week.a, officer, lead_official), officer, MONDAY)
        sums.settle()


@pytest.fixture
def at(client_of: Callable[[User], Client]) -> Callable[..., Any]:
    """Somebody at his browser on a day or at a moment."""

    @contextmanager
    def sitting(user: User, moment: Any = MONDAY) -> Iterator[Client]:
        with clock.moved_to(moment):
            yield client_of(user)

    return sitting


def url(name: str, paper: Paper) -> str:
    return reverse(f"reporting:{name}", args=[paper.dossier.number])
