"""Giving out receipts; nothing else knows a code."""

from django.db import transaction

from jiedao.dossiers.models import Dossier
from jiedao.lib import clock, codes
from jiedao.people.models import User
from jiedao.personal import sealing
from jiedao.receipts.kinds import ReceiptKind
from jiedao.receipts.models import Receipt


@transaction.atomic
def issue(dossier: Dossier, kind: ReceiptKind, *, subject: int, by: User) -> str:
    """Give out a receipt (出具回执); the code it returns is shown once and stored nowhere."""
    code = codes.check_code()
    Receipt.objects.create(
        kind=kind.code,
        code_hash=sealing.hash_of("receipt", code),
        dossier=dossier,
        subject=subject,
        issued_at=clock.now(),
        issued_by=by,
    )
    return code
