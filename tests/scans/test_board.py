"""The photograph of the board: whose it is, which steps it is for; a person takes them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from decisions import demo
from decisions.demo.walk import Walk
from decisions.models import Matter
from jiedao.documents import render
from jiedao.lib import clock
from jiedao.people.models import User
from jiedao.publications import papers
from jiedao.publications.models import Publication
from jiedao.scans.models import ScannedPaper
from jiedao.scans.states import PaperStatus
from tests.conftest import Office
from tests.decisions.conftest import START
from tests.scans import camera
from tests.scans.test_pages import SignedIn, sheet, upload


@pytest.fixture
def frozen(walk: Callable[..., Walk]) -> tuple[Matter, date]:
    """A resolution that is frozen and waits to be put up."""
    journey = walk()
    on = demo.to_resolved(journey, START)
    journey.publish_resolution(on, finish_by=on + timedelta(days=60))
    return journey.fresh(), on


def board(notice: Publication) -> bytes:
    """The poster on the board, photographed."""
    poster = papers.poster(notice, notice.text_on(notice.frozen_on), page="a3")
    return camera.photographed(camera.side_by_side(render.drawn(poster, "pdf")), blur=1)


def test_a_photograph_of_the_poster_starts_the_clock_with_one_press(
    office: Office, frozen: tuple[Matter, date], posts: Any, client_of: SignedIn
) -> None:
    matter, on = frozen
    notice = Publication.objects.get()
    with clock.moved_to(on):
        client = client_of(posts.worker)
        said = upload(client, camera.jpeg(board(notice)))
        assert "等登记张贴" in said
        paper = ScannedPaper.objects.get()
        assert (paper.status, paper.publication) == (PaperStatus.READY, notice)
        page = client.get(reverse("scans:paper", args=[paper.pk])).content.decode()
        step = reverse("decisions:post_notice", args=[matter.dossier.number])
        assert f'action="{step}"' in page
        assert "用这张照片登记张贴" in page
        notice.refresh_from_db()
        assert notice.posted_on is None  # nothing starts by itself
        pressed = {"scan": paper.pk, "place": "社区居务公开栏", "on": on.isoformat()}
        response = client.post(step, pressed, follow=True)
        assert "张贴已登记" in response.content.decode()
        notice.refresh_from_db()
        paper.refresh_from_db()
        assert notice.posted_on == on
        assert notice.posted_photo == paper.attachment
        assert paper.attachment
        assert paper.attachment.sha256 == paper.sha256
        assert paper.status == PaperStatus.FILED


def test_a_photograph_at_the_end_takes_the_notice_down_and_not_before(
    office: Office, walk: Callable[..., Walk], posts: Any, client_of: SignedIn
) -> None:
    journey = walk()
    demo.to_posted(journey, START)
    matter, notice = journey.fresh(), Publication.objects.get()
    step = reverse("decisions:take_down_notice", args=[matter.dossier.number])
    assert notice.ends_on
    with clock.moved_to(notice.ends_on):
        client = client_of(posts.worker)
        upload(client, camera.jpeg(board(notice)))
        paper = ScannedPaper.objects.get()
        assert paper.status == PaperStatus.READY
        page = client.get(reverse("scans:paper", args=[paper.pk])).content.decode()
        assert 'aria-disabled="true" aria-describedby="why-take_down_notice"' in page
        assert notice.basis in page
        assert step not in page
        early = client.post(step, {"scan": paper.pk, "on": clock.today().isoformat()})
        assert early.status_code == 409
    with clock.moved_to(notice.ends_on + timedelta(days=1)):
        client = client_of(posts.worker)
        page = client.get(reverse("scans:paper", args=[paper.pk])).content.decode()
        assert "用这张照片登记揭下" in page
        client.post(step, {"scan": paper.pk, "on": clock.today().isoformat()})
        notice.refresh_from_db()
        paper.refresh_from_db()
        assert notice.taken_down_photo == paper.attachment is not None


def test_a_photograph_of_a_paper_put_up_again_counts_the_period_anew(
    office: Office, walk: Callable[..., Walk], posts: Any, client_of: SignedIn
) -> None:
    journey = walk()
    up = demo.to_posted(journey, START)
    notice, torn = Publication.objects.get(), up + timedelta(days=6)
    number = notice.dossier.number
    step = reverse("decisions:repost_notice", args=[number])
    with clock.moved_to(torn):
        client = client_of(posts.worker)
        said = upload(client, camera.jpeg(board(notice)))
        assert "等登记" in said
        paper = ScannedPaper.objects.get()
        page = client.get(reverse("scans:paper", args=[paper.pk])).content.decode()
        # What there is, and what each does; what cannot be done yet says why.
        assert f'href="{step}?scan={paper.pk}"' in page
        assert "用这张照片重新张贴" in page
        assert "公示期从次日重新起算" in page
        assert "公示期满后，揭下前拍一张照片" in page
        assert 'aria-disabled="true" aria-describedby="why-take_down_notice"' in page
        form = client.get(f"{step}?scan={paper.pk}").content.decode()
        assert reverse("scans:picture", args=[paper.pk, 1]) in form
        assert 'type="file"' not in form
        pressed = {"scan": paper.pk, "place": "社区居务公开栏", "on": torn.isoformat()}
        short = client.post(step, pressed)
        assert short.status_code == 422
        assert "请选择发现公示中断的日期" in short.content.decode()
        pressed |= {"reason": "被大风刮掉", "broken_on": (up - timedelta(days=1)).isoformat()}
        early = client.post(step, pressed)
        assert early.status_code == 409
        paper.refresh_from_db()
        assert paper.status == PaperStatus.READY
        pressed |= {"broken_on": (torn - timedelta(days=1)).isoformat()}
        done = client.post(step, pressed, follow=True)
        assert "重新张贴已登记" in done.content.decode()
        notice.refresh_from_db()
        paper.refresh_from_db()
        assert (notice.posted_on, notice.restarted_on) == (up, torn)
        assert notice.ends_on == torn + timedelta(days=notice.min_days)
        assert notice.interruptions.get().photo == paper.attachment
        assert paper.status == PaperStatus.FILED
        again = client.post(step, pressed | {"reason": "又被刮掉"})
        assert again.status_code == 409
        assert notice.interruptions.count() == 1


def test_who_may_not_publish_puts_nothing_up_again(
    office: Office, walk: Callable[..., Walk], posts: Any, zhou_grid: User, client_of: SignedIn
) -> None:
    journey = walk()
    up = demo.to_posted(journey, START)
    notice, torn = Publication.objects.get(), up + timedelta(days=6)
    step = reverse("decisions:repost_notice", args=[notice.dossier.number])
    with clock.moved_to(torn):
        upload(client_of(posts.worker), camera.jpeg(board(notice)))
        paper = ScannedPaper.objects.get()
        pressed = {
            "scan": paper.pk,
            "place": "社区居务公开栏",
            "on": torn.isoformat(),
            "broken_on": torn.isoformat(),
            "reason": "被大风刮掉",
        }
        assert client_of(zhou_grid).post(step, pressed).status_code in (403, 404)
        notice.refresh_from_db()
        assert notice.restarted_on is None


def test_a_photograph_of_a_notice_that_came_down_says_so(
    office: Office, walk: Callable[..., Walk], posts: Any, client_of: SignedIn
) -> None:
    journey = walk()
    up = demo.to_posted(journey, START)
    end = up + timedelta(days=16)
    journey.take_down(end)
    notice = Publication.objects.get()
    with clock.moved_to(end):
        client = client_of(posts.worker)
        upload(client, camera.jpeg(board(notice)))
        paper = ScannedPaper.objects.get()
        page = client.get(reverse("scans:paper", args=[paper.pk])).content.decode()
        assert "已经登记揭下，照片不用再登记" in page
        assert "用这张照片登记揭下" not in page
        assert "用这张照片重新张贴" not in page


def test_a_photograph_of_another_matter_starts_no_clock(
    office: Office, frozen: tuple[Matter, date], walk: Any, posts: Any, client_of: SignedIn
) -> None:
    matter, on = frozen
    with clock.moved_to(on):
        client = client_of(posts.worker)
        upload(client, sheet("IMG_7.jpg"))
        paper = ScannedPaper.objects.get()
        step = reverse("decisions:post_notice", args=[matter.dossier.number])
        pressed = {"scan": paper.pk, "place": "社区居务公开栏", "on": on.isoformat()}
        assert client.post(step, pressed).status_code == 404
        for odd in ("0", "-1", "9" * 5000, "x", "１"):
            assert client.post(step, pressed | {"scan": odd}).status_code == 404
        notice = Publication.objects.get()
        known = {"matter": matter.dossier.number, "what": f"notice:{notice.number}"}
        client.post(reverse("scans:file_scan", args=[paper.pk]), known)
        paper.refresh_from_db()
        assert paper.status == PaperStatus.READY
        assert "张贴已登记" in client.post(step, pressed, follow=True).content.decode()
