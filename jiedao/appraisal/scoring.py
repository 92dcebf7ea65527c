"""The arithmetic of the appraisal: what a target loses, what a list comes to, which grade that is.

Nothing here is typed by anybody: the figures are read by code, of the unit and the year.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from urllib.parse import urlencode

from jiedao.appraisal.models import Appraisal, Bonus, BranchReview, Score, Target, TargetList
from jiedao.appraisal.states import WORDS, Assessed, Deduction, Grade
from jiedao.indicators import kept
from jiedao.indicators.figures import AsOf, Daily, Figure, Share, all_figures, per_cent
from jiedao.indicators.selectors import by_path, in_words
from jiedao.lib.addresses import address
from jiedao.rulebooks.editions import Edition

NOTHING, TENTH, WHOLE = Decimal(0), Decimal("0.1"), Decimal(100)


def plain(number: Decimal) -> str:
    """A number as people write it: 2, 0.5, 95."""
    return f"{number.normalize():f}"


@dataclass(frozen=True)
class Line:
    """One target with its points as they stand; `points` is None while the group has not given any."""

    target: Target
    points: Decimal | None
    words: str
    value: Decimal | None = None
    url: str = ""
    is_frozen: bool = False

    @property
    def points_words(self) -> str:
        return "还没有评" if self.points is None else plain(self.points)


@dataclass(frozen=True)
class Sheet:
    """A target list with all its lines, live or frozen."""

    list: TargetList
    lines: tuple[Line, ...]

    @property
    def total(self) -> Decimal:
        """What it comes to, with what was given beyond and what appeals corrected.

        What is not rated yet counts nothing.
        """
        frozen = self.list.final_points
        if frozen is not None:
            return frozen
        return self.of_targets + self.bonus

    @property
    def of_targets(self) -> Decimal:
        """What the targets come to."""
        return sum((line.points for line in self.lines if line.points is not None), NOTHING)

    @property
    def bonus(self) -> Decimal:
        """What was given beyond the targets (加分)."""
        return bonus_of(self.list)

    @property
    def bonus_words(self) -> str:
        return plain(self.bonus)

    @property
    def sum_in_words(self) -> str:
        """Targets and what was given beyond, where there is any."""
        if not self.bonus:
            return ""
        return f"目标{plain(self.of_targets)}分＋加分{plain(self.bonus)}分"

    @property
    def total_words(self) -> str:
        return plain(self.total)

    @property
    def unrated(self) -> int:
        """How many targets the assessment group has still to rate."""
        return sum(line.points is None for line in self.lines)

    @property
    def weight(self) -> int:
        return sum(line.target.weight for line in self.lines)


def bonus_of(one: TargetList) -> Decimal:
    """The bonuses that stand; `bonuses` may have been read beforehand."""
    given: Iterable[Bonus] = one.bonuses.all()
    return sum((bonus.points for bonus in given if bonus.withdrawn_at is None), NOTHING)


class Readings:
    """The figures of a year for every unit of a street: one statement for all that are kept.

    And the reviews of its party secretaries, read once.
    """

    def __init__(self, appraisal: Appraisal, today: date) -> None:
        self._scope = appraisal.scope(appraisal.street, today)
        self._kept: dict[str, dict[str, Decimal]] | None = None
        self._others: dict[str, dict[str, Decimal]] = {}
        self._reviews: list[BranchReview] | None = None
        self._appraisal = appraisal

    def review(self, one: TargetList) -> BranchReview | None:
        """The review a list's score takes over: of the community, or of the secretary himself."""
        if self._reviews is None:
            self._reviews = list(self._appraisal.reviews.select_related("dossier"))
        return next((found for found in self._reviews if is_about(found, one)), None)

    def value(self, figure: Figure, path: str) -> Decimal | None:
        """The figure of a unit and all beneath it; None where a share is of nothing."""
        if isinstance(figure, Share):
            part = self._sum(figure.counts, path)
            return per_cent(part, self._sum(figure.out_of, path))
        return self._sum(figure, path)

    def _sum(self, figure: Figure, path: str) -> Decimal:
        parts = self._parts(figure).items()
        return sum((amount for unit, amount in parts if unit.startswith(path)), NOTHING)

    def _parts(self, figure: Figure) -> dict[str, Decimal]:
        if isinstance(figure, AsOf):
            if figure.code not in self._others:
                self._others[figure.code] = by_path(figure, self._scope)
            return self._others[figure.code]
        if self._kept is None:
            self._kept = kept.by_units(self._scope)
        return self._kept.get(figure.code, {})


def sheets(lists: Iterable[TargetList], *, today: date) -> list[Sheet]:
    """Target lists with their points; `lists` come with `targets__score` read beforehand."""
    known: dict[int, Readings] = {}
    found = []
    for one in lists:
        appraisal = one.appraisal
        readings = known.setdefault(appraisal.pk, Readings(appraisal, today))
        lines = tuple(_line(target, one, readings, today) for target in one.targets.all())
        found.append(Sheet(one, lines))
    return found


def _line(target: Target, one: TargetList, readings: Readings, today: date) -> Line:
    score: Score | None = getattr(target, "score", None)
    review = readings.review(one) if target.is_by_review else None
    url = review.get_absolute_url() if review else figure_url(target, one, today)
    if score is not None:
        return Line(target, score.points, score.words, score.value, url, score.is_frozen)
    if target.is_manual:
        return Line(target, None, "由考核组年终评分。")
    if target.is_by_review:
        return _reviewed(target, review, url)
    return measured(target, one, readings, url)


