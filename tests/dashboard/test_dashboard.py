"""The dashboard: what is red and whose, units beside what they owe, what the law wants next."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jiedao.dashboard import rhythms, selectors
from jiedao.dossiers.models import Dossier
from jiedao.indicators.actions import settle
from jiedao.lib import clock
from jiedao.people.models import User
from jiedao.publications import actions as publications
from jiedao.reporting import actions
from tests.conftest import Office
from tests.publications.conftest import (
    BASIS,
    FROZEN_ON,
    POSTED_ON,
    _vault,
    dossier,
    freeze,
    open_dossier,
    picture,
)
from tests.reporting.conftest import at as at
from tests.reporting.conftest import paper_of, written
from tests.reporting.conftest import week as week

LATE = date(2026, 12, 1)
WHERE = reverse("dashboard:dashboard")
__all__ = ["_vault", "dossier"]
At = Callable[..., Any]


def test_what_is_late_says_whose_it_is_since_when_and_has_one_button(
    week: Office, li_secretary: User, zheng_other: User, at: At
) -> None:
    with at(li_secretary, LATE) as client:
        page = client.get(WHERE)
        assert "科技社区每周汇报（11月23日至29日）" in page.text
        assert "11月28日起逾期。由郑邻社办。依据：内部规定。" in page.text
        assert "督办" in page.text
        number = paper_of(week.b).dossier.number
        urged = client.post(reverse("reporting:urge", args=[number]), {"back": WHERE}, follow=True)
        assert urged.redirect_chain == [(WHERE, 302)]


def test_a_community_sees_its_own_and_has_nobody_to_urge(
    week: Office, zhao_chair: User, zheng_other: User, at: At
) -> None:
    with at(zhao_chair, LATE) as client:
        page = client.get(WHERE)
        assert "体育社区看板" in page.text
        assert "体育社区每周汇报" in page.text
        assert "科技社区" not in page.text
        assert "督办" not in page.text
        assert client.get(f"{WHERE}?unit={week.b.code}").status_code == 404


def test_numbers_stand_beside_what_they_are_out_of(
    week: Office, li_secretary: User, sun_worker: User, at: At
) -> None:
    with clock.moved_to(date(2026, 11, 27)):
        actions.submit(written(paper_of(week.a), sun_worker), by=sun_worker)
    with at(li_secretary, LATE) as client:
        page = client.get(WHERE)
    lines = {line.name: line for line in page.context["counted"].lines}
    assert (lines["体育社区"].papers, lines["体育社区"].overdue) == ("1/1", 0)
    assert (lines["科技社区"].papers, lines["科技社区"].overdue) == ("0/1", 1)


def test_what_has_no_records_says_so_and_is_never_none(
    week: Office, li_secretary: User, at: At
) -> None:
    with at(li_secretary, LATE) as client:
        page = client.get(WHERE)
    report = {one.report: one.words for one in page.context["counted"].report}
    assert len(report) == 23
    assert report["F6"] == "还没有记录"
    assert report["F5"] == "0件"


def test_meetings_the_law_wants_this_half_year_are_named(
    office: Office, li_secretary: User
) -> None:
    units = [office.a, office.b]
    found = rhythms.coming(office.street, units, today=date(2026, 12, 5))
    said = {one.what: (one.basis, one.left, one.kind) for one in found}
    law = "《城市居民委员会组织法》（2025年修订）第二十八条"
    assert said["体育社区、科技社区：居民代表会议本半年还没有开过"] == (law, "还剩26天", "soon")
    # Before 2026 the statute did not know the representatives' meeting.
    before = rhythms.coming(office.street, units, today=date(2025, 12, 5))
    assert not any("居民代表会议" in one.what for one in before)


def test_only_what_a_statute_sets_stands_under_the_law(dossier: Dossier, sun_worker: User) -> None:
    """A notice whose period the office itself has set is no business of the law."""
    for words, basis in (("法定", BASIS), ("自定", "内部规定")):
        if words == "自定":
            dossier = open_dossier(dossier.unit, sun_worker, "楼道灯更换")
        with clock.moved_to(FROZEN_ON):
            notice = freeze(dossier, sun_worker, title=f"关于{words}事项的公示", basis=basis)
        with clock.moved_to(POSTED_ON):
            put_up = picture(dossier, sun_worker, f"{words}.jpg")
            publications.post(notice, on=POSTED_ON, place="公开栏", photo=put_up, by=sun_worker)
    found = rhythms.coming(dossier.unit, [], today=POSTED_ON)
    assert [one.basis for one in found if "公示期满" in one.what] == [BASIS]
    assert not any("内部规定" in one.basis for one in found)


def test_a_column_of_so_many_of_so_many_is_not_called_a_rate(
    week: Office, li_secretary: User, at: At
) -> None:
    with at(li_secretary, LATE) as client:
        page = client.get(WHERE)
    (column,) = page.context["counted"].shares
    assert column == "异议书面答复"
    assert {part.name for line in page.context["counted"].lines for part in line.shares} == {column}
    assert f'data-label="{column}"' in page.text


def test_the_counted_part_is_kept_for_two_minutes_and_says_when(
    week: Office, li_secretary: User, at: At
) -> None:
    with at(li_secretary, LATE) as client:
        cold = client.get(WHERE)
        with CaptureQueriesContext(connection) as asked:
            warm = client.get(WHERE)
    assert len(plain(asked)) <= 8
    assert cold.context["shown"] == warm.context["shown"]
    assert "数字截至12月1日 09:00" in warm.text


def test_what_another_release_kept_is_not_read(
    week: Office, li_secretary: User, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = []
    counted = selectors.counted
    monkeypatch.setattr(selectors, "counted", lambda *asked: drawn.append(asked) or counted(*asked))
    with at(li_secretary, LATE) as client:
        client.get(WHERE)
        client.get(WHERE)
        assert len(drawn) == 1
        monkeypatch.setattr(selectors, "look", lambda: "other")
        assert client.get(WHERE).status_code == 200
    assert len(drawn) == 2


def test_a_period_that_cannot_be_is_said_to_who_chose_it_and_to_nobody_after(
    week: Office, li_secretary: User, lead_official: User, at: At
) -> None:
    with at(li_secretary, LATE) as client:
        wrong = client.get(WHERE, {"since": "2026-12-02", "until": "2026-12-01"})
        again = client.get(WHERE)
    with at(lead_official, LATE) as client:
        other = client.get(WHERE)
    assert wrong.context["form"].errors
    said = "field-bad"
    assert said in wrong.context["shown"].choice
    for page in (again, other):
        assert said not in page.context["shown"].choice
    # What is alike for everybody was drawn once, and is the same for both.
    assert again.context["shown"] == other.context["shown"]


def asked_on(client: Client, day: date) -> list[str]:
    """The statements one page of the dashboard asks, transaction control apart."""
    cache.clear()
    with clock.moved_to(day), CaptureQueriesContext(connection) as asked:
        assert client.get(WHERE).status_code == 200
    return plain(asked)


def plain(asked: CaptureQueriesContext) -> list[str]:
    return [one["sql"] for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]


def test_the_dashboard_costs_the_same_for_few_and_for_many_that_are_late(
    week: Office, li_secretary: User, client_of: Callable[[User], Client]
) -> None:
    costs = []
    for day in (LATE, date(2026, 12, 31)):
        with clock.moved_to(day):
            actions.sweep(day=day)
            settle()
            client = client_of(li_secretary)
        costs.append(len(asked_on(client, day)))
    assert costs[0] == costs[1] <= 12


def test_the_meeting_room_has_large_type_and_no_navigation(
    week: Office, li_secretary: User, at: At
) -> None:
    with at(li_secretary, LATE) as client:
        page = client.get(f"{WHERE}?screen=1")
        assert "/urge/" in client.get(WHERE).text
    assert "dash-screen" in page.text
    assert "/urge/" not in page.text
    assert "mainnav" not in page.text
    assert page["Refresh"] == "300"
