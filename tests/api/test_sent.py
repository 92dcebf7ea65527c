"""A word in a body that is not known is refused: what nobody has read is not taken for entered."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from decisions.demo.walk import Walk
from jiedao.activities.models import Activity
from jiedao.people.models import User
from tests.conftest import Office
from tests.decisions.conftest import START, posts, walk

__all__ = ["posts", "walk"]

Browser = Callable[[User], Client]
JSON = "application/json"
SCHEMA: dict[str, Any] = SchemaGenerator().get_schema(public=True)
SHAPES: dict[str, Any] = SCHEMA["components"]["schemas"]


def refused(client: Client, path: str, sent: Any, **more: Any) -> dict[str, Any]:
    answer = client.post(f"/api/v1/{path}", sent, **({"content_type": JSON} | more))
    assert answer.status_code == 400, answer.content.decode()
    assert answer["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert body["code"] == "api.unknown_word"
    assert "/api/schema/" in body["hint"]
    return body


def test_a_word_that_is_not_known_is_named_with_those_that_are(
    office: Office, officer: User, client_of: Browser
) -> None:
    client = client_of(officer)
    body = refused(client, "activities/", {"title": "学习", "heldon": "2026-11-23"})
    said = body["errors"]["heldon"][0]
    assert said.startswith("这里没有“heldon”这一项，没有办理。可以写：unit、kind、title、")
    assert body["reason"] == said
    assert list(body["errors"]) == ["heldon"]
    assert not Activity.objects.exists()


def test_what_asks_nothing_takes_no_word(office: Office, officer: User, client_of: Browser) -> None:
    body = refused(client_of(officer), "reports/HB2026-001003-0001/submit/", {"late": True})
    assert body["errors"] == {"late": ["这里没有“late”这一项，没有办理。这个地址不用写内容。"]}


def test_every_word_too_many_stands_at_its_own_place(
    walk: Callable[..., Walk], sun_worker: User, client_of: Browser
) -> None:
    number = walk().consult(START).matter.dossier.number
    lines = [{"text": "装充电桩。"}, {"text": "好。", "speker": "王阿姨", "phone": "1"}]
    sent = {"chanel": "visit", "channel": "visit", "lines": lines}
    body = refused(client_of(sun_worker), f"decisions/{number}/add-opinions/", sent)
    assert list(body["errors"]) == ["chanel", "lines.1.speker", "lines.1.phone"]
    said = "“lines.1”里没有“speker”这一项，没有办理。可以写：speaker、text。"
    assert body["errors"]["lines.1.speker"] == [said]


def test_a_form_with_a_file_is_read_alike(
    office: Office, officer: User, client_of: Browser
) -> None:
    file = SimpleUploadedFile("a.pdf", b"%PDF-1.4", content_type="application/pdf")
    sent = {"unit": office.street.code, "file": file, "folder": "x"}
    path = "regulations/"
    answer = client_of(officer).post(f"/api/v1/{path}", sent)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["folder"])


def test_who_may_not_ask_at_all_is_told_that_first(office: Office, officer: User) -> None:
    client = Client()
    answer = client.post("/api/v1/regulations/", {"nonsense": 1}, content_type=JSON)
    assert answer.status_code == 401
    client.force_login(officer, backend="jiedao.accounts.backends.Accounts")
    answer = client.put("/api/v1/regulations/", {"nonsense": 1}, content_type=JSON)
    assert answer.status_code == 405


def test_a_step_that_is_closed_is_told_before_words_that_are_not_known(
    walk: Callable[..., Walk], sun_worker: User, client_of: Browser
) -> None:
    path = f"/api/v1/decisions/{walk().matter.dossier.number}/sum-up/"
    answer = client_of(sun_worker).post(path, {"nonsense": 1}, content_type=JSON)
    assert answer.status_code == 409
    assert answer.json()["code"] == "procedure.wrong_state"


def sent() -> Iterator[tuple[str, Any]]:
    for path, methods in SCHEMA["paths"].items():
        for operation in methods.values():
            for content in operation.get("requestBody", {}).get("content", {}).values():
                yield path, content["schema"]


@pytest.mark.parametrize(("path", "schema"), list(sent()))
def test_the_schema_says_that_there_are_no_other_words(path: str, schema: Any) -> None:
    for shape in within(schema):
        assert shape["additionalProperties"] is False


def within(schema: Any) -> Iterator[Any]:
    """A shape that is sent and those of its parts."""
    parts = (schema, schema.get("items", {}), *schema.get("allOf", ()))
    for name in [one["$ref"].rpartition("/")[2] for one in parts if "$ref" in one]:
        shape = SHAPES[name]
        if shape.get("type") == "object":
            yield shape
            for inner in shape["properties"].values():
                yield from within(inner)
