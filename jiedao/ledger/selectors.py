"""Reading and checking the ledger."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import starmap
from typing import Any

from django.db.models import JSONField, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast

from jiedao.ledger.actions import digest_of
from jiedao.ledger.acts import all_acts
from jiedao.ledger.chains import Chained
from jiedao.ledger.models import Entry
from jiedao.lib.prepared import Question

TIMELINE = 20
_TOLD: list[Callable[[str, str], str]] = []  # of an act and the code of an edition: its name
MOST = 2**31  # as good as all


@dataclass(frozen=True)
class Line:
    """One line of a timeline (办理经过)."""

    seq: int
    act: str
    at: datetime
    on: date
    words: str
    by: str
    edition: str  # by name; empty where the act is judged by no edition


LINE = ("seq", "act", "recorded_at", "occurred_on", "words", "body")
_NEWEST = {
    "dossier": Question(
        lambda *, chain, most: (
            Entry.objects.filter(dossier=chain).order_by("-seq").values_list(*LINE)[:most]
        )
    ),
    "unit": Question(
        lambda *, chain, most: (
            Entry.objects.filter(unit=chain).order_by("-seq").values_list(*LINE)[:most]
        )
    ),
}


def timeline(chain: Chained, *, limit: int | None = TIMELINE) -> list[Line]:
    """The newest lines of a dossier or unit; reads one table and looks nothing up."""
    lines = []
    newest = _NEWEST[str(chain._meta.model_name)]
    for seq, act, at, on, words, body in newest(chain=chain.pk, most=limit or MOST):
        said = json.loads(body)
        name, edition = all_acts().get(act, act), said["edition"]
        rules = _TOLD[-1](act, edition) if edition and _TOLD else ""
        lines.append(Line(seq, name, at, on, words, said["by"][1], rules))
    return lines


def tell_editions(told: Callable[[str, str], str]) -> None:
    """Let what knows the rules say under which ones an act was done (适用); the code alone says nothing."""
    _TOLD.append(told)


@dataclass(frozen=True)
class Act:
    """What was done to which dossier on which day (办理情况), without anyone's words."""

    number: str
    title: str
    kind: str
    act: str
    on: date


@Question
def _acts_within(
    *,
    path: str,
    since: date,
    until: date,
    acts: frozenset[str],
    kinds: frozenset[str],
    most: int,
) -> QuerySet[Any, Any]:
    rows = Entry.objects.filter(
        dossier__unit__path__startswith=path,
        dossier__kind__in=sorted(kinds),
        dossier__last_act_on__gte=since,  # what acted in the period: an index knows these
        occurred_on__gte=since,
        occurred_on__lt=until,
        act__in=sorted(acts),
    )
    columns = ("dossier__number", "dossier__title", "dossier__kind", "act", "occurred_on")
    return rows.order_by("occurred_on", "pk").values_list(*columns)[:most]


def acts_within(
    path: str, since: date, until: date, *, acts: frozenset[str], kinds: frozenset[str], most: int
) -> list[Act]:
    """The acts of a period on dossiers of a unit and all beneath it, in their order."""
    rows = _acts_within(path=path, since=since, until=until, acts=acts, kinds=kinds, most=most)
    return list(starmap(Act, rows))


@dataclass(frozen=True)
class Wanted:
    """Which lines of all ledgers are wanted: `where` says of which dossiers and units."""

    where: Q
    since: datetime
    until: datetime
    acts: frozenset[str] | None = None
    by: QuerySet[Any] | None = None  # the keys of who acted, asked within the same statement
    before: int = 0  # the key of the line the page before ended with


_SAID = Cast("body", JSONField())
_READ = (
    *("pk", "recorded_at", "occurred_on", "act", "by", "who", "edition"),
    *("dossier__number", "dossier__unit__short_name", "unit__short_name"),
    *("dossier__unit__code", "unit__code"),
)


