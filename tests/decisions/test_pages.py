"""The pages of a matter: where it stands, what can be done, who sees it, what it costs."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from decisions import actions, demo
from decisions.demo.walk import Walk
from decisions.models import Matter
from decisions.procedures import MATTER
from decisions.states import ChannelKind
from jiedao.attachments.states import AttachmentKind
from jiedao.lib import clock
from jiedao.meetings.states import MeetingKind
from jiedao.people.models import User
from jiedao.procedures.rows import ANYONE
from tests.decisions.conftest import OF_ONE, START
from tests.support import photo, statements

CEILING = 12 + 1  # the session's own row is read before any view
Signed = Callable[[User], Client]
Begin = Callable[..., Walk]


def body(response: Any) -> str:
    return str(response.content.decode())


def url(matter: Matter, step: str = "matter_page", *also: int) -> str:
    return reverse(f"decisions:{step}", args=[matter.dossier.number, *also])


STATES: dict[str, Callable[[Walk, date], Any]] = {
    "draft": lambda walk, start: start,
    "consulting": lambda walk, start: walk.consult(start).say(start, demo.OPINIONS),
    "summed up": demo.to_summed_up,
    "deliberated": demo.to_deliberated,
    "failed": lambda walk, start: walk.fail(
        on := demo.to_deliberated(walk, start),
        MeetingKind.REPRESENTATIVES,
        on + timedelta(days=4),
        absent=22,
    ),
    "resolved": demo.to_resolved,
    "posted": demo.to_posted,
    "implementing": demo.to_implementing,
    "result posted": demo.to_result_posted,
    "archived": demo.to_archived,
}


@pytest.mark.parametrize("state", STATES)
def test_the_page_of_a_matter_opens_in_every_state(
    state: str,
    walk: Begin,
    zhao_chair: User,
    branch_secretary: User,
    sun_worker: User,
    wang_supervisor: User,
    zhou_grid: User,
    li_secretary: User,
    client_of: Signed,
) -> None:
    journey = walk()
    STATES[state](journey, START)
    matter = journey.fresh()
    with clock.moved_to(matter.dossier.last_act_on):
        for user in (
            zhao_chair,
            branch_secretary,
            sun_worker,
            wang_supervisor,
            zhou_grid,
            li_secretary,
        ):
            client = client_of(user)
            shown = client.get(url(matter))
            assert shown.status_code == 200
            said = body(shown)
            assert said.count("btn-primary") <= 1
            assert said.count('class="steps"') == 1
        assert client.get(url(matter, "timeline")).status_code == 200
        assert client.get(url(matter, "opinion_list")).status_code == 200


@pytest.mark.parametrize("state", STATES)
def test_every_offered_step_opens_and_every_other_says_why(
    state: str, walk: Begin, zhao_chair: User, branch_secretary: User, client_of: Signed
) -> None:
    journey = walk()
    STATES[state](journey, START)
    matter = journey.fresh()
    with clock.moved_to(matter.dossier.last_act_on):
        for user in (zhao_chair, branch_secretary):
            client = client_of(user)
            for step in MATTER.steps:
                if step.duty == ANYONE:
                    continue
                also = (1,) if step.code in OF_ONE else ()
                refusal = MATTER.why_not(journey.fresh(), step.code, by=user)
                answer = client.get(url(matter, step.code, *also))
                assert answer.status_code == (refusal.status if refusal else 200), step.code
                if refusal:
                    assert refusal.reason.replace("“", "").split("，")[0][:4] in body(
                        answer
                    ).replace("“", "")


def test_someone_of_another_community_finds_nothing(
    walk: Begin, zheng_other: User, client_of: Signed
) -> None:
    matter = walk().consult(START).matter
    client = client_of(zheng_other)
    with clock.moved_to(START):
        for step in ("matter_page", "timeline", "opinion_list", "opinions_export"):
            assert client.get(url(matter, step)).status_code == 404
        for step in MATTER.steps:
            if step.duty == ANYONE:
                continue
            also = (1,) if step.code in OF_ONE else ()
            assert client.get(url(matter, step.code, *also)).status_code == 404
            assert client.post(url(matter, step.code, *also)).status_code == 404


def test_a_supervisor_sees_whose_turn_it_is_and_may_do_nothing(
    walk: Begin, wang_supervisor: User, client_of: Signed
) -> None:
    matter = walk().matter
    client = client_of(wang_supervisor)
    with clock.moved_to(START):
        said = body(client.get(url(matter)))
        assert "下一步“征求意见”由" in said
        assert "赵丽华" in said
        assert client.get(url(matter, "consult")).status_code == 403
        assert client.post(url(matter, "consult"), {}).status_code == 403
    assert Matter.objects.get(pk=matter.pk).state == "draft"


def test_a_meeting_without_quorum_is_refused_with_the_sum_and_the_article(
    walk: Begin, zhao_chair: User, client_of: Signed
) -> None:
    journey = walk()
    on = demo.to_deliberated(journey, START)
    vote = on + timedelta(days=4)
    journey.call(on, MeetingKind.REPRESENTATIVES, held_on=vote).sign(vote, absent=22)
    with clock.moved_to(vote):
        said = body(client_of(zhao_chair).get(url(journey.matter)))
    assert "暂不能办" in said
    assert "三分之二" in said
    assert "第二十九条" in said


def test_a_title_with_markup_is_shown_as_it_was_typed(
    walk: Begin, zhao_chair: User, sun_worker: User, client_of: Signed
) -> None:
    matter = walk().matter
    with clock.moved_to(START):
        actions.revise(
            matter,
            by=sun_worker,
            on=START,
            kind="other",
            title="<script>alert(1)</script>=1+1",
            origin="committee",
            proposer="<b>居委会</b>",
            summary="<img src=x>",
            plan="=SUM(A1)",
        )
        client = client_of(zhao_chair)
        for address in (url(matter), reverse("decisions:matter_list")):
            said = body(client.get(address))
            assert "<script>alert" not in said
            assert "&lt;script&gt;alert(1)&lt;/script&gt;=1+1" in said


def test_the_page_costs_the_same_for_few_and_for_many_rows(
    walk: Begin, zhao_chair: User, client_of: Signed
) -> None:
    few, many = walk(), walk()
    few.consult(START).say(START, demo.OPINIONS[:2])
    many.consult(START)
    for _ in range(10):
        many.say(START, [("", "希望早点动工。")] * 20)
    client = client_of(zhao_chair)
    with clock.moved_to(START):
        client.get(url(few.matter))
        cost = statements(lambda: client.get(url(few.matter)))
        assert statements(lambda: client.get(url(many.matter))) == cost
        opinions = statements(lambda: client.get(url(few.matter, "opinion_list")))
        assert statements(lambda: client.get(url(many.matter, "opinion_list"))) == opinions
    assert cost <= CEILING


def test_the_page_costs_the_same_for_two_and_for_two_hundred_papers(
    walk: Begin, zhao_chair: User, sun_worker: User, client_of: Signed
) -> None:
    few, many = walk(), walk()
    for journey, papers in ((few, 2), (many, 200)):
        for number in range(papers):
            with clock.moved_to(START):
                actions.attach(
                    journey.matter,
                    by=sun_worker,
                    on=START,
                    file=photo(f"{number}.jpg"),
                    kind=AttachmentKind.PHOTO,
                )
    client = client_of(zhao_chair)
    with clock.moved_to(START):
        client.get(url(few.matter))
        cost = statements(lambda: client.get(url(few.matter)))
        assert statements(lambda: client.get(url(many.matter))) == cost


@pytest.mark.parametrize("state", STATES)
def test_the_page_stays_under_the_ceiling_in_every_state(
    state: str, walk: Begin, zhao_chair: User, client_of: Signed
) -> None:
    journey = walk()
    STATES[state](journey, START)
    client = client_of(zhao_chair)
    with clock.moved_to(journey.fresh().dossier.last_act_on):
        client.get(url(journey.matter))
        assert statements(lambda: client.get(url(journey.matter))) <= CEILING


def test_opinions_are_filtered_paged_and_exported(
    walk: Begin, zhao_chair: User, client_of: Signed
) -> None:
    journey = walk().consult(START)
    journey.say(START, [("王阿姨", f"意见{n}") for n in range(60)])
    journey.say(START, [("", "电话里说的")], channel=ChannelKind.PHONE)
    client = client_of(zhao_chair)
    with clock.moved_to(START):
        first = body(client.get(url(journey.matter, "opinion_list")))
        assert "意见0" in first
        assert "?after=50" in first
        second = body(client.get(url(journey.matter, "opinion_list") + "?after=50"))
        assert "电话里说的" in second
        assert "意见0<" not in second
        phoned = body(client.get(url(journey.matter, "opinion_list") + "?channel=phone"))
        assert "电话里说的" in phoned
        assert "意见1" not in phoned
        book = client.get(url(journey.matter, "opinions_export") + "?channel=phone")
        assert book["Content-Type"].endswith("spreadsheetml.sheet")
        part = client.get(
            url(journey.matter, "opinion_list") + "?channel=phone", headers={"HX-Request": "true"}
        )
        assert body(part).strip().startswith('<div id="opinions">')
