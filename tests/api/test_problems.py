"""Whatever a program sends, it is answered in one format, in a full sentence, and never with a 500."""

import json
import zlib
from typing import Any

import pytest
from django.test import Client

from jiedao.people.models import User
from tests.api.test_api import FIELDS
from tests.decisions.programs import ALL, MOTION

JSON = "application/json"


@pytest.fixture
def sender(client_of: Any, sun_worker: User) -> Client:
    return client_of(sun_worker)


def told(answer: Any, status: int, code: str = "") -> dict[str, Any]:
    """The problem, after its form has been looked at."""
    assert answer.status_code == status, answer.content.decode()
    assert answer.headers["Content-Type"] == "application/problem+json"
    said: dict[str, Any] = answer.json()
    assert said.keys() == FIELDS
    assert said["status"] == status
    assert said["reason"].endswith("。")
    if code:
        assert said["code"] == code
    return said


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "invalid"),
        ("{", "parse_error"),
        ("[1]", "parse_error"),
        ('"text"', "parse_error"),
        ("null", "parse_error"),
        ('{"title": NaN}', "parse_error"),
        ('{"budget": Infinity}', "parse_error"),
        ('{"budget": 1e999}', "invalid"),
        ('{"budget": ' + "9" * 5000 + "}", "parse_error"),
        ('{"budget": ' + "9" * 4000 + "}", "invalid"),
        ("[" * 20_000, "parse_error"),
        ('{"on":' * 20_000, "parse_error"),
        ('{"title": "a\\u0000b"}', "parse_error"),
        ('{"title": "\\ud800"}', "parse_error"),
        ('{"\\udc00": 1}', "parse_error"),
        ('{"lines": [{"text": "\\u0000"}]}', "parse_error"),
        ('{"on": "2026-13-40", "kind": [], "unit": {}, "title": 5, "plan": true}', "invalid"),
        ('{"unit": "' + "4" * 100_000 + '"}', "invalid"),
        ('{"touches_common_parts": {"a": 1}}', "invalid"),
    ],
)
def test_a_body_that_is_none_is_told_so(sender: Client, body: str, code: str) -> None:
    told(sender.post(ALL, body, content_type=JSON), 400, code)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json; charset=utf-16", json.dumps(MOTION).encode()),
        ("application/json; charset=rot13", json.dumps(MOTION).encode()),
        ("application/json; charset=zip", zlib.compress(json.dumps(MOTION).encode())),
        (JSON, b"\xff\xfe\x00{"),
        (JSON, b'{"title": "\xb3\xe4"}'),
    ],
)
def test_letters_in_another_code_are_no_request(sender: Client, kind: str, body: Any) -> None:
    told(sender.generic("POST", ALL, body, content_type=kind), 400)


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "multipart/form-data", "x", ""])
def test_what_is_not_json_is_not_taken(sender: Client, kind: str) -> None:
    told(sender.generic("POST", ALL, "a=1", content_type=kind), 415, "unsupported_media_type")


def test_five_megabytes_of_json_are_too_much(sender: Client) -> None:
    body = json.dumps(MOTION | {"plan": "一" * 2_000_000}, ensure_ascii=False)
    told(sender.post(ALL, body, content_type=JSON), 413, "too_large")


def test_a_form_of_ten_thousand_fields_is_too_much(sender: Client) -> None:
    number = sender.post(ALL, MOTION, content_type=JSON).json()["number"]
    many = {f"field{place}": "x" for place in range(6000)}
    told(sender.post(f"{ALL}{number}/attach/", many), 413, "too_large")


def test_a_broken_form_with_a_file_is_told_so(sender: Client) -> None:
    number = sender.post(ALL, MOTION, content_type=JSON).json()["number"]
    for kind, body in (
        ("multipart/form-data; boundary=x", "--y\r\n"),
        ("multipart/form-data; boundary=" + "x" * 400, "--"),
        ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=file\r\n"),
    ):
        answer = sender.generic("POST", f"{ALL}{number}/attach/", body, content_type=kind)
        told(answer, 415 if "xx" in kind else 400)  # no boundary is as long as that


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace", "post"])
def test_a_method_nobody_offers_is_told_so(sender: Client, method: str) -> None:
    answer = sender.generic(method.upper(), "/api/v1/me/", "{}", content_type=JSON)
    told(answer, 405, "method_not_allowed")
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "image/png", ";;;", "a/b;q=x"])
def test_only_json_is_answered(sender: Client, accept: str) -> None:
    told(sender.get("/api/v1/me/", headers={"Accept": accept}), 406, "not_acceptable")


@pytest.mark.parametrize(
    "query",
    ["before=x", "before=-1", "before=" + "9" * 30, "before=" + "9" * 5000, "before=²", "state=nothing",
     "unit=%ff", "q=" + "x" * 9000, "q=%ed%a0%80", "before=1&before=2", "format=xml"],
)  # fmt: skip
def test_an_odd_question_is_answered_or_told_why_not(sender: Client, query: str) -> None:
    answer = sender.get(f"{ALL}?{query}")
    if answer.status_code != 200:
        told(answer, 404 if "format" in query else 400)


@pytest.mark.parametrize(
    "number", ["x" * 5000, "%ff", "JC2026-001003-0042%20", "²", "..", "%0d%0a"]
)
def test_a_number_there_cannot_be_is_not_found(sender: Client, number: str) -> None:
    for part in ("", "opinions/", "timeline/"):
        answer = sender.get(f"{ALL}{number}/{part}")
        told(answer, 404)


def test_a_key_that_is_too_long_is_told_so(sender: Client) -> None:
    answer = sender.post(ALL, MOTION, content_type=JSON, headers={"Idempotency-Key": "k" * 201})
    assert list(told(answer, 400)["errors"]) == ["Idempotency-Key"]
