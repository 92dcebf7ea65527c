"""Why a unit cannot be closed yet (撤销单位): the same sentence for its page and for the act."""

from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import Refusal
from jiedao.organisation.models import Unit
from jiedao.organisation.ties import Ties


def why_closed(unit: Unit) -> Refusal | None:
    """It is closed: nothing of it is changed any more."""
    if unit.closed_on is None:
        return None
    return Refusal(
        "organisation.closed", f"“{unit}”已于{long_day(unit.closed_on)}撤销，不能再办理。"
    )


def why_not_end(unit: Unit) -> Refusal | None:
    """What can be said without asking everybody what hangs on it: closed already, units beneath it."""
    if unit.closed_on:
        return why_closed(unit)
    beneath = list(Unit.objects.active().filter(parent=unit).order_by("sort_key")[:6])
    if beneath:
        named = "、".join(f"“{child}”" for child in beneath[:5]) + "等" * (len(beneath) > 5)
        return Refusal(
            "organisation.has_children",
            f"“{unit}”下面还有{named}，请先撤销它们，再撤销“{unit}”。",
        )
    return None


def why_not_close(unit: Unit, hanging: Ties) -> Refusal | None:
    """It is closed already, something stands beneath it, or something would be left to nobody."""
    refusal = why_not_end(unit)
    if refusal:
        return refusal
    if not hanging.first:
        return None
    left = "、".join(tie.words for tie in hanging.first)
    return Refusal(
        "organisation.ties",
        f"“{unit}”还有{left}，撤销以后就没有人办了，现在不能撤销。",
        hint="".join(f"{tie.name}：{tie.then}" for tie in hanging.first),
    )
