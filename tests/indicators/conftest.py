"""A small office in which two matters were carried out and a third was ended."""

from collections.abc import Callable

import pytest

from decisions import demo
from decisions.demo.stories import CHARGING
from decisions.demo.walk import Walk
from decisions.models import Matter
from tests.decisions.conftest import START, posts, walk

__all__ = ["posts", "walk"]


@pytest.fixture
def carried_out(walk: Callable[..., Walk]) -> Matter:
    """A matter that went all the way to the archive."""
    journey = walk(CHARGING)
    demo.to_archived(journey, START)
    return journey.fresh()
