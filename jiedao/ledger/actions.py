"""Writing the ledger. Nothing else in the portal inserts an entry, and nothing changes one."""

import hashlib
import json
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, OuterRef, QuerySet, Subquery

from jiedao.ledger.acts import sentence
from jiedao.ledger.chains import Chained
from jiedao.ledger.models import Entry
from jiedao.lib import clock, prepared
from jiedao.lib.prepared import Question

# The line and the new head of its chain, in one statement.
WRITE = """
    WITH line AS (
        INSERT INTO ledger_entry (
            {kind}_id, seq, act, by_id, occurred_on, recorded_at, words, body, previous, digest
        ) VALUES (
            %(chain)s, %(seq)s, %(act)s, %(by)s, %(occurred_on)s, %(recorded_at)s,
            %(words)s, %(body)s, %(previous)s, %(digest)s
        )
        RETURNING id
    ), head AS (
        UPDATE {table} SET ledger_seq = %(seq)s, ledger_head = %(digest)s WHERE id = %(chain)s
    )
    SELECT id FROM line
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
) -> Entry:
    """Add one line to the ledger of a dossier or a unit (记台账).

    The chain's row is locked first, so two people acting at once cannot fork it. `words` must not
    hold residents' names or numbers: the ledger is kept for ever. Where the machine's clock was set
    back since the line before, the new line says so: the order of a chain is its numbers.
    """
    sentence(act)  # an act nobody declared is a mistake, not a line
    kind = str(chain._meta.model_name)
    ((last, previous, before),) = _heads(model=type(chain), chain=chain.pk)
    seq = last + 1
    recorded_at = clock.now()
    occurred_on = occurred_on or clock.today()
    if before is None and last:  # whoever held the chain before us wrote its line meanwhile
        before = _recorded_before(kind, chain.pk, last)
    if before and before > recorded_at:
        data = (data or {}) | {"clock_before": before.isoformat()}
    body = json.dumps(
        {
            "chain": f"{kind}:{chain.pk}",
            "seq": seq,
            "act": act,
            "by": [by.pk, str(by)],
            "occurred_on": occurred_on.isoformat(),
            "recorded_at": recorded_at.isoformat(),
            "edition": edition,
            "words": words,
            "data": data or {},
        },
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    digest = digest_of(previous, body)
    ((pk,),) = prepared.answer(
        WRITE.format(kind=kind, table=chain._meta.db_table),
        {
            "chain": chain.pk,
            "seq": seq,
            "act": act,
            "by": by.pk,
            "occurred_on": occurred_on,
            "recorded_at": recorded_at,
            "words": words,
            "body": body,
            "previous": previous,
            "digest": digest,
        },
    )
    chain.ledger_seq, chain.ledger_head = seq, digest
    return Entry(
        pk=pk,
        seq=seq,
        act=act,
        by=by,
        occurred_on=occurred_on,
        recorded_at=recorded_at,
        words=words,
        body=body,
        previous=previous,
        digest=digest,
        **{kind: chain},
    )


def _recorded_before(kind: str, chain: int, last: int) -> datetime:
    """When the last line of a chain was recorded."""
    line = Entry.objects.filter(**{f"{kind}_id": chain}, seq=last)
    return line.values_list("recorded_at", flat=True).get()
