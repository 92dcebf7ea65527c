"""The permission matrix: every address, every kind of person, one status.

`-` is nobody (no sign-in). Addresses of steps follow the procedure's own table: the answer of
`why_not` is the status. A new address must be given its row here.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from decisions import demo, procedures
from decisions.demo.walk import Walk
from decisions.models import Matter
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
from tests.scans import camera

WORKERS = ("chair", "worker", "branch", "supervisor", "grid")  # community A
STREET = ("secretary", "lead", "officer")
OTHERS = ("other",)  # the same posts in community B
ADMINS = ("security", "system", "audit")
LEADERS = ("chair", "branch", "secretary", "lead", "officer", "other", "security", "system")
SIGNED_IN = (*WORKERS, *STREET, *OTHERS, *ADMINS)
NOBODY = "-"


def row(default: int, **but: int) -> dict[str, int]:
    """Nobody is sent to sign in; everyone else gets the default, but for those named."""
    return {NOBODY: 302} | dict.fromkeys(SIGNED_IN, default) | but


def only(people: tuple[str, ...], status: int = 200, *, others: int = 403) -> dict[str, int]:
    """The status for these, another for all others who are signed in."""
    return row(others, **dict.fromkeys(people, status))


PUBLIC = {NOBODY: 200} | dict.fromkeys(SIGNED_IN, 200)
COMMAND = row(405)  # a page opened at a command's address: it only takes a form
OF_A = only((*WORKERS, *STREET), others=404)
OF_COMMUNITY = only(("chair", "worker", "branch"), others=404)  # who takes paper in there

MATRIX: dict[str, dict[str, int]] = {
    "pages:desk": row(200),
    "pages:sign_in": {NOBODY: 200} | dict.fromkeys(SIGNED_IN, 302),
    "pages:sign_out": {NOBODY: 405} | dict.fromkeys(SIGNED_IN, 405),
    "pages:search": row(200),
    "pages:back_office_sign_in": {NOBODY: 302} | dict.fromkeys(SIGNED_IN, 403),
    "pages:handbook": PUBLIC,
    "pages:handbook_procedure": PUBLIC,
    "pages:handbook_accounts": PUBLIC,
    "pages:handbook_roles": PUBLIC,
    "pages:handbook_rules": PUBLIC,
    "pages:handbook_limits": PUBLIC,
    "pages:residents": PUBLIC,
    "pages:elder": {NOBODY: 302} | dict.fromkeys(SIGNED_IN, 302),
    "pages:healthz": PUBLIC,
    "pages:readyz": PUBLIC,
    "pages:favicon": {NOBODY: 302} | dict.fromkeys(SIGNED_IN, 302),
    "publications:home": PUBLIC,
    "publications:board": PUBLIC,
    "publications:feed": PUBLIC,
    "publications:publication": PUBLIC,
    "publications:verify": PUBLIC,
    "publications:qr": PUBLIC,
    "publications:notice_pdf": PUBLIC,
    "publications:poster_a4": PUBLIC,
    "publications:poster_a3": PUBLIC,
    "publications:photo_posted": PUBLIC,
    "publications:photo_taken_down": dict.fromkeys((NOBODY, *SIGNED_IN), 404),  # still hanging
    "publications:verify_code": PUBLIC,
    "publications:screen": PUBLIC,
    "publications:screen_worker": PUBLIC,
    "consultations:consultation_list": PUBLIC,
    "consultations:consultation": PUBLIC,
    "decisions:matter_list": row(200),
    "decisions:export": row(200),
    "decisions:draft": only(("chair", "worker", "branch", "other")),
    "decisions:authorisation_list": row(200),
    "decisions:export_authorisations": row(200),
    "decisions:authorise": only(("chair", "other")),
    "decisions:end_authorisation": row(404),  # there is none to end
    "decisions:convening_list": row(200),
    "decisions:export_convening": row(200),
    "decisions:request_convening": only(("chair", "worker", "branch", "lead", "officer", "other")),
    # A matter's number is no request's: tests/decisions/test_convening.py asks with a request's own.
    "decisions:convening_page": row(404),
    "decisions:tick_names": row(404),
    "decisions:enter_sheet": row(404),
    "decisions:attach_signatures": row(404),
    "decisions:accept_request": row(404),
    "decisions:decline_request": row(404),
    "decisions:record_convening": row(404),
    "decisions:historic_list": row(200),
    "decisions:export_historic": row(200),
    "decisions:historic_template": only(("chair", "worker", "other")),
    "decisions:import_historic": only(("chair", "worker", "other")),
    "decisions:historic_page": row(404),  # a matter's number is no old matter's
    "decisions:matter_page": OF_A,
    "decisions:timeline": OF_A,
    "decisions:owner_sheet": OF_A,
    "decisions:opinion_list": OF_A,
    "decisions:objection_list": OF_A,
    "decisions:objection_page": row(404),  # none was said
    "decisions:objection_phone": row(404),
    "decisions:opinions_export": OF_A,
    "decisions:export_objections": OF_A,
    "decisions:disclose_phone": OF_A
    | dict.fromkeys(("worker", "supervisor", "grid", *STREET), 403),
    "receipts:look_up": PUBLIC,
    "organisation:units": row(200),
    "organisation:unit_list": row(200),
    "organisation:export_units": row(200),
    "organisation:unit_page": row(200),
    "organisation:import_units": only(("system",)),
    "organisation:begin_term": only(("system",)),
    "organisation:fill_seat": only(("system",)),
    "organisation:leave_seat": only(("system",)),
    "organisation:add_unit": only(("system",)),
    "organisation:rename_unit": only(("system",)),
    "organisation:describe_unit": only(("system",)),
    "organisation:close_unit": only(("system",)),
    "organisation:establish_body": only(("system",)),
    "organisation:register_kinship": only(("system",)),
    "organisation:count_heads": only(("system",)),
    "organisation:export_rosters": row(200),
    "access:appointments": only(LEADERS),
    "access:export_appointments": only(LEADERS),
    "access:roles": row(200),
    "access:appoint": only(("security",)),
    "access:dismiss": only(("security",)),
    "accounts:first_password": dict.fromkeys((NOBODY, *SIGNED_IN), 302),  # nobody half-way in
    "accounts:sign_in_code": dict.fromkeys((NOBODY, *SIGNED_IN), 302),
    "accounts:sign_in_two_step": dict.fromkeys((NOBODY, *SIGNED_IN), 302),
    "accounts:two_step": row(200),
    "accounts:renew_recovery_codes": COMMAND,
    "accounts:give_up_two_step": COMMAND,
    "accounts:confirm": row(200),
    "accounts:remove_two_step": only(("security",)),
    "accounts:sign_ins": only(("audit",)),
    "accounts:export_sign_ins": only(("audit",)),
    "accounts:account": row(200),
    "accounts:change_password": row(200),
    "accounts:end_device": COMMAND,
    "accounts:end_other_devices": COMMAND,
    "accounts:still_here": row(204),
    "accounts:accounts": only(("security",)),
    "accounts:export_accounts": only(("security",)),
    "accounts:open_account": only(("security",)),
    "accounts:reset_password": only(("security",)),
    "accounts:unlock": only(("security",)),
    "accounts:close_account": only(("security",)),
    "accounts:reopen_account": only(("security",)),
    "clients:client_list": only(("security",)),
    "clients:open_client": only(("security",)),
    "clients:client": only(("security",)),
    "clients:change_client": only(("security",)),
    "clients:close_client": only(("security",)),
    "clients:issue_token": only(("security",)),
    "clients:renew_token": only(("security",)),
    "clients:revoke_token": only(("security",)),
    "attachments:download": OF_A,
    "documents:download": OF_A,
    "documents:download_about": OF_A,
    "documents:print": COMMAND,
    "forms:printed_form": PUBLIC
    | dict.fromkeys((*WORKERS, *STREET), 302),  # to where its scan goes
    "meetings:page": OF_A,
    "scans:scan_list": only(("chair", "worker", "branch", "other")),
    "scans:paper": OF_COMMUNITY,
    "scans:picture": OF_COMMUNITY,
    "scans:original": OF_COMMUNITY,
    "scans:file_scan": COMMAND,
    "scans:dismiss": COMMAND,
    "personal:disclosure_list": only(("audit",)),
    "notices:inbox": row(200),
    "notices:mark_all_read": COMMAND,
    "notices:mark_read": COMMAND,
    "workdays:calendar": row(200),
    "workdays:load_year": only(("officer",)),
    "workdays:set_day": only(("officer",)),
    "rulebooks:rules": row(200),
    "rulebooks:set_local_rule": only(("lead",)),
    "rulebooks:register_scheme": only(("lead",)),
    "rulebooks:end_scheme": row(404),  # there is none to end
    "rulebooks:end_local_rule": row(404),  # there is none to end
    "indicators:figure_list": only(("chair", "branch", "secretary", "lead", "officer", "other")),
    "indicators:figure_page": only(("chair", "branch", "secretary", "lead", "officer", "other")),
    "api:me": row(200) | {NOBODY: 401},
    "api:schema": PUBLIC,
    "api:publication-list": PUBLIC,
    "api:publication-detail": PUBLIC,
    "api:matter-list": row(200) | {NOBODY: 401},
    "api:matter-detail": OF_A | {NOBODY: 401},
    "api:matter-opinion-list": OF_A | {NOBODY: 401},
    "api:matter-objection-list": OF_A | {NOBODY: 401},
    "api:matter-meeting-list": OF_A | {NOBODY: 401},
    "api:matter-publication-list": OF_A | {NOBODY: 401},
    "api:matter-timeline-list": OF_A | {NOBODY: 401},
    "api:matter-person-list": OF_A | {NOBODY: 401},
    "api:nothing": dict.fromkeys((NOBODY, *SIGNED_IN), 404),
}
BARE = (
    *("matter_list", "export", "draft", "authorisation_list", "export_authorisations", "authorise"),
    *("convening_list", "export_convening", "request_convening"),
    *("historic_list", "export_historic", "historic_template", "import_historic"),
)
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
    known = set(MATRIX) | STEPS | API_STEPS | OPEN_STEPS
    assert set(addresses()) == known


@pytest.fixture
def everybody(
    zhao_chair: User,
    sun_worker: User,
    branch_secretary: User,
    wang_supervisor: User,
    zhou_grid: User,
    li_secretary: User,
    lead_official: User,
    officer: User,
    zheng_other: User,
    security_admin: User,
    system_admin: User,
    audit_admin: User,
) -> dict[str, User]:
    return {
        "chair": zhao_chair,
        "worker": sun_worker,
        "branch": branch_secretary,
        "supervisor": wang_supervisor,
        "grid": zhou_grid,
        "secretary": li_secretary,
        "lead": lead_official,
        "officer": officer,
        "other": zheng_other,
        "security": security_admin,
        "system": system_admin,
        "audit": audit_admin,
    }


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
        "consultations:say_objection": [publication.number],
        "consultations:respond_objection": [publication.number],
        "decisions:objection_page": [number, 1],
        "decisions:objection_phone": [number, 1],
        **{f"decisions:{code}": [number, 1] for code in OF_ONE},
        "decisions:end_authorisation": [1],
        "decisions:disclose_phone": [number, 1],
        "organisation:begin_term": [Body.objects.filter(unit=office.a).first().pk],  # type: ignore[union-attr]
        "organisation:fill_seat": [Term.objects.filter(body__unit=office.a).first().pk],  # type: ignore[union-attr]
        "organisation:leave_seat": [Seat.objects.filter(term__body__unit=office.a).first().pk],  # type: ignore[union-attr]
        "attachments:download": [attachment.pk, attachment.name],
        "notices:mark_read": [1],
        "accounts:end_device": ["0123456789abcdef"],
        "access:dismiss": [office.a.appointments.first().pk],
        "rulebooks:end_local_rule": [1],
        "rulebooks:end_scheme": [1],
        "indicators:figure_page": ["decisions.carried_out"],
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
    walk: Callable[..., Walk], office: Any, security_admin: User, sun_worker: User
) -> Matter:
    """A matter of community A whose resolution hangs on the board; a system with a token."""
    token_for(opened(security_admin, office.street), security_admin)
    journey = walk()
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
    for name, wanted in MATRIX.items():
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
            # Bad input is told (400) only to who may take the step at all.
            said = client.post(api, data={}, content_type="application/json").status_code
            allowed = (
                {404} if who in outside else {403} if status == 403 else {400, 409, 415, 200, 201}
            )
            if said not in allowed:
                wrong.append(f"POST {api} {who}: {said}, not {allowed}")
    assert not wrong, "\n".join(wrong)
