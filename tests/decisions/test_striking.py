"""What a notice told of is no longer in force: it says so at its top, on the board, in the feed, on the screen."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.test import Client
from django.urls import reverse

from decisions.demo import regimes
from decisions.demo.regimes import COVENANT, RegimeWalk
from decisions.demo.walk import Posts, Walk
from jiedao.lib import clock
from jiedao.organisation.models import HeadCount
from jiedao.people.models import User
from jiedao.publications import board, screen
from jiedao.publications.models import Publication
from tests.conftest import Office
from tests.decisions.conftest import START

DAY = timedelta(days=1)
ORDERED, WHY = "街道责令改正，这份公示不再有效", "居民公约不能设定罚款"


@pytest.fixture
def filed(office: Office, posts: Posts, hundred_households: HeadCount) -> tuple[RegimeWalk, date]:
    """A covenant in the hands of the street, its notice taken down."""
    walk = RegimeWalk(office.a, posts, COVENANT, START)
    return walk, regimes.to_filing(walk, START) + 2 * DAY


def page_of(notice: Publication, name: str = "publication") -> str:
    answer = Client().get(reverse(f"publications:{name}", args=[notice.number]))
    return answer.content.decode()


def test_a_covenant_ordered_to_be_put_right_says_so_wherever_it_is_shown(
    filed: tuple[RegimeWalk, date], office: Office, lead_official: User
) -> None:
    walk, on = filed
    old = walk.fresh().dossier.publications.get()
    with clock.moved_to(on):
        assert "不再有效" not in page_of(old)
    walk.order_correction(on, lead_official)
    with clock.moved_to(on):
        shown = page_of(old)
        assert ORDERED in shown
        assert WHY in shown
        assert "改正以后会重新公示" in shown
        assert shown.index(ORDERED) < shown.index(walk.matter.dossier.title, shown.index("<main"))
        assert "对公示提异议" not in shown
        checked = page_of(old, "verify")
        assert "这份公示是真的" in checked
        assert "街道责令改正" in checked
        listed = Client().get(reverse("publications:board"), {"all": "1"}).content.decode()
        assert "街道责令改正，不再有效" in listed
        feed = Client().get(reverse("publications:feed")).content.decode()
        assert f"（不再有效）{old.title}" in feed
        told: Any = Client().get(reverse("api:publication-detail", args=[old.number])).json()
        assert (told["struck_as"], told["struck_on"]) == ("ordered", str(on))
    down = regimes.pass_text(walk, on, came=70)
    old.refresh_from_db()
    new = walk.fresh().dossier.publications.exclude(pk=old.pk).get()
    assert old.superseded_by == new
    with clock.moved_to(down):
        shown = page_of(old)
        assert ORDERED in shown
        assert reverse("publications:publication", args=[new.number]) in shown
        assert "不再有效" not in page_of(new).partition("更正的是")[0]
    # What was said of it is not taken back.
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        Publication.objects.filter(pk=old.pk).update(struck_why="别的原因")


def test_a_notice_that_hangs_and_is_struck_leaves_board_and_screen(
    told: Walk, up: date, office: Office, lead_official: User
) -> None:
    notice = told.fresh().dossier.publications.get()
    with clock.moved_to(up + DAY):
        assert [slide.title for slide in screen.slides_of(office.a, today=up + DAY)]
    told.revoke(up + 2 * DAY)
    day = up + 2 * DAY
    with clock.moved_to(day):
        assert not board.board_of(office.a, today=day).running
        assert not screen.slides_of(office.a, today=day)
        shown = page_of(notice)
        assert "原决议已撤销，这份公示不再有效" in shown
        assert "还剩" not in shown.partition("<main")[2].partition("办到哪了")[0]
