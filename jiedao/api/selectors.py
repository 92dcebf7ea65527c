"""Reading clients and tokens: who proves to be whom, and the list a security administrator reads."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from jiedao.access.duties import OfficeDuty
from jiedao.access.duties import name_of as duty_name
from jiedao.access.roles import name_of as role_name
from jiedao.access.selectors import appointments_of, holdings
from jiedao.api import grants
from jiedao.api.actions import digest_of
from jiedao.api.models import Client, Token
from jiedao.lib import clock
from jiedao.people.models import User

# How many of a client's tokens its page shows, newest first, and when an end is announced.
SHOWN, SOON = 20, timedelta(days=30)
PAGE = 30


@dataclass(frozen=True)
class TokenLine:
    """A token as the page shows it: how it stands in a word, and what is done with it."""

    token: Token
    word: str
    chip: str
    duties: str
    may_end: bool


@dataclass(frozen=True)
class ClientLine:
    """A client as the list shows it."""

    client: Client
    word: str
    chip: str
    acts: str
    last_used_at: datetime | None


@dataclass(frozen=True)
class ClientPage:
    """Everything the page of one client shows."""

    client: Client
    posts: list[str]
    duties: list[str]
    acts: list[str]
    tokens: list[TokenLine]
    has_usable: bool


def token_of(text: str) -> Token | None:
    """The token behind a text, with its client; one query, whatever was sent."""
    rows = Token.objects.select_related("client__user", "client__unit")
    return rows.filter(digest=digest_of(text)).first()


def visible_to(user: User) -> QuerySet[Client]:
    """The clients at units where a person appoints."""
    within = holdings(user).within(OfficeDuty.APPOINT, prefix="unit__")
    return Client.objects.filter(within).select_related("user", "unit")


def get_visible(user: User, pk: int) -> Client:
    """A client the person answers for; Http404 when absent or out of reach."""
    found = visible_to(user).filter(pk=pk).first()
    if found is None:
        raise Http404("没有这个接口账号，或者不在您能任免的单位。")
    return found


def get_token(user: User, pk: int) -> Token:
    """A token of such a client."""
    rows = Token.objects.select_related("client__user", "client__unit")
    found = rows.filter(pk=pk, client__in=visible_to(user)).first()
    if found is None:
        raise Http404("没有这个令牌，或者不在您能任免的单位。")
    return found


def listed(user: User, *, after: int = 0) -> tuple[list[ClientLine], int]:
    """A page of the clients, newest first, and the key of the next page (0 when there is none)."""
    tokens = Prefetch("tokens", Token.objects.order_by("-id"), to_attr="all_tokens")
    rows = visible_to(user).order_by("-pk").prefetch_related(tokens)
    if after:
        rows = rows.filter(pk__lt=after)
    found = list(rows[: PAGE + 1])
    shown, today = found[:PAGE], clock.today()
    more = shown[-1].pk if len(found) > PAGE else 0
    return [_line(client, today) for client in shown], more


def page_of(client: Client) -> ClientPage:
    """One client with its posts, duties, acts and tokens."""
    today = clock.today()
    rows = client.tokens.select_related("issued_by", "revoked_by").order_by("-id")[:SHOWN]
    lines = [_token_line(token, client, today) for token in rows]
    posts = [f"{post.unit} {role_name(post.role)}" for post in appointments_of(client.user)]
    return ClientPage(
        client,
        posts,
        [duty_name(code) for code in sorted(holdings(client.user).paths)],
        [grants.name_of(code) for code in client.acts],
        lines,
        any(line.may_end and line.token.valid_until >= today for line in lines),
    )


def _line(client: Client, today: date) -> ClientLine:
    tokens: list[Token] = getattr(client, "all_tokens", [])
    used = [token.last_used_at for token in tokens if token.last_used_at]
    usable = [token for token in tokens if not token.revoked_at and token.valid_until >= today]
    if client.closed_at:
        word, chip = "已停用", ""
    elif not usable:
        word, chip = "没有可用的令牌", "late"
    elif max(token.valid_until for token in usable) < today + SOON:
        word, chip = "令牌快到期", "soon"
    else:
        word, chip = "在用", "ok"
    acts = "、".join(grants.name_of(code) for code in client.acts) or "只读取"
    return ClientLine(client, word, chip, acts, max(used, default=None))


def _token_line(token: Token, client: Client, today: date) -> TokenLine:
    duties = "、".join(duty_name(code) for code in token.duties)
    if token.revoked_at:
        return TokenLine(token, "已撤销", "", duties, may_end=False)
    if token.valid_until < today:
        return TokenLine(token, "已过期", "", duties, may_end=False)
    word, chip = ("快到期", "soon") if token.valid_until < today + SOON else ("有效", "ok")
    return TokenLine(token, word, chip, duties, may_end=not client.closed_at)
