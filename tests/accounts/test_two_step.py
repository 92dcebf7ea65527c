"""The second step: taking it up, using it, losing the telephone; and confirming before an act."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django_otp.oath import TOTP
from openpyxl import load_workbook

from jiedao.access import roles
from jiedao.access.duties import all_duties
from jiedao.accounts.actions import two_step
from jiedao.accounts.codes import offer, secret_in
from jiedao.accounts.models import Authenticator, RecoveryCode, SignIn
from jiedao.accounts.states import Outcome
from jiedao.ledger.models import Entry
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User
from tests.conftest import PASSWORD, Office, _someone, _unit
from tests.support import statements

ClientOf = Callable[[User], Client]
SIGN_IN, CODE = "/office/sign-in/", "/office/sign-in/code/"
ENROL, OWN = "/office/sign-in/two-step/", "/office/account/two-step/"
LOG = "/office/sign-ins/"
HALF_MINUTE = timedelta(seconds=31)


def code_of(secret: bytes) -> str:
    """What the telephone shows now."""
    shown = TOTP(secret)
    shown.time = clock.wall().timestamp()
    return f"{shown.token():06d}"


def taken_up(user: User) -> tuple[bytes, list[str]]:
    """A person with the second step, the telephone's secret and the codes on paper."""
    secret = bytes(range(20))
    with clock.after(-4 * HALF_MINUTE):
        return secret, two_step.enrol(user, secret=secret, code=code_of(secret))


def sign_in(client: Client, username: str, onward: str = "") -> Any:
    data = {"username": username, "password": PASSWORD, "next": onward}
    return client.post(SIGN_IN, data)


def secret_on(page: str, user: User) -> tuple[str, bytes]:
    token = page.split('name="secret_token" value="')[1].split('"')[0]
    return token, secret_in(token, user)


def test_what_is_sensitive_stands_in_the_table_of_roles() -> None:
    assert set(roles.sensitive_duties()) <= set(all_duties())
    asked = set(roles.sensitive_roles())
    assert {"party_secretary", "system_admin", "security_admin", "audit_admin"} <= asked
    assert "community_worker" not in asked


def test_one_takes_up_the_second_step_with_a_telephone(
    sun_worker: User, client_of: ClientOf
) -> None:
    client = client_of(sun_worker)
    page = client.get(OWN).content.decode()
    assert 'src="data:image/svg+xml' in page
    token, secret = secret_on(page, sun_worker)
    wrong = client.post(OWN, {"secret_token": token, "code": "000000"})
    assert wrong.status_code == 422
    assert secret_on(wrong.content.decode(), sun_worker)[1] == secret
    done = client.post(OWN, {"secret_token": token, "code": code_of(secret)})
    assert "no-store" in done.headers["Cache-Control"]
    assert done.content.decode().count("<li>") == 8
    kept = Authenticator.objects.get(user=sun_worker)
    assert secret.hex() not in kept.secret
    assert "已启用，还有8个备用码" in client.get("/office/account/").content.decode()


def test_a_secret_made_for_somebody_else_is_not_taken(
    sun_worker: User, zhao_chair: User, client_of: ClientOf
) -> None:
    token = offer(zhao_chair).token
    secret = secret_in(token, zhao_chair)
    answer = client_of(sun_worker).post(OWN, {"secret_token": token, "code": code_of(secret)})
    assert "重新扫码" in answer.content.decode()


def test_signing_in_then_needs_the_code_and_each_works_once(sun_worker: User) -> None:
    secret, _ = taken_up(sun_worker)
    client = Client()
    answer = sign_in(client, "sun", "/office/search/")
    assert answer.headers["Location"] == f"{CODE}?next=%2Foffice%2Fsearch%2F"
    assert client.get("/office/").status_code == 302
    code = code_of(secret)
    done = client.post(CODE, {"code": code, "next": "/office/search/"})
    assert done.headers["Location"] == "/office/search/"
    assert client.get("/office/").status_code == 200
    second = Client()
    sign_in(second, "sun")
    again = second.post(CODE, {"code": code})
    assert "验证码不对或已经过期" in again.content.decode()
    assert SignIn.objects.first().outcome == Outcome.WRONG_CODE


