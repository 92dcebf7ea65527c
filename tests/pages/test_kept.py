"""What was typed survives an expired sign-in, a stale page and a refusal."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import signing
from django.core.cache import cache
from django.test import Client, RequestFactory

from jiedao.people.models import User
from jiedao.web import kept
from tests.conftest import PASSWORD
from tests.pages.urls import TryForm

pytestmark = pytest.mark.urls("tests.pages.urls")

FORM = "/office/try/"
TYPED = {
    "try_words": "二楼声控灯坏了三盏，居民反映多次。",
    "try_days": ["1", "2"],
    "try_identity": "41010519580101002X",
    "password": "mine",
    "csrfmiddlewaretoken": "x",
}


def interrupted(client: Client, **headers: str) -> str:
    """Post without being signed in; the address one is sent to."""
    answer = client.post(FORM, TYPED, headers={"referer": f"http://testserver{FORM}", **headers})
    return str(answer.headers.get("Location") or answer.headers["HX-Redirect"])


def onward(address: str) -> str:
    return parse_qs(urlsplit(address).query)["next"][0]


def sign_in(client: Client, address: str, password: str = PASSWORD):
    data = {"username": "zhao", "password": password, "next": onward(address)}
    return client.post("/office/sign-in/", data)


def test_a_sign_in_that_interrupts_a_form_shows_and_restores_what_was_typed(
    zhao_chair: User, client: Client
):
    address = interrupted(client)
    page = client.get(address).content.decode()
    assert "情况说明" in page
    assert "二楼声控灯坏了三盏" in page
    wrong = sign_in(client, address, "wrong-password").content.decode()
    assert "二楼声控灯坏了三盏" in wrong

    back = sign_in(client, address)
    assert back.status_code == 302
    form = client.get(back.headers["Location"]).content.decode()
    assert "二楼声控灯坏了三盏" in form
    assert form.count("selected") == 2


def test_a_view_that_knows_nothing_of_kept_text_still_shows_it(zhao_chair: User, client: Client):
    back = sign_in(client, interrupted(client)).headers["Location"]
    request = RequestFactory().get(back)
    request.user = zhao_chair
    form, other = TryForm(initial={"try_words": "原来的内容"}), TryForm(TYPED, prefix="x")
    kept.restore(request, {"form": form, "other": other, "title": "登记"})
    assert "二楼声控灯坏了三盏" in form.as_div()
    assert "原来的内容" not in form.as_div()


def test_numbers_of_persons_passwords_and_tokens_are_never_kept(zhao_chair: User, client: Client):
    address = interrupted(client)
    assert "41010519580101002X" not in client.get(address).content.decode()
    form = client.get(sign_in(client, address).headers["Location"]).content.decode()
    assert "41010519580101002X" not in form
    assert "mine" not in form


def test_the_sealed_part_of_a_form_is_no_words_of_a_person(zhao_chair: User, client: Client):
    sealed = TYPED | {"seal": "WzEsIlhNMjAyNi0wMDEwMDMtMDAwMSJd:1abc:sig"}
    answer = client.post(FORM, sealed, headers={"referer": f"http://testserver{FORM}"})
    page = client.get(answer.headers["Location"]).content.decode()
    assert "二楼声控灯坏了三盏" in page
    assert "WzEsIlhNMjAyNi0wMDEwMDMtMDAwMSJd" not in page


def test_what_was_kept_before_an_upgrade_is_shown_after_it(client: Client, db: None):
    address = interrupted(client)
    token = parse_qs(urlsplit(onward(address)).query)["kept"][0]
    entry = signing.loads(cache.get(f"kept:{token}"), salt="jiedao.kept")
    del entry["boxes"]
    cache.set(f"kept:{token}", signing.dumps(entry, salt="jiedao.kept", compress=True), 60)
    page = client.get(address).content.decode()
    assert "情况说明" in page
    assert "二楼声控灯坏了三盏" in page


def test_what_was_typed_comes_back_only_on_its_own_page(zhao_chair: User, client: Client):
    back = sign_in(client, interrupted(client)).headers["Location"]
    elsewhere = back.replace(FORM, "/office/search/")
    assert "二楼声控灯" not in client.get(elsewhere).content.decode()


def test_after_half_an_hour_nothing_is_kept(zhao_chair: User, client: Client):
    back = sign_in(client, interrupted(client)).headers["Location"]
    cache.clear()
    assert "二楼声控灯" not in client.get(back).content.decode()


def test_htmx_is_sent_to_the_sign_in_as_a_whole_page(client: Client, db: None):
    answer = client.post(FORM, TYPED, headers={"hx-request": "true"})
    assert answer.headers["HX-Redirect"].startswith("/office/sign-in/?next=")


def test_too_much_to_keep_is_shown_to_be_copied(client: Client, db: None):
    long = {"try_words": "长" * (kept.MOST_CHARACTERS + 1)}
    answer = client.post(FORM, long, headers={"referer": f"http://testserver{FORM}"})
    assert answer.status_code == 403
    assert "登录已过期" in answer.content.decode()
    assert "长长长" in answer.content.decode()


def test_a_page_open_too_long_shows_and_keeps_what_was_typed(zhao_chair: User):
    client = Client(enforce_csrf_checks=True)
    client.force_login(zhao_chair, backend="jiedao.accounts.backends.Accounts")
    answer = client.post(FORM, TYPED, headers={"referer": f"http://testserver{FORM}"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "二楼声控灯坏了三盏" in page
    back = page.split('href="/office/try/?kept=')[1].split('"')[0]
    assert "二楼声控灯坏了三盏" in client.get(f"{FORM}?kept={back}").content.decode()


def test_what_one_person_typed_is_not_given_to_another(
    zhao_chair: User, sun_worker: User, client_of
):
    page = client_of(zhao_chair).post(FORM, TYPED, headers={"referer": f"http://testserver{FORM}"})
    token = page.content.decode().split("?kept=")[1].split('"')[0]
    assert "声控灯" in client_of(zhao_chair).get(f"{FORM}?kept={token}").content.decode()
    assert "声控灯" not in client_of(sun_worker).get(f"{FORM}?kept={token}").content.decode()


def test_a_page_of_somebody_else_is_no_way_back(client: Client, db: None):
    answer = client.post(FORM, TYPED, headers={"referer": "https://elsewhere.example/form"})
    assert onward(answer.headers["Location"]).startswith(FORM)


def test_a_token_that_was_tampered_with_gives_nothing(zhao_chair: User, client_of):
    cache.set("kept:forged", "not-signed", 60)
    assert client_of(zhao_chair).get(f"{FORM}?kept=forged").status_code == 200
