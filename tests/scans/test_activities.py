"""The signed sheet of an activity: printed with its code, found again, counted when its names are ticked."""

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from jiedao.activities import actions as activities
from jiedao.activities.models import Activity
from jiedao.activities.states import Kind, Part, System
from jiedao.attachments.states import AttachmentKind
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.scans import actions
from jiedao.scans.models import ScannedPaper
from jiedao.scans.states import PaperStatus
from tests.conftest import Office, _someone
from tests.documents.paper import pdf_words
from tests.scans import camera

SignedIn = Callable[[User], Client]
DAY = date(2026, 11, 26)


@pytest.fixture
def organiser(office: Office) -> User:
    return _someone("han", "韩学军", office.street, "organiser")


def planned(unit: Unit, by: User, *people: User, kind: str = Kind.TRAINING) -> Activity:
    """A meeting of some people on the day."""
    with clock.moved_to(DAY - timedelta(days=3)):
        return activities.plan(
            unit,
            by=by,
            kind=kind,
            title="居民代表会议怎么开",
            systems=[System.DECISIONS],
            held_on=DAY,
            begins=time(9),
            ends=time(11),
            place="会议室",
            people={Part.ATTENDS: [one.person_id for one in people if one.person_id]},
        )


def printed(client: Client, activity: Activity) -> bytes:
    """Print the sheet from the page of the activity, as a person does."""
    address = reverse("documents:print", args=[activity.dossier.number, "sign_in_sheet"])
    assert address in client.get(activity.get_absolute_url()).text
    return client.post(address, {"subject": "", "form": "pdf"}, follow=True).content


def scanned(unit: Unit, by: User, sheet: bytes) -> ScannedPaper:
    shot = camera.photographed(camera.page_of(sheet))
    actions.upload(unit, file=camera.jpeg(shot), by=by)
    actions.read_waiting()
    return ScannedPaper.objects.latest("pk")


def test_a_photographed_sheet_finds_its_activity_and_counts_when_its_names_are_ticked(
    office: Office,
    sun_worker: User,
    zhao_chair: User,
    branch_secretary: User,
    client_of: SignedIn,
) -> None:
    activity = planned(office.a, sun_worker, sun_worker, zhao_chair, branch_secretary)
    with clock.moved_to(DAY):
        client = client_of(sun_worker)
        bare = client.get(reverse("activities:hold", args=[activity.dossier.number])).text
        assert bare.count("checked") == 3  # without a sheet everybody is taken to have come
        sheet = printed(client, activity)
        assert "以会代训签到表" in pdf_words(sheet)
        paper = scanned(office.a, sun_worker, sheet)
        assert (paper.status, paper.why) == (PaperStatus.FILED, "")
        attachment = activity.dossier.attachments.get()
        assert (attachment, attachment.kind) == (paper.attachment, AttachmentKind.SIGNIN_SHEET)
        said = [line.words for line in timeline(activity.dossier, limit=4)]
        assert any("按表头二维码认出" in words for words in said)
        # Kept, and nobody counted by it.
        assert not activity.roster.filter(present=True).exists()
        step = reverse("activities:hold", args=[activity.dossier.number])
        listed = client.get(f"{reverse('scans:scan_list')}?show=all").text
        assert "照着勾名字" in listed
        assert f"{step}?scan={paper.pk}" in listed
        form = client.get(step)
        assert reverse("scans:picture", args=[paper.pk, 1]) in form.text
        assert "checked" not in form.text
        came = activity.roster.order_by("id")[:2]
        client.post(
            step,
            {
                "held_on": DAY.isoformat(),
                "begins": "09:00",
                "ends": "11:00",
                "place": "会议室",
                "chair": "陈建国",
                "summary": "讲了征求意见和表决的规矩。",
                "present": [str(one.pk) for one in came],
                "once_token": form.context["once_token"],
            },
        )
        activity.refresh_from_db()
        assert activity.is_held
        assert activity.roster.filter(present=True).count() == 2
        listed = client.get(f"{reverse('scans:scan_list')}?show=all").text
        assert "照着勾名字" not in listed


def test_a_sheet_comes_back_after_the_activity_is_closed_and_by_its_code_to_the_own_page(
    office: Office, sun_worker: User, zhao_chair: User, client_of: SignedIn
) -> None:
    activity = planned(office.a, sun_worker, sun_worker, kind=Kind.EXCHANGE)
    with clock.moved_to(DAY):
        sheet = printed(client_of(sun_worker), activity)
        activities.hold(
            activity,
            by=sun_worker,
            held_on=DAY,
            begins=time(9),
            ends=time(11),
            place="会议室",
            chair="陈建国",
            summary="交流了经验。",
            present=activity.roster.values_list("pk", flat=True),
        )
        assert activity.dossier.closed_on
        assert scanned(office.a, sun_worker, sheet).status == PaperStatus.FILED


def test_the_street_scans_its_own_and_a_neighbour_s_code_tells_nothing(
    office: Office,
    organiser: User,
    sun_worker: User,
    zheng_other: User,
    client_of: SignedIn,
) -> None:
    of_street = planned(office.street, organiser, organiser, sun_worker)
    theirs = planned(office.b, zheng_other, zheng_other)
    with clock.moved_to(DAY):
        client = client_of(organiser)
        assert "经八路街道" in client.get(reverse("scans:scan_list")).text
        sheet, other = printed(client, of_street), printed(client_of(zheng_other), theirs)
        assert scanned(office.street, organiser, sheet).dossier == of_street.dossier
        stranger = scanned(office.a, sun_worker, other)
        assert (stranger.status, stranger.dossier) == (PaperStatus.WAITING, None)
    assert not theirs.dossier.attachments.exists()
