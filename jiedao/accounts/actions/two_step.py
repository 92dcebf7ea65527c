"""The second step at sign-in: taking it up, checking a code, giving it up."""

from django.conf import settings
from django.db import transaction

from jiedao.access.selectors import has_sensitive_post
from jiedao.accounts import codes
from jiedao.accounts.access import demand_over
from jiedao.accounts.actions import devices
from jiedao.accounts.models import Authenticator, RecoveryCode
from jiedao.ledger import actions as ledger
from jiedao.ledger import acts
from jiedao.lib import clock
from jiedao.lib.codes import check_code, normalise
from jiedao.lib.refusals import FORBIDDEN, refuse
from jiedao.people.models import User
from jiedao.personal import sealing

REMOVE = acts.declare("accounts.remove_two_step", "停用两步验证")
WRONG = "验证码不对或已经过期，请输入手机上现在显示的6位数字；手机的时间要准。"


def is_required(user: User) -> bool:
    """Whether this person may not sign in without a second step (敏感职责)."""
    return settings.REQUIRE_TOTP and has_sensitive_post(user)


@transaction.atomic
def enrol(user: User, *, secret: bytes, code: str) -> list[str]:
    """Take up the second step with a telephone that shows the right code (启用两步验证).

    Returns the recovery codes, which are told once. A telephone used before is given up.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    period = codes.period_of(secret, code, after=-1) if secret else None
    if period is None:
        raise refuse("accounts.wrong_code", codes_wrong(secret), field="code")
    _remove(user, by=user)
    Authenticator.objects.create(
        user=user,
        name="手机验证器",
        secret=sealing.seal(secret.hex(), place=codes.PLACE),
        last_t=period,
        added_at=clock.now(),
        added_by=user,
    )
    return _new_recovery_codes(user)


def codes_wrong(secret: bytes) -> str:
    """Why a telephone could not be taken up."""
    return (
        WRONG
        if secret
        else "这一页打开得太久，密钥已换新，请在手机上删掉刚才添加的一项，重新扫码。"
    )


@transaction.atomic
def check(user: User, *, code: str) -> str:
    """Whether a code is right: empty, or the sentence to show. Counts, so it never refuses."""
    held = Authenticator.objects.select_for_update(no_key=True, of=("self",))
    authenticator = held.filter(user=user, removed_at__isnull=True).first()
    if authenticator is None:
        return "这个账号没有启用两步验证。"
    wait = codes.wait_of(authenticator)
    if wait:
        return f"刚才输错了，请等{wait}秒再输入。"
    secret = codes.secret_of(authenticator)
    period = codes.period_of(secret, code, after=authenticator.last_t)
    if period is None and not _use_recovery_code(user, code):
        authenticator.throttle_increment(commit=False)
        authenticator.save(
            update_fields=["throttling_failure_timestamp", "throttling_failure_count"]
        )
        return WRONG
    authenticator.throttle_reset(commit=False)
    authenticator.last_t = period if period is not None else authenticator.last_t
    authenticator.save(
        update_fields=["throttling_failure_timestamp", "throttling_failure_count", "last_t"]
    )
    return ""


def _use_recovery_code(user: User, typed: str) -> bool:
    try:
        code = normalise(typed)
    except ValueError:
        return False
    unused = RecoveryCode.objects.filter(user=user, digest=codes.digest_of(user, code))
    return bool(unused.filter(used_at__isnull=True).update(used_at=clock.now(), used_by=user))


@transaction.atomic
def renew_recovery_codes(user: User) -> list[str]:
    """New codes on paper; the old ones are worth nothing from now on (重新生成备用码)."""
    if codes.authenticator_of(user) is None:
        raise refuse("accounts.no_two_step", "还没有启用两步验证，不用备用码。")
    return _new_recovery_codes(user)


def _new_recovery_codes(user: User) -> list[str]:
    now = clock.now()
    RecoveryCode.objects.filter(user=user, used_at__isnull=True).update(used_at=now, used_by=user)
    made = [check_code() for _ in range(codes.RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, digest=codes.digest_of(user, code), made_at=now, made_by=user)
        for code in made
    )
    return made


@transaction.atomic
def give_up(user: User) -> None:
    """A person without sensitive duties stops using the second step (停用两步验证)."""
    if is_required(user):
        raise refuse(
            "accounts.two_step_required",
            "您的岗位有敏感职责，登录必须两步验证，不能停用。换手机请点“换一部手机”。",
            status=FORBIDDEN,
        )
    _remove(user, by=user)


@transaction.atomic
def remove_two_step(user: User, *, by: User, reason: str) -> User:
    """A colleague has lost telephone and paper: the second step is taken off (停用两步验证)."""
    if user.pk == by.pk:
        raise refuse("accounts.self", "自己的两步验证请由另一名安全管理员停用。", status=FORBIDDEN)
    unit = demand_over(user, by, act="停用两步验证")
    if not _remove(user, by=by):
        raise refuse("accounts.no_two_step", "这个账号没有启用两步验证，不用停用。")
    devices.end_devices(user)
    words = f"停用{user}（{user.username}）的两步验证，下次登录须重新启用。原因：{reason}"
    ledger.record(unit, act=REMOVE, by=by, words=words, data={"user": user.pk})
    return user


def _remove(user: User, *, by: User) -> bool:
    now = clock.now()
    RecoveryCode.objects.filter(user=user, used_at__isnull=True).update(used_at=now, used_by=by)
    running = Authenticator.objects.filter(user=user, removed_at__isnull=True)
    return bool(running.update(removed_at=now, removed_by=by, secret="", confirmed=False))
