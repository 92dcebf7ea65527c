"""Reading who looked at which number, for the audit administrator."""

from django.db.models import QuerySet

from jiedao.access.duties import OfficeDuty
from jiedao.access.selectors import holdings
from jiedao.people.models import User
from jiedao.personal.models import Disclosure


def disclosures_for(user: User) -> QuerySet[Disclosure]:
    """The looks at full numbers in the units whose audit a person sees, newest first."""
    seen = holdings(user).within(OfficeDuty.SEE_AUDIT, prefix="dossier__unit__")
    return Disclosure.objects.filter(seen).select_related("dossier__unit", "disclosed_by")
