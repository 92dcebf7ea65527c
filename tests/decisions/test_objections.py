"""Objections to a notice: said by anybody, answered in writing, and if need be decided by the street."""

import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from decisions import actions, demo
from decisions.demo.walk import Walk
from decisions.models import Matter
from decisions.procedures import MATTER
from decisions.selectors.objections import representatives
from jiedao.deadlines.models import Deadline
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.notices.models import Notice
from jiedao.organisation import actions as organisation
from jiedao.people import actions as people
from jiedao.people.models import User
from jiedao.publications.models import Objection
from jiedao.publications.objecting import Answerer, Finding
from jiedao.receipts.selectors import find
from tests.decisions.conftest import START
from tests.decisions.test_pages import body
from tests.support import photo

Begin = Callable[..., Walk]
Signed = Callable[[User], Client]
DAY = timedelta(days=1)
TEXT = "公示的责任人写错了。"


@pytest.fixture(autouse=True)
def _vault(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "attachments"


@pytest.fixture
def told(walk: Begin) -> Walk:
    """A matter whose resolution hangs on the board."""
    journey = walk()
    demo.to_posted(journey, START)
    return journey


@pytest.fixture
def up(told: Walk) -> date:
    """The day it was put up."""
    day = told.fresh().dossier.publications.get().posted_on
    assert day
    return day


def door(matter: Matter) -> str:
    notice = matter.dossier.publications.order_by("-id")[0]
    return reverse("consultations:say_objection", args=[notice.number])


def why_not(told: Walk, step: str, on: date, by: User) -> str:
    with clock.moved_to(on):
        refusal = MATTER.why_not(told.fresh(), step, by=by)
    return refusal.reason if refusal else ""


def page(told: Walk, step: str, *also: int) -> str:
    return reverse(f"decisions:{step}", args=[told.matter.dossier.number, *also])


def decided(told: Walk, on: date, by: User, finding: str, until: date | None = None) -> Objection:
    with told.at(on) as matter:
        return actions.decide_objection(
            matter,
            by=by,
            on=on,
            objection=matter.dossier.objections.get(number=1),
            finding=finding,
            decision="到现场和档案里都核对过。",
            correct_by=until,
        )


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
        assert "第<b>1</b>号" in thanks
        code = re.search(r'class="big">([^<]+)<', thanks)
        assert code
        again = body(resident.post(door(told.matter), typed))
        assert "没有重复登记" in again
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


def test_a_program_that_fills_in_everything_is_thanked_and_forgotten(told: Walk, up: date) -> None:
    with clock.moved_to(up):
        answer = Client().post(door(told.matter), {"text": TEXT, "website": "http://spam"})
    assert answer.status_code == 200
    assert not Objection.objects.exists()


def test_no_number_of_a_person_is_kept_in_the_text(told: Walk, up: date) -> None:
    with clock.moved_to(up):
        answer = Client().post(door(told.matter), {"text": "请打13803715521问"})
    assert answer.status_code == 409
    assert not Objection.objects.exists()


def test_after_the_period_nothing_is_taken_and_the_street_is_named(told: Walk, up: date) -> None:
    with clock.moved_to(up + 16 * DAY):
        answer = Client().get(door(told.matter))
        assert answer.status_code == 409
        assert "街道办事处" in body(answer)
    assert Client().get(reverse("consultations:say_objection", args=["GS0"])).status_code == 404


def test_a_worker_enters_what_was_said_at_the_window_and_prints_the_slip(
    told: Walk, up: date, sun_worker: User, client_of: Signed
) -> None:
    with clock.moved_to(up + 2 * DAY):
        answer = client_of(sun_worker).post(
            page(told, "enter_objection"),
            {"way": "window", "said_on": str(up), "text": TEXT, "name": "", "phone": ""},
        )
        assert answer.status_code == 200
        assert "回执码" in body(answer)
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


def test_an_open_objection_keeps_the_work_from_beginning(
    told: Walk, up: date, zhao_chair: User
) -> None:
    told.object_to(up + 14 * DAY, TEXT)
    end = up + 16 * DAY
    told.take_down(end)
    assert "还有1件异议没有办完：第1号（待受理）" in why_not(told, "implement", end, zhao_chair)
    told.take_up(end, 1).reply(end, 1, "核对过，没有写错。")
    assert "还要等提出人回应" in why_not(told, "implement", end, zhao_chair)
    assert why_not(told, "implement", end + 6 * DAY, zhao_chair) == ""
    with told.at(end) as matter:
        actions.close_objection(
            matter, by=zhao_chair, on=end, objection=matter.dossier.objections.get()
        )
    assert why_not(told, "implement", end, zhao_chair) == ""


def test_the_supervisors_answer_what_was_given_to_them(
    told: Walk, up: date, wang_supervisor: User
) -> None:
    told.object_to(up, TEXT)
    told.take_up(up, 1, answerer=Answerer.SUPERVISION)
    assert Notice.objects.filter(user=wang_supervisor, words__contains="交居务监督委员会").exists()
    with pytest.raises(Refused, match="交居务监督委员会答复") as refused:
        told.reply(up, 1, "没有写错。")
    assert refused.value.refusal.status == 403
    with told.at(up) as matter:
        actions.answer_objection(
            matter,
            by=wang_supervisor,
            on=up,
            objection=matter.dossier.objections.get(),
            answer="监督委员会核对过。",
        )
    assert Objection.objects.get().answered_by == wang_supervisor


def test_the_holder_of_the_receipt_takes_it_to_the_street(
    told: Walk, up: date, officer: User
) -> None:
    code = told.object_to(up, TEXT)
    told.take_up(up, 1).reply(up, 1, "没有写错。")
    notice = told.matter.dossier.publications.get()
    address = reverse("consultations:respond_objection", args=[notice.number])
    with clock.moved_to(up + DAY):
        wrong = Client().post(address, {"code": "AAAA-AAAA-AAAA", "accepts": "yes"})
        assert wrong.status_code == 422
        empty = Client().post(address, {"code": code, "accepts": "no"})
        assert "请写明哪里不认可" in body(empty)
        sent = Client().post(address, {"code": code, "accepts": "no", "reason": "人早就调走了。"})
        assert "已经交街道办事处调查核实" in body(sent)
    assert Notice.objects.filter(user=officer, words__contains="反映到街道").exists()
    assert Deadline.objects.open().filter(code="decisions.decide_objection").exists()
    decided(told, up + 2 * DAY, officer, Finding.UNFOUNDED)
    said = Objection.objects.get()
    assert (said.status, said.outcome) == ("closed", "unfounded")
    with pytest.raises(Refused, match="没有可以反映到街道的异议"):
        told.escalate(up + 2 * DAY, 1, "还是不认可。")


def test_what_the_street_orders_is_done_before_anything_else(
    told: Walk, up: date, officer: User, zhao_chair: User
) -> None:
    told.object_to(up, TEXT)
    told.take_up(up, 1).reply(up, 1, "没有写错。").escalate(up, 1, "人早就调走了。")
    with pytest.raises(Refused, match="没有这项职责"):
        decided(told, up, zhao_chair, Finding.ORDERED, up + 3 * DAY)
    with pytest.raises(Refused, match="要写明"):
        decided(told, up, officer, Finding.ORDERED)
    decided(told, up, officer, Finding.ORDERED, up + 3 * DAY)
    limit = Deadline.objects.open().get(code="decisions.correct_notice")
    assert limit.due_on == up + 3 * DAY
    end = up + 16 * DAY
    told.take_down(end)
    assert "责令依法公布，还没有更正公示" in why_not(told, "implement", end, zhao_chair)
    told.correct(end, "责任人：赵丽华", "责任人：孙红霞", reason="责任人已调整。")
    assert not Deadline.objects.open().filter(code="decisions.correct_notice").exists()
    told.post(end).take_down(end + 16 * DAY)
    assert why_not(told, "implement", end + 16 * DAY, zhao_chair) == ""


def test_what_was_said_and_answered_stands(told: Walk, up: date) -> None:
    told.object_to(up, TEXT)
    told.take_up(up, 1).reply(up, 1, "没有写错。")
    rows = Objection.objects.all()
    for change in ({"text": "别的"}, {"answer": "别的"}, {"said_on": up + DAY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.delete()
    with pytest.raises(Refused, match="没有待答复的异议"):
        told.reply(up, 1, "换一个说法。")


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


def test_two_who_act_at_once_do_not_both_win(told: Walk, up: date, zhao_chair: User) -> None:
    told.object_to(up, TEXT)
    told.object_to(up, "预算写错了。")
    stale = Objection.objects.get(number=1)
    told.take_up(up, 1)
    with told.at(up) as matter, pytest.raises(Refused, match="第1号异议现在是“待答复”"):
        actions.acknowledge_objection(
            matter, by=zhao_chair, on=up, objection=stale, answerer=Answerer.COMMITTEE
        )


def test_the_visitor_alone_may_not_do_the_offices_steps(told: Walk, up: date) -> None:
    told.object_to(up, TEXT)
    with told.at(up) as matter, pytest.raises(Refused, match="没有这项职责"):
        actions.acknowledge_objection(
            matter,
            by=people.visitor(),
            on=up,
            objection=matter.dossier.objections.get(),
            answerer=Answerer.COMMITTEE,
        )


def test_how_many_sign_together_decides_whether_a_meeting_is_called(
    told: Walk, up: date, office: Any, sun_worker: User, zhao_chair: User
) -> None:
    people_ = list(representatives(told.fresh(), up))
    assert len(people_) == 40

    def enter(**given: Any) -> Objection:
        with told.at(up) as matter:
            return actions.enter_joint_objection(
                matter, by=sun_worker, on=up, said_on=up, text="选址不合适。", **given
            )

    few = enter(base="representatives", signers=people_[:7])
    assert (few.signed, few.expected, few.calls_meeting) == (7, 40, False)
    assert not Deadline.objects.open().filter(code="decisions.revote").exists()
    with pytest.raises(Refused, match="还没有登记十八周岁以上居民的总数"):
        enter(base="adults", signed=300)
    organisation.count_heads(
        office.a,
        counted_on=START,
        adults=2990,
        households=1240,
        source="社区人口台账",
        by=people.system(),
    )
    with pytest.raises(Refused, match="请上传签好名的联名名单"):
        enter(base="households", signed=124)
    many = enter(base="households", signed=124, signatures=photo("list.jpg"))
    assert (many.signed, many.expected, many.calls_meeting) == (124, 1240, True)
    assert Deadline.objects.open().filter(code="decisions.revote").exists()
    told.take_down(up + 16 * DAY)
    with clock.moved_to(up + 16 * DAY):
        refusal = MATTER.why_not(told.fresh(), "implement", by=zhao_chair)
    assert refusal
    assert "户的代表124户联名提出，达到十分之一以上" in refusal.reason
    assert "第二十六条" in refusal.basis
    assert "1240" in refusal.arithmetic


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
