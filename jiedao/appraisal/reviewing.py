"""The arithmetic of a party secretary's review, and the gates of its steps."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from jiedao.access.selectors import holdings, valid_posts
from jiedao.appraisal.conditions import KEEP, SECRETARY, without_duty
from jiedao.appraisal.models import Appraisal, BranchReview
from jiedao.appraisal.rules import RULES
from jiedao.appraisal.states import AppraisalState, Grade, Raters
from jiedao.lib.refusals import Refusal
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User
from jiedao.procedures.rows import Reason
from jiedao.rulebooks.editions import Edition

TENTH = Decimal("0.1")


def everyone_has_rated(review: BranchReview, on: date) -> Reason | None:
    """党员、居民、机关、班子四类评议都已经登记"""
    known = set(review.ballots.values_list("raters", flat=True))
    missing = [str(one.label) for one in Raters if one not in known]
    if not missing:
        return None
    return Reason(f"还没有登记{'、'.join(missing)}的评议票。", hint="四类评议都登记以后算得分。")


def problems_are_settled(review: BranchReview, on: date) -> Reason | None:
    """点评指出的问题都已经整改"""
    waiting = list(review.problems.filter(settled_at=None))
    if not waiting:
        return None
    names = "、".join(f"“{one.words}”" for one in waiting)
    return Reason(f"还有没有整改的问题：{names}。")


def points_of(review: BranchReview, edition: Edition) -> tuple[Decimal | None, str]:
    """What the ballots come to, and the arithmetic; nothing while none are entered."""
    worth = {grade.value: int(getattr(edition, f"ballot_{grade}")) for grade in Grade}
    rows = [(one, int(getattr(edition, f"raters_{one.raters}"))) for one in review.ballots.all()]
    whole = sum(weight for _, weight in rows)
    if not whole:
        return None, "还没有登记评议票。"
    means = [(one, weight, one.mean(worth)) for one, weight in rows]
    total = sum((mean * weight for _, weight, mean in means), Decimal(0)) / whole
    parts = "，".join(
        f"{one.get_raters_display()}{one.cast}票平均{mean.quantize(TENTH, ROUND_HALF_UP)}分×{weight}%"
        for one, weight, mean in means
    )
    return total.quantize(TENTH, ROUND_HALF_UP), f"{parts}。"


def grade_of(points: Decimal, edition: Edition) -> Grade:
    """The grade by the thresholds of units (好、较好、一般、差)."""
    for grade in (Grade.FIRST, Grade.SECOND, Grade.THIRD):
        if points >= getattr(edition, f"units_{grade}"):
            return grade
    return Grade.FOURTH


def edition_of(review: BranchReview) -> Edition:
    """The office's rules on the day of the statement, the street's own numbers in them."""
    return RULES.on(review.stated_on or review.dossier.opened_on, review.appraisal.street)


def why_not_open(appraisal: Appraisal, unit: Unit, secretary: User, *, by: User) -> Refusal | None:
    """Why the review of a community's secretary cannot be begun."""
    street = appraisal.street
    if not holdings(by).covers(KEEP, street):
        return without_duty(street, "联述联评联考")
    if appraisal.state == AppraisalState.FINAL:
        return Refusal(
            "branch_review.graded",
            f"{appraisal.year}年度考核已经定等次，评议结果列不进去了，不能再开始。",
            hint="请在新一年的年度考核里开始。",
        )
    if unit.level not in (UnitLevel.COMMUNITY, UnitLevel.VILLAGE) or not unit.is_within(street):
        return Refusal("branch_review.unit", "请选择本街道的社区。", field="unit")
    if appraisal.reviews.filter(unit=unit).exists():
        return Refusal(
            "branch_review.known", f"{unit}{appraisal.year}年的述评考已经有了。", field="unit"
        )
    return _why_not_of(unit, secretary)


def _why_not_of(unit: Unit, secretary: User) -> Refusal | None:
    """Why somebody is not the one to report for a community: nobody else could be entered afterwards."""
    posts = valid_posts().filter(role=SECRETARY, unit=unit).select_related("user")
    found = [post.user for post in posts]
    if secretary in found:
        return None
    names = "、".join(str(one) for one in found)
    return Refusal(
        "branch_review.secretary",
        f"{secretary}不是{unit}的书记，不能代{unit}述职。",
        hint=f"{unit}现在的书记是{names}。" if names else f"{unit}还没有书记，请先办理任职。",
        field="secretary",
    )
