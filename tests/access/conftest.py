"""The day on which these tests are: pages ask the office's clock."""

from collections.abc import Iterator

import pytest

from jiedao.lib import clock
from tests.conftest import TODAY


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.moved_to(TODAY):
        yield
