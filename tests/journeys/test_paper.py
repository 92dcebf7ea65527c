"""The round trip of paper: printed, signed, photographed, uploaded, and back in its file."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from decisions import demo
from decisions.demo.stories import CHARGING
from decisions.demo.walk import Posts, Walk
from jiedao.lib import clock
from jiedao.scans import tasks
from jiedao.scans.models import ScannedPaper
from jiedao.scans.states import PaperStatus
from tests.conftest import Office
from tests.decisions.conftest import START
from tests.journeys.browser import Browser
from tests.scans import camera

SCANS = "/office/scans/"


@pytest.fixture
def called(office: Office, posts: Posts) -> Walk:
    """A matter whose party branch has been called to a meeting."""
    told = Walk(office.a, posts, CHARGING, START)
    on = demo.to_summed_up(told, START)
    told.call(on, "party", held_on=on + timedelta(days=2))
    return told


def printed(who: Browser, number: str, document: str, subject: str = "") -> bytes:
    """Press 打印 on the matter's page; the PDF that comes."""
    printing = reverse("documents:print", args=[number, document])
    page = who.open(reverse("decisions:matter_page", args=[number]))
    assert f'action="{printing}"' in page.html
    token = page.sheet("subject").boxes["csrfmiddlewaretoken"].values[0]
    posted = {"csrfmiddlewaretoken": token, "subject": subject, "form": "pdf"}
    response = who.client.post(printing, posted, follow=True)
    assert response["Content-Type"] == "application/pdf"
    return bytes(response.content)


def test_a_form_goes_out_and_comes_back_as_a_photograph(
    called: Walk, posts: Posts, zheng_other: Any, sign_in: Callable[..., list[Browser]]
) -> None:
    matter = called.fresh()
    number, meeting = matter.dossier.number, matter.dossier.meetings.get()
    with clock.moved_to(meeting.held_on):
        (worker, stranger) = sign_in(meeting.held_on, posts.worker.username, zheng_other.username)
        paper = printed(worker, number, "sign_in_sheet", str(meeting.pk))
        torn = camera.page_of(printed(worker, number, "motion"))
        torn.paste("white", (900, 0, torn.width, 420))  # the corner with the code is gone
        page = worker.fill(
            SCANS,
            papers=[
                camera.jpeg(camera.photographed(camera.page_of(paper)), "IMG_0001.jpg"),
                camera.jpeg(camera.photographed(torn), "IMG_0002.jpg"),
            ],
        )
        assert "收到2个文件，正在识别" in page
        assert "IMG_0001.jpg" in page
        assert tasks.read_waiting() == 2

        # One has found its way, the other waits and says so on the desk.
        filed, waiting = ScannedPaper.objects.order_by("id")
        assert (filed.status, waiting.status) == (PaperStatus.FILED, PaperStatus.WAITING)
        assert "1份扫描件等人处理" in worker.open(reverse("pages:desk"))
        shown = worker.open(SCANS)
        assert "没有认出二维码" in shown
        assert "IMG_0001.jpg" not in shown
        where = reverse("scans:paper", args=[waiting.pk])
        assert stranger.open(where).status == 404
        assert "IMG_000" not in stranger.open(f"{SCANS}?show=all")

        # A person sees the picture, finds the matter, says which form it is.
        found = worker.open(f"{where}?q=充电棚")
        assert matter.dossier.title in found
        picked = worker.open(f"{where}?matter={number}")
        done = worker.send(picked, what="form:motion:")
        assert f"已归入《{matter.dossier.title}》：动议登记表" in done
        page = worker.open(reverse("decisions:matter_page", args=[number]))
        assert "动议登记表.jpg" in page
        assert "签到表·" in page

        # The sheet counts once its names are ticked, beside its picture.
        sheet = worker.open(reverse("scans:paper", args=[filed.pk]))
        assert "照着勾名字" in sheet
        step = f"{reverse('decisions:sign_in', args=[number])}?scan={filed.pk}"
        signing = worker.open(step)
        assert reverse("scans:picture", args=[filed.pk, 1]) in signing.html
        came = [str(entry.pk) for entry in meeting.roster.order_by("id")[:6]]
        assert "签到已登记" in worker.send(signing, present=came)
        assert meeting.roster.filter(present=True).count() == 6
        assert "照着勾名字" not in worker.open(f"{SCANS}?show=all")
