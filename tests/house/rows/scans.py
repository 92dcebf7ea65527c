"""A paper of community A that nobody could read, on the API."""

from typing import Any

from jiedao.people.models import User
from jiedao.scans.models import Scan, ScannedPaper
from tests.house.matrix import COMMAND, NOBODY, OF_COMMUNITY, only, row

ASKED = COMMAND | {NOBODY: 401}
OF_ONE = OF_COMMUNITY | {NOBODY: 401}

ROWS = {
    "api:scan-list": only(("chair", "worker", "branch", "other")) | {NOBODY: 401},
    "api:scan-detail": OF_ONE,
    "api:scan-places": row(404) | {NOBODY: 401},  # of which dossier must be said
    "api:scan-file": ASKED,
    "api:scan-dismiss": ASKED,
    "api:upload-detail": OF_ONE,
}


def prepare(office: Any, everybody: dict[str, User]) -> None:
    """The matrix uploads one for the pages; it is read by the time anybody asks."""


def arguments(act: str, office: Any) -> list[Any]:
    if act == "scan-list":
        return []
    return [Scan.objects.get().pk if act == "upload-detail" else ScannedPaper.objects.get().pk]
