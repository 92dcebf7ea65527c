"""Who came is ticked on the roster, or entered by name from the sheet."""

from jiedao.lib import clock
from jiedao.meetings import actions, judgement
from jiedao.meetings.models import Meeting
from jiedao.people.models import User
from tests.meetings.closing import refused
from tests.meetings.conftest import HELD, Call, tick


def test_nobody_signs_in_before_the_day(call: Call, sun_worker: User) -> None:
    meeting = call()
    assert refused(tick, meeting, sun_worker, 1).code == "meeting.not_yet"


def test_ticks_may_be_put_right_until_the_meeting_is_closed(
    call: Call, sun_worker: User, zhao_chair: User
) -> None:
    meeting = call()
    with clock.moved_to(HELD):
        tick(meeting, sun_worker, 7)
        tick(meeting, zhao_chair, 5)
    assert judgement.attendance(meeting).present == 5
    first, last = meeting.roster.order_by("id")[0], meeting.roster.order_by("id")[6]
    assert first.ticked_by == sun_worker
    assert (last.present, last.ticked_by) == (False, None)


def test_names_from_elsewhere_are_not_ticked(call: Call, sun_worker: User) -> None:
    meeting = call()
    with clock.moved_to(HELD):
        refusal = refused(actions.sign_in, meeting, present={10**9}, by=sun_worker)
        assert refusal.field == "present"
        refusal = refused(
            actions.sign_in, meeting, present=set(), extra=["路人 3号楼"], by=sun_worker
        )
    assert refusal.code == "meeting.roster_frozen"


def test_residents_are_entered_by_name_from_the_sheet(
    residents_meeting: Meeting, sun_worker: User
) -> None:
    lines = ["王芳\t3号楼", "李强，5号楼", "", "王芳 7号楼"]
    with clock.moved_to(HELD):
        actions.sign_in(residents_meeting, present=set(), extra=lines, by=sun_worker)
    entered = residents_meeting.roster.values_list("name", "position", "present")
    assert sorted(entered) == [
        ("李强", "5号楼", True), ("王芳", "3号楼", True), ("王芳", "7号楼", True),
    ]  # fmt: skip
    assert judgement.attendance(residents_meeting).expected == 20


def test_a_name_pasted_twice_is_named(residents_meeting: Meeting, sun_worker: User) -> None:
    with clock.moved_to(HELD):
        actions.sign_in(residents_meeting, present=set(), extra=["王芳 3号楼"], by=sun_worker)
        present = set(residents_meeting.roster.values_list("pk", flat=True))
        refusal = refused(
            actions.sign_in,
            residents_meeting,
            present=present,
            extra=["王芳 3号楼", "李强", "李强"],
            by=sun_worker,
        )
    assert refusal.field == "extra"
    assert "李强" in refusal.reason
    assert "王芳（3号楼）" in refusal.reason
    assert residents_meeting.roster.count() == 1


def test_more_cannot_come_than_the_community_has(
    residents_meeting: Meeting, sun_worker: User
) -> None:
    lines = [f"居民{number}" for number in range(21)]
    with clock.moved_to(HELD):
        refusal = refused(
            actions.sign_in, residents_meeting, present=set(), extra=lines, by=sun_worker
        )
    assert refusal.code == "meeting.more_than_expected"


def test_an_unreadable_line_is_told_by_its_number(
    residents_meeting: Meeting, sun_worker: User
) -> None:
    with clock.moved_to(HELD):
        for line in ("王\x07芳", "长" * 60):
            refusal = refused(
                actions.sign_in,
                residents_meeting,
                present=set(),
                extra=["李强", line],
                by=sun_worker,
            )
            assert refusal.reason.startswith("第2行")
