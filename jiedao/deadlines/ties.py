"""What is open in a unit that is to be closed, kind by kind, with the limits that run on it."""

from collections import defaultdict

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber

from jiedao.dossiers.kinds import all_kinds
from jiedao.dossiers.models import Dossier
from jiedao.organisation.models import Unit
from jiedao.organisation.ties import SHOWN, Tie, declare

THEN = "请负责的同事先办结、终止或者转到别的单位。"
_ELSEWHERE: set[str] = set()


def told_elsewhere(*kinds: str) -> None:
    """Kinds whose package itself says what becomes of them when their unit is closed."""
    _ELSEWHERE.update(kinds)


def of(unit: Unit) -> list[Tie]:
    """The open dossiers by kind; two questions. Only number and state: who closes units sees no matters."""
    rows = Dossier.objects.filter(unit=unit, closed_on=None).exclude(kind__in=_ELSEWHERE)
    limits = Count("deadlines", filter=Q(deadlines__closed_at=None))
    many = (
        rows.order_by()
        .values_list("kind")
        .annotate(dossiers=Count("pk", distinct=True), running=limits)
    )
    counts = {kind: (found, late) for kind, found, late in many}
    place = Window(RowNumber(), partition_by="kind", order_by=F("pk").asc())
    shown: dict[str, list[str]] = defaultdict(list)
    if counts:
        first = rows.annotate(place=place).filter(place__lte=SHOWN).order_by("pk")
        for kind, number, state in first.values_list("kind", "number", "state_label"):
            shown[kind].append(f"{number}（{state}）")
    kinds = all_kinds()
    return [
        Tie(
            f"没有办结的{kinds[code].name}",
            count,
            "件",
            tuple(shown[code]),
            (f"其中有{running}项期限在走。" if running else "") + (kinds[code].settle or THEN),
        )
        for code, (count, running) in sorted(counts.items())
    ]


declare(of)
