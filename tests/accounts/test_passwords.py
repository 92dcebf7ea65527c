"""Passwords: what they must be like, first ones, old ones, and the accounts they open."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from jiedao.access import selectors as access
from jiedao.accounts.actions import passwords
from jiedao.accounts.actions.passwords import change_password, open_account, reset_password
from jiedao.accounts.passwords import first, rules_for
from jiedao.ledger.models import Entry
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.organisation.states import UnitLevel
from jiedao.people.actions import system
from jiedao.people.models import User
from jiedao.rulebooks import actions as rulebooks
from jiedao.web.duties import OfficeDuty, holds
from tests.conftest import PASSWORD, Office, _someone, _unit

ClientOf = Callable[[User], Client]
NEW, NEWER = "Plum-river-41-stone", "Lamp-cloud-52-field"
SIGN_IN, FIRST = "/office/sign-in/", "/office/sign-in/password/"


def sign_in(client: Client, username: str, password: str, onward: str = ""):
    data = {"username": username, "password": password, "next": onward}
    return client.post(SIGN_IN, data)


def twice(password: str) -> dict[str, str]:
    return {"new_password": password, "again_password": password}


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("Ab1-xyz", "至少10位，现在是7位"),
        ("clear-water-bridge", "现在用了2种，还可以加：大写字母、数字"),
        ("Hello-zhao-2026", "不能有您的登录名、姓名"),
        ("Zhaolihua-2026", "姓名的拼音"),
        (PASSWORD, "最近5次里用过"),
    ],
)
def test_a_weak_password_is_refused_with_what_is_missing(
    zhao_chair: User, password: str, said: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password, zhao_chair)
    assert said in "".join(refused.value.messages)


def test_a_common_password_is_refused(zhao_chair: User) -> None:
    with pytest.raises(ValidationError, match="太常见"):
        validate_password("password123", zhao_chair)


def test_none_of_the_last_five_passwords_is_used_again(zhao_chair: User) -> None:
    used = [f"Plum-river-4{number}-stone" for number in range(6)]
    for password in used:
        zhao_chair = change_password(zhao_chair, password=password)
    for password in used[1:]:
        with pytest.raises(Refused, match="最近5次里用过"):
            change_password(zhao_chair, password=password)
    assert change_password(zhao_chair, password=used[0]).check_password(used[0])


def test_a_street_may_ask_for_longer_passwords(office: Office, zhao_chair: User) -> None:
    rulebooks.set_local_rule(
        office.street,
        book="accounts",
        key="password_length",
        value=24,
        in_force=clock.today(),
        document="经八路街道账号管理办法",
        document_on=clock.today(),
        by=system(),
    )
    with pytest.raises(ValidationError, match="至少24位"):
        validate_password(NEW, zhao_chair)
    assert len(first(rules_for(zhao_chair))) >= 24


def test_first_passwords_satisfy_the_rules_and_differ(zhao_chair: User) -> None:
    made = {first(rules_for(None)) for _ in range(200)}
    assert len(made) == 200
    for password in made:
        validate_password(password, zhao_chair)


def test_a_new_account_has_a_random_password_and_no_duty(
    office: Office, security_admin: User, zhao_chair: User
) -> None:
    account, password = open_account(username="wangfang", name="王芳", by=security_admin)
    other, second = open_account(username="liming", name="李明", by=security_admin)
    assert account.check_password(password)
    assert password != second
    assert other.pk != account.pk
    assert not access.holdings(account).paths
    assert not holds(account, OfficeDuty.APPOINT)
    assert password not in "".join(entry.body for entry in Entry.objects.all())
    with pytest.raises(Refused, match="已经有人用了"):
        open_account(username="liming", name="李明", by=security_admin)
    with pytest.raises(Refused, match="不能开通账号"):
        open_account(username="x", name="x", by=zhao_chair)


def test_a_first_password_is_changed_before_anything_else(
    zhao_chair: User, security_admin: User, client: Client
) -> None:
    given = reset_password(zhao_chair, by=security_admin, reason="本人到窗口申请")
    answer = sign_in(client, "zhao", given, "/office/search/")
    assert answer.headers["Location"] == f"{FIRST}?next=%2Foffice%2Fsearch%2F"
    # Half-way in one is nobody: to the pages and to the programs alike.
    assert client.get("/office/").status_code == 302
    assert client.get("/api/v1/me/").status_code == 401
    page = client.get(answer.headers["Location"]).content.decode()
    assert "初始密码，请先换成只有您自己知道的密码" in page

    differing = twice(NEW) | {"again_password": NEWER, "next": "/office/search/"}
    assert "两次输入的新密码不一样" in client.post(FIRST, differing).content.decode()
    weak = client.post(FIRST, twice("short") | {"next": "/office/search/"})
    assert weak.status_code == 422
    assert "至少10位" in weak.content.decode()
    done = client.post(FIRST, twice(NEW) | {"next": "/office/search/"})
    assert done.headers["Location"] == "/office/search/"
    assert "密码已经换好" in client.get("/office/search/").content.decode()
    assert sign_in(Client(), "zhao", NEW).headers["Location"] == "/office/"


def test_the_step_between_is_open_for_a_quarter_of_an_hour_only(
    zhao_chair: User, security_admin: User, client: Client
) -> None:
    given = reset_password(zhao_chair, by=security_admin, reason="本人到窗口申请")
    sign_in(client, "zhao", given)
    with clock.after(timedelta(minutes=16)):
        answer = client.post(FIRST, twice(NEW))
        assert answer.headers["Location"].startswith(SIGN_IN)
        assert "请从登录名和密码重新开始" in client.get(SIGN_IN).content.decode()


def test_a_password_reset_again_ends_the_step_between(
    zhao_chair: User, security_admin: User, client: Client
) -> None:
    sign_in(client, "zhao", reset_password(zhao_chair, by=security_admin, reason="第一次"))
    reset_password(zhao_chair, by=security_admin, reason="抄错了")
    assert client.post(FIRST, twice(NEW)).headers["Location"].startswith(SIGN_IN)


def test_after_ninety_days_a_new_password_is_asked_for(zhao_chair: User, client: Client) -> None:
    change_password(zhao_chair, password=NEW)
    with clock.moved_to(clock.now() + timedelta(days=90)):
        assert sign_in(client, "zhao", NEW).headers["Location"] == "/office/"
        client.post("/office/sign-out/")
    with clock.moved_to(clock.now() + timedelta(days=91)):
        answer = sign_in(client, "zhao", NEW)
        assert answer.headers["Location"].startswith(FIRST)
        assert "已经用了91天，超过90天" in client.get(FIRST).content.decode()


def test_changing_the_password_needs_the_old_one_and_ends_the_other_browsers(
    zhao_chair: User,
) -> None:
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        sign_in(client, "zhao", PASSWORD)
    page = "/office/account/password/"
    wrong = here.post(page, twice(NEW) | {"old_password": "guessed"})
    assert "现在的密码不对" in wrong.content.decode()
    assert elsewhere.get("/office/").status_code == 200
    done = here.post(page, twice(NEW) | {"old_password": PASSWORD}, follow=True)
    assert "其他设备已经退出" in done.content.decode()
    assert elsewhere.get("/office/").status_code == 302
    assert here.get("/office/").status_code == 200


def test_a_reset_is_told_once_ends_the_sign_ins_and_stands_in_the_ledger(
    office: Office, zhao_chair: User, security_admin: User, client_of: ClientOf
) -> None:
    signed_in = client_of(zhao_chair)
    page = f"/office/accounts/{zhao_chair.pk}/reset-password/"
    admin = client_of(security_admin)
    assert "请写明原因" in admin.post(page, {"reason": ""}).content.decode()
    answer = admin.post(page, {"reason": "本人到窗口核对身份后申请"})
    assert answer.headers["Cache-Control"] == "no-store"
    assert "离开这一页就再也看不到" in answer.content.decode()
    assert signed_in.get("/office/").status_code == 302
    entry = Entry.objects.filter(unit=office.a).latest("id")
    assert (
        entry.words == "重设赵丽华（zhao）的密码，首次登录时须修改。原因：本人到窗口核对身份后申请"
    )


def test_nobody_resets_the_own_password_or_closes_the_own_account(security_admin: User) -> None:
    with pytest.raises(Refused, match="我的账号"):
        reset_password(security_admin, by=security_admin, reason="忘了")
    with pytest.raises(Refused, match="不能停用自己"):
        passwords.close_account(security_admin, by=security_admin, reason="试试")


def test_a_closed_account_cannot_sign_in_until_it_is_reopened(
    zhao_chair: User, security_admin: User, client_of: ClientOf
) -> None:
    at_work, admin = client_of(zhao_chair), client_of(security_admin)
    url = f"/office/accounts/{zhao_chair.pk}/"
    assert admin.post(f"{url}close/", {"reason": "调出"}).status_code == 302
    assert at_work.get("/office/").status_code == 302
    assert sign_in(Client(), "zhao", PASSWORD).status_code == 200
    assert "恢复" in admin.get("/office/accounts/?state=closed").content.decode()
    assert admin.post(f"{url}reopen/", {"reason": "调回"}).status_code == 302
    assert sign_in(Client(), "zhao", PASSWORD).status_code == 302


def test_a_security_administrator_answers_for_the_own_units_only(
    office: Office, sun_worker: User, client_of: ClientOf
) -> None:
    elsewhere = _unit("410105002", "花园路街道", "花园路街道", UnitLevel.STREET, office.district)
    admin = _someone("jiean", "街道安全员", office.street, "security_admin")
    stranger = _someone("hua", "花小路", elsewhere, "officer")
    page = client_of(admin)
    assert page.get(f"/office/accounts/{sun_worker.pk}/unlock/").status_code == 200
    listed = page.get("/office/accounts/").content.decode()
    assert "孙红霞" in listed
    assert "花小路" not in listed
    assert page.get(f"/office/accounts/{stranger.pk}/unlock/").status_code == 404
    with pytest.raises(Refused, match="不能重设密码"):
        reset_password(stranger, by=admin, reason="越权")