def test_after_a_wrong_code_one_waits_a_moment(sun_worker: User) -> None:
    secret, _ = taken_up(sun_worker)
    client = Client()
    sign_in(client, "sun")
    client.post(CODE, {"code": "000000"})
    assert "请等" in client.post(CODE, {"code": code_of(secret)}).content.decode()


def test_a_code_from_the_paper_works_once(sun_worker: User) -> None:
    _, paper = taken_up(sun_worker)
    for status in (302, 422):
        client = Client()
        sign_in(client, "sun")
        assert client.post(CODE, {"code": paper[0].lower().replace("-", "")}).status_code == status
    assert RecoveryCode.objects.filter(used_at__isnull=True).count() == 7
    assert paper[1] not in str(RecoveryCode.objects.values_list())


def test_new_codes_on_paper_make_the_old_ones_worthless(
    sun_worker: User, client_of: ClientOf
) -> None:
    _, paper = taken_up(sun_worker)
    made = client_of(sun_worker).post(f"{OWN}codes/").content.decode()
    assert made.count("<li>") == 8
    assert not any(code in made for code in paper)
    assert two_step.check(sun_worker, code=paper[0])


def test_who_holds_sensitive_duties_takes_it_up_before_getting_in(
    security_admin: User, sun_worker: User, settings: Any
) -> None:
    settings.REQUIRE_TOTP = True
    assert sign_in(Client(), "sun").headers["Location"] == "/office/"
    client = Client()
    assert sign_in(client, "anquan").headers["Location"].startswith(ENROL)
    assert client.get("/office/").status_code == 302
    page = client.get(ENROL).content.decode()
    assert "您的岗位有敏感职责" in page
    token, secret = secret_on(page, security_admin)
    done = client.post(ENROL, {"secret_token": token, "code": code_of(secret)})
    assert "请保存备用码" in done.content.decode()
    assert client.get("/office/").status_code == 200
    with pytest.raises(Refused, match="必须两步验证"):
        two_step.give_up(security_admin)


def test_who_need_not_may_give_it_up_again(sun_worker: User, client_of: ClientOf) -> None:
    taken_up(sun_worker)
    answer = client_of(sun_worker).post(f"{OWN}give-up/", follow=True)
    assert "两步验证已停用" in answer.content.decode()
    assert Authenticator.objects.get(user=sun_worker).secret == ""
    assert sign_in(Client(), "sun").headers["Location"] == "/office/"


def test_a_lost_telephone_is_taken_off_by_the_security_administrator(
    office: Office, zhao_chair: User, security_admin: User, client_of: ClientOf
) -> None:
    taken_up(zhao_chair)
    at_work = client_of(zhao_chair)
    admin = client_of(security_admin)
    assert "停用两步验证" in admin.get("/office/accounts/").content.decode()
    page = f"/office/accounts/{zhao_chair.pk}/remove-two-step/"
    assert admin.post(page, {"reason": "手机丢失，当面核对"}).status_code == 302
    assert at_work.get("/office/").status_code == 302
    assert sign_in(Client(), "zhao").headers["Location"] == "/office/"
    words = Entry.objects.filter(unit=office.a).latest("id").words
    assert "停用赵丽华（zhao）的两步验证" in words
    again = admin.post(page, {"reason": "再来一次"}).content.decode()
    assert "没有启用两步验证，不用停用" in again


def test_nobody_takes_off_the_own_second_step_as_administrator(security_admin: User) -> None:
    taken_up(security_admin)
    with pytest.raises(Refused, match="另一名安全管理员"):
        two_step.remove_two_step(security_admin, by=security_admin, reason="图方便")


# --- confirming before a sensitive act ------------------------------------------------------------


def test_the_log_leaves_the_portal_only_after_confirming_again(
    audit_admin: User, client_of: ClientOf
) -> None:
    client = client_of(audit_admin)
    assert client.get(f"{LOG}export/").status_code == 200
    with clock.after(timedelta(minutes=16)):
        asked = client.get(f"{LOG}export/?outcome=failed")
        confirm = asked.headers["Location"]
        assert confirm.startswith("/office/account/confirm/?next=")
        page = client.get(confirm).content.decode()
        assert "请确认是您本人" in page
        onward = {"next": f"{LOG}export/?outcome=failed"}
        wrong = client.post(confirm, {"own_password": "guess", **onward}).content.decode()
        assert "密码不对" in wrong
        done = client.post(confirm, {"own_password": PASSWORD, **onward})
        assert done.headers["Location"] == onward["next"]
        assert client.get(onward["next"]).status_code == 200


