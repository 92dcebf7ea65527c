"""Opening a weekly period for two thousand units: what beat's errand costs on one worker."""

from datetime import timedelta

from django.db import transaction

from bench.clocks import Meter, Spent
from jiedao.lib import clock
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people import actions as people
from jiedao.reporting import actions
from jiedao.reporting.models import Paper
from jiedao.reporting.states import PaperKind

UNITS = 2_000


def opened(meter: Meter) -> Spent:
    """The CPU seconds of one period of all units; everything is taken back afterwards."""
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    with transaction.atomic():
        street = _street()
        actions.set_up(
            street, by=people.system(), since=monday, due_hour=17, kinds=[PaperKind.WEEKLY]
        )
        spent = meter.batch(lambda: actions.open_due(day=monday), 1, filled=False)
        number = Paper.objects.filter(period__street=street).count()
        if number != UNITS:
            raise SystemExit(f"应开{UNITS}份汇报，开了{number}份。")
        transaction.set_rollback(True)
    return spent


def _street() -> Unit:
    """A street of its own with so many communities."""
    street = _unit("990105001", UnitLevel.STREET, None)
    street.path = f"/{street.pk}/"
    street.save(update_fields=["path"])
    units = Unit.objects.bulk_create(
        _unit(f"990105001{place:04d}", UnitLevel.COMMUNITY, street) for place in range(UNITS)
    )
    for unit in units:
        unit.path = f"{street.path}{unit.pk}/"
    Unit.objects.bulk_update(units, ["path"], batch_size=500)
    return street


def _unit(code: str, level: str, parent: Unit | None) -> Unit:
    unit = Unit(
        code=code, name=code, short_name=code, sort_key=code, level=level, parent=parent, path="/"
    )
    if parent is None:
        unit.save()
    return unit
