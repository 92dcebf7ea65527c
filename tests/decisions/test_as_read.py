"""A step that only adds a line is judged by the matter as it was read, and anew where something was entered since."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client

from decisions import actions
from decisions.demo.walk import Walk
from decisions.models import Matter, Opinion
from decisions.selectors import public_matter
from jiedao.ledger.actions import record
from jiedao.ledger.selectors import broken_chains, timeline
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.once.models import SentForm
from jiedao.people import actions as people
from jiedao.receipts.models import Receipt
from tests.decisions.conftest import START
from tests.support import statements

Begin = Callable[..., Walk]


def read(matter: Matter) -> Matter:
    """The matter as a page for residents reads it."""
    found = public_matter(matter.dossier.number)
    assert found
    return found


def say(matter: Matter, text: str = "多装几个") -> actions.Spoken:
    with clock.moved_to(START):
        return actions.say_opinion(matter, by=people.visitor(), text=text)


def stop(journey: Walk) -> None:
    actions.suspend(journey.fresh(), by=journey.posts.secretary, on=START, reason="另有规划。")


def go_on(journey: Walk) -> None:
    actions.resume(journey.fresh(), by=journey.posts.secretary, on=START)


def test_nothing_entered_since_the_line_itself_holds_the_dossier(walk: Begin) -> None:
    matter, by = walk().consult(START).matter, people.visitor()
    say(read(matter))
    seen = read(matter)
    with clock.moved_to(START):
        # The line, and the opinion with its receipt.
        assert statements(lambda: actions.say_opinion(seen, by=by, text="快些")) == 2
        # What one act did stands in the ledger: the next one holds the dossier and reads anew.
        assert statements(lambda: actions.say_opinion(seen, by=by, text="慢些")) == 4
    assert set(matter.opinions.values_list("number", flat=True)) == {1, 2, 3}
    assert list(broken_chains()) == []


def test_another_opinion_since_is_no_reason_to_refuse(walk: Begin) -> None:
    journey = walk().consult(START)
    seen, other = read(journey.matter), read(journey.matter)
    assert [say(other).opinion.number, say(seen).opinion.number] == [1, 2]
    lines = [line.seq for line in timeline(journey.fresh().dossier, limit=None)]
    assert lines == list(range(len(lines), 0, -1))
    assert list(broken_chains()) == []


def test_what_was_stopped_since_takes_no_opinion(walk: Begin) -> None:
    journey = walk().consult(START)
    seen = read(journey.matter)
    with clock.moved_to(START):
        stop(journey)
    with pytest.raises(Refused) as caught, transaction.atomic():
        say(seen)
    assert caught.value.refusal.code == "procedure.wrong_state"
    assert not Opinion.objects.exists()


def test_what_goes_on_again_since_takes_one(walk: Begin) -> None:
    journey = walk().consult(START)
    with clock.moved_to(START):
        stop(journey)
        seen = read(journey.matter)
        go_on(journey)
    assert say(seen).opinion.number == 1


def test_a_clock_set_back_is_said_in_the_line_all_the_same(walk: Begin) -> None:
    journey = walk().consult(START)
    later = START + timedelta(days=2)
    with clock.moved_to(later):
        record(
            journey.matter.dossier,
            act="matter.add_channel",
            by=journey.posts.worker,
            words="拨回以前的一条。",
        )
    assert say(read(journey.matter)).opinion.number == 1
    line = journey.fresh().dossier.entries.latest("seq")
    assert "clock_before" in json.loads(line.body)["data"]


@pytest.mark.django_db(transaction=True)
def test_a_refused_opinion_leaves_nothing_and_its_form_may_be_sent_again(
    walk: Begin, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey = walk().consult(START)
    before = journey.fresh().dossier.ledger_seq
    address = f"/consultations/{journey.matter.dossier.number}/opinion/"
    typed = {"text": "多装几个", "once_token": "0123456789abcdef" * 2}
    with clock.moved_to(START):
        stop(journey)
        # It was stopped after the page had looked: the act itself refuses.
        with monkeypatch.context() as patched:
            patched.setattr("decisions.views.public._is_open", lambda matter: True)
            refused = client.post(address, typed)
        assert refused.status_code == 409
        assert "多装几个" in refused.content.decode()
        assert not Opinion.objects.exists()
        assert not SentForm.objects.exists()
        assert not Receipt.objects.exists()
        go_on(journey)
        assert client.post(address, typed).status_code == 200
        assert client.post(address, typed).status_code == 200  # the same form once more
    assert Opinion.objects.count() == 1
    assert journey.fresh().dossier.ledger_seq == before + 3
    assert list(broken_chains()) == []
