"""Giving out receipts; nothing else knows a code."""

from typing import TypeVar

from django.db import transaction
from django.db.models import Model

from jiedao.dossiers.models import Dossier
from jiedao.lib import clock
from jiedao.lib.inserting import insert
from jiedao.people.models import User
from jiedao.personal import sealing
from jiedao.receipts import slips
from jiedao.receipts.kinds import ReceiptKind
from jiedao.receipts.models import Receipt

Row = TypeVar("Row", bound=Model)


@transaction.atomic(savepoint=False)  # part of an act, never tried by itself
def issue(dossier: Dossier, kind: ReceiptKind, *, subject: int, by: User) -> str:
    """Give out a receipt (出具回执); the code it returns is shown once and stored nowhere."""
    code = slips.new_code()
    receipt = _receipt(dossier, kind, code, by)
    receipt.subject = subject
    insert(receipt)
    return code


def enter(
    record: Row,
    kind: ReceiptKind,
    *,
    dossier: Dossier,
    by: User,
    number: str = "",
    within: str = "",
) -> tuple[Row, str]:
    """Enter what somebody brought and give out its receipt in one (登记并出具回执), numbered as `insert` does."""
    code = slips.new_code()
    receipt = _receipt(dossier, kind, code, by)
    insert(record, number=number, within=within, beside=receipt, named_in="subject")
    return record, code


def _receipt(dossier: Dossier, kind: ReceiptKind, code: str, by: User) -> Receipt:
    return Receipt(
        kind=kind.code,
        code_hash=sealing.hash_of("receipt", code),
        dossier=dossier,
        issued_at=clock.now(),
        issued_by=by,
    )
