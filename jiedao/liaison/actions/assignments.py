"""Officials answer for communities, visit them, and departments' heads go along."""

from datetime import date

from django.db import transaction

from jiedao.access.typed import dossier_of
from jiedao.deadlines import actions as deadlines
from jiedao.dossiers import actions as dossiers
from jiedao.ledger import acts
from jiedao.liaison.actions.entries import line, note, words_of
from jiedao.liaison.conditions import assignments as conditions
from jiedao.liaison.deadlines import VISIT
from jiedao.liaison.kinds import ASSIGNMENT
from jiedao.liaison.models import Assignment, Visit
from jiedao.liaison.rules import RULES
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import refuse, unless
from jiedao.lib.text import sentence
from jiedao.organisation.models import Unit
from jiedao.people.models import User

ASSIGNED = acts.declare("liaison.assign", "分包社区")
ENDED = acts.declare("liaison.end_assignment", "结束分包")
VISITED = acts.declare("liaison.visit", "走访分包社区")
WITHDRAWN = acts.declare("liaison.withdraw_visit", "作废走访记录")


@transaction.atomic
def assign(community: Unit, *, by: User, leader: User, since: date) -> Assignment:
    """An official answers for a community from a day on (分包); the first visit is due from then."""
    unless(conditions.why_not_assign(community, by=by, leader=leader, since=since))
    street = community.parent
    assert street
    unless(conditions.why_no_leader(street, leader))
    dossier = dossiers.open_dossier(
        kind=ASSIGNMENT.code,
        prefix=ASSIGNMENT.prefix,
        title=f"{leader}分包{community}",
        unit=community,
        by=by,
        opened_on=since,
        state_label="分包中",
    )
    assignment = Assignment.objects.create(
        dossier=dossier, community=community, leader=leader, since=since
    )
    _run(assignment, since)
    note(
        dossier,
        ASSIGNED,
        by=by,
        on=since,
        words=f"{by}登记：从{long_day(since)}起，{leader}分包{community}。",
        data={"leader": leader.pk},
    )
    dossiers.make_findable(assignment, leader)
    return assignment


@transaction.atomic
def visit(
    assignment: Assignment,
    *,
    by: User,
    day: date,
    kind: str,
    done: str,
    problems: str = "",
    activity: str = "",
) -> Visit:
    """Enter a visit (走访); from the latest one on, the next is due anew."""
    dossiers.hold_record(assignment)
    unless(conditions.why_not_visit(assignment, by=by))
    unless(conditions.wrong_day_of_visit(assignment, day))
    done = words_of("assignment", "done", done)
    if not done:
        raise refuse("assignment.done", "请写一两句做了什么。", field="done")
    last = assignment.visits.made().first()
    made = Visit.objects.create(
        assignment=assignment,
        day=day,
        kind=kind,
        done=done,
        problems=words_of("assignment", "problems", problems),
        activity=dossier_of("assignment", "activity", activity, by=by),
    )
    if last is None or day >= last.day:
        deadlines.close(assignment.dossier, VISIT.code, by=by, on=day)
        _run(assignment, day)
    note(
        assignment.dossier,
        VISITED,
        by=by,
        on=day,
        words=f"{by}登记：{long_day(day)}{assignment.leader}走访{assignment.community}，"
        f"{made.get_kind_display()}。{sentence(done)}",
        data={"visit": made.pk, "activity": made.activity.number if made.activity else ""},
    )
    return made


@transaction.atomic
def withdraw_visit(made: Visit, *, by: User, reason: str) -> Visit:
    """A visit was entered wrongly (作废): it counts no more, the next one is due from the one before."""
    assignment = made.assignment
    dossiers.hold_record(assignment)
    made.refresh_from_db(fields=["withdrawn"])
    unless(conditions.why_not_visit(assignment, by=by))
    unless(conditions.why_withdrawn(made))
    made.withdrawn = line("assignment", "reason", reason, "请写明为什么作废。")
    made.save(update_fields=["withdrawn"])
    last = assignment.visits.made().first()
    _run(assignment, last.day if last else assignment.since)
    note(
        assignment.dossier,
        WITHDRAWN,
        by=by,
        on=made.day,
        words=f"{by}作废{long_day(made.day)}的走访记录。原因：{sentence(made.withdrawn)}",
        data={"visit": made.pk},
    )
    return made


@transaction.atomic
def end(assignment: Assignment, *, by: User, until: date, reason: str) -> Assignment:
    """The official answers for the community no more (结束分包): from the day `until` on."""
    dossiers.hold_record(assignment)
    unless(conditions.why_not(assignment, by=by))
    unless(conditions.wrong_day_of_end(assignment, until))
    return ended(assignment, by=by, until=until, reason=reason)


def ended(assignment: Assignment, *, by: User, until: date, reason: str) -> Assignment:
    """It has ended; the caller holds the dossier and has asked whether it may."""
    assignment.reason = line("assignment", "reason", reason, "请写明为什么不再分包。")
    assignment.until = until
    assignment.save(update_fields=["until", "reason"])
    deadlines.close_all(assignment.dossier, by=by, on=until)
    note(
        assignment.dossier,
        ENDED,
        by=by,
        on=until,
        words=f"{by}登记：从{long_day(until)}起{assignment.leader}不再分包{assignment.community}。"
        f"原因：{sentence(assignment.reason)}",
        label=f"{long_day(until)}起不再分包",
        is_closed=True,
    )
    return assignment


def _run(assignment: Assignment, start: date) -> None:
    """The next visit is due so long after the last one, as the edition of that day has it."""
    edition = RULES.on(start, assignment.community)
    deadlines.open_limit(assignment.dossier, VISIT, start=start, edition=edition)
