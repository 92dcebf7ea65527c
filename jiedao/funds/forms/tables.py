"""A table of receipts or payments: the file, and each of its lines judged by the form it has by hand."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import NON_FIELD_ERRORS

from jiedao.funds.actions.tables import FORM, Entry
from jiedao.funds.importing import Raw, RowFault
from jiedao.funds.models import BudgetLine
from jiedao.web.fields import Words
from jiedao.web.forms import OfficeForm

MOST_BYTES = 5 * 1024 * 1024
SALT, SECONDS = "funds.table", 12 * 60 * 60
FormOf = Callable[[dict[str, str]], OfficeForm]


class ImportForm(OfficeForm):
    """A table of receipts (导入到账)."""

    file = forms.FileField(
        label="表格",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text="xlsx或csv表格，一笔一行。可以直接用财务软件导出的表，也可以照模板填写。",
        error_messages={"required": "请选择表格文件。"},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError("文件超过5MB，请核对是否选错了文件。", code="too_big")
        return file


class BackfillForm(OfficeForm):
    """What makes payments history (补录)."""

    backfill_reason = Words(label="为什么补录，照哪里的账", longest=200)


class ImportPaymentsForm(ImportForm, BackfillForm):
    """A table of payments (导入支出), perhaps history."""

    field_order = ("file", "backfill_reason")

    def __init__(self, *args: Any, explained: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["backfill_reason"].help_text = explained


def judged(raws: Iterable[Raw], form_of: FormOf) -> tuple[list[Entry], list[RowFault]]:
    """The lines that are in order, and the faults of the others, in the words of the form."""
    entries: list[Entry] = []
    faults: list[RowFault] = []
    for raw in raws:
        form = form_of(raw.boxes)
        if form.is_valid():
            entries.append(Entry(raw.line, dict(form.cleaned_data)))
        else:
            errors = {
                FORM if box == NON_FIELD_ERRORS else box: [str(one) for one in said]
                for box, said in form.errors.items()
            }
            faults.append(RowFault(raw.line, raw.voucher, errors))
    return entries, faults


def named_lines(
    raws: Iterable[Raw], lines: Iterable[BudgetLine], *, is_needed: bool
) -> tuple[list[Raw], list[RowFault]]:
    """Lines of the budget by what a table calls them (工作经费, 2026年工作经费), as the form chooses them."""
    known = {(line.budget.year, str(line.get_kind_display())): line.pk for line in lines}
    found: list[Raw] = []
    faults: list[RowFault] = []
    for raw in raws:
        year, said = raw.boxes["on"][:4], raw.boxes.get("line", "")
        key = known.get((int(year), said.removeprefix(f"{year}年")))
        if said and key is None:
            sentence = (
                f"预算科目“{said}”不认识，或者{year}年的预算没有登记、已经结账，"
                f"请填{_told(known, int(year))}。"
            )
            faults.append(RowFault(raw.line, raw.voucher, {"line": [sentence]}))
        elif key is None and is_needed:
            faults.append(RowFault(raw.line, raw.voucher, {"line": ["请填预算科目。"]}))
        else:
            found.append(Raw(raw.line, raw.boxes | {"line": str(key or "")}))
    return found, faults


def _told(known: dict[tuple[int, str], int], year: int) -> str:
    names = "、".join(name for of, name in known if of == year)
    return f"{names}之一" if names else "别的年度，或者先登记那一年的预算"


def sealed(raws: Iterable[Raw], *, by: int, number: str, reason: str) -> str:
    """The lines that were looked at, to be sent back with the confirmation; sealed, since they travel."""
    rows = [[raw.line, raw.boxes] for raw in raws]
    return signing.dumps([by, number, reason, rows], salt=SALT, compress=True)


def opened(seal: str, *, by: int, number: str) -> tuple[list[Raw], str] | None:
    """The lines again, and the reason; None when they are too old, or not this person's for this record."""
    try:
        whose, which, reason, rows = signing.loads(seal, salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return None
    if (whose, which) != (by, number):
        return None
    return [Raw(line, boxes) for line, boxes in rows], reason
