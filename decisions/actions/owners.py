"""What the owners decide (业主共同决定, 民法典第二百七十八条): the vote begun, counted, passed or not."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from decisions import procedures
from decisions.actions.words import fit_for_the_board
from decisions.deadlines import COUNT_OWNERS
from decisions.models import Matter, OwnerVote
from decisions.owning import agreement, current_vote, participation
from decisions.states import MatterState
from jiedao.attachments import actions as attachments
from jiedao.attachments.states import AttachmentKind
from jiedao.dossiers import actions as dossiers
from jiedao.lib import clock
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import refuse
from jiedao.people.models import User
from jiedao.publications import actions as publications

LONGEST = timedelta(days=180)


@dataclass(frozen=True)
class OwnerCount:
    """The sheet added up: areas of exclusive parts, and owners, each owner once."""

    for_area: Decimal
    for_heads: int
    against_area: Decimal
    against_heads: int
    abstain_area: Decimal
    abstain_heads: int


@transaction.atomic
def begin_owner_vote(
    matter: Matter,
    *,
    by: User,
    on: date,
    until: date,
    place: str,
    total_area: Decimal,
    total_heads: int,
) -> OwnerVote:
    """The owners vote until a day (开始业主表决), against a total area and a total of heads."""
    procedures.of(matter).demand(matter, "begin_owner_vote", by=by, on=on)
    if not on <= until <= on + LONGEST:
        raise refuse(
            "matter.owner_vote_until",
            f"截止日期要在{long_day(on)}到{long_day(on + LONGEST)}之间，请核对。",
            field="until",
        )
    fit_for_the_board(place=place)
    procedures.of(matter).take(
        matter,
        "begin_owner_vote",
        by=by,
        on=on,
        words=f"{by}登记业主表决开始，{long_day(until)}截止：业主{total_heads}人，"
        f"专有部分{total_area:,.2f}平方米。",
        starts={COUNT_OWNERS.code: until},
    )
    last = matter.owner_votes.aggregate(last=Max("round", default=0))["last"]
    vote = OwnerVote.objects.create(
        matter=matter,
        round=last + 1,
        begun_on=on,
        until=until,
        place=place,
        total_area=total_area,
        total_heads=total_heads,
        begun_at=clock.now(),
        begun_by=by,
    )
    matter.forget()
    _tell(matter, MatterState.OWNERS_VOTING, f"业主正在表决，{long_day(until)}截止。", by)
    return vote


@transaction.atomic
def count_owner_vote(
    matter: Matter, *, by: User, on: date, count: OwnerCount, sheet: UploadedFile
) -> OwnerVote:
    """Enter the vote from its sheet (登记业主表决结果); the sheet goes into the file.

    Areas and heads are added up from the sheet; whether it passed is computed, never typed.
    """
    procedures.of(matter).demand(matter, "count_owner_vote", by=by, on=on)
    vote = current_vote(matter)
    assert vote is not None  # vote_is_over is a condition of this step
    area = count.for_area + count.against_area + count.abstain_area
    heads = count.for_heads + count.against_heads + count.abstain_heads
    if area > vote.total_area or heads > vote.total_heads:
        raise refuse(
            "matter.owner_vote_too_many",
            f"表上参加表决的有{heads}人、{area:,.2f}平方米，比登记的业主总数"
            f"（{vote.total_heads}人、{vote.total_area:,.2f}平方米）还多，请核对汇总表。",
            field="sheet",
        )
    procedures.of(matter).take(
        matter,
        "count_owner_vote",
        by=by,
        on=on,
        words=f"{by}登记业主表决结果：参加{heads}人、{area:,.2f}平方米，"
        f"同意{count.for_heads}人、{count.for_area:,.2f}平方米。",
    )
    attachments.attach(
        matter.dossier, file=sheet, kind=AttachmentKind.OWNER_SHEET, by=by, step="owners"
    )
    for name, value in asdict(count).items():
        setattr(vote, name, value)
    vote.counted_on, vote.counted_at, vote.counted_by = on, clock.now(), by
    vote.save(update_fields=[*asdict(count), "counted_on", "counted_at", "counted_by"])
    matter.forget()
    return vote


@transaction.atomic
def resolve_by_owners(matter: Matter, *, by: User, on: date, text: str) -> Matter:
    """Record that the owners passed the matter (业主表决通过)."""
    procedures.of(matter).demand(matter, "resolve_by_owners", by=by, on=on)
    fit_for_the_board(text=text)
    procedures.of(matter).take(
        matter,
        "resolve_by_owners",
        by=by,
        on=on,
        words=f"业主表决通过：{_sums(matter)}。",
        sets={"resolved_on": on, "resolution_text": text},
    )
    dossiers.make_findable(matter, matter.summary, matter.plan, text)
    _tell(matter, MatterState.RESOLVED, "业主已经表决通过，决定即将公示。", by)
    return matter


@transaction.atomic
def reject_by_owners(matter: Matter, *, by: User, on: date) -> Matter:
    """Record that the owners did not pass it (业主表决未通过)."""
    procedures.of(matter).take(
        matter,
        "reject_by_owners",
        by=by,
        on=on,
        words=f"业主表决未通过：{_sums(matter)}。",
    )
    _tell(matter, MatterState.REJECTED, "业主表决没有通过，方案修改后可以重新提议。", by)
    return matter


def _sums(matter: Matter) -> str:
    vote = current_vote(matter)
    if vote is None:
        return ""
    return "；".join(tally.words for tally in (*participation(vote), *agreement(matter, vote)))


def _tell(matter: Matter, state: MatterState, line: str, by: User) -> None:
    publications.set_public_state(
        matter.dossier, title=matter.dossier.title, stage=state.label, line=line, by=by
    )
