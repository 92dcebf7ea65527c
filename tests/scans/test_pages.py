"""The page 扫描件 as people use it: many files at once, what became of each, helping where needed."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from kombu.exceptions import OperationalError
from PIL import Image

from decisions.demo.walk import Walk
from decisions.models import Matter
from jiedao.documents.models import PrintedForm
from jiedao.lib import clock, codes
from jiedao.meetings.states import MeetingStatus
from jiedao.people.models import User
from jiedao.scans import actions, tasks
from jiedao.scans.models import Scan, ScannedPaper
from tests.conftest import Office
from tests.scans import camera
from tests.support import statements

SignedIn = Callable[[User], Client]
LIST = "/office/scans/"


def sheet(name: str) -> SimpleUploadedFile:
    """A small picture of its own, without any code."""
    canvas = io.BytesIO()
    Image.effect_noise((120, 160), 60).convert("RGB").save(canvas, "JPEG")
    return camera.jpeg(canvas.getvalue(), name)


def upload(client: Client, *files: SimpleUploadedFile) -> str:
    """Upload by the form; what the page says once all is read."""
    response = client.post(LIST, {"papers": files}, follow=True)
    assert response.status_code == 200
    actions.read_waiting()
    return response.content.decode() + client.get(f"{LIST}?show=all").content.decode()


def photograph(form: PrintedForm) -> bytes:
    return camera.photographed(camera.page_of(camera.printed(form)))


def test_many_files_go_in_at_once_and_each_is_answered_for(
    office: Office,
    sign_in_sheet: PrintedForm,
    called: Matter,
    sun_worker: User,
    client_of: SignedIn,
) -> None:
    client = client_of(sun_worker)
    said = upload(
        client,
        camera.jpeg(photograph(sign_in_sheet), "IMG_1.jpg"),
        sheet("IMG_2.jpg"),
        SimpleUploadedFile("list.xlsx", b"PK\x03\x04"),
    )
    assert "“list.xlsx”没有收下：这里只收照片" in said
    assert "收到2个文件，正在识别" in said
    assert "已归卷" in said
    assert called.dossier.title in said
    assert "没有认出的扫描件" in said
    assert Scan.objects.count() == 2
    page = client.get(reverse("decisions:matter_page", args=[called.dossier.number]))
    assert "签到表·" in page.content.decode()


def test_a_file_sent_again_is_said_to_be_there(
    office: Office, sun_worker: User, client_of: SignedIn
) -> None:
    client, same = client_of(sun_worker), sheet("IMG_1.jpg")
    content = same.read()
    upload(client, camera.jpeg(content))
    assert "已经上传过，没有再存一份" in upload(client, camera.jpeg(content, "IMG_9.jpg"))
    assert Scan.objects.count() == 1


def test_nothing_chosen_and_too_much_chosen_are_told(
    office: Office, sun_worker: User, client_of: SignedIn
) -> None:
    client = client_of(sun_worker)
    response = client.post(LIST, {})
    assert response.status_code == 422
    assert "请选择要上传的照片或PDF" in response.content.decode()
    response = client.post(LIST, {"papers": [sheet(f"{n}.jpg") for n in range(31)]})
    assert response.status_code == 422
    assert "一次最多上传30个文件，您选了31个" in response.content.decode()


def test_a_photograph_taken_with_the_telephone_goes_in_too(
    office: Office, sun_worker: User, client_of: SignedIn
) -> None:
    response = client_of(sun_worker).post(LIST, {"camera": sheet("image.jpg")}, follow=True)
    assert "收到1个文件" in response.content.decode()


@pytest.fixture
def unread(office: Office, sun_worker: User) -> ScannedPaper:
    actions.upload(office.a, file=sheet("IMG_5.jpg"), by=sun_worker)
    actions.read_waiting()
    return ScannedPaper.objects.get()


def test_the_matter_is_found_by_its_words_or_by_the_code_on_the_paper(
    unread: ScannedPaper,
    called: Matter,
    sign_in_sheet: PrintedForm,
    sun_worker: User,
    client_of: SignedIn,
) -> None:
    client, where = client_of(sun_worker), reverse("scans:paper", args=[unread.pk])
    assert called.dossier.title in client.get(where, {"q": "充电棚"}).content.decode()
    assert "没有找到" in client.get(where, {"q": "没有这样的事"}).content.decode()
    typed = client.get(where, {"q": codes.form_code_in_groups(sign_in_sheet.code)})
    meeting = called.dossier.meetings.get()
    value = f"form:sign_in_sheet:{meeting.pk}"
    page = typed.content.decode()
    assert value in page
    assert page.index("checked") > 0
    filed = client.post(
        reverse("scans:file_scan", args=[unread.pk]),
        {"matter": called.dossier.number, "what": value},
        follow=True,
    )
    assert "已归入" in filed.content.decode()
    assert called.dossier.attachments.get().kind == "signin_sheet"


def test_what_a_person_left_out_is_asked_again(
    unread: ScannedPaper, called: Matter, sun_worker: User, client_of: SignedIn
) -> None:
    client = client_of(sun_worker)
    where = reverse("scans:file_scan", args=[unread.pk])
    response = client.post(where, {"matter": called.dossier.number})
    assert response.status_code == 422
    assert "请选择它是哪张表" in response.content.decode()
    assert client.post(where, {"matter": "JC2026-000000-0001"}).status_code == 404
    aside = client.post(reverse("scans:dismiss", args=[unread.pk]), {"reason": ""})
    assert aside.status_code == 422
    assert "请写明为什么不归卷" in aside.content.decode()
    done = client.post(
        reverse("scans:dismiss", args=[unread.pk]), {"reason": "拍花了，已经重拍。"}, follow=True
    )
    assert "已登记为不归卷" in done.content.decode()


def test_odd_words_in_an_address_break_nothing(
    unread: ScannedPaper, called: Matter, sun_worker: User, client_of: SignedIn
) -> None:
    client, where = client_of(sun_worker), reverse("scans:paper", args=[unread.pk])
    client.raise_request_exception = False
    for odd in ("\x00", "%", "9" * 5000, "长" * 5000, "'; --", "\u202e", "１２"):
        for address, name in ((where, "q"), (where, "matter"), (LIST, "older"), (LIST, "newer")):
            assert client.get(address, {name: odd}).status_code in (200, 400, 404), (address, odd)
        for field in ("matter", "what"):
            posted = {"matter": called.dossier.number, "what": "kind:other"} | {field: odd}
            answer = client.post(reverse("scans:file_scan", args=[unread.pk]), posted)
            assert answer.status_code in (400, 404, 422), (field, odd)
    refused = client.post(reverse("scans:dismiss", args=[unread.pk]), {"reason": "\x00"})
    assert refused.status_code in (400, 422)


def test_others_know_nothing_of_it(
    unread: ScannedPaper,
    others_matter: Matter,
    called: Matter,
    sun_worker: User,
    zheng_other: User,
    client_of: SignedIn,
) -> None:
    stranger = client_of(zheng_other)
    assert "IMG_5.jpg" not in stranger.get(f"{LIST}?show=all").content.decode()
    for name, more in (("paper", []), ("original", []), ("picture", [1])):
        address = reverse(f"scans:{name}", args=[unread.pk, *more])
        assert stranger.get(address).status_code == 404
    known = {"matter": others_matter.dossier.number, "what": "kind:photo"}
    assert stranger.post(reverse("scans:file_scan", args=[unread.pk]), known).status_code == 404
    # Nor does a worker of A put paper of A into a dossier of B.
    own = client_of(sun_worker)
    assert own.post(reverse("scans:file_scan", args=[unread.pk]), known).status_code == 404


def test_the_picture_of_a_filed_paper_is_seen_by_who_sees_the_matter(
    unread: ScannedPaper,
    called: Matter,
    sun_worker: User,
    wang_supervisor: User,
    client_of: SignedIn,
) -> None:
    picture = reverse("scans:picture", args=[unread.pk, 1])
    supervisor = client_of(wang_supervisor)
    assert supervisor.get(picture).status_code == 404
    client_of(sun_worker).post(
        reverse("scans:file_scan", args=[unread.pk]),
        {"matter": called.dossier.number, "what": "kind:other"},
    )
    shown = supervisor.get(picture)
    assert shown.status_code == 200
    assert shown["Content-Type"] == "image/jpeg"
    assert "sandbox" in shown["Content-Security-Policy"]
    assert b"".join(shown.streaming_content).startswith(b"\xff\xd8\xff")
    assert supervisor.get(reverse("scans:picture", args=[unread.pk, 2])).status_code == 404
    assert supervisor.get(reverse("scans:paper", args=[unread.pk])).status_code == 404


def test_the_list_costs_the_same_for_two_papers_and_for_sixty(
    office: Office, sun_worker: User, client_of: SignedIn
) -> None:
    client = client_of(sun_worker)

    def costs() -> int:
        return statements(lambda: client.get(f"{LIST}?show=all"))

    for number in range(2):
        actions.upload(office.a, file=sheet(f"{number}.jpg"), by=sun_worker)
    actions.read_waiting()
    costs()
    few = costs()
    last = ScannedPaper.objects.latest("id")
    for page in range(2, 60):
        ScannedPaper.objects.create(
            **{
                name: getattr(last, name)
                for name in (
                    "scan",
                    "unit",
                    "sha256",
                    "size",
                    "mime",
                    "shown",
                    "shown_sizes",
                    "why",
                )
            },
            first_page=page,
            last_page=page,
        )
    assert costs() == few <= 12
    page = client.get(f"{LIST}?show=all").content.decode()
    assert page.count('class="thumb"') == 20
    older = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    second = client.get(LIST + older).content.decode()
    assert second.count('class="thumb"') == 20
    assert 'rel="prev"' in second


def test_the_desk_says_that_paper_waits(
    unread: ScannedPaper, sun_worker: User, zheng_other: User, client_of: SignedIn
) -> None:
    assert "1份扫描件等人处理" in client_of(sun_worker).get("/office/").content.decode()
    assert "份扫描件等人处理" not in client_of(zheng_other).get("/office/").content.decode()


# --- the sign-in sheet ----------------------------------------------------------------------------


def test_a_scanned_sign_in_sheet_counts_when_its_names_are_ticked(
    office: Office,
    sign_in_sheet: PrintedForm,
    called: Matter,
    sun_worker: User,
    client_of: SignedIn,
) -> None:
    meeting = called.dossier.meetings.get()
    with clock.moved_to(meeting.held_on):
        client = client_of(sun_worker)
        said = upload(client, camera.jpeg(photograph(sign_in_sheet)))
        assert meeting.roster.filter(present=True).count() == 0
        assert "照着勾名字" in said
        paper = ScannedPaper.objects.get()
        where = f"{reverse('decisions:sign_in', args=[called.dossier.number])}?scan={paper.pk}"
        assert where in said.replace("&amp;", "&")
        page = client.get(where).content.decode()
        assert reverse("scans:picture", args=[paper.pk, 1]) in page
        came = [str(entry.pk) for entry in meeting.roster.all()[:5]]
        client.post(where, {"present": came, "on": meeting.held_on.isoformat()})
        assert meeting.roster.filter(present=True).count() == 5
        assert "照着勾名字" not in client.get(f"{LIST}?show=all").content.decode()


def test_the_sheet_of_a_closed_meeting_is_refused_as_ever(
    office: Office,
    sign_in_sheet: PrintedForm,
    called: Matter,
    walk: Any,
    posts: Any,
    client_of: Any,
) -> None:
    meeting = called.dossier.meetings.get()
    journey = Walk.__new__(Walk)
    journey.posts, journey.matter = posts, called
    with clock.moved_to(meeting.held_on):
        client = client_of(posts.worker)
        upload(client, camera.jpeg(photograph(sign_in_sheet)))
        paper = ScannedPaper.objects.get()
        number = called.dossier.number
        first = list(meeting.roster.values_list("pk", flat=True)[:2])
        client.post(
            reverse("decisions:sign_in", args=[number]),
            {"present": first, "on": meeting.held_on.isoformat()},
        )
        client.post(
            reverse("decisions:fail_meeting", args=[number]),
            {"minutes": "到会2人，等候半小时。", "on": meeting.held_on.isoformat()},
        )
        meeting.refresh_from_db()
        assert meeting.status == MeetingStatus.FAILED
        again = meeting.held_on + timedelta(days=5)
        journey.call(meeting.held_on, "party", held_on=again)
    with clock.moved_to(again):
        where = f"{reverse('decisions:sign_in', args=[number])}?scan={paper.pk}"
        response = client_of(posts.worker).get(where)
        assert response.status_code == 409
        assert "不能再改" in response.content.decode()


def test_an_upload_is_taken_in_though_no_message_gets_through(
    office: Office,
    sun_worker: User,
    client_of: SignedIn,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    def lost(**_: Any) -> None:
        raise OperationalError

    monkeypatch.setattr(tasks.read_waiting, "apply_async", lost)
    with django_capture_on_commit_callbacks(execute=True) as asked:
        response = client_of(sun_worker).post(LIST, {"papers": sheet("IMG_1.jpg")})
    assert response.status_code == 302
    assert len(asked) == 1
    assert tasks.read_waiting() == 1  # the sweep of the next minute
