"""The committee's work under the portal's own narrow database account: all of it, and no more."""

import pytest
from django.db import ProgrammingError, connection, transaction

from jiedao.lib import clock
from jiedao.party_committee import actions
from tests.party_committee.conftest import DAY, MEETING_DAY, Committee
from tests.rights.test_rights import account, acting_as

__all__ = ["account"]


def test_a_topic_is_decided_and_carried_out_under_the_narrow_account(
    committee: Committee, account: str
) -> None:
    with acting_as(account):
        topic = committee.ready()
        meeting = topic.entries.get().meeting
        committee.sign_in(meeting, absent=1)  # put right
        committee.vote(topic, 5, 1)
        committee.vote(topic, 6)  # counted again
        with clock.moved_to(MEETING_DAY + DAY):
            actions.resolve(topic, by=committee.organiser, decision="同意安排。")
            actions.assign(
                topic, by=committee.organiser, owner=committee.clerk, due_on=MEETING_DAY + DAY
            )
            actions.report_progress(topic, by=committee.clerk, words="已签合同")
            actions.report_done(topic, by=committee.clerk, words="已完工")
            actions.accept(topic, by=committee.organiser, feedback="已落实")
        for statement in (
            "delete from party_committee_speech",
            "update party_committee_speech set words = '反对'",
            "update party_committee_attendee set person_id = person_id",
            "update party_committee_topic set category = 'cadres'",
            "delete from party_committee_agendaentry",
        ):
            with (
                pytest.raises(ProgrammingError, match="permission denied"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)
    assert topic.state == "closed"
