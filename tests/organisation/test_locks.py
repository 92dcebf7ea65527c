"""Closing a unit while somebody acts on what ends with it: one waits for the other, never both."""

import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from jiedao.access import actions as access
from jiedao.access.models import Appointment
from jiedao.dossiers import actions as dossiers
from jiedao.dossiers.models import Dossier
from jiedao.liaison.models import Assignment, WorkGroup
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.organisation import actions, ties
from jiedao.organisation.models import Unit
from jiedao.people import actions as people
from jiedao.people.models import User
from tests.conftest import TODAY, Office, _someone
from tests.liaison.conftest import assigned, established

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 60  # seconds; a deadlock must fail the test, not hang it


def until_somebody_waits() -> None:
    """Go on only when another connection waits for a lock."""
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        with connection.cursor() as cursor:
            # Not pg_stat_activity: what it said first it says until the transaction ends.
            cursor.execute("select exists (select from pg_locks where not granted)")
            (waits,) = cursor.fetchone()
        if waits:
            return
        time.sleep(0.02)
    raise AssertionError("nobody came to wait")


def both(first: Callable[[], object], second: Callable[[], object]) -> tuple[object, object]:
    """Two people, each on a connection of their own; what each got."""

    def alone(act: Callable[[], object]) -> object:
        try:
            with clock.moved_to(TODAY):
                return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.submit(alone, first), pool.submit(alone, second)
        return one.result(PATIENCE), other.result(PATIENCE)


@pytest.fixture
def empty(office: Office) -> Unit:
    """Community A with nobody in post."""
    with clock.moved_to(TODAY):
        for post in Appointment.objects.valid(TODAY).filter(unit=office.a):
            access.dismiss(post, by=people.system(), ends_on=TODAY, reason="调整")
    return office.a


def test_who_holds_what_ends_with_the_unit_and_then_needs_the_unit_is_waited_for(
    empty: Unit, officer: User, lead_official: User, system_admin: User
) -> None:
    with clock.moved_to(TODAY):
        found = assigned(empty, officer, lead_official)
    held = threading.Event()

    @transaction.atomic
    def begin() -> Dossier:
        """Something is begun out of an assignment: its dossier is held, then the unit is needed."""
        dossiers.hold_record(Assignment.objects.select_related("dossier").get(pk=found.pk))
        held.set()
        until_somebody_waits()
        return dossiers.open_dossier(
            kind="decisions.matter", prefix="JC", title="走访中发现的事",
            unit=Unit.objects.get(pk=empty.pk), by=User.objects.get(pk=officer.pk),
            opened_on=TODAY, state_label="征求意见",
        )  # fmt: skip

    def close() -> str:
        assert held.wait(PATIENCE)
        with pytest.raises(Refused) as caught:
            actions.close_unit(
                Unit.objects.get(pk=empty.pk),
                closed_on=TODAY,
                by=User.objects.get(pk=system_admin.pk),
            )
        return caught.value.refusal.reason

    begun, reason = both(begin, close)
    assert isinstance(begun, Dossier)
    assert "没有办结的重大事项1件" in str(reason)  # and what was begun meanwhile is counted
    assert Assignment.objects.get(pk=found.pk).until is None


def test_ending_a_post_that_was_to_begin_waits_for_nobody_who_waits_for_it(
    empty: Unit, office: Office, security_admin: User, system_admin: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    with clock.moved_to(TODAY):
        later = access.appoint(
            _someone("new", "新来的", office.b), role="supervisor", unit=empty,
            by=people.system(), starts_on=TODAY.replace(year=TODAY.year + 1),
        )  # fmt: skip
    saved, changed = threading.Event(), access.leaving.changed

    def tell(user: User) -> None:
        saved.set()
        until_somebody_waits()
        changed(user)

    monkeypatch.setattr(access.leaving, "changed", tell)

    def dismiss() -> Appointment:
        post = Appointment.objects.select_related("unit", "user", "group").get(pk=later.pk)
        return access.dismiss(
            post, by=User.objects.get(pk=security_admin.pk), ends_on=post.starts_on, reason="调整"
        )

    def close() -> Unit:
        assert saved.wait(PATIENCE)
        return actions.close_unit(
            Unit.objects.get(pk=empty.pk), closed_on=TODAY, by=User.objects.get(pk=system_admin.pk)
        )

    ended, closed = both(dismiss, close)
    assert isinstance(ended, Appointment)
    assert isinstance(closed, Unit)


def test_appointing_who_leads_a_group_and_closing_its_street_wait_for_each_other_in_one_order(
    office: Office, officer: User, security_admin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clock.moved_to(TODAY):
        group = established(office.street, officer)
        for post in Appointment.objects.valid(TODAY).exclude(unit=office.district):
            access.dismiss(post, by=people.system(), ends_on=TODAY, reason="调整")
        for unit in (office.a, office.b):
            actions.close_unit(unit, closed_on=TODAY, by=people.system())
    locked, hold_all = threading.Event(), ties._LOCKERS[0]

    def hold(keys: Iterable[int]) -> None:
        """The dossiers are held, the street is needed next, when the other one comes."""
        hold_all(keys)
        locked.set()
        until_somebody_waits()

    monkeypatch.setattr(ties, "_LOCKERS", [hold])

    def appoint() -> str:
        assert locked.wait(PATIENCE)
        with pytest.raises(Refused) as caught:
            access.appoint(
                User.objects.get(pk=officer.pk), role="officer",
                unit=Unit.objects.get(pk=office.street.pk),
                by=User.objects.get(pk=security_admin.pk), starts_on=TODAY,
            )  # fmt: skip
        return caught.value.refusal.reason

    def close() -> Unit:
        unit = Unit.objects.get(pk=office.street.pk)
        return actions.close_unit(unit, closed_on=TODAY, by=people.system())

    closed, reason = both(close, appoint)
    assert isinstance(closed, Unit)
    assert "撤销，不能再办理任职" in str(reason)
    assert WorkGroup.objects.get(pk=group.pk).until == TODAY


def test_who_tries_to_close_what_cannot_be_closed_locks_nothing(
    office: Office, zhao_chair: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(unit: Unit, found: ties.Ties) -> set[int]:
        raise AssertionError("it was locked in vain")

    monkeypatch.setattr(ties, "hold", locked)
    with clock.moved_to(TODAY), pytest.raises(Refused, match="在任人员1人"):
        actions.close_unit(office.a, closed_on=TODAY, by=people.system())


def test_several_dossiers_are_locked_in_the_order_of_their_keys(
    office: Office, officer: User, lead_official: User
) -> None:
    with clock.moved_to(TODAY):
        pks = [assigned(unit, officer, lead_official).pk for unit in (office.a, office.b)]
    asked: list[str] = []

    def note(execute: Callable[..., object], sql: str, *rest: object) -> object:
        asked.append(sql)
        return execute(sql, *rest)

    with transaction.atomic(), connection.execute_wrapper(note):
        dossiers.hold_all(reversed(pks))
    assert "ORDER BY" in asked[-1]
    assert asked[-1].endswith("FOR NO KEY UPDATE")
