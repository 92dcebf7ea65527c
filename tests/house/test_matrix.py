"""Every address answers every kind of person with the status of the matrix (tests/house/matrix.py)."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from decisions import demo, procedures
from decisions.demo.walk import Walk
from decisions.models import Authorisation, Matter
from decisions.procedures import MATTER
from jiedao.api.models import Client, Token
from jiedao.documents import actions as documents
from jiedao.documents.models import PrintedForm
from jiedao.organisation.models import Body, Seat, Term
from jiedao.people.models import User
from jiedao.procedures.rows import ANYONE
from jiedao.scans import actions as scans
from jiedao.scans.models import ScannedPaper
from tests.api.machines import opened, token_for
from tests.decisions.conftest import OF_ONE, START
from tests.house.cast import everybody
from tests.house.matrix import ADMINS, MATRIX, NOBODY, OTHERS
from tests.house.rows import parts
from tests.scans import camera

__all__ = ["everybody"]

BARE = (
    *("matter_list", "export", "draft", "authorisation_list", "export_authorisations", "authorise"),
    *("convening_list", "export_convening", "request_convening"),
    *("complaint_list", "export_complaints", "enter_complaint"),
    *("historic_list", "export_historic", "historic_template", "import_historic"),
)
PARTS = parts()
ROWS = {name: row for part in PARTS.values() for name, row in part.rows.items()} | MATRIX
STEPS = {f"decisions:{step.code}" for step in procedures.STEPS.values() if step.duty != ANYONE}
OPEN_STEPS = {
    f"consultations:{step.code}" for step in procedures.STEPS.values() if step.duty == ANYONE
}
API_STEPS = {
    f"api:matter-{step.code.replace('_', '-')}"
    for step in procedures.STEPS.values()
    if step.duty != ANYONE
}


def addresses(resolver: Any = None, space: str = "") -> Iterator[str]:
    """The name of every address of the portal, the back office's own apart."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace == "admin":
                continue
            yield from addresses(
                pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space
            )
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"


def test_every_address_has_its_row() -> None:
    known = set(ROWS) | STEPS | API_STEPS | OPEN_STEPS
    assert set(addresses()) == known


def arguments(name: str, matter: Matter, office: Any) -> list[Any]:
    """What an address is opened with, for one posted matter of community A."""
    number = matter.dossier.number
    publication = matter.dossier.publications.get()
    meeting = matter.dossier.meetings.first()
    attachment = matter.dossier.attachments.first()
    assert meeting
    assert attachment
    space, _, act = name.partition(":")
    special: dict[str, list[Any]] = {
        "documents:download": [number, "register", "pdf"],
        "documents:download_about": [number, "notice", publication.number, "docx"],
        "documents:print": [number, "motion"],
        "forms:printed_form": [printed(matter).code],
        "pages:handbook_procedure": ["matter"],
        "pages:handbook_work": ["reports"],
        "consultations:say_objection": [publication.number],
        "consultations:respond_objection": [publication.number],
        "consultations:choose_community": [],
        "consultations:say_complaint": [office.a.code],
        "decisions:objection_page": [number, 1],
        "decisions:objection_phone": [number, 1],
        **{f"decisions:{code}": [number, 1] for code in OF_ONE},
        "decisions:end_authorisation": [Authorisation.objects.get().pk],
        "decisions:disclose_phone": [number, 1],
        "organisation:begin_term": [Body.objects.filter(unit=office.a).first().pk],
        "organisation:fill_seat": [Term.objects.filter(body__unit=office.a).first().pk],
        "organisation:leave_seat": [Seat.objects.filter(term__body__unit=office.a).first().pk],
        "attachments:download": [attachment.pk, attachment.name],
        "notices:mark_read": [1],
        "accounts:end_device": ["0123456789abcdef"],
        "access:dismiss": [office.a.appointments.first().pk],
        "rulebooks:end_local_rule": [1],
        "rulebooks:end_scheme": [1],
        "indicators:figure_page": ["decisions.carried_out"],
        "api:figure-detail": ["decisions.carried_out"],
        "api:publication-detail": [publication.number],
    }
    if name in special:
        return special[name]
    if act in ("reset_password", "unlock", "remove_two_step", "close_account", "reopen_account"):
        return [office.a.appointments.first().user_id]
    if space == "clients":
        bare = ("client_list", "open_client")
        of_token = ("renew_token", "revoke_token")
        key = Token.objects.get().pk if act in of_token else Client.objects.get().pk
        return [] if act in bare else [key]
    if space == "scans" and act != "scan_list":
        paper = ScannedPaper.objects.get()
        return [paper.pk, 1] if act == "picture" else [paper.pk]
    if space == "meetings":
        return [meeting.pk]
    if space == "publications":
        bare = ("home", "board", "feed", "verify_code", "screen_worker")
        if act == "screen":
            return [office.a.code]
        return [] if act in bare else [publication.number]
    if space == "organisation":
        bare = ("units", "unit_list", "export_units", "import_units")
        return [] if act in bare else [office.a.code]
    for part in PARTS.values():
        if name in part.rows:
            return part.arguments(act, office)
    if space == "decisions":
        return [] if act in BARE else [number]
    if space == "consultations":
        return [] if act == "consultation_list" else [number]
    if name.startswith("api:matter-") and name != "api:matter-list":
        return [number]
    return []


