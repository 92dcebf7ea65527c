"""An old matter of community A on the API, asked for by its own number."""

from typing import Any

from decisions import actions
from decisions.historic import COLUMNS, EXAMPLE
from decisions.models import HistoricMatter
from jiedao.lib import sheets
from jiedao.people.models import User
from tests.house.matrix import COMMAND, NOBODY, OF_A, row

ROWS = {
    "api:historic-list": row(200) | {NOBODY: 401},
    "api:historic-detail": OF_A | {"grid": 404, NOBODY: 401},
    "api:historic-attach": COMMAND | {NOBODY: 401},
}


def prepare(office: Any, everybody: dict[str, User]) -> None:
    table = sheets.workbook("历史补录", COLUMNS, [EXAMPLE])
    actions.import_historic(table.content, filename="旧事项.xlsx", by=everybody["chair"])


def arguments(act: str, office: Any) -> list[Any]:
    return [] if act == "historic-list" else [HistoricMatter.objects.get().dossier.number]
