"""The scope of a figure as a form, and which of its rows are shown in which order."""

from datetime import date, timedelta
from typing import Any

from django import forms

from jiedao.web.forms import OfficeForm, day_field

LONGEST_WORDS = 40
NEWEST, OLDEST = "", "oldest"


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


class RowsForm(OfficeForm):
    """Which of the rows behind a figure (每一件)."""

    q = forms.CharField(label="事项、编号或内容里的词", required=False, max_length=LONGEST_WORDS)
    sort = forms.ChoiceField(
        label="排序",
        required=False,
        choices=((NEWEST, "最新登记的在前"), (OLDEST, "最早登记的在前")),
    )
