"""The ways out of the portal, behind one small interface: a letter goes to an address, or it does not.

`carrier_of` answers None for a channel that nobody has configured; that is no fault.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from jiedao.delivery.carriers import mail, sms, wechat
from jiedao.delivery.letters import Letter
from jiedao.delivery.states import Channel

Send = Callable[[Letter, str], None]


@dataclass(frozen=True)
class Carrier:
    """One way out: how it sends, and which setting says that it is configured.

    A channel configured by half stops the start of the portal (settings), so one is enough to ask.
    """

    send: Send
    setting: str

    @property
    def is_set(self) -> bool:
        return bool(getattr(settings, self.setting))


CARRIERS: dict[str, Carrier] = {
    Channel.EMAIL: Carrier(mail.send, "EMAIL_HOST"),
    Channel.WECHAT: Carrier(wechat.send, "WECHAT_APP_ID"),
    Channel.SMS: Carrier(sms.send, "SMS_URL"),
}


def carrier_of(channel: str) -> Carrier | None:
    """How a channel sends; None while it is not configured (没有配置)."""
    carrier = CARRIERS[channel]
    return carrier if carrier.is_set else None
