"""A joint request of community A on the API, asked for by its own number."""

from typing import Any

from decisions import actions
from decisions.models import ConveningRequest
from jiedao.lib import clock
from jiedao.organisation import actions as organisation
from jiedao.people.actions import system
from jiedao.people.models import User
from tests.house.matrix import COMMAND, NOBODY, OF_A, row

# Who works for a grid sees the dossiers of his grid, and these are of the community.
OF_ONE = OF_A | {"grid": 404, NOBODY: 401}
ASKED = COMMAND | {NOBODY: 401}
STEPS = (
    "tick-names",
    "enter-sheet",
    "attach-signatures",
    "accept-request",
    "decline-request",
    "record-convening",
    "reopen-request",
)
# Who sees the request but does not count: 403; residents asked, so no roster is ticked: 409.
COUNTED = {who: 403 if status == 200 else status for who, status in OF_ONE.items()}
ROSTER = COUNTED | dict.fromkeys(("chair", "worker", "branch", "lead", "officer"), 409)
CONVENED = COUNTED | dict.fromkeys(("chair", "worker", "branch"), 409)

ROWS = {
    "api:convening-list": row(200) | {NOBODY: 401},
    "api:convening-detail": OF_ONE,
    "api:convening-roster": ROSTER,
    "api:convening-meetings": CONVENED,
    **{f"api:convening-{step}": ASKED for step in STEPS},
}


def prepare(office: Any, everybody: dict[str, User]) -> None:
    today, chair = clock.today(), everybody["chair"]
    organisation.count_heads(
        office.a, counted_on=today, adults=3000, households=1200, source="人口台账", by=system()
    )
    actions.request_convening(
        office.a,
        by=chair,
        on=today,
        asked_for="residents",
        backers="adults",
        subject="要求重新讨论停车收费",
        wish="请开会讨论。",
    )


def arguments(act: str, office: Any) -> list[Any]:
    return [] if act == "convening-list" else [ConveningRequest.objects.get().dossier.number]
