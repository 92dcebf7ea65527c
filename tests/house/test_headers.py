"""What answers say to browsers, in one place: on every kind of page, also where something went wrong."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from jiedao.organisation.models import Unit
from jiedao.people.models import User
from tests.conftest import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
SignedIn = Callable[[User], Client]
# An address of every kind of answer, and the status it is looked at with.
OPEN = {
    "/": 200,
    "/board/": 200,
    "/verify/": 200,
    "/handbook/": 200,
    "/office/sign-in/": 200,
    "/office/": 302,
    "/healthz": 200,
    "/readyz": 200,
    "/api/schema/": 200,
    "/api/v1/me/": 401,
    "/api/v1/publications/": 200,
    "/api/nothing/": 404,
    "/nowhere/": 404,
    "/board/%00/": 400,
    "/static/jiedao/theme.css": 200,
}
BEHIND = {
    "/office/": 200,
    "/office/decisions/": 200,
    "/office/notices/": 200,
    "/office/decisions/nothing/": 404,
    "/office/clients/": 200,
    "/api/v1/me/": 200,
    "/admin/": 302,
}


@pytest.fixture
def answers(
    db: None, client: Client, client_of: SignedIn, security_admin: User
) -> dict[str, HttpResponse]:
    """Every kind of answer, to somebody unknown and to somebody signed in."""
    inside = client_of(security_admin)
    found = {address: client.get(address) for address in OPEN}
    found |= {f"signed in {address}": inside.get(address) for address in BEHIND}
    wanted = OPEN | {f"signed in {address}": status for address, status in BEHIND.items()}
    found["/static/jiedao/theme.css"].getvalue()  # read to its end, then closed
    found["/static/jiedao/theme.css"].close()
    assert {name: answer.status_code for name, answer in found.items()} == wanted
    return found


def test_every_answer_names_the_powers_it_has(answers: dict[str, HttpResponse]) -> None:
    for name, answer in answers.items():
        said = answer.headers
        assert "camera=()" in said["Permissions-Policy"], name
        assert "geolocation=()" in said["Permissions-Policy"], name
        assert said["Cross-Origin-Resource-Policy"] == "same-origin", name
        assert said["X-Permitted-Cross-Domain-Policies"] == "none", name
        assert said["X-Content-Type-Options"] == "nosniff", name
        assert said["Referrer-Policy"] == "same-origin", name
        assert said["Cross-Origin-Opener-Policy"] == "same-origin", name
        assert "Server" not in said, name
        assert "X-Powered-By" not in said, name


def test_the_icon_is_shown_beside_a_photograph_opened_by_itself(db: None, client: Client) -> None:
    shown = client.get("/favicon.ico")
    assert shown.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_no_page_runs_or_draws_anything_of_its_own(answers: dict[str, HttpResponse]) -> None:
    for name, answer in answers.items():
        if "/static/" in name:
            continue
        policy = answer.headers["Content-Security-Policy"]
        for part in (
            "default-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "form-action 'self'",
        ):
            assert part in policy, name
        assert "unsafe" not in policy, name
        assert "http" not in policy, name
        assert answer.headers["X-Frame-Options"] == "DENY", name


def test_nothing_behind_the_sign_in_stays_on_a_shared_computer(
    answers: dict[str, HttpResponse],
) -> None:
    for name, answer in answers.items():
        if "/office/" in name or "/admin/" in name or "/me/" in name:
            assert "no-store" in answer.headers["Cache-Control"], name


def test_the_back_office_keeps_to_the_same_policy(client_of: SignedIn, system_admin: User) -> None:
    browser, unit = client_of(system_admin), "/admin/organisation/unit/"
    for address in ("/admin/", unit, f"{unit}{Unit.objects.get(code='410105001').pk}/change/"):
        answer = browser.get(address)
        assert answer.status_code == 200
        page = answer.content.decode()
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert "no-store" in answer.headers["Cache-Control"]
        assert not re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(?!\s*</script>)", page)
        assert not re.search(r'\s(style|on\w+)="', page)


# --- cookies, hosts, ways on ------------------------------------------------------------------------


def test_cookies_are_closed_to_scripts_and_to_other_sites(client: Client, zhao_chair: User) -> None:
    client.get("/office/sign-in/")
    client.post("/office/sign-in/", {"username": "zhao", "password": PASSWORD})
    client.get("/elder/?on=1")
    assert {"sessionid", "csrftoken", "elder"} <= set(client.cookies)
    for cookie in client.cookies.values():
        assert cookie["httponly"], cookie.key
        assert cookie["samesite"] == "Lax", cookie.key
        assert not cookie["domain"], cookie.key


@pytest.mark.parametrize(
    "host", ["elsewhere.example", "a b", "testserver.evil.example", "[::1", "x@y"]
)
def test_a_host_that_is_not_ours_is_not_served(settings: Any, client: Client, host: str) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    for address in ("/healthz", "/office/", "/board/", "/api/v1/me/"):
        answer = client.get(address, headers={"Host": host})
        assert answer.status_code == 400, address
        assert host not in answer.content.decode()


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "///evil.example",
        "https:evil.example",
        "http:///evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "\thttps://evil.example",
        "/office/\r\nLocation: https://evil.example",
        "https://testserver@evil.example/",
    ],
)
def test_nobody_is_led_to_another_site(client: Client, zhao_chair: User, wanted: str) -> None:
    typed = {"username": "zhao", "password": PASSWORD, "next": wanted}
    for answer in (
        client.post("/office/sign-in/", typed),
        client.get("/elder/", {"on": "1", "back": wanted}),
    ):
        assert answer.status_code == 302
        there = answer.headers["Location"]
        assert urlsplit(there).netloc == urlsplit(there).scheme == ""
        assert there.startswith("/")
        assert not there.startswith(("//", "/\\"))


def test_the_page_one_came_from_is_believed_only_when_it_is_ours(
    client_of: SignedIn, zhao_chair: User
) -> None:
    answer = client_of(zhao_chair).get(
        reverse("clients:client_list"), headers={"Referer": "https://evil.example/office/"}
    )
    assert answer.status_code == 403
    assert "evil.example" not in answer.content.decode()


# --- sizes ------------------------------------------------------------------------------------------


def test_more_than_is_taken_at_once_is_not_even_read(
    settings: Any, client_of: SignedIn, zhao_chair: User
) -> None:
    settings.REQUEST_MAX_BYTES = 1024 * 1024
    browser, much = client_of(zhao_chair), "一" * 800_000
    page = browser.post("/office/decisions/new/", {"plan": much})
    assert page.status_code == 413
    assert "一次最多传1兆" in page.content.decode()
    told = browser.post("/api/v1/decisions/", {"plan": much}, content_type="application/json")
    assert (told.status_code, told.json()["code"]) == (413, "too_large")


# --- in production ----------------------------------------------------------------------------------


def test_in_production_browsers_come_by_https_only() -> None:
    environment = {
        "JIEDAO_MODE": "production",
        "SECRET_KEY": "k" * 60,
        "DATA_KEY": "A" * 43 + "=",
        "SEARCH_KEY": "B" * 43 + "=",
        "ALLOWED_HOSTS": "jiedao.example.gov.cn",
        "PUBLIC_URL": "https://jiedao.example.gov.cn",
        "PATH": "/usr/bin:/bin",
    }
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            (
                "from jiedao import settings as s;"
                "print(s.SECURE_HSTS_SECONDS >= 31536000, s.SESSION_COOKIE_SECURE,"
                " s.CSRF_COOKIE_SECURE, s.SECURE_PROXY_SSL_HEADER[0], s.DEBUG, s.ALLOWED_HOSTS)"
            ),
        ],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.stdout.split() == [
        "True",
        "True",
        "True",
        "HTTP_X_FORWARDED_PROTO",
        "False",
        "['jiedao.example.gov.cn']",
    ], said.stderr


def test_the_web_server_does_not_say_what_it_is() -> None:
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            (
                "import sys, gunicorn.app.wsgiapp as w; sys.argv = ['gunicorn', 'x:y']; "
                "w.WSGIApplication().cfg.worker_class; "
                "from gunicorn.http import wsgi; print(wsgi.SERVER)"
            ),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.stdout.strip() == "web", said.stderr
