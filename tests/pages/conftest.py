"""Dossiers and limits of community A, made through the actions."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any, cast
from uuid import uuid4

import pytest

from decisions.duties import MATTER, Duty
from jiedao.deadlines import actions as deadlines
from jiedao.deadlines.limits import Limit
from jiedao.dossiers import actions as dossiers
from jiedao.dossiers.models import Dossier
from jiedao.lib import clock
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.rulebooks.editions import Edition
from tests.conftest import TODAY, Office

EDITION = Edition("test", in_force=date(2000, 1, 1), basis="测试")


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.moved_to(TODAY):
        yield


@pytest.fixture
def open_dossier(office: Office, zhao_chair: User) -> Callable[..., Dossier]:
    """A matter's dossier, with words to be found by."""

    def opened(
        title: str = "1号院楼道照明更换",
        *,
        words: str = "居民反映夜间楼道昏暗",
        unit: Unit | None = None,
        by: User | None = None,
    ) -> Dossier:
        dossier = dossiers.open_dossier(
            kind=MATTER.code,
            prefix=MATTER.prefix,
            title=title,
            unit=unit or office.a,
            by=by or zhao_chair,
            opened_on=TODAY,
            state_label="征求意见",
        )
        # Any record with a dossier will do: what is found is the dossier.
        dossiers.make_findable(cast(Any, SimpleNamespace(dossier=dossier)), words)
        return dossier

    return opened


@pytest.fixture
def due() -> Callable[..., None]:
    """Lets a limit run on a dossier that ends so many days from today."""

    def runs(
        dossier: Dossier, days: int, *, duty: str = Duty.CONVENE, name: str = "答复居民异议"
    ) -> None:
        day = TODAY + timedelta(days=days)
        limit = Limit(f"test.{uuid4().hex}", name, duty)
        start = min(TODAY, day)
        deadlines.open_limit(dossier, limit, start=start, edition=EDITION, due_on=day)

    return runs
