"""Whose ledger of all units is, and of which units."""

from django.db.models import QuerySet

from jiedao.access import selectors as access
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.web import duties
from jiedao.web.duties import OfficeDuty

ACT = "查看台账总览"


def demand(user: User) -> None:
    """Only who audits reads it; the sentence says so."""
    duties.demand(user, OfficeDuty.SEE_AUDIT, act=ACT)


def auditable(user: User) -> QuerySet[Unit]:
    """The units whose ledgers a person audits, closed ones too: their ledgers stay."""
    return Unit.objects.filter(access.holdings(user).within(OfficeDuty.SEE_AUDIT)).order_by("path")
