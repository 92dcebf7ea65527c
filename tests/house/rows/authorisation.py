"""What the residents' meeting of community A authorised, on the API, asked for by its key."""

from typing import Any

from decisions import actions
from decisions.api.authorisations import AuthorisationViewSet
from decisions.models import Authorisation
from jiedao.lib import clock
from jiedao.people.models import User
from tests.house.apis import path_of, rows_of
from tests.house.matrix import OF_A, row

# Who works for a grid sees what is of his grid, and this is of the community.
ROWS = rows_of(AuthorisationViewSet, row(200), OF_A | {"grid": 404})


def prepare(office: Any, everybody: dict[str, User]) -> None:
    today = clock.today()
    actions.authorise(
        office.a,
        by=everybody["chair"],
        kinds=["annual_report"],
        met_on=today,
        starts_on=today,
        document="居民会议关于授权居民代表会议的决议",
    )


def arguments(act: str, office: Any) -> list[Any]:
    return path_of(AuthorisationViewSet, act, str(Authorisation.objects.get().pk))
