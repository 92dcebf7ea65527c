"""Residents: what is asked, where to say an opinion, and what became of it. No account, no cookie."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from decisions import demo
from decisions.demo.stories import CHARGING, FLOOD
from decisions.demo.walk import Walk
from decisions.models import Matter
from jiedao.lib import clock
from tests.decisions.conftest import START
from tests.decisions.test_pages import body
from tests.support import statements

Begin = Callable[..., Walk]


@pytest.fixture
def resident() -> Client:
    return Client(enforce_csrf_checks=True)


def page(matter: Matter) -> str:
    return reverse("consultations:consultation", args=[matter.dossier.number])


def form(matter: Matter) -> str:
    return reverse("consultations:say_opinion", args=[matter.dossier.number])


def say(client: Client, matter: Matter, **typed: str) -> object:
    opened = body(client.get(form(matter)))
    hidden = dict(re.findall(r'name="(csrfmiddlewaretoken|once_token)" value="([^"]+)"', opened))
    return client.post(form(matter), hidden | typed)


def test_a_resident_reads_what_is_asked_without_a_cookie(walk: Begin, resident: Client) -> None:
    matter = walk().consult(START).matter
    with clock.moved_to(START):
        answer = resident.get(page(matter))
    said = body(answer)
    assert answer.status_code == 200
    assert not resident.cookies
    assert not answer.wsgi_request.session.accessed
    assert CHARGING.plan in said
    assert "还剩7天" in said
    assert form(matter) in said
    assert "0371-6555 0102" in said
    assert CHARGING.proposer not in said


def test_a_draft_is_known_to_nobody(walk: Begin, resident: Client) -> None:
    matter = walk().matter
    with clock.moved_to(START):
        assert resident.get(page(matter)).status_code == 404
        assert resident.get(form(matter)).status_code == 404
        assert resident.get("/consultations/JC2026-000000-0001/").status_code == 404


def test_a_resident_says_an_opinion_and_is_told_its_number(walk: Begin, resident: Client) -> None:
    matter = walk().consult(START).matter
    with clock.moved_to(START):
        answer = say(resident, matter, text="充电位再多一些。", speaker="王阿姨")
    opinion = matter.opinions.get()
    assert (opinion.text, opinion.speaker, opinion.channel) == ("充电位再多一些。", "王阿姨", "web")
    assert "第1号意见" in body(answer)
    assert "no-store" in answer["Cache-Control"]


def test_the_same_opinion_form_sent_twice_is_entered_once(walk: Begin, resident: Client) -> None:
    matter = walk().consult(START).matter
    with clock.moved_to(START):
        opened = body(resident.get(form(matter)))
        hidden = dict(
            re.findall(r'name="(csrfmiddlewaretoken|once_token)" value="([^"]+)"', opened)
        )
        for _ in range(2):
            answer = resident.post(form(matter), hidden | {"text": "赞成"})
            assert answer.status_code == 200
    assert matter.opinions.count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": ""}, "请写下您的意见"),
        ({"text": "长" * 1001}, "最多1000个字"),
        ({"text": "好\x00的"}, "看不见的控制字符"),
        ({"text": "好", "speaker": "称" * 21}, "最多20个字"),
    ],
)
def test_an_opinion_that_cannot_be_kept_comes_back_with_a_sentence(
    typed: dict[str, str], sentence: str, walk: Begin, resident: Client
) -> None:
    matter = walk().consult(START).matter
    with clock.moved_to(START):
        answer = say(resident, matter, **typed)
    assert answer.status_code == 422
    assert sentence in body(answer)
    assert matter.opinions.count() == 0


def test_a_program_that_fills_in_everything_leaves_nothing_and_nobody_is_thanked_for_it(
    walk: Begin, resident: Client
) -> None:
    matter = walk().consult(START).matter
    with clock.moved_to(START):
        answer = say(resident, matter, text="多装灯", website="http://example.com")
    # It may have been a browser that filled in what its person cannot see.
    assert answer.status_code == 422
    assert "已经清空。请再提交一次" in body(answer)
    assert "多装灯" in body(answer)
    assert "http://example.com" not in body(answer)
    assert matter.opinions.count() == 0


def test_after_the_last_day_opinions_are_refused(walk: Begin, resident: Client) -> None:
    matter = walk().consult(START).matter
    with clock.moved_to(START + timedelta(days=8)):
        answer = resident.get(form(matter))
        assert answer.status_code == 409
        assert "已经截止" in body(answer)
        assert "意见正在逐条办理" in body(resident.get(page(matter)))


def test_after_summing_up_reasons_are_public_and_names_and_words_are_not(
    walk: Begin, resident: Client
) -> None:
    journey = walk()
    on = demo.to_summed_up(journey, START)
    with clock.moved_to(on):
        said = body(resident.get(page(journey.matter)))
    assert "收到意见11条" in said
    assert "已经写进方案。" in said
    for speaker, words in demo.OPINIONS:
        assert words not in said
        assert not speaker or speaker not in said


def test_the_public_page_costs_the_same_for_few_and_many_opinions(
    walk: Begin, resident: Client
) -> None:
    few, many = walk(), walk()
    for journey, lines in ((few, 1), (many, 40)):
        journey.consult(START).say(START, [("", "赞成")] * lines)
        journey.answer_all(START).sum_up(START + timedelta(days=8))
    with clock.moved_to(START + timedelta(days=9)):
        resident.get(page(few.matter))
        cost = statements(lambda: resident.get(page(few.matter)))
        assert statements(lambda: resident.get(page(many.matter))) == cost
    assert cost <= 5


def test_a_page_open_too_long_gives_the_opinion_back_under_its_own_name(
    walk: Begin, resident: Client
) -> None:
    matter = walk().consult(START).matter
    typed = {"text": "充电位再多一些。", "speaker": "", "phone": "", "website": ""}
    with clock.moved_to(START):
        stale = resident.post(
            form(matter), typed, headers={"referer": f"http://testserver{form(matter)}"}
        )
    said = body(stale)
    assert stale.status_code == 403
    assert "您的意见" in said
    assert "充电位再多一些。" in said
    assert "决定内容" not in said


def test_a_number_in_an_opinion_is_told_with_whatever_else_is_wrong(walk: Begin) -> None:
    matter = walk().consult(START).matter
    with clock.moved_to(START):
        typed = {"text": "请打13803715521问", "speaker": "王" * 21}
        answer = Client().post(form(matter), typed)
    assert answer.status_code == 422
    assert "这里不收号码和门牌，请删去；电话请写在“您的电话”一栏。" in body(answer)
    assert body(answer).count("field-bad") == 2
    assert matter.opinions.count() == 0


def test_what_became_of_the_opinions_is_found_from_the_board_and_from_the_notice(
    walk: Begin, resident: Client
) -> None:
    journey = walk()
    on = demo.to_summed_up(journey, START)
    story = page(journey.matter)
    with clock.moved_to(on):
        assert story in body(resident.get(reverse("publications:board")))
        said = body(resident.get(story))
        assert "尽快动工。" in said
        assert "没有另写要点" not in said
    other = walk()
    up = demo.to_posted(other, START)
    with clock.moved_to(up):
        notice = reverse(
            "publications:publication", args=[other.fresh().dossier.publications.get().number]
        )
        assert page(other.matter) in body(resident.get(notice))
        assert notice in body(resident.get(page(other.matter)))


def test_a_matter_nobody_was_consulted_on_is_not_told_as_a_closed_consultation(
    walk: Begin, resident: Client
) -> None:
    journey = walk(FLOOD).act_first(START)
    with clock.moved_to(START):
        said = body(resident.get(page(journey.matter)))
    assert "情况紧急，已经先办了" in said
    for words in ("已经截止", "至征求意见", "意见正在逐条办理", "凭回执码"):
        assert words not in said, words


def test_a_consultation_that_was_ended_early_promises_no_answers(
    walk: Begin, resident: Client
) -> None:
    journey = walk().consult(START).say(START, [("", "赞成")])
    journey.terminate(START + timedelta(days=2), "改由区里统一建，社区不再单独办理。")
    with clock.moved_to(START + timedelta(days=2)):
        said = body(resident.get(page(journey.matter)))
    assert "已终止" in said
    assert "意见正在逐条办理" not in said
    assert "已经截止" not in said


def test_what_is_open_stands_on_one_list(walk: Begin, resident: Client) -> None:
    matter = walk().consult(START).matter
    walk()
    with clock.moved_to(START):
        said = body(resident.get(reverse("consultations:consultation_list")))
        assert said.count(CHARGING.title) == 1
        assert page(matter) in said
        assert resident.get("/consultations/?unit=000").status_code == 404
        assert not resident.cookies