def test_who_has_a_telephone_confirms_with_its_code(audit_admin: User, client_of: ClientOf) -> None:
    secret, _ = taken_up(audit_admin)
    client = client_of(audit_admin)
    with clock.after(timedelta(minutes=16)):
        assert client.get(f"{LOG}export/").status_code == 302
        done = client.post(
            "/office/account/confirm/", {"code": code_of(secret), "next": f"{LOG}export/"}
        )
        assert done.headers["Location"] == f"{LOG}export/"
        assert client.get(f"{LOG}export/").status_code == 200


def test_what_was_typed_comes_back_after_confirming(
    zhao_chair: User, security_admin: User, client_of: ClientOf
) -> None:
    client = client_of(security_admin)
    page = f"/office/accounts/{zhao_chair.pk}/reset-password/"
    with clock.after(timedelta(minutes=16)):
        sent = client.post(
            page, {"reason": "本人到窗口核对身份"}, headers={"referer": f"http://testserver{page}"}
        )
        confirm = sent.headers["Location"]
        back = client.post(confirm, {"own_password": PASSWORD}).headers["Location"]
        assert back.startswith(page)
        form = client.get(back).content.decode()
        assert "本人到窗口核对身份" in form
        assert "已经填回" in form


def test_confirming_wrongly_too_often_makes_one_wait(
    audit_admin: User, client_of: ClientOf
) -> None:
    client = client_of(audit_admin)
    for _ in range(5):
        client.post("/office/account/confirm/", {"own_password": "guess"})
    held = client.post("/office/account/confirm/", {"own_password": PASSWORD}).content.decode()
    assert "连续输错次数过多" in held


# --- the auditor's list ---------------------------------------------------------------------------


def test_the_auditor_reads_filters_and_exports_the_log(
    zhao_chair: User, audit_admin: User, client_of: ClientOf
) -> None:
    stranger = Client(REMOTE_ADDR="203.0.113.9")
    stranger.post(SIGN_IN, {"username": "zhao", "password": "guess"})
    stranger.post(SIGN_IN, {"username": "no-such-name", "password": "guess"})
    sign_in(Client(), "zhao")
    auditor = client_of(audit_admin)
    page = auditor.get(LOG).content.decode()
    assert "203.0.113.9" in page
    assert "没有这个登录名" in page
    assert "no-such-name" not in page
    failed = auditor.get(f"{LOG}?outcome=failed&q=zhao").content.decode()
    assert failed.count("密码不对</span>") == 1
    assert "登录成功</span>" not in failed
    day = f"{clock.day_of(clock.wall() + timedelta(days=1)):%Y-%m-%d}"
    assert "没有这样的登录记录" in auditor.get(f"{LOG}?since={day}").content.decode()
    rows = load_workbook(BytesIO(auditor.get(f"{LOG}export/").content)).active
    assert rows is not None
    assert [row[1].value for row in rows.iter_rows(min_row=2)] == [
        "赵丽华（zhao）",
        "没有这个登录名",
        "赵丽华（zhao）",
    ]


def test_an_auditor_of_one_street_does_not_read_another_street(
    zhao_chair: User, office: Office, client_of: ClientOf
) -> None:
    sign_in(Client(), "zhao")
    elsewhere = _unit("410105002", "花园路街道", "花园路街道", UnitLevel.STREET, office.district)
    auditor = client_of(_someone("jieshen", "街道审计员", elsewhere, "audit_admin"))
    assert "赵丽华" not in auditor.get(LOG).content.decode()


def test_the_log_costs_the_same_for_few_and_many(audit_admin: User, client_of: ClientOf) -> None:
    auditor = client_of(audit_admin)
    few = statements(lambda: auditor.get(LOG))
    for number in range(30):
        Client().post(SIGN_IN, {"username": f"nobody{number}", "password": "guess"})
    assert statements(lambda: auditor.get(LOG)) == few
    assert few <= 12
