"""Two people at the same moment, each on a connection of their own: one wins, nothing is lost."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.urls import reverse
from rest_framework.response import Response

from decisions import actions, demo
from decisions.demo.walk import Walk
from decisions.models import Matter
from decisions.states import ChannelKind, MatterState
from jiedao.access.duties import all_duties
from jiedao.attachments.states import AttachmentKind
from jiedao.ledger.selectors import broken_chains, timeline
from jiedao.lib import clock
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import Refusal, Refused
from jiedao.meetings.states import MeetingKind
from jiedao.people import actions as people
from jiedao.people.models import User
from jiedao.publications.models import Publication
from jiedao.publications.selectors import broken_publications
from tests.decisions.conftest import START
from tests.decisions.programs import SAID, api, at
from tests.support import photo

pytestmark = pytest.mark.django_db(transaction=True)

Begin = Callable[..., Walk]
Act = Callable[[Matter], object]
PATIENCE = 60  # seconds; a deadlock must fail the test, not hang it


def together(
    matter: Matter | None, on: date, *acts: Act, as_resident: bool = False
) -> list[object]:
    """Everyone reads the matter as it stands, and only then do all act; what each got.

    What residents' pages read may be judged as it was read.
    """
    line = threading.Barrier(len(acts), timeout=PATIENCE)

    def one(act: Act) -> object:
        try:
            with clock.moved_to(on):
                seen: Any = None
                if matter is not None:
                    seen = Matter.objects.select_related("dossier__unit").get(pk=matter.pk)
                    if as_resident:
                        seen.read_with_dossier()
                line.wait()
                return act(seen)
        except Refused as refused:
            return refused.refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [done.result(PATIENCE) for done in [pool.submit(one, act) for act in acts]]


def again(user: User) -> User:
    """The same person at another desk."""
    return User.objects.get(pk=user.pk)


def only_refusal(results: list[object]) -> Any:
    """The refusal of the one who came second."""
    refused = [result for result in results if isinstance(result, Refusal)]
    assert len(refused) == 1, results
    return refused[0]


def test_two_resolve_at_once_and_the_second_is_told_who_was_first(
    walk: Begin, zhao_chair: User
) -> None:
    journey = walk()
    on = demo.to_deliberated(journey, START)
    vote = on + timedelta(days=5)
    journey.hold(on, MeetingKind.REPRESENTATIVES, vote, absent=9)

    def resolve(text: str) -> Act:
        return lambda matter: actions.resolve(matter, by=again(zhao_chair), on=vote, text=text)

    results = together(journey.matter, vote, resolve("甲"), resolve("乙"))
    refusal = only_refusal(results)
    assert refusal.code == "procedure.wrong_state"
    assert refusal.status == 409
    assert refusal.hint == f"最近一次办理：赵丽华于{long_day(vote)}办理了“决议通过”。"
    matter = journey.fresh()
    assert matter.state == MatterState.RESOLVED
    winner = next(result for result in results if isinstance(result, Matter))
    assert matter.resolution_text == winner.resolution_text
    acts = [line.act for line in timeline(matter.dossier, limit=None)]
    assert acts.count("决议通过") == 1
    assert list(broken_chains()) == []


def test_a_form_left_open_while_another_resolves_says_who_was_first(
    walk: Begin, zhao_chair: User, client_of: Callable[[User], Client]
) -> None:
    journey = walk()
    on = demo.to_deliberated(journey, START)
    vote = on + timedelta(days=5)
    journey.hold(on, MeetingKind.REPRESENTATIVES, vote, absent=9)
    address = reverse("decisions:resolve", args=[journey.matter.dossier.number])
    client = client_of(zhao_chair)
    with clock.moved_to(vote):
        assert client.get(address).status_code == 200
        journey.resolve(vote)
        late = client.post(address, {"text": "我写的决议内容", "on": vote.isoformat()})
    assert late.status_code == 409
    said = late.content.decode()
    assert f"最近一次办理：赵丽华于{long_day(vote)}办理了“决议通过”。" in said
    assert "我写的决议内容" in said
    assert journey.fresh().resolution_text == journey.story.plan


def test_two_residents_speak_at_once_and_both_are_kept(walk: Begin) -> None:
    matter = walk().consult(START).matter

    def say(text: str) -> Act:
        return lambda seen: actions.say_opinion(seen, by=people.visitor(), text=text)

    results = together(matter, START, say("多装几个"), say("早点动工"), as_resident=True)
    assert {spoken.opinion.number for spoken in results} == {1, 2}
    assert set(matter.opinions.values_list("text", flat=True)) == {"多装几个", "早点动工"}
    assert User.objects.filter(username="visitor").count() == 1
    assert list(broken_chains()) == []


def test_two_motions_at_once_get_numbers_of_their_own(
    office: Any, posts: Any, zhao_chair: User, sun_worker: User
) -> None:
    def draft(by: User) -> Act:
        return lambda _: actions.draft(
            office.a,
            by=again(by),
            on=START,
            kind="welfare",
            title="充电棚",
            origin="committee",
            proposer="居委会",
            summary="充电棚",
            plan="建一座",
        )

    together(None, START, *(draft(by) for by in (zhao_chair, sun_worker) * 3))
    numbers = sorted(Matter.objects.values_list("dossier__number", flat=True))
    assert numbers == [f"JC2026-001003-{place:04d}" for place in range(1, 7)]


def test_the_ledger_stays_whole_when_eight_act_at_once(
    walk: Begin, zhao_chair: User, sun_worker: User, branch_secretary: User
) -> None:
    journey = walk().consult(START).say(START, demo.OPINIONS[:2])
    before = journey.fresh().dossier.ledger_seq
    one, two = journey.matter.opinions.order_by("number")
    answer = {"on": START, "uptake": "adopted", "reason": "写进方案。"}
    entered = {"on": START, "channel": ChannelKind.PHONE}

    def attach(by: User, name: str) -> Act:
        return lambda seen: actions.attach(
            seen, by=again(by), on=START, file=photo(name), kind=AttachmentKind.PHOTO
        )

    acts: list[Act] = [
        lambda seen: actions.say_opinion(seen, by=people.visitor(), text="多装几个"),
        lambda seen: actions.say_opinion(seen, by=people.visitor(), text="早点动工"),
        lambda seen: actions.add_opinions(
            seen, by=again(sun_worker), lines=[("", "一"), ("", "二")], **entered
        ),
        lambda seen: actions.answer_opinion(seen, by=again(zhao_chair), opinion=one, **answer),
        lambda seen: actions.answer_opinion(seen, by=again(zhao_chair), opinion=two, **answer),
        lambda seen: actions.add_channel(
            seen, by=again(branch_secretary), on=START, kind=ChannelKind.FORUM, place="会议室"
        ),
        attach(sun_worker, "一.jpg"),
        attach(zhao_chair, "二.jpg"),
    ]
    together(journey.matter, START, *acts, as_resident=True)
    matter = journey.fresh()
    # Eight acts, two of which put a paper into the dossier besides.
    assert matter.dossier.ledger_seq == before + 10
    lines = [line.seq for line in timeline(matter.dossier, limit=None)]
    assert lines == list(range(before + 10, 0, -1))
    numbers = list(matter.opinions.order_by("number").values_list("number", flat=True))
    assert numbers == [1, 2, 3, 4, 5, 6]
    assert list(broken_chains()) == []


def test_two_publish_at_once_and_one_paper_comes_of_it(walk: Begin, zhao_chair: User) -> None:
    journey = walk()
    on = demo.to_resolved(journey, START) + timedelta(days=1)

    def publish(matter: Matter) -> object:
        return actions.publish_resolution(
            matter, by=again(zhao_chair), on=on, responsible="赵丽华", finish_by=on
        )

    refusal = only_refusal(together(journey.matter, on, publish, publish))
    assert refusal.code == "procedure.wrong_state"
    assert "“决议公开”" in refusal.hint
    assert Publication.objects.count() == 1


def test_papers_of_one_community_frozen_at_once_stand_one_after_the_other(
    walk: Begin, zhao_chair: User
) -> None:
    journeys = [walk(), walk()]
    on = max(demo.to_resolved(journey, START) for journey in journeys) + timedelta(days=1)

    def publish(journey: Walk) -> Act:
        return lambda _: actions.publish_resolution(
            Matter.objects.get(pk=journey.matter.pk),
            by=again(zhao_chair),
            on=on,
            responsible="赵丽华",
            finish_by=on,
        )

    together(None, on, *(publish(journey) for journey in journeys))
    assert sorted(Publication.objects.values_list("unit_seq", flat=True)) == [1, 2]
    assert list(broken_publications()) == []


def test_the_next_test_finds_the_permissions_again() -> None:
    """Emptying the tables between these tests leaves what every database begins with."""
    held = set(Permission.objects.values_list("codename", flat=True))
    assert set(all_duties()) <= held


def test_one_key_sent_twice_at_once_enters_one_opinion(walk: Begin, zhou_grid: User) -> None:
    matter = walk().consult(START).fresh()
    key = {"Idempotency-Key": "2026-03-03/1"}

    def send(_: Matter) -> Any:
        address, said = at(matter, "add_opinions"), SAID
        return api(again(zhou_grid)).post(address, said, format="json", headers=key)

    answers = together(matter, START + timedelta(days=1), send, send)
    done = [one for one in answers if isinstance(one, Response) and one.status_code == 200]
    others = [one for one in answers if one not in done]
    assert done
    # Who came while the other was at it is told to ask again; who came after it, what was answered.
    assert all(isinstance(one, Response) and one.status_code == 409 for one in others)
    assert all(one.json()["code"] == "api.under_way" for one in others)
    assert matter.opinions.count() == 1


def test_two_object_at_once_and_both_are_numbered(walk: Begin, sun_worker: User) -> None:
    told = walk()
    on = demo.to_posted(told, START) + timedelta(days=1)
    form = {"said_on": on, "way": "window"}

    def object_(text: str) -> Act:
        return lambda matter: actions.enter_objection(
            matter, by=again(sun_worker), on=on, text=text, **form
        )

    together(told.fresh(), on, object_("公示贴得太高。"), object_("公示字太小。"))
    numbers = told.matter.dossier.objections.values_list("number", flat=True)
    assert sorted(numbers) == [1, 2]
    assert not list(broken_chains())
