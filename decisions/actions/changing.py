"""The street's review before the vote, and what is altered after it (街道审核、变更、调整)."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from decisions import procedures
from decisions.actions.words import fit_for_the_board
from decisions.conditions.turns import Extent, extent_of, open_change
from decisions.deadlines import FINISH_WORK, POST_NOTICE, PUBLISH_RESOLUTION, TAKE_DOWN
from decisions.models import Change, Matter, StreetReview
from decisions.models.turns import EARLIER, UNDONE
from decisions.selectors import facts
from decisions.states import MatterState
from jiedao.deadlines import actions as deadlines
from jiedao.dossiers import actions as dossiers
from jiedao.lib import clock
from jiedao.lib.refusals import refuse
from jiedao.lib.text import essence
from jiedao.notices import actions as notices
from jiedao.people.models import User
from jiedao.publications import actions as publications


@transaction.atomic
def send_to_street(matter: Matter, *, by: User, on: date) -> StreetReview:
    """Ask the street to look at the plan before the vote (送街道审核)."""
    procedures.of(matter).take(
        matter, "send_to_street", by=by, on=on, words=f"{by}把商议方案送街道审核。"
    )
    _tell(matter, "商议方案正在由街道审核，审核同意后召集会议表决。", by)
    return StreetReview.objects.create(
        matter=matter, asked_on=on, asked_at=clock.now(), asked_by=by
    )


@transaction.atomic
def approve_review(matter: Matter, *, by: User, on: date, opinion: str) -> Matter:
    """The street has nothing against the plan (审核同意): the community may call the vote."""
    _answer(matter, "approve_review", by=by, on=on, opinion=opinion, is_approved=True)
    _tell(matter, "街道审核同意，下一步由居民（代表）会议表决。", by)
    return matter


@transaction.atomic
def send_back(matter: Matter, *, by: User, on: date, opinion: str) -> Matter:
    """The street sends the plan back to the two committees, saying why (退回重新商议)."""
    _answer(matter, "send_back", by=by, on=on, opinion=opinion, is_approved=False)
    _tell(matter, "街道审核后退回，由社区“两委”重新商议。", by)
    return matter


@transaction.atomic
def change(
    matter: Matter,
    *,
    by: User,
    on: date,
    reason: str,
    plan: str,
    budget: Decimal | None = None,
    purpose: bool = False,
    site: bool = False,
    beneficiaries: bool = False,
) -> Change:
    """Change what was resolved (变更决议事项): deliberated and voted on anew, the old kept on file."""
    procedures.of(matter).demand(matter, "change", by=by, on=on)
    new = {"plan": plan, "budget": budget}
    extent = _extent(matter, on, reason, new, purpose, site, beneficiaries)
    if not extent.is_back_to_vote:
        raise refuse(
            "matter.change_is_small",
            "用途、地点、受益的人都没有变，经费增加也没有超过规定，不用重新表决。",
            arithmetic=extent.sum,
            basis=extent.basis,
            hint="请办理“调整方案”。",
        )
    record = _record(matter, extent, by, on, reason, new, purpose, site, beneficiaries)
    procedures.of(matter).take(
        matter,
        "change",
        by=by,
        on=on,
        words=f"{by}提出变更决议事项（{extent.why}），重新商议表决：{reason}",
        sets=new | UNDONE,
    )
    dossiers.make_findable(matter, matter.summary, plan)
    _tell(matter, "决议以后提出变更，由社区“两委”重新商议，再由居民（代表）会议表决。", by)
    return record


@transaction.atomic
def adjust(
    matter: Matter,
    *,
    by: User,
    on: date,
    reason: str,
    plan: str,
    budget: Decimal | None = None,
    purpose: bool = False,
    site: bool = False,
    beneficiaries: bool = False,
) -> Change:
    """Adjust details within the resolution (调整方案), old and new on record with the reason."""
    procedures.of(matter).demand(matter, "adjust", by=by, on=on)
    new = {"plan": plan, "budget": budget}
    extent = _extent(matter, on, reason, new, purpose, site, beneficiaries)
    if extent.is_back_to_vote:
        raise refuse(
            "matter.change_is_large",
            f"{extent.why}，要重新商议表决，不能只作调整。",
            arithmetic=extent.sum,
            basis=extent.basis,
            hint="请办理“变更决议事项”。",
        )
    record = _record(matter, extent, by, on, reason, new, purpose, site, beneficiaries)
    procedures.of(matter).take(
        matter, "adjust", by=by, on=on, words=f"{by}调整方案：{reason}", sets=new
    )
    dossiers.make_findable(matter, matter.summary, plan, matter.resolution_text)
    return record


@transaction.atomic
def keep_resolution(matter: Matter, *, by: User, on: date, reason: str) -> Matter:
    """The change is dropped or was voted down (维持原决议): the earlier resolution is carried on."""
    procedures.of(matter).demand(matter, "keep_resolution", by=by, on=on)
    fit_for_the_board(reason=reason)
    kept = open_change(matter)
    assert kept  # a_change_is_open is a condition of this step
    procedures.of(matter).take(
        matter,
        "keep_resolution",
        by=by,
        on=on,
        words=f"{by}登记维持原决议：{reason}",
        target=kept.from_state,
        sets={
            "plan": kept.plan_before,
            "budget": kept.budget_before,
            **{name: getattr(kept, name) for name in EARLIER},
        },
    )
    kept.kept_on = on
    kept.save(update_fields=["kept_on"])
    _reopen(matter, by=by, on=on)
    dossiers.make_findable(matter, matter.summary, matter.plan, matter.resolution_text)
    _tell(matter, f"变更不再进行，维持原来的决议：{reason}"[:200], by)
    return matter


def _answer(
    matter: Matter, code: str, *, by: User, on: date, opinion: str, is_approved: bool
) -> None:
    procedures.of(matter).demand(matter, code, by=by, on=on)
    if not opinion.strip():
        raise refuse("matter.no_review_opinion", "请写明审核意见。", field="opinion")
    fit_for_the_board(opinion=opinion)
    word = "同意" if is_approved else "退回重新商议"
    undone = {} if is_approved else {"deliberated_on": None}
    procedures.of(matter).take(
        matter,
        code,
        by=by,
        on=on,
        words=f"{by}代表街道审核，{word}：{opinion}",
        sets={"street_approved_on": on if is_approved else None} | undone,
    )
    review = matter.street_reviews.filter(decided_at=None).get()
    review.is_approved, review.opinion, review.decided_on = is_approved, opinion, on
    review.decided_at, review.decided_by = clock.now(), by
    review.save(update_fields=["is_approved", "opinion", "decided_on", "decided_at", "decided_by"])
    notices.tell(
        review.asked_by,
        words=f"《{matter.dossier.title}》街道审核{word}。",
        dossier=matter.dossier,
    )


def _extent(
    matter: Matter,
    on: date,
    reason: str,
    new: dict[str, Any],
    purpose: bool,
    site: bool,
    beneficiaries: bool,
) -> Extent:
    fit_for_the_board(reason=reason, plan=new["plan"])
    same_plan = essence(new["plan"]) == essence(matter.plan)
    if same_plan and (new["budget"] or 0) == (matter.budget or 0):
        raise refuse(
            "matter.nothing_changed",
            "方案和预算都和现在的一样，没有可以登记的变动。",
            field="plan",
        )
    if same_plan and (purpose or site or beneficiaries):
        raise refuse(
            "matter.change_not_in_plan",
            "勾选了用途、地点或者受益的人改变，方案里却没有改，请把新的写法写进方案。",
            field="plan",
        )
    return extent_of(
        matter,
        on,
        budget=new["budget"],
        purpose=purpose,
        site=site,
        beneficiaries=beneficiaries,
    )


def _record(
    matter: Matter,
    extent: Extent,
    by: User,
    on: date,
    reason: str,
    new: dict[str, Any],
    purpose: bool,
    site: bool,
    beneficiaries: bool,
) -> Change:
    record = Change.objects.create(
        matter=matter,
        is_back_to_vote=extent.is_back_to_vote,
        changed_on=on,
        reason=reason,
        purpose=purpose,
        site=site,
        beneficiaries=beneficiaries,
        sum=extent.sum,
        basis=extent.basis,
        plan_before=matter.plan,
        plan_after=new["plan"],
        budget_before=matter.budget,
        budget_after=new["budget"],
        from_state=matter.state,
        **{name: getattr(matter, name) for name in EARLIER},
        entered_at=clock.now(),
        entered_by=by,
    )
    matter.forget()
    return record


def _reopen(matter: Matter, *, by: User, on: date) -> None:
    """The limits that ran before the change run again, from the day the resolution is taken up."""
    codes = {
        MatterState.RESOLVED: (PUBLISH_RESOLUTION,),
        MatterState.RESOLUTION_PUBLISHED: (),
        MatterState.IMPLEMENTING: (FINISH_WORK,),
    }
    edition = facts(matter).edition(on)
    for limit in codes[MatterState(matter.state)]:
        deadlines.open_limit(
            matter.dossier, limit, start=on, edition=edition, due_on=matter.finish_by
        )
    publication = facts(matter).current_publication()
    if matter.state != MatterState.RESOLUTION_PUBLISHED or publication is None:
        return
    if publication.posted_on is None:
        deadlines.open_limit(matter.dossier, POST_NOTICE, start=on, edition=edition)
    elif publication.taken_down_on is None and publication.ends_on:
        start = max(on, publication.ends_on)
        deadlines.open_limit(matter.dossier, TAKE_DOWN, start=start, edition=edition)


def _tell(matter: Matter, line: str, by: User) -> None:
    publications.set_public_state(
        matter.dossier,
        title=matter.dossier.title,
        stage=MatterState(matter.state).label,
        line=line,
        by=by,
    )
