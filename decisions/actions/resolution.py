"""三议: the party branch proposes, the two committees deliberate, the residents decide."""

from datetime import date

from django.db import transaction

from decisions import procedures
from decisions.actions.words import fit_for_the_board, not_the_same_again
from decisions.conditions.turns import digest_of
from decisions.models import Matter, Rejection
from decisions.selectors import facts
from decisions.states import MatterState
from jiedao.deadlines import actions as deadlines
from jiedao.dossiers import actions as dossiers
from jiedao.lib import clock
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import Refused, refuse
from jiedao.meetings import judgement
from jiedao.meetings.models import Meeting
from jiedao.people.models import User
from jiedao.publications import actions as publications


@transaction.atomic
def propose(matter: Matter, *, by: User, on: date, plan: str) -> Matter:
    """The party branch proposes the matter (党组织提议, 第三十条)."""
    meeting = _meeting(matter, "propose", by=by, on=on)
    not_the_same_again(matter, plan, on, field="plan")
    procedures.of(matter).take(
        matter,
        "propose",
        by=by,
        on=on,
        words=f"社区党组织提议《{matter.dossier.title}》：{_count(matter, meeting)}。",
        sets={
            "proposed_on": on,
            "proposal_meeting": meeting,
            "plan": plan,
            # In a second round the earlier deliberation belongs to the round that failed.
            "deliberated_on": None,
            "street_approved_on": None,
        },
    )
    fit_for_the_board(plan=plan)
    dossiers.make_findable(matter, matter.summary, plan)
    _tell(matter, MatterState.PROPOSED, "社区党组织已经提议，下一步由社区“两委”商议。", by)
    return matter


@transaction.atomic
def deliberate(matter: Matter, *, by: User, on: date, plan: str) -> Matter:
    """The party branch and the committee deliberate together (两委商议)."""
    meeting = _meeting(matter, "deliberate", by=by, on=on)
    not_the_same_again(matter, plan, on, field="plan")
    procedures.of(matter).take(
        matter,
        "deliberate",
        by=by,
        on=on,
        words=f"社区“两委”商议同意，形成商议方案：{_count(matter, meeting)}。",
        sets={
            "deliberated_on": on,
            "deliberation_meeting": meeting,
            "street_approved_on": None,
            "plan": plan,
        },
    )
    fit_for_the_board(plan=plan)
    dossiers.make_findable(matter, matter.summary, plan)
    _tell(matter, MatterState.DELIBERATED, "社区“两委”已经商议，下一步由居民（代表）会议表决。", by)
    return matter


@transaction.atomic
def resolve(matter: Matter, *, by: User, on: date, text: str) -> Matter:
    """Record that the residents passed the matter (决议通过, 第二十七条、第二十九条、第三十条)."""
    meeting = _meeting(matter, "resolve", by=by, on=on)
    procedures.of(matter).take(
        matter,
        "resolve",
        by=by,
        on=on,
        words=f"{meeting.get_kind_display()}表决通过：{_count(matter, meeting)}。",
        sets={"resolved_on": on, "resolution_meeting": meeting, "resolution_text": text},
    )
    fit_for_the_board(text=text)
    dossiers.make_findable(matter, matter.summary, matter.plan, text)
    _tell(matter, MatterState.RESOLVED, "居民（代表）会议已经表决通过，决议即将公示。", by)
    return matter


@transaction.atomic
def reject(matter: Matter, *, by: User, on: date) -> Matter:
    """Record that the vote did not pass (未获通过); the branch may propose a revised plan."""
    meeting = _meeting(matter, "reject", by=by, on=on)
    procedures.of(matter).take(
        matter,
        "reject",
        by=by,
        on=on,
        words=f"{meeting.get_kind_display()}表决，未获通过：{_count(matter, meeting)}。",
        sets={"resolution_meeting": meeting},
    )
    Rejection.objects.create(
        matter=matter,
        meeting=meeting,
        rejected_on=on,
        plan=matter.plan,
        digest=digest_of(matter.plan),
        entered_at=clock.now(),
        entered_by=by,
    )
    _tell(
        matter, MatterState.REJECTED, "居民（代表）会议表决没有通过，方案修改后可以重新提议。", by
    )
    return matter


@transaction.atomic
def decline_ratification(matter: Matter, *, by: User, on: date) -> Matter:
    """The residents did not ratify what was done first (未予追认): it ends here, for all to read."""
    meeting = _meeting(matter, "decline_ratification", by=by, on=on)
    procedures.of(matter).take(
        matter,
        "decline_ratification",
        by=by,
        on=on,
        words=f"{meeting.get_kind_display()}表决，未予追认：{_count(matter, meeting)}。",
        sets={"resolution_meeting": meeting},
    )
    deadlines.close_all(matter.dossier, by=by, on=on)
    publications.close_public_state(
        matter.dossier,
        stage=MatterState.NOT_RATIFIED.label,
        line="居民（代表）会议没有追认这次应急处置，已经花的费用由居民委员会向居民说明。",
        by=by,
    )
    return matter


def _meeting(matter: Matter, code: str, *, by: User, on: date) -> Meeting:
    """The meeting whose vote this step records; the table's own refusal when there is none."""
    dossiers.hold(matter.dossier)
    matter.forget()
    refusal = procedures.of(matter).why_not(matter, code, by=by, on=on)
    if refusal:
        raise Refused(procedures.of(matter).with_who_was_first(matter, refusal))
    meeting = facts(matter).awaited()
    assert meeting is not None  # meeting_was_held is a condition of every step here
    if on < meeting.held_on:
        raise refuse(
            "matter.before_meeting",
            f"日期不能早于会议日期{long_day(meeting.held_on)}，请核对。",
            field="on",
        )
    return meeting


def _count(matter: Matter, meeting: Meeting) -> str:
    present, ballot = facts(matter).attendance(meeting), judgement.ballot_of(meeting)
    words = f"应到{present.expected}人，实到{present.present}人"
    if ballot is None:
        return words
    return (
        f"{words}，赞成{ballot.in_favour}票，反对{ballot.against}票，"
        f"弃权{ballot.abstain}票，废票{ballot.invalid}票"
    )


def _tell(matter: Matter, state: MatterState, line: str, by: User) -> None:
    publications.set_public_state(
        matter.dossier, title=matter.dossier.title, stage=state.label, line=line, by=by
    )
