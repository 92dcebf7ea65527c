"""The page of a meeting, its papers, and the forms others build on."""

from collections.abc import Callable
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from jiedao.documents.blocks import words_of
from jiedao.lib import clock
from jiedao.lib.ballots import Ballots
from jiedao.meetings import actions, judgement, papers
from jiedao.meetings.forms import CallForm, CancelForm, CloseFailedForm, CountForm, SignInForm
from jiedao.meetings.models import Meeting
from jiedao.meetings.states import MeetingKind
from jiedao.people.models import User
from tests.meetings.conftest import HELD, STATUTE, Call, tick
from tests.support import statements

Browser = Callable[[User], Client]
COUNTED = {
    "method": "hands",
    "in_favour": "4",
    "against": "1",
    "abstain": "1",
    "invalid": "0",
    "resolution": "同意改造。",
    "minutes": "逐项讨论。",
    "chair_name": "赵丽华",
    "recorder_name": "孙红霞",
}


@pytest.fixture
def held(call: Call, sun_worker: User) -> Meeting:
    meeting = call(urgent_reason="管网塌陷抢修")
    with clock.moved_to(HELD):
        tick(meeting, sun_worker, 6)
        return actions.close_held(
            meeting,
            thresholds=STATUTE,
            ballots=Ballots(6, 4, 1, 1, 0),
            method="secret",
            chair_name="赵丽华",
            recorder_name="孙红霞",
            minutes="逐项讨论。\n意见一致。",
            resolution="同意改造。",
            observers="王志强",
            by=sun_worker,
        )


