"""Opening and closing clients, issuing and revoking their tokens, keeping what was answered."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from jiedao.access import actions as access
from jiedao.access.duties import OfficeDuty
from jiedao.access.duties import name_of as duty_name
from jiedao.access.roles import all_roles
from jiedao.access.selectors import holdings
from jiedao.api import grants
from jiedao.api.models import Answer, Client, Token
from jiedao.ledger import actions as ledger
from jiedao.ledger import acts
from jiedao.lib import clock
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import refuse
from jiedao.organisation.models import Unit
from jiedao.people import actions as people
from jiedao.people.models import User
from jiedao.web import duties as office_duties

OPENED = acts.declare("api.open_client", "开通接口账号")
CHANGED = acts.declare("api.change_client", "调整接口账号")
CLOSED = acts.declare("api.close_client", "停用接口账号")
ISSUED = acts.declare("api.issue_token", "签发接口令牌")
REVOKED = acts.declare("api.revoke_token", "撤销接口令牌")

MARK = "jd"
# The longest a token lives, how long an old one goes on beside its successor, and how exactly its
# last use is known (内部规定).
LONGEST, OVERLAP, EXACT = timedelta(days=366), timedelta(days=7), timedelta(minutes=1)
REMEMBERED = timedelta(hours=24)
SWEPT_AT_ONCE = 5000


@transaction.atomic
def open_client(
    *,
    username: str,
    name: str,
    unit: Unit,
    role: str,
    purpose: str,
    by: User,
    act_codes: Sequence[str] = (),
    networks: Sequence[str] = (),
    per_minute: int = 60,
) -> Client:
    """Give another system an account at a unit (开通接口账号), with its role and the acts it may take."""
    _may_manage(by, unit, "开通接口账号")
    _hold_together(role, act_codes)
    if User.objects.filter(username=username).exists():
        raise refuse(
            "api.username", f"登录名“{username}”已经有人用了，请换一个。", field="username"
        )
    user = people.open_machine(username=username, name=name)
    client = Client.objects.create(
        user=user,
        unit=unit,
        purpose=purpose,
        acts=sorted(set(act_codes)),
        networks=list(networks),
        per_minute=per_minute,
        opened_at=clock.now(),
        opened_by=by,
    )
    words = f"为“{name}”开通接口账号“{username}”，{_may_do(client)}。用途：{purpose}"
    ledger.record(unit, act=OPENED, by=by, words=words, data={"client": client.pk})
    access.appoint(user, role=role, unit=unit, by=by, reason=purpose)
    return client


@transaction.atomic
def change_client(
    client: Client,
    *,
    by: User,
    act_codes: Sequence[str],
    networks: Sequence[str],
    per_minute: int,
) -> Client:
    """Change what a client may do, from where and how often (调整接口账号)."""
    client = _held(client, by, "调整接口账号")
    for role in _roles_of(client):
        _hold_together(role, act_codes)
    client.acts, client.networks = sorted(set(act_codes)), list(networks)
    client.per_minute = per_minute
    client.save(update_fields=["acts", "networks", "per_minute"])
    words = f"调整接口账号“{client}”：{_may_do(client)}，每分钟最多{per_minute}次。"
    ledger.record(client.unit, act=CHANGED, by=by, words=words, data={"client": client.pk})
    return client


@transaction.atomic
def close_client(client: Client, *, by: User, reason: str) -> Client:
    """Stop a client for good (停用接口账号): its tokens end, its account is shut, its records stay."""
    client = _held(client, by, "停用接口账号")
    now = clock.now()
    client.closed_at, client.closed_by = now, by
    client.save(update_fields=["closed_at", "closed_by"])
    client.tokens.filter(revoked_at=None).update(revoked_at=now, revoked_by=by)
    people.shut_account(client.user)
    for post in client.user.appointments.valid(clock.today()).select_related("unit", "user"):
        if holdings(by).covers(OfficeDuty.APPOINT, post.unit):
            access.dismiss(post, by=by, ends_on=clock.today(), reason=reason)
    words = f"停用接口账号“{client}”，令牌全部撤销。原因：{reason}"
    ledger.record(client.unit, act=CLOSED, by=by, words=words, data={"client": client.pk})
    return client


@transaction.atomic
def issue_token(
    client: Client, *, by: User, duties: Sequence[str], valid_until: date
) -> tuple[Token, str]:
    """Issue a token (签发接口令牌); its text is told once, to who issues it, and only a digest is kept."""
    client = _held(client, by, "签发接口令牌")
    if not duties:
        raise refuse("api.no_duties", "请至少选择一项令牌可以使用的职责。", field="duties")
    beyond = sorted(set(duties) - set(holdings(client.user).paths))
    if beyond:
        raise refuse(
            "api.beyond",
            f"“{client}”没有“{'”“'.join(map(duty_name, beyond))}”职责，令牌不能超过账号的职责。",
            hint="需要时请先为它办理任职。",
            field="duties",
        )
    _check_until(valid_until)
    prefix = f"{MARK}_{secrets.token_hex(4)}"
    text = f"{prefix}_{secrets.token_urlsafe(32)}"
    token = Token.objects.create(
        client=client,
        prefix=prefix,
        digest=digest_of(text),
        duties=sorted(set(duties)),
        valid_until=valid_until,
        issued_at=clock.now(),
        issued_by=by,
    )
    words = f"为接口账号“{client}”签发令牌{token}，有效期至{valid_until:%Y-%m-%d}。"
    ledger.record(client.unit, act=ISSUED, by=by, words=words, data={"token": token.pk})
    return token, text


@transaction.atomic
def renew_token(token: Token, *, by: User, valid_until: date) -> tuple[Token, str]:
    """Issue a successor with the same duties (换发); the old one goes on for a week at most."""
    fresh, text = issue_token(
        token.client, by=by, duties=_still_held(token), valid_until=valid_until
    )
    last = min(token.valid_until, clock.today() + OVERLAP)
    Token.objects.filter(pk=token.pk, revoked_at=None).update(valid_until=last)
    return fresh, text


@transaction.atomic
def revoke_token(token: Token, *, by: User, reason: str) -> Token:
    """End a token at once (撤销接口令牌)."""
    client = _held(token.client, by, "撤销接口令牌")
    ended = client.tokens.filter(pk=token.pk, revoked_at=None)
    if not ended.update(revoked_at=clock.now(), revoked_by=by):
        raise refuse("api.revoked", f"令牌{token}已经撤销，不用再办。")
    words = f"撤销接口账号“{client}”的令牌{token}。原因：{reason}"
    ledger.record(client.unit, act=REVOKED, by=by, words=words, data={"token": token.pk})
    token.refresh_from_db()
    return token


def touch(token: Token) -> None:
    """Note that a token was used: to the minute, so that reading does not become writing."""
    now = clock.now()
    if token.last_used_at and now - token.last_used_at < EXACT:
        return
    stale = Q(last_used_at=None) | Q(last_used_at__lte=now - EXACT)
    Token.objects.filter(stale, pk=token.pk).update(last_used_at=now)


def remember(
    *, by: User, key: str, asked: str, status: int, body: str, headers: dict[str, Any]
) -> Answer:
    """Keep what was answered, in the transaction of what was done."""
    # One of the day before that the sweep has not reached.
    Answer.objects.filter(answered_by=by, key=key).delete()
    return Answer.objects.create(
        answered_by=by,
        key=key,
        asked=asked,
        status=status,
        body=body,
        headers=headers,
        answered_at=clock.now(),
    )


@transaction.atomic
def forget_old_answers() -> int:
    """Delete what was answered more than a day ago, a batch at a time; how many."""
    old = Answer.objects.filter(answered_at__lte=clock.now() - REMEMBERED)
    batch = old.order_by("answered_at").values("pk")[:SWEPT_AT_ONCE]
    return Answer.objects.filter(pk__in=batch).delete()[0]


def digest_of(text: str) -> str:
    """What is kept of a token: 256 bits made at random need no slow hash."""
    return hashlib.sha256(text.encode()).hexdigest()


def _may_manage(by: User, unit: Unit, act: str) -> None:
    office_duties.demand(by, OfficeDuty.APPOINT, unit, act=act)


def _held(client: Client, by: User, act: str) -> Client:
    """The client under a lock, if it may be changed by this person and still runs."""
    _may_manage(by, client.unit, act)
    held = Client.objects.select_for_update(no_key=True).get(pk=client.pk)
    if held.closed_at:
        raise refuse("api.closed", f"接口账号“{held}”已经停用，请另外开通。")
    return held


def _hold_together(role: str, act_codes: Sequence[str]) -> None:
    """An act needs the duty behind it: without it the grant would only look like one."""
    post = all_roles().get(role)
    if post is None or not post.machine:
        raise refuse("api.role", "请选择给对接系统的岗位。", field="role")
    for code in act_codes:
        act = grants.all_acts().get(code)
        if act is None:
            raise refuse("api.act", f"没有“{code}”这个可以授予的办理事项。", field="acts")
        if act.duty not in post.duties:
            raise refuse(
                "api.act_without_duty",
                f"“{post.name}”没有“{duty_name(act.duty)}”职责，不能授予“{act.name}”。",
                field="acts",
            )


def _roles_of(client: Client) -> list[str]:
    return list(client.user.appointments.valid(clock.today()).values_list("role", flat=True))


def _still_held(token: Token) -> list[str]:
    return sorted(set(token.duties) & set(holdings(token.client.user).paths))


def _check_until(valid_until: date) -> None:
    today = clock.today()
    if valid_until < today:
        raise refuse("api.until_past", "有效期不能早于今天。", field="valid_until")
    if valid_until > today + LONGEST:
        raise refuse(
            "api.until_far",
            f"令牌最长一年，请填{long_day(today + LONGEST)}或更早的日期，到期前换发。",
            basis="内部规定",
            field="valid_until",
        )


def _may_do(client: Client) -> str:
    named = "、".join(f"“{grants.name_of(code)}”" for code in client.acts)
    where = f"，只能从{'、'.join(client.networks)}使用" if client.networks else ""
    return f"可以读取并办理{named}{where}" if named else f"只能读取{where}"
