"""How many may come to the first grade (优秀比例), with the arithmetic, and the gates about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jiedao.appraisal import scoring
from jiedao.appraisal.conditions import is_vetoed, why_not_keep, why_not_of_oneself
from jiedao.appraisal.models import Appraisal, TargetList
from jiedao.appraisal.rules import RULES
from jiedao.appraisal.states import AppraisalState, Assessed, Grade
from jiedao.lib import clock
from jiedao.lib.refusals import Refusal
from jiedao.people.models import User
from jiedao.procedures.rows import Reason
from jiedao.rulebooks.editions import Edition

HUNDRED = 100


@dataclass(frozen=True)
class Quota:
    """At most so many of those assessed come to the first grade, and who would by points and vetoes."""

    whose: str
    word: str
    share: int
    assessed: int
    would: tuple[TargetList, ...]

    @property
    def most(self) -> int:
        """The share rounded down; where anybody is assessed, one may be first."""
        if not self.assessed:
            return 0
        return max(1, self.assessed * self.share // HUNDRED)

    @property
    def over(self) -> int:
        """By how many the share is exceeded."""
        return max(0, len(self.would) - self.most)

    @property
    def arithmetic(self) -> str:
        """参加考核12人 × 20% ＝ 2.4，取整，最多2人."""
        part = self.assessed * self.share
        exact = f"{part // HUNDRED}" if part % HUNDRED == 0 else f"{part / HUNDRED:g}"
        unit = "人" if self.whose == "个人" else "个"
        how = f"不满1{unit}的按1{unit}" if part < HUNDRED else "取整"
        how = "" if part % HUNDRED == 0 else f"，{how}"
        return (
            f"参加考核{self.assessed}{unit} × {self.share}% ＝ {exact}{how}，最多{self.most}{unit}"
        )

    @property
    def words(self) -> str:
        """The same as a sentence for the page of the year."""
        return f"{self.whose}“{self.word}”：{self.arithmetic}"


def quotas(appraisal: Appraisal, lists: Iterable[TargetList], edition: Edition) -> list[Quota]:
    """Units and persons, each with their share; `lists` are all of the year, `vetoes` read beforehand."""
    found = []
    rows = list(lists)
    for of_persons, whose, share in (
        (False, "单位", appraisal.first_units),
        (True, "个人", appraisal.first_persons),
    ):
        mine = [one for one in rows if (one.kind == Assessed.PERSON) is of_persons]
        if not mine:
            continue
        would = (one for one in mine if comes_first(one, edition))
        ranked = sorted(would, key=lambda one: (-(one.final_points or scoring.NOTHING), one.pk))
        found.append(Quota(whose, mine[0].first_word, share, len(mine), tuple(ranked)))
    return found


def comes_first(one: TargetList, edition: Edition) -> bool:
    """Whether a frozen score would be graded first."""
    grade = scoring.grade_of(one, edition, is_vetoed=is_vetoed(one))
    return one.points is not None and grade == Grade.FIRST


def first_within_share(appraisal: Appraisal, on: date) -> Reason | None:
    """评为第一等的不超过这一年定的比例"""
    edition = RULES.on(on, appraisal.street)
    lists = appraisal.lists.select_related("dossier", "unit", "person").prefetch_related("vetoes")
    over = [quota for quota in quotas(appraisal, lists, edition) if quota.over]
    if not over:
        return None
    sentences, sums = [], []
    for quota in over:
        names = "、".join(
            f"{one.whose}{scoring.plain(one.final_points or scoring.NOTHING)}分"
            for one in quota.would
        )
        sentences.append(
            f"得分够“{quota.word}”的{quota.whose}有{len(quota.would)}份（{names}），"
            f"超出{quota.over}份"
        )
        sums.append(f"{quota.words}；{len(quota.would)} ＞ {quota.most}")
    return Reason(
        f"{'；'.join(sentences)}。",
        arithmetic="；".join(sums),
        basis=f"{appraisal}定的比例（内部规定）",
        hint="请打开责任书，把超出的写明理由“不评第一等”，再定等次。",
    )


def why_not_hold_back(one: TargetList, *, by: User) -> Refusal | None:
    """Why a list cannot be taken out of the first grade."""
    refusal = _why_not_place(one, by=by)
    if refusal:
        return refusal
    if one.second_because:
        return Refusal("appraisal.held_back", f"{one.whose}已经不评“{one.first_word}”。")
    if not comes_first(one, RULES.on(clock.today(), one.appraisal.street)):
        return Refusal(
            "appraisal.not_first",
            f"{one.whose}的得分或者一票否决，本来就不到“{one.first_word}”，不用登记。",
        )
    return None


def why_not_restore(one: TargetList, *, by: User) -> Refusal | None:
    """Why a list cannot be put back among those that may be graded first."""
    refusal = _why_not_place(one, by=by)
    if refusal or one.second_because:
        return refusal
    return Refusal("appraisal.not_held_back", f"{one.whose}没有登记过“不评{one.first_word}”。")


def _why_not_place(one: TargetList, *, by: User) -> Refusal | None:
    """Who is first is settled between the announcement and the grades, by the group, not of oneself."""
    act = f"定谁不评“{one.first_word}”"
    refusal = why_not_keep(one.appraisal, AppraisalState.ANNOUNCED, act=act, by=by)
    return refusal or why_not_of_oneself(one, by=by)