def newest(wanted: Wanted, *, most: int) -> list[dict[str, Any]]:
    """The newest lines of all that are wanted, without a word of what they say.

    One statement, and one to find where a page goes on; the index of the moments leads to the first of
    them, and nothing is counted.
    """
    rows = Entry.objects.filter(
        wanted.where, recorded_at__gte=wanted.since, recorded_at__lt=wanted.until
    )
    if wanted.acts is not None:
        rows = rows.filter(act__in=sorted(wanted.acts))
    if wanted.by is not None:
        rows = rows.filter(by__in=wanted.by)
    last = _moment_of(wanted.before) if wanted.before else None
    if last:
        rows = rows.filter(recorded_at__lte=last)
        rows = rows.exclude(recorded_at=last, pk__gte=wanted.before)
    said = rows.annotate(
        edition=KeyTextTransform("edition", _SAID),
        who=KeyTextTransform(1, KeyTransform("by", _SAID)),
    )
    return list(said.order_by("-recorded_at", "-pk").values(*_READ)[:most])


def is_line(pk: int) -> bool:
    """Whether there is a line of that key: a page can only go on from one that was shown."""
    return Entry.objects.filter(pk=pk).exists()


def _moment_of(pk: int) -> datetime | None:
    return Entry.objects.filter(pk=pk).values_list("recorded_at", flat=True).first()


def words_at(chain: Chained, seq: int) -> str:
    """What one line says; empty when there is none."""
    words = Entry.objects.of(chain).filter(seq=seq).values_list("words", flat=True).first()
    return str(words or "")


def day_of(chain: Chained, act: str) -> date | None:
    """The day an act last happened to a dossier or unit; None when it never did."""
    days = Entry.objects.of(chain).filter(act=act).values_list("occurred_on", flat=True)
    return days.first()


def happened_on(day: date, act: str) -> QuerySet[Entry]:
    """In a query over what belongs to dossiers: whether an act happened to each of them on a day."""
    return Entry.objects.filter(dossier=OuterRef("dossier"), act=act, occurred_on=day)


def newest_moment() -> datetime | None:
    """When the newest line of all was recorded."""
    return Entry.objects.order_by("-id").values_list("recorded_at", flat=True).first()


def broken_chains() -> Iterator[str]:
    """A sentence for the first bad line of every chain that does not verify (台账校验)."""
    ends: dict[str, tuple[int, str]] = {}
    broken: set[str] = set()
    rows = Entry.objects.order_by("dossier_id", "unit_id", "seq")
    for entry in rows.iterator(chunk_size=2000):
        chain = f"dossier:{entry.dossier_id}" if entry.dossier_id else f"unit:{entry.unit_id}"
        if chain in broken:
            continue
        seq, head = ends.get(chain, (0, ""))
        fault = _fault(entry, chain, seq, head)
        if fault:
            broken.add(chain)
            yield f"台账 {chain} 第{entry.seq}条{fault}"
        ends[chain] = (entry.seq, entry.digest)
    yield from _loose_ends({c: end for c, end in ends.items() if c not in broken})


def _fault(entry: Entry, chain: str, seq: int, head: str) -> str:
    if entry.seq != seq + 1:
        return f"之前缺少第{seq + 1}条。"
    if entry.previous != head or entry.digest != digest_of(head, entry.body):
        return "的摘要与原文不符，内容被改动过。"
    said = json.loads(entry.body)
    shown = (chain, entry.seq, entry.act, entry.words, entry.occurred_on.isoformat(), entry.by_id)
    hashed = (
        said["chain"],
        said["seq"],
        said["act"],
        said["words"],
        said["occurred_on"],
        said["by"][0],
    )
    if shown != hashed or entry.recorded_at != datetime.fromisoformat(said["recorded_at"]):
        return "显示的内容与摘要原文不一致，被改动过。"
    return ""


def _loose_ends(ends: dict[str, tuple[int, str]]) -> Iterator[str]:
    """Chains whose head on the dossier or unit is not their last entry: lines were cut off."""
    for field in ("dossier", "unit"):
        model = Entry._meta.get_field(field).related_model
        assert isinstance(model, type)
        heads = model._base_manager.filter(ledger_seq__gt=0)
        for pk, seq, head in heads.values_list("pk", "ledger_seq", "ledger_head").iterator():
            key = f"{field}:{pk}"
            if key in ends and ends[key] != (seq, head):
                yield f"台账 {key} 末尾与记录的第{seq}条不符，有条目被删去或改动。"
            if key not in ends and not Entry.objects.filter(**{field: pk}).exists():
                yield f"台账 {key} 应有{seq}条，现在一条也没有。"
