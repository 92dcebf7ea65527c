"""Other systems: a token shown once, narrow duties, granted acts only, slowed down, ended at once."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client as Browser
from rest_framework.test import APIClient

from jiedao.access import actions as access
from jiedao.api import actions
from jiedao.api.models import Client, Token
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.people import actions as people
from jiedao.people.models import User, UserKind
from tests.api.machines import DRAFT, opened, program, token_for
from tests.conftest import PASSWORD, Office
from tests.decisions.programs import ALL, MOTION
from tests.support import statements

ME = "/api/v1/me/"
SignedIn = Callable[[User], Browser]


@pytest.fixture
def hotline(office: Office, security_admin: User) -> Client:
    return opened(security_admin, office.street)


@pytest.fixture
def text(hotline: Client, security_admin: User) -> str:
    return token_for(hotline, security_admin)


# --- what a token opens -----------------------------------------------------------------------------


def test_a_system_reads_by_its_duties_and_says_who_it_is(text: str) -> None:
    said = program(text).get(ME).json()
    assert said["name"] == "市12345热线"
    assert [post["role"] for post in said["posts"]] == ["hotline"]
    assert program(text).get(ALL).status_code == 200


def test_a_token_uses_only_the_duties_it_names(hotline: Client, security_admin: User) -> None:
    narrow = program(token_for(hotline, security_admin, "decisions_view"))
    assert [duty["code"] for duty in narrow.get(ME).json()["duties"]] == ["decisions_view"]
    answer = narrow.post(ALL, MOTION, format="json")
    assert answer.status_code == 403
    assert answer.json()["code"] == "matter.no_duty"


def test_the_hotline_hands_in_a_motion_in_its_own_name(text: str, office: Office) -> None:
    answer = program(text).post(ALL, MOTION | {"origin": "hotline"}, format="json")
    assert answer.status_code == 201, answer.json()
    line = timeline_of(answer.json()["number"])[0]
    assert line["by"] == "市12345热线"


def timeline_of(number: str) -> Any:
    """The ledger of a matter as somebody of the district's platform reads it."""
    reader = APIClient()
    reader.force_authenticate(User.objects.get(username="hotline"))
    return reader.get(f"{ALL}{number}/timeline/").json()["results"]


def test_what_was_not_granted_is_refused_in_words(
    hotline: Client, text: str, security_admin: User
) -> None:
    actions.change_client(hotline, by=security_admin, act_codes=[], networks=[], per_minute=60)
    answer = program(text).post(ALL, MOTION, format="json")
    assert (answer.status_code, answer.json()["code"]) == (403, "api.not_granted")
    assert "登记动议" in answer.json()["reason"]


def test_what_only_people_do_cannot_be_granted_at_all(
    hotline: Client, text: str, security_admin: User
) -> None:
    number = program(text).post(ALL, MOTION, format="json").json()["number"]
    for step in ("consult", "resolve", "publish-resolution", "archive"):
        answer = program(text).post(f"{ALL}{number}/{step}/", {}, format="json")
        assert (answer.status_code, answer.json()["code"]) == (403, "api.machine_reads")
    with pytest.raises(Refused, match=r"没有“matter\.resolve”"):
        actions.change_client(
            hotline, by=security_admin, act_codes=["matter.resolve"], networks=[], per_minute=60
        )


def test_an_act_without_its_duty_is_not_granted(office: Office, security_admin: User) -> None:
    with pytest.raises(Refused, match="不能授予“登记动议”"):
        opened(security_admin, office.street, role="exchange")


# --- what a token does not open ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "header",
    [
        "Bearer",
        "Bearer ",
        "Bearer a b",
        "Bearer jd_00000000_x",
        "bearer 令牌",
        "Bearer " + "x" * 9000,
    ],
)
def test_a_wrong_token_is_told_so_and_how_to_prove_oneself(
    db: None, header: str, client: Browser
) -> None:
    answer = client.get(ME, headers={"Authorization": header.encode().decode("latin-1")})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "令牌" in answer.json()["reason"]


def test_a_token_ends_with_its_day_its_revocation_and_its_client(
    hotline: Client, security_admin: User
) -> None:
    first, second = (token_for(hotline, security_admin) for _ in range(2))
    with clock.moved_to(clock.today() + timedelta(days=91)):
        answer = program(first).get(ME)
        assert (answer.status_code, "有效期到" in answer.json()["reason"]) == (401, True)
    oldest = hotline.tokens.last()
    assert oldest
    actions.revoke_token(oldest, by=security_admin, reason="可能泄露")
    assert program(first).get(ME).status_code == 401
    assert program(second).get(ME).status_code == 200
    actions.close_client(hotline, by=security_admin, reason="系统下线")
    assert program(second).get(ME).status_code == 401
    with pytest.raises(Refused, match="已经停用"):
        token_for(hotline, security_admin)


