"""The office of the decisions' tests, its files in a folder of their own."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jiedao.lib import clock
from tests.decisions.conftest import hundred_households, posts
from tests.journeys.browser import Browser

__all__ = ["hundred_households", "posts"]


@pytest.fixture(autouse=True)
def _vault(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "attachments"


@pytest.fixture
def sign_in() -> Callable[..., list[Browser]]:
    """People at their browsers, signed in on a day."""

    def at(day: date, *names: str) -> list[Browser]:
        with clock.moved_to(day):
            return [Browser().sign_in(name) for name in names]

    return at
