"""Figures: the list of them, and the page of one that opens to its rows."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from jiedao.access.selectors import exceptions_of, holdings, visible_dossiers
from jiedao.dossiers.kinds import all_kinds
from jiedao.dossiers.models import Dossier
from jiedao.dossiers.selectors import matching_text
from jiedao.indicators import selectors
from jiedao.indicators.figures import Figure, Scope, all_figures
from jiedao.indicators.forms import OLDEST, RowsForm, ScopeForm
from jiedao.indicators.trend import chart
from jiedao.lib import clock, sheets
from jiedao.lib.addresses import address
from jiedao.lib.numerals import long_day
from jiedao.people.models import User
from jiedao.publications import asked
from jiedao.web.commands import page, show

ROWS = 50
COLUMNS = ["编号", "事项", "单位", "办理状态", "立卷日期"]


def _viewer(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # the middleware let nobody else through
    return request.user


@page
def figure_list(request: HttpRequest) -> HttpResponse:
    """All figures with their value in the scope asked for."""
    unit = selectors.unit_of(_viewer(request), request.GET.get("unit", ""))
    form = ScopeForm(request.GET if "since" in request.GET else None)
    scope = Scope(unit, *form.period(clock.today()))
    figures = selectors.told(selectors.shown(), scope)
    context = {"figures": figures, "scope": scope, "form": form}
    return show(request, "jiedao/figure_list.html", context)


@page
def figure_page(request: HttpRequest, code: str) -> HttpResponse:
    """One figure: definition, arithmetic, value, what it is compared with, course, parts, rows."""
    figure = all_figures().get(code)
    if figure is None:
        raise Http404("没有这个指标，请从指标列表进入。")
    user = _viewer(request)
    unit = selectors.unit_of(user, request.GET.get("unit", ""))
    form = ScopeForm(request.GET if "since" in request.GET else None)
    scope = Scope(unit, *form.period(clock.today()))
    narrowing = RowsForm({name: request.GET.get(name, "") for name in ("q", "sort")})
    behind = Behind(figure, scope, user)
    found = behind.narrowed(narrowing)
    if "xlsx" in request.GET:
        return _sheet(figure.name, found)
    (now,) = selectors.told([figure], scope)
    rows = list(found[: ROWS + 1])
    months = selectors.by_month(figure, scope)
    context = {
        "figure": figure,
        "scope": scope,
        "form": form,
        "narrowing": narrowing,
        "is_narrowed": bool(request.GET.get("q")),
        "now": now,
        "compared": selectors.compared(now, scope),
        "rows": [(row, address(all_kinds()[row.kind].page, row.number)) for row in rows[:ROWS]],
        "more": len(rows) > ROWS,
        "hidden": behind.hidden,
        "by_unit": selectors.by_unit(figure, scope),
        "months": months,
        "chart": chart(months) if months else None,
    }
    return show(request, "jiedao/figure_page.html", context)


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

    def narrowed(self, form: RowsForm) -> QuerySet[Dossier]:
        """Those with the words looked for, in the order wanted; what makes no sense is not asked."""
        wanted = form.cleaned_data if form.is_valid() else {}
        found, words = self.seen, asked.words(wanted.get("q", ""))
        if words:
            found = found.filter(pk__in=matching_text(words).values("dossier"))
        return found.order_by("pk" if wanted.get("sort") == OLDEST else "-pk")

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
    response = HttpResponse(book.content, content_type=sheets.MIME)
    response["Content-Disposition"] = "attachment; filename=figure.xlsx"
    return response
