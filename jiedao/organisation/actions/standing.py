"""Nothing of a closed unit is changed: every act on a unit begins here, after the duty was asked."""

from jiedao.lib.refusals import unless
from jiedao.organisation import closing
from jiedao.organisation.models import Unit


def standing(unit: Unit) -> Unit:
    """The unit, locked and read anew; refused where it was closed, be it just now.

    Two who change one unit follow one another, and each finds what the other wrote.
    """
    unit.refresh_from_db(from_queryset=Unit.objects.select_for_update(no_key=True))
    unless(closing.why_closed(unit))
    return unit
