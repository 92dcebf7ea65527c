"""A decision that stands no more: the notice that told of it says so (责令改正、决议撤销)."""

from datetime import date

from decisions.models import Matter
from decisions.selectors import facts
from jiedao.people.models import User
from jiedao.publications.actions import amending
from jiedao.publications.states import NoticeRole, PublicationKind

LONGEST = 200


def strike_resolution(matter: Matter, *, struck_as: str, why: str, by: User, on: date) -> None:
    """Mark the notices of the decision as no longer in force; those another has replaced say so already."""
    matter.forget()
    for notice in facts(matter).publications:
        stands = not notice.superseded_as and notice.role != NoticeRole.WITHDRAWAL
        if stands and notice.kind == PublicationKind.RESOLUTION:
            amending.strike(notice, struck_as=struck_as, why=why[:LONGEST], by=by, on=on)
