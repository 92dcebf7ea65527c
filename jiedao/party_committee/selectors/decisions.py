"""A decision of the party committee, for what may not happen without one (大额支出)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jiedao.dossiers.models import Dossier
from jiedao.party_committee.models import Topic
from jiedao.party_committee.states import Category


@dataclass(frozen=True)
class Decision:
    """What the committee decided on money or on a project."""

    dossier: Dossier
    title: str
    category: str
    amount: Decimal | None
    decided_on: date
    words: str


def passed_decision(number: str) -> Decision | None:
    """The passed decision on a large sum or a major project with this dossier number; None without."""
    found = (
        Topic.objects.passed()
        .filter(dossier__number=number, category__in=(Category.MONEY, Category.PROJECT))
        .select_related("dossier__unit")
        .first()
    )
    if found is None or found.decided_on is None:
        return None
    return Decision(
        found.dossier,
        found.dossier.title,
        str(found.get_category_display()),
        found.amount,
        found.decided_on,
        found.decision,
    )
