"""Reading local rules."""

from jiedao.rulebooks.editions import UnitLike
from jiedao.rulebooks.models import LocalRule


def local_rules(unit: UnitLike, *, book: str = "") -> list[LocalRule]:
    """All local rules over a unit, ended ones too, in one query: pass them to `Rulebook.on`."""
    rules = LocalRule.objects.over(unit.ancestor_ids).select_related("unit", "set_by")
    return list(rules.filter(book=book) if book else rules)
