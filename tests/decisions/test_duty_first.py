"""Who may not act is told so (403), whatever is wrong with his words: the duty comes before what was typed."""

from collections.abc import Callable
from typing import Any

import pytest

from decisions import actions, demo
from decisions.demo.stories import CHARGING
from decisions.demo.walk import Walk
from jiedao.lib import clock
from jiedao.lib.ballots import Ballots
from jiedao.lib.refusals import Refused
from jiedao.meetings.states import VotingMethod
from jiedao.people.models import User
from tests.decisions.conftest import START

NUMBER = "请打13803715521"
COUNTED: dict[str, Any] = {
    "ballots": Ballots(1, 1, 0, 0, 0),
    "method": VotingMethod.SHOW_OF_HANDS,
    "chair_name": "赵丽华",
    "recorder_name": "孙红霞",
    "minutes": NUMBER,
}
TRIED: dict[str, dict[str, Any]] = {
    "add_channel": {"kind": "door", "place": NUMBER},
    "add_opinions": {"channel": "door", "lines": []},
    "count_votes": COUNTED,
    "fail_meeting": {"minutes": NUMBER},
    "cancel_meeting": {"reason": NUMBER},
    "accept_filing": {"opinion": NUMBER},
    "order_correction": {"provision": NUMBER, "law": "某法"},
    "resolve_by_owners": {"text": NUMBER},
    "withdraw": {"reason": NUMBER},
    "recuse": {"person": None, "scope": "？", "reason": NUMBER},
    "archive": {"keeping": "ten", "reason": NUMBER},
    "set_keeping": {"keeping": "ten", "reason": NUMBER},
}


@pytest.mark.parametrize("step", TRIED)
def test_who_may_not_is_told_so_before_his_words_are_looked_at(
    step: str, walk: Callable[..., Walk], li_secretary: User
) -> None:
    told = walk(CHARGING)
    demo.to_deliberated(told, START)
    on = told.fresh().dossier.last_act_on
    with clock.moved_to(on), pytest.raises(Refused) as caught:
        getattr(actions, step)(told.fresh(), by=li_secretary, on=on, **TRIED[step])
    refusal = caught.value.refusal
    assert (refusal.code, refusal.status) == ("procedure.no_duty", 403)
