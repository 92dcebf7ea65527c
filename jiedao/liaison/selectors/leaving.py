"""Whether those a group names are still there (离任、调走、账号停用): read from the posts, never typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jiedao.access.posts import Spell, spells_of
from jiedao.liaison.models import Charge, WorkGroup
from jiedao.liaison.states import LEAD, RESPONSIBLE
from jiedao.lib.numerals import long_day
from jiedao.people.models import User


@dataclass(frozen=True)
class Gone:
    """Someone a group still names who is not there any more: since when, and what happened.

    `since` is the first day without him; None where the account was shut and no post tells a day.
    """

    role: str
    word: str
    user: User
    since: date | None
    words: str

    @property
    def reason(self) -> str:
        return f"{self.word}{self.user}{self.words}"


def gone_from(groups: Iterable[WorkGroup], day: date) -> dict[int, list[Gone]]:
    """Who has left the groups that stand on a day, by their keys; one query for all of them.

    The groups come with their charges and the people in them.
    """
    charges = {group: charge for group in groups if (charge := group.charge_on(day))}
    named = {pk for one in charges.values() for pk in (one.lead_id, one.responsible_id)}
    spells = spells_of(named) if named else {}
    return {group.pk: _gone(group, charge, spells, day) for group, charge in charges.items()}


def gone(group: WorkGroup, day: date) -> list[Gone]:
    """Who has left one group."""
    return gone_from([group], day).get(group.pk, [])


def answers(group: WorkGroup, role: str, day: date) -> User | None:
    """Who leads a group or is responsible for it on a day and is still there; None when nobody is."""
    charge = group.charge_on(day)
    if charge is None or role in {one.role for one in gone(group, day)}:
        return None
    return charge.lead if role == LEAD else charge.responsible


def _gone(
    group: WorkGroup, charge: Charge, spells: dict[int, list[Spell]], day: date
) -> list[Gone]:
    named = ((LEAD, group.head_word, charge.lead), (RESPONSIBLE, "责任人", charge.responsible))
    found = []
    for role, word, user in named:
        here = [one for one in spells.get(user.pk, []) if one.path.startswith(group.street.path)]
        left = _left(user, here, charge.begins_on, day)
        if left:
            since, words = left
            found.append(Gone(role, word, user, since, words))
    return found


def _left(
    user: User, here: list[Spell], named_on: date, day: date
) -> tuple[date | None, str] | None:
    """The first day someone is not where he was when he was named, and what happened; None while he is.

    Another post in the same unit changes nothing. Who had no post in the portal yet when he was
    named is judged by whether he has one in the street.
    """
    if not user.is_active:
        return _last_end(here, day), "的账号已经停用"
    now = [one for one in here if one.runs(day)]
    then = [one for one in here if one.runs(named_on)]
    if not now:
        since = _last_end(here, day)
        return since, f"{long_day(since)}起不再任职" if since else "没有任职"
    units = {one.path for one in then}
    if not then or units & {one.path for one in now}:
        return None
    since = _last_end([one for one in here if one.path in units], day)
    assert since
    return since, f"{long_day(since)}起已经调到{now[0].unit}"


def _last_end(spells: list[Spell], day: date) -> date | None:
    return max((one.ends_on for one in spells if one.ends_on and one.ends_on <= day), default=None)
