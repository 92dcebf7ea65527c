"""The page of a period says how many are in, how many came late, and how many are still out."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from jiedao.documents.blocks import Organ, Seal
from jiedao.documents.declared import Subject
from jiedao.indicators import kept
from jiedao.indicators.actions import settle
from jiedao.indicators.figures import Scope
from jiedao.lib import clock
from jiedao.notices.models import Notice
from jiedao.people.models import User
from jiedao.reporting import actions, documents
from jiedao.reporting.indicators import ON_TIME, OWED
from jiedao.reporting.states import PaperKind, PartyKind
from jiedao.reporting.terms import Terms
from tests.conftest import Office
from tests.reporting.conftest import FRIDAY, MONDAY, paper_of, set_up, url, written
from tests.reporting.conftest import at as at
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


def test_a_paper_counts_in_the_month_its_period_ends_in(
    office: Office, lead_official: User, sun_worker: User
) -> None:
    """The second half of November ends with the 30th: it is no paper of December."""
    first = date(2026, 11, 16)
    with clock.moved_to(first):
        set_up(
            office.street, lead_official, since=first, terms=Terms(half_by=(PartyKind.COMMUNITY,))
        )
        actions.sweep(day=first)
    paper = paper_of(office.a, PaperKind.HALF)
    assert paper.period.last == date(2026, 11, 30)
    with clock.moved_to(first + timedelta(days=11)):
        actions.submit(written(paper, sun_worker), by=sun_worker)
    settle()
    november = Scope(office.a, date(2026, 11, 1), date(2026, 12, 1))
    december = Scope(office.a, november.until, date(2027, 1, 1))
    # In November a weekly paper ended as well, and was not handed in.
    for scope, numbers in ((november, (2, 1)), (december, (0, 0))):
        assert (OWED.value(scope), ON_TIME.value(scope)) == numbers
        (known,) = kept.values(scope)
        assert (known[OWED.code], known[ON_TIME.code]) == numbers


def test_a_new_paper_does_not_tell_of_the_one_before_it(
    week: Office, sun_worker: User, at: Callable[..., Any]
) -> None:
    with clock.moved_to(FRIDAY):
        actions.submit(written(paper_of(week.a), sun_worker), by=sun_worker)
    monday = MONDAY + timedelta(days=7)
    with at(sun_worker, monday) as client:
        actions.sweep(day=monday)
        page = client.get(url("paper_page", paper_of(week.a))).text
    assert "应报的汇报" not in page
    assert "汇报按期率" not in page


def test_the_organ_at_the_head_and_at_the_seal_have_the_same_full_name(week: Office) -> None:
    paper = paper_of(week.a)
    with clock.moved_to(MONDAY):
        drawn = documents.report(Subject(paper))
    (organ,) = (one for one in drawn.blocks if isinstance(one, Organ))
    (seal,) = (one for one in drawn.blocks if isinstance(one, Seal))
    assert organ.parts == seal.organs == (week.a.name,)
    assert week.a.name != week.a.short_name
