"""How the tests close a meeting, and read why something was refused."""

from typing import Any

import pytest

from jiedao.lib.ballots import Ballots
from jiedao.lib.refusals import Refused
from jiedao.meetings import actions
from jiedao.meetings.models import Meeting
from jiedao.people.models import User
from tests.meetings.conftest import STATUTE

RESULT: dict[str, Any] = {
    "thresholds": STATUTE,
    "method": "hands",
    "chair_name": "赵丽华",
    "recorder_name": "孙红霞",
    "minutes": "逐项讨论，意见一致。",
    "resolution": "同意改造。",
}


def refused(act: Any, *args: Any, **given: Any) -> Any:
    with pytest.raises(Refused) as caught:
        act(*args, **given)
    assert caught.value.refusal.reason.endswith("。")
    return caught.value.refusal


def close(meeting: Meeting, by: User, ballots: Ballots | None, **more: Any) -> Meeting:
    return actions.close_held(meeting, by=by, ballots=ballots, **(RESULT | more))
