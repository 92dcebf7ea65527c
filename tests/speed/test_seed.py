"""Rows made in bulk are rows the office could have made itself."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command

from bench import seed
from decisions import demo
from decisions.demo.stories import CHARGING, LIGHTS
from decisions.demo.walk import Walk
from decisions.models import Matter, Opinion
from decisions.states import MatterState
from jiedao.dossiers.models import Dossier, SearchText
from jiedao.lib import clock
from jiedao.meetings.models import RosterEntry
from jiedao.publications.books import faults
from jiedao.publications.models import Publication
from tests.decisions.conftest import START


@pytest.fixture
def fifty(walk: Callable[..., Walk]) -> None:
    """Two matters that were really walked, and forty-eight copies."""
    demo.to_archived(walk(CHARGING), START)
    today = clock.today()
    walk(LIGHTS, today - timedelta(days=3)).consult(today - timedelta(days=2)).say(
        today - timedelta(days=1), demo.OPINIONS
    )
    assert seed.fill(50) == 48


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
