"""A whole table of entries at once: what a page takes as a file, the API takes as a list of rows.

    import_payments = table(
        OF_PROJECT, "import_payments", "导入支出", intake.payments, AskedRows(PayForm, has_history=True), …
    )

Every row is what the entry alone would be asked, judged by the same form and entered by the same
action; all of them are or none is, and what is wrong is said by its row, counted from one as in
the sentences and on the page (`rows.1.amount`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from jiedao.api import examples, once
from jiedao.api.permissions import user_of
from jiedao.api.records.acts import Acts, Asks, Closed, Told
from jiedao.api.records.filled import WRONG_TYPE, fill, shape_of, told_of
from jiedao.funds import actions
from jiedao.funds.actions.tables import FORM, Entry
from jiedao.funds.forms.tables import BackfillForm
from jiedao.funds.importing import MOST_ROWS
from jiedao.funds.intake import Intake
from jiedao.lib.refusals import unless
from jiedao.people.models import User

NO_ROWS = "请提交一组内容（用方括号括起来），至少一笔。"
TOO_MANY = f"一次最多{MOST_ROWS}笔，请拆开后分几次提交。"
COUNTED = "错在哪一行，errors 里写成 rows.行.项，行从1数起，和句子里、页面上的一样"
REASON = "backfill_reason"


class TableOutput(serializers.Serializer[Any]):
    """What became of a table (导入结果)."""

    number = serializers.CharField(help_text="登记在哪个案卷")
    entered = serializers.IntegerField(help_text="这一次登记了几笔")
    known = serializers.ListField(
        child=serializers.IntegerField(), help_text="以前登记过、没有重复登记的是第几行，从1数起"
    )


@dataclass(frozen=True)
class AskedRows(Asks):
    """What a table asks: its rows, each as the form of one entry, and why it is history."""

    has_history: bool = False

    @property
    def shape(self) -> Any:
        inner: Any = shape_of(self.form) if self.form else None
        told = {"rows": inner(many=True, help_text=f"一笔一项，最多{MOST_ROWS}笔；{COUNTED}")}
        if self.has_history:
            told[REASON] = told_of(REASON, BackfillForm.base_fields[REASON])
        name = f"{inner.__name__.removesuffix('Input')}TableInput"
        also = {"__doc__": f"{inner.__doc__} Many at once.", "counted_from": 1}
        return type(name, (serializers.Serializer,), told | also)


def table(
    of: Acts,
    code: str,
    name: str,
    intake_of: Callable[..., Intake],
    asks: AskedRows,
    *,
    closed: Closed,
    hint: str,
) -> Any:
    """Many entries of a record at once; it answers how many were entered and which were known."""
    of.told.append(Told(code, name, hint, closed))

    def view(view: Any, request: Request, number: str) -> Response:
        user = user_of(request)

        def take() -> Response:
            record = view.one(user, number)
            unless(closed(record, by=user))
            rows = _rows_of(request.data)
            reason = ""
            if asks.has_history:
                reason = fill(BackfillForm, request.data).cleaned_data[REASON]
            source = intake_of(record, by=user, reason=reason)
            taken = actions.take_over(source.target, _judged(rows, source, user), by=user)
            known = [entry.line for entry in taken.known]
            found = {"number": number, "entered": len(taken.fresh), "known": known}
            return Response(TableOutput(found).data)

        return once.only_once(request, take)

    return of.declared(view, code, name, asks, hint, {200: TableOutput})


def _rows_of(given: Any) -> list[Any]:
    rows = given.get("rows")
    if not isinstance(rows, list) or not rows:
        raise ValidationError({"rows": [NO_ROWS]})
    if len(rows) > MOST_ROWS:
        raise ValidationError({"rows": [TOO_MANY]})
    return rows


def _judged(rows: list[Any], source: Intake, user: User) -> list[Entry]:
    """The rows as the action takes them; ValidationError with all that is wrong, row by row.

    Rows in order are tried all the same, so that a program is told everything at once.
    """
    entries: list[Entry] = []
    wrong: dict[int, Any] = {}
    for line, row in enumerate(rows, start=1):
        try:
            form = fill(source.form, _an_object(row), **source.also)
        except ValidationError as fault:
            wrong[line] = fault.detail
        else:
            entries.append(Entry(line, dict(form.cleaned_data)))
    if wrong:
        faults = actions.look_at(source.target, entries, by=user).faults
        wrong |= {fault.line: fault.errors for fault in faults}
        raise ValidationError({"rows": {str(line): wrong[line] for line in sorted(wrong)}})
    return entries


def _an_object(row: Any) -> Mapping[str, Any]:
    if not isinstance(row, dict):
        raise ValidationError({FORM: [WRONG_TYPE]})
    return row


examples.declare(
    {
        "TableOutput.number": "XM2026-001003-0001",
        "TableOutput.entered": 12,
        "TableOutput.known": [3],
    }
)
