"""Reading local rules."""

from django.db.models import QuerySet

from jiedao.lib.prepared import Records
from jiedao.rulebooks.editions import UnitLike
from jiedao.rulebooks.models import LocalRule


@Records
def _over(*, units: tuple[int, ...]) -> QuerySet[LocalRule]:
    return LocalRule.objects.over(units).select_related("unit", "set_by")


@Records
def _of_book(*, units: tuple[int, ...], book: str) -> QuerySet[LocalRule]:
    rules = LocalRule.objects.over(units).filter(book=book)
    return rules.select_related("unit", "set_by")


def local_rules(unit: UnitLike, *, book: str = "") -> list[LocalRule]:
    """All local rules over a unit, ended ones too, in one query: pass them to `Rulebook.on`."""
    units = tuple(unit.ancestor_ids)
    return _of_book(units=units, book=book) if book else _over(units=units)
