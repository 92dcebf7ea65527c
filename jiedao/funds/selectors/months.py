"""Whether each month's wages were paid in full: the standard, what was paid, and the day it was complete."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jiedao.funds.models import WagePayment, Wages, WageStandard
from jiedao.funds.rules import RULES
from jiedao.lib.numerals import money
from jiedao.rulebooks.editions import Edition

NOTHING = Decimal(0)
IN_FULL, IN_FULL_LATE, SHORT, MISSING, NOT_DUE = "足额", "足额（迟发）", "不足", "未发", "未到期"
CHIPS = {IN_FULL: "ok", IN_FULL_LATE: "soon", SHORT: "late", MISSING: "late", NOT_DUE: ""}


@dataclass(frozen=True)
class Month:
    """A month of a community: what was to be paid until when, what was paid, and since when all of it."""

    number: int
    standard: Decimal
    paid: Decimal
    full_on: date | None
    due_on: date
    today: date

    @property
    def is_due(self) -> bool:
        """Whether its last day has gone by."""
        return self.due_on < self.today

    @property
    def is_full(self) -> bool:
        return self.full_on is not None

    @property
    def word(self) -> str:
        """How it stands in a word."""
        if self.full_on:
            return IN_FULL if self.full_on <= self.due_on else IN_FULL_LATE
        if not self.is_due:
            return NOT_DUE
        return SHORT if self.paid else MISSING

    @property
    def chip(self) -> str:
        return CHIPS[self.word]

    @property
    def missing(self) -> Decimal:
        return max(self.standard - self.paid, NOTHING)


def due_on(edition: Edition, year: int, month: int) -> date:
    """The last day on which a month may be paid: the day of the next month that the rules set."""
    day: int = edition.wages_day
    return date(year + month // 12, month % 12 + 1, max(day, 1))


def months_of(
    wages: Wages,
    standards: Iterable[WageStandard],
    payments: Iterable[WagePayment],
    *,
    edition: Edition,
    today: date,
) -> list[Month]:
    """The twelve months of a year, from what was entered."""
    standards, payments = list(standards), sorted(payments, key=lambda one: (one.on, one.pk))
    return [
        _month(
            number,
            _standard(standards, number),
            [one for one in payments if one.month == number],
            due_on(edition, wages.year, number),
            today,
        )
        for number in range(1, 13)
    ]


def _standard(standards: list[WageStandard], month: int) -> Decimal:
    held = [one for one in standards if one.month <= month]
    return max(held, key=lambda one: (one.month, one.pk)).amount if held else NOTHING


def _month(
    number: int, standard: Decimal, payments: list[WagePayment], due: date, today: date
) -> Month:
    paid, full_on = NOTHING, None
    for day in sorted({one.on for one in payments}):
        # A counter-entry has the day of the wrong one: a day is looked at as a whole.
        paid += sum((one.amount for one in payments if one.on == day), NOTHING)
        full_on = (full_on or day) if paid >= standard and paid else None
    return Month(number, standard, paid, full_on, due, today)


def read(wages: Wages, *, today: date) -> list[Month]:
    """The months of one community's year."""
    return months_of(
        wages,
        WageStandard.objects.filter(wages=wages),
        WagePayment.objects.filter(dossier=wages.dossier),
        edition=RULES.on(today, wages.dossier.unit),
        today=today,
    )


@dataclass(frozen=True)
class FullPay:
    """社区干部工资按标准足额发放: whether it is so of the months due, and which fail (None: none is due)."""

    holds: bool | None
    failing: tuple[str, ...]
    late: tuple[str, ...]
    words: str = "社区人员工资按标准足额发放"

    @property
    def word(self) -> str:
        return {True: "属实", False: "不属实", None: "还没有到期的"}[self.holds]

    @property
    def chip(self) -> str:
        return {True: "ok", False: "late", None: ""}[self.holds]

    @property
    def why(self) -> str:
        """The months that fail, and those that were paid too late."""
        said = []
        if self.failing:
            said.append(f"没有足额的：{'、'.join(self.failing)}")
        if self.late:
            said.append(f"足额但是迟发的：{'、'.join(self.late)}")
        if self.holds and not self.late:
            said.append("到期的各月都按时足额发放")
        return f"{'；'.join(said)}。" if said else "还没有到期的月份。"


def claim(years: Iterable[tuple[str, Iterable[Month]]]) -> FullPay:
    """The claim over one community or several; a month before its last day neither holds nor fails."""
    due, failing, late = 0, [], []
    for name, months in years:
        for month in months:
            if month.is_due or month.is_full:
                due += 1
            if month.word in (SHORT, MISSING):
                failing.append(f"{name}{month.number}月差{money(month.missing)}")
            elif month.word == IN_FULL_LATE:
                late.append(f"{name}{month.number}月")
    return FullPay(None if not due else not failing, tuple(failing), tuple(late))
