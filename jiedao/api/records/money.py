"""Money on the API: projects, budgets, wages and what was sent down, entered by the pages' actions."""

from collections.abc import Callable
from typing import Any

from jiedao.api import grants
from jiedao.api.records import money_shapes as shapes
from jiedao.api.records.acts import Acts, Asks, Closed, at_a_unit, entry_in
from jiedao.api.records.tables import AskedRows, table
from jiedao.api.records.viewsets import Reads, RecordViewSet, told
from jiedao.funds import actions, intake
from jiedao.funds.conditions import money
from jiedao.funds.conditions.budgets import why_not_change, why_not_settle
from jiedao.funds.conditions.keeping import DUTY, why_not
from jiedao.funds.conditions.projects import why_not_begin, why_not_finish
from jiedao.funds.conditions.publishing import dropped_already
from jiedao.funds.conditions.supports import why_not_end
from jiedao.funds.forms import budgets as budget_forms
from jiedao.funds.forms import projects as forms
from jiedao.funds.forms import supports as support_forms
from jiedao.funds.forms import wages as wage_forms
from jiedao.funds.models import Payment, Receipt, WagePayment
from jiedao.funds.selectors import budgets, projects, publishing, supports, wages
from jiedao.lib.refusals import Refusal
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.web import duties
from jiedao.web.lists import Narrowing

# The accounts are kept elsewhere: what stands on a voucher there is entered here by the program.
grants.declare("projects.receive", "登记到账", duty=DUTY)
grants.declare("projects.pay", "登记项目支出", duty=DUTY)
grants.declare("projects.import_receipts", "导入到账", duty=DUTY)
grants.declare("projects.import_payments", "导入项目支出", duty=DUTY)
grants.declare("budgets.import_spendings", "导入预算支出", duty=DUTY)
grants.declare("budgets.spend", "登记预算支出", duty=DUTY)
grants.declare("wages.pay_wages", "登记工资发放", duty=DUTY)


def may(act: str) -> Callable[[User], None]:
    """Who may enter something new about money."""
    return lambda user: duties.demand(user, DUTY, act=act)


def kept(record: Any, *, by: User) -> Refusal | None:
    return why_not(record.dossier, by=by)


def standing(entry: Any, *, by: User) -> Refusal | None:
    return money.corrected_already(entry)


def unspent(receipt: Receipt, *, by: User) -> Refusal | None:
    return money.corrected_already(receipt) or money.needed_by_payments(receipt)


def of_line(act: Callable[..., Any]) -> Callable[..., Any]:
    """An act of a budget on the line that was chosen."""
    return lambda budget, *, by, line, **given: act(line, by=by, **given)


def entries(kind: type[Any]) -> Callable[[Any, str], Any]:
    """How an entry of a record is found by its key."""
    rows = kind._default_manager.select_related("dossier__unit", "corrected_by")
    return lambda record, pk: entry_in(rows.filter(dossier=record.dossier), pk)


OF_PROJECT = Acts("projects", shapes.ProjectOutput, "XM2026-001003-0001")
OF_BUDGET = Acts("budgets", shapes.BudgetOutput, "YS2026-105001-0001")
OF_WAGES = Acts("wages", shapes.WagesOutput, "XC2026-001003-0001")
OF_SUPPORT = Acts("supports", shapes.SupportOutput, "RC2026-001003-0001")
TAKEN_BACK = Asks(forms.CorrectForm)


def taken_back(
    of: Acts, code: str, name: str, act: Callable[..., Any], kind: type[Any], path: str,
    closed: Closed = standing, before: Closed = kept,
) -> Any:  # fmt: skip
    """A counter-entry (冲销): the wrong one stays, and the right one is entered anew."""
    return of.entry(
        code, name, act, TAKEN_BACK,
        path=path, of=entries(kind), closed=closed, before=before,
    )  # fmt: skip


