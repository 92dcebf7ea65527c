"""What templates need to speak Chinese: dates, moments, money, sums, telephone numbers."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from html import escape
from typing import Any

from django import template
from django.forms.utils import ErrorDict
from django.template.base import FilterExpression, Node, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

from jiedao.lib import clock, numerals
from jiedao.pages.templating import escaped

register = template.Library()

# "63 × 2 ÷ 3 ＝ 42" must not break over two lines: it is read as one thing.
FIGURE = r"[\d.,]+[人票户名件天]?"
SUM = re.compile(rf"({FIGURE}(?:\s*[×÷＋－＝≥≤＞＜≈+=]\s*{FIGURE})+)")


def office_day(value: date | datetime) -> date:
    """The office's calendar day of a date or a moment (北京时间)."""
    return clock.day_of(value) if isinstance(value, datetime) else value


@register.filter
def cn_date(value: date | datetime | None) -> str:
    """2026年11月23日; nothing for nothing."""
    if not value:
        return ""
    return numerals.long_day(office_day(value))


@register.filter
def cn_day(value: date | datetime | None) -> str:
    """11月23日 in the current year, with the year otherwise."""
    if not value:
        return ""
    day = office_day(value)
    this_year = day.year == clock.today().year
    return numerals.short_day(day) if this_year else numerals.long_day(day)


@register.filter
def cn_moment(value: datetime | None) -> str:
    """11月23日 09:05 by the office's clock."""
    if not value:
        return ""
    here = value.astimezone(clock.SHANGHAI)
    return f"{cn_day(here.date())} {here.hour:02}:{here.minute:02}"


@register.filter
def machine_moment(value: datetime) -> str:
    """The same for programs: 2026-11-23T09:05:00+08:00."""
    return value.astimezone(clock.SHANGHAI).isoformat(timespec="seconds")


@register.filter
def iso_day(value: date) -> str:
    """2026-11-23, as a date box of the browser wants it."""
    return value.isoformat()


@register.filter
def cn_weekday(value: date | datetime | None) -> str:
    """星期一; nothing for nothing."""
    return numerals.weekday(office_day(value)) if value else ""


@register.filter
def money(amount: Decimal | int | None) -> str:
    """An amount in yuan as the office writes it: 865000 becomes 86.5万元."""
    return "" if amount is None else numerals.money(amount)


@register.filter
def cents(amount: int | None) -> str:
    """An amount kept in 分 as the office writes it: 86500000 becomes 86.5万元."""
    return "" if amount is None else numerals.money_from_cents(amount)


@register.filter
def sums(text: str) -> SafeString:
    """Marks the arithmetic inside a sentence, so that a sum stands out and stays on one line."""
    pieces = SUM.split(text)
    if len(pieces) == 1:
        return SafeString(escape(text))
    # Every second piece of the split is a sum, the others are the words around it.
    marked = (
        f'<span class="sum">{escape(piece)}</span>' if number % 2 else escape(piece)
        for number, piece in enumerate(pieces)
    )
    return SafeString("".join(marked))


@register.simple_tag
def options(choices: Sequence[Mapping[str, Any]]) -> SafeString:
    """The choices of a select, each {value, label, selected}: a list has a hundred of them."""
    return SafeString(
        "".join(
            f'<option value="{escape(choice["value"])}"{" selected" if choice["selected"] else ""}>'
            f"{escape(choice['label'])}</option>"
            for choice in choices
        )
    )


@register.simple_tag
def papers(rows: Sequence[Any], token: str) -> SafeString:
    """The papers of one step (documents.selectors.Printable): a matter has forty of them.

    A form is printed by a button, because each copy gets a code of its own.
    """
    written = (_form(row, escape(token)) if row.is_form else _paper(row) for row in rows)
    return SafeString("".join(f"<li>{one}</li>" for one in written))


def _form(row: Any, token: str) -> str:
    said = escape(row.said)
    return (
        f'<form method="post" action="{escape(row.print_url)}" target="_blank">'
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{token}">'
        f'<input type="hidden" name="subject" value="{escape(row.subject)}">'
        f"<span>{escape(row.name)}</span> "
        f'<button class="linkbutton" name="form" value="pdf">打印{_hidden(said)}</button> '
        f'<button class="linkbutton" name="form" value="docx">Word{_hidden(f"版{said}")}</button></form>'
    )


def _paper(row: Any) -> str:
    said = escape(row.said)
    return (
        f"<span>{escape(row.name)}</span> "
        f'<a href="{escape(row.pdf_url)}" target="_blank">打印{_hidden(said)}</a> '
        f'<a href="{escape(row.docx_url)}">Word{_hidden(f"版{said}")}</a>'
    )


def _hidden(words: str) -> str:
    """Words for who listens to the page."""
    return f'<span class="visually-hidden">{words}</span>'


class ChipNode(Node):
    """A status on the page."""

    def __init__(self, word: FilterExpression, kind: FilterExpression) -> None:
        self.word, self.kind = word, kind

    def render(self, context: Context) -> SafeString:
        kind = self.kind.resolve(context)
        of_kind = f" chip-{escaped(kind)}" if kind else ""
        word = escaped(self.word.resolve(context))
        return SafeString(f'<span class="chip{of_kind}">{word}</span>')


@register.tag
def chip(parser: Parser, token: Token) -> Node:
    """`{% chip word kind %}`: a status, always a word; the colour (late, soon, ok, "") only repeats it."""
    _, word, kind = token.split_contents()
    return ChipNode(parser.compile_filter(word), parser.compile_filter(kind))


@register.filter
def dial(phone: str) -> str:
    """The digits a telephone dials: 0371-6555 0100 becomes 037165550100."""
    return re.sub(r"[^\d+]", "", phone)


@register.filter
def ticked(entries: Sequence[Mapping[str, Any]]) -> int:
    """How many names of a roster are ticked."""
    return sum(1 for entry in entries if entry["checked"])


@register.filter
def faults(errors: ErrorDict) -> int:
    """How many things of a form are to be put right; a line that says “还有3条” stands for three."""
    said = [error for each in errors.as_data().values() for error in each]
    return sum(int((error.params or {}).get("more", 1)) for error in said)


@register.filter
def iso(value: str | None) -> str:
    """A day or moment as a date box of the browser wants it: 2026-11-23, 2026-11-23T09:05."""
    return (value or "").replace("/", "-").replace(" ", "T")
