"""A fuzzer that knows the schema: nothing it sends is answered with a 500 or outside what is documented.

Seeded, so that what it finds once it finds again; `FUZZ_EXAMPLES` says how many requests each
operation gets per person (more of them on a quiet night).
"""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from decisions import demo
from decisions.demo.walk import Walk
from jiedao.api import registry
from jiedao.api.records.viewsets import RecordViewSet
from jiedao.dossiers.models import Dossier
from jiedao.lib import clock
from jiedao.people.models import User
from jiedao.web import limits
from tests.api.machines import opened, token_for
from tests.decisions.conftest import START, posts, walk
from tests.house.cast import everybody
from tests.house.rows import parts

__all__ = ["everybody", "posts", "walk"]

pytestmark = pytest.mark.fuzz

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "2"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
WRITTEN: dict[str, Any] = SchemaGenerator().get_schema(public=True)
del WRITTEN["components"]["securitySchemes"]  # who asks is ours to say, not the fuzzer's to invent
for _operation in (each for path in WRITTEN["paths"].values() for each in path.values()):
    _operation.pop("security", None)
SCHEMA = schemathesis.openapi.from_dict(WRITTEN)
SCHEMA.app = get_wsgi_application()
OPERATIONS = {
    result.ok().definition.raw["operationId"]: result.ok() for result in SCHEMA.get_all_operations()
}
Asker = dict[str, dict[str, str]]


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """A request of the fuzzer stays within the test's own transaction, as one of the test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def numbers(walk: Callable[..., Walk], monkeypatch: Any, settings: Any, tmp_path: Any) -> list[str]:
    """Matters in states of every kind; nobody is slowed down while so much is asked."""
    settings.MEDIA_ROOT = tmp_path / "attachments"
    monkeypatch.setattr(limits, "seconds_to_wait", lambda limit, place: 0)
    carried: list[Callable[[Walk], Any]] = [
        lambda journey: None,
        lambda journey: journey.consult(START),
        lambda journey: demo.to_summed_up(journey, START),
        lambda journey: demo.to_deliberated(journey, START),
        lambda journey: demo.to_posted(journey, START),
        lambda journey: demo.to_implementing(journey, START),
    ]
    found = []
    for carry in carried:
        journey = walk()
        carry(journey)
        found.append(journey.matter.dossier.number)
    return found


@pytest.fixture
def known(
    numbers: list[str], office: Any, everybody: dict[str, User]
) -> Callable[[str], list[str]]:
    """The numbers there are for an address: of matters, and of every kind of record of the office."""
    for part in parts().values():
        part.prepare(office, everybody)
    kinds = {
        f"/api/v1/{prefix}/": view.acts.example[:2]
        for prefix, view, _ in registry.collect().registry
        if issubclass(view, RecordViewSet)
    }
    units = [office.street.code, office.a.code, office.b.code]

    def known(path: str) -> list[str]:
        kind = next((kinds[start] for start in kinds if path.startswith(start)), None)
        if kind is None:
            return numbers
        if kind.isdecimal():  # a unit is named by its code
            return units
        rows = Dossier.objects.filter(number__startswith=kind)
        return list(rows.order_by("pk").values_list("number", flat=True))

    return known


@pytest.fixture
def people(
    zhao_chair: User, officer: User, security_admin: User, system_admin: User, office: Any
) -> dict[str, Asker]:
    """Who asks: somebody unknown, the chair of the community, an officer of the street who keeps
    most of its records, two administrators, another system."""
    hotline = opened(security_admin, office.street, act_codes=["matter.draft", "matter.attach"])
    token = token_for(hotline, security_admin)
    persons = {
        "chair": zhao_chair,
        "officer": officer,
        "security": security_admin,
        "system": system_admin,
    }
    return {
        "nobody": {},
        "machine": {"headers": {"Authorization": f"Bearer {token}"}},
        **{name: signed_in(user) for name, user in persons.items()},
    }


def signed_in(user: User) -> Asker:
    """The cookies of a browser in which a person is signed in, with the token against forgery."""
    client, token = Client(), _get_new_csrf_string()
    client.force_login(user, backend="jiedao.accounts.backends.Accounts")
    session = client.cookies["sessionid"].value
    cookies = {"sessionid": session, "csrftoken": token}
    return {"cookies": cookies, "headers": {"X-CSRFToken": token}}


def modes() -> Iterator[GenerationMode]:
    yield GenerationMode.POSITIVE
    yield GenerationMode.NEGATIVE


@pytest.mark.parametrize("who", ["nobody", "chair", "officer", "security", "system", "machine"])
def test_nothing_a_program_sends_breaks_the_portal(
    who: str, people: dict[str, Asker], known: Callable[[str], list[str]]
) -> None:
    asked, found = 0, []
    for code, operation in OPERATIONS.items():
        numbers = known(operation.path)
        for mode in modes():
            try:
                asked += fuzz(operation, mode, people[who], numbers)
            except FailureGroup as failures:
                found += [f"{code} {mode}: {failure}" for failure in failures.exceptions]
    assert not found, "\n\n".join(found)
    assert asked > len(OPERATIONS)


def fuzz(operation: Any, mode: GenerationMode, asker: Asker, numbers: list[str]) -> int:
    """Ask one operation, everything taken back afterwards; how often it was asked."""
    asked = 0

    @seed(20261124)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        nonlocal asked
        if "number" in (case.path_parameters or {}) and asked % 4:
            case.path_parameters["number"] = numbers[asked % len(numbers)]
        asked += 1
        with transaction.atomic(), clock.moved_to(START):
            answer = case.call(**asker)
            transaction.set_rollback(True)
        case.validate_response(answer, checks=CHECKS)

    try:
        ask()
    except Unsatisfiable:
        assert (
            mode is GenerationMode.NEGATIVE
        )  # an operation that takes nothing cannot be asked wrongly
    return asked