@told(
    "经费项目列表", "一个项目：计划、到账、支出、结余和每一笔", projects.BY_KIND, projects.BY_STAGE
)
class ProjectViewSet(RecordViewSet):
    """Projects money is raised and spent for (经费项目)."""

    acts, row, base = OF_PROJECT, shapes.ProjectRow, "project"
    reads = Reads(
        listing=projects.listing,
        asked_for=lambda user, asked, today: projects.asked_for(user, asked, today=today),
        rows=projects.rows_of,
        one=projects.get_visible,
    )
    create = OF_PROJECT.opening(
        "open",
        "登记经费项目",
        at_a_unit(actions.open_project),
        Asks(forms.OpenProjectForm, also=lambda _, user: {"units": projects.units_of(user)}),
        closed=may("登记经费项目"),
    )
    receive = OF_PROJECT.step(
        "receive", "登记到账", actions.receive, Asks(forms.ReceiveForm), closed=kept,
        hint="钱到账了，照凭证登记一笔；同一张凭证登记过的会说明，不重复登记。",
    )  # fmt: skip
    pay = OF_PROJECT.step(
        "pay", "登记支出", actions.pay,
        Asks(
            budget_forms.PayForm,
            also=lambda project, _: {"lines": budgets.open_lines(project.dossier.unit)},
        ),
        closed=kept,
        hint="钱付出去了，照凭证登记一笔。由预算列支的写科目的键，见 budgets。",
    )  # fmt: skip
    import_receipts = table(
        OF_PROJECT, "import_receipts", "导入到账", intake.receipts, AskedRows(forms.ReceiveForm),
        closed=kept,
        hint="几笔到账一次登记，有一笔不能登记就都不登记；以前登记过的不会重复。",
    )  # fmt: skip
    import_payments = table(
        OF_PROJECT, "import_payments", "导入支出", intake.payments,
        AskedRows(budget_forms.PayForm, has_history=True),
        closed=kept,
        hint="几笔支出一次登记，有一笔不能登记就都不登记。用平台登记经费以前的，写明补录的原因。",
    )  # fmt: skip
    begin = OF_PROJECT.step(
        "begin", "登记开工", actions.begin, Asks(forms.BeginForm), closed=why_not_begin,
        hint="开工的那一天。",
    )  # fmt: skip
    finish = OF_PROJECT.step(
        "finish", "登记完工", actions.finish, Asks(forms.FinishForm), closed=why_not_finish,
        hint="建成、改成了，验收合格的那一天。",
    )  # fmt: skip
    amend = OF_PROJECT.step(
        "amend", "更正项目登记", actions.amend, Asks(forms.AmendForm), closed=kept,
        hint="类别、地点、计划投入登记错了或者变了。",
    )  # fmt: skip
    name_publication = OF_PROJECT.step(
        "name_publication", "登记公开", actions.name_publication, Asks(forms.PublishForm),
        closed=kept, hint="这个项目由哪份公示公开。",
    )  # fmt: skip
    drop_publication = OF_PROJECT.entry(
        "drop_publication", "撤下公开", actions.drop_publication, Asks(forms.DropForm),
        path="publications/{entry}/drop",
        of=lambda project, pk: publishing.named_of(project, int(pk)),
        before=kept, closed=lambda named, *, by: dropped_already(named),
    )  # fmt: skip
    correct_receipt = taken_back(
        OF_PROJECT, "correct_receipt", "冲销到账", actions.correct_receipt, Receipt,
        "receipts/{entry}/correct", closed=unspent,
    )  # fmt: skip
    correct_payment = taken_back(
        OF_PROJECT, "correct_payment", "冲销支出", actions.correct_payment, Payment,
        "payments/{entry}/correct",
    )  # fmt: skip


