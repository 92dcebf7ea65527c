"""A sum split among several payments to one payee is decided like the large one it is."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from jiedao.funds import actions
from jiedao.funds.indicators import SPLIT
from jiedao.funds.models import Payment, Project
from jiedao.indicators import kept
from jiedao.indicators.actions import settle
from jiedao.indicators.figures import Scope
from jiedao.party_committee.models import Topic
from jiedao.people.models import User
from jiedao.rulebooks import actions as rulebooks
from tests.conftest import Office
from tests.funds.conftest import YEAR, budgeted, line_of, opened, paid, received, refusal_of
from tests.funds.test_deciding import clerk, committee, decided, organiser, room
from tests.party_committee.conftest import MEETING_DAY

__all__ = ["clerk", "committee", "decided", "organiser", "room"]
FIRM = "某某建筑工程公司"
DAY = date(2026, 5, 6)


def part(project: Project, by: User, day: int, amount: int, **also: Any) -> Payment:
    """A part of a work, so many days after the first."""
    on = DAY + timedelta(days=day)
    given = {"on": on, "amount": Decimal(amount), "voucher": f"付-{day}", "payee": FIRM}
    return paid(project, by, **(given | also))


def test_parts_that_come_to_a_large_sum_are_refused_in_the_same_words(
    project: Project, officer: User
) -> None:
    received(project, officer)
    part(project, officer, 0, 20_000)
    part(project, officer, 10, 20_000)
    refusal = refusal_of(part, project, officer, 20, 10_000)
    assert (refusal.code, refusal.field, refusal.basis) == (
        "funds.split", "decision_number", "内部规定",
    )  # fmt: skip
    assert refusal.reason == (
        f"30天内付给{FIRM}的3笔合计5万元，达到大额支出标准5万元，要先经党工委集体研究。"
    )
    assert refusal.arithmetic == (
        "2026年5月6日2万元 ＋ 2026年5月16日2万元 ＋ 这笔1万元 ＝ 5万元 ≥ 5万元"
    )
    assert "请先申报党工委议题" in refusal.hint
    assert part(project, officer, 20, 9_999).is_split is False


@pytest.mark.parametrize(
    ("day", "also", "is_refused"),
    [
        (29, {}, True),
        (30, {}, False),
        (-29, {}, True),  # entered afterwards, it is the first of them
        (-30, {}, False),
        (5, {"payee": "另一家公司"}, False),
        (5, {"payee": " 某某 建筑工程公司"}, True),
        (5, {"payee": ""}, True),  # who leaves the payee out gains nothing by it
    ],
)
def test_the_window_counts_from_any_of_them_and_the_payee_is_the_same(
    project: Project, officer: User, day: int, also: dict[str, Any], is_refused: bool
) -> None:
    received(project, officer)
    part(project, officer, 0, 30_000)
    if is_refused:
        assert refusal_of(part, project, officer, day, 30_000, **also).code == "funds.split"
    else:
        assert part(project, officer, day, 30_000, **also).pk


def test_another_project_and_what_was_taken_back_do_not_count(
    office: Office, project: Project, officer: User
) -> None:
    received(project, officer)
    first = part(project, officer, 0, 30_000)
    other = opened(office.a, officer, title="另一个项目")
    received(other, officer)
    assert part(other, officer, 1, 30_000).pk
    actions.correct_payment(first, by=officer, reason="退货")
    assert part(project, officer, 2, 30_000).pk


def test_a_budget_is_split_line_by_line(office: Office, officer: User) -> None:
    budget = budgeted(office.street, officer)
    given: dict[str, Any] = {"purpose": "设备", "payee": FIRM, "by": officer}
    operating, premises = line_of(budget, "operating"), line_of(budget, "premises")
    actions.spend(operating, on=DAY, amount=Decimal(30_000), voucher="1", **given)
    assert actions.spend(premises, on=DAY, amount=Decimal(30_000), voucher="2", **given).pk
    again = {"on": DAY, "amount": Decimal(20_000), "voucher": "3"}
    assert refusal_of(actions.spend, operating, **again, **given).code == "funds.split"


def test_a_decision_bears_the_parts_too_and_what_it_bears_is_not_counted_again(
    project: Project, decided: Topic, officer: User
) -> None:
    received(project, officer)
    start = (MEETING_DAY - DAY).days
    part(project, officer, start, 30_000)
    number = decided.dossier.number
    second = part(project, officer, start + 1, 30_000, decision_number=number)
    assert (second.is_split, second.is_large, second.decision) == (True, False, decided.dossier)
    # The first one alone is left to be counted with: 1万元 more is no large sum.
    assert part(project, officer, start + 2, 10_000).is_split is False


def test_a_street_may_look_further(
    office: Office, project: Project, officer: User, lead_official: User
) -> None:
    received(project, officer)
    part(project, officer, 0, 30_000)
    rulebooks.set_local_rule(
        office.street,
        book="funds",
        key="split_window",
        value=90,
        in_force=date(2026, 1, 1),
        document="经费支出审批办法",
        document_on=date(2025, 12, 20),
        by=lead_official,
    )
    refusal = refusal_of(part, project, officer, 60, 30_000)
    assert refusal.reason.startswith(f"90天内付给{FIRM}的2笔合计6万元")


def test_old_payments_of_that_kind_are_a_figure_with_its_rows(
    office: Office, project: Project, officer: User
) -> None:
    """Rows from before the rule, as the migration finds them: without a payee, not marked."""
    received(project, officer)
    scope = Scope(office.street, *YEAR)
    first = part(project, officer, 0, 30_000)
    second = part(project, officer, 40, 30_000)
    assert SPLIT.value(scope) == 0
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE funds_payment DISABLE TRIGGER funds_keep")
        cursor.execute(
            'UPDATE funds_payment SET "on" = %s, payee = %s WHERE id = %s',
            [first.on + timedelta(days=20), "", second.pk],
        )
        cursor.execute(marking())
    assert list(SPLIT.rows(scope)) == [second]
    settle()
    (values,) = kept.values(scope)
    assert values[SPLIT.code] == 1


def marking() -> str:
    """The statement of the migration, without what it made besides."""
    from importlib import import_module

    migration = import_module("jiedao.funds.migrations.0008_split_kept")
    return str(migration.FORWARD).split("CREATE FUNCTION")[0]
