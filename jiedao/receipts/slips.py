"""The code of a receipt, again, for who sends the same form again before the first answer came.

What is given out while a form is carried out bears a code that follows from the form, the half hour and
a secret of the portal's: worked out anew for the very same form, and written down nowhere.
"""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest

from jiedao.lib import clock, codes
from jiedao.once import under_way
from jiedao.personal import sealing
from jiedao.receipts.models import Receipt
from jiedao.web import once

SECONDS = 30 * 60

Row = TypeVar("Row", bound=Model)


def new_code() -> str:
    """The code of a receipt about to be given out; a random one where no form is carried out."""
    form = under_way.form()
    return _code(form, _half_hour()) if form else codes.check_code()


def given(request: HttpRequest, rows: QuerySet[Row]) -> tuple[Row | None, str]:
    """What was entered with this very form in this half hour or the last, and the code given out for it;
    None and "" when nothing was."""
    form, now = once.key_of(request), _half_hour()
    for half_hour in (now, now - 1) if form else ():
        code = _code(form, half_hour)
        receipt = Receipt.objects.filter(code_hash=sealing.hash_of("receipt", code)).first()
        if receipt:
            return rows.filter(pk=receipt.subject).first(), code
    return None, ""


def _half_hour() -> int:
    return int(clock.now().timestamp()) // SECONDS


def _code(form: str, half_hour: int) -> str:
    return codes.code_of(sealing.hash_of("slip", f"{form}:{half_hour}"))
