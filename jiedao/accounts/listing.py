"""The accounts a security administrator answers for: who is in use, who is held, who never came."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from jiedao.access import selectors as access
from jiedao.access.roles import sensitive_roles
from jiedao.accounts.access import within_reach
from jiedao.accounts.models import Authenticator, PasswordRecord, SignIn
from jiedao.accounts.states import Outcome
from jiedao.lib import clock
from jiedao.people.models import User

PAGE, COUNTED = 30, 1000
ALL, HELD, FIRST, NO_POST, CLOSED = "all", "held", "first", "no_post", "closed"
NO_TWO_STEP = "no_two_step"
STATES = {
    HELD: "输错过多，暂停登录",
    FIRST: "初始密码还没改",
    NO_POST: "没有在任岗位",
    CLOSED: "已停用",
    NO_TWO_STEP: "应启用两步验证，还没有",
}
IN_USE = "在用"
_CHIPS = {HELD: "late", FIRST: "soon", NO_POST: "soon", CLOSED: "", IN_USE: "ok"}


@dataclass(frozen=True)
class Asked:
    """How the list is narrowed."""

    q: str = ""
    state: str = ALL
    after: int = 0


@dataclass(frozen=True)
class AccountLine:
    """An account as the list shows it."""

    account: User
    posts: str
    state: str
    word: str
    chip: str
    has_two_step: bool
    two_step: str
    last_signed_in: datetime | None


@dataclass(frozen=True)
class Listed:
    """A page of accounts; `after` leads to the next."""

    rows: list[AccountLine]
    words: str
    after: int = 0


def narrowed(by: User, asked: Asked) -> QuerySet[User]:
    """The accounts asked for, newest first, each with what its state is told from."""
    tried = SignIn.objects.filter(user=OuterRef("pk")).order_by("-id")
    held_since = clock.wall() - timedelta(days=1)
    newest_password = PasswordRecord.objects.filter(user=OuterRef("pk")).order_by("-id")
    rows = (
        within_reach(by)
        .annotate(
            newest_outcome=Subquery(tried.values("outcome")[:1]),
            newest_at=Subquery(tried.values("at")[:1]),
            last_signed_in=Subquery(tried.filter(outcome=Outcome.SIGNED_IN).values("at")[:1]),
            set_by=Subquery(newest_password.values("set_by")[:1]),
            has_two_step=Exists(
                Authenticator.objects.filter(user=OuterRef("pk"), removed_at__isnull=True)
            ),
            is_sensitive=Exists(
                access.valid_posts().filter(user=OuterRef("pk"), role__in=sensitive_roles())
            ),
            has_post=Exists(access.valid_posts().filter(user=OuterRef("pk"))),
        )
        .order_by("-id")
    )
    if asked.state == HELD:
        rows = rows.filter(newest_outcome=Outcome.HELD, newest_at__gt=held_since)
    elif asked.state == FIRST:
        rows = rows.filter(set_by__isnull=False).exclude(set_by=F("pk"))
    elif asked.state == NO_POST:
        rows = rows.filter(has_post=False, is_active=True)
    elif asked.state == NO_TWO_STEP:
        rows = rows.filter(is_sensitive=True, has_two_step=False, is_active=True)
    elif asked.state == CLOSED:
        rows = rows.filter(is_active=False)
    if asked.q:
        rows = rows.filter(Q(name__icontains=asked.q) | Q(username=asked.q))
    return rows


def listed(by: User, asked: Asked) -> Listed:
    """One page of the list; counting stops at a thousand."""
    rows = narrowed(by, asked)
    total = rows.order_by().values("pk")[: COUNTED + 1].count()
    if asked.after:
        rows = rows.filter(pk__lt=asked.after)
    found = list(rows[: PAGE + 1])
    said = f"共{total}个" if total <= COUNTED else f"共{COUNTED}个以上"
    lines = lines_of(found[:PAGE])
    return Listed(lines, said, found[PAGE - 1].pk if len(found) > PAGE else 0)


def lines_of(accounts: list[User]) -> list[AccountLine]:
    """The lines of some accounts, their posts read together."""
    posts = access.posts_by_user(accounts)
    return [_line(account, posts.get(account.pk, [])) for account in accounts]


def _line(account: User, posts: list[str]) -> AccountLine:
    state = _state(account)
    return AccountLine(
        account,
        "、".join(posts) or "—",
        state,
        STATES.get(state, IN_USE),
        _CHIPS[state],
        vars(account)["has_two_step"],
        _two_step(account),
        getattr(account, "last_signed_in", None),
    )


def _two_step(account: User) -> str:
    told = vars(account)
    if told["has_two_step"]:
        return "已启用"
    return "应启用，还没有" if told["is_sensitive"] else "—"


def _state(account: User) -> str:
    told = vars(account)  # the annotations of `narrowed`
    if not account.is_active:
        return CLOSED
    held = told["newest_outcome"] == Outcome.HELD
    if held and told["newest_at"] > clock.wall() - timedelta(days=1):
        return HELD
    if not told["has_post"]:
        return NO_POST
    if told["set_by"] is not None and told["set_by"] != account.pk:
        return FIRST
    return IN_USE
