"""One worker's account from the first password to the browser she ends from afar."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

from django.test import Client
from django_otp.oath import TOTP

from jiedao.accounts.actions import passwords
from jiedao.accounts.codes import secret_in
from jiedao.accounts.models import DeviceSession
from jiedao.lib import clock
from jiedao.people.models import User

SIGN_IN = "/office/sign-in/"
NEW = "Plum-river-41-stone"
EDGE = {"user-agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0"}
PHONE = {"user-agent": "Mozilla/5.0 (Linux; Android 14) Chrome/120 MicroMessenger/8.0"}
MINUTES = timedelta(minutes=1)


def shown_by(secret: bytes) -> str:
    telephone = TOTP(secret)
    telephone.time = clock.wall().timestamp()
    return f"{telephone.token():06d}"


def signs_in(client: Client, password: str, onward: str = "") -> Any:
    given = {"username": "zhao", "password": password, "next": onward}
    return client.post(SIGN_IN, given)


def test_from_the_first_password_to_ending_another_browser(
    zhao_chair: User, security_admin: User, settings: Any, client_of: Callable[[User], Client]
) -> None:
    """赵主任 may see residents' full numbers, so her sign-in has two steps (敏感职责)."""
    settings.REQUIRE_TOTP = True
    given = passwords.reset_password(zhao_chair, by=security_admin, reason="新任职")
    office_pc = Client(headers=EDGE, REMOTE_ADDR="10.8.3.21")

    # The first password opens nothing but the page where it is changed.
    answer = signs_in(office_pc, given)
    changing = answer.headers["Location"]
    assert changing.startswith("/office/sign-in/password/")
    assert office_pc.get("/office/decisions/").status_code == 302
    answer = office_pc.post(changing, {"new_password": NEW, "again_password": NEW})

    # Then the telephone.
    enrolling = answer.headers["Location"]
    assert enrolling.startswith("/office/sign-in/two-step/")
    page = office_pc.get(enrolling).content.decode()
    token = unescape(page.split('name="secret_token" value="')[1].split('"')[0])
    secret = secret_in(token, zhao_chair)
    done = office_pc.post(enrolling, {"secret_token": token, "code": shown_by(secret)})
    assert "请保存备用码" in done.content.decode()

    # At work; then away for half an hour with a form open on the screen, which she sends after all.
    form = "/office/decisions/new/"
    assert office_pc.get(form).status_code == 200
    with clock.after(31 * MINUTES):
        typed = {
            "title": "3号院加装充电桩",
            "summary": "居民多次反映电动车充电难，建议在东门加装。",
        }
        sent = office_pc.post(form, typed, headers={"referer": f"http://testserver{form}"})
        sign_in = sent.headers["Location"]
        assert sign_in.startswith(SIGN_IN)
        page = office_pc.get(sign_in).content.decode()
        assert "您刚才填写的内容已保留" in page
        assert "居民多次反映电动车充电难" in page
        onward = unescape(page.split('name="next" value="')[1].split('"')[0])
        coding = signs_in(office_pc, NEW, onward).headers["Location"]
        assert coding.startswith("/office/sign-in/code/")
        page = office_pc.get(coding).content.decode()
        onward = unescape(page.split('name="next" value="')[1].split('"')[0])
        back = office_pc.post(coding, {"code": shown_by(secret), "next": onward})
        assert back.headers["Location"].startswith(form)
        page = office_pc.get(back.headers["Location"]).content.decode()
        assert "已经填回" in page
        assert "居民多次反映电动车充电难" in page

        # A telephone she had lent is still signed in: she sees it, and ends it.
        with clock.after(MINUTES):
            lent = Client(headers=PHONE, REMOTE_ADDR="172.16.4.9")
            coding = signs_in(lent, NEW).headers["Location"]
            assert lent.post(coding, {"code": shown_by(secret)}).status_code == 302
            account = office_pc.get("/office/account/").content.decode()
            assert "安卓手机 微信" in account
            ref = DeviceSession.objects.get(user=zhao_chair, device="安卓手机 微信").ref
            office_pc.post(f"/office/account/devices/{ref}/end/")
            assert lent.get("/office/").status_code == 302
            assert office_pc.get("/office/").status_code == 200
