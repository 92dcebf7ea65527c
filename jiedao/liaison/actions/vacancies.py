"""A group whose head or responsible person has left: a limit says so until another is named (另定)."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from jiedao.deadlines import actions as deadlines
from jiedao.deadlines.models import Deadline
from jiedao.dossiers import actions as dossiers
from jiedao.ledger import acts
from jiedao.liaison.actions.entries import note
from jiedao.liaison.deadlines import LEFT
from jiedao.liaison.models import Charge, WorkGroup
from jiedao.liaison.rules import RULES
from jiedao.liaison.selectors import groups, leaving
from jiedao.liaison.selectors.leaving import Gone
from jiedao.liaison.states import LEAD
from jiedao.lib import clock
from jiedao.people import actions as people
from jiedao.people.models import User

VACANT = acts.declare("liaison.vacant", "小组负责人离任")
BACK = acts.declare("liaison.back", "小组负责人仍在任")
ONE_DAY = timedelta(days=1)


def sweep() -> int:
    """Look after every group that stands: what beat does now and then; how many have somebody gone."""
    return _follow(groups.standing(clock.today()))


def follow_person(user: User) -> int:
    """Look after the groups that name a person whose posts or account changed just now."""
    return _follow(_naming(user))


def hold_of_person(user: User) -> None:
    """Lock the groups that name a person, before his posts are written, which takes their units."""
    dossiers.hold_all(one.pk for one in _naming(user))


def _naming(user: User) -> QuerySet[WorkGroup]:
    named = Q(charges__lead=user) | Q(charges__responsible=user)
    return groups.standing(clock.today()).filter(named).distinct()


def follow(group: WorkGroup) -> int:
    """Look after one group after a change of it."""
    return _follow(groups.standing(clock.today()).filter(pk=group.pk))


def settled_by(group: WorkGroup, charge: Charge, *, by: User) -> None:
    """Another was named (变更分工): what was missing is missing no more; the caller holds the dossier.

    Named for a later day, he is not there yet: until then the limit runs.
    """
    today = clock.today()
    if charge.begins_on <= today:
        for limit in LEFT.values():
            deadlines.close(group.dossier, limit.code, by=by, on=today)


def _follow(standing: Iterable[WorkGroup]) -> int:
    found = list(standing)
    gone = leaving.gone_from(found, clock.today())
    running = _running(found)
    for group in found:
        roles = {one.role for one in gone.get(group.pk, [])}
        if roles != running.get(group.pk, set()):
            _settle(group)
    return sum(1 for left in gone.values() if left)


def _running(found: list[WorkGroup]) -> dict[int, set[str]]:
    """For which roles each group's limit runs already; one query."""
    roles = {limit.code: role for role, limit in LEFT.items()}
    rows = Deadline.objects.open().filter(code__in=roles, dossier__in=[one.pk for one in found])
    running: dict[int, set[str]] = {}
    for dossier, code in rows.values_list("dossier", "code"):
        running.setdefault(dossier, set()).add(roles[code])
    return running


@transaction.atomic
def _settle(found: WorkGroup) -> None:
    """The limits of a group are what its people are: run for who is gone, rest for who is not."""
    dossiers.hold_record(found)
    # Read again: another may have been named, or the group dissolved, while we waited.
    today = clock.today()
    group = groups.standing(today).filter(pk=found.pk).first()
    if group is None:
        return
    group.dossier = found.dossier  # the one that is held
    gone = {one.role: one for one in leaving.gone(group, today)}
    running = _running([group]).get(group.pk, set())
    for role in LEFT:
        if role in gone and role not in running:
            _open(group, gone[role])
        elif role in running and role not in gone:
            _close(group, role)


def _open(group: WorkGroup, left: Gone) -> None:
    today = clock.today()
    since = left.since or today
    last = max(since - ONE_DAY, group.established_on)
    deadlines.open_limit(
        group.dossier,
        LEFT[left.role],
        start=last,
        edition=RULES.on(today),
        due_on=last,
        explanation=f"{left.reason}，离任以前就要另定，没有人接的从离任那天起算逾期。",
    )
    note(
        group.dossier,
        VACANT,
        by=people.system(),
        on=today,
        words=f"{left.reason}，{group}要另定{left.word}。没有另定以前，小组的汇报由责任部门按职责办。",
        data={"role": left.role, "user": left.user.pk},
    )


def _close(group: WorkGroup, role: str) -> None:
    today = clock.today()
    by, charge = people.system(), group.charge_on(today)
    deadlines.close(group.dossier, LEFT[role].code, by=by, on=today)
    assert charge
    word, user = (group.head_word, charge.lead) if role == LEAD else ("责任人", charge.responsible)
    note(
        group.dossier,
        BACK,
        by=by,
        on=today,
        words=f"{group}的{word}{user}在任，不用另定。",
        data={"role": role, "user": user.pk},
    )
