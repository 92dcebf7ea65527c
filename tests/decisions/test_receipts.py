"""Receipts: what a resident says is found again by the code, whoever typed it, and by nothing else."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from decisions import actions
from decisions.demo.walk import Walk
from decisions.models import Matter, Opinion
from decisions.states import ChannelKind, Uptake
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.people import actions as people
from jiedao.people.models import User
from jiedao.personal.fields import Sealed
from jiedao.receipts.models import Receipt
from tests.conftest import Office
from tests.decisions.conftest import START
from tests.decisions.programs import api, at
from tests.journeys.browser import Browser, Page
from tests.support import statements

Begin = Callable[..., Walk]
LOOK_UP = "/receipts/"
PHONE, MASKED = "13812345521", "138****5521"


@pytest.fixture
def consulting(walk: Begin) -> Walk:
    return walk().consult(START)


def code_on(page: Page) -> str:
    found = re.search(r'class="slip-code">([0-9A-Z-]{14})<', page.html)
    assert found, page.words[:600]
    return found[1]


def say(matter: Matter, **typed: str) -> Page:
    address = reverse("consultations:say_opinion", args=[matter.dossier.number])
    return Browser().fill(address, **typed)


def look_up(code: str) -> Page:
    return Page(Client(enforce_csrf_checks=True).post(LOOK_UP, {"code": code}))


def enter(browser: Browser, matter: Matter, **typed: str) -> Page:
    """Type, and come to the page that is read back."""
    address = reverse("decisions:enter_opinion", args=[matter.dossier.number])
    return browser.fill(address, **typed)


def test_a_resident_follows_an_opinion_from_the_receipt_to_the_answer(
    consulting: Walk, zhao_chair: User
) -> None:
    matter = consulting.matter
    with clock.moved_to(START):
        thanks = say(matter, text="充电位再多一些。", speaker="王阿姨", phone=PHONE)
        code = code_on(thanks)
        assert "请记下来，或者拍一张照片" in thanks
        waiting = look_up(code)
    assert waiting.status == 200
    assert matter.dossier.title in waiting
    assert "社区正在逐条办理" in waiting
    assert "充电位再多一些。" in waiting
    assert "王阿姨" not in waiting
    assert PHONE[-4:] not in waiting.words

    answered_on = START + timedelta(days=3)
    with consulting.at(answered_on) as now:
        actions.answer_opinion(
            now,
            by=zhao_chair,
            on=answered_on,
            opinion=now.opinions.get(),
            uptake=Uptake.PARTLY,
            reason="加到24个，再多线路不够。",
            gist="多装充电位",
        )
        answered = look_up(code)
    assert "您的意见已答复：部分采纳" in answered
    assert "加到24个，再多线路不够。" in answered

    summed_up = START + timedelta(days=8)
    consulting.sum_up(summed_up)
    with clock.moved_to(summed_up):
        assert "全部意见已汇总" in look_up(code)
        page = Browser().open(reverse("consultations:consultation", args=[matter.dossier.number]))
    assert "多装充电位" in page
    assert "充电位再多一些" not in page


def test_what_was_said_to_a_worker_by_telephone_is_read_back_and_found_by_the_same_kind_of_receipt(
    consulting: Walk, sun_worker: User
) -> None:
    matter = consulting.matter
    with clock.moved_to(START):
        worker = Browser().sign_in("sun")
        said = {"way": "phone", "text": "把扶手装上。", "name": "李大爷", "phone": PHONE}
        read = enter(worker, matter, **said)
        assert "还没有提交" in read
        for words in ("把扶手装上。", "李大爷", PHONE, "电话"):
            assert words in read, words
        assert matter.opinions.count() == 0

        again = worker.send(read, press="edit")
        assert again.sheet("text").boxes["text"].values == ["把扶手装上。"]
        read = worker.send(again, text="把楼梯扶手装上。")
        slip = worker.send(read, press="confirmed")
        code = code_on(slip)
        assert "请把回执交给居民" in slip
        found = look_up(code)
    opinion = matter.opinions.get()
    assert opinion.text == "把楼梯扶手装上。"
    assert opinion.is_read_back
    assert (opinion.entered_by, opinion.channel) == (sun_worker, ChannelKind.PHONE)
    assert "电话，工作人员代您登记" in found
    assert "把楼梯扶手装上。" in found
    assert matter.channels.filter(kind=ChannelKind.PHONE).exists()
    (line, *_) = timeline(matter.dossier)
    assert "已念给本人核对" in line.words
    assert "李大爷" not in line.words


def test_the_list_says_who_entered_an_opinion_and_shows_the_number_masked(
    consulting: Walk, sun_worker: User
) -> None:
    matter = consulting.matter
    with clock.moved_to(START):
        actions.enter_opinion(
            matter, by=sun_worker, on=START, channel="window", text="多装灯", phone=PHONE
        )
        page = (
            Browser()
            .sign_in("zhao")
            .open(reverse("decisions:opinion_list", args=[matter.dossier.number]))
        )
    assert "窗口当面" in page
    assert "孙红霞代录，已念给本人核对" in page
    assert MASKED in page
    assert PHONE not in page.html


def test_the_whole_number_is_shown_only_for_a_reason(consulting: Walk, sun_worker: User) -> None:
    matter = consulting.matter
    with clock.moved_to(START):
        actions.enter_opinion(
            matter, by=sun_worker, on=START, channel="phone", text="多装灯", phone=PHONE
        )
        address = reverse("decisions:disclose_phone", args=[matter.dossier.number, 1])
        chair = Browser().sign_in("zhao")
        assert PHONE not in chair.open(address).html
        assert PHONE in chair.fill(address, reason="电话核实意见内容").html
        assert Browser().sign_in("sun").open(address).status == 403


def test_a_number_lies_sealed_in_the_table_and_a_code_lies_nowhere(consulting: Walk) -> None:
    with clock.moved_to(START):
        spoken = actions.say_opinion(
            consulting.matter,
            by=people.visitor(),
            text="好",
            phone="138 1234 5521".replace(" ", ""),
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM decisions_opinion")
        (stored,) = cursor.fetchone()
        cursor.execute("SELECT to_jsonb(r)::text FROM receipts_receipt r")
        (receipt,) = cursor.fetchone()
    assert PHONE not in stored
    assert spoken.code not in receipt
    assert spoken.code.replace("-", "") not in receipt
    assert str(Opinion.objects.get().phone) == MASKED


def test_a_form_sent_again_gives_the_same_receipt_and_nothing_twice(consulting: Walk) -> None:
    matter, resident = consulting.matter, Browser()
    address = reverse("consultations:say_opinion", args=[matter.dossier.number])
    with clock.moved_to(START):
        form = resident.open(address)
        first = resident.send(form, text="赞成")
        second = resident.send(form, text="赞成")
        assert code_on(first) == code_on(second)
        cache.clear()
        assert matter.opinions.count() == Receipt.objects.count() == 1


def test_who_comes_back_through_an_expired_page_has_said_it_once(consulting: Walk) -> None:
    matter, resident = consulting.matter, Browser()
    address = reverse("consultations:say_opinion", args=[matter.dossier.number])
    with clock.moved_to(START):
        form = resident.open(address)
        first = resident.send(form, text="赞成", phone=PHONE)
        for _ in range(2):
            # The answer was lost, the phone forgot the cookie: back, and sent again.
            del resident.client.cookies["csrftoken"]
            stale = resident.send(form, text="赞成", phone=PHONE)
            assert stale.status == 403
            assert "已经过期" in stale
            link = re.search(r'href="([^"]*kept=[^"]*)"', stale.html)
            assert link
            form = resident.open(unescape(link[1]))
            assert form.sheet("text").boxes["text"].values == ["赞成"]
            # The number was never kept, and is not asked for again.
            again = resident.send(form)
            assert code_on(again) == code_on(first)
        assert matter.opinions.count() == Receipt.objects.count() == 1
        assert str(Opinion.objects.get().phone) == MASKED
        # Another word is another opinion, and so is the same word on a page of its own.
        assert code_on(resident.send(form, text="赞成，请装扶手")) != code_on(first)
        assert code_on(say(matter, text="赞成")) != code_on(first)
        assert matter.opinions.count() == 3


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "请填写回执上的回执码"),
        ("7K3F", "回执码应为12位"),
        ("7K3F-92QD-M5X0", "回执码里没有"),
        ("7K3F-92QD-M5XA", "没有回执码为7K3F-92QD-M5XA的回执"),
        ("7" * 200, "只有12位"),
    ],
)
def test_a_wrong_code_is_told_what_is_wrong(db: None, typed: str, sentence: str) -> None:
    page = look_up(typed)
    assert page.status == 422
    assert sentence in page


def test_a_look_up_is_kept_nowhere_and_never_by_address(consulting: Walk) -> None:
    with clock.moved_to(START):
        spoken = actions.say_opinion(consulting.matter, by=people.visitor(), text="好")
        resident = Client()
        by_address = resident.get(LOOK_UP, {"code": spoken.code})
        assert consulting.matter.dossier.title not in by_address.content.decode()
        typed = spoken.code.lower().replace("-", " ")
        found = resident.post(LOOK_UP, {"code": typed})
    assert consulting.matter.dossier.title in found.content.decode()
    for answer in (by_address, found):
        assert "no-store" in answer["Cache-Control"]
        assert not answer.wsgi_request.session.accessed
    assert not resident.cookies


def test_a_look_up_costs_a_bounded_number_of_statements(consulting: Walk) -> None:
    with clock.moved_to(START):
        spoken = actions.say_opinion(consulting.matter, by=people.visitor(), text="好")
        cost = statements(lambda: look_up(spoken.code))
    assert cost <= 6


def test_a_slip_of_the_pen_is_put_right_with_its_reason(consulting: Walk, sun_worker: User) -> None:
    matter = consulting.matter
    with clock.moved_to(START):
        spoken = actions.enter_opinion(
            matter, by=sun_worker, on=START, channel="phone", text="8号楼门口装灯"
        )
        worker = Browser().sign_in("sun")
        address = reverse("decisions:correct_opinion", args=[matter.dossier.number, 1])
        same = worker.fill(address, reason="核对过了")
        assert same.status == 409
        assert "都没有改动" in same
        listed = worker.fill(address, text="3号楼门口装灯", reason="把3号楼写成了8号楼")
        found = look_up(spoken.code)
    opinion = matter.opinions.get()
    assert opinion.text == "3号楼门口装灯"
    assert "更正过登记差错：把3号楼写成了8号楼" in listed
    assert "更正登记差错：把3号楼写成了8号楼" in found
    correction = opinion.corrections.get()
    assert re.fullmatch("[0-9a-f]{64}", correction.old_digest)
    (line, *_) = timeline(matter.dossier)
    assert "更正第1号意见的登记差错：把3号楼写成了8号楼" in line.words
    assert "8号楼门口装灯" not in line.words


def test_what_a_resident_typed_is_his_own_word(consulting: Walk, sun_worker: User) -> None:
    matter = consulting.matter
    with clock.moved_to(START):
        actions.say_opinion(matter, by=people.visitor(), text="多装灯")
        with pytest.raises(Refused, match="居民自己在网上写的，不能改"):
            actions.correct_opinion(
                matter,
                by=sun_worker,
                on=START,
                opinion=matter.opinions.get(),
                text="少装灯",
                speaker="",
                reason="改一改",
            )
    assert matter.opinions.get().text == "多装灯"


def test_after_summing_up_nothing_is_entered_and_nothing_corrected(
    consulting: Walk, sun_worker: User
) -> None:
    over = START + timedelta(days=8)
    consulting.say(START, [("", "赞成")]).answer_all(START).sum_up(over)
    with consulting.at(over) as matter:
        for act, given in (
            (actions.enter_opinion, {"channel": "phone", "text": "晚了"}),
            (
                actions.correct_opinion,
                {"opinion": matter.opinions.get(), "text": "反对", "speaker": "", "reason": "写错"},
            ),
        ):
            with pytest.raises(Refused):
                act(matter, by=sun_worker, on=over, **given)


def test_what_was_said_after_the_last_day_is_refused(consulting: Walk, sun_worker: User) -> None:
    late = START + timedelta(days=8)
    with consulting.at(late) as matter, pytest.raises(Refused, match="已经截止"):
        actions.enter_opinion(matter, by=sun_worker, on=late, channel="phone", text="晚了")
    with clock.moved_to(late):
        worker = Browser().sign_in("sun")
        read = enter(worker, consulting.matter, way="phone", text="晚了", said_on=f"{late}")
        refused = worker.send(read, press="confirmed")
    # At the box in which the day stands, whatever the act calls it.
    assert re.search(r'id="id_said_on_error"[^>]*><p>[^<]*已经截止', refused.html)
    assert consulting.matter.opinions.count() == 0


@pytest.mark.parametrize("field", ["text", "name"])
def test_numbers_stay_out_of_the_words(field: str, consulting: Walk, sun_worker: User) -> None:
    with clock.moved_to(START):
        typed = {"way": "phone", "text": "好", "name": ""} | {field: f"打{PHONE}"}
        refused = enter(Browser().sign_in("sun"), consulting.matter, **typed)
        assert refused.status == 422
        assert "手机号" in refused
        assert "请删去；电话请写在“联系电话”一栏" in refused
        assert "还没有提交" not in refused
        with pytest.raises(Refused, match="这里不收号码和门牌，请删去"):
            actions.enter_opinion(
                consulting.matter, by=sun_worker, on=START, channel="phone", text=typed["text"],
                speaker=typed["name"],
            )  # fmt: skip
    assert consulting.matter.opinions.count() == 0


def test_another_community_enters_nothing_here(
    consulting: Walk, zheng_other: User, office: Office
) -> None:
    with clock.moved_to(START):
        other = Browser().sign_in("zheng")
        for name in ("enter_opinion", "correct_opinion", "disclose_phone"):
            also = [] if name == "enter_opinion" else [1]
            address = reverse(f"decisions:{name}", args=[consulting.matter.dossier.number, *also])
            assert other.open(address).status == 404


def test_the_day_a_resident_spoke_is_kept(consulting: Walk, sun_worker: User) -> None:
    with consulting.at(START + timedelta(days=2)) as matter:
        spoken = actions.enter_opinion(
            matter, by=sun_worker, on=START + timedelta(days=1), channel="door", text="好"
        )
    assert spoken.opinion.said_on == date(2026, 3, 3)


def test_what_a_program_enters_for_a_resident_has_a_receipt_too(
    consulting: Walk, sun_worker: User
) -> None:
    matter = consulting.matter
    said = {"channel": "phone", "text": "3号楼门口装灯", "phone": PHONE, "read_back": True}
    with clock.moved_to(START):
        client, key = api(sun_worker), {"Idempotency-Key": "12345/2026-03-02/17"}
        for unread in ({"read_back": False}, {"read_back": None}):
            told = client.post(at(matter, "enter_opinion"), said | unread, format="json")
            assert (told.status_code, list(told.json()["errors"])) == (400, ["read_back"])
        assert told.json()["errors"]["read_back"] == ["这一项不能为空，请填写。"]
        answer = client.post(at(matter, "enter_opinion"), said, format="json", headers=key)
        assert answer.status_code == 200
        found = look_up(answer["Receipt-Code"])
        assert "3号楼门口装灯" in found
        again = client.post(at(matter, "enter_opinion"), said, format="json", headers=key)
    assert again.json() == answer.json()
    assert matter.opinions.count() == 1
    sealed = matter.opinions.get().phone
    assert isinstance(sealed, Sealed)
    assert sealed.opened() == PHONE
    # The portal keeps a digest of the code only: what is answered again does not have it.
    assert "Receipt-Code" not in again
    assert answer["Receipt-Code"] not in str(again.json())
