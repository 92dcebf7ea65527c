"""The scope of a figure as a form."""

from datetime import date, timedelta
from typing import Any

from jiedao.web.forms import OfficeForm, day_field


class ScopeForm(OfficeForm):
    """From a day to a day, both included on the page (统计期间)."""

    since = day_field("从")
    until = day_field("到（含当天）")

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
