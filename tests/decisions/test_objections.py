"""Objections to a notice: said by anybody, at every door, followed by receipt, shown to who handles them."""

import io
import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from decisions import actions
from decisions.demo.walk import Walk
from jiedao.deadlines.models import Deadline
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.notices.models import Notice
from jiedao.people.models import User
from jiedao.publications.models import Objection
from jiedao.receipts.selectors import find
from tests.decisions.objections import DAY, TEXT, Signed, door, page
from tests.decisions.test_pages import body
from tests.journeys.browser import Browser


def test_a_resident_objects_without_an_account_and_follows_it_by_receipt(
    told: Walk, up: date, sun_worker: User
) -> None:
    resident = Client(enforce_csrf_checks=True)
    with clock.moved_to(up):
        notice = told.matter.dossier.publications.get()
        shown = body(resident.get(reverse("publications:publication", args=[notice.number])))
        assert door(told.matter) in shown
        form = body(resident.get(door(told.matter)))
        hidden = dict(re.findall(r'name="(csrfmiddlewaretoken|once_token)" value="([^"]+)"', form))
        typed = hidden | {"text": TEXT, "name": "吴居民", "phone": "138 0371 5521"}
        thanks = body(resident.post(door(told.matter), typed))
        assert "第1号异议" in thanks
        code = re.search(r'class="slip-code">([^<]+)<', thanks)
        assert code
        again = body(resident.post(door(told.matter), typed))
        # Pressed twice, the first answer never arrived: the code is on the second one too.
        assert code[1] in again
    said = Objection.objects.get()
    assert (said.text, said.name, str(said.phone)) == (TEXT, "吴居民", "138****5521")
    with connection.cursor() as cursor:
        cursor.execute("select phone from publications_objection")
        assert "13803715521" not in cursor.fetchone()[0]
    assert "吴居民" not in "".join(line.words for line in timeline(told.fresh().dossier, limit=50))
    assert Notice.objects.filter(user=sun_worker, words__contains="收到第1号异议").exists()
    assert Deadline.objects.open().get(code="decisions.acknowledge_objection").begins_on == up
    seen, fault = find(code[1])
    assert seen, fault
    assert seen.now == "待受理"
    told.take_up(up, 1).reply(up + DAY, 1, "已核对，责任人没有写错。", gist="责任人核对无误。")
    seen, _ = find(code[1])
    assert seen
    assert "已核对，责任人没有写错。" in seen.lines[-1].words
    with clock.moved_to(up + DAY):
        public = body(Client().get(reverse("publications:publication", args=[notice.number])))
    assert "收到异议<b>1</b>件，已答复<b>1</b>件" in public
    assert "责任人核对无误。" in public
    assert TEXT not in public
    assert "吴居民" not in public


def test_a_program_that_fills_in_everything_leaves_nothing(told: Walk, up: date) -> None:
    with clock.moved_to(up):
        answer = Client().post(door(told.matter), {"text": TEXT, "website": "http://spam"})
    assert answer.status_code == 422
    assert not Objection.objects.exists()


def test_no_number_of_a_person_is_kept_in_the_text(told: Walk, up: date) -> None:
    with clock.moved_to(up):
        typed = {"text": "请打13803715521问", "name": "吴" * 21}
        answer = Client().post(door(told.matter), typed)
    assert answer.status_code == 422
    # With whatever else is wrong, and what is true: an objection is never published.
    assert "这里不收号码和门牌，请删去；电话请写在“联系电话”一栏。" in body(answer)
    assert body(answer).count("field-bad") == 2
    assert not Objection.objects.exists()


def test_after_the_period_nothing_is_taken_and_the_street_is_named(told: Walk, up: date) -> None:
    with clock.moved_to(up + 16 * DAY):
        answer = Client().get(door(told.matter))
        assert answer.status_code == 409
        assert "街道办事处" in body(answer)
    assert Client().get(reverse("consultations:say_objection", args=["GS0"])).status_code == 404


def test_a_worker_reads_an_objection_back_enters_it_and_prints_the_slip(
    told: Walk, up: date, sun_worker: User
) -> None:
    with clock.moved_to(up + 2 * DAY):
        worker = Browser().sign_in("sun")
        typed = {"way": "window", "said_on": str(up), "text": TEXT, "name": "吴居民"}
        read = worker.fill(page(told, "enter_objection"), **typed)
        assert "还没有提交" in read
        for words in ("对《", TEXT, "吴居民", "当面", "您不留电话"):
            assert words in read, words
        assert not Objection.objects.exists()
        again = worker.send(read, press="edit")
        assert again.sheet("text").boxes["text"].values == [TEXT]
        read = worker.send(again, name="")
        slip = worker.send(read, press="confirmed")
        code = re.search(r'class="slip-code">([^<]+)<', slip.html)
        assert code, slip.words[:600]
        # Pressed twice, nothing is entered twice and the code is not lost.
        assert code[1] in worker.send(read, press="confirmed")
        found, fault = find(code[1])
        assert found, fault
        assert found.said == TEXT
    said = Objection.objects.get()
    assert (said.way, said.said_on, said.is_named) == ("window", up, False)
    # The day it was said counts, not the day it was typed in.
    assert Deadline.objects.open().get(code="decisions.acknowledge_objection").begins_on == up
    with told.at(up + 2 * DAY) as matter, pytest.raises(Refused, match="公开以后"):
        actions.enter_objection(
            matter,
            by=sun_worker,
            on=up + 2 * DAY,
            way="phone",
            said_on=up - 5 * DAY,
            text=TEXT,
        )


