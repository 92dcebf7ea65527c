"""Writing the ledger. Nothing else in the portal inserts an entry, and nothing changes one."""

import hashlib
import json
from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiedao.ledger.acts import sentence
from jiedao.ledger.chains import Chained
from jiedao.ledger.models import Entry
from jiedao.lib import clock


def digest_of(previous: str, body: str) -> str:
    """The chained digest of one entry."""
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()


@transaction.atomic
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
    model = type(chain)
    head = model._base_manager.select_for_update(no_key=True).get(pk=chain.pk)
    seq, previous = head.ledger_seq + 1, head.ledger_head
    kind = chain._meta.model_name
    recorded_at = clock.now()
    occurred_on = occurred_on or clock.today()
    before = _recorded_before(kind, head) if seq > 1 else None
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
    entry = Entry.objects.create(
        **{f"{kind}_id": chain.pk},
        seq=seq,
        act=act,
        by=by,
        occurred_on=occurred_on,
        recorded_at=recorded_at,
        words=words,
        body=body,
        previous=previous,
        digest=digest,
    )
    model._base_manager.filter(pk=chain.pk).update(ledger_seq=seq, ledger_head=digest)
    chain.ledger_seq, chain.ledger_head = seq, digest
    return entry


def _recorded_before(kind: str | None, head: Chained) -> datetime:
    """When the last line of a chain was recorded."""
    last = Entry.objects.filter(**{f"{kind}_id": head.pk}, seq=head.ledger_seq)
    return last.values_list("recorded_at", flat=True).get()
