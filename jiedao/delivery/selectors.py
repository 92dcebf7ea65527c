"""Reading the outbox for who keeps it running, and one's own addresses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from jiedao.access.duties import OfficeDuty
from jiedao.access.selectors import users_within
from jiedao.delivery import routes
from jiedao.delivery.carriers import CARRIERS
from jiedao.delivery.models import Contact, OutboxMessage
from jiedao.delivery.states import Channel, Standing
from jiedao.lib import clock
from jiedao.lib.sheets import Cell
from jiedao.notices.states import NoticeKind
from jiedao.people.models import User
from jiedao.web.lists import MOST_EXPORTED, Asked, Listed, Listing, Narrowing, page_of

COUNTED_DAYS, FAILURES_SHOWN = 30, 5
CHIPS = {
    Standing.SENT: "ok",
    Standing.WAITING: "soon",
    Standing.SENDING: "soon",
    Standing.GIVEN_UP: "late",
    Standing.EXPIRED: "late",
}
# What the columns of the page count, in this order; what is being sent still waits.
COLUMNS_COUNTED: tuple[tuple[str, tuple[Standing, ...]], ...] = (
    ("待发", (Standing.WAITING, Standing.SENDING)),
    ("已发出", (Standing.SENT,)),
    ("没有发出", (Standing.GIVEN_UP,)),
    ("过期未发", (Standing.EXPIRED,)),
    ("留存", (Standing.HELD,)),
    ("收件人已关闭", (Standing.WITHDRAWN,)),
)
COLUMNS = (
    "收件人", "登录名", "类别", "渠道", "状态", "写入时间", "发出时间", "发送次数", "下次发送", "没有发出的原因",
)  # fmt: skip
LISTING = Listing(
    "收件人的姓名或者登录名",
    {"newest": ("新写入的在前", ("-pk",)), "oldest": ("先写入的在前", ("pk",))},
    (
        Narrowing("channel", "渠道", list(Channel.choices)),
        Narrowing("standing", "状态", list(Standing.choices)),
        Narrowing("kind", "类别", [(kind, str(NoticeKind(kind).label)) for kind in routes.ROUTES]),
    ),
)


@dataclass(frozen=True)
class ChannelLine:
    """A channel as the page of the outbox shows it: whether it is configured, and what went by it."""

    name: str
    is_set: bool
    counts: list[tuple[str, int]]


@dataclass(frozen=True)
class Row:
    """A message as the list shows it; without its words, which are the office's business."""

    message: OutboxMessage
    who: str
    kind: str
    channel: str
    word: str
    chip: str


@dataclass(frozen=True)
class ContactLine:
    """One of one's own channels."""

    channel: str
    name: str
    masked: str
    is_on: bool
    is_set: bool
    is_confirmed: bool

    @property
    def waits(self) -> bool:
        """Whether there is an address nobody has confirmed: what is told there stays in the portal."""
        return bool(self.masked) and not self.is_confirmed

    @property
    def word(self) -> str:
        if not self.masked:
            return "没有登记"
        if self.waits:
            return "等待确认，只在站内提醒"
        if not self.is_on:
            return "已关闭"
        return "接收" if self.is_set else "已登记，街道还没有开通"

    @property
    def chip(self) -> str:
        if self.waits:
            return "soon"
        return "ok" if self.is_on and self.is_set else ""


def visible_to(user: User) -> QuerySet[OutboxMessage]:
    """The messages to the people of the units whose outbox a person sees."""
    people = users_within(user, OfficeDuty.SEE_OUTBOX)
    return OutboxMessage.objects.filter(notice__user__in=people).select_related("notice__user")


def asked_for(user: User, asked: Asked) -> QuerySet[OutboxMessage]:
    """The messages that were asked for."""
    rows = visible_to(user)
    if asked.of("channel"):
        rows = rows.filter(channel=asked.of("channel"))
    if asked.of("standing"):
        rows = rows.filter(standing=asked.of("standing"))
    if asked.of("kind"):
        rows = rows.filter(notice__kind=asked.of("kind"))
    if asked.words:
        who = Q(notice__user__name__icontains=asked.words) | Q(notice__user__username=asked.words)
        rows = rows.filter(who)
    return rows


def listed(user: User, asked: Asked) -> Listed[Row]:
    """One page of the list."""
    return page_of(asked_for(user, asked), asked, row_of, measure="条")


def row_of(message: OutboxMessage) -> Row:
    """A message in words; notice and person must have been joined."""
    user, standing = message.notice.user, Standing(message.standing)
    return Row(
        message,
        f"{user.name}（{user.username}）",
        message.notice.kind_name,
        str(Channel(message.channel).label),
        str(standing.label),
        CHIPS.get(standing, ""),
    )


def channels(user: User) -> list[ChannelLine]:
    """Every channel with what became of the messages of the last thirty days."""
    since = clock.now() - timedelta(days=COUNTED_DAYS)
    found: Counter[tuple[str, str]] = Counter()
    rows = visible_to(user).filter(filed_at__gte=since).order_by()
    for channel, standing, count in rows.values_list("channel", "standing").annotate(Count("pk")):
        found[channel, standing] = count
    return [
        ChannelLine(
            str(Channel(channel).label),
            carrier.is_set,
            [
                (name, sum(found[channel, standing] for standing in standings))
                for name, standings in COLUMNS_COUNTED
            ],
        )
        for channel, carrier in CARRIERS.items()
    ]


def last_failures(user: User) -> list[Row]:
    """The newest messages that did not go, or not at the first try, with the reason."""
    failing = (Standing.WAITING, Standing.GIVEN_UP)
    rows = visible_to(user).filter(standing__in=failing).exclude(failure="").order_by("-pk")
    return [row_of(message) for message in rows[:FAILURES_SHOWN]]


def lines_of(rows: QuerySet[OutboxMessage]) -> Iterator[list[Cell]]:
    """The rows for Excel."""
    for message in rows[:MOST_EXPORTED]:
        row, user = row_of(message), message.notice.user
        yield [
            user.name,
            user.username,
            row.kind,
            row.channel,
            row.word,
            message.filed_at,
            message.sent_at,
            message.tries,
            message.next_at,
            message.failure,
        ]


def contacts_of(user: User) -> list[ContactLine]:
    """One's own channels, each with its address as far as it is shown."""
    known = {contact.channel: contact for contact in Contact.objects.filter(user=user)}
    return [line_of(channel, known.get(channel)) for channel in CARRIERS]


def line_of(channel: str, contact: Contact | None) -> ContactLine:
    """One channel with what is known of it."""
    return ContactLine(
        str(channel),
        str(Channel(channel).label),
        str(contact.address) if contact else "",
        bool(contact and contact.is_on),
        CARRIERS[channel].is_set,
        bool(contact and contact.confirmed_on),
    )


def contact_of(user: User, channel: str) -> Contact | None:
    """One's own address on a channel; None while there is none."""
    mine = Contact.objects.filter(user=user, channel=channel)
    return mine.exclude(address_hash="").first()


def too_old_words() -> str:
    """How long a message may wait, in words."""
    return f"超过{settings.OUTBOX_DAYS}天没有发出的不再发"
