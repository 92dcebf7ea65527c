"""Objections are answered in writing, decided by the street if need be, and hold up the work until then."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from decisions import actions
from decisions.demo.walk import Walk
from decisions.procedures import MATTER
from decisions.selectors.objections import representatives
from jiedao.deadlines.models import Deadline
from jiedao.lib import clock, codes
from jiedao.lib.refusals import Refused
from jiedao.notices.models import Notice
from jiedao.organisation import actions as organisation
from jiedao.people import actions as people
from jiedao.people.models import User
from jiedao.publications.models import Objection
from jiedao.publications.objecting import Answerer, Finding
from jiedao.receipts.selectors import subject_of
from tests.decisions.conftest import START
from tests.decisions.objections import DAY, TEXT, decided, why_not
from tests.decisions.test_pages import body
from tests.support import photo


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


def test_numbers_in_what_is_taken_to_the_street_are_told_with_whatever_else_is_wrong(
    told: Walk, up: date, zhao_chair: User, client_of: Callable[[User], Client]
) -> None:
    told.object_to(up, TEXT)
    told.take_up(up, 1).reply(up, 1, "没有写错。")
    address = reverse("decisions:escalate_objection", args=[told.matter.dossier.number, 1])
    with clock.moved_to(up):
        answer = client_of(zhao_chair).post(address, {"on": "", "reason": "打13803715521问"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"on", "reason"}
    assert Objection.objects.get().status == "answered"


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
            said, code = actions.enter_joint_objection(
                matter, by=sun_worker, on=up, said_on=up, text="选址不合适。", **given
            )
        assert subject_of(codes.normalise(code), kind="decisions.objection") == said.pk
        return said

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
