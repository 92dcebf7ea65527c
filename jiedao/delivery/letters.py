"""A notice as it goes outside, and how a carrier says that it could not take it."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from jiedao.lib import masking
from jiedao.notices.models import Notice

# What stands in a notice holds no number of a person. Should one slip in, it does not leave the house.
INSTEAD = "您有一条新的提醒，请登录平台查看。"


@dataclass(frozen=True)
class Letter:
    """What is sent: the kind of notice, its words, where to go on, and the key that stays the same."""

    key: str
    subject: str
    kind: str
    words: str
    url: str
    at: datetime


class Undelivered(Exception):
    """A carrier could not send; `words` say why and never hold the address.

    `is_final`: trying again is of no use. `is_down`: the channel as a whole does not answer.
    """

    def __init__(self, words: str, *, is_final: bool = False, is_down: bool = False) -> None:
        super().__init__(words)
        self.words, self.is_final, self.is_down = words, is_final, is_down


def letter(notice: Notice, *, key: str, path: str, code: str = "") -> Letter:
    """A notice as it goes outside; `path` is the page it leads to inside the portal.

    With a `code` it says that, and not what the inbox says of it. It fits into 20 characters.
    """
    words = INSTEAD if masking.find_personal_data(notice.words) else notice.words
    if code:
        words = f"确认码{code}，10分钟内有效"
    return Letter(
        key=key,
        subject=f"【{settings.OFFICE_NAME}】{notice.kind_name}",
        kind=notice.kind_name,
        words=words,
        url=f"{settings.PUBLIC_URL}{path}",
        at=notice.created_at,
    )
