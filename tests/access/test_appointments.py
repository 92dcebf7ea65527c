"""Appointing and dismissing: levels, three administrators apart, days, the groups behind them."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from jiedao.access import actions, selectors
from jiedao.access.appointments import Asked, listed
from jiedao.access.models import Appointment
from jiedao.access.roles import all_roles
from jiedao.ledger.models import Entry
from jiedao.lib import clock
from jiedao.lib.refusals import FORBIDDEN, Refusal, Refused
from jiedao.people import actions as people
from jiedao.people.models import User
from jiedao.web import duties
from jiedao.web.constraints import sentence_for
from jiedao.web.duties import OfficeDuty
from tests.conftest import PASSWORD, TODAY, Office

DAY = timedelta(days=1)


@pytest.fixture
def newcomer(db: None) -> User:
    return people.open_account(username="xinren", name="新同事", password=PASSWORD)


def appoint(user: User, by: User, **given: object) -> Appointment:
    with clock.moved_to(TODAY):
        return actions.appoint(user, by=by, **given)


def refusal_of(user: User, by: User, **given: object) -> Refusal:
    with pytest.raises(Refused) as refused, transaction.atomic():
        appoint(user, by, **given)
    return refused.value.refusal


def fresh(user: User) -> User:
    """The person as the next request sees him, without what was kept of his holdings."""
    return User.objects.get(pk=user.pk)


def covers(user: User, duty: str, office: Office, on: date = TODAY) -> bool:
    with clock.moved_to(on):
        return selectors.holdings(fresh(user)).covers(duty, office.a)


def test_an_appointment_gives_its_duties_at_once_and_beneath(
    office: Office, newcomer: User, security_admin: User
) -> None:
    appoint(newcomer, security_admin, role="party_secretary", unit=office.street)
    assert covers(newcomer, "decisions_view", office)
    assert not covers(newcomer, "decisions_resolve", office)
    assert "新同事任经八路街道党工委书记" in Entry.objects.of(office.street)[0].words


def test_a_role_stands_at_its_own_level(
    office: Office, newcomer: User, security_admin: User
) -> None:
    refusal = refusal_of(newcomer, security_admin, role="committee_chair", unit=office.street)
    assert refusal.reason == "“社区主任”设在社区、村，不能设在街道“经八路街道”。"
    assert refusal.field == "unit"
    unknown = refusal_of(newcomer, security_admin, role="emperor", unit=office.street)
    assert "没有“emperor”这个岗位" in unknown.reason


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("system_admin", "officer"),
        ("officer", "security_admin"),
        ("system_admin", "audit_admin"),
        ("security_admin", "system_admin"),
    ],
)
def test_administrators_hold_nothing_else(
    office: Office, newcomer: User, security_admin: User, first: str, second: str
) -> None:
    appoint(newcomer, security_admin, role=first, unit=office.street)
    refusal = refusal_of(newcomer, security_admin, role=second, unit=office.street)
    assert "管理员岗位不能与其他岗位兼任" in refusal.reason
    assert refusal.basis == "三员分立（内部规定）"


def test_an_office_post_to_come_already_bars_an_administrator(
    office: Office, newcomer: User, security_admin: User
) -> None:
    soon = TODAY + 30 * DAY
    appoint(newcomer, security_admin, role="officer", unit=office.street, starts_on=soon)
    given = {"role": "system_admin", "unit": office.street}
    assert "不能与其他岗位兼任" in refusal_of(newcomer, security_admin, **given).reason
    appoint(newcomer, security_admin, **given, ends_on=soon)


def test_nobody_appoints_himself(office: Office, security_admin: User) -> None:
    refusal = refusal_of(security_admin, security_admin, role="officer", unit=office.street)
    assert refusal.status == FORBIDDEN
    assert "不能给自己任职" in refusal.reason


def test_only_the_security_administrator_appoints(
    office: Office, newcomer: User, system_admin: User, li_secretary: User
) -> None:
    for by in (system_admin, li_secretary):
        refusal = refusal_of(newcomer, by, role="officer", unit=office.street)
        assert refusal.status == FORBIDDEN
        assert "没有“任免与授权”职责" in refusal.reason


def test_one_post_is_not_held_twice_at_a_time(
    office: Office, newcomer: User, security_admin: User
) -> None:
    appoint(newcomer, security_admin, role="officer", unit=office.street)
    with pytest.raises(IntegrityError) as wrong, transaction.atomic():
        appoint(newcomer, security_admin, role="officer", unit=office.street)
    assert "同一岗位上已有任职，日期重叠" in sentence_for(wrong.value)


def test_a_dismissal_ends_the_duties_on_its_day_and_keeps_the_record(
    office: Office, newcomer: User, security_admin: User
) -> None:
    post = appoint(newcomer, security_admin, role="committee_chair", unit=office.a)
    with clock.moved_to(TODAY):
        actions.dismiss(post, by=security_admin, ends_on=TODAY + DAY, reason="调离")
    assert covers(newcomer, "decisions_resolve", office, TODAY)
    assert not covers(newcomer, "decisions_resolve", office, TODAY + DAY)
    with clock.moved_to(TODAY + DAY), pytest.raises(Refused, match="这项任职已经结束"):
        actions.dismiss(post, by=security_admin, ends_on=TODAY, reason="再次")
    assert Appointment.objects.get(pk=post.pk).reason == "调离"


def test_a_dismissal_does_not_come_before_the_appointment(
    office: Office, newcomer: User, security_admin: User
) -> None:
    post = appoint(newcomer, security_admin, role="officer", unit=office.street)
    with clock.moved_to(TODAY), pytest.raises(Refused, match="不能早于任职日期2026-11-23"):
        actions.dismiss(post, by=security_admin, ends_on=TODAY - DAY, reason="调离")


def test_an_appointment_to_come_gives_nothing_before_its_day(
    office: Office, newcomer: User, security_admin: User
) -> None:
    day = TODAY + 10 * DAY
    post = appoint(newcomer, security_admin, role="committee_chair", unit=office.a, starts_on=day)
    assert not covers(newcomer, "decisions_resolve", office, day - DAY)
    assert newcomer not in post.group.user_set.all()
    assert covers(newcomer, "decisions_resolve", office, day)


def test_the_nightly_reconciliation_moves_people_in_and_out_of_the_groups(
    office: Office, newcomer: User, zhao_chair: User, security_admin: User
) -> None:
    day = TODAY + 10 * DAY
    coming = appoint(newcomer, security_admin, role="committee_chair", unit=office.a, starts_on=day)
    group = coming.group
    with clock.moved_to(TODAY):
        going = Appointment.objects.get(user=zhao_chair)
        actions.dismiss(going, by=security_admin, ends_on=day, reason="届满")
    assert set(group.user_set.all()) == {zhao_chair}
    with clock.moved_to(day):
        actions.reconcile()
    assert set(group.user_set.all()) == {newcomer}


def test_the_list_shows_only_the_units_the_person_answers_for(
    office: Office, newcomer: User, zhao_chair: User, security_admin: User
) -> None:
    appoint(newcomer, security_admin, role="security_admin", unit=office.street)
    with clock.moved_to(TODAY):
        seen = {post.user for post in listed(fresh(newcomer), Asked()).rows}
        assert seen == {newcomer, zhao_chair}
        assert security_admin in {post.user for post in listed(security_admin, Asked()).rows}
        assert [post.unit for post in listed(fresh(zhao_chair), Asked(state="all")).rows] == [
            office.a
        ]
        by_unit = listed(security_admin, Asked(unit="体育社区"))
        assert [post.user for post in by_unit.rows] == [zhao_chair]
        assert listed(security_admin, Asked(state="ended")).rows == []


@pytest.mark.parametrize("sort", ["new", "unit"])
def test_the_list_goes_on_from_its_last_key_in_either_order(
    office: Office,
    newcomer: User,
    security_admin: User,
    zhao_chair: User,
    zheng_other: User,
    monkeypatch: pytest.MonkeyPatch,
    sort: str,
) -> None:
    monkeypatch.setattr("jiedao.access.appointments.PAGE", 2)
    appoint(newcomer, security_admin, role="officer", unit=office.street)
    seen: list[int] = []
    after = -1
    while after:
        page = listed(security_admin, Asked(sort=sort, after=max(after, 0)))
        seen += [post.pk for post in page.rows]
        after = page.after
    assert sorted(seen) == sorted(Appointment.objects.values_list("pk", flat=True))
    assert len(set(seen)) == len(seen) == 6


def test_asking_beneath_access_gives_the_same_answer_as_the_holdings(
    office: Office, system_admin: User, zhao_chair: User
) -> None:
    assert duties.holds(system_admin, OfficeDuty.MANAGE_UNITS, office.a)
    assert duties.holds(system_admin, OfficeDuty.MANAGE_UNITS)
    assert not duties.holds(zhao_chair, OfficeDuty.MANAGE_UNITS, office.a)
    assert duties.holds(people.system(), OfficeDuty.MANAGE_UNITS, office.a)
    assert list(duties.reach(zhao_chair, OfficeDuty.MANAGE_UNITS)) == []
    assert duties.reach(system_admin, OfficeDuty.MANAGE_UNITS).first() == office.district


def test_a_superuser_has_no_shortcut(office: Office, newcomer: User) -> None:
    newcomer.is_superuser = True
    newcomer.save(update_fields=["is_superuser"])
    assert not duties.holds(newcomer, OfficeDuty.MANAGE_UNITS, office.a)


def test_administrators_have_no_duty_of_the_office() -> None:
    admins = {duty for role in all_roles().values() if role.admin for duty in role.duties}
    others = {duty for role in all_roles().values() if not role.admin for duty in role.duties}
    assert admins == {
        OfficeDuty.MANAGE_UNITS,
        OfficeDuty.APPOINT,
        OfficeDuty.SEE_AUDIT,
        OfficeDuty.SEE_OUTBOX,
    }
    assert not admins & others
