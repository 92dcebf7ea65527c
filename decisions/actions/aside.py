"""Interrupting a matter, taking it up again, ending it, taking a motion back (中止、恢复、终止、撤回)."""

from datetime import date, timedelta

from django.db import transaction

from decisions import procedures
from decisions.actions.words import fit_for_the_board
from decisions.deadlines import RESUME, SUM_UP
from decisions.models import Matter, Suspension
from decisions.selectors import facts
from decisions.states import MatterState
from jiedao.deadlines import actions as deadlines
from jiedao.lib import clock
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import refuse
from jiedao.people.models import User
from jiedao.publications import actions as publications

LONGEST_LINE = 200


@transaction.atomic
def withdraw(matter: Matter, *, by: User, on: date, reason: str) -> Matter:
    """Take a motion back before anybody was asked (撤回动议); its record stays."""
    procedures.of(matter).demand(matter, "withdraw", by=by, on=on)
    fit_for_the_board(reason=reason)
    procedures.of(matter).take(
        matter,
        "withdraw",
        by=by,
        on=on,
        words=f"{by}撤回动议：{reason}",
        sets={"left_state": matter.state},
    )
    return matter


@transaction.atomic
def suspend(
    matter: Matter, *, by: User, on: date, reason: str, until: date | None = None
) -> Suspension:
    """Interrupt a matter (中止办理): its limits stop running, and nothing else is done meanwhile."""
    procedures.of(matter).demand(matter, "suspend", by=by, on=on)
    fit_for_the_board(reason=reason)
    edition = facts(matter).edition(on)
    latest = on + timedelta(days=edition.suspended_at_most.n)
    until = until or latest
    if not on < until <= latest:
        raise refuse(
            "matter.suspended_too_long",
            f"最晚恢复日期要在{long_day(on)}之后，不晚于{long_day(latest)}：中止办理最长{edition.suspended_at_most}。",
            basis=edition.source("suspended_at_most"),
            field="until",
        )
    deadlines.pause(matter.dossier, by=by, on=on)
    procedures.of(matter).take(
        matter,
        "suspend",
        by=by,
        on=on,
        words=f"{by}中止办理，最晚{long_day(until)}恢复：{reason}",
        due={RESUME.code: until},
        sets={"left_state": matter.state},
    )
    pause = Suspension.objects.create(
        matter=matter,
        suspended_on=on,
        reason=reason,
        until=until,
        suspended_at=clock.now(),
        suspended_by=by,
    )
    matter.forget()
    _tell(matter, MatterState.SUSPENDED, f"暂时中止办理：{reason}", by)
    return pause


@transaction.atomic
def resume(matter: Matter, *, by: User, on: date) -> Matter:
    """Take a matter up again where it was left (恢复办理); its limits run on from today."""
    procedures.of(matter).demand(matter, "resume", by=by, on=on)
    pause = end_pause(matter, by=by, on=on)
    back, sets = matter.left_state, {"left_state": ""}
    consult_until = _new_consultation_end(matter, pause, on)
    edition = procedures.of(matter).take(
        matter,
        "resume",
        by=by,
        on=on,
        words=f"{by}恢复办理，回到“{MatterState(back).label}”。",
        target=back,
        sets=sets | ({"consult_until": consult_until} if consult_until else {}),
    )
    deadlines.resume(matter.dossier, on=on, edition=edition)
    if consult_until:
        deadlines.open_limit(matter.dossier, SUM_UP, start=consult_until, edition=edition)
    _tell(matter, MatterState(back), "已经恢复办理。", by, consult_until=consult_until)
    return matter


@transaction.atomic
def terminate(matter: Matter, *, by: User, on: date, reason: str) -> Matter:
    """End a matter for good (终止办理), before the residents have decided it; residents are told why."""
    procedures.of(matter).demand(matter, "terminate", by=by, on=on)
    fit_for_the_board(reason=reason)
    if matter.state == MatterState.SUSPENDED:
        end_pause(matter, by=by, on=on)
    procedures.of(matter).take(
        matter,
        "terminate",
        by=by,
        on=on,
        words=f"{by}终止办理：{reason}",
        sets={"left_state": matter.stands_at},
    )
    deadlines.close_all(matter.dossier, by=by, on=on)
    line = f"终止办理：{reason}"[:LONGEST_LINE]
    publications.close_public_state(
        matter.dossier, stage=MatterState.TERMINATED.label, line=line, by=by
    )
    return matter


def end_pause(matter: Matter, *, by: User, on: date) -> Suspension:
    """The interruption is over, whatever comes next (中止结束)."""
    pause = facts(matter).suspension
    assert pause  # the state and the row are written together
    pause.ended_on, pause.ended_at, pause.ended_by = on, clock.now(), by
    pause.save(update_fields=["ended_on", "ended_at", "ended_by"])
    return pause


def _new_consultation_end(matter: Matter, pause: Suspension, on: date) -> date | None:
    """A consultation that was cut short gets the days back it had left."""
    until = matter.consult_until
    if matter.left_state != MatterState.CONSULTING or matter.summed_up_on or until is None:
        return None
    # A day that is entered late is no day on which residents could still have spoken.
    left = until - pause.suspended_on
    return max(on, clock.today()) + left if left >= timedelta() else None


def _tell(
    matter: Matter,
    state: MatterState,
    line: str,
    by: User,
    *,
    consult_until: date | None = None,
) -> None:
    publications.set_public_state(
        matter.dossier,
        title=matter.dossier.title,
        stage=state.label,
        line=line[:LONGEST_LINE],
        consult_until=consult_until,
        consult_url=f"/consultations/{matter.dossier.number}/" if consult_until else "",
        by=by,
    )
