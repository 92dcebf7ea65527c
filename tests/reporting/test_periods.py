"""The page of a period says how many are in, how many came late, and how many are still out."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.urls import reverse

from jiedao.notices.models import Notice
from jiedao.people.models import User
from jiedao.reporting import actions
from tests.conftest import Office
from tests.reporting.conftest import at as at
from tests.reporting.conftest import paper_of, written
from tests.reporting.conftest import week as week

LATE = date(2026, 12, 1)


def test_what_came_late_and_what_is_still_out_are_told_apart(
    week: Office, lead_official: User, sun_worker: User, at: Callable[..., Any]
) -> None:
    where = reverse("reporting:period_page", args=[paper_of(week.a).period_id])
    with at(lead_official, LATE) as client:
        assert "应报2份，已报0份；逾期还没有报的2份。" in client.get(where).text
    with at(sun_worker, LATE):
        actions.submit(written(paper_of(week.a), sun_worker), by=sun_worker)
    with at(lead_official, LATE) as client:
        page = client.get(where).text
    assert "应报2份，已报1份（1份逾期报送）；逾期还没有报的1份。" in page


def test_a_reason_that_ends_with_a_full_stop_is_not_given_a_second(
    week: Office, lead_official: User, sun_worker: User, at: Callable[..., Any]
) -> None:
    paper = paper_of(week.a)
    with at(sun_worker, date(2026, 11, 27)):
        actions.submit(written(paper, sun_worker), by=sun_worker)
    with at(lead_official, date(2026, 11, 27)):
        actions.send_back(paper, by=lead_official, reason="请写明在哪个院。")
    told = Notice.objects.get(user=sun_worker, kind="returned")
    assert "被退回：请写明在哪个院。请修改后重新报送" in told.words
