"""A dossier of community A with its notices in every situation, each reached through the actions."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jiedao.attachments import actions as attachments
from jiedao.attachments.models import Attachment
from jiedao.attachments.states import AttachmentKind
from jiedao.dossiers import actions as dossiers
from jiedao.dossiers.models import Dossier
from jiedao.lib import clock
from jiedao.publications import actions, canonical
from jiedao.publications.models import Publication
from jiedao.publications.states import PublicationKind
from jiedao.workdays.spans import Days
from tests.conftest import Office
from tests.support import photo

BASIS = "《城市居民委员会组织法》（2025年修订）第三十四条"
FROZEN_ON, POSTED_ON = date(2026, 11, 14), date(2026, 11, 16)


@pytest.fixture(autouse=True)
def _vault(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "attachments"


@pytest.fixture
def dossier(office: Office, sun_worker: Any) -> Dossier:
    return open_dossier(office.a, sun_worker)


def open_dossier(unit: Any, by: Any, title: str = "四点半学校改造提升") -> Dossier:
    with clock.moved_to(FROZEN_ON):
        return dossiers.open_dossier(
            kind="matter",
            prefix="JC",
            title=title,
            unit=unit,
            by=by,
            opened_on=FROZEN_ON,
            state_label="决议通过",
        )


def some_blocks() -> list[canonical.Block]:
    return [
        canonical.paragraph("经征求居民意见、社区党组织提议、社区“两委”商议，现将决议公示如下。"),
        canonical.heading("一、决议内容"),
        canonical.paragraph("改造党群服务中心二楼西侧房间2间，共96平方米，新增课桌36套。"),
        canonical.heading("二、办理经过"),
        canonical.table(
            [("征求意见", "10月8日至16日，收到意见87条"), ("代表会议", "应到63人，实到52人")]
        ),
    ]


def freeze(dossier: Dossier, by: Any, **changed: Any) -> Publication:
    """A notice of resolution, with something changed."""
    said = {
        "kind": PublicationKind.RESOLUTION,
        "title": "关于四点半学校改造提升事项的决议公示",
        "blocks": some_blocks(),
        "min_days": Days(15),
        "basis": BASIS,
        "edition": "2026-01-01",
        "by": by,
        "on": FROZEN_ON,
    }
    return actions.freeze(dossier, **(said | changed))


def picture(dossier: Dossier, by: Any, name: str = "board.jpg") -> Attachment:
    return attachments.attach(
        dossier, file=photo(name), kind=AttachmentKind.PHOTO_POSTED, by=by, step=name
    )


@pytest.fixture
def frozen(dossier: Dossier, sun_worker: Any) -> Publication:
    with clock.moved_to(FROZEN_ON):
        return freeze(dossier, sun_worker)


@pytest.fixture
def posted(frozen: Publication, sun_worker: Any) -> Publication:
    """Put up on 16 November: it runs to 1 December, 24:00."""
    with clock.moved_to(POSTED_ON):
        return actions.post(
            frozen,
            on=POSTED_ON,
            place="社区公开栏",
            photo=picture(frozen.dossier, sun_worker),
            by=sun_worker,
        )


@pytest.fixture
def taken_down(posted: Publication, sun_worker: Any) -> Publication:
    with clock.moved_to(date(2026, 12, 2)):
        return actions.take_down(
            posted,
            on=date(2026, 12, 2),
            photo=picture(posted.dossier, sun_worker, "end.jpg"),
            by=sun_worker,
        )


@pytest.fixture
def on_day() -> Callable[[int, int], Any]:
    """Moves the clock to a day of 2026, as a `with` block."""
    return lambda month, day: clock.moved_to(date(2026, month, day))
