"""How a publication is named: the organ at its head and its document number (发文字号)."""

from jiedao.organisation.models import Body, Unit
from jiedao.organisation.states import BodyKind, UnitLevel

PREFIX = "GS"

_COMMITTEES = {UnitLevel.COMMUNITY: "居民委员会", UnitLevel.VILLAGE: "村民委员会"}
_LEVEL_WORDS = {UnitLevel.COMMUNITY: "社居", UnitLevel.VILLAGE: "村", UnitLevel.STREET: "街"}


def organ_of(unit: Unit) -> tuple[str, ...]:
    """The name at the head of the paper: the street, then the committee that publishes."""
    committee = Body.objects.filter(unit=unit, kind=BodyKind.COMMITTEE).first()
    if committee:
        own = committee.name
    elif unit.level in _COMMITTEES:
        own = f"{unit.short_name}{_COMMITTEES[UnitLevel(unit.level)]}"
    else:
        own = unit.name
    above = unit.parent.short_name if unit.parent and unit.level in _COMMITTEES else ""
    return (above, own) if above else (own,)


def office_of(street: Unit) -> str:
    """Who signs what a street orders (街道办事处): the list of units leaves 办事处 off the name."""
    return f"{street.name.removesuffix('办事处')}办事处"


def abbreviation_of(unit: Unit) -> str:
    """The unit in a document number: 体育社区 is 体社居, or 体育社居 where 体 alone is not plain.

    As few characters as tell it apart from its neighbours under the same street.
    """
    names = [
        _stem(name)
        for name in Unit.objects.filter(parent=unit.parent_id, level=unit.level)
        .exclude(pk=unit.pk)
        .values_list("short_name", flat=True)
    ]
    stem = _stem(unit.short_name)
    length = next(
        (n for n in range(1, len(stem)) if not any(name[:n] == stem[:n] for name in names)),
        len(stem),
    )
    return stem[:length] + _LEVEL_WORDS.get(UnitLevel(unit.level), "")


def document_number(unit: Unit, *, year: int, sequence: int) -> str:
    """体社居公〔2026〕18号: year in hexagonal brackets, no leading zero (GB/T 9704)."""
    return f"{abbreviation_of(unit)}公〔{year}〕{sequence}号"


def _stem(short_name: str) -> str:
    for ending in ("社区", "街道", "村"):
        if short_name.endswith(ending) and len(short_name) > len(ending):
            return short_name.removesuffix(ending)
    return short_name
