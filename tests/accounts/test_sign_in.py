"""Signing in: nothing is learned about names, and guessing is stopped."""

import pytest
from django.test import Client

from jiedao.accounts.forms import WRONG
from jiedao.people import actions as people
from jiedao.people.models import User
from tests.conftest import PASSWORD

PAGE = "/office/sign-in/"
HELD = "在这里连续输错次数过多"
MOST_FAILURES = 5


def try_to_sign_in(client: Client, username: str, password: str, **more: str):
    return client.post(PAGE, {"username": username, "password": password, **more})


def test_one_signs_in_to_the_desk_and_out_again(zhao_chair: User, client: Client):
    answer = try_to_sign_in(client, "zhao", PASSWORD)
    assert answer.headers["Location"] == "/office/"
    assert client.get("/office/").status_code == 200
    assert client.post("/office/sign-out/").headers["Location"] == PAGE
    assert client.get("/office/").headers["Location"] == f"{PAGE}?next=%2Foffice%2F"


def test_a_wrong_password_and_an_unknown_name_get_the_same_sentence(
    zhao_chair: User, client: Client
):
    for username in ("zhao", "nobody"):
        page = try_to_sign_in(client, username, "wrong-password").content.decode()
        assert WRONG in page
        assert HELD not in page


@pytest.mark.parametrize("username", ["zhao", "nobody"])
def test_after_five_wrong_passwords_one_waits_even_with_the_right_one(
    zhao_chair: User, client: Client, username: str
):
    for _ in range(MOST_FAILURES):
        assert WRONG in try_to_sign_in(client, username, "wrong-password").content.decode()
    assert HELD in try_to_sign_in(client, username, PASSWORD).content.decode()


def test_the_lock_is_for_one_name_from_one_place(
    zhao_chair: User, sun_worker: User, client: Client
):
    for _ in range(MOST_FAILURES):
        try_to_sign_in(client, "zhao", "wrong-password")
    assert try_to_sign_in(client, "sun", PASSWORD).status_code == 302
    elsewhere = Client(REMOTE_ADDR="10.0.0.9")
    assert try_to_sign_in(elsewhere, "zhao", PASSWORD).status_code == 302


def test_the_right_password_forgets_the_wrong_ones(zhao_chair: User):
    for _ in range(2):
        client = Client()
        for _ in range(MOST_FAILURES - 1):
            try_to_sign_in(client, "zhao", "wrong-password")
        assert try_to_sign_in(client, "zhao", PASSWORD).status_code == 302


@pytest.mark.parametrize("outside", ["https://elsewhere.example/", "//elsewhere.example", PAGE])
def test_one_is_never_sent_to_a_foreign_page(zhao_chair: User, client: Client, outside: str):
    answer = try_to_sign_in(client, "zhao", PASSWORD, next=outside)
    assert answer.headers["Location"] == "/office/"


def test_the_system_and_the_visitor_cannot_sign_in(db: None, client: Client):
    for actor in (people.system(), people.visitor()):
        assert WRONG in try_to_sign_in(client, actor.username, "any-password").content.decode()


def test_an_empty_form_says_what_is_missing(db: None, client: Client):
    page = try_to_sign_in(client, "", "").content.decode()
    assert "请填写登录名。" in page
    assert "请填写密码。" in page


def test_who_is_signed_in_needs_no_sign_in_page(zhao_chair: User, client_of):
    answer = client_of(zhao_chair).get(f"{PAGE}?next=/office/search/")
    assert answer.headers["Location"] == "/office/search/"


def test_the_back_office_has_no_sign_in_of_its_own(zhao_chair: User, client: Client, client_of):
    answer = client.get("/admin/login/")
    assert answer.headers["Location"] == f"{PAGE}?next=/admin/"
    refused = client_of(zhao_chair).get("/admin/", follow=True)
    assert refused.status_code == 403
