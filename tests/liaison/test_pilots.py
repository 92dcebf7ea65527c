"""The pilot, what each community tries, its stages, whether the goal is reached."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from jiedao.deadlines.models import Deadline
from jiedao.indicators.figures import Scope
from jiedao.indicators.selectors import told
from jiedao.ledger.selectors import broken_chains, timeline
from jiedao.liaison.actions import pilots as actions
from jiedao.liaison.indicators import TRIALS
from jiedao.liaison.models import Assignment, Pilot, Trial, WorkGroup
from jiedao.liaison.selectors.pilots import goal_of, row_of
from jiedao.liaison.states import StageKind
from jiedao.lib import clock
from jiedao.people.models import User
from tests.conftest import TODAY, Office
from tests.liaison.conftest import STAGES, designated, tried, visited
from tests.liaison.test_groups import refusal_of
from tests.support import statements

Browser = Callable[[User], Client]
LIST = reverse("pilots:trial_list")
DAY = timedelta(days=1)


def finish(trial: Trial, by: User, *kinds: StageKind, on: date = date(2026, 6, 5)) -> None:
    for kind in kinds:
        actions.finish_stage(trial.stages.get(kind=kind), by=by, done_on=on)


def test_a_trial_has_person_goal_and_time(
    pilot: Pilot, trial: Trial, officer: User, zhao_chair: User
) -> None:
    assert pilot.dossier.number.startswith("SD2026-105001-")
    assert "经八路街道办事处被确定为" in timeline(pilot.dossier)[0].words
    assert trial.dossier.title == "体育社区试点：民主科学决策、矛盾调解化解"
    assert trial.responsible == zhao_chair
    limits = Deadline.objects.open().filter(dossier=trial.dossier)
    assert {one.name: one.due_on for one in limits} == {
        "完成社区试点": date(2026, 12, 10),
        **{f"试点阶段：{kind.label}": day for kind, day in STAGES.items()},
    }
    assert not list(broken_chains())


def test_stages_turn_red_by_themselves_until_they_are_done(
    trial: Trial, officer: User, zhao_chair: User
) -> None:
    def now(day: date) -> list[str]:
        found = Trial.objects.prefetch_related("stages").get(pk=trial.pk)
        row = row_of(found, day)
        return [row.word, *(stage.word for stage in row.stages)]

    assert now(date(2026, 5, 31))[:2] == ["今天到期", "今天到期"]
    assert now(date(2026, 6, 3))[:2] == ["逾期3天", "逾期3天"]
    assert Trial.objects.late(date(2026, 6, 3)).get() == trial
    finish(trial, zhao_chair, StageKind.RULES)  # who is responsible enters it himself
    assert not Trial.objects.late(date(2026, 6, 5)).exists()
    assert now(date(2026, 6, 5))[:3] == ["还剩87天", "已完成，晚5天", "还剩87天"]
    assert "完成“研究建立制度”，晚了5天。" in timeline(trial.dossier)[0].words
    stage = trial.stages.get(kind=StageKind.METHODS)
    actions.move_stage(stage, by=officer, due_on=date(2026, 9, 15), reason="等居民代表会议")
    assert now(date(2026, 9, 10))[2] == "还剩5天"
    assert "由2026年8月31日改到2026年9月15日" in timeline(trial.dossier)[0].words
    twice = refusal_of(finish, trial, officer, StageKind.RULES)
    assert twice.code == "pilot.stage_done"


def test_a_trial_ends_when_its_stages_are_done(trial: Trial, officer: User) -> None:
    finish(trial, officer, StageKind.RULES, StageKind.METHODS, StageKind.PAPERS)
    done = date(2026, 11, 20)
    missing = refusal_of(actions.finish, trial, by=officer, done_on=done, summary="做法……")
    assert "还有阶段没有完成：总结提高" in missing.reason
    finish(trial, officer, StageKind.SUMMARY, on=done)
    with clock.moved_to(TODAY):
        actions.finish(trial, by=officer, done_on=done, summary="先议后办，居民参与多了。")
    assert trial.dossier.closed_on
    assert not Deadline.objects.open().filter(dossier=trial.dossier).exists()
    assert refusal_of(actions.finish, trial, by=officer, done_on=done, summary="再来").code == (
        "pilot.done"
    )


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"second": "decisions"}, "second", "两项不能相同"),
        ({"due_on": date(2026, 5, 1)}, "due_on", "要晚于开始日期"),
        ({"stages": STAGES | {StageKind.METHODS: date(2026, 5, 5)}}, "methods", "“实施方法”的期限"),
        ({"figure": "liaison.visits"}, "least", "不少于多少"),
        ({"figure": "liaison.trials", "least": 3}, "figure", "请从列表里选择"),
        ({"goal": " "}, "goal", "请写明要达到什么目标"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    office: Office, pilot: Pilot, officer: User, given: dict[str, Any], field: str, said: str
) -> None:
    refusal = refusal_of(tried, pilot, officer, office.a, **given)
    assert refusal.field == field
    assert said in refusal.reason
    assert not Trial.objects.exists()


def test_each_community_tries_once_and_only_of_this_street(
    office: Office, pilot: Pilot, trial: Trial, officer: User, li_secretary: User
) -> None:
    assert "已经登记过" in refusal_of(tried, pilot, officer, office.a).reason
    assert "不是经八路街道的社区" in refusal_of(tried, pilot, officer, office.street).reason
    assert refusal_of(designated, office.street, li_secretary).status == 403
    assert "不是街道" in refusal_of(designated, office.a, officer).reason


def test_the_database_wants_two_systems(trial: Trial) -> None:
    words = "alter table liaison_trial disable trigger liaison_keep"
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(words)
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        Trial.objects.update(second="decisions")
    assert "trial_of_two_systems" in str(caught.value)


def test_the_goal_is_reached_by_its_figure(
    office: Office, pilot: Pilot, assignment: Assignment, officer: User
) -> None:
    trial = tried(pilot, officer, office.a, figure="liaison.visits", least=2)
    visited(assignment, officer, date(2026, 10, 5))
    goal = goal_of(trial, today=TODAY)
    assert goal
    assert (goal.word, goal.words) == ("没有达到", "分包社区走访不少于2，现在1次")
    visited(assignment, officer, date(2026, 10, 20))
    reached = goal_of(trial, today=TODAY)
    assert reached
    assert (reached.word, reached.chip) == ("已达到", "ok")
    late = goal_of(tried(pilot, officer, office.b, figure="liaison.visits", least=1),
                   today=date(2027, 1, 1))  # fmt: skip
    assert late
    assert (late.word, late.chip) == ("没有达到", "late")


def test_the_figure_counts_the_communities_that_try(office: Office, trial: Trial) -> None:
    def on(day: date) -> Any:
        (found,) = told([TRIALS], Scope(office.street, day, day + DAY))
        return found.value

    assert (on(trial.started_on - DAY), on(trial.started_on), on(TODAY)) == (0, 1, 1)


def test_a_pilot_through_the_pages(
    office: Office,
    group: WorkGroup,
    officer: User,
    zhao_chair: User,
    zheng_other: User,
    client_of: Browser,
) -> None:
    client = client_of(officer)
    assert "还没有登记社区试点。" in client.get(LIST).text
    given: dict[str, Any] = {
        "unit": office.street.pk,
        "title": "全省四项制度试点示范街道",
        "level": "province",
        "office_name": "经八路街道办事处",
        "document_number": "豫组(2026)7号",
        "designated_on": "2026-04-10",
    }
    page = client.post(reverse("pilots:designate"), given, follow=True)
    pilot = Pilot.objects.get()
    url = pilot.get_absolute_url()
    assert page.redirect_chain == [(url, 302)]
    assert "豫组〔2026〕7号" in page.text
    begin = {
        "community": office.a.pk,
        "first": "decisions",
        "second": "decisions",
        "responsible": zhao_chair.pk,
        "goal": "程序走全。",
        "figure": "liaison.visits",
        "least": "2",
        "started_on": "2026-05-01",
        "rules": "2026-05-31",
        "methods": "2026-08-31",
        "papers": "2026-10-31",
        "summary": "2026-11-30",
        "due_on": "2026-12-10",
    }
    wrong = client.post(f"{url}begin/", begin)
    assert wrong.status_code == 409
    assert "两项不能相同" in wrong.text
    assert "程序走全。" in wrong.text
    page = client.post(f"{url}begin/", begin | {"second": "services"}, follow=True)
    trial = Trial.objects.get()
    assert page.redirect_chain == [(trial.get_absolute_url(), 302)]
    assert "分包社区走访不少于2，现在0次" in page.text
    assert "体育社区" in client.get(url).text
    assert trial.get_absolute_url() in client.get(f"{LIST}?area=services").text
    assert client.get(f"{LIST}?area=supervision").context["listed"].rows == []
    assert client.get(f"{LIST}?standing=done").context["listed"].rows == []
    assert len(client.get(f"{LIST}?standing=late").context["listed"].rows) == 1

    link = client.post(f"{url}exchange/", {"activity": group.dossier.number}, follow=True)
    assert str(group) in link.text
    again = client.post(f"{url}exchange/", {"activity": group.dossier.number})
    assert "已经关联过" in again.text

    own = client_of(zhao_chair)
    page = own.get(trial.get_absolute_url())
    assert "完成“研究建立制度”" in page.text
    for kind in StageKind:
        act = reverse("pilots:finish_stage", args=[trial.dossier.number, kind.value])
        page = own.post(act, {"done_on": "2026-11-20"}, follow=True)
        assert f"已登记完成“{kind.label}”" in page.text
    assert own.get(act).status_code == 409
    finish_url = f"{trial.get_absolute_url()}finish/"
    page = own.post(finish_url, {"done_on": "2026-11-21", "summary": "做法可学。"}, follow=True)
    assert "做法可学。" in page.text
    assert own.get(finish_url).status_code == 409
    sheet = client.get(reverse("pilots:export"))
    rows = list(load_workbook(io.BytesIO(sheet.content)).active.values)
    assert [row[8] for row in rows if row[0] == trial.dossier.number] == ["已完成"]

    # The other community reads what the street is, not what this one does.
    other = client_of(zheng_other)
    assert other.get(url).status_code == 200
    assert trial.get_absolute_url() not in other.get(url).text
    assert other.get(trial.get_absolute_url()).status_code == 404


def test_a_list_of_many_costs_no_more(
    office: Office, pilot: Pilot, trial: Trial, officer: User, client_of: Browser
) -> None:
    client = client_of(officer)
    client.get(LIST)
    few = statements(lambda: client.get(LIST))
    for number in range(8):
        another = designated(office.street, officer, title=f"第{number}批试点")
        tried(another, officer, office.a)
        tried(another, officer, office.b)
    assert statements(lambda: client.get(LIST)) == few <= 15
