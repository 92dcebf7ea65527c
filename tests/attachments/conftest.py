"""A dossier of community A, and a vault of its own for every test."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jiedao.dossiers import actions as dossiers
from jiedao.dossiers.models import Dossier
from jiedao.people.models import User


@pytest.fixture(autouse=True)
def vault_folder(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "vault"
    return tmp_path / "vault"


@pytest.fixture
def dossier(office: Any, zhao_chair: User) -> Dossier:
    return dossiers.open_dossier(
        kind="decisions.matter",
        prefix="JC",
        title="2号院老旧小区环境改造",
        unit=office.a,
        by=zhao_chair,
        opened_on=date(2026, 1, 5),
        state_label="草稿",
    )
