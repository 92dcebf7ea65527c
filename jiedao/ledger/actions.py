"""Writing the ledger. Nothing else in the portal inserts an entry, and nothing changes one."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, OuterRef, QuerySet, Subquery

from jiedao.ledger.acts import sentence
from jiedao.ledger.chains import Chained
from jiedao.ledger.models import Entry
from jiedao.lib import clock, prepared
from jiedao.lib.prepared import Question

# The line and the new head of its chain, in one statement: nothing, where the chain has moved on or its
# last line was recorded later than now.
WRITE = """
    WITH head AS (
        UPDATE {table} SET ledger_seq = %(seq)s::bigint, ledger_head = %(digest)s
        WHERE id = %(chain)s AND ledger_seq = %(seq)s::bigint - 1 AND ledger_head = %(previous)s
        AND (%(is_back)s OR NOT EXISTS (
            SELECT FROM ledger_entry
            WHERE {kind}_id = %(chain)s AND seq = %(seq)s::bigint - 1
            AND recorded_at > %(recorded_at)s::timestamptz
        ))
        RETURNING id
    )
    INSERT INTO ledger_entry (
        {kind}_id, seq, act, by_id, occurred_on, recorded_at, words, body, previous, digest
    )
    SELECT
        id, %(seq)s::bigint, %(act)s::text, %(by)s::bigint, %(occurred_on)s::date,
        %(recorded_at)s::timestamptz, %(words)s::text, %(body)s::text, %(previous)s::text,
        %(digest)s::text
    FROM head
    RETURNING id
"""


@Question
def _heads(*, model: type[Model], chain: int) -> QuerySet[Any, Any]:
    """Where a chain ends, held until the transaction does; and when its last line was recorded."""
    own = {f"{model._meta.model_name}_id": OuterRef("pk"), "seq": OuterRef("ledger_seq")}
    last = Subquery(Entry.objects.filter(**own).values("recorded_at"))
    held = model._base_manager.filter(pk=chain).select_for_update(no_key=True)
    return held.annotate(last_at=last).values_list("ledger_seq", "ledger_head", "last_at")


def digest_of(previous: str, body: str) -> str:
    """The chained digest of one entry."""
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()


@transaction.atomic(savepoint=False)  # part of an act, never tried by itself
def record(
    chain: Chained,
    *,
    act: str,
    by: Any,
    words: str,
    occurred_on: date | None = None,
    edition: str = "",
    data: dict[str, Any] | None = None,
    as_read: bool = False,
) -> bool:
    """Add one line to the ledger of a dossier or a unit (记台账).

    The chain's row is locked with it, so two people acting at once cannot fork it. `words` must not
    hold residents' names or numbers: the ledger is kept for ever. Where the machine's clock was set
    back since the line before, the new line says so: the order of a chain is its numbers.

    Who did not hold the chain and judged by what he read of it (`as_read`) knows by the line that this
    is still so, and holds the chain from then on. Where anything was entered since, or the clock set
    back, nothing is written and False is answered: it is to be held and judged anew.
    """
    sentence(act)  # an act nobody declared is a mistake, not a line
    line = _Line(act, by, occurred_on or clock.today(), clock.now(), edition, words, data or {})
    # Who acts has held the chain and knows where it ends. Whoever is mistaken finds nothing written.
    is_written = _write(chain, line)
    if not is_written and not as_read:
        is_written = _write(chain, _held_anew(chain, line), is_back=True)
        assert is_written, "the chain is held and its end was just read"
    return is_written


@dataclass(frozen=True)
class _Line:
    """What a line says, before it has its place in a chain."""

    act: str
    by: Any
    occurred_on: date
    recorded_at: datetime
    edition: str
    words: str
    data: dict[str, Any]

    def body(self, kind: str, chain: int, seq: int) -> str:
        """What is hashed."""
        return json.dumps(
            {
                "chain": f"{kind}:{chain}",
                "seq": seq,
                "act": self.act,
                "by": [self.by.pk, str(self.by)],
                "occurred_on": self.occurred_on.isoformat(),
                "recorded_at": self.recorded_at.isoformat(),
                "edition": self.edition,
                "words": self.words,
                "data": self.data,
            },
            ensure_ascii=False,
            sort_keys=True,
            separators=(",", ":"),
        )


def _held_anew(chain: Chained, line: _Line) -> _Line:
    """Holds the chain and reads where it ends now; the line says so if the clock was set back since."""
    ((last, head, before),) = _heads(model=type(chain), chain=chain.pk)
    chain.ledger_seq, chain.ledger_head = last, head
    if before is None and last:  # whoever held the chain before us wrote its line meanwhile
        before = _recorded_before(str(chain._meta.model_name), chain.pk, last)
    if before and before > line.recorded_at:
        return replace(line, data=line.data | {"clock_before": before.isoformat()})
    return line


def _write(chain: Chained, line: _Line, *, is_back: bool = False) -> bool:
    """Writes the line after the one the chain is known to end with; not where it does not end so."""
    kind, seq, previous = str(chain._meta.model_name), chain.ledger_seq + 1, chain.ledger_head
    body = line.body(kind, chain.pk, seq)
    digest = digest_of(previous, body)
    own = {
        "act": line.act,
        "occurred_on": line.occurred_on,
        "recorded_at": line.recorded_at,
        "words": line.words,
        "seq": seq,
        "body": body,
        "previous": previous,
        "digest": digest,
    }
    written = prepared.answer(
        WRITE.format(kind=kind, table=chain._meta.db_table),
        own | {"chain": chain.pk, "by": line.by.pk, "is_back": is_back},
    )
    if written:
        chain.ledger_seq, chain.ledger_head = seq, digest
    return bool(written)


def _recorded_before(kind: str, chain: int, last: int) -> datetime:
    """When the last line of a chain was recorded."""
    line = Entry.objects.filter(**{f"{kind}_id": chain}, seq=last)
    return line.values_list("recorded_at", flat=True).get()