def test_who_loses_the_appointment_sees_nothing_more(
    hotline: Client, text: str, security_admin: User
) -> None:
    post = hotline.user.appointments.get()
    access.dismiss(post, by=security_admin, ends_on=clock.today(), reason="协议到期")
    assert program(text).get(ME).json()["duties"] == []


@pytest.mark.parametrize(
    ("address", "status"), [("10.20.3.4", 200), ("10.21.0.1", 401), ("::1", 401)]
)
def test_a_token_is_taken_only_from_the_networks_named(
    hotline: Client, text: str, security_admin: User, address: str, status: int
) -> None:
    networks = ["10.20.0.0/16", "2408:8207::/32"]
    actions.change_client(
        hotline, by=security_admin, act_codes=[], networks=networks, per_minute=60
    )
    assert program(text).get(ME, REMOTE_ADDR=address).status_code == status


def test_a_system_has_no_session(hotline: Client, security_admin: User) -> None:
    cookie = APIClient()
    cookie.force_login(hotline.user, backend="jiedao.accounts.backends.Accounts")
    assert cookie.get(ME).status_code == 401
    old = people.open_account(
        username="old", name="旧对接", password=PASSWORD, kind=UserKind.MACHINE
    )
    cookie.force_login(old, backend="jiedao.accounts.backends.Accounts")
    assert cookie.get(ME).status_code == 401
    assert not hotline.user.has_usable_password()


# --- how often ---------------------------------------------------------------------------------------


