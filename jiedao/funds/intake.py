"""What a table can bring in for one record: its columns, the form of a line, where its entries go.

The page and the API bring in the same way, and each entry goes through the action it has by hand.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from jiedao.funds import actions, importing
from jiedao.funds.actions.tables import Target
from jiedao.funds.forms.budgets import PayForm, SpendForm
from jiedao.funds.forms.projects import ReceiveForm
from jiedao.funds.forms.tables import named_lines
from jiedao.funds.importing import Column, Raw, RowFault
from jiedao.funds.models import Budget, BudgetLine, Payment, Project, Receipt
from jiedao.funds.selectors.budgets import open_lines
from jiedao.people.models import User
from jiedao.web.forms import OfficeForm

Prepared = tuple[list[Raw], list[RowFault]]


@dataclass(frozen=True)
class Intake:
    """A table of one kind of entry for one record."""

    columns: Sequence[Column]
    form: type[OfficeForm]
    also: dict[str, Any]
    target: Target
    prepare: Callable[[Iterable[Raw]], Prepared]

    def form_of(self, boxes: dict[str, str]) -> OfficeForm:
        """The form of one line, filled in."""
        return self.form(boxes, **self.also)


def receipts(project: Project, *, by: User, reason: str = "") -> Intake:
    """Receipts of a project (导入到账); they rest on no decision, and need no reason."""
    return Intake(
        importing.RECEIPTS,
        ReceiveForm,
        {},
        Target(
            project.dossier,
            Receipt,
            lambda **given: actions.receive(project, by=by, **given),
        ),
        lambda raws: (list(raws), []),
    )


def payments(project: Project, *, by: User, reason: str = "") -> Intake:
    """Payments of a project (导入支出); with a reason they are history (补录)."""
    lines = open_lines(project.dossier.unit)
    return Intake(
        importing.PAYMENTS,
        PayForm,
        {"lines": lines},
        Target(
            project.dossier,
            Payment,
            lambda **given: actions.pay(project, by=by, backfill_reason=reason, **given),
        ),
        lambda raws: named_lines(raws, lines, is_needed=False),
    )


def spendings(budget: Budget, *, by: User, reason: str = "") -> Intake:
    """Payments from the lines of a budget (导入预算支出)."""
    lines = lines_of(budget)
    return Intake(
        importing.PAYMENTS,
        SpendForm,
        {"lines": lines},
        Target(
            budget.dossier,
            Payment,
            lambda line, **given: actions.spend(line, by=by, backfill_reason=reason, **given),
        ),
        lambda raws: named_lines(raws, lines, is_needed=True),
    )


def lines_of(budget: Budget) -> QuerySet[BudgetLine]:
    """The lines of a budget that is not settled."""
    return open_lines().filter(budget=budget)
