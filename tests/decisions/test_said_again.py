"""Said twice, said too late, said for an earlier day: what becomes of a resident's words."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from decisions import actions
from decisions.demo.walk import Walk
from decisions.models import Matter
from decisions.states import ChannelKind
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.people.models import User
from tests.decisions.conftest import START

Begin = Callable[..., Walk]
TOKEN, OTHER = "0123456789abcdef" * 2, "fedcba9876543210" * 2
DAY = timedelta(days=1)


@pytest.fixture
def consulting(walk: Begin) -> Matter:
    return walk().consult(START).matter


def say(matter: Matter, *, token: str = TOKEN, **typed: str) -> tuple[int, str]:
    door = reverse("consultations:say_opinion", args=[matter.dossier.number])
    with clock.moved_to(START + DAY):
        answer = Client().post(door, {"once_token": token, "text": "多装几个"} | typed)
    return answer.status_code, answer.content.decode()


def test_the_same_form_again_shows_the_same_receipt_with_its_number(consulting: Matter) -> None:
    first, again = say(consulting), say(consulting)
    assert first == again
    assert "第1号意见" in again[1]
    assert consulting.opinions.count() == 1


def test_who_adds_his_name_has_said_something_else(consulting: Matter) -> None:
    say(consulting)
    assert "第2号意见" in say(consulting, speaker="王阿姨")[1]
    assert set(consulting.opinions.values_list("speaker", flat=True)) == {"", "王阿姨"}


def test_who_sends_into_a_matter_that_was_stopped_reads_why_and_keeps_his_words(
    consulting: Matter, branch_secretary: User
) -> None:
    with clock.moved_to(START + DAY):
        actions.suspend(consulting, by=branch_secretary, on=START + DAY, reason="另有规划。")
    status, page = say(consulting, text="希望早点恢复，\n多装几个。")
    assert status == 409
    for words in ("现在不能提意见", "刚才写的没有提交", "另有规划。", "希望早点恢复", "可以再提"):
        assert words in page
    assert reverse("consultations:consultation", args=[consulting.dossier.number]) in page
    assert "体育社区" in page
    assert not consulting.opinions.exists()


def test_a_program_is_told_in_its_own_format(consulting: Matter, branch_secretary: User) -> None:
    with clock.moved_to(START):
        actions.suspend(consulting, by=branch_secretary, on=START, reason="另有规划。")
        door = reverse("consultations:say_opinion", args=[consulting.dossier.number])
        answer = Client().get(door, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (409, "matter.consultation_stopped")


def test_what_was_said_at_the_door_on_saturday_is_entered_on_monday(
    walk: Begin, sun_worker: User, zhao_chair: User
) -> None:
    matter = walk().consult(START).matter
    say(matter)  # meanwhile somebody has spoken on the board, a day later
    with clock.moved_to(START + 2 * DAY):
        given = {"by": sun_worker, "channel": ChannelKind.DOOR}
        actions.add_opinions(matter, on=START, lines=[("周姐", "加两盏灯")], **given)
        actions.enter_opinion(matter, on=START, text="要防雨", **given)
        actions.add_channel(matter, by=zhao_chair, on=START, kind=ChannelKind.FORUM, place="二楼")
        with pytest.raises(Refused) as caught:
            actions.add_opinions(matter, on=START - DAY, lines=[("", "早了")], **given)
    assert "早于这一步开始的日期（2026年3月2日）" in caught.value.refusal.reason
    matter = Matter.objects.select_related("dossier").get(pk=matter.pk)
    assert matter.dossier.last_act_on == START + DAY  # the cover never goes back
    assert [one.said_on for one in matter.opinions.order_by("number")] == [
        START + DAY,
        START,
        START,
    ]


def test_the_day_is_judged_before_anything_is_read_back(
    consulting: Matter, sun_worker: User, client_of: Callable[[User], Client]
) -> None:
    door = reverse("decisions:enter_opinion", args=[consulting.dossier.number])
    typed = {"way": ChannelKind.PHONE, "text": "加两盏灯", "said_on": str(START + 3 * DAY)}
    with clock.moved_to(START + DAY):
        page = client_of(sun_worker).post(door, typed).content.decode()
        assert "念给居民" not in page.split("<main")[1].split("下一步")[0]
        assert "不能登记将来的日期" in page
        right = client_of(sun_worker).post(door, typed | {"said_on": str(START)})
    assert "加两盏灯" in right.content.decode()
    assert 'name="confirmed"' in right.content.decode()
