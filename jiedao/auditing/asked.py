"""What is asked of the ledger of all units: a part of the tree, days, an act, who acted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.utils.dateparse import parse_date

from jiedao.auditing.duty import auditable
from jiedao.ledger.acts import all_acts
from jiedao.lib import text
from jiedao.organisation.models import Unit
from jiedao.people.models import User

# As many days as are shown unless told, and at most: the ledger is never read from end to end.
USUAL, LONGEST = timedelta(days=30), timedelta(days=366)
KEY_DIGITS = 19


@dataclass(frozen=True)
class Asked:
    """How the ledger is narrowed; `before` is the key of the last line of the page before."""

    unit: Unit | None
    since: date
    until: date
    act: str = ""
    actor: str = ""
    before: int = 0

    def query(self, *, before: int = 0) -> str:
        """The same question as an address has it."""
        said = {
            "unit": self.unit.code if self.unit else "",
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "act": self.act,
            "actor": self.actor,
            "before": str(before or ""),
        }
        return urlencode({name: value for name, value in said.items() if value})


def read(query: Mapping[str, str], user: User, today: date) -> Asked:
    """The question in an address; what makes no sense is as if it had not been asked."""
    until = _day(query.get("until", "")) or today
    since = _day(query.get("since", "")) or until - USUAL
    code, act, before = query.get("unit", ""), query.get("act", ""), query.get("before", "")
    is_key = before.isascii() and before.isdecimal() and len(before) < KEY_DIGITS
    return Asked(
        unit=auditable(user).filter(code=code[:40]).first() if code else None,
        since=max(min(since, until), until - LONGEST),
        until=until,
        act=act if act in set(all_acts().values()) else "",
        actor=text.asked_words(query.get("actor", "")),
        before=int(before) if is_key else 0,
    )


def _day(words: str) -> date | None:
    try:
        found = parse_date(words)
    except ValueError:
        return None
    return found if found and 1900 < found.year < 2200 else None
