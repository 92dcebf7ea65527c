"""联述联评联考: opened, stated, rated, commented on, graded, its problems settled."""

from collections.abc import Iterable
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from jiedao.appraisal import deadlines as limits
from jiedao.appraisal import reviewing
from jiedao.appraisal.actions.words import written
from jiedao.appraisal.kinds import BRANCH_REVIEW as KIND
from jiedao.appraisal.models import Appraisal, Ballots, BranchReview, Problem
from jiedao.appraisal.procedures import BRANCH_REVIEW
from jiedao.appraisal.scoring import plain
from jiedao.appraisal.states import Raters, ReviewState
from jiedao.attachments import actions as attachments
from jiedao.attachments.states import AttachmentKind
from jiedao.deadlines import actions as deadlines
from jiedao.dossiers import actions as dossiers
from jiedao.ledger import acts
from jiedao.lib import clock, text
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import refuse, unless
from jiedao.notices import actions as notices
from jiedao.organisation.models import Unit
from jiedao.people.models import User

OPENED = acts.declare("branch_review.open", "开始联述联评联考")


@transaction.atomic
def open_review(appraisal: Appraisal, *, by: User, unit: Unit, secretary: User) -> BranchReview:
    """Begin the review of a community's party secretary (开始联述联评联考)."""
    unless(reviewing.why_not_open(appraisal, unit, secretary, by=by))
    today = clock.today()
    dossier = dossiers.open_dossier(
        kind=KIND.code,
        prefix=KIND.prefix,
        title=f"{unit}{appraisal.year}年联述联评联考",
        unit=unit,
        by=by,
        opened_on=today,
        state_label=ReviewState.OPENED.label,
    )
    review = BranchReview.objects.create(
        dossier=dossier, appraisal=appraisal, unit=unit, secretary=secretary
    )
    dossiers.make_findable(review, secretary)
    _tell(review, f"{review}已开始，请准备述职报告。", by=by)
    return review


@transaction.atomic
def deliver(
    review: BranchReview, *, by: User, stated_on: date, summary: str, file: UploadedFile
) -> BranchReview:
    """The secretary has reported (登记述职); the report is kept as a file."""
    BRANCH_REVIEW.demand(review, "deliver", by=by, on=stated_on)
    summary = written(summary, "summary", "请写明述职的主要内容。", one_line=False)
    attachments.attach(review.dossier, file=file, kind=AttachmentKind.OTHER, by=by)
    BRANCH_REVIEW.take(
        review,
        "deliver",
        by=by,
        on=stated_on,
        words=f"{review.secretary}{long_day(stated_on)}述职，述职报告已附。",
        sets={"stated_on": stated_on, "summary": summary},
    )
    return review


@transaction.atomic
def enter_ballots(
    review: BranchReview,
    *,
    by: User,
    raters: str,
    first: int,
    second: int,
    third: int,
    fourth: int,
) -> Ballots:
    """Enter how many ballots of a category of raters said what (登记评议票)."""
    BRANCH_REVIEW.demand(review, "enter_ballots", by=by, on=clock.today())
    if not first + second + third + fourth:
        raise refuse("branch_review.no_ballots", "一票也没有的不用登记。", field="first")
    found, _ = Ballots.objects.update_or_create(
        review=review,
        raters=raters,
        defaults={
            "first": first,
            "second": second,
            "third": third,
            "fourth": fourth,
            "entered_at": clock.now(),
            "entered_by": by,
        },
    )
    said = f"好{first}、较好{second}、一般{third}、差{fourth}"
    words = f"{by}登记{Raters(raters).label}评议{found.cast}票：{said}。"
    BRANCH_REVIEW.take(review, "enter_ballots", by=by, words=words)
    return found


