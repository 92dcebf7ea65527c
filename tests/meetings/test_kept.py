"""What the database itself keeps of a meeting, and what reading it costs."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from jiedao.dossiers.models import Dossier
from jiedao.lib import clock
from jiedao.lib.ballots import Ballots
from jiedao.meetings import judgement, selectors
from jiedao.meetings.models import Ballot
from jiedao.people.models import User
from tests.meetings.closing import close
from tests.meetings.conftest import HELD, Call, tick
from tests.support import statements


def run(sql: str, *parameters: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, parameters)


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM meetings_rosterentry",
        "UPDATE meetings_rosterentry SET name = '别人'",
        "UPDATE meetings_rosterentry SET has_vote = false",
        "UPDATE meetings_rosterentry SET recused = true, has_vote = false",
        "UPDATE meetings_rosterentry SET bodies = '{}'",
        (
            "INSERT INTO meetings_rosterentry (meeting_id, name, bodies, position, has_vote, recused,"
            " present) SELECT id, '添人', '{}', '', true, false, false FROM meetings_meeting"
        ),
        "UPDATE meetings_meeting SET is_roster_frozen = false",
        "UPDATE meetings_meeting SET place = '别处'",
        "UPDATE meetings_meeting SET held_on = held_on + 1",
        "DELETE FROM meetings_meeting",
    ],
)
def test_the_roster_and_the_notice_cannot_be_changed_by_hand(call: Call, sql: str) -> None:
    call()
    with pytest.raises(IntegrityError):
        run(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE meetings_rosterentry SET present = false, ticked_at = null, ticked_by_id = null",
        "UPDATE meetings_meeting SET minutes = '改'",
        "UPDATE meetings_meeting SET status = 'noticed', closed_at = null, closed_by_id = null",
        "UPDATE meetings_ballot SET in_favour = 6, against = 0",
        "DELETE FROM meetings_ballot",
    ],
)
def test_a_closed_meeting_cannot_be_changed_by_hand(call: Call, sun_worker: User, sql: str) -> None:
    meeting = call()
    with clock.moved_to(HELD):
        close(tick(meeting, sun_worker, 6), sun_worker, Ballots(6, 4, 2, 0, 0))
    with pytest.raises(IntegrityError):
        run(sql)


@pytest.mark.parametrize(("issued", "in_favour"), [(7, 4), (3, 4)])
def test_the_database_counts_ballots_too(
    call: Call, sun_worker: User, issued: int, in_favour: int
) -> None:
    meeting = call()
    with clock.moved_to(HELD):
        tick(meeting, sun_worker, 6)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.create(
            meeting=meeting,
            issued=issued,
            in_favour=in_favour,
            against=0,
            abstain=0,
            invalid=0,
            counted_at=clock.now(),
            counted_by=sun_worker,
        )


def test_attendance_and_list_cost_one_query_each(
    call: Call, dossier: Dossier, sun_worker: User
) -> None:
    meeting = call()
    with clock.moved_to(HELD):
        tick(meeting, sun_worker, 6)
    assert statements(lambda: judgement.attendance(meeting)) == 1
    assert statements(lambda: selectors.meetings_of(dossier)) == 1
