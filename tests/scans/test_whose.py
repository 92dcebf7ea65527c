"""With whom a scanned paper lies: its own unit, who uploaded it, and those above only where nobody is."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from jiedao.access import actions as access
from jiedao.documents.models import PrintedForm
from jiedao.lib import clock
from jiedao.organisation.models import Unit
from jiedao.people import actions as people
from jiedao.people.models import User
from jiedao.scans import actions
from jiedao.scans.models import ScannedPaper
from jiedao.scans.states import PaperStatus
from tests.api.machines import opened, program, token_for
from tests.conftest import Office, _someone
from tests.scans import camera
from tests.scans.test_pages import LIST, photograph, sheet
from tests.support import statements

SignedIn = Callable[[User], Client]
API = "/api/v1/scans/"


@pytest.fixture
def organiser(office: Office) -> User:
    return _someone("han", "韩学军", office.street, "organiser")


def taken_in(unit: Unit, by: User, name: str) -> ScannedPaper:
    """A picture nobody can tell what it is."""
    scan = actions.upload(unit, file=sheet(name), by=by)
    actions.read_waiting()
    return ScannedPaper.objects.get(scan=scan)


def addresses(paper: ScannedPaper) -> tuple[str, ...]:
    """Wherever a paper can be looked at."""
    return (
        reverse("scans:paper", args=[paper.pk]),
        reverse("scans:picture", args=[paper.pk, 1]),
        reverse("scans:original", args=[paper.pk]),
        f"{API}{paper.pk}/",
        f"{API}uploads/{paper.scan_id}/",
    )


def answers(client: Client, paper: ScannedPaper) -> set[int]:
    """What all of them answer."""
    return {status(client, address) for address in addresses(paper)}


def status(client: Client, address: str) -> int:
    response = client.get(address)
    response.getvalue()  # to the end: a file is closed then
    return int(response.status_code)


def listed(client: Client) -> set[int]:
    """The papers on the API's list; the page's list and the desk's line agree with it."""
    found = {line["paper"] for line in client.get(API).json()["results"]}
    page = client.get(f"{LIST}?show=all").text
    every = set(ScannedPaper.objects.values_list("pk", flat=True))
    assert {pk for pk in every if reverse("scans:paper", args=[pk]) in page} == found
    line = f"{len(found)}份扫描件等人处理"
    assert (line in client.get(reverse("pages:desk")).text) == bool(found)
    return found


def test_who_scans_for_the_street_sees_the_street_s_paper_and_what_he_uploaded_for_a_community(
    office: Office, organiser: User, sun_worker: User, zheng_other: User, client_of: SignedIn
) -> None:
    of_street = taken_in(office.street, organiser, "1.jpg")
    handed_in = taken_in(office.a, organiser, "2.jpg")
    of_a = taken_in(office.a, sun_worker, "3.jpg")
    of_b = taken_in(office.b, zheng_other, "4.jpg")
    street, worker, other = (client_of(user) for user in (organiser, sun_worker, zheng_other))
    assert listed(street) == {of_street.pk, handed_in.pk}
    assert listed(worker) == {handed_in.pk, of_a.pk}
    assert listed(other) == {of_b.pk}
    assert answers(street, of_street) == answers(street, handed_in) == {200}
    assert answers(street, of_a) == answers(street, of_b) == {404}
    aside = reverse("scans:dismiss", args=[of_a.pk])
    assert street.post(aside, {"reason": "重复拍的。"}).status_code == 404
    of_a.refresh_from_db()
    assert of_a.status == PaperStatus.WAITING
    assert (
        street.post(
            reverse("scans:dismiss", args=[handed_in.pk]), {"reason": "重复拍的。"}
        ).status_code
        == 302
    )


def test_a_second_worker_of_the_community_sees_what_the_first_uploaded(
    office: Office, sun_worker: User, zhao_chair: User, client_of: SignedIn
) -> None:
    paper = taken_in(office.a, sun_worker, "1.jpg")
    assert answers(client_of(zhao_chair), paper) == {200}


