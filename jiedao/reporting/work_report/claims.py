"""The claims of the work report (结论) that rest on packages beneath it; others declare their own."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, Subquery, Sum
from django.db.models.expressions import OuterRef
from django.db.models.functions import Coalesce

from jiedao.activities import indicators as activities
from jiedao.funds import indicators as funds
from jiedao.funds.models import BudgetAdjustment, BudgetLine, Wages
from jiedao.funds.selectors.budgets import STEADY
from jiedao.funds.selectors.months import Month, claim
from jiedao.funds.selectors.wages import Row, rows_of
from jiedao.indicators import claims
from jiedao.indicators.claims import Claim, Judged, Known
from jiedao.indicators.figures import Scope
from jiedao.liaison import indicators as liaison
from jiedao.lib.addresses import address
from jiedao.lib.numerals import money
from jiedao.party_committee import indicators as party_committee

claims.every(
    "work_report.all_visited",
    "分包领导都按期走访",
    out_of=liaison.ASSIGNED,
    done=liaison.VISITED_IN_TIME,
)
claims.every(
    "work_report.all_studied",
    "上级文件都已学习",
    out_of=activities.RECEIVED,
    done=activities.STUDIED,
)
claims.every(
    "work_report.all_solved",
    "督导发现的问题都已解决",
    out_of=activities.PROBLEMS,
    done=activities.SOLVED,
)
claims.every(
    "work_report.all_done_in_time",
    "党工委决定事项都按期办完",
    out_of=party_committee.DONE,
    done=party_committee.DONE_IN_TIME,
)
claims.every(
    "work_report.large_payments_decided",
    "大额支出都经党工委研究",
    out_of=funds.LARGE,
    done=funds.DECIDED,
)


def _wages_in_full(scope: Scope, known: Known) -> Judged:
    """Whether the wages due of the months in the period were paid in full, where they are entered."""
    rows = Wages.objects.filter(
        dossier__unit__path__startswith=scope.unit.path,
        year__gte=scope.since.year,
        year__lte=scope.last.year,
    )
    entered = rows_of(rows.select_related("community").order_by("community__path"), scope.until)
    years = [(row.name, [m for m in row.months if _in(scope, row, m)]) for row in entered]
    paid = claim(years)
    communities = "、".join(dict.fromkeys(str(row.wages.community) for row in entered))
    why = f"登记了工资的：{communities}。{paid.why}" if entered else "还没有登记工资。"
    return Judged(paid.holds, why, address("funds:wages_list"))


def _in(scope: Scope, row: Row, month: Month) -> bool:
    return scope.since <= date(row.wages.year, month.number, 1) < scope.until


Claim("work_report.wages_in_full", "登记的社区人员工资按标准足额发放", _wages_in_full)


def _steady(scope: Scope, known: Known) -> Judged:
    """Whether the lines for the communities' work and party building grew or held (稳中有升)."""
    year = scope.last.year
    sums: dict[str, dict[int, Decimal]] = {kind: {} for kind in STEADY}
    for kind, of_year, now in _lines(scope, year):
        sums[kind][of_year] = now
    said = []
    for kind, years in sums.items():
        if len(years) < 2:
            return Judged(None, f"{year - 1}年或者{year}年的预算没有登记齐，不能比较。")
        now, before = years[year], years[year - 1]
        label = dict(BudgetLine._meta.get_field("kind").flatchoices)[kind]
        said.append(f"{label}{year - 1}年{money(before)}，{year}年{money(now)}")
    holds = all(years[year] >= years[year - 1] for years in sums.values())
    return Judged(holds, f"{'；'.join(said)}。", address("funds:budget_list"))


def _lines(scope: Scope, year: int) -> Any:
    """Kind, year and sum of the street's lines of two years, after what was added and taken."""
    adjusted = BudgetAdjustment.objects.filter(line=OuterRef("pk"), on__lt=scope.until)
    total = adjusted.order_by().values("line").annotate(whole=Sum("amount")).values("whole")
    rows = BudgetLine.objects.filter(
        Q(budget__street=scope.unit), kind__in=STEADY, budget__year__in=(year - 1, year)
    )
    now = F("planned") + Coalesce(Subquery(total), Decimal(0))
    return rows.annotate(now=now).values_list("kind", "budget__year", "now")


Claim("work_report.steady", "工作经费和党建经费比上年只增不减", _steady)
