"""The monthly review: from its empty page over praise, criticism and tasks to what the next week answers."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from jiedao.accounts.stages import first_page
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.notices.models import Notice
from jiedao.people.models import User
from jiedao.reporting import actions
from jiedao.reporting.models import Paper, Task
from jiedao.reporting.selectors import owed
from tests.conftest import Office
from tests.reporting.conftest import paper_of, set_up, url, written

FIRST = date(2026, 12, 1)


@pytest.fixture
def review(office: Office, lead_official: User, sun_worker: User, zheng_other: User) -> Paper:
    """The review of November 2026, opened on 1 December; A reported on time, B did not."""
    monday, friday = date(2026, 11, 23), date(2026, 11, 27)
    with clock.moved_to(monday):
        set_up(office.street, lead_official)
        actions.sweep(day=monday)
    with clock.moved_to(friday):
        actions.submit(written(paper_of(office.a), sun_worker), by=sun_worker)
    with clock.moved_to(FIRST):
        actions.sweep(day=FIRST)
    return Paper.objects.select_related("dossier__unit", "period", "unit").get(kind="review")


def test_a_review_is_written_published_and_answered(
    office: Office,
    review: Paper,
    li_secretary: User,
    zheng_other: User,
    zhao_chair: User,
    lead_official: User,
    at: Callable[..., Any],
) -> None:
    with at(li_secretary, FIRST) as client:
        page = client.get(url("paper_page", review))
        assert "各单位情况" in page.text
        refused = client.post(url("publish_review", review), follow=True)
        assert refused.status_code == 409
        assert "还没有写讲评意见，不能印发。" in refused.text
        form = client.get(url("compose", review))
        given = {
            "done": "总体按时。",
            "problems": "入户率不高。",
            "plans": "年底前公开决算。",
            "seen": form.context["form"]["seen"].value(),
            "once_token": form.context["once_token"],
        }
        assert (
            "已保存，还没有印发。" in client.post(url("compose", review), given, follow=True).text
        )
        for kind, unit, words in (
            ("praise", office.a, "汇报按时。"),
            ("criticism", office.b, "没有按时报送。"),
        ):
            given = {"kind": kind, "unit": unit.pk, "words": words}
            client.post(url("mention", review), given)
        given = {
            "unit": office.b.pk,
            "owner": zheng_other.pk,
            "words": "补报本周汇报，说明原因",
            "due_on": "2026-12-01",
        }
        bad = client.post(url("assign", review), given)
        assert "期限要在今天以后" in bad.text
        client.post(url("assign", review), given | {"due_on": "2026-12-10"})
        page = client.get(url("paper_page", review))
        assert "没有按时报送。" in page.text
        assert "科技社区每周汇报（11月23日至29日）：没有报送" in page.text
        assert Task.objects.count() == 0
    with at(zheng_other, FIRST) as client:
        assert client.get(url("paper_page", review)).status_code == 404  # nobody reads a draft
    with at(li_secretary, FIRST) as client:
        page = client.post(url("publish_review", review), follow=True)
        assert "已印发" in page.text
    task = Task.objects.select_related("dossier").get()
    assert Notice.objects.filter(user=zheng_other, dossier=review.dossier).exists()
    with at(zheng_other, FIRST) as client:
        assert "没有按时报送。" in client.get(url("paper_page", review)).text
        page = client.get(reverse("reporting:paper_list"))
        assert "交办给您的" in page.text
        page = client.get(task.get_absolute_url())
        assert "2026年12月10日前办结" in page.text

    paper = paper_of(office.b)
    assert paper.period.since == date(2026, 11, 30)
    with clock.moved_to(date(2026, 12, 3)):
        (thing,) = [one for one in owed.things(paper) if one.task]
        assert "补报本周汇报，说明原因（12月10日前，郑邻社）" in thing.words
        actions.write(
            paper,
            by=zheng_other,
            words={"done": "补报。"},
            answers={thing.key: ("done", "已补报。")},
        )
        actions.submit(paper, by=zheng_other)
        assert Task.objects.get().state == "open"
        actions.accept(paper, by=lead_official)
    task.refresh_from_db()
    assert (task.state, task.done_on) == ("done", date(2026, 12, 3))
    with at(zheng_other, date(2026, 12, 4)) as client:
        page = client.get(task.get_absolute_url())
        assert "2026年12月3日办结" in page.text
        assert "已补报。" in page.text


def test_a_line_can_be_struck_out_before_the_review_is_published(
    office: Office, review: Paper, li_secretary: User, sun_worker: User, at: Callable[..., Any]
) -> None:
    with clock.moved_to(FIRST):
        mention = actions.mention(
            review, by=li_secretary, kind="praise", unit=office.a, words="按时。"
        )
        with pytest.raises(Refused, match="请选择经八路街道下面的单位"):
            actions.mention(
                review, by=li_secretary, kind="praise", unit=office.street, words="按时。"
            )
    with at(li_secretary, FIRST) as client:
        where = url("strike", review)
        assert client.post(where, {"what": "mention-99999"}).status_code == 404
        assert client.post(where, {"what": "paper-1"}).status_code == 404
        page = client.post(where, {"what": f"mention-{mention.pk}"}, follow=True)
        assert "已划去。" in page.text
    assert not review.mentions.exists()
    with at(sun_worker, FIRST) as client:
        assert client.post(where, {"what": "mention-1"}).status_code == 404


def test_the_secretary_begins_with_the_dashboard_and_a_worker_with_the_desk(
    li_secretary: User, sun_worker: User
) -> None:
    desk = reverse("pages:desk")
    assert first_page(li_secretary, desk) == reverse("dashboard:dashboard")
    assert first_page(sun_worker, desk) == desk
    assert first_page(li_secretary, "/office/decisions/") == "/office/decisions/"
