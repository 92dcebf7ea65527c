"""What the figures of the appraisal count, and where they belong."""

from datetime import date

from jiedao.appraisal.indicators import ASSESSED, HONOURS, REPORTED
from jiedao.demo.cast import B
from jiedao.indicators import kept
from jiedao.indicators.figures import Scope
from jiedao.indicators.selectors import standing
from jiedao.organisation.models import Unit
from tests.appraisal.test_demo import played
from tests.conftest import Office

TODAY = date(2026, 11, 29)


def test_lists_reports_and_honours_are_counted_of_their_unit_and_day(office: Office) -> None:
    played(office, TODAY)
    year = Scope(office.street, date(2026, 1, 1), date(2026, 11, 30))
    assert [one.value(year) for one in (ASSESSED, REPORTED, HONOURS)] == [4, 0, 1]
    assert standing([ASSESSED], year) == {ASSESSED.code: 4}
    december = Scope(office.street, date(2025, 12, 1), date(2026, 1, 1))
    assert [one.value(december) for one in (ASSESSED, REPORTED, HONOURS)] == [4, 2, 0]
    known, then = kept.values(year, december)
    assert (then[REPORTED.code], known[HONOURS.code]) == (2, 1)
    other = Scope(Unit.objects.get(code=B), year.since, year.until)
    assert [one.value(other) for one in (ASSESSED, REPORTED, HONOURS)] == [1, 0, 0]
    before = Scope(office.street, date(2025, 1, 1), date(2025, 2, 1))
    assert [one.value(before) for one in (ASSESSED, REPORTED, HONOURS)] == [0, 0, 0]