def read(client: Client, name: str, meeting: Meeting) -> str:
    answer = client.get(reverse(f"meetings:{name}", args=[meeting.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_meeting_and_its_papers_are_read_by_those_who_see_the_matter(
    held: Meeting, li_secretary: User, client_of: Browser
) -> None:
    said = read(client_of(li_secretary), "page", held)
    assert "居民代表会议" in said
    assert "2号院老旧小区环境改造" in said


def test_a_meeting_does_not_exist_for_the_neighbouring_community(
    held: Meeting, zheng_other: User, client_of: Browser, client: Client
) -> None:
    url = reverse("meetings:page", args=[held.pk])
    assert client_of(zheng_other).get(url).status_code == 404
    assert client.get(url).status_code == 302
    assert client_of(zheng_other).post(url).status_code == 405


def test_the_page_shows_votes_names_and_the_sums_with_their_article(
    held: Meeting, sun_worker: User, client_of: Browser
) -> None:
    said = read(client_of(sun_worker), "page", held)
    for words in (
        "9 × 2 ÷ 3 ＝ 6",
        "第二十九条",
        "无记名",
        "王一",
        "未到",
        "管网塌陷抢修",
        "王志强",
    ):
        assert words in said


def test_the_notice_speaks_to_its_readers_and_is_signed_by_the_organ(held: Meeting) -> None:
    said = words_of(papers.notice(held))
    assert "居民代表会议各位组成人员：" in said
    assert "2026年11月22日（星期日）9:30" in said
    assert "体育社区居民委员会\n2026年11月10日" in said
    assert "不能委托他人" in said
    assert "管网塌陷抢修" in said


def test_the_minutes_list_who_came_and_every_sum(held: Meeting) -> None:
    said = words_of(papers.minutes(held))
    assert "发出6张，收回6张；赞成4票，反对1票，弃权1票" in said
    assert "到会人数" in said
    assert "9 × 2 ÷ 3 ＝ 6" in said
    assert "第二十九条" in said
    assert "意见一致。" in said


def test_the_counting_sheet_is_empty_before_the_vote_and_full_after(
    call: Call, held: Meeting
) -> None:
    assert "□举手" in words_of(papers.count_sheet(call()))
    said = words_of(papers.count_sheet(held))
    assert "赞成\n4" in said
    assert "□" not in said


def test_there_are_no_minutes_before_the_result(
    call: Call, sun_worker: User, client_of: Browser
) -> None:
    meeting = call()
    assert "还没有登记结果" in read(client_of(sun_worker), "page", meeting)
    assert "王九" in words_of(papers.sign_in_sheet(meeting))


def test_a_residents_meeting_prints_blank_lines_to_sign(
    residents_meeting: Meeting, sun_worker: User, client_of: Browser
) -> None:
    said = words_of(papers.sign_in_sheet(residents_meeting))
    assert "\n60" in said
    assert "应到\n20人" in said
    assert "年满十八周岁" in words_of(papers.notice(residents_meeting))
    assert "社区户籍底册" in read(client_of(sun_worker), "page", residents_meeting)


def test_the_page_costs_the_same_for_one_and_for_nine_names(
    call: Call, zhao_chair: User, persons: list[Any], sun_worker: User, client_of: Browser
) -> None:
    client = client_of(sun_worker)
    large = call()
    read(client, "page", large)
    of_nine = statements(lambda: read(client, "page", large))
    actions.cancel(large, reason="改期", by=zhao_chair)
    small = call(composition=[(persons[0], ["representatives"], "居民代表")])
    assert statements(lambda: read(client, "page", small)) == of_nine <= 12


def test_only_a_residents_meeting_asks_what_it_is_counted_by() -> None:
    typed = {"held_at": "2026-11-22T09:30", "place": "二楼"}
    form = CallForm(typed, kind=MeetingKind.REPRESENTATIVES)
    assert form.is_valid()
    assert form.cleaned_data["held_at"].astimezone(clock.SHANGHAI).hour == 9
    assert form.chosen_base == "roster"
    asked = CallForm(typed, kind=MeetingKind.RESIDENTS)
    assert not asked.is_valid()
    assert "base" in asked.errors
    assert CallForm(typed | {"base": "households"}, kind=MeetingKind.RESIDENTS).is_valid()


def test_signing_in_keeps_what_was_ticked_when_it_is_refused(call: Call, sun_worker: User) -> None:
    meeting = call()
    keys = [str(pk) for pk in meeting.roster.order_by("id").values_list("pk", flat=True)]
    form = SignInForm({"present": keys[:2]}, meeting=meeting)
    assert form.is_valid()
    assert form.cleaned_data["present"] == {int(key) for key in keys[:2]}
    assert form.extra_lines == []
    assert form.attempt(
        lambda: actions.sign_in(meeting, present=form.cleaned_data["present"], by=sun_worker)
    ) is None  # fmt: skip
    shown = {
        "form": form, "of_residents": False, "need": 6, "sums": [],
    }  # fmt: skip
    said = render_to_string("jiedao/_meeting_signin.html", shown)
    assert said.count(" checked") == 2
    assert "需 6 人到会" in said
    assert not SignInForm({"present": ["999999999"]}, meeting=meeting).is_valid()


def test_names_of_residents_are_pasted_one_a_line(residents_meeting: Meeting) -> None:
    form = SignInForm({"extra": "王芳\t3号楼\r\n\r\n李强 5号楼"}, meeting=residents_meeting)
    assert form.is_valid()
    assert form.extra_lines == ["王芳\t3号楼", "李强 5号楼"]
    shown = {"form": form, "of_residents": True, "need": 11, "sums": []}
    assert "一行一人" in render_to_string("jiedao/_meeting_signin.html", shown)


def test_hands_are_counted_without_ballots_and_ballots_are_asked_for() -> None:
    form = CountForm(COUNTED)
    assert form.is_valid()
    assert form.ballots() == Ballots(None, 4, 1, 1, 0)
    secret = CountForm(COUNTED | {"method": "secret"})
    assert not secret.is_valid()
    assert "发出" in secret.errors["issued"][0]
    assert CountForm(COUNTED | {"method": "secret", "issued": "6"}).is_valid()


def test_a_count_that_does_not_add_up_comes_back_at_the_votes(call: Call, sun_worker: User) -> None:
    meeting = call()
    with clock.moved_to(HELD):
        tick(meeting, sun_worker, 6)
        form = CountForm(COUNTED | {"in_favour": "5"})
        assert form.is_valid()
        kept = form.values("method", "chair_name", "recorder_name", "minutes", "resolution")
        done = form.attempt(
            lambda: actions.close_held(
                meeting, thresholds=STATUTE, ballots=form.ballots(), by=sun_worker, **kept
            )
        )
    assert done is None
    assert set(form.errors) == {"in_favour"}
    assert "合计7票，比实到的6人多1票" in form.errors["in_favour"][0]
    seen = judgement.attendance(meeting)
    shown = {
        "form": form,
        "seen": seen,
        "noun": meeting.noun,
        "passing": judgement.passing_rule(meeting, STATUTE, seen),
        "sums": judgement.sums(meeting, STATUTE, seen=seen),
    }
    said = render_to_string("jiedao/_meeting_count.html", shown)
    assert "多1票" in said
    assert 'value="5"' in said
    assert "需4票" in said


def test_failure_and_cancellation_ask_for_a_sentence() -> None:
    assert "minutes" in CloseFailedForm({}).errors
    assert "reason" in CancelForm({}).errors
