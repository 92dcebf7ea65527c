"""The supervision committee speaks on four steps; nothing is archived over its head."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from decisions import actions, demo
from decisions.demo.walk import Walk
from decisions.models import Matter, SupervisionOpinion
from decisions.procedures import MATTER
from decisions.states import SupervisedStep, Verdict
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.notices.models import Notice
from jiedao.organisation import actions as organisation
from jiedao.organisation.models import Seat
from jiedao.organisation.states import BodyKind
from jiedao.people.models import Person, User
from tests.decisions.conftest import START
from tests.decisions.test_pages import body
from tests.support import photo

Begin = Callable[..., Walk]
DAY = timedelta(days=1)


def said(matter: Matter, by: User, on: date, **given: Any) -> SupervisionOpinion:
    """An opinion on the consultation, agreeing unless said otherwise."""
    usual = {
        "step": SupervisedStep.CONSULT,
        "verdict": Verdict.AGREE,
        "signer": by.person,
        "signed_on": on,
    }
    with clock.moved_to(on):
        return actions.supervise(matter, by=by, on=on, **(usual | given))


def member_of(unit: Any, kind: str) -> Person:
    seat = Seat.objects.of(unit, kind).order_by("-id").first()
    assert seat
    return seat.person


def test_no_opinion_is_wanted_before_the_consultation_is_summed_up(
    walk: Begin, wang_supervisor: User
) -> None:
    matter = walk().consult(START).fresh()
    with pytest.raises(Refused, match="还没有可以出具监督意见的环节"):
        said(matter, wang_supervisor, START)


def test_only_a_supervisor_enters_an_opinion(walk: Begin, zhao_chair: User) -> None:
    journey = walk()
    on = demo.to_summed_up(journey, START)
    with pytest.raises(Refused) as refused:
        said(journey.fresh(), zhao_chair, on)
    assert refused.value.refusal.status == 403


def test_a_member_of_the_committee_and_who_left_do_not_sign(
    walk: Begin, office: Any, wang_supervisor: User, system_admin: User
) -> None:
    journey = walk()
    on = demo.to_summed_up(journey, START)
    with pytest.raises(Refused, match="不是体育社区居务监督委员会成员") as refused:
        said(journey.fresh(), wang_supervisor, on, signer=member_of(office.a, BodyKind.COMMITTEE))
    assert "第三十六条" in refused.value.refusal.basis
    seat = Seat.objects.of(office.a, BodyKind.SUPERVISION).get(person=wang_supervisor.person)
    with clock.moved_to(on):
        organisation.leave_seat(seat, left_on=on, reason="搬走", by=system_admin)
    with pytest.raises(Refused, match="不是体育社区居务监督委员会成员"):
        said(journey.fresh(), wang_supervisor, on)


def test_a_near_relative_of_the_committee_does_not_sign(
    walk: Begin, office: Any, wang_supervisor: User, system_admin: User
) -> None:
    journey = walk()
    on = demo.to_summed_up(journey, START)
    relative = member_of(office.a, BodyKind.COMMITTEE)
    assert wang_supervisor.person
    organisation.register_kinship(
        office.a, one=wang_supervisor.person, other=relative, relation="配偶", by=system_admin
    )
    with pytest.raises(Refused, match="是近亲属（配偶），不能出具监督意见"):
        said(journey.fresh(), wang_supervisor, on)


def test_concerns_are_written_told_and_answered_once(
    walk: Begin, wang_supervisor: User, zhao_chair: User
) -> None:
    journey = walk()
    on = demo.to_summed_up(journey, START)
    with pytest.raises(Refused, match="请写明是什么意见"):
        said(journey.fresh(), wang_supervisor, on, verdict=Verdict.CONCERNS)
    opinion = said(
        journey.fresh(), wang_supervisor, on, verdict=Verdict.CONCERNS, text="没有走访租户。"
    )
    assert Notice.objects.get(user=zhao_chair, words__contains="有意见").dossier
    with clock.moved_to(on):
        actions.answer_supervision(
            journey.fresh(), by=zhao_chair, on=on, opinion=opinion, answer="已补走访。"
        )
        opinion.refresh_from_db()
        assert opinion.answer == "已补走访。"
        with pytest.raises(Refused, match="没有需要答复的意见"):
            actions.answer_supervision(
                journey.fresh(), by=zhao_chair, on=on, opinion=opinion, answer="另一个说法。"
            )


def test_a_missing_opinion_never_keeps_a_meeting_from_being_held(walk: Begin) -> None:
    journey = walk()
    demo.to_resolved(journey, START)
    assert journey.fresh().state == "resolved"
    assert not journey.matter.supervision_opinions.exists()


def test_an_opinion_signed_before_the_step_was_taken_again_does_not_count(
    walk: Begin, wang_supervisor: User
) -> None:
    journey = walk()
    on = demo.to_resolved(journey, START)
    matter = journey.fresh()
    with pytest.raises(Refused, match="签署日期不能更早"):
        said(
            matter,
            wang_supervisor,
            on,
            step=SupervisedStep.RESOLVE,
            signed_on=on - DAY,
        )


def test_the_archive_wants_every_opinion_and_every_answer(walk: Begin, zhao_chair: User) -> None:
    journey = walk()
    on = demo.to_result_posted(journey, START) + 16 * DAY
    journey.take_down(on).scan_sheets(on)

    def why() -> str:
        with clock.moved_to(on):
            refusal = MATTER.why_not(journey.fresh(), "archive", by=zhao_chair)
        return refusal.reason if refusal else ""

    assert "还缺居务监督委员会对“征求意见”、“决议”、“决议公开”、“实施结果公开”的意见" in why()
    journey.supervise(on, but=SupervisedStep.CONSULT, text="走访不全。")
    assert "居务监督委员会对“征求意见”有意见，居委会还没有答复" in why()
    journey.answer_supervision(on, "已补走访。")
    assert why() == ""


def test_the_result_on_the_board_says_what_the_supervisors_said(walk: Begin) -> None:
    journey = walk()
    on = demo.to_implementing(journey, START)
    journey.supervise(on, but=SupervisedStep.CONSULT, text="走访不全。")
    journey.answer_supervision(on, "已补走访。")
    journey.progress(on, "开工。", spent=1).accept(on).survey(on).publish_result(on)
    text = journey.fresh().dossier.publications.order_by("-id")[0].full_text
    assert "五、居务监督委员会意见" in text
    assert "有意见（" in text
    assert "走访不全。居委会答复：已补走访。" in text
    assert "六、异议受理" in text


def test_the_page_warns_and_shows_the_signed_paper(
    walk: Begin,
    wang_supervisor: User,
    zhao_chair: User,
    client_of: Callable[[User], Client],
) -> None:
    journey = walk()
    on = demo.to_summed_up(journey, START)
    page = reverse("decisions:matter_page", args=[journey.matter.dossier.number])
    with clock.moved_to(on):
        client = client_of(wang_supervisor)
        assert "缺监督意见" in body(client.get(page))
        assert "缺监督意见" in body(client.get(reverse("pages:desk")))
        form = reverse("decisions:supervise", args=[journey.matter.dossier.number])
        assert wang_supervisor.person
        answer = client.post(
            form,
            {
                "step": "consult",
                "verdict": "agree",
                "text": "",
                "signer": wang_supervisor.person_id,
                "signed_on": str(on),
                "scan": photo("opinion.jpg"),
            },
        )
        assert answer.status_code == 302
        shown = body(client_of(zhao_chair).get(page))
        assert "缺监督意见" not in shown
        assert "意见书" in shown
        assert "缺监督意见" not in body(client.get(reverse("pages:desk")))
