"""Finding what a receipt is for."""

from jiedao.lib import codes
from jiedao.personal import sealing
from jiedao.receipts import kinds
from jiedao.receipts.kinds import Told
from jiedao.receipts.models import Receipt

NAME = "回执码"


def subject_of(code: str, *, kind: str) -> int | None:
    """What the receipt of a normalised code was given for, when it is of this kind; None otherwise."""
    found = Receipt.objects.filter(kind=kind, code_hash=sealing.hash_of("receipt", code)).first()
    return found.subject if found else None


def find(typed: str) -> tuple[Told | None, str]:
    """What the holder of a typed code is told, or the sentence what to check."""
    try:
        code = codes.normalise(typed, name=NAME, paper="回执")
    except ValueError as fault:
        return None, str(fault)
    receipt = (
        Receipt.objects.select_related("dossier__unit")
        .filter(code_hash=sealing.hash_of("receipt", code))
        .first()
    )
    if receipt is None:
        return None, f"没有回执码为{code}的回执，请对照回执逐位核对。"
    return kinds.all_kinds()[receipt.kind].tell(receipt), ""
