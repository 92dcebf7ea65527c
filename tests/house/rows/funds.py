"""Money: one project of community A with a receipt and a payment; a budget one payment was made from."""

from typing import Any

from jiedao.api.records import money
from jiedao.dossiers.models import Dossier
from jiedao.funds import actions
from jiedao.funds.models import (
    Budget,
    Payment,
    Project,
    ProjectPublication,
    Receipt,
    Support,
    WagePayment,
    Wages,
)
from jiedao.lib import clock
from jiedao.people.models import User
from tests.funds.conftest import (
    PAYMENT,
    budgeted,
    line_of,
    opened,
    paid,
    received,
    salaried,
    sent_down,
    wages_paid,
)
from tests.house.apis import path_of, rows_of
from tests.house.matrix import only, row

SEEN = only(("chair", "branch", "secretary", "lead", "officer"), others=404)
KEPT = SEEN | dict.fromkeys(("chair", "branch", "secretary", "lead"), 403)
BARE = (
    *("project_list", "export", "open_project", "receipts_template", "payments_template"),
    *("budget_list", "export_budgets", "open_budget"),
    *("wages_list", "export_wages", "open_wages"),
    *("support_list", "export_supports", "send_down"),
)

ROWS = {
    "funds:project_list": row(200),
    "funds:export": row(200),
    "funds:open_project": only(("officer",)),
    "funds:project_page": SEEN,
    "funds:export_account": SEEN,
    "funds:amend": KEPT,
    "funds:begin": KEPT | {"officer": 409},  # it was begun
    "funds:finish": KEPT,
    "funds:name_publication": KEPT,
    "funds:drop_publication": KEPT,
    "funds:receive": KEPT,
    "funds:import_receipts": KEPT,
    "funds:import_payments": KEPT,
    "funds:receipts_template": only(("officer",)),
    "funds:payments_template": only(("officer",)),
    "funds:pay": KEPT,
    "funds:correct_receipt": KEPT | {"officer": 409},  # something was paid out of it
    "funds:correct_payment": KEPT,
}


OF_STREET = only(("secretary", "lead", "officer"), others=404)
KEPT_OF_STREET = OF_STREET | dict.fromkeys(("secretary", "lead"), 403)
ROWS |= {
    "funds:budget_list": row(200),
    "funds:export_budgets": row(200),
    "funds:open_budget": only(("officer",)),
    "funds:budget_page": OF_STREET,
    "funds:export_spendings": OF_STREET,
    "funds:adjust": KEPT_OF_STREET,
    "funds:spend": KEPT_OF_STREET,
    "funds:import_spendings": KEPT_OF_STREET,
    "funds:correct_spending": KEPT_OF_STREET,
    "funds:settle": KEPT_OF_STREET | {"officer": 409},  # the year is not over
}
ROWS |= {
    "funds:wages_list": row(200),
    "funds:export_wages": row(200),
    "funds:open_wages": only(("officer",)),
    "funds:wages_page": SEEN,
    "funds:export_wage_payments": SEEN,
    "funds:set_standard": KEPT,
    "funds:pay_wages": KEPT,
    "funds:correct_wages": KEPT,
}
ROWS |= {
    "funds:support_list": row(200),
    "funds:export_supports": row(200),
    "funds:send_down": only(("officer",)),
    "funds:support_page": SEEN,
    "funds:end_support": KEPT,
}
APIS = {
    money.ProjectViewSet: (Project, SEEN),
    money.BudgetViewSet: (Budget, OF_STREET),
    money.WagesViewSet: (Wages, SEEN),
    money.SupportViewSet: (Support, SEEN),
}
for _view, (_, _seen) in APIS.items():
    ROWS |= rows_of(_view, row(200), _seen)
SUPPORTS = ("support_page", "end_support")
WAGES = ("wages_page", "export_wage_payments", "set_standard", "pay_wages", "correct_wages")
BUDGETS = (
    "budget_page",
    "export_spendings",
    "adjust",
    "spend",
    "import_spendings",
    "correct_spending",
    "settle",
)


def prepare(office: Any, everybody: dict[str, User]) -> None:
    project = opened(office.a, everybody["officer"])
    received(project, everybody["officer"])
    paid(project, everybody["officer"])
    budget = budgeted(office.street, everybody["officer"], year=clock.today().year)
    spent = PAYMENT | {"on": clock.today()}
    sent_down(office.a, everybody["officer"])
    matter = Dossier.objects.filter(unit=office.a, kind__startswith="decisions.")[0]
    actions.name_publication(project, by=everybody["officer"], number=matter.number)
    wages = salaried(office.a, everybody["officer"], year=clock.today().year - 1)
    wages_paid(wages, everybody["officer"], month=1)
    actions.spend(line_of(budget, "operating"), by=everybody["officer"], **spent)


def arguments(act: str, office: Any) -> list[Any]:
    if act in BARE:
        return []
    for view, (record, _) in APIS.items():
        if act.startswith(f"{view.base}-"):
            return path_of(view, act, record._default_manager.get().dossier.number)
    if act in BUDGETS:
        budget = Budget.objects.get()
        own = Payment.objects.get(dossier=budget.dossier).pk
        return [budget.dossier.number, *([own] if act == "correct_spending" else [])]
    if act in SUPPORTS:
        return [Support.objects.get().dossier.number]
    if act in WAGES:
        own = WagePayment.objects.get().pk
        return [Wages.objects.get().dossier.number, *([own] if act == "correct_wages" else [])]
    number = Project.objects.get().dossier.number
    if act == "drop_publication":
        return [number, ProjectPublication.objects.get().pk]
    if act == "correct_receipt":
        return [number, Receipt.objects.get().pk]
    return [number, Payment.objects.get(line=None).pk] if act == "correct_payment" else [number]
