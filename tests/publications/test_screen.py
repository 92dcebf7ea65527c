"""电子屏: what hangs and what is asked, one after another; nobody is named, nothing is remembered."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from jiedao.lib import clock
from jiedao.publications import actions, canonical, screen
from jiedao.publications.models import Publication
from tests.conftest import Office
from tests.publications.conftest import FROZEN_ON, POSTED_ON, freeze, open_dossier, picture
from tests.support import statements

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.moved_to(TODAY):
        yield


def shown(office: Office, **query: str) -> str:
    return Client().get(f"/screen/{office.a.code}/", query).content.decode()


def hang(office: Office, by: Any, title: str, **changed: Any) -> Publication:
    with clock.moved_to(FROZEN_ON):
        made = freeze(open_dossier(office.a, by, title), by, title=title, **changed)
        photo = picture(made.dossier, by, f"{title}.jpg")
    with clock.moved_to(POSTED_ON):
        return actions.post(made, on=POSTED_ON, place="公开栏", photo=photo, by=by)


def test_the_screen_shows_what_hangs_with_the_time_left(
    office: Office, posted: Publication
) -> None:
    page = shown(office)
    for words in (
        "体育社区公开栏",
        posted.title,
        "还剩8天",
        "公示到12月1日24:00",
        "改造党群服务中心二楼西侧房间2间",
        "0371-6555 0102",
        "<svg",
    ):
        assert words in page, words
    assert "应到63人" not in page  # a screen shows what was decided; the rest is behind the code


def test_what_is_asked_stands_before_what_hangs(
    office: Office, posted: Publication, sun_worker: Any
) -> None:
    asked = open_dossier(office.a, sun_worker, "3号院增设充电棚")
    until = TODAY + timedelta(days=4)
    actions.set_public_state(
        asked,
        stage="征求意见",
        line="选址和收费，请您提意见。",
        consult_until=until,
        consult_url="/consultations/JC1/",
        by=sun_worker,
    )
    slides = screen.slides_of(office.a, today=TODAY)
    assert [slide.title for slide in slides] == ["3号院增设充电棚", posted.title]
    assert slides[0].big == "还剩4天"


def test_without_script_the_page_calls_the_next_notice_and_comes_round(
    office: Office, posted: Publication, sun_worker: Any
) -> None:
    hang(office, sun_worker, "关于便民大厅延时服务的决议公示")
    assert f"url=/screen/{office.a.code}/?n=1" in shown(office)
    second = shown(office, n="1")
    assert f"url=/screen/{office.a.code}/?n=0" in second
    assert "2 / 2" in second
    assert "1 / 2" in shown(office, n="2")
    assert "1 / 2" in shown(office, n="-1")
    assert "1 / 2" in shown(office, n="9" * 60)


def test_personal_parts_never_reach_a_screen(office: Office, sun_worker: Any) -> None:
    hang(
        office,
        sun_worker,
        "低保评议公示",
        blocks=[canonical.paragraph("户主张建国，每月补助八百元。")],
        redacted_blocks=[canonical.paragraph("户主张*国，每月补助八百元。")],
    )
    page = shown(office)
    assert "张*国" in page
    assert "张建国" not in page


def test_a_screen_with_nothing_to_show_says_whom_to_call(office: Office) -> None:
    page = shown(office)
    assert "现在没有正在征求意见或者公示的事" in page
    assert "0371-6555 0102" in page


def test_a_long_notice_is_cut_to_what_can_be_read_in_passing(
    office: Office, sun_worker: Any
) -> None:
    long = [canonical.paragraph("改造楼道照明。" * 60) for _ in range(5)]
    hang(office, sun_worker, "照明改造", blocks=long)
    (slide,) = screen.slides_of(office.a, today=TODAY)
    assert sum(map(len, slide.words)) <= screen.LONGEST
    assert slide.words[-1].endswith("…")


def test_a_screen_is_kept_and_remembers_nobody(office: Office, posted: Publication) -> None:
    resident = Client()
    answer = resident.get(f"/screen/{office.a.code}/")
    assert answer["Cache-Control"].startswith("public, max-age=")
    assert not answer.cookies
    assert not answer.wsgi_request.session.accessed
    again = resident.get(f"/screen/{office.a.code}/", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    assert resident.get("/screen/410105999999/").status_code == 404
    assert resident.get("/screen/worker.js")["Content-Type"].startswith("text/javascript")


def test_the_screen_costs_the_same_for_one_and_for_twenty_notices(
    office: Office, posted: Publication, sun_worker: Any
) -> None:
    one = statements(lambda: shown(office))
    for number in range(20):
        hang(office, sun_worker, f"第{number + 1}件事的决议公示")
    assert statements(lambda: shown(office)) == one <= 12
    assert len(screen.slides_of(office.a, today=TODAY)) == screen.MOST_RUNNING
