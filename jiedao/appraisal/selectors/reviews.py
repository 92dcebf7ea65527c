"""Reviews of party secretaries: who may see which, the list as it was asked for, one of them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import Http404

from jiedao.access import selectors as access
from jiedao.appraisal.kinds import BRANCH_REVIEW
from jiedao.appraisal.models import Appraisal, BranchReview
from jiedao.appraisal.states import ReviewState
from jiedao.dossiers.selectors import matching_text
from jiedao.lib.sheets import Cell
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User
from jiedao.web.lists import MOST_EXPORTED, Asked, Listed, Listing, Narrowing, page_of

COLUMNS = (
    "编号", "年度", "社区", "述职人", "述职日期", "评议得分", "等次", "领导点评", "问题", "已整改",
    "进度",
)  # fmt: skip
LISTING = Listing(
    "编号、社区或者述职人",
    {
        "newest": ("新年度的在前", ("-appraisal__year", "unit__path")),
        "units": ("按社区", ("unit__path", "-appraisal__year")),
    },
    (Narrowing("state", "进度", ReviewState.choices),),
)
CHIPS = {ReviewState.CLOSED: "ok", ReviewState.CONCLUDED: "soon"}


def visible_to(user: User) -> QuerySet[BranchReview]:
    """The reviews a person may see: of his units and beneath."""
    seen = access.dossiers_seen_by(user, *BRANCH_REVIEW.seen_with)
    return BranchReview.objects.filter(seen).select_related(
        "dossier__unit", "unit", "secretary", "commentator", "appraisal__street"
    )


def get_visible(user: User, number: str) -> BranchReview:
    """One review by its number; Http404 when there is none or it may not be known."""
    found = visible_to(user).filter(dossier__number=number).first()
    if found is None:
        raise Http404
    return found


def asked_for(user: User, asked: Asked) -> QuerySet[BranchReview]:
    """The reviews that were asked for."""
    rows = visible_to(user)
    if asked.of("state"):
        rows = rows.filter(state=asked.of("state"))
    if asked.words:
        rows = rows.filter(dossier__in=matching_text(asked.words).values("dossier"))
    return rows


def listed(user: User, asked: Asked) -> Listed[tuple[BranchReview, str]]:
    """One page of the list, each with the kind of its chip."""
    return page_of(asked_for(user, asked), asked, lambda one: (one, chip_of(one)), measure="份")


def chip_of(review: BranchReview) -> str:
    return CHIPS.get(ReviewState(review.state), "")


def lines_of(rows: QuerySet[BranchReview]) -> Iterator[list[Cell]]:
    """The rows for Excel."""
    for one in rows.prefetch_related("problems")[:MOST_EXPORTED]:
        problems = list(one.problems.all())
        yield [
            one.dossier.number,
            one.appraisal.year,
            str(one.unit),
            str(one.secretary),
            one.stated_on,
            one.points,
            one.grade_word,
            one.comment,
            "；".join(problem.words for problem in problems),
            sum(problem.settled_at is not None for problem in problems),
            str(ReviewState(one.state).label),
        ]


def units_to_review(appraisal: Appraisal) -> QuerySet[Unit]:
    """The communities whose secretary has no review yet this year."""
    rows = Unit.objects.within(appraisal.street).active()
    rows = rows.of_level(UnitLevel.COMMUNITY, UnitLevel.VILLAGE)
    return rows.exclude(pk__in=appraisal.reviews.values("unit")).order_by("path")


def secretaries(appraisal: Appraisal) -> QuerySet[User]:
    """Who is a party secretary of a community of the street today."""
    posts = access.valid_posts().filter(
        role="branch_secretary", unit__path__startswith=appraisal.street.path
    )
    rows = User.objects.filter(pk__in=posts.values("user"), is_active=True)
    return rows.order_by("name", "pk")
