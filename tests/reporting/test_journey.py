"""From an empty week to an accepted report, and to one that is late and goes up the ladder."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse

from jiedao.deadlines import actions as deadlines
from jiedao.lib import clock
from jiedao.notices.models import Notice
from jiedao.people.models import User
from jiedao.reporting import actions
from jiedao.reporting.models import Paper
from jiedao.reporting.selectors import owed
from tests.conftest import Office
from tests.reporting.conftest import ASKED, FRIDAY, MONDAY, paper_of, url

SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_a_week_from_its_empty_paper_to_the_accepted_one(
    office: Office,
    lead_official: User,
    sun_worker: User,
    zhao_chair: User,
    zheng_other: User,
    at: Callable[..., Any],
) -> None:
    home = reverse("reporting:paper_list")
    with at(lead_official) as client:
        page = client.get(home)
        assert "还没有开始填报" in page.text
        form = client.get(reverse("reporting:set_up", args=[office.street.code]))
        given = ASKED | {"once_token": form.context["once_token"]}
        page = client.post(form.request["PATH_INFO"], given, follow=True)
        assert "已登记，到了日子自动开始填报。" in page.text
    with clock.moved_to(MONDAY):
        assert actions.sweep(day=MONDAY) == 2  # two communities; no department, no group yet
        assert actions.sweep(day=MONDAY) == 0

    paper = paper_of(office.a)
    with at(sun_worker) as client:
        page = client.get(home)
        assert "等您写的" in page.text
        assert "体育社区每周汇报" in page.text
        assert "科技社区" not in page.text
        page = client.get(paper.get_absolute_url())
        assert "还没有写工作情况，不能报送。" in page.text
        refused = client.post(url("submit", paper), follow=True)
        assert refused.status_code == 409
        assert "还没有写工作情况" in refused.text
        form = client.get(url("write", paper))
        # It may be left empty for now, and is no box one need never fill in.
        assert '本期工作情况<span class="optional">（报送以前要写）' in form.text
        assert '需要协调<span class="optional">（选填）' in form.text
        given = {
            "done": "走访了12户老人。",
            "problems": "东院路灯坏了三盏。\n物业费收缴慢。",
            "plans": "修路灯。",
            "help": "",
            "seen": form.context["form"]["seen"].value(),
            "once_token": form.context["once_token"],
        }
        page = client.post(url("write", paper), given, follow=True)
        assert "已保存，还没有报送。" in page.text
        assert "走访了12户老人。" in page.text
    with at(sun_worker, FRIDAY) as client:
        page = client.post(url("submit", paper), follow=True)
        assert "已报送。内容和数字已经固定" in page.text
        again = client.post(url("submit", paper), follow=True)
        assert again.status_code == 409
        assert "孙红霞" in again.text
    with at(lead_official, FRIDAY) as client:
        assert "等您接收的" in client.get(home).text
        form = client.get(url("send_back", paper))
        given = {"reason": "请写明路灯什么时候修。", "once_token": form.context["once_token"]}
        page = client.post(url("send_back", paper), given, follow=True)
        assert "已退回，撰写的人会收到通知。" in page.text
    with at(sun_worker, FRIDAY) as client:
        page = client.get(home)
        assert "退回原因：请写明路灯什么时候修。" in page.text
        form = client.get(url("write", paper))
        assert "走访了12户老人。" in form.text
        given = {
            "done": "走访了12户老人。路灯周三前修好。",
            "problems": "东院路灯坏了三盏。",
            "plans": "修路灯。",
            "help": "",
            "seen": form.context["form"]["seen"].value(),
            "once_token": form.context["once_token"],
        }
        client.post(url("write", paper), given)
        client.post(url("submit", paper))
    with at(lead_official, FRIDAY) as client:
        page = client.post(url("accept", paper), follow=True)
        assert "已接收。" in page.text
        again = client.post(url("accept", paper), follow=True)
        assert again.status_code == 409
        assert "何志远" in again.text
    paper = paper_of(office.a)
    assert (paper.state, paper.is_late, paper.returns) == ("accepted", False, 1)
    assert [filing.round for filing in paper.filings.all()] == [2, 1]

    later = date(2026, 11, 30)
    with clock.moved_to(later):
        actions.sweep(day=later)
    following = paper_of(office.a)
    assert following.period.since == later
    with at(sun_worker, later) as client:
        form = client.get(url("write", following))
        assert "东院路灯坏了三盏。" in form.text
        assert "物业费收缴慢。" not in form.text  # was taken out before it was accepted
        problem, plan = following_keys(following)
        given = {
            "done": "路灯修好了。",
            problem: "done",
            plan: "going",
            "seen": form.context["form"]["seen"].value(),
            "once_token": form.context["once_token"],
        }
        page = client.post(url("write", following), given)
        assert page.status_code == 409
        assert "没有完成的，请写一句话" in page.text
        assert "路灯修好了。" in page.text
        page = client.post(
            url("write", following),
            given | {f"{plan}-words": "还差西院，下周一修完。"},
            follow=True,
        )
        assert "还差西院，下周一修完。" in page.text
        page = client.post(url("submit", following), follow=True)
        assert "已报送。" in page.text


def following_keys(paper: Paper) -> list[str]:
    return [one.key for one in owed.things(paper)]


def test_a_paper_nobody_hands_in_goes_up_the_ladder_once(
    office: Office, week: Office, lead_official: User, li_secretary: User, zheng_other: User
) -> None:
    paper = paper_of(office.b)

    def told(user: User) -> list[str]:
        rows = Notice.objects.filter(user=user, dossier=paper.dossier).order_by("pk")
        return list(rows.values_list("kind", flat=True))

    def swept(day: date) -> None:
        with clock.moved_to(day):
            for _ in range(2):
                deadlines.sweep(day=day)
                actions.sweep(day=day)
                actions.count_late(day=day)

    swept(date(2026, 11, 26))
    assert told(zheng_other) == ["soon"]
    swept(FRIDAY)
    assert told(zheng_other) == ["soon", "today"]
    swept(date(2026, 11, 28))
    assert told(zheng_other) == ["soon", "today", "late"]
    assert (told(lead_official), told(li_secretary)) == ([], [])
    swept(date(2026, 11, 30))
    assert (told(lead_official), told(li_secretary)) == (["late_lead"], [])
    swept(date(2026, 12, 1))
    assert (told(lead_official), told(li_secretary)) == (["late_lead"], ["late_secretary"])
    assert paper_of(office.b, period=paper.period).counted_on is None
    swept(date(2026, 12, 2))
    assert paper_of(office.b, period=paper.period).counted_on == date(2026, 12, 2)
    assert told(zheng_other) == ["soon", "today", "late"]

    with clock.moved_to(datetime(2026, 12, 3, 10, tzinfo=SHANGHAI)):
        late = paper_of(office.b, period=paper.period)
        actions.write(late, by=zheng_other, words={"done": "补报。"})
        actions.submit(late, by=zheng_other)
        actions.accept(late, by=lead_official)
    late = paper_of(office.b, period=paper.period)
    assert late.is_late
    assert late.counted_on == date(2026, 12, 2)


def test_a_paper_is_late_from_five_o_clock_on(
    office: Office, week: Office, sun_worker: User, zheng_other: User
) -> None:
    for unit, by, hour, minute in ((office.a, sun_worker, 17, 0), (office.b, zheng_other, 17, 1)):
        paper = paper_of(unit)
        with clock.moved_to(datetime(2026, 11, 27, hour, minute, tzinfo=SHANGHAI)):
            actions.write(paper, by=by, words={"done": "按时。"})
            actions.submit(paper, by=by)
    assert not paper_of(office.a).is_late
    assert paper_of(office.b).is_late


def test_a_week_of_downtime_is_caught_up_once(
    office: Office, week: Office, lead_official: User
) -> None:
    later = date(2026, 12, 8)
    with clock.moved_to(later):
        opened = actions.sweep(day=later)
        assert actions.sweep(day=later) == 0
    found = Paper.objects.order_by("pk").values_list("kind", "period__since")
    assert opened == len(found) - 2
    weeks = sorted({since for kind, since in found if kind == "weekly"})
    assert weeks == [MONDAY, date(2026, 11, 30), date(2026, 12, 7)]
    assert sorted({since for kind, since in found if kind == "review"}) == [date(2026, 11, 1)]
