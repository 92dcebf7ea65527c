"""Figures: the list of them, and the page of one that opens to its rows."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from jiedao.access.selectors import exceptions_of, holdings, visible_dossiers
from jiedao.dossiers.kinds import all_kinds
from jiedao.dossiers.models import Dossier
from jiedao.dossiers.selectors import matching_text
from jiedao.indicators import selectors
from jiedao.indicators.figures import Figure, Scope, all_figures
from jiedao.indicators.scoping import asked_scope
from jiedao.lib import sheets, text
from jiedao.lib.addresses import address
from jiedao.lib.numerals import long_day
from jiedao.people.models import User
from jiedao.people.signed_in import signed_in
from jiedao.web import files
from jiedao.web.commands import page, show

ROWS, OLDEST = 50, "oldest"
SORTS = (("", "最新登记的在前"), (OLDEST, "最早登记的在前"))
COLUMNS = ["编号", "事项", "单位", "办理状态", "立卷日期"]


@page
def figure_list(request: HttpRequest) -> HttpResponse:
    """All figures with their value in the scope asked for."""
    scope, context = _scoped(request)
    context["figures"] = selectors.told(selectors.shown(), scope)
    return show(request, "jiedao/figure_list.html", context)


@page
def figure_page(request: HttpRequest, code: str) -> HttpResponse:
    """One figure: definition, arithmetic, value, what it is compared with, course, parts, rows."""
    figure = all_figures().get(code)
    if figure is None:
        raise Http404("没有这个指标，请从指标列表进入。")
    scope, context = _scoped(request)
    words, sort = text.asked_words(request.GET.get("q", "")), request.GET.get("sort", "")
    behind = Behind(figure, scope, signed_in(request))
    found = behind.narrowed(words, oldest_first=sort == OLDEST)
    if "xlsx" in request.GET:
        return _sheet(figure.name, found)
    now, compared = selectors.beside(figure, scope)
    rows = list(found[: ROWS + 1])
    context |= {
        "figure": figure,
        "words": words,
        "sorts": [(value, label, value == sort) for value, label in SORTS],
        "now": now,
        "compared": compared,
        "phrases": selectors.phrases(now),
        "rows": [(row, address(all_kinds()[row.kind].page, row.number)) for row in rows[:ROWS]],
        "more": len(rows) > ROWS,
        "hidden": behind.hidden,
        "by_unit": selectors.by_unit(figure, scope, context["beneath"]),
        "months": selectors.by_month(figure, scope),
    }
    return show(request, "jiedao/figure_page.html", context)


def _scoped(request: HttpRequest) -> tuple[Scope, dict[str, Any]]:
    """The scope asked for, with the units above and beneath to choose from."""
    scope, context = asked_scope(request)
    beneath = selectors.units_beneath(scope.unit)
    near = selectors.units_near(signed_in(request), scope.unit, beneath)
    return scope, context | {"beneath": beneath, "units": near}


@dataclass(frozen=True)
class Behind:
    """The dossiers behind a figure, as far as a person may see them (可查看的记录)."""

    figure: Figure
    scope: Scope
    user: User

    @property
    def seen(self) -> QuerySet[Dossier]:
        counted = self.figure.rows(self.scope).order_by().values(self.figure.to_dossier)
        return visible_dossiers(self.user).filter(pk__in=counted)

    def narrowed(self, words: str, *, oldest_first: bool) -> QuerySet[Dossier]:
        """Those with the words looked for, in the order wanted."""
        found = self.seen
        if words:
            found = found.filter(pk__in=matching_text(words).values("dossier"))
        return found.order_by("pk" if oldest_first else "-pk")

    @property
    def hidden(self) -> int:
        """How many of the dossiers he may not open (无权查看)."""
        held, known = holdings(self.user), exceptions_of(self.user)
        kinds = all_kinds().values()
        sees_all = all(
            any(held.covers(duty, self.scope.unit) for duty in kind.seen_with) for kind in kinds
        )
        if sees_all and not known.shut_out:
            return 0  # nothing has to be counted to know it
        all_there = (
            self.figure.rows(self.scope).order_by().values(self.figure.to_dossier).distinct()
        )
        return all_there.count() - self.seen.count()


def _sheet(name: str, rows: QuerySet[Dossier]) -> HttpResponse:
    lines = [
        [row.number, row.title, str(row.unit), row.state_label, long_day(row.opened_on)]
        for row in rows[: sheets.MOST_ROWS]
    ]
    book = sheets.workbook(name, COLUMNS, lines)
    return files.excel(book, name)
