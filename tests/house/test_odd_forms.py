"""Forms filled in by nobody in his right mind: answered with a sentence, never with a fault of ours."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from decisions import demo
from decisions.demo.walk import Walk
from decisions.procedures import STEPS
from jiedao.lib import clock
from jiedao.people.models import User
from jiedao.web import limits
from tests.conftest import Office
from tests.decisions.conftest import START

SignedIn = Callable[[User], Client]
ODD = {
    "nul": "a\x00b",
    "half a character": "\ud800",
    "no day": "2026-02-30",
    "the year one": "0001-01-01",
    "the last year": "9999-12-31",
    "digits of another script": "२०२६-०३-०२",
    "a number of five thousand digits": "9" * 5000,
    "not a number": "NaN",
    "less than nothing": "-1",
    "a hundred thousand characters": "长" * 100_000,
    "turned round": "\u202egpj.exe",
    "markup": "<script>alert(1)</script>",
    "sql": "'; DROP TABLE people_user; --",
    "template": "{{ settings.SECRET_KEY }}",
    "nothing": "",
}
FIELD = re.compile(r'\bname="([^"]+)"')


@pytest.fixture(autouse=True)
def _vault(settings: Any, tmp_path: Any, monkeypatch: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "attachments"
    monkeypatch.setattr(limits, "seconds_to_wait", lambda limit, place: 0)


def sends(client: Client, page: str, value: str, *, twice: bool = False) -> int:
    """The status of a page's form with every box filled in like this; everything is taken back."""
    shown = client.get(page)
    assert shown.status_code == 200, page
    names = set(FIELD.findall(shown.content.decode()))
    names -= {"viewport", "htmx-config", "q", "csrfmiddlewaretoken", "once_token"}
    encoded = value.encode("utf-8", "surrogatepass").decode("latin-1")
    one = dict.fromkeys(sorted(names), encoded)
    body = "&".join(
        f"{name}={''.join(f'%{ord(letter):02x}' for letter in text)}"
        for name, text in one.items()
        for _ in range(2 if twice else 1)
    )
    with transaction.atomic():
        form = "application/x-www-form-urlencoded"
        answer = client.post(page, body, content_type=form)
        transaction.set_rollback(True)
    assert b"alert(1)</script>" not in answer.content, page
    return int(answer.status_code)


def broken(client: Client, pages: list[str]) -> list[str]:
    """The pages that answered one of the odd forms with a fault."""
    client.raise_request_exception = False
    found = []
    for page in pages:
        for what, value in ODD.items():
            status = sends(client, page, value, twice=what in ("nothing", "no day"))
            if status >= 500:
                found.append(f"{page} {what}: {status}")
    return found


@pytest.mark.parametrize("stage", ["draft", "consulting", "implementing"])
def test_no_step_breaks_on_an_odd_form(
    stage: str, walk: Callable[..., Walk], client_of: SignedIn, zhao_chair: User
) -> None:
    journey = walk()
    on = START
    if stage == "consulting":
        journey.consult(START)
    elif stage == "implementing":
        on = demo.to_implementing(journey, START)
    client = client_of(zhao_chair)
    with clock.moved_to(on):
        home = journey.matter.get_absolute_url()
        pages = [f"{home}{code.replace('_', '-')}/" for code in STEPS]
        open_now = [page for page in pages if client.get(page).status_code == 200]
        assert open_now
        assert broken(client, open_now) == []


def test_no_form_of_the_office_breaks_on_an_odd_form(
    office: Office,
    client_of: SignedIn,
    security_admin: User,
    system_admin: User,
    officer: User,
    sun_worker: User,
) -> None:
    home = f"/office/organisation/{office.a.code}/"
    for user, pages in (
        (security_admin, ["/office/clients/new/", "/office/appointments/appoint/"]),
        (system_admin, [f"{home}rename/", f"{home}contact/", f"{home}head-count/"]),
        (officer, ["/office/calendar/load/"]),
        (sun_worker, ["/office/scans/"]),
    ):
        assert broken(client_of(user), pages) == []


def test_no_form_of_a_resident_breaks_on_an_odd_form(walk: Callable[..., Walk]) -> None:
    number = walk().consult(START).matter.dossier.number
    with clock.moved_to(START):
        pages = [f"/consultations/{number}/opinion/", "/office/sign-in/", "/verify/"]
        assert broken(Client(), pages) == []


@pytest.mark.parametrize("content", [b"", b"\xff\xd8", b"PK\x03\x04", b"%PDF-1.4", b"\x00" * 99])
def test_half_a_file_under_an_odd_name_is_told_so(
    walk: Callable[..., Walk], client_of: SignedIn, zhao_chair: User, content: bytes
) -> None:
    page = f"{walk().matter.get_absolute_url()}attach/"
    client = client_of(zhao_chair)
    for name in ("a" * 300 + ".pdf", "..%2f..\\x.jpg", "\u202egpj.exe", "无"):
        sent = {"kind": "other", "on": f"{START}", "file": SimpleUploadedFile(name, content)}
        with clock.moved_to(START):
            assert client.post(page, sent).status_code in (400, 409, 422)
