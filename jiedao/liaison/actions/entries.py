"""What every act of the package ends with: the words cleaned, the cover, the ledger."""

from datetime import date
from typing import Any

from jiedao.access.selectors import posts_by_user
from jiedao.dossiers import actions as dossiers
from jiedao.dossiers.models import Dossier
from jiedao.ledger import actions as ledger
from jiedao.lib import clock, document_numbers, masking, text
from jiedao.lib.refusals import refuse
from jiedao.people.models import User

LONGEST_POST = 60


def note(
    dossier: Dossier,
    act: str,
    *,
    by: User,
    on: date,
    words: str,
    label: str = "",
    is_closed: bool = False,
    data: dict[str, Any] | None = None,
) -> None:
    """Write an act on the cover and into the ledger; without a label the cover keeps its own."""
    day = max(min(on, clock.today()), dossier.last_act_on)
    dossiers.mark(dossier, on=day, state_label=label or dossier.state_label, is_closed=is_closed)
    ledger.record(
        dossier, act=act, by=by, words=words, occurred_on=min(on, clock.today()), data=data
    )


def line(noun: str, field: str, typed: str, asked: str) -> str:
    """Something that must be said, on one line, without anybody's number."""
    words = text.clean(typed).replace("\n", " ").strip()
    if not words:
        raise refuse(f"{noun}.{field}", asked, field=field)
    masking.demand_none(noun, **{field: words})
    return words


def number_of(noun: str, typed: str) -> str:
    """A document number as papers have it; nothing where there is none."""
    try:
        return document_numbers.read(typed)
    except ValueError as wrong:
        raise refuse(f"{noun}.number", str(wrong), field="document_number") from wrong


def words_of(noun: str, field: str, typed: str) -> str:
    """A text of several lines without anybody's number; it may be empty."""
    words = text.clean(typed)
    masking.demand_none(noun, **{field: words})
    return words


def post_of(user: User, day: date) -> str:
    """What a person was on a day, in words; where no post was known then, what he is now."""
    found = posts_by_user([user], on=day) or posts_by_user([user])
    return "、".join(found.get(user.pk, ["没有登记任职"]))[:LONGEST_POST]
