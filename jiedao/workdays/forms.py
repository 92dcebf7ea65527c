"""The shape of a year's notice, as a file or pasted, and of one day set by hand."""

from typing import Any

from django import forms

from jiedao.lib import numerals, sheets, text
from jiedao.lib.refusals import Refused
from jiedao.web.forms import OfficeForm, day_field
from jiedao.workdays import actions
from jiedao.workdays.calendars import DayRow
from jiedao.workdays.states import DayKind

NORMAL = "normal"
MOST_BYTES = 2 * 1024 * 1024
DOCUMENT_HINT = "如：国务院办公厅关于2027年部分节假日安排的通知（国办发明电〔2026〕7号）"


class LoadForm(OfficeForm):
    """The holidays of a year: a file, or lines pasted from one."""

    file = forms.FileField(
        label="节假日文件",
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text="xlsx或csv表格，三列：日期、休或班、节日。",
    )
    days = forms.CharField(
        label="或者直接填写",
        required=False,
        widget=forms.Textarea(attrs={"rows": "8"}),
        help_text="每行一天：日期、休或班、节日，如“2027-01-01 休 元旦”。要把全年的都写上。",
    )
    document = forms.CharField(label="依据文件", max_length=200, help_text=DOCUMENT_HINT)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.rows: list[DayRow] = []

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        file, pasted = cleaned.get("file"), cleaned.get("days", "")
        if not file and not pasted.strip():
            self.add_error("file", "请选择文件，或者在下面逐行填写。")
            return cleaned
        field = "file" if file else "days"
        try:
            if file and file.size > MOST_BYTES:
                raise ValueError("文件超过2MB，节假日安排不会有这么大，请核对是否选错了文件。")
            table = sheets.read_table(file.read(), file.name) if file else lines_of(pasted)
            self.rows = actions.rows_from_table(table)
        except (ValueError, Refused) as wrong:
            self.add_error(field, str(wrong))
        return cleaned

    @property
    def written(self) -> str:
        """The days as lines to paste: what a file becomes while it is looked at."""
        kinds = dict(DayKind.choices)
        return "\n".join(f"{row.day} {kinds[row.kind]} {row.name}" for row in self.rows)


class DayForm(OfficeForm):
    """One day of the calendar, by hand."""

    day = day_field("哪一天")
    kind = forms.ChoiceField(
        label="怎么安排",
        choices=[(DayKind.OFF, "休息"), (DayKind.WORK, "周末上班（调休）"), (NORMAL, "恢复平常")],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label="节日或原因",
        max_length=40,
        help_text="如：春节、市里统一调休。恢复平常的写原来的名称。",
    )
    document = forms.CharField(label="依据文件", max_length=90, help_text=DOCUMENT_HINT)


def lines_of(pasted: str) -> list[sheets.Row]:
    """Pasted lines as a table, each with its number; ValueError naming the line that is none."""
    table = []
    for number, line in enumerate(text.clean(pasted).split("\n"), start=1):
        words = text.half_width(line).replace(",", " ").replace("\t", " ").split(maxsplit=2)
        if not words:
            continue
        if len(words) < 3:
            raise ValueError(
                f"第{number}行“{line}”不完整，要有日期、休或班、节日，如“2027-01-01 休 元旦”。"
            )
        table.append(sheets.Row(number, dict(zip(("日期", "休或班", "节日"), words, strict=True))))
    return table


def told(rows: list[DayRow]) -> str:
    """The span of days a notice covers, in words."""
    days = sorted(row.day for row in rows)
    return f"{numerals.long_day(days[0])}至{numerals.long_day(days[-1])}" if days else ""
