"""Meetings held, topics decided, tasks done in time and late: each follows the records at once."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jiedao.indicators import actions as sums
from jiedao.indicators.figures import Scope
from jiedao.indicators.selectors import told
from jiedao.lib import clock
from jiedao.party_committee import actions
from jiedao.party_committee.indicators import (
    DECIDED,
    DONE,
    DONE_IN_TIME,
    IN_TIME,
    MEETINGS,
    OVERDUE,
)
from tests.conftest import Office
from tests.party_committee.conftest import DAY, MEETING_DAY, Committee

ALL = (MEETINGS, DECIDED, DONE, DONE_IN_TIME, IN_TIME, OVERDUE)


@pytest.mark.parametrize("settled", [False, True])
def test_figures_follow_every_act(office: Office, committee: Committee, settled: bool) -> None:
    def now(until: date = MEETING_DAY + 30 * DAY) -> Any:
        if settled:
            sums.settle()
        scope = Scope(office.street, date(2026, 1, 1), until)
        return [one.value for one in told(ALL, scope)]

    assert now() == [0, 0, 0, 0, None, 0]
    topic = committee.given(days=10)
    assert now() == [1, 1, 0, 0, None, 1]
    assert now(MEETING_DAY + 11 * DAY) == [1, 1, 0, 0, None, 0]  # on its last day it is not late
    assert now(MEETING_DAY + 12 * DAY) == [1, 1, 0, 0, None, 1]
    assert now(MEETING_DAY) == [0, 0, 0, 0, None, 0]
    with clock.moved_to(MEETING_DAY + 5 * DAY):
        actions.report_progress(topic, by=committee.clerk, words="已签合同")
        actions.report_done(topic, by=committee.clerk, words="已完工")
        assert now() == [1, 1, 1, 1, Decimal("100.0"), 0]
        actions.hand_back(topic, by=committee.organiser, reason="缺决算")
    assert now() == [1, 1, 0, 0, None, 1]
    with clock.moved_to(MEETING_DAY + 14 * DAY):
        actions.report_done(topic, by=committee.clerk, words="补了决算")
        actions.accept(topic, by=committee.organiser, feedback="已落实")
    assert now() == [1, 1, 1, 0, Decimal("0.0"), 0]
    assert now(MEETING_DAY + 13 * DAY)[-1] == 1  # then it was late


def test_what_was_not_passed_or_not_held_counts_nowhere(
    office: Office, committee: Committee
) -> None:
    topic = committee.vote(committee.ready(), 3, 4)
    with clock.moved_to(MEETING_DAY):
        actions.reject(topic, by=committee.organiser)
    other = committee.meeting(MEETING_DAY + DAY)
    with clock.moved_to(MEETING_DAY):
        actions.cancel_meeting(other, by=committee.organiser, reason="没有议题")
    scope = Scope(office.street, date(2026, 1, 1), date(2027, 1, 1))
    assert [one.value for one in told(ALL, scope)] == [1, 0, 0, 0, None, 0]
