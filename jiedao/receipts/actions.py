"""Giving out receipts; nothing else knows a code."""

from django.db import transaction

from jiedao.dossiers.models import Dossier
from jiedao.lib import clock
from jiedao.lib.prepared import insert
from jiedao.people.models import User
from jiedao.personal import sealing
from jiedao.receipts import slips
from jiedao.receipts.kinds import ReceiptKind
from jiedao.receipts.models import Receipt


@transaction.atomic(savepoint=False)  # part of an act, never tried by itself
def issue(dossier: Dossier, kind: ReceiptKind, *, subject: int, by: User) -> str:
    """Give out a receipt (出具回执); the code it returns is shown once and stored nowhere."""
    code = slips.new_code()
    receipt = Receipt(
        kind=kind.code,
        code_hash=sealing.hash_of("receipt", code),
        dossier=dossier,
        subject=subject,
        issued_at=clock.now(),
        issued_by=by,
    )
    insert(receipt)
    return code
