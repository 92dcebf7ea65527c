"""Advisory matters (仅评议事项): who is reviewed, what the review said, published, concluded."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction

from decisions import procedures
from decisions import publications as words
from decisions.actions.words import fit_for_the_board
from decisions.models import Applicant, Matter
from decisions.reviewing import applicants_of
from decisions.selectors import facts
from decisions.states import MatterState, ReviewOutcome
from jiedao.lib import clock, masking
from jiedao.lib.refusals import refuse
from jiedao.people.models import User
from jiedao.publications import actions as publications
from jiedao.publications.models import Publication
from jiedao.publications.states import PublicationKind

Household = tuple[str, int, Decimal | None]


@transaction.atomic
def list_applicants(
    matter: Matter, *, by: User, on: date, lines: Iterable[Household]
) -> list[Applicant]:
    """Enter the households to be reviewed (登记评议对象); the whole list takes the place of the old.

    Who is no longer on it is marked as taken off. The ledger holds how many, never who.
    """
    given = list(lines)
    procedures.of(matter).demand(matter, "list_applicants", by=by, on=on)
    if not given:
        raise refuse("matter.no_applicant", "请至少写一户，一户一行。", field="lines")
    for name, _, _ in given:
        if masking.find_personal_data(name):
            raise refuse(
                "matter.number_in_applicant",
                "名单里只写户主姓名，请删去证件号、电话和住址。",
                basis="《社会救助暂行办法》第六十一条",
                field="lines",
            )
    procedures.of(matter).take(
        matter, "list_applicants", by=by, on=on, words=f"{by}登记评议对象{len(given)}户。"
    )
    matter.applicants.standing().update(withdrawn_at=clock.now(), withdrawn_by=by)
    first = matter.applicants.count()
    return Applicant.objects.bulk_create(
        Applicant(
            matter=matter,
            number=first + place,
            name=name,
            people=people,
            amount=amount,
            entered_at=clock.now(),
            entered_by=by,
        )
        for place, (name, people, amount) in enumerate(given, start=1)
    )


@transaction.atomic
def begin_review(matter: Matter, *, by: User, on: date) -> Matter:
    """The list is complete and the review begins (开始评议); from now on it does not change."""
    procedures.of(matter).take(
        matter,
        "begin_review",
        by=by,
        on=on,
        words=f"{by}开始评议，名单{len(applicants_of(matter))}户自此固定。",
        sets={"review_begun_on": on},
    )
    _tell(matter, MatterState.REVIEWING, "正在组织居民代表民主评议。", by)
    return matter


@transaction.atomic
def review(
    matter: Matter,
    *,
    by: User,
    on: date,
    doubts: Mapping[int, str],
    summary: str,
) -> Matter:
    """Enter what the review said of each household (登记评议结果).

    `doubts` are the households to be looked at again, by number, each with its reason; all others
    met with no objection. It is advice: nothing is approved here.
    """
    procedures.of(matter).demand(matter, "review", by=by, on=on)
    listed = {one.number: one for one in applicants_of(matter)}
    unknown = [number for number in doubts if number not in listed]
    if unknown:
        raise refuse(
            "matter.unknown_applicant", f"名单上没有第{unknown[0]}户，请核对序号。", field="doubts"
        )
    fit_for_the_board(summary=summary, doubts=" ".join(doubts.values()))
    meeting = facts(matter).awaited()
    assert meeting is not None  # meeting_was_held is a condition of this step
    procedures.of(matter).take(
        matter,
        "review",
        by=by,
        on=on,
        words=f"民主评议{len(listed)}户：无异议{len(listed) - len(doubts)}户，"
        f"建议复核{len(doubts)}户。",
        sets={"reviewed_on": on, "review_meeting": meeting, "review_summary": summary},
    )
    for number, one in listed.items():
        one.outcome = ReviewOutcome.DOUBTED if number in doubts else ReviewOutcome.AGREED
        one.reason = doubts.get(number, "")
    Applicant.objects.bulk_update(listed.values(), ["outcome", "reason"])
    _tell(matter, MatterState.REVIEWED, "居民代表已经评议，评议结果即将公示。", by)
    return matter


@transaction.atomic
def publish_review(matter: Matter, *, by: User, on: date) -> Publication:
    """Freeze the result of the review as a publication (评议公示), with and without names."""
    procedure = procedures.of(matter)
    procedure.demand(matter, "publish_review", by=by, on=on)
    edition = facts(matter).edition(on)
    procedure.take(
        matter,
        "publish_review",
        by=by,
        on=on,
        words=f"{by}将评议公示定稿，内容不再改动。",
        sets={"review_published_on": on},
    )
    publication = publications.freeze(
        matter.dossier,
        kind=PublicationKind.REVIEW,
        title=words.review_title(matter),
        blocks=words.review_blocks(matter, on=on, redacted=False),
        redacted_blocks=words.review_blocks(matter, on=on, redacted=True),
        min_days=edition.review_publication,
        basis=edition.source("review_publication"),
        edition=edition.code,
        by=by,
        on=on,
    )
    _tell(matter, MatterState.REVIEW_PUBLISHED, "评议结果已经定稿公开，正在张贴公示。", by)
    return publication


@transaction.atomic
def conclude(matter: Matter, *, by: User, on: date) -> Matter:
    """The review is over (评议办结): an end of its own, never a resolution."""
    procedures.of(matter).take(
        matter,
        "conclude",
        by=by,
        on=on,
        words=f"{by}登记评议办结，材料报街道办事处。",
        sets={"concluded_on": on},
    )
    publications.close_public_state(
        matter.dossier,
        stage=MatterState.CONCLUDED.label,
        line="评议和公示已经办完，是否批准由民政部门依法决定。",
        by=by,
    )
    return matter


def _tell(matter: Matter, state: MatterState, line: str, by: User) -> None:
    publications.set_public_state(
        matter.dossier, title=matter.dossier.title, stage=state.label, line=line, by=by
    )
