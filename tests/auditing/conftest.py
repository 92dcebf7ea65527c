"""The office of the decisions' tests: a matter that came some way."""

from pathlib import Path
from typing import Any

import pytest

from tests.decisions.conftest import posts, walk

__all__ = ["posts", "walk"]


@pytest.fixture(autouse=True)
def _vault(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "attachments"
