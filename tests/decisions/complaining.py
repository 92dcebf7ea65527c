"""A resident reports something of community A, and the street orders it published."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from decisions import actions
from decisions.models import Complaint
from jiedao.lib import clock
from jiedao.people import actions as people
from jiedao.people.models import User
from tests.conftest import Office
from tests.decisions.conftest import START

DAY = timedelta(days=1)
TEXT = "停车费收了两年，收支从来没有公布过。"
AFFAIR = "2号院停车费的收支"
ORDER = "公布2号院停车费两年来的收支明细。"
CODE = re.compile(r'class="slip-code">([^<]+)<')
Said = Callable[..., Complaint]


@pytest.fixture
def said(office: Office, officer: User, zhao_chair: User) -> Said:
    """A resident reports something of community A on a day."""

    def say(on: date = START, **also: Any) -> Complaint:
        given: dict[str, Any] = {"wrong": "late", "affair": AFFAIR, "text": TEXT} | also
        with clock.moved_to(on):
            return actions.say_complaint(office.a, by=people.visitor(), **given)[0]

    return say


def ordered(
    complaint: Complaint,
    by: User,
    on: date = START,
    until: date | None = None,
    owed: str = "resolution",
) -> None:
    """The street orders it published; of a matter, the notice that is missing."""
    with clock.moved_to(on):
        actions.acknowledge_complaint(complaint, by=by, on=on)
        actions.order_publication(
            complaint,
            by=by,
            on=on,
            order=ORDER,
            owed=owed if complaint.matter else "",
            publish_by=until or on + 7 * DAY,
            answer="经查没有公布过，已责令公布。",
        )


def of(complaint: Complaint, name: str) -> str:
    return reverse(f"decisions:{name}", args=[complaint.dossier.number])
