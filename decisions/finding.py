"""Finding one page of matters among any number of them: one statement, written by hand.

The first rows of every unit a person covers come from that unit's own index and are merged, so that a
page costs as much among a million matters as among a thousand, for a small community as for a large
one. The query language of the models has no word for that (LATERAL). What may be seen is what
`access.visible_to` says, by duty, by admission, minus recusals: a test compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from decisions.duties import MATTER, Duty
from decisions.models import CLOSED
from decisions.states import MatterState
from jiedao.access.selectors import Exceptions, exceptions_of, holdings
from jiedao.lib import prepared
from jiedao.people.models import User

NEVER = date(9999, 12, 31)
NEWEST, ACTED, LIMIT = "newest", "acted", "limit"
FEW = 200

# The matter itself is only looked at where its own columns narrow the list: planning a statement
# costs by the tables in it.
DOSSIERS = "dossiers_dossier d"
MATTERS = f"{DOSSIERS} JOIN decisions_matter m ON m.dossier_id = d.id"
IN_UNITS = " JOIN organisation_unit u ON u.id = d.unit_id"
WITH_WORDS = " JOIN dossiers_searchtext s ON s.dossier_id = d.id"
# From the limits that run to their dossiers, never the other way (OFFSET 0 keeps the order): limits
# are few, dossiers pile up.
BY_LIMIT = (
    "deadlines_deadline l CROSS JOIN LATERAL"
    " (SELECT own.* FROM dossiers_dossier own WHERE own.id = l.dossier_id OFFSET 0) d"
)
BY_DUTY = "u.path LIKE ANY(%(paths)s)"
ADMITTED = "d.id = ANY(%(admitted)s)"
SHUT_OUT = "d.id <> ALL(%(shut_out)s)"
IS_MATTER = f"d.kind = '{MATTER.code}'"  # in the statement itself: nearly all dossiers are matters
BENEATH = "u.path LIKE (SELECT path || '%%' FROM organisation_unit WHERE code = %(unit)s)"
NEAREST = (
    "l.closed_at IS NULL AND l.paused_at IS NULL AND NOT EXISTS (SELECT FROM deadlines_deadline e"
    " WHERE e.dossier_id = d.id AND e.closed_at IS NULL AND e.paused_at IS NULL AND (e.due_on, e.id) < (l.due_on, l.id))"
)
NO_LIMIT = (
    "NOT EXISTS (SELECT FROM deadlines_deadline e"
    " WHERE e.dossier_id = d.id AND e.closed_at IS NULL AND e.paused_at IS NULL)"
)
NOT_FULL = "(SELECT count(*) FROM limited) < %(size)s"
ANY_DAY = (
    "coalesce((SELECT min(due_on) FROM deadlines_deadline e"
    " WHERE e.dossier_id = d.id AND e.closed_at IS NULL AND e.paused_at IS NULL), %(never)s)"
)


class Line(NamedTuple):
    """One matter as the list shows it."""

    pk: int
    number: str
    title: str
    unit: str
    kind: str
    state: str
    acted_on: date
    opened_on: date
    unit_code: str
    limit_on: date | None
    limit_name: str | None


@dataclass(frozen=True)
class Wanted:
    """Whose list, narrowed how, in which order, from behind which row on."""

    state: str = ""
    is_under_way: bool = False
    kind: str = ""
    unit: str = ""
    year: str = ""
    words: tuple[str, ...] = ()
    sort: str = NEWEST
    day: date | None = None
    pk: int | None = None
    backwards: bool = False

    @property
    def day_rises(self) -> bool:
        """Whether a later day stands further down."""
        return (self.sort == LIMIT) != self.backwards

    def order(self, day: str, pk: str) -> str:
        """The order of the list by its day and dossier."""
        by_pk = f"{pk} {'ASC' if self.backwards else 'DESC'}"
        return by_pk if self.sort == NEWEST else f"{day} {_direction(self.day_rises)}, {by_pk}"

    def beyond(self, day: str) -> str:
        """The rows behind the key."""
        if self.pk is None:
            return "true"
        further = ">" if self.backwards else "<"
        if self.sort == NEWEST or self.day is None:
            return f"d.id {further} %(pk)s"
        if self.sort == ACTED:
            return f"({day}, d.id) {further} (%(day)s, %(pk)s)"
        later = ">" if self.day_rises else "<"
        return f"({day} {later} %(day)s OR ({day} = %(day)s AND d.id {further} %(pk)s))"


def page(user: User, wanted: Wanted, *, size: int, counted: int = 0) -> tuple[list[Line], int]:
    """So many lines in the wanted order, and how many there are in all, counted no further."""
    search = Search(wanted, exceptions_of(user))
    values = _values(user, wanted) | {
        "admitted": list(search.known.admitted),
        "shut_out": list(search.known.shut_out),
        "size": size,
        "counted": counted,
    }
    if wanted.words:
        found = [pk for (pk,) in prepared.answer(search.some(), values | {"few": FEW + 1})]
        if len(found) <= FEW:
            search, values["found"] = replace(search, is_found=True), found
    order = wanted.order("page.day", "page.pk")
    count = f"(SELECT count(*) FROM ({search.everything()}) every)" if counted else "0"
    statement = f"""
        WITH units AS MATERIALIZED (
            SELECT u.id, u.path FROM organisation_unit u WHERE {BY_DUTY}
        ), limited AS MATERIALIZED (
            {search.limited()}
        ), page AS (
            SELECT pk, day FROM ({" UNION ".join(search.sources())}) page
            ORDER BY {order} LIMIT %(size)s
        )
        SELECT d.id, d.number, d.title, u.short_name, m.kind, m.state, d.last_act_on, d.opened_on,
               u.code, l.due_on, l.name, {count}
        FROM page JOIN dossiers_dossier d ON d.id = page.pk
        JOIN decisions_matter m ON m.dossier_id = d.id
        JOIN organisation_unit u ON u.id = d.unit_id
        LEFT JOIN LATERAL (
            SELECT due_on, name FROM deadlines_deadline
            WHERE dossier_id = d.id AND closed_at IS NULL AND paused_at IS NULL ORDER BY due_on, id LIMIT 1
        ) l ON true
        ORDER BY {order}
    """
    rows = prepared.answer(statement, values)
    return [Line(*row[:-1]) for row in rows], rows[0][-1] if rows else 0


@dataclass(frozen=True)
class Search:
    """The pieces of the statement for one list of one person."""

    wanted: Wanted
    known: Exceptions
    is_found: bool = False

    @property
    def tables(self) -> str:
        own = self.wanted.state or self.wanted.is_under_way or self.wanted.kind
        return MATTERS if own else DOSSIERS

    @property
    def seen(self) -> str:
        return f"({BY_DUTY} OR {ADMITTED})" if self.known.admitted else BY_DUTY

    @property
    def conditions(self) -> str:
        """The conditions on a matter, whoever's list it is on."""
        wanted = self.wanted
        asked = {
            IS_MATTER: True,
            # The dossier carries the state's name, and with it an index of each unit.
            "d.state_label = %(label)s AND m.state IN (%(state)s)": wanted.state,
            "m.state <> ALL(%(closed)s)": wanted.is_under_way,
            "m.kind = %(kind)s": wanted.kind,
            "d.opened_on >= %(from)s AND d.opened_on < %(to)s": wanted.year,
            BENEATH: wanted.unit,
            SHUT_OUT: self.known.shut_out,
        }
        found = [words for words, is_asked in asked.items() if is_asked]
        for place, word in enumerate(wanted.words):
            # Two-character grams find it by index; the text itself is compared again.
            if len(word) > 1:
                found.append(f"s.grams @@ zh_query(%(word{place})s)")
            # Not LIKE: it would seem rarer than it is, and a common word is soonest met
            # going through the newest.
            found.append(f"strpos(upper(s.text), upper(%(word{place})s)) > 0")
        return " AND ".join(found)

    def some(self) -> str:
        """The first few with the words, in no order: how a word is best looked up depends on the word."""
        return f"""
            SELECT d.id FROM {self.tables}{IN_UNITS}{WITH_WORDS}
            WHERE {self.seen} AND {self.conditions} LIMIT %(few)s
        """

    def sources(self) -> list[str]:
        """Where the rows of a page can come from; of each source its own first rows only."""
        sort = self.wanted.sort
        if self.wanted.words:
            day = {NEWEST: "NULL::date", ACTED: "d.last_act_on", LIMIT: ANY_DAY}[sort]
            return [self._found(day) if self.is_found else self._source(day, WITH_WORDS, self.seen)]
        if sort != LIMIT:
            day = "d.last_act_on" if sort == ACTED else "NULL::date"
            return [self._of_every_unit(day), *self._of_admissions(day)]
        never = "%(never)s::date"
        # What has no limit stands behind all that has one.
        also = NO_LIMIT if self.wanted.backwards else f"{NOT_FULL} AND {NO_LIMIT}"
        return [
            "SELECT pk, day FROM limited",
            self._of_every_unit(never, also),
            *self._of_admissions(never, also),
        ]

    def limited(self) -> str:
        """The rows of a page that have a limit."""
        if self.wanted.sort != LIMIT or self.wanted.words:
            return "SELECT NULL::bigint AS pk, NULL::date AS day WHERE false"
        return self._source("l.due_on", "", f"{NEAREST} AND {self.seen}", dossiers=BY_LIMIT)

    def everything(self) -> str:
        """All that fits, however sorted, as far as it is counted."""
        if self.is_found:
            return "SELECT unnest(%(found)s::bigint[])"
        tables, where = f"{self.tables}{IN_UNITS}", self.conditions
        if self.wanted.words:
            tables = f"{tables}{WITH_WORDS}"
            by_duty = f"SELECT d.id FROM {tables} WHERE {BY_DUTY} AND {where} LIMIT %(counted)s"
        else:
            by_duty = f"""
                SELECT own.id FROM units u CROSS JOIN LATERAL (
                    SELECT d.id FROM {self.tables} WHERE d.unit_id = u.id AND {where}
                    LIMIT %(counted)s
                ) own LIMIT %(counted)s
            """
        if not self.known.admitted:
            return by_duty
        admitted = f"SELECT d.id FROM {tables} WHERE {ADMITTED} AND {where} LIMIT %(counted)s"
        return f"SELECT id FROM (({by_duty}) UNION ({admitted})) fitting LIMIT %(counted)s"

    def _of_every_unit(self, day: str, also: str = "true") -> str:
        own = f"""
            SELECT d.id AS pk, {day} AS day FROM {self.tables}
            WHERE d.unit_id = u.id AND {also} AND {self.conditions} AND {self.wanted.beyond(day)}
            ORDER BY {self.wanted.order(day, "d.id")} LIMIT %(size)s
        """
        return f"""(
            SELECT own.pk, own.day FROM units u CROSS JOIN LATERAL ({own}) own
        )"""

    def _found(self, day: str) -> str:
        """Of the few that were found those on the page: planned once for every word."""
        return f"""
            SELECT d.id AS pk, {day} AS day FROM {DOSSIERS}
            WHERE d.id = ANY(%(found)s) AND {self.wanted.beyond(day)}
        """

    def _of_admissions(self, day: str, also: str = "true") -> list[str]:
        return [self._source(day, "", f"{ADMITTED} AND {also}")] if self.known.admitted else []

    def _source(self, day: str, joined: str, which: str, *, dossiers: str = DOSSIERS) -> str:
        tables = self.tables.replace(DOSSIERS, dossiers)
        return f"""(
            SELECT d.id AS pk, {day} AS day FROM {tables}{IN_UNITS}{joined}
            WHERE {which} AND {self.conditions} AND {self.wanted.beyond(day)}
            ORDER BY {self.wanted.order(day, "d.id")} LIMIT %(size)s
        )"""


def _values(user: User, wanted: Wanted) -> dict[str, Any]:
    held = holdings(user).paths
    paths = {path for duty in (Duty.VIEW, Duty.OPINIONS) for path in held.get(duty, ())}
    year = int(wanted.year or NEVER.year - 1)
    values: dict[str, Any] = {
        "paths": [f"{path}%" for path in sorted(paths)],
        "never": NEVER,
        "state": wanted.state,
        "label": str(MatterState(wanted.state).label) if wanted.state else "",
        "closed": [str(state) for state in CLOSED],
        "kind": wanted.kind,
        "unit": wanted.unit,
        "from": date(year, 1, 1),
        "to": date(year + 1, 1, 1),
        "day": wanted.day,
        "pk": wanted.pk,
    }
    for place, word in enumerate(wanted.words):
        values[f"word{place}"] = word
    return values


def _direction(rises: bool) -> str:
    return "ASC" if rises else "DESC"
