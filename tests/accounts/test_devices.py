"""Where one is signed in, how long that lasts without work, and what the log says of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from jiedao.access import actions as access
from jiedao.access.models import Appointment
from jiedao.accounts.actions import sign_ins
from jiedao.accounts.attempts import attempt_by
from jiedao.accounts.models import DeviceSession, SignIn
from jiedao.accounts.places import device_of, shortened
from jiedao.accounts.states import Outcome
from jiedao.ledger.models import Entry
from jiedao.lib import clock
from jiedao.people.models import User
from tests.conftest import PASSWORD, Office
from tests.support import statements

ClientOf = Callable[[User], Client]
SIGN_IN, DESK, ACCOUNT = "/office/sign-in/", "/office/", "/office/account/"
MINUTE = timedelta(minutes=1)
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0"
)
WECHAT = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120 MicroMessenger/8.0"


def browser(agent: str = EDGE, address: str = "10.8.3.21") -> Client:
    return Client(REMOTE_ADDR=address, headers={"user-agent": agent})


def sign_in(client: Client, username: str = "zhao", password: str = PASSWORD):
    return client.post(SIGN_IN, {"username": username, "password": password})


@pytest.mark.parametrize(
    ("address", "said"),
    [("10.8.3.21", "10.8.3.*"), ("2001:db8:1:2::7", "2001:0db8:0001:0002:*"), ("", "")],
)
def test_an_address_is_shortened_to_what_its_owner_knows(address: str, said: str) -> None:
    assert shortened(address) == said


def test_a_machine_is_named_in_words_people_know(rf) -> None:
    told = {
        EDGE: "Windows 10/11 Edge浏览器",
        WECHAT: "安卓手机 微信",
        "curl/8": "其他设备",
    }
    for agent, words in told.items():
        assert device_of(rf.get("/", headers={"user-agent": agent})) == words


def test_one_sees_the_browsers_one_is_signed_in_with_and_ends_another(zhao_chair: User) -> None:
    here, phone = browser(), browser(WECHAT, "172.16.4.9")
    sign_in(here)
    sign_in(phone)
    page = here.get(ACCOUNT).content.decode()
    assert "Windows 10/11 Edge浏览器" in page
    assert "安卓手机 微信" in page
    assert "172.16.4.*" in page
    assert "172.16.4.9" not in page
    other = DeviceSession.objects.get(device="安卓手机 微信")
    assert other.session_key not in page
    done = here.post(f"{ACCOUNT}devices/{other.ref}/end/", follow=True)
    assert "那台设备已经退出登录" in done.content.decode()
    assert phone.get(DESK).status_code == 302
    assert here.get(DESK).status_code == 200
    again = here.post(f"{ACCOUNT}devices/{other.ref}/end/", follow=True)
    assert "不用再退出" in again.content.decode()


def test_one_ends_all_other_browsers_at_once(zhao_chair: User) -> None:
    here, others = browser(), [browser(WECHAT), browser(EDGE, "10.8.3.22")]
    for client in (here, *others):
        sign_in(client)
    done = here.post(f"{ACCOUNT}devices/end-others/", follow=True).content.decode()
    assert "其他2台设备已经退出登录" in done
    assert [client.get(DESK).status_code for client in (here, *others)] == [200, 302, 302]


def test_nobody_ends_the_browser_of_somebody_else(zhao_chair: User, sun_worker: User) -> None:
    mine, theirs = browser(), browser()
    sign_in(mine)
    sign_in(theirs, "sun")
    row = DeviceSession.objects.get(user=sun_worker)
    mine.post(f"{ACCOUNT}devices/{row.ref}/end/")
    assert theirs.get(DESK).status_code == 200


def test_after_half_an_hour_without_work_one_signs_in_again(zhao_chair: User) -> None:
    client = browser()
    sign_in(client)
    with clock.after(29 * MINUTE):
        assert client.get(DESK).status_code == 200
        with clock.after(29 * MINUTE):
            assert client.get(DESK).status_code == 200
            with clock.after(30 * MINUTE):
                answer = client.get(DESK)
                assert answer.headers["Location"].startswith(SIGN_IN)
                assert client.get("/api/v1/me/").status_code == 401


def test_a_page_that_says_somebody_is_there_keeps_the_sign_in(zhao_chair: User) -> None:
    client = browser()
    sign_in(client)
    with clock.after(20 * MINUTE):
        assert client.get(f"{ACCOUNT}still-here/").status_code == 204
        with clock.after(20 * MINUTE):
            assert client.get(DESK).status_code == 200


def test_presence_is_written_by_the_minute_and_costs_a_page_nothing_else(zhao_chair: User) -> None:
    client = browser()
    sign_in(client)
    usual = statements(lambda: client.get(DESK))
    assert statements(lambda: client.get(DESK)) == usual
    with clock.after(2 * MINUTE):
        assert statements(lambda: client.get(DESK)) == usual + 1
        assert statements(lambda: client.get(DESK)) == usual


def test_signing_in_and_failing_to_is_written_down(zhao_chair: User, office: Office) -> None:
    client = browser()
    sign_in(client, password="wrong")
    sign_in(client)
    sign_in(client, username="Mein-Passwort-99")
    rows = list(SignIn.objects.order_by("id"))
    assert [row.outcome for row in rows] == [
        Outcome.WRONG_PASSWORD,
        Outcome.SIGNED_IN,
        Outcome.WRONG_PASSWORD,
    ]
    assert [row.user for row in rows] == [zhao_chair, zhao_chair, None]
    assert [row.unit for row in rows] == [office.a, office.a, None]
    assert rows[0].address == "10.8.3.21"
    assert "Mein" not in str(SignIn.objects.values_list())
    page = client.get(ACCOUNT).content.decode()
    assert "密码不对" in page
    assert "登录成功" in page


def test_the_log_of_sign_ins_cannot_be_changed_and_is_kept_for_half_a_year(
    zhao_chair: User,
) -> None:
    sign_in(browser())
    with pytest.raises(IntegrityError, match="不能修改"), transaction.atomic():
        SignIn.objects.update(outcome=Outcome.HELD)
    with pytest.raises(IntegrityError, match="六个月"), transaction.atomic():
        SignIn.objects.all().delete()
    assert sign_ins.sweep() == 0
    assert SignIn.objects.count() == 1


def test_the_log_is_swept_after_the_year_the_office_keeps_it(zhao_chair: User, rf) -> None:
    request = rf.post(SIGN_IN)
    with clock.after(timedelta(days=-400)):
        sign_ins.record(attempt_by(request, "zhao"), Outcome.SIGNED_IN, user=zhao_chair)
    with clock.after(timedelta(days=-200)):
        sign_ins.record(attempt_by(request, "zhao"), Outcome.SIGNED_IN, user=zhao_chair)
    assert sign_ins.sweep() == 1
    assert SignIn.objects.count() == 1


# --- guessing -------------------------------------------------------------------------------------


def test_a_known_browser_is_not_locked_out_by_somebody_at_the_same_address(
    zhao_chair: User,
) -> None:
    own, neighbour = browser(), browser()
    sign_in(own)
    own.post("/office/sign-out/")
    for _ in range(6):
        answer = sign_in(neighbour, password="guess")
    assert "连续输错次数过多" in answer.content.decode()
    assert sign_in(own).status_code == 302


def test_slow_guessing_from_many_places_is_stopped_but_not_for_the_own_browser(
    zhao_chair: User,
) -> None:
    own = browser()
    sign_in(own)
    own.post("/office/sign-out/")
    for number in range(20):
        sign_in(browser(address=f"203.0.113.{number}"), password="guess")
    held = sign_in(browser(address="198.51.100.7")).content.decode()
    assert "请24小时以后再试" in held
    assert sign_in(own).status_code == 302
    with clock.after(timedelta(hours=25)):
        assert sign_in(browser(address="198.51.100.7")).status_code == 302


def test_being_held_is_logged_once_and_not_at_every_try(zhao_chair: User) -> None:
    client = browser()
    for _ in range(9):
        sign_in(client, password="guess")
    outcomes = list(SignIn.objects.values_list("outcome", flat=True))
    assert outcomes.count(Outcome.WRONG_PASSWORD) == 5
    assert outcomes.count(Outcome.HELD) == 1


def test_the_half_hour_passes(zhao_chair: User) -> None:
    client = browser()
    for _ in range(5):
        sign_in(client, password="guess")
    assert "请30分钟以后再试" in sign_in(client).content.decode()
    with clock.after(31 * MINUTE):
        assert sign_in(client).status_code == 302


def test_the_security_administrator_lifts_the_wait_and_the_ledger_says_so(
    office: Office, zhao_chair: User, security_admin: User, client_of: ClientOf
) -> None:
    client = browser()
    for _ in range(6):
        sign_in(client, password="guess")
    admin = client_of(security_admin)
    assert "解除暂停" in admin.get("/office/accounts/?state=held").content.decode()
    page = f"/office/accounts/{zhao_chair.pk}/unlock/"
    done = admin.post(page, {"reason": "本人来电，已核对"}, follow=True)
    assert "现在可以重新登录了" in done.content.decode()
    assert sign_in(client).status_code == 302
    entry = Entry.objects.filter(unit=office.a).latest("id")
    assert entry.words == "解除赵丽华（zhao）的登录暂停。原因：本人来电，已核对"


# --- who has left ---------------------------------------------------------------------------------


def test_who_has_left_cannot_sign_in_and_is_told_why(
    zhao_chair: User, security_admin: User
) -> None:
    post = Appointment.objects.get(user=zhao_chair)
    access.dismiss(post, by=security_admin, ends_on=clock.today(), reason="调出")
    page = sign_in(browser()).content.decode()
    assert "您现在没有在任的岗位，不能登录" in page
    assert SignIn.objects.get().outcome == Outcome.NO_POST
    wrong = sign_in(browser(), password="guess").content.decode()
    assert "没有在任的岗位" not in wrong


# --- the list of accounts -------------------------------------------------------------------------


def test_the_list_of_accounts_costs_the_same_for_few_and_many(
    security_admin: User, zhao_chair: User, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    admin = client_of(security_admin)
    admin.get("/office/accounts/")
    few = statements(lambda: admin.get("/office/accounts/"))
    for name in ("sun_worker", "zhou_grid", "zheng_other", "officer", "li_secretary"):
        request.getfixturevalue(name)
    assert statements(lambda: admin.get("/office/accounts/")) == few
    assert few <= 12
    found = admin.get("/office/accounts/?q=孙").content.decode()
    assert "孙红霞" in found
    assert "周春梅" not in found
    export = admin.get("/office/accounts/export/")
    assert export.headers["Content-Type"].endswith("sheet")
