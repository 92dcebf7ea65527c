"""What a street has issued, each time by the real action."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.regulations import actions
from jiedao.regulations.models import Regulation
from tests.attachments.files import PDF, upload
from tests.conftest import Office

ISSUED = date(2026, 3, 2)
GIVEN: dict[str, Any] = {
    "title": "社区矛盾纠纷排查制度",
    "area": "disputes",
    "document_number": "经八办〔2026〕12号",
    "issued_on": ISSUED,
    "in_force_from": ISSUED,
    "summary": "网格每周排查一次矛盾隐患。",
}


def issued(unit: Unit, by: User, **other: Any) -> Regulation:
    """A regulation of a unit, registered."""
    given = GIVEN | {"file": upload("制度.pdf", PDF)} | other
    return actions.register(unit, by=by, **given)


def revised(old: Regulation, by: User, **other: Any) -> Regulation:
    """What took its place on 1 June, issued ten days before."""
    given = {key: value for key, value in GIVEN.items() if key != "area"}
    given |= {
        "document_number": "经八办〔2026〕30号",
        "issued_on": date(2026, 5, 22),
        "in_force_from": date(2026, 6, 1),
        "file": upload("修订.pdf", PDF + b"%"),
    }
    return actions.revise(old, by=by, **(given | other))


@pytest.fixture(autouse=True)
def _vault(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "vault"


@pytest.fixture
def regulation(office: Office, officer: User) -> Regulation:
    """A regulation of the street on disputes, in force since 2 March 2026."""
    return issued(office.street, officer)