@transaction.atomic
def count_ballots(review: BranchReview, *, by: User) -> BranchReview:
    """What the ballots come to is computed and stays (评议计分)."""
    BRANCH_REVIEW.demand(review, "count_ballots", by=by, on=clock.today())
    points, words = reviewing.points_of(review, reviewing.edition_of(review))
    assert points is not None
    BRANCH_REVIEW.take(
        review,
        "count_ballots",
        by=by,
        words=f"评议得{plain(points)}分：{words}",
        sets={"points": points},
    )
    return review


@transaction.atomic
def comment(
    review: BranchReview, *, by: User, comment: str, problems: Iterable[tuple[str, date]] = ()
) -> BranchReview:
    """A leading official comments, and names problems with the day by which to settle them (领导点评)."""
    BRANCH_REVIEW.demand(review, "comment", by=by, on=clock.today())
    comment = written(comment, "comment", "请写明点评的内容。", one_line=False)
    given = list(problems)
    for words, due_on in given:
        if due_on < clock.today():
            raise refuse(
                "branch_review.due", f"“{words}”的整改期限已经过了，请核对。", field="problems"
            )
        Problem.objects.create(
            review=review,
            words=written(words, "problems", "请写明问题。"),
            due_on=due_on,
        )
    BRANCH_REVIEW.take(
        review,
        "comment",
        by=by,
        words=f"{by}点评，指出问题{len(given)}个。{text.sentence(comment)}",
        sets={"comment": comment, "commentator": by},
    )
    _run(review, by=by)
    _tell(review, f"{review}已点评，指出问题{len(given)}个。", by=by)
    return review


@transaction.atomic
def settle(problem: Problem, *, by: User, result: str) -> BranchReview:
    """A problem of the review is settled (登记整改), with what was done."""
    review = problem.review
    BRANCH_REVIEW.demand(review, "settle", by=by, on=clock.today())
    problem.refresh_from_db(fields=["settled_at"])
    if problem.settled_at:
        raise refuse("branch_review.settled", "这个问题已经登记整改，不用重复登记。")
    problem.result = written(result, "result", "请写明怎么整改的、结果怎样。")
    problem.settled_at, problem.settled_by = clock.now(), by
    problem.save(update_fields=["result", "settled_at", "settled_by"])
    words = f"{by}登记整改“{problem.words}”：{text.sentence(problem.result)}"
    BRANCH_REVIEW.take(review, "settle", by=by, words=words)
    _run(review, by=by)
    return review


@transaction.atomic
def conclude(review: BranchReview, *, by: User) -> BranchReview:
    """The result is graded by its points (述评定等次)."""
    BRANCH_REVIEW.demand(review, "conclude", by=by, on=clock.today())
    assert review.points is not None
    review.grade = reviewing.grade_of(review.points, reviewing.edition_of(review))
    BRANCH_REVIEW.take(
        review,
        "conclude",
        by=by,
        words=f"评议{plain(review.points)}分，等次{review.grade_word}。",
        sets={"grade": review.grade},
    )
    _tell(review, f"{review}等次：{review.grade_word}。", by=by)
    return review


@transaction.atomic
def close_review(review: BranchReview, *, by: User) -> BranchReview:
    """Everything is settled: the review is closed (述评办结)."""
    BRANCH_REVIEW.take(review, "close_review", by=by, words=f"{by}办结，问题都已整改。")
    return review


def _run(review: BranchReview, *, by: User) -> None:
    """The limit runs to the first day on which a problem is due; without problems it ends."""
    waiting = review.problems.filter(settled_at=None).order_by("due_on").first()
    today = clock.today()
    if waiting is None:
        deadlines.close(review.dossier, limits.PROBLEM.code, by=by, on=today)
        return
    deadlines.open_limit(
        review.dossier,
        limits.PROBLEM,
        start=today,
        edition=reviewing.edition_of(review),
        due_on=waiting.due_on,
        explanation=f"点评时定的整改期限：{waiting.words}。",
    )


def _tell(review: BranchReview, words: str, *, by: User) -> None:
    if review.secretary_id != by.pk and review.secretary.is_active:
        notices.tell(review.secretary, words=words, dossier=review.dossier)