def test_who_comes_second_to_an_objection_is_told_who_was_first(
    told: Walk, up: date, sun_worker: User, client_of: Signed
) -> None:
    told.object_to(up, TEXT)
    told.object_to(up, "公示贴得太高。")  # the step itself stays open
    address = page(told, "acknowledge_objection", 1)
    with clock.moved_to(up):
        worker = client_of(sun_worker)
        told.take_up(up, 1)
        late = worker.post(address, {"answerer": "committee", "on": str(up)})
    assert late.status_code == 409
    assert "已经办理了“受理”" in body(late)


def test_the_limit_of_several_runs_from_the_oldest(told: Walk, up: date) -> None:
    told.object_to(up, TEXT)
    told.object_to(up + DAY, "预算写错了。")
    limit = Deadline.objects.open().filter(code="decisions.acknowledge_objection")
    assert limit.get().begins_on == up
    told.take_up(up + DAY, 1)
    assert limit.get().begins_on == up + DAY
    told.take_up(up + DAY, 2)
    assert not limit.exists()
    assert Deadline.objects.open().get(code="decisions.answer_objection").begins_on == up + DAY


def test_who_objects_is_shown_to_who_handles_it_and_the_number_only_for_a_reason(
    told: Walk, up: date, zhao_chair: User, zhou_grid: User, zheng_other: User, client_of: Signed
) -> None:
    told.object_to(up, TEXT, name="吴居民", phone="13803715521")
    address = page(told, "objection_page", 1)
    with clock.moved_to(up):
        chair = client_of(zhao_chair)
        shown = body(chair.get(address))
        assert "吴居民" in shown
        assert "138****5521" in shown
        assert "13803715521" not in shown
        hidden = body(client_of(zhou_grid).get(address))
        assert "吴居民" not in hidden
        assert "5521" not in hidden
        asked = page(told, "objection_phone", 1)
        assert "13803715521" not in body(chair.get(asked))
        assert "13803715521" in body(chair.post(asked, {"reason": "电话说明答复"}))
        other = client_of(zheng_other)
        for name in ("objection_page", "objection_phone", "answer_objection"):
            assert other.get(page(told, name, 1)).status_code == 404
        assert other.get(page(told, "objection_list")).status_code == 404
        assert chair.get(page(told, "objection_page", 9)).status_code == 404


def test_programs_read_objections_without_who_said_them(
    told: Walk, up: date, zhao_chair: User, client_of: Signed
) -> None:
    told.object_to(up, TEXT, name="吴居民", phone="13803715521")
    number = told.matter.dossier.number
    with clock.moved_to(up):
        client = client_of(zhao_chair)
        answer = client.get(reverse("api:matter-objection-list", args=[number]))
        (row,) = answer.json()["results"]
        assert (row["text"], row["is_named"], row["status"]) == (TEXT, True, "received")
        assert "吴居民" not in answer.content.decode()
        assert "5521" not in answer.content.decode()
        step = reverse("api:matter-acknowledge-objection", args=[number])
        given = {"objection": 1, "answerer": "committee"}
        assert client.post(step, given, content_type="application/json").status_code == 200
        missing = client.post(step, given | {"objection": 7}, content_type="application/json")
        assert missing.status_code == 400


def test_the_figures_count_what_was_said_and_answered(
    told: Walk, up: date, zhao_chair: User, client_of: Signed
) -> None:
    told.object_to(up, TEXT)
    told.object_to(up, "预算写错了。")
    told.take_up(up, 1).reply(up, 1, "没有写错。")
    with clock.moved_to(up):
        client = client_of(zhao_chair)
        for code, number in (("objections_received", 2), ("objections_answered", 1)):
            shown = body(client.get(reverse("indicators:figure_page", args=[f"decisions.{code}"])))
            assert f"：{number}件" in shown
            assert told.matter.dossier.number in shown
            assert "无权查看" not in shown


def test_the_register_of_objections_is_exported_without_names_and_numbers(
    told: Walk, sun_worker: User, zheng_other: User, client_of: Signed
) -> None:
    on = told.fresh().dossier.last_act_on + DAY
    told.object_to(on, "公示贴得太高。", name="吴居民", phone="13803710000")
    address = reverse("decisions:export_objections", args=[told.matter.dossier.number])
    assert client_of(zheng_other).get(address).status_code == 404
    book = load_workbook(io.BytesIO(client_of(sun_worker).get(address).content))
    rows = [[str(cell or "") for cell in row] for row in book.worksheets[0].values]
    words = " ".join(cell for row in rows for cell in row)
    assert "公示贴得太高。" in words
    assert "实名" in words
    assert "吴居民" not in words
    assert "1380371" not in words


def test_a_resident_who_answers_too_early_is_not_told_the_name_of_who_handles_it(
    told: Walk, up: date, sun_worker: User
) -> None:
    with clock.moved_to(up):
        thanks = body(Client().post(door(told.matter), {"text": TEXT}))
        notice = told.matter.dossier.publications.get()
    code = re.search(r'class="slip-code">([^<]+)<', thanks)
    assert code
    told.object_to(up, "公示贴得太高。")  # answered: the step itself is open
    told.take_up(up, 1).take_up(up, 2).reply(up, 2, "已经移低。", gist="移低了。")
    with clock.moved_to(up):
        address = reverse("consultations:respond_objection", args=[notice.number])
        early = Client().post(address, {"code": code[1], "accepts": "yes"})
    assert early.status_code == 409
    assert "第1号异议现在是“" in body(early)
    assert str(sun_worker) not in body(early)
