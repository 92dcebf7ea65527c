"""Other systems that speak to the demo office: one that reads, one that enters what people told it."""

from dataclasses import dataclass
from datetime import date, timedelta

from decisions import actions
from decisions.demo.walk import Walk
from decisions.states import ChannelKind
from jiedao.access.selectors import holdings
from jiedao.api import actions as clients
from jiedao.api.models import Client
from jiedao.demo.cast import DISTRICT, STREET
from jiedao.demo.scenes import Stage
from jiedao.lib import clock

CONNECTED, GOOD_FOR = 120, 300  # days
ADMINISTRATOR = "anquan"
CALLED = [("赵先生", "打12345反映：充电棚的收费标准请写在棚上，别乱涨价。")]


@dataclass(frozen=True)
class System:
    """Another system: its account, where it stands, why it is let in, what it may enter."""

    username: str
    name: str
    unit: str
    role: str
    purpose: str
    acts: tuple[str, ...] = ()


PLATFORM = System(
    "duijie",
    "区智慧社区平台",
    DISTRICT,
    "exchange",
    "按区里数据共享的通知，每天读取已办事项和指标",
)
HOTLINE = System(
    "rexian",
    "市12345热线",
    STREET,
    "hotline",
    "按热线转办协议，把居民电话里对征求意见事项的意见登记进来，附上工单",
    ("matter.add_opinions", "matter.attach"),
)


def connect(stage: Stage) -> Client:
    """Both systems are given their accounts by the security administrator; the hotline's."""
    by = stage.people[ADMINISTRATOR]
    with clock.moved_to(stage.today - timedelta(days=CONNECTED)):
        for system in (PLATFORM, HOTLINE):
            client = clients.open_client(
                username=system.username,
                name=system.name,
                unit=stage.units[system.unit],
                role=system.role,
                purpose=system.purpose,
                act_codes=system.acts,
                by=by,
            )
            # Nobody is told its text, here or later: who wants to try it issues another on the page.
            clients.issue_token(
                client,
                by=by,
                duties=sorted(holdings(client.user).paths),
                valid_until=clock.today() + timedelta(days=GOOD_FOR),
            )
    return client


def hand_in(told: Walk, client: Client, on: date) -> None:
    """What somebody said to the hotline, entered by it in its own name."""
    with told.at(on) as matter:
        clients.touch(client.tokens.get())
        actions.add_opinions(matter, by=client.user, on=on, channel=ChannelKind.PHONE, lines=CALLED)