def test_who_moved_to_another_community_leaves_the_paper_behind(
    office: Office, sun_worker: User, zhao_chair: User, client_of: SignedIn
) -> None:
    paper = taken_in(office.a, sun_worker, "1.jpg")
    (post,) = sun_worker.appointments.all()
    access.dismiss(post, by=people.system(), reason="调离", ends_on=clock.today())
    access.appoint(
        sun_worker,
        role="community_worker",
        unit=office.b,
        by=people.system(),
        starts_on=clock.today(),
    )
    assert answers(client_of(sun_worker), paper) == {404}
    assert answers(client_of(zhao_chair), paper) == {200}


def test_paper_of_a_community_without_anybody_lies_with_the_street(
    office: Office, organiser: User, sun_worker: User, client_of: SignedIn
) -> None:
    paper = taken_in(office.a, sun_worker, "1.jpg")
    street = client_of(organiser)
    assert listed(street) == set()
    (post,) = sun_worker.appointments.all()
    access.dismiss(post, by=people.system(), reason="调离", ends_on=clock.today())
    assert listed(street) == {paper.pk}
    assert answers(street, paper) == {200}


def test_a_machine_of_the_street_sees_what_it_handed_in_and_the_community_sees_to_it(
    office: Office, sun_worker: User, security_admin: User, client_of: SignedIn
) -> None:
    scanner = opened(security_admin, office.street, role="scanner", act_codes=["scans.upload"])
    machine = program(token_for(scanner, security_admin, "office_scan"))
    of_a = taken_in(office.a, sun_worker, "1.jpg")
    answer = machine.post(API, {"unit": office.a.code, "file": sheet("2.jpg")})
    assert answer.status_code == 201, answer.content
    actions.read_waiting()
    (own,) = machine.get(answer["Location"]).json()["papers"]
    assert [line["paper"] for line in machine.get(API).json()["results"]] == [own["paper"]]
    assert machine.get(f"{API}{of_a.pk}/").status_code == 404
    assert listed(client_of(sun_worker)) == {of_a.pk, own["paper"]}


def test_a_machine_is_nobody_to_leave_a_community_s_paper_with(
    office: Office, organiser: User, sun_worker: User, security_admin: User, client_of: SignedIn
) -> None:
    opened(security_admin, office.a, role="scanner", act_codes=["scans.upload"])
    paper = taken_in(office.a, sun_worker, "1.jpg")
    (post,) = sun_worker.appointments.all()
    access.dismiss(post, by=people.system(), reason="调离", ends_on=clock.today())
    assert listed(client_of(organiser)) == {paper.pk}


def test_the_picture_of_a_community_s_filed_paper_is_seen_from_the_street(
    office: Office,
    organiser: User,
    sun_worker: User,
    sign_in_sheet: PrintedForm,
    client_of: SignedIn,
) -> None:
    shot = camera.jpeg(photograph(sign_in_sheet))
    scan = actions.upload(office.a, file=shot, by=sun_worker)
    actions.read_waiting()
    paper = ScannedPaper.objects.get(scan=scan)
    assert paper.status == PaperStatus.FILED
    street = client_of(organiser)
    assert status(street, reverse("scans:picture", args=[paper.pk, 1])) == 200
    assert status(street, reverse("scans:paper", args=[paper.pk])) == 404


def test_a_file_the_community_has_already_is_not_promised_to_the_street(
    office: Office, organiser: User, sun_worker: User, client_of: SignedIn
) -> None:
    content = sheet("1.jpg").read()
    actions.upload(office.a, file=camera.jpeg(content), by=sun_worker)
    sent = {"unit": office.a.pk, "papers": [camera.jpeg(content)]}
    said = client_of(organiser).post(LIST, sent, follow=True).text
    assert "已经上传过，没有再存一份" in said
    assert "那里没有的，请问体育社区" in said


def test_the_list_of_the_street_costs_the_same_for_one_paper_and_for_many(
    office: Office, organiser: User, client_of: SignedIn
) -> None:
    client = client_of(organiser)
    taken_in(office.street, organiser, "1.jpg")
    client.get(LIST)
    few = statements(lambda: client.get(LIST))
    for number in range(9):
        taken_in(office.a, organiser, f"{number}.jpg")
    assert statements(lambda: client.get(LIST)) == few
