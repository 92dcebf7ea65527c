"""What a matter went through besides its straight way, for its page."""

from dataclasses import dataclass

from decisions.models import (
    Authorisation,
    Change,
    Emergency,
    Matter,
    Rejection,
    Revocation,
    StreetReview,
)
from decisions.selectors import facts
from jiedao.lib import clock


@dataclass(frozen=True)
class Turns:
    """What a matter went through besides its straight way, for its page; newest first."""

    rejections: list[Rejection]
    changes: list[Change]
    reviews: list[StreetReview]
    revocations: list[Revocation]
    emergency: Emergency | None
    authorisation: Authorisation | None


def turns_of(matter: Matter) -> Turns:
    """Defeats, changes and reviews of a matter read with `with_tallies`; asks only for what there is."""
    counted = vars(matter)
    return Turns(
        list(matter.rejections.select_related("meeting")) if counted["has_rejections"] else [],
        facts(matter).changes,
        list(matter.street_reviews.select_related("decided_by")) if counted["has_reviews"] else [],
        list(matter.revocations.select_related("decided_in__dossier", "resolution_meeting"))
        if counted["has_revocations"]
        else [],
        Emergency.objects.filter(matter=matter).first() if matter.acted_on else None,
        facts(matter).authorisation(clock.today()),
    )
