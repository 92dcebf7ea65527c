"""Every link of a paper leads somewhere for whoever reads it; what he may not open is said in words."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiedao.funds.models import Project
from jiedao.indicators import actions as sums
from jiedao.liaison.models import Responsibility
from jiedao.lib import clock
from jiedao.people.models import User
from jiedao.reporting import actions
from jiedao.reporting.models import Paper
from jiedao.reporting.states import MentionKind, PaperKind, PartyKind
from jiedao.reporting.terms import Terms
from tests.conftest import Office, _someone
from tests.funds.conftest import opened, paid, received
from tests.liaison.conftest import assigned, visited
from tests.liaison.conftest import listed as responsible
from tests.reporting.conftest import FRIDAY, MONDAY, paper_of, set_up, url, written
from tests.support import statements

Browser = Callable[[User], Client]
FIRST, LAST = date(2026, 11, 16), date(2026, 12, 1)
LINK = re.compile(r'href="(/[^"#]+)')
WEEK = {"since": MONDAY, "until": date(2026, 11, 29)}


def _leads(text: str) -> set[str]:
    """Where the body of a page leads, its navigation apart."""
    _, _, body = text.partition("<main")
    assert body
    return {unescape(found) for found in LINK.findall(body)}


def _figure(code: str, unit: Any, **asked: Any) -> str:
    query = "&".join(f"{name}={value}" for name, value in ({"unit": unit.code} | asked).items())
    return f"{reverse('indicators:figure_page', args=[code])}?{query}"


def _bought(community: Any, officer: User, title: str) -> Project:
    """A project of a community with a payment of the week: its worker has no duty for accounts."""
    project = opened(community, officer, title=title)
    received(project, officer, on=MONDAY)
    paid(project, officer, on=MONDAY)
    return project


@pytest.fixture
def project(
    office: Office, officer: User, lead_official: User, sun_worker: User, li_secretary: User
) -> Project:
    """A month with a weekly paper, half a month and a review of it, money and visits in two communities."""
    terms = Terms(half_by=(PartyKind.COMMUNITY,))
    with clock.moved_to(FIRST):
        set_up(office.street, lead_official, since=FIRST, terms=terms)
        actions.sweep(day=FIRST)
    with clock.moved_to(MONDAY):
        actions.sweep(day=MONDAY)
    with clock.moved_to(FRIDAY):
        project = _bought(office.a, officer, "体育社区日间照料中心建设")
        _bought(office.b, officer, "科技社区日间照料中心建设")
        for community in (office.a, office.b):
            visited(assigned(community, officer, lead_official), officer, MONDAY)
        sums.settle()
        actions.submit(written(paper_of(office.a), sun_worker), by=sun_worker)
    with clock.moved_to(LAST):
        actions.sweep(day=LAST)
        _reviewed(office, li_secretary)
    return project


def _reviewed(office: Office, by: User) -> None:
    review = Paper.objects.select_related("dossier__unit", "period", "unit").get(kind="review")
    for kind, unit in ((MentionKind.PRAISE, office.a), (MentionKind.CRITICISM, office.b)):
        actions.mention(review, by=by, kind=kind, unit=unit, words=f"{unit}的汇报。")
    actions.compose(review, by=by, words={"done": "总体按时。"})
    actions.publish_review(review, by=by)


@pytest.fixture
def papers(project: Project, office: Office) -> dict[str, Paper]:
    """The weekly paper as it was handed in, half a month still being written, the review published."""
    weekly = Paper.objects.get(unit=office.a, kind=PaperKind.WEEKLY, submitted_at__isnull=False)
    review = Paper.objects.select_related("dossier__unit", "unit").get(kind=PaperKind.REVIEW)
    half = Paper.objects.filter(unit=office.a, kind=PaperKind.HALF).order_by("pk").first()
    assert half
    return {"weekly": weekly, "half": half, "review": review}


@pytest.mark.parametrize("name", ["sun_worker", "branch_secretary", "li_secretary", "inspector"])
def test_no_link_of_a_paper_is_dead_to_who_reads_it(
    papers: dict[str, Paper],
    office: Office,
    client_of: Browser,
    name: str,
    request: pytest.FixtureRequest,
) -> None:
    # Discipline reads the papers of the street without the duty for figures.
    if name == "inspector":
        reader = _someone("bao", "包正", office.street, "discipline")
    else:
        reader = request.getfixturevalue(name)
    with clock.moved_to(LAST):
        client = client_of(reader)
        pages = [url("paper_page", paper) for paper in papers.values()]
        number = papers["weekly"].dossier.number
        pages.append(reverse("reporting:filing_page", args=[number, 1]))
        if name == "sun_worker":
            pages.append(url("write", papers["half"]))
        for page in pages:
            shown = client.get(page)
            assert shown.status_code == 200
            answers = {link: client.get(link).status_code for link in _leads(shown.text)}
            assert {link: one for link, one in answers.items() if one >= 400} == {}, page


def test_a_worker_checks_the_figures_of_his_community_and_opens_of_their_rows_what_is_his(
    papers: dict[str, Paper], project: Project, office: Office, sun_worker: User, client_of: Browser
) -> None:
    with clock.moved_to(LAST):
        client = client_of(sun_worker)
        page = client.get(url("paper_page", papers["weekly"])).text
        # He reads that it was paid, and how much; the accounts are the street's.
        assert project.dossier.number in page
        assert project.get_absolute_url() not in page
        spent = _figure("funds.paid", office.a, **WEEK)
        assert spent in _leads(page)
        behind = client.get(spent).text
        assert "支出资金：3万元" in behind
        assert "另有1件您无权查看。" in behind
        assert "这个期间没有" not in behind
        assert project.dossier.number not in behind
        visits = client.get(_figure("liaison.visits", office.a, **WEEK)).text
        assert "分包社区走访：1次" in visits
        assert "无权查看" not in visits
        for unit in (office.b, office.street):
            assert client.get(_figure("funds.paid", unit, **WEEK)).status_code == 404
        assert client.get(reverse("indicators:figure_list")).status_code == 200
        assert client.get(reverse("dashboard:dashboard")).status_code == 403


def test_figures_of_the_street_are_plain_words_in_its_review_to_a_community(
    papers: dict[str, Paper],
    branch_secretary: User,
    li_secretary: User,
    client_of: Browser,
) -> None:
    figures = reverse("indicators:figure_list")
    with clock.moved_to(LAST):
        where = url("paper_page", papers["review"])
        read, watched = (client_of(who).get(where).text for who in (branch_secretary, li_secretary))
    assert "支出资金" in read
    assert not any(link.startswith(figures) for link in _leads(read))
    assert any(link.startswith(f"{figures}funds.paid/") for link in _leads(watched))
    # Of the evidence, his own paper; those of the other community in words only.
    assert papers["weekly"].get_absolute_url() in _leads(read)
    other = Paper.objects.filter(unit__short_name="科技社区", kind=PaperKind.WEEKLY)
    assert not {one.get_absolute_url() for one in other} & _leads(read)


def test_it_costs_one_statement_whatever_the_number_of_lines(
    papers: dict[str, Paper], office: Office, officer: User, sun_worker: User, client_of: Browser
) -> None:
    def cost(client: Client) -> int:
        where = url("paper_page", papers["half"])
        assert client.get(where).status_code == 200
        return statements(lambda: client.get(where))

    with clock.moved_to(LAST):
        client = client_of(sun_worker)
        few = cost(client)
        for count in range(12):
            _bought(office.a, officer, f"体育社区第{count}项改造")
        sums.settle()
        assert cost(client) <= few <= 12


def test_what_proves_a_responsibility_is_a_link_to_who_may_open_it(
    project: Project, office: Office, officer: User, sun_worker: User, client_of: Browser
) -> None:
    def shown(record: Responsibility, who: User) -> str:
        where = reverse("responsibilities:responsibility_page", args=[record.dossier.number])
        page = client_of(who).get(where)
        assert page.status_code == 200
        return str(page.text)

    with clock.moved_to(LAST):
        given = {"figure": "", "least": None, "proof": "dossier", "dossier": project.dossier.number}
        record = responsible(office.a, officer, **given)
        where = project.get_absolute_url()
        assert where in _leads(shown(record, officer))
        worker = shown(record, sun_worker)
        assert where not in _leads(worker)
        assert project.dossier.number in worker
        by_figure = shown(responsible(office.a, officer), sun_worker)
        (link,) = (one for one in _leads(by_figure) if "liaison.visits" in one)
        assert client_of(sun_worker).get(link).status_code == 200
        supervisor = _someone("wu", "吴监督", office.a, "supervisor")
        assert not any(
            "liaison.visits" in one
            for one in _leads(
                shown(Responsibility.objects.get(figure="liaison.visits"), supervisor)
            )
        )
