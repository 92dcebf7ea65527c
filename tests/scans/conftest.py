"""A matter whose meeting is called, another in community B, and forms that went out on paper."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from decisions import demo
from decisions.demo.stories import LATE_HOURS
from decisions.demo.walk import Posts, Walk
from decisions.models import Matter
from jiedao.documents import actions as documents
from jiedao.documents.models import PrintedForm
from jiedao.people.models import User
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
