"""People who are reached outside the portal, and a carrier that writes down what it is given."""

from collections.abc import Callable
from typing import Any, cast

import pytest

from jiedao.delivery.actions import codes, contacts
from jiedao.delivery.carriers import CARRIERS, Carrier
from jiedao.delivery.letters import Letter
from jiedao.delivery.models import Contact
from jiedao.delivery.states import Channel, Confirmed
from jiedao.lib import clock
from jiedao.notices import actions as notices
from jiedao.notices.models import Notice
from jiedao.notices.states import NoticeKind
from jiedao.people.models import User
from jiedao.personal.fields import Sealed
from tests.conftest import TODAY

MAILBOX, PHONE, OPEN_ID = "lihua@example.gov.cn", "13812345678", "oAbC1234567890_xyz-QwErTyUi5"


class Post:
    """A carrier of the tests: `fault`, while there is one, is what it answers instead of sending."""

    def __init__(self) -> None:
        self.sent: list[tuple[Letter, str]] = []
        self.fault: BaseException | None = None
        self.asked = 0

    def send(self, letter: Letter, to: str) -> None:
        self.asked += 1
        if self.fault:
            raise self.fault
        self.sent.append((letter, to))


@pytest.fixture
def post(monkeypatch: Any, settings: Any) -> Post:
    """Short messages are configured, and taken by this."""
    taken = Post()
    settings.SMS_URL = "https://sms.example"
    monkeypatch.setitem(CARRIERS, Channel.SMS, Carrier(taken.send, "SMS_URL"))
    return taken


@pytest.fixture
def reached(zhao_chair: User) -> User:
    """赵主任, who wants short messages."""
    with clock.moved_to(TODAY):
        entered(Channel.SMS, PHONE, by=zhao_chair)
    return zhao_chair


def code_of(channel: Channel, user: User) -> str:
    """The code that was sent to somebody's address."""
    return cast(Sealed, Contact.objects.get(user=user, channel=channel).code).opened()


def entered(channel: Channel, address: str, *, by: User) -> None:
    """Enter an address and confirm it; of the code on its way nothing is left to count."""
    contacts.keep(channel, address=address, by=by)
    assert codes.confirm(channel, code=code_of(channel, by), by=by) == Confirmed.DONE
    Notice.objects.filter(user=by, kind=NoticeKind.CODE).delete()


def told(user: User, *, words: str = "汇报已经退回，请补充。", kind: str = "returned") -> Notice:
    return notices.tell(user, words=words, kind=kind, url="/office/notices/")


@pytest.fixture
def tell() -> Callable[..., Notice]:
    """Put a notice into an inbox at nine on the day of the tests."""

    def at_nine(user: User, **said: Any) -> Notice:
        with clock.moved_to(TODAY):
            return told(user, **said)

    return at_nine
