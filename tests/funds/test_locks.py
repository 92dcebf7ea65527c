"""Two tables that rest on the same decisions lock them in the same order: neither waits for the other for ever."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from jiedao.dossiers import actions as dossiers
from jiedao.dossiers.models import Dossier
from jiedao.funds import actions, intake
from jiedao.funds.actions.tables import Entry
from jiedao.funds.models import Payment, Project
from jiedao.people.models import User
from tests.conftest import Office
from tests.funds.conftest import opened, received
from tests.party_committee.conftest import (
    MEETING_DAY,
    Committee,
    clerk,
    committee,
    organiser,
    room,
)

__all__ = ["clerk", "committee", "organiser", "room"]


def entries(numbers: Sequence[str], voucher: str) -> list[Entry]:
    given: dict[str, Any] = {
        "on": MEETING_DAY, "amount": Decimal(40_000), "purpose": "工程款", "payee": "",
    }  # fmt: skip
    return [
        Entry(line, given | {"voucher": f"{voucher}-{line}", "decision_number": number})
        for line, number in enumerate(numbers, start=2)
    ]


def test_two_tables_lock_their_decisions_in_one_order(
    office: Office,
    project: Project,
    committee: Committee,
    officer: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = committee.passed(), committee.passed(title="西门改造")
    numbers = [first.dossier.number, f" {second.dossier.number.lower()} "]
    other = opened(office.b, officer)
    hold, orders = dossiers.hold, []
    for one, named in ((project, numbers), (other, numbers[::-1])):
        received(one, officer)
        target = intake.payments(one, by=officer).target
        held: list[int] = []

        def holding(dossier: Dossier, *, to: list[int] = held) -> Dossier:
            to.append(dossier.pk)
            return hold(dossier)

        monkeypatch.setattr(dossiers, "hold", holding)
        actions.take_over(target, entries(named, one.dossier.number), by=officer)
        monkeypatch.undo()
        orders.append(list(dict.fromkeys(held)))
        assert orders[-1][0] == one.dossier.pk
    wanted = sorted((first.dossier.pk, second.dossier.pk))
    assert [order[1:3] for order in orders] == [wanted, wanted]
    assert Payment.objects.filter(decision__isnull=False).count() == 4
