"""Words that will be read in public are looked at when they are entered, not when it is too late."""

from datetime import date

from decisions.conditions.turns import same_text_barred
from decisions.models import Matter
from jiedao.lib import masking
from jiedao.lib.refusals import refuse


def fit_for_the_board(**words: str) -> None:
    """Refuse personal numbers and addresses in what residents will read (公开前审查).

    The keyword is the field the sentence belongs to. Text that passed a meeting cannot be changed
    any more, so it is looked at before.
    """
    masking.demand_none("matter", basis="《个人信息保护法》第二十五条", **words)


def not_the_same_again(matter: Matter, plan: str, on: date, *, field: str) -> None:
    """Refuse to put the very words to the vote that the residents have just voted down (未获通过)."""
    barred = same_text_barred(matter, plan, on)
    if barred:
        raise refuse(
            "matter.same_text",
            barred.sentence,
            arithmetic=barred.arithmetic,
            basis=barred.basis,
            hint=barred.hint,
            field=field,
        )