def is_about(review: BranchReview, one: TargetList) -> bool:
    """Whether a review is of the community, or of the person, that a list is about."""
    if one.person_id:
        return review.secretary_id == one.person_id
    return review.unit_id == one.unit_id


def _reviewed(target: Target, review: BranchReview | None, url: str) -> Line:
    """What the ballots came to, in the weight of the target; nothing while they are not counted."""
    if review is None:
        return Line(target, None, "还没有开始联述联评联考，评议计分以后自动得出。")
    if review.points is None:
        return Line(target, None, "评议还没有计分，计分以后自动得出。", None, url)
    points = (review.points * target.weight / WHOLE).quantize(TENTH, ROUND_HALF_UP)
    words = (
        f"联述评议{plain(review.points)}分，按{target.weight}分折算："
        f"{plain(review.points)}×{target.weight}÷100＝{plain(points)}分。"
    )
    return Line(target, points, words, review.points, url)


def measured(target: Target, one: TargetList, readings: Readings, url: str) -> Line:
    """An automatic target as the records say now."""
    figure = all_figures().get(target.indicator)
    if figure is None:
        return Line(target, None, f"没有“{target.indicator}”这个指标，请改用别的指标。")
    value = readings.value(figure, one.unit.path)
    points, words = deduct(target, figure, value)
    return Line(target, points, words, value, url)


def deduct(target: Target, figure: Figure, value: Decimal | None) -> tuple[Decimal, str]:
    """What a target keeps of its weight, and the arithmetic in words (单项扣完为止)."""
    weight = Decimal(target.weight)
    if value is None:
        return weight, "没有应计的记录，不扣分。"
    assert target.threshold is not None
    assert target.per is not None
    assert target.points_each is not None
    over = target.rule == Deduction.OVER
    beyond = value - target.threshold if over else target.threshold - value
    said = in_words(figure, value)
    if beyond <= 0:
        return weight, f"{said}，达到标准，不扣分。"
    times = (beyond / target.per).to_integral_value(ROUND_FLOOR)
    lost = min(weight, times * target.points_each)
    sum_in_words = (
        f"{said}，{'超过' if over else '低于'}标准{plain(target.threshold)}，"
        f"相差{plain(beyond)}，每满{plain(target.per)}扣{plain(target.points_each)}分，"
    )
    if not lost:
        return weight, f"{sum_in_words}不满{plain(target.per)}，不扣分。"
    capped = "（扣完为止）" if times * target.points_each > weight else ""
    return weight - lost, f"{sum_in_words}扣{plain(lost)}分{capped}。"


def figure_url(target: Target, one: TargetList, today: date) -> str:
    """The page of the figure with the unit and the year: the rows behind the points."""
    if not target.indicator:
        return ""
    scope = one.appraisal.scope(one.unit, today)
    asked = {"unit": one.unit.code, "since": scope.since, "until": scope.last}
    return f"{address('indicators:figure_page', target.indicator)}?{urlencode(asked)}"


def rows_of(target: Target, one: TargetList, today: date) -> list[int]:
    """The dossiers that were counted; of a share, all out of which it was counted."""
    if target.is_by_review:
        reviews = one.appraisal.reviews.all()
        return [review.pk for review in reviews if is_about(review, one)]
    figure = all_figures()[target.indicator]
    behind: Figure = figure.out_of if isinstance(figure, Share) else figure
    rows = behind.rows(one.appraisal.scope(one.unit, today)).order_by()
    return sorted(set(rows.values_list(behind.to_dossier, flat=True)))


def grade_of(one: TargetList, edition: Edition, *, is_vetoed: bool) -> Grade:
    """The grade of a frozen score; what is vetoed comes to the third grade at best.

    What was taken out of the first grade, because its share is used up, comes to the second.
    """
    whose = "persons" if one.kind == Assessed.PERSON else "units"
    points = one.final_points or NOTHING
    grades = (Grade.FIRST, Grade.SECOND, Grade.THIRD)
    for grade in grades:
        if points >= getattr(edition, f"{whose}_{grade}"):
            if is_vetoed:
                return Grade.THIRD
            return Grade.SECOND if grade == Grade.FIRST and one.second_because else grade
    return Grade.FOURTH


def ladder(edition: Edition, kind: str) -> str:
    """The thresholds in a sentence: 90分以上为好，80分以上为较好……"""
    whose, place = ("persons", 1) if kind == Assessed.PERSON else ("units", 0)
    steps = [
        f"{getattr(edition, f'{whose}_{grade}')}分以上为{WORDS[grade][place]}"
        for grade in (Grade.FIRST, Grade.SECOND, Grade.THIRD)
    ]
    return "，".join((*steps, f"其余为{WORDS[Grade.FOURTH][place]}"))


def choices() -> list[tuple[str, str]]:
    """The figures a target may rest on."""
    figures = sorted(all_figures().values(), key=lambda one: one.code)
    return [(one.code, f"{one.name}（{one.measure}）") for one in figures]


def is_known(code: str) -> bool:
    """Whether a figure of that code is declared."""
    return isinstance(all_figures().get(code), Daily | AsOf | Share)
