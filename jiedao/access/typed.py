"""Dossiers by the number somebody typed."""

from jiedao.access.selectors import visible_dossiers
from jiedao.dossiers.models import Dossier
from jiedao.lib import text
from jiedao.lib.refusals import refuse
from jiedao.people.models import User


def dossier_of(noun: str, field: str, typed: str, *, by: User) -> Dossier | None:
    """The dossier of a number somebody typed, as far as he may see it; nothing where nothing was typed."""
    number = text.half_width(text.clean(typed)).replace(" ", "").upper()
    if not number:
        return None
    found = visible_dossiers(by).filter(number=number).first()
    if found is None:
        raise refuse(
            f"{noun}.dossier",
            f"没有编号是{number}的案卷，或者您不能查看，请照案卷上的编号填写。",
            field=field,
        )
    return found
