"""What of wages can be entered: once a year and community, sums only, for a month that has a standard."""

from decimal import Decimal

from jiedao.funds.models import Wages
from jiedao.funds.selectors.months import Month
from jiedao.lib.numerals import money
from jiedao.lib.refusals import Refusal
from jiedao.organisation.models import Unit


def known(community: Unit, year: int) -> Refusal | None:
    """Why a community's wages of a year are not entered a second time."""
    first = Wages.objects.filter(community=community, year=year).select_related("dossier").first()
    if first is None:
        return None
    return Refusal(
        "funds.wages_known",
        f"{community}{year}年的工资已经登记，编号{first.dossier.number}，没有重复登记。",
        hint="标准变了的，请在那里登记新的标准；发放也登记在那里。",
        field="unit",
    )


def no_month(month: int) -> Refusal | None:
    """Why a number is no month."""
    if 1 <= month <= 12:
        return None
    return Refusal("funds.month", f"{month}不是月份，请填1到12。", field="month")


def far_more(month: Month, amount: Decimal) -> Refusal | None:
    """Why a sum is not believed: it would more than double what is to be paid, as one zero too many does."""
    if month.paid + amount <= 2 * month.standard:
        return None
    return Refusal(
        "funds.far_more",
        f"{month.number}月应发{money(month.standard)}，加上这一笔就发了{money(month.paid + amount)}，"
        "超过应发的两倍，请核对金额和月份。",
        arithmetic=f"已发{money(month.paid)} ＋ 这一笔{money(amount)} ＝ {money(month.paid + amount)}",
        hint="标准提高了的，请先登记新的应发标准。",
        field="amount",
    )
