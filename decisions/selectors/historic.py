"""Reading old matters: who may see them, and which were taken over before."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.http import Http404

from decisions.duties import Duty
from decisions.models import HistoricMatter
from jiedao.access import selectors as access
from jiedao.access.selectors import holdings
from jiedao.dossiers.models import Dossier
from jiedao.dossiers.selectors import matching_text
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User


def visible_to(user: User) -> QuerySet[HistoricMatter]:
    """The old matters a person may see."""
    return HistoricMatter.objects.filter(access.dossiers_seen_by(user, Duty.VIEW)).select_related(
        "dossier__unit__parent", "batch__imported_by"
    )


def narrowed(
    rows: QuerySet[HistoricMatter], *, kind: str = "", words: str = ""
) -> QuerySet[HistoricMatter]:
    """The old matters of a type, and with these words."""
    if kind:
        rows = rows.filter(kind=kind)
    if words:
        rows = rows.filter(Q(dossier__in=matching_text(words).values("dossier")))
    return rows


def get_visible(user: User, number: str) -> HistoricMatter:
    """One old matter by its number; Http404 when there is none or it may not be known."""
    found = visible_to(user).filter(dossier__number=number).first()
    if found is None:
        raise Http404
    return found


def historic_of(dossier: Dossier) -> HistoricMatter | None:
    """The old matter of a dossier, for its papers."""
    return HistoricMatter.objects.select_related("dossier__unit").filter(pk=dossier.pk).first()


def units_of(user: User) -> dict[str, Unit]:
    """The communities a person may enter old matters for, by every name people write."""
    levels = (UnitLevel.COMMUNITY, UnitLevel.VILLAGE)
    held = holdings(user).within(Duty.HISTORIC)
    units = Unit.objects.filter(held).active().of_level(*levels)
    return {name: unit for unit in units for name in (unit.short_name, unit.name, unit.code)}


def taken_before(digests: Iterable[str]) -> set[str]:
    """Which rows are on record already."""
    known = HistoricMatter.objects.filter(digest__in=list(digests))
    return set(known.values_list("digest", flat=True))
