"""A group whose head or responsible person has left turns red by itself, until another is named."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from jiedao.access import actions as access
from jiedao.access.models import Appointment
from jiedao.accounts.actions import passwords as accounts
from jiedao.dashboard import selectors as dashboard
from jiedao.deadlines.models import Deadline
from jiedao.ledger.models import Entry
from jiedao.liaison.actions import groups, vacancies
from jiedao.liaison.models import WorkGroup
from jiedao.liaison.selectors import groups as selectors
from jiedao.liaison.selectors import leaving
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.organisation.models import Unit
from jiedao.people import actions as people
from jiedao.people.models import User
from tests.conftest import Office
from tests.liaison.conftest import established
from tests.support import statements

Browser = Callable[[User], Client]
RESPONSIBLE, LEAD = "liaison.responsible_left", "liaison.lead_left"


def leaves(user: User, day: date) -> None:
    """The person's posts end: `day` is the first without him."""
    for post in Appointment.objects.filter(user=user, ends_on=None):
        access.dismiss(post, by=people.system(), ends_on=day, reason="调离")


def running(group: WorkGroup) -> dict[str, date]:
    rows = Deadline.objects.open().filter(dossier=group.dossier)
    return dict(rows.values_list("code", "due_on"))


def test_who_leaves_is_red_at_once_on_page_list_dashboard_and_desk(
    group: WorkGroup, office: Office, officer: User, li_secretary: User, tang: User,
    client_of: Browser,
) -> None:  # fmt: skip
    today = clock.today()
    page, list_ = group.get_absolute_url(), reverse("groups:group_list")
    client = client_of(officer)
    assert "已离任" not in client.get(page).text + client.get(list_).text
    leaves(tang, today)
    assert running(group) == {RESPONSIBLE: today - timedelta(days=1)}
    said = client.get(page).text
    assert "责任人唐玉梅" in said
    assert "起不再任职，请另定。" in said
    assert reverse("groups:change", args=[group.dossier.number]) in said
    assert "已离任" in client.get(list_).text
    row = client.get(list_, {"q": "民主科学决策"}).context["listed"].rows[0]
    assert (row.responsible, row.lead) == ("唐玉梅（已离任）", "何志远")
    red = next(
        one
        for one in dashboard.reds(li_secretary, office.street, today=today).rows
        if one.what == "另定小组的责任人"
    )
    assert (red.number, red.left, red.basis) == (group.dossier.number, "逾期1天", "内部规定")
    assert officer.name in red.whose
    assert tang.name not in red.whose
    assert "另定小组的责任人" in client.get(reverse("pages:desk")).text
    assert "要另定人1个" in client.get(reverse("liaison:home")).text


def test_another_named_puts_it_right_and_the_ledger_tells_both(
    group: WorkGroup, office: Office, officer: User, lead_official: User, room: Unit, tang: User
) -> None:
    today = clock.today()
    leaves(tang, today)
    given = {"lead": lead_official, "department": room}
    with pytest.raises(Refused, match="在经八路街道没有任职，不能从这一天起负责") as refused:
        groups.change(group, by=officer, begins_on=today, responsible=tang, **given)
    assert refused.value.refusal.field == "responsible"
    tomorrow = today + timedelta(days=1)
    groups.change(group, by=officer, begins_on=tomorrow, responsible=officer, **given)
    assert RESPONSIBLE in running(group), "until then nobody is responsible"
    with clock.moved_to(tomorrow):
        assert vacancies.sweep() == 0
        assert running(group) == {}
    acts = list(Entry.objects.order_by("pk").values_list("act", flat=True))
    assert acts.count("liaison.vacant") == acts.count("liaison.back") == 1


def test_a_post_that_ends_on_a_day_to_come_turns_red_on_that_day(
    group: WorkGroup, lead_official: User
) -> None:
    last = clock.today() + timedelta(days=4)
    leaves(lead_official, last + timedelta(days=1))
    for day, red in ((last, {}), (last + timedelta(days=1), {LEAD: last})):
        with clock.moved_to(day):
            for _ in range(2):
                vacancies.sweep()
            assert running(group) == red


def test_who_went_to_another_unit_is_gone_and_may_be_named_once_more(
    group: WorkGroup, office: Office, officer: User, lead_official: User, room: Unit, tang: User
) -> None:
    today = clock.today()
    # Named in March, before the portal knew of posts; named anew, his unit of that day counts.
    groups.change(
        group, by=officer, begins_on=today, lead=officer, department=room, responsible=tang
    )
    later = today + timedelta(days=3)
    access.appoint(tang, role="officer", unit=office.street, by=people.system(), starts_on=later)
    leaving = Appointment.objects.get(user=tang, unit=room)
    access.dismiss(leaving, by=people.system(), ends_on=later, reason="调动")
    with clock.moved_to(later):
        assert vacancies.sweep() == 1
        assert running(group) == {RESPONSIBLE: later - timedelta(days=1)}
        groups.change(
            group, by=officer, begins_on=later, lead=officer, department=room, responsible=tang
        )
        assert running(group) == {}


def test_a_shut_account_is_gone_and_an_opened_one_is_back(group: WorkGroup, tang: User) -> None:
    accounts.close_account(tang, by=people.system(), reason="调离")
    assert RESPONSIBLE in running(group)
    accounts.reopen_account(tang, by=people.system(), reason="停用错了")
    assert running(group) == {}


def test_who_was_named_while_the_sweep_waited_is_not_called_gone(
    group: WorkGroup, officer: User, tang: User
) -> None:
    today = clock.today()
    leaves(tang, today)
    found = list(selectors.standing(today))
    assert leaving.gone(found[0], today)
    groups.change(
        group, by=officer, begins_on=today, lead=officer, department=group.street,
        responsible=officer,
    )  # fmt: skip
    told = Entry.objects.filter(dossier=group.dossier).count()
    vacancies._settle(found[0])  # as it was read before the lock
    assert running(group) == {}
    assert Entry.objects.filter(dossier=group.dossier).count() == told


def test_a_dissolved_group_wants_nobody(group: WorkGroup, officer: User, tang: User) -> None:
    leaves(tang, clock.today())
    groups.dissolve(group, by=officer, until=clock.today(), reason="任务完成")
    vacancies.sweep()
    assert running(group) == {}


def test_the_list_asks_who_has_left_once_for_all(
    office: Office, officer: User, client_of: Browser
) -> None:
    client = client_of(officer)

    def ask() -> None:
        assert client.get(reverse("groups:group_list")).status_code == 200

    established(office.street, officer)
    ask()
    before = statements(ask)
    for area in ("disputes", "services", "supervision"):
        established(office.street, officer, area=area)
    assert statements(ask) == before
