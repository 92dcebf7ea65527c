"""A matter whose meeting is called, another in community B, and forms that went out on paper."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from decisions import actions as decisions
from decisions import demo
from decisions.demo.stories import LATE_HOURS
from decisions.demo.walk import Posts, Walk
from decisions.models import ConveningRequest, Matter
from jiedao.documents import actions as documents
from jiedao.documents.models import PrintedForm
from jiedao.lib import clock
from jiedao.organisation import actions as organisation
from jiedao.people import actions as people
from jiedao.people.models import User
from tests.conftest import Office
from tests.decisions.conftest import START, posts, walk

__all__ = ["posts", "walk"]


@pytest.fixture(autouse=True)
def _vault(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "attachments"


@pytest.fixture
def called(walk: Callable[..., Walk]) -> Matter:
    """A matter of community A whose party branch has been called to a meeting."""
    journey = walk()
    on = demo.to_summed_up(journey, START)
    journey.call(on, "party", held_on=on + timedelta(days=2))
    return journey.fresh()


@pytest.fixture
def others_matter(office: Any, zheng_other: User) -> Matter:
    """A matter of community B."""
    posts = Posts(zheng_other, zheng_other, zheng_other, zheng_other)
    return Walk(office.b, posts, LATE_HOURS, START).fresh()


@pytest.fixture
def sign_in_sheet(called: Matter, sun_worker: User) -> PrintedForm:
    """The sign-in sheet of the meeting, printed."""
    meeting = called.dossier.meetings.get()
    return documents.form_for(
        called.dossier, document="sign_in_sheet", subject=str(meeting.pk), by=sun_worker
    )


@pytest.fixture
def motion_form(called: Matter, sun_worker: User) -> PrintedForm:
    """The motion form, printed."""
    return documents.form_for(called.dossier, document="motion", by=sun_worker)


@pytest.fixture
def ask(office: Office, posts: Posts) -> Callable[..., ConveningRequest]:
    """Register a joint request in community A; 3000 adults are counted."""
    with clock.moved_to(START):
        organisation.count_heads(
            office.a,
            counted_on=START,
            adults=3000,
            households=1200,
            source="社区人口台账",
            by=people.system(),
        )

    def request(backers: str, asked_for: str = "residents") -> ConveningRequest:
        with clock.moved_to(START):
            return decisions.request_convening(
                office.a,
                by=posts.chair,
                on=START,
                asked_for=asked_for,
                backers=backers,
                subject="要求重新讨论停车收费",
                wish="收费标准没有征求大家意见，请开会讨论。",
            )

    return request
