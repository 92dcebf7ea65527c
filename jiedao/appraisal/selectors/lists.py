"""Target lists: who may see which, the list of them as it was asked for, one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from jiedao.access import selectors as access
from jiedao.appraisal import scoring
from jiedao.appraisal.conditions import KEEP, is_candidate, is_vetoed
from jiedao.appraisal.kinds import PERSON_LIST, UNIT_LIST
from jiedao.appraisal.models import Appraisal, TargetList
from jiedao.appraisal.selectors.years import appraisals_seen_by
from jiedao.appraisal.states import AppraisalState, Assessed, Grade
from jiedao.dossiers.selectors import matching_text
from jiedao.lib.sheets import Cell
from jiedao.people.models import User
from jiedao.web.lists import MOST_EXPORTED, Asked, Listed, Listing, Narrowing, page_of

COLUMNS = (
    "编号", "年度", "考核对象", "类别", "单位", "目标", "标准", "分值", "得分", "理由或者算法",
    "合计", "等次", "一票否决", "进度", "其中加分",
)  # fmt: skip
CHIPS = {
    AppraisalState.DRAFT: "",
    AppraisalState.ISSUED: "soon",
    AppraisalState.SCORED: "soon",
    AppraisalState.ANNOUNCED: "soon",
    AppraisalState.FINAL: "ok",
}


@dataclass(frozen=True)
class Row:
    """A target list as tables show it: its points now or frozen, and how it stands."""

    record: TargetList
    sheet: scoring.Sheet
    word: str
    chip: str
    is_vetoed: bool
    is_candidate: bool

    @property
    def points_words(self) -> str:
        """The sum; while it is live, how much the group has still to rate."""
        unrated = self.sheet.unrated
        return f"{self.sheet.total_words}分" + (f"，{unrated}项待评" if unrated else "")


def listing(user: User) -> Listing:
    """What can be asked of the list; the years are those there are."""
    years = [(str(year), f"{year}年") for year in _years(user)]
    return Listing(
        "编号、单位、姓名或者目标里的词",
        {
            "newest": ("新年度的在前", ("-appraisal__year", "unit__path", "pk")),
            "units": ("按单位", ("unit__path", "-appraisal__year", "pk")),
        },
        (
            Narrowing("year", "年度", years),
            Narrowing("kind", "考核对象", Assessed.choices),
            Narrowing("state", "进度", AppraisalState.choices),
        ),
    )


def _years(user: User) -> list[int]:
    rows = appraisals_seen_by(user).order_by("-year").values_list("year", flat=True)
    return list(dict.fromkeys(rows))


def visible_to(user: User) -> QuerySet[TargetList]:
    """The lists a person may see. What is drawn up is seen by who draws it up, until it is issued."""
    of_units = access.dossiers_seen_by(user, *UNIT_LIST.seen_with)
    of_people = access.dossiers_seen_by(user, *PERSON_LIST.seen_with)
    drawing = access.holdings(user).within(KEEP, prefix="appraisal__street__")
    seen = of_units & ~Q(kind=Assessed.PERSON) | of_people & Q(kind=Assessed.PERSON)
    rows = TargetList.objects.filter(seen).exclude(~drawing, appraisal__state=AppraisalState.DRAFT)
    return rows.select_related(
        "dossier__unit", "unit", "person", "appraisal__street", "appraisal__dossier__unit"
    ).prefetch_related("targets__score", "vetoes", "bonuses")


def get_visible(user: User, number: str) -> TargetList:
    """One list by its number; Http404 when there is none or it may not be known."""
    found = visible_to(user).filter(dossier__number=number).first()
    if found is None:
        raise Http404
    return found


def patterns_of(appraisal: Appraisal, user: User) -> QuerySet[TargetList]:
    """Lists whose targets can be taken over: of this year and the one before."""
    rows = visible_to(user).filter(
        appraisal__street=appraisal.street, appraisal__year__gte=appraisal.year - 1
    )
    return rows.exclude(targets=None).distinct().order_by("-appraisal__year", "unit__path", "pk")


def asked_for(user: User, asked: Asked) -> QuerySet[TargetList]:
    """The lists that were asked for."""
    rows = visible_to(user)
    for name, column in (
        ("year", "appraisal__year"),
        ("kind", "kind"),
        ("state", "appraisal__state"),
    ):
        if asked.of(name):
            rows = rows.filter(**{column: asked.of(name)})
    if asked.words:
        found = matching_text(asked.words).values("dossier")
        rows = rows.filter(Q(dossier__in=found) | Q(dossier__title__icontains=asked.words))
    return rows


def listed(user: User, asked: Asked, *, today: date) -> Listed[Row]:
    """One page of the list, with the points of every line."""
    page = page_of(asked_for(user, asked), asked, lambda one: one, measure="份")
    return Listed(rows_of(page.rows, today=today), page.words, page.before_url, page.after_url)


def rows_of(lists: Iterable[TargetList], *, today: date) -> list[Row]:
    """Lists with how they stand; the figures are read once for all of them."""
    return [row_of(sheet) for sheet in scoring.sheets(lists, today=today)]


def row_of(sheet: scoring.Sheet) -> Row:
    one = sheet.list
    state = AppraisalState(one.appraisal.state)
    word = one.grade_word or str(state.label)
    is_low = one.grade in (Grade.THIRD, Grade.FOURTH)
    return Row(one, sheet, word, "" if is_low else CHIPS[state], is_vetoed(one), is_candidate(one))


def lines_of(rows: Iterable[Row]) -> Iterator[list[Cell]]:
    """One line for every target, for Excel."""
    for row in list(rows)[:MOST_EXPORTED]:
        one = row.record
        for line in row.sheet.lines:
            yield [
                one.dossier.number,
                one.appraisal.year,
                one.whose,
                str(one.get_kind_display()),
                str(one.unit),
                line.target.words,
                line.target.standard,
                line.target.weight,
                line.points,
                line.words,
                row.sheet.total,
                one.grade_word,
                "是" if row.is_vetoed else "",
                str(AppraisalState(one.appraisal.state).label),
                row.sheet.bonus,
            ]
