"""Every fault happens to a real portal with its own database, broker, web, worker and beat."""

from collections.abc import Iterator

import pytest

from tests.faults.portal import PYTHON, Portal, a_portal


@pytest.fixture(scope="module")
def portal() -> Iterator[Portal]:
    """A portal with a community at work; everything but worker and beat is running."""
    with a_portal("office") as made:
        made.start("migrate", "-v", "0", "then", "setup")
        yield made


@pytest.fixture(scope="module")
def consultation(portal: Portal) -> str:
    """The number of a matter on which residents are being asked."""
    return in_office(portal, "open_for_residents()").split()[-1]


def in_office(portal: Portal, call: str) -> str:
    """One of the acts of `office.py`, in the portal's own environment."""
    words = f"from tests.faults import office; office.{call}"
    return portal.run([PYTHON, "manage.py", "shell", "-v", "0", "-c", words])
