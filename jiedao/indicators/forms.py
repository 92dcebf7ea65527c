"""The scope of a figure as a form, and the periods most asked for."""

from datetime import date, timedelta
from typing import Any

from django.utils.dateparse import parse_date

from jiedao.web.forms import OfficeForm, day_field

NO_DAY = {
    "required": "请填写日期。",
    "invalid": "没有这一天，请从日历里选，或者照2026-01-31这样写。",
}


class ScopeForm(OfficeForm):
    """From a day to a day, both included on the page (统计期间)."""

    since = day_field("从", error_messages=NO_DAY)
    until = day_field("到（含当天）", error_messages=NO_DAY)

    @property
    def unreadable(self) -> list[str]:
        """The boxes with something in them that is no day: a browser's calendar would not show it."""
        return [name for name in self.fields if self.is_bound and not _is_day(self[name].value())]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", "结束日期不能早于开始日期，请重新选择。")
        return cleaned

    def period(self, today: date) -> tuple[date, date]:
        """The half-open period asked for; this year so far when nothing valid was asked."""
        if self.is_bound and self.is_valid():
            return self.cleaned_data["since"], self.cleaned_data["until"] + timedelta(days=1)
        return date(today.year, 1, 1), today + timedelta(days=1)


def _is_day(typed: Any) -> bool:
    try:
        return not typed or parse_date(str(typed)) is not None
    except ValueError:  # the thirtieth of February
        return False


def periods(today: date) -> list[tuple[str, date, date]]:
    """今年以来, 本月, 上月, 去年: each from its first to its last day."""
    month = today.replace(day=1)
    last_month = month - timedelta(days=1)
    return [
        ("今年以来", date(today.year, 1, 1), today),
        ("本月", month, today),
        ("上月", last_month.replace(day=1), last_month),
        ("去年", date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    ]
