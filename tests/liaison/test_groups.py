"""Establishing, changing and dissolving work groups, and what is told of any day."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from jiedao.dossiers import actions as dossiers
from jiedao.indicators.figures import Scope
from jiedao.indicators.selectors import told
from jiedao.ledger.selectors import broken_chains, timeline
from jiedao.liaison.actions import groups as actions
from jiedao.liaison.indicators import SPECIAL_GROUPS
from jiedao.liaison.kinds import GROUP
from jiedao.liaison.models import Charge, Member, WorkGroup
from jiedao.liaison.selectors import active_groups, leading_group
from jiedao.lib import clock
from jiedao.lib.refusals import Refusal, Refused
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.web.constraints import sentence_for
from tests.conftest import TODAY, Office
from tests.liaison.conftest import ESTABLISHED, established
from tests.support import statements

JUNE = date(2026, 6, 1)


def refusal_of(act: Callable[..., Any], *args: Any, **given: Any) -> Refusal:
    with pytest.raises(Refused) as refused, transaction.atomic():
        act(*args, **given)
    return refused.value.refusal


def test_what_is_established_has_number_heads_and_ledger(
    group: WorkGroup, officer: User, lead_official: User, tang: User, room: Unit
) -> None:
    dossier = group.dossier
    assert dossier.number.startswith("XZ2026-105001-")
    assert (dossier.closed_on, dossier.state_label) == (None, "在运行")
    assert timeline(dossier)[0].words == (
        f"{officer}登记推进民主科学决策专项工作小组（经八办〔2026〕5号），2026年3月2日成立。"
        "分管领导何志远，责任部门党建工作办公室，责任人唐玉梅。"
    )
    assert group.lead_on(ESTABLISHED) == lead_official
    assert group.responsible_on(TODAY) == tang
    assert group.department_on(TODAY) == room
    assert group.lead_on(ESTABLISHED - timedelta(days=1)) is None
    assert not list(broken_chains())


def test_who_changed_posts_is_told_right_of_every_day(
    group: WorkGroup, officer: User, lead_official: User, li_secretary: User, tang: User, room: Unit
) -> None:
    actions.change(
        group, by=officer, begins_on=JUNE, lead=li_secretary, department=room, responsible=officer
    )
    (found,) = active_groups(group.street, TODAY)
    for day, lead, responsible in (
        (ESTABLISHED, lead_official, tang),
        (JUNE - timedelta(days=1), lead_official, tang),
        (JUNE, li_secretary, officer),
        (TODAY, li_secretary, officer),
    ):
        assert (found.lead_on(day), found.responsible_on(day)) == (lead, responsible)
    # Entered wrongly: the same day once more, and what was entered last holds.
    actions.change(
        found, by=officer, begins_on=JUNE, lead=li_secretary, department=room, responsible=tang
    )
    (found,) = active_groups(group.street, TODAY)
    assert found.responsible_on(JUNE) == tang
    assert "从2026年6月1日起：分管领导李明远" in timeline(group.dossier)[0].words


def test_a_change_neither_goes_back_nor_changes_nothing(
    group: WorkGroup, officer: User, lead_official: User, tang: User, room: Unit, office: Office
) -> None:
    same = {"lead": lead_official, "department": room, "responsible": tang}
    nothing = refusal_of(actions.change, group, by=officer, begins_on=JUNE, **same)
    assert nothing.code == "group.unchanged"
    other = same | {"responsible": officer}
    actions.change(group, by=officer, begins_on=JUNE, **other)
    early = refusal_of(
        actions.change, group, by=officer, begins_on=JUNE - timedelta(days=1), **same
    )
    assert early.field == "begins_on"
    assert "从2026年6月1日起的分工已经登记过" in early.reason
    community = refusal_of(
        actions.change, group, by=officer, begins_on=TODAY, **(same | {"department": office.a})
    )
    assert community.field == "department"
    assert "“体育社区”不是经八路街道的科室" in community.reason


def test_one_special_group_of_a_system_and_one_leading_group_at_a_time(
    group: WorkGroup, officer: User
) -> None:
    street = group.street
    known = refusal_of(established, street, officer)
    assert known.reason == (
        "经八路街道已经有民主科学决策专项工作小组：推进民主科学决策专项工作小组"
        f"（{group.dossier.number}，2026年3月2日成立），同一时间只能有一个。"
    )
    for area in ("disputes", "services", "supervision"):
        established(street, officer, area=area)
    leading = established(street, officer, area="", title="领导小组")
    assert "已经有领导小组" in refusal_of(established, street, officer, area="").reason
    assert leading_group(street, TODAY) == leading
    assert leading.head_word == "组长"
    assert [one.area for one in active_groups(street, TODAY)] == [
        *("", "decisions", "disputes", "services", "supervision")
    ]
    actions.dissolve(group, by=officer, until=JUNE, reason="职能调整")
    again = established(street, officer, established_on=JUNE)
    assert active_groups(street, JUNE).filter(area="decisions").get() == again
    before = active_groups(street, JUNE - timedelta(days=1)).filter(area="decisions").get()
    assert before == group


@pytest.mark.parametrize("area", ["decisions", ""])
def test_the_database_holds_one_at_a_time(group: WorkGroup, officer: User, area: str) -> None:
    established(group.street, officer, area="")
    dossier = dossiers.open_dossier(
        kind=GROUP.code, prefix=GROUP.prefix, title="又一个", unit=group.street, by=officer,
        opened_on=JUNE, state_label="",
    )  # fmt: skip
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        WorkGroup.objects.create(
            dossier=dossier,
            street=group.street,
            kind="special" if area else "leading",
            area=area,
            established_on=JUNE,
        )
    assert "同一时间只能有一个，请先撤销原来的。" in sentence_for(caught.value)


def test_only_a_street_has_groups_and_only_who_keeps_them_registers(
    office: Office, officer: User, li_secretary: User, tang: User
) -> None:
    for person in (li_secretary, tang):
        refusal = refusal_of(established, office.street, person)
        assert (refusal.code, refusal.status) == ("liaison.no_duty", 403)
    assert "“体育社区”不是街道" in refusal_of(established, office.a, officer).reason


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"title": " "}, "title", "请写小组的名称"),
        ({"title": "小组13812341234"}, "title", "138"),
        ({"document_number": "5号"}, "document_number", "写成“经八办〔2026〕12号”的样子"),
        ({"established_on": date(2027, 1, 1)}, "established_on", "2027年1月1日还没有到"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    office: Office, officer: User, given: dict[str, Any], field: str, said: str
) -> None:
    with clock.moved_to(TODAY):
        refusal = refusal_of(established, office.street, officer, **given)
    assert refusal.field == field
    assert said in refusal.reason
    assert not WorkGroup.objects.exists()


def test_who_has_no_post_in_the_street_is_not_named(
    office: Office, officer: User, security_admin: User
) -> None:
    refusal = refusal_of(established, office.street, officer, lead=security_admin)
    assert refusal.field == "lead"
    assert "安全员在经八路街道没有任职" in refusal.reason


def test_members_have_their_post_in_words_from_a_day_until_a_day(
    group: WorkGroup, officer: User, branch_secretary: User, zhao_chair: User, li_secretary: User
) -> None:
    added = actions.add_members(
        group, by=officer, users=[branch_secretary, zhao_chair], since=ESTABLISHED
    )
    assert [one.post for one in added] == ["体育社区社区书记", "体育社区社区主任"]
    own = actions.add_members(
        group, by=officer, users=[li_secretary], since=JUNE, post="人大工委主任"
    )
    assert own[0].post == "人大工委主任"
    known = refusal_of(actions.add_members, group, by=officer, users=[zhao_chair], since=JUNE)
    assert "赵丽华从2026年3月2日起已经是成员" in known.reason
    two = refusal_of(
        actions.add_members, group, by=officer, users=[officer, zhao_chair], since=JUNE, post="委员"
    )
    assert two.field == "post"
    actions.remove_member(added[1], by=officer, until=JUNE, reason="工作调动")
    assert "2026年6月1日起不再是成员。原因：工作调动。" in timeline(group.dossier)[0].words
    assert set(Member.objects.on(JUNE).values_list("user__name", flat=True)) == {
        *("陈建国", "李明远")
    }
    twice = refusal_of(actions.remove_member, added[1], by=officer, until=TODAY, reason="调动")
    assert twice.code == "group.left"
    actions.add_members(group, by=officer, users=[zhao_chair], since=TODAY)  # he came back


def test_a_group_that_is_dissolved_changes_no_more(
    group: WorkGroup, officer: User, lead_official: User, tang: User, room: Unit
) -> None:
    early = refusal_of(actions.dissolve, group, by=officer, until=date(2026, 3, 1), reason="调整")
    assert early.field == "until"
    assert refusal_of(actions.dissolve, group, by=officer, until=JUNE, reason=" ").field == "reason"
    actions.dissolve(group, by=officer, until=JUNE, reason="职能调整")
    assert group.dossier.closed_on is not None
    assert group.lead_on(JUNE) is None
    assert group.lead_on(JUNE - timedelta(days=1)) == lead_official
    refusal = refusal_of(
        actions.change, group, by=officer, begins_on=TODAY, lead=officer, department=room,
        responsible=tang,
    )  # fmt: skip
    assert (refusal.code, refusal.status) == ("group.dissolved", 409)
    assert "从2026年6月1日起撤销（职能调整）" in refusal.reason


def test_the_figure_counts_the_special_groups_of_the_day(
    group: WorkGroup, officer: User, office: Office
) -> None:
    def on(day: date, unit: Unit = office.street) -> Any:
        (found,) = told([SPECIAL_GROUPS], Scope(unit, day, day + timedelta(days=1)))
        return found.value

    established(office.street, officer, area="")
    established(office.street, officer, area="services", established_on=JUNE)
    assert on(ESTABLISHED - timedelta(days=1)) == 0
    assert on(ESTABLISHED) == 1
    assert on(JUNE) == 2
    assert on(JUNE, office.a) == 0
    actions.dissolve(group, by=officer, until=TODAY, reason="职能调整")
    assert (on(TODAY - timedelta(days=1)), on(TODAY)) == (2, 1)


def test_who_is_in_charge_of_many_groups_costs_no_more(office: Office, officer: User) -> None:
    def ask() -> None:
        for group in active_groups(office.street, TODAY):
            assert group.lead_on(TODAY) == group.responsible_on(TODAY) == officer
            assert group.department_on(TODAY) == office.street

    established(office.street, officer)
    few = statements(ask)
    for area in ("disputes", "services", "supervision", ""):
        established(office.street, officer, area=area)
    assert statements(ask) == few


@pytest.mark.parametrize(
    "words",
    [
        "update liaison_charge set begins_on = '2026-01-01'",
        "delete from liaison_charge",
        "update liaison_workgroup set established_on = '2026-01-01'",
        "delete from liaison_workgroup",
        "update liaison_member set post = '主任'",
        "delete from liaison_member",
    ],
)
def test_the_database_keeps_what_was_entered(group: WorkGroup, officer: User, words: str) -> None:
    actions.add_members(group, by=officer, users=[officer], since=ESTABLISHED)
    assert Charge.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(words)


def test_an_end_once_set_stays(group: WorkGroup, officer: User) -> None:
    (member,) = actions.add_members(group, by=officer, users=[officer], since=ESTABLISHED)
    actions.remove_member(member, by=officer, until=JUNE, reason="调动")
    actions.dissolve(group, by=officer, until=JUNE, reason="职能调整")
    for words in (
        "update liaison_member set until = '2026-07-01'",
        "update liaison_workgroup set until = '2026-07-01'",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(words)
