import pytest

from jiedao.people.actions import system
from jiedao.workdays import actions, seed
from jiedao.workdays.calendars import Calendar


@pytest.fixture
def calendar_2026() -> Calendar:
    """The announced calendar of 2026, without a database."""
    return Calendar.of(seed.rows_of(2026), years=[2026])


@pytest.fixture
def year_2026(db: None) -> None:
    """2026 as it stands in the office's table; 2027 has not been announced."""
    actions.load_year(2026, rows=seed.rows_of(2026), document="国务院办公厅通知", by=system())
