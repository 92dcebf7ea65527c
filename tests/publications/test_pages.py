"""The residents' pages: no sign-in, no cookie, everything kept for a minute, nothing private."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from jiedao.attachments.models import Attachment
from jiedao.lib import clock
from jiedao.publications import actions, canonical
from jiedao.publications import board as boards
from jiedao.publications.models import Publication
from jiedao.publications.states import PublicationKind
from tests.conftest import Office
from tests.publications.conftest import (
    FROZEN_ON,
    POSTED_ON,
    freeze,
    open_dossier,
    picture,
    some_blocks,
)
from tests.support import statements

A = "410105001003"


@pytest.fixture
def resident() -> Client:
    return Client()


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.moved_to(date(2026, 11, 23)):
        yield


def text_of(response: Any) -> str:
    return response.content.decode()


def test_every_public_page_is_kept_and_sets_no_cookie(
    resident: Client, posted: Publication
) -> None:
    for address in (
        "/",
        "/?q=体育",
        "/board/",
        f"/board/?unit={A}",
        f"/board/?unit={A}&all=1&q=学校&kind=resolution",
        f"/board/{posted.number}/",
        f"/board/{posted.number}/qr.svg",
        f"/board/{posted.number}/photo/posted.jpg",
        "/board/feed.atom",
        f"/board/feed.atom?unit={A}",
    ):
        response = resident.get(address)
        assert response.status_code == 200, address
        assert "Set-Cookie" not in response.headers, address
        assert not response.cookies, address
        assert not response.wsgi_request.session.accessed, address
        assert response["Cache-Control"].startswith("public, max-age="), address
        assert "csrfmiddlewaretoken" not in text_of(response) if "photo" not in address else True
        again = resident.get(address, headers={"if-none-match": response["ETag"]})
        assert again.status_code == 304, address
        assert again.content == b"", address


def test_a_check_is_never_kept(resident: Client, posted: Publication) -> None:
    for address in (f"/board/{posted.number}/verify/", "/verify/", "/verify/?code=x"):
        response = resident.get(address)
        assert response["Cache-Control"] == "no-store", address
        assert not response.cookies, address


def test_only_reading_is_possible(resident: Client, posted: Publication) -> None:
    for address in ("/", "/board/", f"/board/{posted.number}/", "/verify/"):
        assert resident.post(address).status_code == 405, address


def test_a_change_is_seen_at_once(resident: Client, posted: Publication, sun_worker: Any) -> None:
    addresses = ("/", f"/board/?unit={A}", f"/board/{posted.number}/")
    tags = {address: resident.get(address)["ETag"] for address in addresses}
    actions.set_public_state(posted.dossier, stage="决议公示", line="11月13日通过。", by=sun_worker)
    for address in addresses:
        response = resident.get(address, headers={"if-none-match": tags[address]})
        assert response.status_code == 200, address
    with clock.moved_to(date(2026, 11, 24)):
        for address in addresses:
            assert resident.get(address)["ETag"] != tags[address], address


def test_the_page_shows_paper_clock_code_and_telephone(
    resident: Client, posted: Publication
) -> None:
    page = text_of(resident.get(f"/board/{posted.number}/"))
    for words in (
        "还剩8天",
        "公示到2026年12月1日24:00",
        "11月16日张贴，次日起算，满15日",
        "体社居公〔2026〕1号",
        "改造党群服务中心二楼西侧房间2间",
        "应到63人，实到52人",
        posted.code,
        "0371-6555 0102",
        "看墙上照片",
    ):
        assert words in page, words
    assert "看揭下时的照片" not in page


def test_before_it_hangs_the_clock_stands_still(resident: Client, frozen: Publication) -> None:
    response = resident.get(f"/board/{frozen.number}/")
    page = text_of(response)
    assert "待张贴" in page
    assert "纸质公示张贴并拍照后起算" in page
    assert "看墙上照片" not in page
    assert resident.get(f"/board/{frozen.number}/photo/posted.jpg").status_code == 404
    assert frozen.title not in text_of(resident.get("/board/"))


def test_after_its_time_it_is_over(resident: Client, taken_down: Publication) -> None:
    with clock.moved_to(date(2026, 12, 3)):
        page = text_of(resident.get(f"/board/{taken_down.number}/"))
    assert "公示期已满" in page
    assert "看揭下时的照片" in page
    assert resident.get(f"/board/{taken_down.number}/photo/taken-down.jpg").status_code == 200


def test_personal_parts_are_gone_after_the_period(
    resident: Client, office: Office, sun_worker: Any
) -> None:
    with clock.moved_to(FROZEN_ON):
        made = freeze(
            open_dossier(office.a, sun_worker, "低保"),
            sun_worker,
            blocks=[canonical.paragraph("户主张建国。")],
            redacted_blocks=[canonical.paragraph("户主张*国。")],
        )
        shown = picture(made.dossier, sun_worker)
    with clock.moved_to(POSTED_ON):
        actions.post(made, on=POSTED_ON, place="公开栏", photo=shown, by=sun_worker)
        assert "张建国" in text_of(resident.get(f"/board/{made.number}/"))
        taken = resident.get(f"/board/{made.number}/photo/posted.jpg")
        assert taken.status_code == 200
        assert "max-age=0" in taken.headers["Cache-Control"]
    with clock.moved_to(date(2026, 12, 2)):
        # The paper in the picture has the name on it.
        assert resident.get(f"/board/{made.number}/photo/posted.jpg").status_code == 404
        page = text_of(resident.get(f"/board/{made.number}/"))
        assert "张建国" not in page
        assert "已经隐去" in page
        assert "看墙上照片" not in page
        assert "照片上有涉及个人的内容，不再显示" in page
        check = text_of(resident.get(f"/board/{made.number}/verify/"))
        assert "这份公示是真的" in check
        assert made.full_digest in check
        assert made.redacted_digest in check
        assert "张建国" not in check


def test_a_title_is_words_and_never_markup(
    resident: Client, office: Office, sun_worker: Any
) -> None:
    evil = '<script>alert(1)</script>"=1+1'
    with clock.moved_to(FROZEN_ON):
        made = freeze(
            open_dossier(office.a, sun_worker, evil),
            sun_worker,
            title=evil,
            blocks=[*some_blocks(), canonical.paragraph("<img src=x onerror=1>")],
        )
        shown = picture(made.dossier, sun_worker)
    with clock.moved_to(POSTED_ON):
        actions.post(made, on=POSTED_ON, place="<b>公开栏", photo=shown, by=sun_worker)
        actions.set_public_state(made.dossier, stage="公示", line="<i>线", by=sun_worker)
    for address in (
        "/",
        "/board/",
        "/board/?all=1",
        f"/board/{made.number}/",
        f"/board/{made.number}/verify/",
        "/board/feed.atom",
    ):
        page = text_of(resident.get(address))
        assert "<script>alert" not in page, address
        assert "<img src=x" not in page, address
        assert "<i>线" not in page, address
    assert escape(evil) in text_of(resident.get("/board/"))


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/board/GS2026-001003-9999/", 404),
        ("/board/GS2026-001003-9999/verify/", 404),
        ("/board/GS2026-001003-9999/qr.svg", 404),
        ("/board/x%00y/", 400),
        ("/board/公示/", 404),
        ("/board/?unit=000", 404),
        ("/board/?unit=%00", 400),
        ("/board/?unit=" + "9" * 500, 404),
        ("/board/feed.atom?unit=nobody", 404),
        ("/board/?q=" + "长" * 3000, 200),
        ("/board/?q=%00%00照明", 400),
        ("/board/?q=%F0%28%8C", 200),
        ("/board/?q=%25_%5C'", 200),
        ("/board/?q=。。。", 200),
        ("/board/?kind=nonsense", 200),
        ("/board/?before=abc", 200),
        ("/board/?before=-1", 200),
        ("/board/?before=" + "9" * 40, 200),
        ("/board/?before=999999999999999999", 200),
        ("/board/?after=999999999999999999", 200),
        ("/board/?before=٣", 200),
        ("/?q=%00", 400),
        ("/?q=" + "长" * 3000, 200),
        ("/verify/", 200),
        ("/verify/?code=%00", 400),
        ("/verify/?code=" + "A" * 5000, 404),
        ("/verify/?code=7K3F", 404),
    ],
)
def test_a_senseless_address_gets_a_proper_page(
    resident: Client, posted: Publication, address: str, status: int
) -> None:
    response = resident.get(address)
    assert response.status_code == status
    assert "</html>" in text_of(response)
    assert not response.cookies


def test_only_the_two_board_photos_come_out(
    resident: Client, posted: Publication, sun_worker: Any
) -> None:
    response = resident.get(f"/board/{posted.number}/photo/posted.jpg")
    assert response["Content-Type"] == "image/jpeg"
    assert b"board.jpg" not in response.content  # what stood beside the picture is gone
    assert response.content.startswith(b"\xff\xd8")
    other = picture(posted.dossier, sun_worker, "inside.jpg")
    assert resident.get(f"/board/{posted.number}/photo/taken-down.jpg").status_code == 404
    assert Attachment.objects.filter(pk=other.pk).exists()


def test_a_photo_whose_bytes_are_gone_is_not_found(
    resident: Client, posted: Publication, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path / "elsewhere"
    assert resident.get(f"/board/{posted.number}/photo/posted.jpg").status_code == 404


def test_the_board_has_its_sections(
    resident: Client, office: Office, posted: Publication, sun_worker: Any
) -> None:
    asked = open_dossier(office.a, sun_worker, "增设充电棚")
    underway = open_dossier(office.a, sun_worker, "楼道照明")
    actions.set_public_state(
        asked,
        stage="征求意见",
        line="选址和收费，",
        consult_until=date(2026, 11, 27),
        consult_url="/consultations/1/",
        by=sun_worker,
    )
    actions.set_public_state(underway, stage="两委商议", line="10月28日商议。", by=sun_worker)
    page = text_of(resident.get(f"/board/?unit={A}"))
    for words in (
        "正在听您的意见",
        "还剩4天",
        "/consultations/1/",
        "正在公示",
        "还剩8天",
        "两委商议",
    ):
        assert words in page, words
    assert page.index("正在听您的意见") < page.index("正在公示") < page.index("正在商量和办理")
    with clock.moved_to(date(2026, 11, 28)):
        assert "正在听您的意见" not in text_of(resident.get(f"/board/?unit={A}"))


def test_what_is_finished_is_the_result_that_hung_to_the_end(
    resident: Client, office: Office, sun_worker: Any
) -> None:
    with clock.moved_to(FROZEN_ON):
        made = freeze(
            open_dossier(office.a, sun_worker, "修补车道"), sun_worker, kind=PublicationKind.RESULT
        )
        shown = picture(made.dossier, sun_worker)
    with clock.moved_to(POSTED_ON):
        actions.post(made, on=POSTED_ON, place="公开栏", photo=shown, by=sun_worker)
        actions.set_public_state(made.dossier, stage="结果公示", line="", by=sun_worker)
        actions.close_public_state(made.dossier, stage="已归档", line="9月完工。", by=sun_worker)
    with clock.moved_to(date(2026, 12, 5)):
        page = text_of(resident.get(f"/board/?unit={A}"))
    assert "最近办成的" in page
    assert "已归档" in page
    assert "9月完工。" in page


def test_another_community_has_its_own_board(
    resident: Client, office: Office, posted: Publication
) -> None:
    page = text_of(resident.get(f"/board/?unit={office.b.code}"))
    assert posted.title not in page
    assert "现在没有正在征求意见或者公示的事项" in page
    street = text_of(resident.get(f"/board/?unit={office.street.code}"))
    assert posted.title in street
    assert "体育社区" in street


def test_the_search_finds_words_of_the_title(resident: Client, posted: Publication) -> None:
    for words in ("学校", "四点半 改造", "校"):
        assert posted.title in text_of(resident.get("/board/", {"q": words})), words
    for words in ("停车", "校学", "%"):
        page = text_of(resident.get("/board/", {"q": words}))
        assert posted.title not in page
        assert "没有找到符合的公示" in page


def test_the_home_page_finds_a_community(resident: Client, office: Office) -> None:
    page = text_of(resident.get("/", {"q": "体育"}))
    assert f"/board/?unit={A}" in page
    assert "没有找到名字里有" in text_of(resident.get("/", {"q": "火星"}))


def test_the_feed_is_well_formed(resident: Client, posted: Publication) -> None:
    response = resident.get("/board/feed.atom")
    assert response["Content-Type"].startswith("application/atom+xml")
    assert f"/board/{posted.number}/" in text_of(response)
    assert posted.title in text_of(response)


def test_pages_cost_the_same_for_few_and_for_many(
    resident: Client, office: Office, sun_worker: Any
) -> None:
    def some(count: int) -> None:
        for number in range(count):
            with clock.moved_to(FROZEN_ON):
                made = freeze(open_dossier(office.a, sun_worker, f"第{number}件"), sun_worker)
                shown = picture(made.dossier, sun_worker)
            with clock.moved_to(POSTED_ON):
                actions.post(made, on=POSTED_ON, place="栏", photo=shown, by=sun_worker)
                actions.set_public_state(made.dossier, stage="公示", line="好。", by=sun_worker)

    addresses = (
        "/",
        "/board/",
        f"/board/?unit={A}",
        f"/board/?unit={A}&all=1",
        "/board/?q=公示&before=99999",
        "/board/feed.atom",
        "/board/GS2026-001003-0001/",
        "/board/GS2026-001003-0001/verify/",
    )
    some(2)
    few = {address: statements(partial(resident.get, address)) for address in addresses}
    some(21)
    many = {address: statements(partial(resident.get, address)) for address in addresses}
    assert few == many
    assert max(many.values()) <= 12


def test_the_list_turns_page_by_key(
    resident: Client, office: Office, sun_worker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boards, "PAGE", 4)
    made = []
    for number in range(9):
        with clock.moved_to(FROZEN_ON):
            made.append(freeze(open_dossier(office.a, sun_worker, f"件{number}"), sun_worker))
            shown = picture(made[-1].dossier, sun_worker)
        with clock.moved_to(POSTED_ON):
            actions.post(made[-1], on=POSTED_ON, place="栏", photo=shown, by=sun_worker)
    seen, address = [], f"/board/?unit={A}&all=1"
    for _ in range(3):
        response = resident.get(address)
        seen += [row.url for row in response.context["found"].rows]
        last, address = address, response.context["pager"]["older_url"]
    assert address == ""
    assert seen == [f"/board/{each.number}/" for each in reversed(made)]
    back = resident.get(last).context["pager"]["newer_url"]
    assert [row.url for row in resident.get(back).context["found"].rows] == seen[4:8]
    assert "共9份" in text_of(resident.get(last))
