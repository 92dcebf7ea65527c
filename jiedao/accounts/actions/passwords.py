"""Opening accounts, changing and resetting passwords. Only hashes are kept."""

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from jiedao.access import leaving
from jiedao.accounts import passwords
from jiedao.accounts.access import demand_anywhere, demand_over
from jiedao.accounts.actions import devices
from jiedao.accounts.models import PasswordRecord
from jiedao.ledger import actions as ledger
from jiedao.ledger import acts
from jiedao.lib import clock
from jiedao.lib.refusals import FORBIDDEN, refuse
from jiedao.people import actions as people
from jiedao.people.models import Person, User

OPEN_ACCOUNT = acts.declare("access.open_account", "开通账号")
RESET_PASSWORD = acts.declare("accounts.reset_password", "重设密码")
CLOSE_ACCOUNT = acts.declare("accounts.close", "停用账号")
REOPEN_ACCOUNT = acts.declare("accounts.reopen", "恢复账号")


@transaction.atomic
def open_account(
    *, username: str, name: str, by: User, person: Person | None = None
) -> tuple[User, str]:
    """Give a colleague a log-in without any duty yet (开通账号), and a first password made at random.

    The password is told once, to who opens the account; it must be changed at the first sign-in.
    """
    unit = demand_anywhere(by, act="开通账号")
    if User.objects.filter(username=username).exists():
        raise refuse(
            "access.username", f"登录名“{username}”已经有人用了，请换一个。", field="username"
        )
    password = passwords.first(passwords.rules_for(None))
    account = people.open_account(username=username, name=name, password=password, person=person)
    _enter(account, by=by)
    words = f"为{name}开通账号“{username}”。"
    ledger.record(unit, act=OPEN_ACCOUNT, by=by, words=words, data={"user": account.pk})
    return account, password


@transaction.atomic
def change_password(user: User, *, password: str, but_device: str | None = None) -> User:
    """A person chooses a new password (修改密码); every other browser is signed out."""
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise refuse(
            "accounts.weak_password", "".join(weak.messages), field="new_password"
        ) from weak
    _set(user, password)
    _enter(user, by=user)
    devices.end_devices(user, but=but_device)
    return user


@transaction.atomic
def reset_password(user: User, *, by: User, reason: str) -> str:
    """Give a colleague who has forgotten it a first password again (重设密码); told once."""
    if user.pk == by.pk:
        raise refuse(
            "accounts.self", "自己的密码请在“我的账号”里修改，不能重设。", status=FORBIDDEN
        )
    unit = demand_over(user, by, act="重设密码")
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    password = passwords.first(passwords.rules_for(user))
    _set(user, password)
    _enter(user, by=by)
    devices.end_devices(user)
    words = f"重设{user}（{user.username}）的密码，首次登录时须修改。原因：{reason}"
    ledger.record(unit, act=RESET_PASSWORD, by=by, words=words, data={"user": user.pk})
    return password


@transaction.atomic
def close_account(user: User, *, by: User, reason: str) -> User:
    """Take an account out of use (停用账号): nobody can sign in with it; its records stay."""
    if user.pk == by.pk:
        raise refuse("accounts.self", "不能停用自己的账号。", status=FORBIDDEN)
    unit = demand_over(user, by, act="停用账号")
    if not User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        raise refuse("accounts.closed", "这个账号已经停用。")
    devices.end_devices(user)
    words = f"停用{user}的账号“{user.username}”。原因：{reason}"
    user.is_active = False
    leaving.changed(user)  # its dossiers are held before the unit, as in every act
    ledger.record(unit, act=CLOSE_ACCOUNT, by=by, words=words, data={"user": user.pk})
    return user


@transaction.atomic
def reopen_account(user: User, *, by: User, reason: str) -> User:
    """Put an account back into use (恢复账号)."""
    unit = demand_over(user, by, act="恢复账号")
    if not User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
        raise refuse("accounts.open", "这个账号在用，不用恢复。")
    words = f"恢复{user}的账号“{user.username}”。原因：{reason}"
    user.is_active = True
    leaving.changed(user)
    ledger.record(unit, act=REOPEN_ACCOUNT, by=by, words=words, data={"user": user.pk})
    return user


def _set(user: User, password: str) -> None:
    user.password = make_password(password)
    user.save(update_fields=["password"])


def _enter(user: User, *, by: User) -> None:
    PasswordRecord.objects.create(user=user, encoded=user.password, set_at=clock.now(), set_by=by)