@told("年度预算列表", "一年的预算：各个科目、调整、支出")
class BudgetViewSet(RecordViewSet):
    """What a street has set aside for its communities (年度预算)."""

    acts, row, base = OF_BUDGET, shapes.BudgetRow, "budget"
    reads = Reads(
        listing=lambda user: budgets.LISTING,
        asked_for=lambda user, asked, today: budgets.asked_for(user, asked),
        rows=lambda found, today: budgets.rows_of(found),
        one=budgets.get_visible,
    )
    create = OF_BUDGET.opening(
        "open",
        "登记年度预算",
        at_a_unit(actions.open_budget),
        Asks(
            budget_forms.OpenBudgetForm,
            also=lambda _, user: {"units": budgets.streets_of(user)},
            given=lambda form: form.values("unit", "year") | {"planned": form.planned()},
            blank={"units": Unit.objects.none()},
        ),
        closed=may("登记年度预算"),
    )
    spend = OF_BUDGET.step(
        "spend", "登记预算支出", of_line(actions.spend),
        Asks(budget_forms.SpendForm, also=lambda budget, _: {"lines": intake.lines_of(budget)}),
        closed=why_not_change,
        hint="不属于哪个项目的支出，例如社区的办公费、活动费。",
    )  # fmt: skip
    import_spendings = table(
        OF_BUDGET, "import_spendings", "导入预算支出", intake.spendings,
        AskedRows(budget_forms.SpendForm, has_history=True),
        closed=why_not_change,
        hint="几笔支出一次登记，有一笔不能登记就都不登记。用平台登记经费以前的，写明补录的原因。",
    )  # fmt: skip
    adjust = OF_BUDGET.step(
        "adjust", "调整预算", of_line(actions.adjust),
        Asks(
            budget_forms.AdjustForm,
            also=lambda budget, _: {"lines": intake.lines_of(budget)},
            given=lambda form: form.values("line") | form.change(),
        ),
        closed=why_not_change,
        hint="追加了、减少了，写明日期和原因。",
    )  # fmt: skip
    settle = OF_BUDGET.step(
        "settle", "年终结账", actions.settle, closed=why_not_settle,
        hint="这一年的支出都登记了，结账以后不再改动。",
    )  # fmt: skip
    correct_spending = taken_back(
        OF_BUDGET, "correct_spending", "冲销支出", actions.correct_payment, Payment,
        "spendings/{entry}/correct", before=why_not_change,
    )  # fmt: skip


@told(
    "社区人员工资列表",
    "一个社区一年的工资：应发标准、各月是不是足额、每次发放的合计",
    Narrowing("year", "年度", []),
)
class WagesViewSet(RecordViewSet):
    """Wages of the communities' staff, as sums only (社区人员工资)."""

    acts, row, base = OF_WAGES, shapes.WagesRow, "wages"
    reads = Reads(
        listing=wages.listing,
        asked_for=lambda user, asked, today: wages.asked_for(user, asked),
        rows=wages.rows_of,
        one=wages.get_visible,
    )
    create = OF_WAGES.opening(
        "open",
        "登记年度工资",
        at_a_unit(actions.open_wages),
        Asks(wage_forms.OpenWagesForm, also=lambda _, user: {"units": wages.communities_of(user)}),
        closed=may("登记年度工资"),
    )
    pay_wages = OF_WAGES.step(
        "pay_wages", "登记工资发放", actions.pay_wages, Asks(wage_forms.PayWagesForm), closed=kept,
        hint="发了一次，照凭证登记一次，只写合计。",
    )  # fmt: skip
    set_standard = OF_WAGES.step(
        "set_standard", "登记应发标准", actions.set_standard, Asks(wage_forms.StandardForm),
        closed=kept, hint="人数或者标准变了，从哪个月起。",
    )  # fmt: skip
    correct_wages = taken_back(
        OF_WAGES, "correct_wages", "冲销工资发放", actions.correct_wages, WagePayment,
        "payments/{entry}/correct",
    )  # fmt: skip


@told(
    "人财物下沉列表",
    "一项下沉：是什么、在哪个社区、从哪天到哪天",
    supports.BY_KIND,
    supports.BY_NOW,
)
class SupportViewSet(RecordViewSet):
    """What was sent down to the communities (人财物下沉)."""

    acts, row, base = OF_SUPPORT, shapes.SupportRow, "support"
    reads = Reads(
        listing=supports.listing,
        asked_for=lambda user, asked, today: supports.asked_for(user, asked, today=today),
        rows=lambda found, today: [supports.row_of(one, today) for one in found],
        one=supports.get_visible,
    )
    create = OF_SUPPORT.opening(
        "send_down",
        "登记人财物下沉",
        at_a_unit(actions.send_down),
        Asks(
            support_forms.SendDownForm, also=lambda _, user: {"units": wages.communities_of(user)}
        ),
        closed=may("登记人财物下沉"),
    )
    end_support = OF_SUPPORT.step(
        "end_support", "结束下沉", actions.end_support, Asks(support_forms.EndSupportForm),
        closed=why_not_end, hint="撤回了、到期了，写明日期和原因。",
    )  # fmt: skip
