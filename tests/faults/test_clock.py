"""The machine's clock jumps: reminders stay single, chains stay whole, the jump itself is on record."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Count

from decisions.demo.walk import Walk
from jiedao.deadlines import actions as deadlines
from jiedao.deadlines.models import Deadline
from jiedao.ledger import actions as ledger
from jiedao.ledger.selectors import broken_chains, timeline
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.notices.models import Notice
from jiedao.pages import readiness
from tests.decisions.conftest import START, posts, walk

__all__ = ["posts", "walk"]

pytestmark = pytest.mark.faults

WEEKS = timedelta(weeks=6)


@pytest.fixture(autouse=True)
def _vault(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "attachments"


def test_a_clock_that_jumps_weeks_ahead_reminds_once_of_each_limit(
    walk: Callable[..., Walk],
) -> None:
    for _ in range(3):
        walk().consult(START)
    for day in range(5):  # the morning after the jump, and the mornings after
        with clock.moved_to(START + WEEKS + timedelta(days=day)):
            deadlines.sweep(day=clock.today())
            deadlines.sweep(day=clock.today())
    reminders = Notice.objects.filter(deadline__isnull=False)
    assert reminders.values("deadline").distinct().count() == Deadline.objects.open().count()
    per_occasion = reminders.values("deadline", "user", "kind").annotate(told=Count("pk"))
    assert {row["told"] for row in per_occasion.order_by()} == {1}
    assert {row["kind"] for row in per_occasion.order_by()} == {"late"}


def test_a_clock_set_back_is_on_record_and_the_chain_stays_whole(
    walk: Callable[..., Walk],
) -> None:
    journey = walk().consult(START + WEEKS)
    dossier = journey.fresh().dossier
    with clock.moved_to(START):
        ledger.record(
            dossier, act="matter.add_channel", by=journey.posts.worker, words="时钟拨回以后的一条。"
        )
    entry = dossier.entries.get(seq=dossier.ledger_seq)
    before = dossier.entries.get(seq=entry.seq - 1)
    assert entry.recorded_at < before.recorded_at
    assert json.loads(entry.body)["data"]["clock_before"] == before.recorded_at.isoformat()
    assert timeline(dossier, limit=1)[0].words == "时钟拨回以后的一条。"
    assert list(broken_chains()) == []


def test_a_clock_set_back_cannot_date_a_step_before_the_one_it_follows(
    walk: Callable[..., Walk],
) -> None:
    journey = walk().consult(START + WEEKS)
    before = journey.fresh().dossier.ledger_seq
    with pytest.raises(Refused):
        journey.sum_up(START)
    assert journey.fresh().dossier.ledger_seq == before


def test_a_machine_behind_its_own_ledger_is_not_ready(walk: Callable[..., Walk]) -> None:
    assert readiness.machine_clock().ok
    walk(on=clock.today() + WEEKS)
    found = readiness.machine_clock()
    assert not found.ok
    assert "时钟" in found.sentence
    assert "校准" in found.sentence
