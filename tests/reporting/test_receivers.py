"""Whom a paper goes to by name: a lead official without any duty for papers receives those of his group."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiedao.access import actions as access
from jiedao.liaison.actions import groups
from jiedao.liaison.models import WorkGroup
from jiedao.lib import clock
from jiedao.notices.models import Notice
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.reporting import actions
from jiedao.reporting.models import Paper
from tests.conftest import Office, _someone
from tests.liaison.conftest import established
from tests.reporting.conftest import FRIDAY, MONDAY, set_up, url

At = Callable[..., Any]


@pytest.fixture
def leader(office: Office) -> User:
    """杨立新, of a supervision committee: a post without any duty for papers, not even to see them."""
    return _someone("yang", "杨立新", office.a, "supervisor")


@pytest.fixture
def led(
    office: Office, lead_official: User, officer: User, room: Unit, tang: User, leader: User
) -> dict[str, Paper]:
    """Both papers of a group he leads, written and handed in; he heads the leading group too."""
    established(office.street, officer, lead=leader, department=room, responsible=tang)
    established(office.street, officer, lead=leader, area="", title="四项制度领导小组")
    with clock.moved_to(MONDAY):
        set_up(office.street, lead_official, since=date(2026, 11, 16))
        actions.sweep(day=MONDAY)
        rows = Paper.objects.filter(group__isnull=False).order_by("pk")
        rows = rows.select_related("dossier__unit", "period__street", "group__dossier")
        newest = {paper.kind: paper for paper in rows}
        return {kind: _handed_in(paper, tang) for kind, paper in newest.items()}


def _handed_in(paper: Paper, by: User) -> Paper:
    actions.write(paper, by=by, words={"done": "推进了两项制度。"})
    actions.submit(paper, by=by)
    return paper


def _api(paper: Paper, step: str = "") -> str:
    return f"/api/v1/reports/{paper.dossier.number}/{step}"


@pytest.mark.parametrize("kind", ["weekly", "half"])
def test_the_named_receiver_finds_opens_returns_and_accepts_what_goes_to_him(
    led: dict[str, Paper], kind: str, leader: User, tang: User, at: At
) -> None:
    paper = led[kind]
    assert Notice.objects.filter(user=leader, dossier=paper.dossier).exists()
    with at(leader, FRIDAY) as client:
        assert str(paper) in _on_the_desk(client)
        assert str(paper) in _receives(client)
        page = client.get(paper.get_absolute_url())
        offers = [(one.name, one.refusal) for one in page.context["offers"]]
        assert offers == [("accept", None), ("send_back", None)]
        # Whose papers the period has besides is none of his business.
        period = reverse("reporting:period_page", args=[paper.period_id])
        assert period not in page.text
        assert client.get(period).status_code == 404
        documents = [row for group in page.context["printable"] for row in group.rows]
        assert documents
        for row in documents:
            assert client.get(row.docx_url).status_code == 200
        sent = client.post(url("send_back", paper), {"reason": "请写明下一步。"}, follow=True)
        assert "已退回" in sent.text
        assert str(paper) not in _on_the_desk(client)
    with clock.moved_to(FRIDAY):
        actions.submit(Paper.objects.get(pk=paper.pk), by=tang)
    with at(leader, FRIDAY) as client:
        assert "已接收。" in client.post(url("accept", paper), follow=True).text
    assert Paper.objects.get(pk=paper.pk).received_by == leader


@pytest.mark.parametrize("kind", ["weekly", "half"])
def test_he_does_the_same_by_the_api(
    led: dict[str, Paper], kind: str, leader: User, at: At
) -> None:
    paper = led[kind]
    with at(leader, FRIDAY) as client:
        assert paper.dossier.number in client.get("/api/v1/reports/").text
        said = client.get(_api(paper)).json()
        assert [one["code"] for one in said["offers"] if one["allowed"]] == ["accept", "send_back"]
        done = client.post(_api(paper, "accept/"), {}, content_type="application/json")
    assert (done.status_code, done.json()["state"]) == (200, "accepted")


def test_nobody_else_gains_anything(
    led: dict[str, Paper],
    office: Office,
    leader: User,
    officer: User,
    li_secretary: User,
    sun_worker: User,
    at: At,
) -> None:
    other = _someone("ma", "马建国", office.a, "supervisor")
    units = Paper.objects.filter(group=None, kind="weekly").select_related("dossier")
    with at(leader, FRIDAY) as client:
        for paper in units:  # not even what is open of the same street
            assert client.get(paper.get_absolute_url()).status_code == 404
        for step in ("write", "override_figure"):
            assert client.get(url(step, led["weekly"])).status_code in (403, 409)
    for user, status in ((other, 404), (sun_worker, 404), (officer, 403), (li_secretary, 403)):
        with at(user, FRIDAY) as client:
            assert client.get(url("send_back", led["weekly"])).status_code == status
            answer = client.post(_api(led["weekly"], "accept/"), {}, "application/json")
            assert answer.status_code == status
            assert str(led["weekly"]) not in _receives(client)
    with at(li_secretary, FRIDAY) as client:  # who leads by duty still receives half a month
        assert client.get(url("send_back", led["half"])).status_code == 200


def _on_the_desk(client: Client) -> list[str]:
    return [one.title for one in client.get(reverse("pages:desk")).context["desk"].waiting]


def _receives(client: Client) -> list[str]:
    rows = client.get(reverse("reporting:paper_list")).context["waiting"].receive
    return [str(row.record) for row in rows]


def test_a_draft_or_a_charge_that_has_passed_shows_nothing(
    led: dict[str, Paper], office: Office, officer: User, leader: User, room: Unit, at: At
) -> None:
    paper = led["weekly"]
    draft = Paper.objects.get(group=paper.group, kind="weekly", submitted_at=None)
    with at(leader, FRIDAY) as client:
        assert client.get(draft.get_absolute_url()).status_code == 404
        assert client.get(paper.get_absolute_url()).status_code == 200
    with clock.moved_to(FRIDAY):
        group = WorkGroup.objects.select_related("dossier__unit", "street").get(pk=paper.group_id)
        groups.change(
            group, by=officer, begins_on=FRIDAY, lead=officer, department=room, responsible=officer
        )
    with at(leader, FRIDAY) as client:
        assert client.get(paper.get_absolute_url()).status_code == 404
    with at(officer, FRIDAY) as client:
        assert _receives(client) == [str(paper)]


def test_who_recused_himself_does_not_see_what_goes_to_him(
    led: dict[str, Paper], leader: User, at: At
) -> None:
    paper = led["weekly"]
    assert leader.person
    with clock.moved_to(FRIDAY):
        access.recuse(
            paper.dossier,
            person=leader.person,
            scope="see",
            reason="近亲属",
            by=leader,
            on=FRIDAY,
        )
    with at(leader, FRIDAY) as client:
        assert client.get(paper.get_absolute_url()).status_code == 404
        assert _on_the_desk(client) == [str(led["half"])]


def test_who_only_sees_papers_by_duty_finds_those_that_go_to_him_under_what_waits(
    office: Office, lead_official: User, officer: User, room: Unit, tang: User, at: At
) -> None:
    director = _someone("zhu", "周国梁", office.street, "director")
    established(office.street, officer, lead=director, department=room, responsible=tang)
    with clock.moved_to(MONDAY):
        set_up(office.street, lead_official)
        actions.sweep(day=MONDAY)
        paper = Paper.objects.select_related("dossier__unit", "period__street").get(
            group__isnull=False
        )
        _handed_in(paper, tang)
    with at(director, FRIDAY) as client:
        assert _receives(client) == [str(paper)]
        assert _on_the_desk(client) == [str(paper)]
