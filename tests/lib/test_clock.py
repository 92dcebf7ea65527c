from datetime import UTC, date, datetime, timedelta

import pytest

from jiedao.lib import clock


def test_now_is_the_present_moment_in_utc():
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
    assert clock.now().tzinfo is UTC


def test_the_office_is_already_in_tomorrow_at_five_in_the_afternoon_utc():
    with clock.moved_to(datetime(2026, 12, 31, 17, 0, tzinfo=UTC)):
        assert clock.today() == date(2027, 1, 1)


def test_a_moved_clock_can_be_moved_again_and_comes_back():
    with clock.moved_to(date(2026, 3, 1)):
        assert clock.now() == datetime(2026, 3, 1, 1, 0, tzinfo=UTC)
        with clock.moved_to(datetime(2025, 12, 31, 23, 30, tzinfo=clock.SHANGHAI)):
            assert clock.today() == date(2025, 12, 31)
        assert clock.today() == date(2026, 3, 1)


def test_the_clock_comes_back_after_a_failure():
    with pytest.raises(RuntimeError), clock.moved_to(date(2000, 1, 1)):
        raise RuntimeError
    assert clock.today().year > 2000


def test_a_moment_without_zone_has_no_day():
    with pytest.raises(ValueError, match="时区"):
        clock.day_of(datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None))
