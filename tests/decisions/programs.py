"""How a program speaks to the API of 一征三议两公开: addresses, well-formed requests, one step."""

from collections.abc import Callable
from datetime import date
from typing import Any

from rest_framework.test import APIClient

from decisions.demo import CHARGING, Posts, Story, Walk
from decisions.models import Matter
from jiedao.lib import clock
from jiedao.people.models import User
from tests.conftest import Office
from tests.decisions.conftest import START

ALL = "/api/v1/decisions/"
MOTION: dict[str, Any] = {
    "unit": "410105001003",
    "kind": "welfare",
    "title": "3号院增设电动自行车充电棚",
    "origin": "committee",
    "proposer": "社区居民委员会",
    "summary": "选址、数量、收费标准，请居民提意见。",
    "plan": "在3号院东墙内建充电棚1座，充电位40个。",
    "budget": "96000.00",
    "funding": "社区公益事业经费",
}
SAID = {"channel": "door", "lines": [{"speaker": "王阿姨", "text": "赞成，早点建。"}]}
# One well-formed request for every step, so that only the procedure can refuse it.
WELL_FORMED: dict[str, dict[str, Any]] = {
    "revise": {name: value for name, value in MOTION.items() if name != "unit"},
    "consult": {"until": "2099-01-01"},
    "add_channel": {"kind": "forum", "place": "二楼会议室"},
    "add_opinions": SAID,
    "sum_up": {"summary": "多数赞成。"},
    "call_meeting": {"kind": "party", "held_at": "2099-01-01T09:00:00+08:00", "place": "二楼"},
    "cancel_meeting": {"reason": "会议室停电。"},
    "sign_in": {"present": []},
    "count_votes": {
        "method": "hands", "in_favour": 5, "against": 1, "abstain": 1, "invalid": 0,
        "resolution": "同意。", "minutes": "逐一发言后表决。",
        "chair_name": "赵丽华", "recorder_name": "孙红霞",
    },
    "fail_meeting": {"minutes": "等候三十分钟，人数仍不足。"},
    "propose": {"plan": "建充电棚1座。"},
    "deliberate": {"plan": "建充电棚1座。"},
    "resolve": {"text": "建充电棚1座，充电位40个。"},
    "reject": {},
    "publish_resolution": {"responsible": "居委会委员 王秀兰", "finish_by": "2099-01-01"},
    "implement": {"responsible": "居委会委员 王秀兰", "finish_by": "2099-01-01"},
    "report_progress": {"words": "棚架已立起。", "spent": "30000", "item": "棚架", "payee": "contractor"},
    "accept_work": {"acceptance": "共同验收，合格。", "spent": "93000", "acceptors": "赵丽华"},
    "survey": {"channel": "paper", "asked": 120, "satisfied": 97, "fair": 11, "unsatisfied": 4},
    "publish_result": {"result": "建成充电棚1座，充电位40个。"},
    "archive": {},
    "withdraw": {"reason": "重复登记。"},
    "suspend": {"reason": "等书面答复。"},
    "resume": {},
    "act_first": {
        "acted_on": "2026-03-02", "reason": "暴雨进水。", "done": "抽水封堵。", "cost": "18600",
    },
    "decline_ratification": {},
    "send_to_street": {},
    "approve_review": {"opinion": "同意，经费已列入年度计划。"},
    "send_back": {"opinion": "选址占用消防通道，请改址。"},
    "change": {"reason": "原址不能开挖。", "plan": "改到西侧建1座。", "budget": "96000", "site": True},
    "adjust": {"reason": "厂家不同。", "plan": "建1座，充电位42个。", "budget": "97000"},
    "keep_resolution": {"reason": "变更没有通过。"},
    "terminate": {"reason": "改由区里统一办理。"},
}  # fmt: skip


def beginning(office: Office, posts: Posts) -> Callable[..., Walk]:
    """Begins matters in community A that will not come as far as a meeting."""

    def begin(story: Story = CHARGING) -> Walk:
        return Walk(office.a, posts, story, START)

    return begin


def api(user: User) -> APIClient:
    """A program in which a person is signed in."""
    client = APIClient()
    client.force_login(user, backend="jiedao.accounts.backends.Accounts")
    return client


def at(matter: Matter, code: str = "") -> str:
    """The address of a matter, or of one of its steps."""
    step = f"{code.replace('_', '-')}/" if code else ""
    return f"{ALL}{matter.dossier.number}/{step}"


def take(client: APIClient, matter: Matter, code: str, on: date, **said: Any) -> dict[str, Any]:
    """Take a step on a day, as a program does; the matter as it stands afterwards."""
    with clock.moved_to(on):
        answer = client.post(at(matter, code), said, format="json")
    assert answer.status_code == 200, answer.content.decode()
    shown: dict[str, Any] = answer.json()
    return shown