def printed(matter: Matter) -> PrintedForm:
    """A form of the matter that went out on paper."""
    return documents.form_for(matter.dossier, document="motion", by=matter.dossier.opened_by)


@pytest.fixture
def posted(
    walk: Callable[..., Walk],
    office: Any,
    security_admin: User,
    sun_worker: User,
    everybody: dict[str, User],
) -> Matter:
    """A matter of community A whose resolution hangs on the board; a system with a token.

    And what the packages with rows of their own prepare.
    """
    journey = walk()  # first: what other packages prepare may rest on a matter
    for part in PARTS.values():
        part.prepare(office, everybody)
    token_for(opened(security_admin, office.street), security_admin)
    demo.to_posted(journey, START)
    scans.upload(office.a, file=camera.jpeg(camera.photographed(camera.blank())), by=sun_worker)
    scans.read_waiting()
    return journey.fresh()


def test_every_person_gets_the_status_of_the_matrix(
    posted: Matter,
    office: Any,
    everybody: dict[str, User],
    client_of: Callable[[User], Browser],
) -> None:
    clients = {who: client_of(user) for who, user in everybody.items()} | {NOBODY: Browser()}
    wrong = []
    for name, wanted in ROWS.items():
        address = reverse(name, args=arguments(name, posted, office))
        for who, status in wanted.items():
            response = clients[who].get(address)
            if response.streaming:
                list(response.streaming_content)  # a download is read to its end, then closed
            if response.status_code != status:
                wrong.append(f"{name} {who}: {response.status_code}, not {status}")
    assert not wrong, "\n".join(wrong)


def test_the_address_of_a_step_answers_like_the_table(
    posted: Matter,
    office: Any,
    everybody: dict[str, User],
    client_of: Callable[[User], Browser],
) -> None:
    outside = {*OTHERS, *ADMINS}
    wrong = []
    for step in procedures.STEPS.values():
        if step.duty == ANYONE:
            continue
        name = f"decisions:{step.code}"
        address = reverse(name, args=arguments(name, posted, office))
        api = reverse(f"api:matter-{step.code.replace('_', '-')}", args=[posted.dossier.number])
        for who, user in everybody.items():
            refusal = MATTER.why_not(posted, step.code, by=user)
            status = 404 if who in outside else refusal.status if refusal else 200
            client = client_of(user)
            got = client.get(address).status_code
            if got != status:
                wrong.append(f"{name} {who}: {got}, not {status}")
            # Bad input is told (400) only to who may take the step at all, and only where it is open.
            said = client.post(api, data={}, content_type="application/json").status_code
            closed = MATTER.why_closed(posted, step.code, by=user)
            allowed = {closed.status} if closed else {400, 409, 415, 200, 201}
            if who in outside:
                allowed = {404}
            if said not in allowed:
                wrong.append(f"POST {api} {who}: {said}, not {allowed}")
    assert not wrong, "\n".join(wrong)
