"""Corrections and withdrawals carry no more personal data than the notice they speak of."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from jiedao.dossiers.models import Dossier
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.people.models import User
from jiedao.publications import actions, canonical
from jiedao.publications.actions import amending
from jiedao.publications.models import Publication
from jiedao.publications.selectors import broken_publications
from jiedao.workdays.spans import Days
from tests.publications.conftest import BASIS, FROZEN_ON, POSTED_ON, freeze, picture

FULL = "户主张建国，保障人口2人，每月补助860元。"
REDACTED = "户主张*国，保障人口2人。"


@pytest.fixture
def listed(dossier: Dossier, sun_worker: User) -> Publication:
    """A list with names that hangs on the board."""
    with clock.moved_to(FROZEN_ON):
        notice = freeze(
            dossier,
            sun_worker,
            blocks=[canonical.paragraph(FULL)],
            redacted_blocks=[canonical.paragraph(REDACTED)],
        )
    with clock.moved_to(POSTED_ON):
        return actions.post(
            notice,
            on=POSTED_ON,
            place="公开栏",
            photo=picture(dossier, sun_worker),
            by=sun_worker,
        )


def correct(old: Publication, by: User, changes: list[tuple[str, str]], on: date) -> Publication:
    with clock.moved_to(on):
        return amending.correct(
            old,
            changes=changes,
            reason="补助金额写错了。",
            min_days=Days(15),
            basis=BASIS,
            edition="2026-01-01",
            by=by,
            on=on,
        )


def everywhere(notice: Publication) -> str:
    """All a resident or a program can read of a notice, in one string."""
    browser = Client()
    number = [notice.number]
    addresses = (
        reverse("publications:publication", args=number),
        reverse("publications:verify", args=number),
        f"{reverse('publications:board')}?all=1",
        f"{reverse('publications:board')}?q=改造",
        reverse("publications:feed"),
        reverse("api:publication-detail", args=number),
        reverse("api:publication-list"),
    )
    return "".join(browser.get(address).content.decode() for address in addresses)


def test_names_end_with_the_last_day_of_the_period_in_every_place(listed: Publication) -> None:
    assert listed.ends_on == POSTED_ON + timedelta(days=15)
    with clock.moved_to(listed.ends_on):
        page = Client().get(reverse("publications:publication", args=[listed.number]))
        assert "张建国" in page.content.decode()
        kept = page.headers["ETag"]
    with clock.moved_to(listed.ends_on + timedelta(days=1)):
        read = everywhere(listed)
        assert "张建国" not in read
        assert "张*国" in read
        # A browser that kept yesterday's page is given the new one.
        again = Client().get(
            reverse("publications:publication", args=[listed.number]),
            headers={"If-None-Match": kept},
        )
        assert again.status_code == 200


def test_a_correction_hides_in_its_redacted_form_what_the_notice_hid(
    listed: Publication, sun_worker: User
) -> None:
    new = correct(listed, sun_worker, [("860元", "680元")], POSTED_ON)
    assert "680元" in new.full_text
    assert "680元" not in new.redacted_text
    assert "张建国" not in new.redacted_text
    assert "涉及个人信息的内容" in new.redacted_text
    listed.refresh_from_db()
    with clock.moved_to(POSTED_ON):
        assert "张建国" not in everywhere(listed)
    assert list(broken_publications()) == []


def test_a_withdrawn_list_is_gone_at_once(listed: Publication, sun_worker: User) -> None:
    with clock.moved_to(POSTED_ON):
        amending.withdraw(
            listed,
            reason="名单还没有核对完。",
            min_days=Days(15),
            basis=BASIS,
            edition="2026-01-01",
            by=sun_worker,
            on=POSTED_ON,
        )
        read = everywhere(Publication.objects.get(pk=listed.pk))
        for words in ("张建国", "张*国", "保障人口"):
            assert words not in read


def test_what_was_followed_once_is_not_followed_again(
    listed: Publication, sun_worker: User
) -> None:
    correct(listed, sun_worker, [("860元", "680元")], POSTED_ON)
    with pytest.raises(Refused, match="已更正，请对后来的那一份办理"):
        correct(listed, sun_worker, [("2人", "3人")], POSTED_ON)


def test_a_correction_that_brings_in_a_number_is_refused(
    listed: Publication, sun_worker: User
) -> None:
    with pytest.raises(Refused, match="公示中不能出现"):
        correct(listed, sun_worker, [("860元", "电话13803715521")], POSTED_ON)
    assert Publication.objects.count() == 1
