"""What a report reads besides its figures, in one statement: names, what was put right, what is late."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, QuerySet, TextField, Value
from django.db.models.functions import Cast, JSONObject

from jiedao.access.selectors import Viewer, dossiers_seen, exceptions_within, holdings
from jiedao.dossiers.models import Dossier
from jiedao.indicators import kept
from jiedao.indicators.figures import Daily, Scope, kept_figures
from jiedao.liaison.models import Pilot
from jiedao.lib import clock
from jiedao.lib.prepared import Question, rounded_up
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.reporting import indicators
from jiedao.reporting.models import WorkOverride

MOST_ROWS = 100
NAMED, LATE, PUT_RIGHT, TRYING = "named", "late", "put_right", "trying"


@dataclass(frozen=True)
class PutRight:
    """A figure put right by hand: what it is to be, why, and who says so."""

    value: Decimal
    reason: str
    made_by: str


@dataclass(frozen=True)
class Beside:
    """What was read: each kind of row as plain values."""

    titles: list[str]
    late: list[tuple[str, int]]
    put_right: dict[str, PutRight]
    trying: list[dict[str, Any]]


def of(scope: Scope, *, by: User) -> Beside:
    """Everything at once; one statement."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for kind, said in _beside(
        held=Viewer(holdings(by)),
        user=by.pk,
        person=by.person_id or 0,
        today=clock.today(),
        unit=scope.unit.pk,
        path=scope.unit.path,
        above=rounded_up(tuple(scope.unit.ancestor_ids)),
        since=scope.since,
        until=scope.until,
        last=scope.last,
    ):
        rows[kind].append(json.loads(said) if isinstance(said, str) else said)
    newest = sorted(rows[NAMED], key=lambda one: -one["pk"])
    # The last word of each figure; one taken back says nothing.
    last = {one["figure"]: one for one in sorted(rows[PUT_RIGHT], key=lambda one: int(one["pk"]))}
    return Beside(
        list(dict.fromkeys(one["title"] for one in newest))[:MOST_ROWS],
        [(one["kind"], one["number"]) for one in rows[LATE]],
        {
            code: PutRight(Decimal(one["value"]), one["reason"], one["by"])
            for code, one in last.items()
            if one["value"] is not None
        },
        rows[TRYING],
    )


def named_by() -> Daily | None:
    """The figure whose matters are named by their titles."""
    return next((one for one in kept_figures() if one.report == "F5"), None)


@Question
def _beside(
    *,
    held: Viewer,
    user: int,
    person: int,
    today: date,
    unit: int,
    path: str,
    above: tuple[int, ...],
    since: date,
    until: date,
    last: date,
) -> QuerySet[Any, Any]:
    parts = [_late(path, last), _put_right(unit, since, until), _trying(above, until)]
    figure = named_by()
    if figure:
        admitted, shut_out = exceptions_within(user=user, person=person, today=today)
        scope = Scope(Unit(path=path), since, until)
        rows = Dossier.objects.filter(dossiers_seen(held)) | Dossier.objects.filter(pk__in=admitted)
        # Twice as many as are named: of some of them the person may be kept out (回避).
        for counted in kept.newest(figure, scope, 2 * MOST_ROWS):
            titles = rows.filter(pk__in=counted).exclude(pk__in=shut_out).order_by("-pk")
            parts.append(_part(titles, NAMED, {"pk": F("pk"), "title": F("title")})[:MOST_ROWS])
    return parts[0].union(*parts[1:], all=True)


def _part(rows: QuerySet[Any], kind: str, columns: dict[str, Any]) -> QuerySet[Any, Any]:
    said = Cast(JSONObject(**columns), TextField())
    return rows.annotate(b_kind=Value(kind), b_said=said).values_list("b_kind", "b_said")


def _late(path: str, last: date) -> QuerySet[Any, Any]:
    """How many limits are past, by the kind of their dossiers."""
    rows = indicators.overdue(last).filter(dossier__unit__path__startswith=path).order_by()
    counted = rows.values(b_of=F("dossier__kind")).annotate(b_number=Count("pk"))
    said = Cast(JSONObject(kind=F("b_of"), number=F("b_number")), TextField())
    return counted.annotate(b_kind=Value(LATE), b_said=said).values_list("b_kind", "b_said")


def _put_right(unit: int, since: date, until: date) -> QuerySet[Any, Any]:
    rows = WorkOverride.objects.filter(unit=unit, since=since, until=until).order_by()
    columns = {
        "pk": F("pk"),
        "figure": F("figure"),
        "value": Cast("value", TextField()),
        "reason": F("reason"),
        "by": F("made_by__name"),
    }
    return _part(rows, PUT_RIGHT, columns)


def _trying(above: tuple[int, ...], until: date) -> QuerySet[Any, Any]:
    """Since when the street is a pilot, and which communities try what."""
    rows = Pilot.objects.filter(street__in=above, designated_on__lt=until)
    columns = {
        "pk": F("pk"),
        "street": F("street__short_name"),
        "level": F("level"),
        "on": Cast("designated_on", TextField()),
        "path": F("trials__community__path"),
        "name": F("trials__community__short_name"),
        "first": F("trials__first"),
        "second": F("trials__second"),
        "begun": Cast("trials__started_on", TextField()),
    }
    ordered = rows.order_by("-designated_on", "-pk", "trials__community__path")
    return _part(ordered, TRYING, columns)[:MOST_ROWS]
