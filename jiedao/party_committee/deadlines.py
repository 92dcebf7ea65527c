"""The limits of a topic; each names the rule that sets its length and whose desk it lies on."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from jiedao.deadlines.limits import Limit
from jiedao.dossiers.models import Dossier
from jiedao.party_committee.models import Topic
from jiedao.people.models import User
from jiedao.web.duties import OfficeDuty


def owner_of(dossier: Dossier) -> Iterable[User]:
    """Whom a decision was given to (责任人)."""
    return User.objects.filter(pk__in=Topic.objects.filter(pk=dossier.pk).values("owner"))


def _owner_by_name(dossiers: QuerySet[Dossier], day: date) -> QuerySet[Dossier, Any]:
    return dossiers.filter(topic__owner__is_active=True).values("topic__owner__name")


REVIEW = Limit(
    "party_committee.review", "审核党工委议题", OfficeDuty.REVIEW_TOPICS, "review_within"
)
ASSIGN = Limit(
    "party_committee.assign", "交办党工委决定", OfficeDuty.KEEP_PARTY_COMMITTEE, "assign_within"
)
FINISH = Limit(
    "party_committee.finish",
    "落实党工委决定",
    OfficeDuty.KEEP_PARTY_COMMITTEE,
    also=owner_of,
    named=_owner_by_name,
)
ACCEPT = Limit(
    "party_committee.accept", "验收党工委决定", OfficeDuty.KEEP_PARTY_COMMITTEE, "accept_within"
)
