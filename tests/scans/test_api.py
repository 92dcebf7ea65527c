"""Scans on the API: uploaded by a program, read by the worker, filed or put aside as on the page."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from decisions.models import Matter
from jiedao.documents.models import PrintedForm
from jiedao.lib import codes
from jiedao.people.models import User
from jiedao.scans import actions
from jiedao.scans.models import Scan, ScannedPaper
from jiedao.scans.states import PaperStatus
from tests.api.machines import opened, program, token_for
from tests.conftest import Office
from tests.scans.test_pages import photograph, sheet
from tests.support import statements

Browser = Callable[[User], Client]
URL = "/api/v1/scans/"
JSON = "application/json"


@pytest.fixture
def unread(office: Office, sun_worker: User) -> ScannedPaper:
    actions.upload(office.a, file=sheet("IMG_5.jpg"), by=sun_worker)
    actions.read_waiting()
    return ScannedPaper.objects.get()


def test_a_form_that_is_uploaded_goes_to_its_matter_by_itself(
    office: Office,
    sign_in_sheet: PrintedForm,
    called: Matter,
    sun_worker: User,
    client_of: Browser,
    django_capture_on_commit_callbacks: Any,
) -> None:
    client, content = client_of(sun_worker), photograph(sign_in_sheet)
    with django_capture_on_commit_callbacks() as asked:
        first, again = (
            client.post(
                URL,
                {"unit": office.a.code, "file": SimpleUploadedFile("IMG_1.jpg", content)},
                headers={"Idempotency-Key": "1"},
            )
            for _ in range(2)
        )
    assert (first.status_code, again.status_code) == (201, 201), first.content
    assert len(asked) == 1  # read at once, by the worker
    assert Scan.objects.count() == 1
    assert (first.json()["state"], first.json()["papers"]) == ("reading", [])
    actions.read_waiting()
    said = client.get(first["Location"]).json()
    (paper,) = said["papers"]
    assert (said["state"], paper["state"]) == ("read", "filed")
    assert paper["dossier"] == called.dossier.number
    assert client.get(f"{URL}{paper['paper']}/").json() == paper
    same = {"unit": office.a.code, "file": SimpleUploadedFile("IMG_2.jpg", content)}
    answer = client.post(URL, same)
    assert (answer.status_code, list(answer.json()["errors"])) == (409, ["file"])
    answer = client.post(f"{URL}{paper['paper']}/file/", {}, content_type=JSON)
    assert (answer.status_code, answer.json()["code"]) == (409, "scan.filed")


def test_an_upload_can_name_its_form(
    office: Office, sign_in_sheet: PrintedForm, sun_worker: User, client_of: Browser
) -> None:
    client = client_of(sun_worker)
    sent = {"unit": office.a.code, "form": codes.form_code_in_groups(sign_in_sheet.code)}
    answer = client.post(URL, sent | {"file": sheet("IMG_1.jpg")})
    assert answer.status_code == 201, answer.content
    actions.read_waiting()
    (paper,) = client.get(answer["Location"]).json()["papers"]
    assert paper["state"] == "filed"
    answer = client.post(URL, sent | {"form": "nothing", "file": sheet("IMG_2.jpg")})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["form"])


def test_what_cannot_be_taken_in_is_said(
    office: Office,
    sun_worker: User,
    li_secretary: User,
    client_of: Browser,
) -> None:
    client = client_of(sun_worker)
    table = SimpleUploadedFile("list.xlsx", b"PK\x03\x04")
    for sent, status, fields in (
        ({}, 400, {"unit", "file"}),
        ({"unit": office.street.code, "file": sheet("1.jpg")}, 400, {"unit"}),
        ({"unit": office.a.code, "file": table}, 409, {"file"}),
        ({"unit": office.b.code, "file": sheet("1.jpg")}, 403, set()),
    ):
        answer = client.post(URL, sent)
        assert (answer.status_code, set(answer.json()["errors"])) == (status, fields), sent
    # Who takes no paper in is told so, whatever is missing.
    secretary = client_of(li_secretary)
    assert secretary.post(URL, {}).status_code == 403
    assert secretary.get(URL).status_code == 403
    assert not Scan.objects.exists()


def test_a_person_says_what_a_paper_is(
    unread: ScannedPaper,
    called: Matter,
    others_matter: Matter,
    sun_worker: User,
    client_of: Browser,
) -> None:
    client, url, number = client_of(sun_worker), f"{URL}{unread.pk}/", called.dossier.number
    places = client.get(f"{url}places/?matter={number}").json()
    assert "kind:contract" in [one["value"] for one in places]
    elsewhere = others_matter.dossier.number
    assert client.get(f"{url}places/?matter={elsewhere}").status_code == 404
    for sent, field in (
        ({"matter": elsewhere, "what": "kind:contract"}, "matter"),
        ({"matter": number, "what": "kind:nothing"}, "what"),
        ({"matter": number}, "what"),
    ):
        answer = client.post(f"{url}file/", sent, content_type=JSON)
        assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    sent = {"matter": number, "what": "kind:contract"}
    for _ in range(2):
        answer = client.post(
            f"{url}file/", sent, content_type=JSON, headers={"Idempotency-Key": "1"}
        )
        assert answer.status_code == 200, answer.content
    assert (answer.json()["state"], answer.json()["dossier"]) == ("filed", number)
    assert called.dossier.attachments.filter(kind="contract").count() == 1
    answer = client.post(f"{url}dismiss/", {"reason": "重复拍的。"}, content_type=JSON)
    assert (answer.status_code, answer.json()["code"]) == (409, "scan.filed")


def test_what_is_of_no_use_is_put_aside_for_a_reason(
    unread: ScannedPaper, sun_worker: User, zheng_other: User, client_of: Browser
) -> None:
    client, url = client_of(sun_worker), f"{URL}{unread.pk}/dismiss/"
    assert client_of(zheng_other).post(url, {}, content_type=JSON).status_code == 404
    answer = client.post(url, {}, content_type=JSON)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["reason"])
    answer = client.post(url, {"reason": "13812345678"}, content_type=JSON)
    assert (answer.status_code, list(answer.json()["errors"])) == (409, ["reason"])
    said = client.post(url, {"reason": "拍花了，已经重拍。"}, content_type=JSON).json()
    assert (said["state"], said["why"]) == (PaperStatus.DISMISSED, "拍花了，已经重拍。")
    assert client.post(url, {"reason": "再来一次"}, content_type=JSON).status_code == 409


def test_the_list_is_the_askers_own_narrows_and_costs_the_same(
    office: Office,
    unread: ScannedPaper,
    sun_worker: User,
    zheng_other: User,
    client_of: Browser,
) -> None:
    client, other = client_of(sun_worker), client_of(zheng_other)
    assert other.get(URL).json()["results"] == []
    assert other.get(f"{URL}{unread.pk}/").status_code == 404
    assert other.get(f"{URL}uploads/{unread.scan_id}/").status_code == 404
    (line,) = client.get(f"{URL}?state=waiting&unit={office.street.code}").json()["results"]
    assert (line["paper"], line["to_do"]) == (unread.pk, "选择案卷")
    assert client.get(f"{URL}?state=filed").json()["results"] == []
    assert client.get(f"{URL}?state=nothing").status_code == 400
    client.get(URL)
    few = statements(lambda: client.get(URL))
    for number in range(19):
        actions.upload(office.a, file=sheet(f"{number}.jpg"), by=sun_worker)
    actions.read_waiting()
    assert len(client.get(URL).json()["results"]) == 20
    assert statements(lambda: client.get(URL)) == few


def test_a_scanner_hands_in_what_lies_on_it_and_settles_nothing(
    office: Office, unread: ScannedPaper, security_admin: User
) -> None:
    scanner = opened(security_admin, office.a, role="scanner", act_codes=["scans.upload"])
    machine = program(token_for(scanner, security_admin, "office_scan"))
    answer = machine.post(URL, {"unit": office.a.code, "file": sheet("1.jpg")})
    assert answer.status_code == 201, answer.content
    url = f"{URL}{unread.pk}/dismiss/"
    answer = machine.post(url, {"reason": "拍花了。"}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (403, "api.machine_reads")
