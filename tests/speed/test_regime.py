"""The pages of the regime stay beneath twelve statements, with all there is to be said on them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.test import Client
from django.urls import reverse

from jiedao.indicators import actions as sums
from jiedao.lib import clock
from jiedao.people.models import User
from jiedao.reporting import actions
from jiedao.reporting.models import Paper, Task
from tests.conftest import Office, _someone
from tests.funds.conftest import salaried, wages_paid
from tests.liaison.conftest import assigned, visited
from tests.reporting.conftest import FRIDAY, MONDAY, paper_of, week, written
from tests.support import statements

__all__ = ["week"]
Browser = Callable[[User], Client]
LIST, REPORT = reverse("reporting:paper_list"), reverse("reporting:work_report")
MOST = 12
NEXT = date(2026, 11, 30)


def cost(client: Client, url: str) -> int:
    """What a page costs when its questions have been put into SQL."""
    assert client.get(url).status_code == 200
    return statements(lambda: client.get(url))


def _handed_out(paper: Paper, owner: User) -> None:
    """A task of a review that the paper has to answer."""
    review = Paper.objects.filter(kind="review").select_related("dossier__unit", "unit").first()
    assert review
    actions.assign(
        review,
        by=User.objects.get(username="li"),
        unit=paper.unit,
        owner=owner,
        words="把台账补齐",
        due_on=date(2026, 12, 20),
    )
    actions.compose(review, by=User.objects.get(username="li"), words={"done": "总体按时。"})
    actions.publish_review(review, by=User.objects.get(username="li"))


def test_a_paper_costs_as_much_with_everything_on_it_as_with_nothing(
    week: Office, sun_worker: User, lead_official: User, li_secretary: User, client_of: Browser
) -> None:
    with clock.moved_to(FRIDAY):
        client, first = client_of(sun_worker), paper_of(week.a)
        assert cost(client, first.get_absolute_url()) <= MOST
        actions.submit(written(first, sun_worker, problems="路灯不亮。"), by=sun_worker)
        assert cost(client, first.get_absolute_url()) <= 8
    with clock.moved_to(date(2026, 12, 1)):
        client = client_of(sun_worker)
        actions.sweep(day=clock.today())
        paper = paper_of(week.a)
        _handed_out(paper, sun_worker)
        visited(assigned(week.a, lead_official, lead_official), lead_official, clock.today())
        assert Task.objects.count() == 1
        url = paper.get_absolute_url()
        assert len(client.get(url).context["content"]["answers"]) == 2
        assert cost(client, url) <= MOST
        actions.override_figure(
            paper,
            by=sun_worker,
            figure="liaison.visits",
            value=Decimal(3),
            reason="两次还没有登记",
        )
        assert cost(client, url) <= MOST
        sums.settle()
        assert cost(client, url) <= MOST - 1
        actions.submit(written(paper_of(week.a), sun_worker), by=sun_worker)
        actions.send_back(paper_of(week.a), by=lead_official, reason="请写明路灯什么时候修。")
        sums.settle()
        assert cost(client, url) <= MOST


def test_the_list_of_papers_costs_the_same_for_two_and_for_many(
    week: Office, lead_official: User, client_of: Browser
) -> None:
    with clock.moved_to(MONDAY):
        few = cost(client_of(lead_official), LIST)
    with clock.moved_to(date(2027, 3, 1)):
        actions.sweep(day=clock.today())
        client = client_of(lead_official)
        for asked in ("", "?kind=weekly", "?state=missing", "?sort=oldest"):
            assert cost(client, f"{LIST}{asked}") <= few + 1 <= 10  # counted beyond one page
        page = client.get(LIST)
        assert "第1页，共2页" in page.text
        following = client.get(f"{LIST}?page=2").context["listed"].rows
        seen = [row.record.pk for row in (*page.context["listed"].rows, *following)]
        assert len(set(seen)) == len(seen) == Paper.objects.exclude(kind="review").count()
        assert cost(client, f"{LIST}?page=2") <= MOST


def test_the_work_report_stays_beneath_twelve_with_wages_and_a_figure_put_right(
    week: Office, li_secretary: User, client_of: Browser
) -> None:
    officer = _someone("qian", "钱会计", week.street, "officer")
    with clock.moved_to(date(2026, 12, 1)):
        for community in (week.a, week.b):
            wages_paid(salaried(community, officer), officer, month=1)
        sums.settle()
        client = client_of(li_secretary)
        assert cost(client, REPORT) <= MOST
        assert cost(client, f"{REPORT}?unit={week.a.code}") <= MOST
