"""Rows made in bulk are rows the office could have made itself."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from bench import seed
from decisions import actions, demo
from decisions.demo.stories import CHARGING, LIGHTS
from decisions.demo.walk import Walk
from decisions.models import Matter, Opinion
from decisions.states import MatterState
from jiedao.casefiles.models import Casefile
from jiedao.documents import actions as documents
from jiedao.documents.models import PrintedForm
from jiedao.dossiers.models import Dossier, SearchText
from jiedao.lib import clock
from jiedao.meetings.models import RosterEntry
from jiedao.people.models import User
from jiedao.publications.books import faults
from jiedao.publications.models import Publication
from jiedao.scans import actions as scans
from jiedao.scans.models import Scan, ScannedPaper
from jiedao.scans.states import PaperStatus
from tests.decisions.conftest import START
from tests.scans import camera


@pytest.fixture
def asked(walk: Callable[..., Walk]) -> Walk:
    """Two matters that were really walked: one to the archive, and this one to its consultation."""
    demo.to_archived(walk(CHARGING), START)
    today = clock.today()
    return (
        walk(LIGHTS, today - timedelta(days=3))
        .consult(today - timedelta(days=2))
        .say(today - timedelta(days=1), demo.OPINIONS)
    )


@pytest.fixture
def fifty(asked: Walk) -> None:
    """The two matters, and forty-eight copies."""
    assert seed.fill(50) == 48


@pytest.fixture
def came_back(asked: Walk) -> list[ScannedPaper]:
    """Paper of the matter that was scanned: known by its code, by the code that led there, not at all."""
    matter, worker = asked.fresh(), asked.posts.worker
    motion, opinions = (
        documents.form_for(matter.dossier, document=code, by=worker)
        for code in ("motion", "opinion_form")
    )
    shots: list[tuple[bytes, PrintedForm | None]] = [
        (camera.photographed(camera.page_of(camera.printed(motion))), None),
        (camera.photographed(camera.page_of(camera.printed(opinions)), blur=40), opinions),
        (camera.photographed(camera.blank()), None),
    ]
    for shot, form in shots:
        scans.upload(matter.dossier.unit, file=camera.jpeg(shot), by=worker, form=form)
    scans.read_waiting()
    return list(ScannedPaper.objects.order_by("id"))


@pytest.mark.usefixtures("fifty")
def test_the_books_of_a_seeded_office_verify() -> None:
    assert Matter.objects.count() == Dossier.objects.count() == SearchText.objects.count() == 50
    assert Publication.objects.count() > 2
    assert list(faults()) == []
    call_command("verify")


@pytest.mark.usefixtures("fifty")
def test_a_copy_has_what_its_original_has_under_its_own_name() -> None:
    original, *copies = (
        Dossier.objects.filter(matter__state=MatterState.CONSULTING)
        .select_related("search", "unit")
        .order_by("pk")
    )
    assert copies
    for copy in copies:
        assert copy.number != original.number
        assert copy.number in copy.search.text
        assert copy.title in copy.search.text
        assert copy.entries.count() == original.entries.count()
        assert original.title.removeprefix(original.unit.short_name) in copy.title
        assert Opinion.objects.filter(matter=copy.pk).count() == (
            Opinion.objects.filter(matter=original.pk).count()
        )


@pytest.mark.usefixtures("fifty")
def test_whole_copies_have_rosters_and_old_ones_have_none() -> None:
    archived = Dossier.objects.filter(matter__state=MatterState.ARCHIVED).order_by("pk")
    rosters = {
        dossier.pk: RosterEntry.objects.filter(meeting__dossier=dossier).count()
        for dossier in archived
    }
    assert set(rosters.values()) == {0, rosters[archived[0].pk]}


@pytest.mark.usefixtures("fifty")
def test_seeding_again_goes_on_where_it_stopped() -> None:
    assert seed.fill(60) == 10
    assert seed.fill(60) == 0
    assert Matter.objects.count() == 60
    assert list(faults()) == []


def test_scanned_papers_of_a_matter_are_not_copied_and_what_was_filed_is(
    asked: Walk, came_back: list[ScannedPaper]
) -> None:
    read, named, unknown = came_back
    assert {read.dossier, named.dossier} == {asked.matter.dossier}
    assert (read.status, named.status) == (PaperStatus.FILED, PaperStatus.FILED)
    assert unknown.status == PaperStatus.WAITING
    assert seed.fill(50) == 48
    assert (Scan.objects.count(), ScannedPaper.objects.count()) == (3, 3)
    copies = Dossier.objects.filter(matter__state=MatterState.CONSULTING)
    copies = copies.exclude(pk=asked.matter.pk)
    assert copies
    for copy in copies:
        filed = copy.attachments.values_list("sha256", flat=True)
        assert {read.sha256, named.sha256} <= set(filed)
    assert list(faults()) == []
    call_command("verify")


def test_a_sealed_casefile_is_copied_as_it_was_sealed(
    asked: Walk, zhao_chair: User, client_of: Callable[[User], Client]
) -> None:
    archived = Matter.objects.get(state=MatterState.ARCHIVED)
    with clock.moved_to(archived.dossier.last_act_on):
        actions.seal(archived, by=zhao_chair, on=archived.dossier.last_act_on)
    assert seed.fill(50) == 48
    sealed = Casefile.objects.select_related("dossier__unit").order_by("dossier_id")
    assert len(sealed) > 2
    assert list(faults()) == []
    call_command("verify")
    _, copy, *_ = [one.dossier for one in sealed if one.dossier.unit == archived.dossier.unit]
    page = client_of(zhao_chair).get(reverse("decisions:matter_page", args=[copy.number]))
    assert "由赵丽华封卷" in page.text