def test_who_asks_too_often_is_told_when_to_come_again(
    hotline: Client, text: str, security_admin: User
) -> None:
    actions.change_client(hotline, by=security_admin, act_codes=[], networks=[], per_minute=3)
    busy = program(text)
    answers = [busy.get(ME) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[3].headers["Content-Type"] == "application/problem+json"
    assert int(answers[3].headers["Retry-After"]) > 0
    assert answers[3].json()["reason"] == "请求太频繁，请稍后再试。"


def test_guessing_tokens_is_slowed_down(db: None) -> None:
    guesses = [program(f"jd_{n:08x}_guess").get(ME).status_code for n in range(25)]
    assert guesses.count(401) == 20
    assert guesses.count(429) == 5


def test_the_last_use_is_known_to_the_minute_and_reading_stays_reading(text: str) -> None:
    asking = program(text)
    asking.get(ME)
    first = Token.objects.get().last_used_at
    assert first
    again = statements(lambda: asking.get(ME))
    with clock.moved_to(clock.now() + timedelta(minutes=2)):
        assert statements(lambda: asking.get(ME)) == again + 1
    assert Token.objects.get().last_used_at > first


# --- what is kept -------------------------------------------------------------------------------------


def test_neither_database_nor_ledger_nor_cache_holds_a_token(
    hotline: Client, text: str, office: Office
) -> None:
    program(text).get(ME)
    secret = text.rpartition("_")[2]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM api_token")
        assert secret not in str(cursor.fetchall())
    said = [line.words for line in timeline(office.street)]
    assert any("签发令牌jd_" in words for words in said)
    assert any("开通接口账号“hotline”" in words for words in said)
    assert secret not in "".join(said)
    stored = cache._cache.get_client()
    assert not [key for key in stored.scan_iter("*") if secret.encode() in key]


def test_a_renewed_token_leaves_a_week_to_change_over(
    hotline: Client, text: str, security_admin: User
) -> None:
    token = hotline.tokens.get()
    until = clock.today() + timedelta(days=300)
    fresh, new = actions.renew_token(token, by=security_admin, valid_until=until)
    assert fresh.duties == token.duties
    assert {program(each).get(ME).status_code for each in (text, new)} == {200}
    with clock.moved_to(clock.today() + timedelta(days=8)):
        assert program(text).get(ME).status_code == 401
        assert program(new).get(ME).status_code == 200


def test_a_token_lives_a_year_at_most_and_never_beyond_the_accounts_duties(
    hotline: Client, security_admin: User
) -> None:
    with pytest.raises(Refused, match="最长一年"):
        token_for(hotline, security_admin, days=400)
    with pytest.raises(Refused, match="不能早于今天"):
        token_for(hotline, security_admin, days=-1)
    with pytest.raises(Refused, match="不能超过账号的职责"):
        token_for(hotline, security_admin, "decisions_resolve")


# --- the page in the office --------------------------------------------------------------------------


def test_the_security_administrator_opens_an_account_and_sees_the_token_once(
    office: Office, security_admin: User, client_of: SignedIn
) -> None:
    browser = client_of(security_admin)
    answer = browser.post(
        "/office/clients/new/",
        {
            "name": "市12345热线",
            "username": "hotline",
            "unit": "经八路街道",
            "role": "hotline",
            "purpose": "承接12345转办",
            "acts": [DRAFT],
            "networks": "10.20.0.0/16\n10.9.9.9",
            "per_minute": "30",
        },
    )
    client = Client.objects.get()
    assert answer.headers["Location"] == f"/office/clients/{client.pk}/"
    assert client.networks == ["10.20.0.0/16", "10.9.9.9/32"]
    assert "现在没有可用的令牌" in browser.get(answer.headers["Location"]).content.decode()
    issued = browser.post(
        f"/office/clients/{client.pk}/token/",
        {"duties": ["decisions_draft"], "valid_until": f"{clock.today() + timedelta(days=30)}"},
    )
    found = re.search(r"Bearer (jd_[0-9a-f]{8}_\S+)<", issued.content.decode())
    assert found
    assert "no-store" in issued.headers["Cache-Control"]
    assert program(found[1]).get(ME, REMOTE_ADDR="10.9.9.9").status_code == 200
    page = browser.get(f"/office/clients/{client.pk}/").content.decode()
    assert found[1] not in page
    assert found[1][:11] in page
    assert "市12345热线" in browser.get("/office/clients/").content.decode()


def test_what_was_typed_wrongly_comes_back_at_its_field(
    office: Office, security_admin: User, client_of: SignedIn
) -> None:
    answer = client_of(security_admin).post(
        "/office/clients/new/",
        {"name": "热线", "networks": "10.20.0.0/16\n十网段", "unit": "没有这里", "per_minute": "0"},
    )
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "“十网段”不是网络地址" in said
    assert "您能任免的单位里没有“没有这里”" in said
    assert not Client.objects.exists()


def test_a_token_is_renewed_and_revoked_and_a_client_closed_on_its_page(
    hotline: Client, text: str, security_admin: User, client_of: SignedIn
) -> None:
    browser, token = client_of(security_admin), hotline.tokens.get()
    until = {"valid_until": f"{clock.today() + timedelta(days=30)}"}
    assert browser.post(f"/office/clients/tokens/{token.pk}/renew/", until).status_code == 200
    why = {"reason": "可能泄露"}
    assert browser.post(f"/office/clients/tokens/{token.pk}/revoke/", why).status_code == 302
    assert browser.post(f"/office/clients/tokens/{token.pk}/revoke/", why).status_code == 422
    changed = {"acts": [DRAFT], "per_minute": "10", "networks": ""}
    assert browser.post(f"/office/clients/{hotline.pk}/change/", changed).status_code == 302
    assert browser.post(f"/office/clients/{hotline.pk}/close/", why).status_code == 302
    assert "停用" in browser.get(f"/office/clients/{hotline.pk}/").content.decode()
    assert not hotline.user.appointments.valid(clock.today()).exists()


def test_the_list_costs_the_same_for_one_and_for_ten_systems(
    office: Office, security_admin: User, client_of: SignedIn
) -> None:
    browser = client_of(security_admin)
    token_for(opened(security_admin, office.street), security_admin)
    browser.get("/office/clients/")
    one = statements(lambda: browser.get("/office/clients/"))
    for number in range(9):
        more = opened(security_admin, office.street, username=f"system{number}")
        token_for(more, security_admin)
    assert statements(lambda: browser.get("/office/clients/")) == one <= 12


def test_another_districts_systems_are_not_known(
    office: Office, hotline: Client, text: str, security_admin: User, client_of: SignedIn
) -> None:
    elsewhere = people.open_account(username="linqu", name="邻区", password=PASSWORD)
    access.appoint(elsewhere, role="security_admin", unit=office.street, by=people.system())
    above = opened(security_admin, office.district, username="qu", role="exchange", act_codes=[])
    browser = client_of(elsewhere)
    assert browser.get(f"/office/clients/{hotline.pk}/").status_code == 200
    assert browser.get(f"/office/clients/{above.pk}/").status_code == 404
    assert browser.post(f"/office/clients/{above.pk}/close/", {"reason": "x"}).status_code == 404
