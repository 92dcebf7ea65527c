"""Receiving, paying and taking back, and what none of them lets pass."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from jiedao.access import actions as access
from jiedao.access.models import RecusalScope
from jiedao.funds import actions
from jiedao.funds.models import Payment, Project, Receipt
from jiedao.funds.selectors.projects import account_of, rows_of, sources_of
from jiedao.funds.states import Stage
from jiedao.ledger.selectors import broken_chains, timeline
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User
from tests.conftest import TODAY, Office, _unit
from tests.funds.conftest import opened, paid, received, refusal_of


def test_what_comes_and_goes_is_in_the_account_and_the_ledger(
    project: Project, officer: User
) -> None:
    received(project, officer)
    received(
        project,
        officer,
        amount=Decimal(50_000),
        source="donation",
        payer="驻街企业",
        voucher="收-2",
    )
    paid(project, officer)
    (row,) = rows_of([project], TODAY)
    assert (row.received, row.paid, row.left) == (250_000, 30_000, 220_000)
    lines = account_of(project)
    assert [line.left for line in lines] == [200_000, 250_000, 220_000]
    parts = [(part.name, part.amount, part.per_cent) for part in sources_of(lines)]
    assert parts == [("上级专项", 200_000, 80), ("社会捐赠", 50_000, 20)]
    assert timeline(project.dossier)[0].words == (
        f"{officer}登记2026年4月8日支出3万元，用于室内防水工程款，凭证付-0408。"
    )
    assert project.dossier.number.startswith("XM2026-001003-")
    assert project.dossier.state_label == "建设中"
    assert not list(broken_chains())


def test_money_that_has_not_come_cannot_be_spent(project: Project, officer: User) -> None:
    received(project, officer, amount=Decimal(60_000))
    paid(project, officer, payee="防水公司")
    more = {"voucher": "付-2", "payee": "门窗公司"}
    refusal = refusal_of(paid, project, officer, amount=Decimal("30000.01"), **more)
    assert (refusal.code, refusal.field, refusal.status) == ("funds.not_covered", "amount", 409)
    assert "超出0.01元" in refusal.reason
    assert refusal.arithmetic == "到2026年4月8日止，到账6万元 − 支出3万元 ＝ 3万元"
    assert "请先登记到账" in refusal.hint
    early = refusal_of(paid, project, officer, on=date(2026, 3, 1), voucher="付-0")
    assert early.arithmetic == "到2026年3月1日止，到账0元 − 支出0元 ＝ 0元"
    assert paid(project, officer, amount=Decimal(30_000), **more).pk


def test_an_earlier_payment_leaves_what_was_paid_later_covered(
    project: Project, officer: User
) -> None:
    received(project, officer, amount=Decimal(45_000))
    paid(project, officer, on=date(2026, 6, 1), amount=Decimal(40_000))
    refusal = refusal_of(paid, project, officer, on=date(2026, 4, 1), voucher="付-2")
    assert refusal.arithmetic == "到2026年6月1日止，到账4.5万元 − 支出4万元 ＝ 5,000元"


def test_more_than_was_planned_is_paid_and_said(office: Office, officer: User) -> None:
    project = opened(office.a, officer, planned=Decimal(40_000))
    received(project, officer)
    paid(project, officer, amount=Decimal(41_000))
    (row,) = rows_of([project], TODAY)
    assert row.is_over
    actions.amend(
        project,
        by=officer,
        kind="day_care",
        place=project.place,
        planned=Decimal(45_000),
        reason="区里追加投资",
    )
    (row,) = rows_of([project], TODAY)
    assert not row.is_over
    assert timeline(project.dossier)[0].words.endswith(
        "原为社区日间照料中心，体育社区日间照料中心，计划投入4万元，"
        "现为社区日间照料中心，体育社区日间照料中心，计划投入4.5万元。原因：区里追加投资。"
    )


def test_a_wrong_entry_is_taken_back_on_its_own_day(project: Project, officer: User) -> None:
    wrong = received(project, officer, amount=Decimal(2_000_000))
    counter = actions.correct_receipt(wrong, by=officer, reason="多写了一个零")
    assert (counter.on, counter.amount, counter.corrects) == (wrong.on, -wrong.amount, wrong)
    received(project, officer)  # the same voucher, now with the right sum
    assert [line.left for line in account_of(project)] == [2_000_000, 0, 200_000]
    for act in (wrong, counter):
        fresh = Receipt.objects.get(pk=act.pk)
        assert (
            "已经冲销"
            in refusal_of(actions.correct_receipt, fresh, by=officer, reason="再来").reason
        )
    assert (
        refusal_of(
            actions.correct_receipt, received(project, officer, voucher="x"), by=officer, reason=" "
        ).field
        == "reason"
    )


def test_a_receipt_that_is_spent_is_not_taken_back(project: Project, officer: User) -> None:
    came = received(project, officer)
    went = paid(project, officer)
    refusal = refusal_of(actions.correct_receipt, came, by=officer, reason="记错项目")
    assert refusal.reason == "这笔到账20万元，已经付出去3万元，不能冲销。"
    actions.correct_payment(went, by=officer, reason="记错项目")
    assert actions.correct_receipt(came, by=officer, reason="记错项目").amount == -200_000


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"on": date(2026, 11, 24)}, "on", "2026年11月24日还没有到"),
        ({"amount": Decimal(0)}, "amount", "金额要大于零"),
        ({"amount": Decimal(-5)}, "amount", "金额要大于零"),
        ({"amount": Decimal("1.001")}, "amount", "最多写到分"),
        ({"payer": "居民 13812341234"}, "payer", "138"),
        ({"voucher": " "}, "voucher", "请照凭证填写凭证号"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    project: Project, officer: User, given: dict[str, Any], field: str, said: str
) -> None:
    refusal = refusal_of(received, project, officer, **given)
    assert refusal.field == field
    assert said in refusal.reason
    assert not Receipt.objects.exists()


def test_the_same_voucher_is_entered_once(project: Project, officer: User) -> None:
    received(project, officer)
    refusal = refusal_of(received, project, officer)
    assert refusal.field == "voucher"
    assert f"已经由{officer}登记过" in refusal.reason
    assert received(project, officer, voucher="收-0312-2").pk


def test_a_project_is_prepared_begun_and_finished(office: Office, officer: User) -> None:
    project = opened(office.street, officer, kind="relocation", begun_on=None)
    assert project.stage(TODAY) == Stage.PREPARING
    assert (
        "还没有登记开工"
        in refusal_of(actions.finish, project, by=officer, finished_on=TODAY).reason
    )
    actions.begin(project, by=officer, begun_on=date(2026, 5, 6))
    assert project.stage(TODAY) == Stage.UNDER_WAY
    assert "已经登记" in refusal_of(actions.begin, project, by=officer, begun_on=TODAY).reason
    early = refusal_of(actions.finish, project, by=officer, finished_on=date(2026, 5, 5))
    assert early.field == "finished_on"
    actions.finish(project, by=officer, finished_on=date(2026, 10, 9))
    assert (project.stage(TODAY), project.dossier.closed_on) == (Stage.FINISHED, TODAY)
    # 尾款 comes after the end, and the dossier stays closed.
    received(project, officer)
    paid(project, officer)
    project.dossier.refresh_from_db()
    assert (project.dossier.closed_on, project.dossier.state_label) == (TODAY, "已完工")


def test_only_who_keeps_the_money_enters_it(
    office: Office,
    project: Project,
    officer: User,
    li_secretary: User,
    branch_secretary: User,
    security_admin: User,
) -> None:
    for person in (li_secretary, branch_secretary):
        for refusal in (
            refusal_of(opened, office.a, person),
            refusal_of(received, project, person),
            refusal_of(paid, project, person),
        ):
            assert (refusal.code, refusal.status) == ("funds.no_duty", 403)
    assert officer.person
    access.recuse(
        project.dossier,
        person=officer.person,
        scope=RecusalScope.ACT,
        reason="亲属承建",
        by=security_admin,
        on=date(2026, 3, 1),
    )
    assert refusal_of(received, project, officer).code == "funds.recused"


def test_a_department_has_no_projects(office: Office, officer: User) -> None:
    room = _unit("410105001-K04", "财政所", "财政所", UnitLevel.DEPARTMENT, office.street)
    refusal = refusal_of(opened, room, officer)
    assert refusal.field == "unit"
    assert "“财政所”是科室" in refusal.reason


@pytest.mark.parametrize("act", ["UPDATE {} SET amount = 1", "DELETE FROM {}"])
@pytest.mark.parametrize("table", ["funds_receipt", "funds_payment"])
def test_the_database_keeps_every_entry(
    project: Project, officer: User, act: str, table: str
) -> None:
    received(project, officer)
    paid(project, officer)
    with (
        pytest.raises(IntegrityError, match="不能改动或删除"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(act.format(table))
    assert Receipt.objects.count() == Payment.objects.count() == 1
