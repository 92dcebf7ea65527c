"""Closing a unit: what hangs on it is said with its rows, refused or ended in the same act."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from jiedao.access import actions as access
from jiedao.access.models import Appointment
from jiedao.deadlines.models import Deadline
from jiedao.dossiers import actions as dossiers
from jiedao.dossiers.models import Dossier
from jiedao.indicators.figures import Scope
from jiedao.ledger.models import Entry
from jiedao.ledger.selectors import timeline
from jiedao.liaison.actions import groups
from jiedao.liaison.indicators import LATE_RESPONSIBILITIES
from jiedao.liaison.models import Assignment, Responsibility, WorkGroup
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.organisation import actions, ties
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people import actions as people
from jiedao.people.models import User
from tests.conftest import Office, _someone, _unit
from tests.liaison.conftest import assigned, designated, established, listed
from tests.support import statements

Browser = Callable[[User], Client]


def closes(unit: Unit, by: User) -> Unit:
    return actions.close_unit(unit, closed_on=clock.today(), by=by)


def emptied(unit: Unit) -> None:
    """Nobody is in post any more."""
    for post in Appointment.objects.valid(clock.today()).filter(unit=unit):
        access.dismiss(post, by=people.system(), ends_on=clock.today(), reason="调整")


def open_matter(unit: Unit, by: User) -> Dossier:
    """Something that runs in a unit, whatever its kind."""
    return dossiers.open_dossier(
        kind="decisions.matter", prefix="JC", title="更换单元门", unit=unit, by=by,
        opened_on=clock.today(), state_label="征求意见",
    )  # fmt: skip


def test_people_in_post_and_open_matters_are_refused_with_what_to_do(
    office: Office, system_admin: User, zhao_chair: User, client_of: Browser
) -> None:
    dossier = open_matter(office.a, zhao_chair)
    client, where = (
        client_of(system_admin),
        reverse("organisation:close_unit", args=[office.a.code]),
    )
    page = client.get(where).text
    for words in ("这些要先办完", "赵丽华（社区主任）", "1人", f"{dossier.number}（征求意见）"):
        assert words in page
    assert "更换单元门" not in page, "who closes units sees no matters"
    # The button stands there refused, with its sentence; there is no form to send in vain.
    assert 'aria-disabled="true" aria-describedby="why-close_unit"' in page
    assert "现在不能撤销" in page
    assert "上面列出的办完以后，再来撤销。" in page
    assert 'name="closed_on"' not in page
    back = client.post(where, {"closed_on": clock.today().isoformat()})
    assert back.status_code == 422
    assert "还有在任人员1人、没有办结的重大事项1件" in back.text
    assert "请安全管理员先给他们办理离任" in back.text
    emptied(office.a)
    with pytest.raises(Refused, match="还有没有办结的重大事项1件") as refused:
        closes(office.a, system_admin)
    assert "在任人员" not in str(refused.value)
    office.a.refresh_from_db()
    assert office.a.closed_on is None


def test_what_ends_with_a_community_is_said_and_done_in_one_act(
    office: Office, system_admin: User, officer: User, lead_official: User, client_of: Browser
) -> None:
    today = clock.today()
    assignment = assigned(office.a, officer, lead_official, today - timedelta(days=9))
    coming = access.appoint(
        _someone("new", "新来的", office.b), role="supervisor", unit=office.a,
        by=people.system(), starts_on=today + timedelta(days=5),
    )  # fmt: skip
    where = reverse("organisation:close_unit", args=[office.a.code])
    page = client_of(system_admin).get(where).text
    numbered = f"{assignment.dossier.number}（分包中）"
    for words in ("撤销时一并结束的", "新来的（监督委员", numbered, "领导分包"):
        assert words in page
    assert assignment.dossier.title not in page, "who closes units sees no titles"
    assert 'name="closed_on"' in page
    assert "why-close_unit" not in page
    closes(office.a, system_admin)
    coming.refresh_from_db()
    assert coming.ends_on == coming.starts_on
    ended = Assignment.objects.get(pk=assignment.pk)
    assert (ended.until, ended.reason) == (today, "单位撤销")
    assert ended.dossier.closed_on is not None
    assert not Deadline.objects.open().filter(dossier__unit=office.a).exists()
    told = Entry.objects.order_by("pk").values_list("act", "words")
    acts = [act for act, _ in told]
    assert {"access.call_off", "liaison.end_assignment", "organisation.close_unit"} <= set(acts)
    assert "随之结束：还没到任的任职1项，领导分包1项。" in dict(told)["organisation.close_unit"]


def test_a_street_takes_its_groups_and_its_pilot_with_it(
    office: Office, system_admin: User, officer: User
) -> None:
    group, pilot = established(office.street, officer), designated(office.street, officer)
    emptied(office.street)
    for unit in (office.a, office.b, office.street):
        emptied(unit)
        closes(unit, people.system())
    assert WorkGroup.objects.get(pk=group.pk).reason == "单位撤销"
    pilot.dossier.refresh_from_db()
    assert (pilot.dossier.state_label, pilot.dossier.closed_on) == ("随单位撤销", clock.today())


def test_what_a_unit_answers_for_leaves_the_list_of_responsibilities_with_it(
    office: Office, system_admin: User, officer: User, client_of: Browser
) -> None:
    today = clock.today()
    overdue = {"since": today - timedelta(days=60), "due_on": today - timedelta(days=30)}
    theirs, others = listed(office.a, officer, **overdue), listed(office.b, officer, **overdue)
    assert set(
        LATE_RESPONSIBILITIES.rows(Scope(office.street, today, today + timedelta(days=1)))
    ) == {theirs, others}
    where = reverse("organisation:close_unit", args=[office.a.code])
    page = client_of(system_admin).get(where).text
    assert "责任清单上的责任" in page
    assert f"{theirs.dossier.number}（在清单上）" in page
    assert theirs.dossier.title not in page
    emptied(office.a)
    closes(office.a, system_admin)
    theirs = Responsibility.objects.get(pk=theirs.pk)
    assert (theirs.withdrawn, theirs.dossier.state_label) == ("单位撤销", "已撤下")
    assert set(
        LATE_RESPONSIBILITIES.rows(Scope(office.street, today, today + timedelta(days=1)))
    ) == {others}
    assert timeline(theirs.dossier, limit=1)[0].words.endswith("原因：单位撤销。")
    page = client_of(officer).get(reverse("responsibilities:responsibility_list")).text
    assert "已撤下" in page


def test_what_came_in_while_it_was_being_closed_is_read_first(
    office: Office, system_admin: User, officer: User, lead_official: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    emptied(office.a)
    assigned(office.a, officer, lead_official, clock.today())
    monkeypatch.setattr(
        ties, "hold", lambda unit, found: set()
    )  # it was begun just after that was read
    with pytest.raises(Refused, match="请核对名单，再办一次"):
        closes(office.a, system_admin)
    office.a.refresh_from_db()
    assert office.a.closed_on is None


def test_a_department_that_answers_for_a_group_is_not_closed_before_another_does(
    office: Office, system_admin: User, officer: User
) -> None:
    room = _unit(
        "410105001-K01", "党建工作办公室", "党建工作办公室", UnitLevel.DEPARTMENT, office.street
    )
    group = established(office.street, officer, department=room)
    with pytest.raises(Refused, match="由它负责的工作小组1个") as refused:
        closes(room, system_admin)
    assert "另定责任部门" in refused.value.refusal.hint
    groups.change(
        group, by=officer, begins_on=clock.today(), lead=officer, department=office.street,
        responsible=officer,
    )  # fmt: skip
    assert closes(room, system_admin).closed_on == clock.today()


def test_nothing_is_begun_in_a_closed_unit_whoever_asks(
    office: Office, system_admin: User, zhao_chair: User
) -> None:
    emptied(office.a)
    closes(office.a, people.system())
    with pytest.raises(Refused, match="撤销，不能再登记新的事项"):
        open_matter(office.a, people.system())  # read before it was closed
    assert not Dossier.objects.filter(unit=office.a).exists()


def test_nothing_of_a_closed_unit_is_changed_by_whoever_read_it_before(
    office: Office, system_admin: User, zhao_chair: User, client_of: Browser
) -> None:
    today = clock.today()
    five = "王芳 主任\n李建国 副主任\n张伟\n刘洋\n陈静"
    term = actions.establish_elected(
        office.a, kind="committee", name="", number=7, begins_on=date(2026, 3, 1),
        ends_on=date(2031, 3, 1), roster=five, by=system_admin,
    )  # fmt: skip
    seat, other = term.seats.select_related("person")[:2]
    before = Unit.objects.get(pk=office.a.pk)
    emptied(office.a)
    closes(office.a, system_admin)
    by = {"by": system_admin}
    acts: tuple[Callable[[], object], ...] = (
        lambda: actions.describe_unit(before, phone="0371-65950001", **by),
        lambda: actions.rename_unit(before, name="东社区", **by),
        lambda: actions.add_unit(before, level=UnitLevel.GRID, name="第九网格", **by),
        lambda: actions.count_heads(
            before, counted_on=today, adults=20, households=10, source="底册", **by
        ),
        lambda: actions.register_kinship(
            before, one=seat.person, other=other.person, relation="夫妻", **by
        ),
        lambda: actions.establish_body(before, kind="supervision", **by),
        lambda: actions.fill_by_name(
            term, person="赵六", position="member", group="", joined_on=today, **by
        ),
        lambda: actions.leave_seat(seat, left_on=today, reason="调整", **by),
    )
    lines = Entry.objects.count()
    for act in acts:
        before.closed_on = term.body.unit.closed_on = None  # read before it was closed
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.refusal.code == "organisation.closed"
    assert Entry.objects.count() == lines
    client = client_of(system_admin)
    page = client.get(reverse("organisation:unit_page", args=[office.a.code])).text
    assert "已于" in page
    pages = ("describe_unit", "rename_unit", "count_heads", "add_unit", "register_kinship")
    for name in pages:
        url = reverse(f"organisation:{name}", args=[office.a.code])
        assert url not in page
        refusal = client.get(url)
        assert refusal.status_code == 409
        assert "撤销，不能再办理。" in refusal.text
    for name, pk in (
        ("leave_seat", seat.pk), ("fill_seat", term.pk), ("begin_term", term.body_id),
    ):  # fmt: skip
        url = reverse(f"organisation:{name}", args=[pk])
        assert url not in page
        assert client.get(url).status_code == 409


def test_what_hangs_on_a_unit_costs_the_same_for_one_and_for_many(
    office: Office, system_admin: User, zhao_chair: User, client_of: Browser
) -> None:
    client, where = (
        client_of(system_admin),
        reverse("organisation:close_unit", args=[office.a.code]),
    )

    def ask() -> None:
        assert client.get(where).status_code == 200

    open_matter(office.a, zhao_chair)
    ask()
    before = statements(ask)
    for _ in range(24):
        open_matter(office.a, zhao_chair)
    assert statements(ask) == before
    page = client.get(where).text
    assert "25件" in page
    assert "另有5件没有列出" in page
