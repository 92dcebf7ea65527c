"""The residents' pages: no sign-in, no session, no cookie. They read publications and public states."""

from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import Any

import segno
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header

from jiedao.attachments import vault
from jiedao.attachments.models import Attachment
from jiedao.documents import render
from jiedao.documents.blocks import Document
from jiedao.lib import clock, text
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.publications import (
    asked,
    caching,
    canonical,
    doors,
    papers,
    photos,
    selectors,
    sheet,
    verifying,
)
from jiedao.publications import board as boards
from jiedao.publications import feed as feeds
from jiedao.publications import screen as screens
from jiedao.publications.models import Publication
from jiedao.publications.states import PublicationKind
from jiedao.web import limits
from jiedao.web.commands import page, show

FEED, DAY = 50, 24 * 3600
VERIFY_CODE = limits.declare("verify-code", "查验核验码", most=30, minutes=10)
# What the units beneath are called, by the level they stand beneath.
BENEATH = {
    "": "按街道找",
    UnitLevel.DISTRICT: "按街道找",
    UnitLevel.STREET: "下属社区",
    UnitLevel.COMMUNITY: "按小区看",
    UnitLevel.VILLAGE: "按小区看",
}
# A browser that shows a picture by itself fits it to the screen with styles of its own.
PICTURE_POLICY = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"


@login_not_required
@page
def home(request: HttpRequest) -> HttpResponse:
    """The front door for residents (首页): find your street, check a notice, see what is new."""
    words, today = text.asked_words(request.GET.get("q", "")), clock.today()
    streets = boards.units_beneath(None)

    def draw() -> HttpResponse:
        context = {
            "place": None,
            "streets": streets,
            "words": words,
            "units": boards.units_named(words),
            "rows": boards.recent_rows(today=today),
        }
        return show(request, "jiedao/home.html", context)

    return caching.fresh(request, today, _names(streets), selectors.newest_change(), draw=draw)


@login_not_required
@page
def board(request: HttpRequest) -> HttpResponse:
    """The board of a community, a street or the whole office (公开栏)."""
    wanted, today = asked.read(request.GET), clock.today()
    spot = boards.spot_with(wanted.unit) if wanted.unit else None
    if wanted.unit and spot is None:
        return _missing(request, "没有这个社区或者街道，可能已经撤并，请从下面重新选择。")
    unit, estate = (spot.unit, spot.estate) if spot else (None, "")
    place = boards.place_of(unit) if unit else None
    beneath = boards.units_beneath(unit)

    def draw() -> HttpResponse:
        context: dict[str, Any] = {
            "nav_current": "board",
            "place": place,
            "estate": estate,
            "near_url": wanted.url(kind="", words=estate, all=True),
            "beneath": beneath,
            "beneath_title": BENEATH[unit.level if unit else ""],
            "asked": wanted,
            "kinds": PublicationKind.choices,
            "board": None,
            "found": None,
        }
        if wanted.is_list:
            context["found"] = found = boards.found(wanted, unit, today=today)
            context["pager"] = boards.pager(wanted, found)
        else:
            context["board"] = boards.board_of(unit, today=today, estate=estate)
        return show(request, "jiedao/board_list.html", context)

    return caching.fresh(
        request, today, place, _names(beneath), selectors.newest_change(), draw=draw
    )


@login_not_required
@page
def feed(request: HttpRequest) -> HttpResponse:
    """The newest publications as Atom (订阅)."""
    wanted = asked.read(request.GET)
    unit = boards.unit_with(wanted.unit) if wanted.unit else None
    if wanted.unit and unit is None:
        return _missing(request, "没有这个社区或者街道，请核对订阅地址。")

    def draw() -> HttpResponse:
        text = feeds.atom(unit, boards.recent(unit, count=FEED))
        return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")

    return caching.fresh(request, unit, selectors.newest_change(), draw=draw)


@login_not_required
@page
def screen(request: HttpRequest, code: str) -> HttpResponse:
    """The electronic board in the hall (电子屏): one notice after another, nothing to press."""
    unit, today = boards.unit_with(code), clock.today()
    if unit is None:
        return _missing(request, "没有这个社区或者街道，请核对电子屏的网址。")
    place, shown = boards.place_of(unit), str(request.GET.get("n", ""))

    def draw() -> HttpResponse:
        context = screens.reel(unit, today=today, shown=shown) | {
            "place": place,
            "url": reverse("publications:screen", args=[code]),
            "as_of": clock.now(),
        }
        return show(request, "jiedao/screen.html", context)

    return caching.fresh(request, today, place, selectors.newest_change(), draw=draw)


@login_not_required
def screen_worker(request: HttpRequest) -> HttpResponse:
    """What lets a screen start again from its last notices while the network is down."""
    script = settings.ROOT / "jiedao" / "static" / "jiedao" / "screen-worker.js"
    response = HttpResponse(script.read_bytes(), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@login_not_required
@page
def publication(request: HttpRequest, number: str) -> HttpResponse:
    """One publication: the paper on the wall, how long it still hangs, how to check it."""
    found = selectors.by_number(number)
    if found is None:
        return _missing(request, f"没有编号为{number}的公示，请对照公示单核对编号。")
    place, today = boards.place_of(found.unit), clock.today()
    state = boards.state_of(found)
    version = (
        today,
        place,
        canonical.digest(found.text_on(today)),
        found.posted_at,
        found.restarted_at,
        found.taken_down_at,
        found.superseded_by_id,
        found.struck_at,
        state and state.changed_at,
    )

    def draw() -> HttpResponse:
        context = {"place": place, "nav_current": "board", **sheet.of(found, today=today)}
        context["objections"] = selectors.objections_of(found)
        context["story_url"] = doors.story_url(found.dossier)
        context["objection_url"] = doors.objection_url(found, today=today)
        return show(request, "jiedao/publication_page.html", context)

    return caching.fresh(request, *version, draw=draw)


@login_not_required
@page
def verify(request: HttpRequest, number: str) -> HttpResponse:
    """Whether the text is still what was frozen on the day, computed now (查验)."""
    found = selectors.by_number(number)
    if found is None:
        return _missing(request, f"没有编号为{number}的公示，墙上的公示可能不是平台发出的。")
    context = {
        "place": boards.place_of(found.unit),
        "nav_current": "board",
        "notice": found,
        "verdict": verifying.verdict(found),
    }
    return _computed_now(show(request, "jiedao/publication_verify.html", context))


@limits.limited(VERIFY_CODE, counts=lambda request: request.GET.get("code"))
@login_not_required
@page
def verify_code(request: HttpRequest) -> HttpResponse:
    """Find the publication of a code that was typed in."""
    typed = request.GET.get("code", "")[:60]
    found, fault = selectors.by_code(typed) if typed.strip() else (None, "")
    if found:
        return _computed_now(redirect("publications:verify", found.number))
    context = {"place": None, "typed": typed, "fault": fault}
    status = 404 if fault else 200
    return _computed_now(show(request, "jiedao/publication_code.html", context, status=status))


@login_not_required
@page
def qr(request: HttpRequest, number: str) -> HttpResponse:
    """The code on the poster: it leads to the check of this publication."""
    found = selectors.by_number(number)
    if found is None:
        raise Http404

    def draw() -> HttpResponse:
        address = f"{settings.PUBLIC_URL}{reverse('publications:verify', args=[number])}"
        drawn = BytesIO()
        segno.make(address, error="m", micro=False).save(
            drawn, kind="svg", scale=4, border=2, xmldecl=False, light="#fff"
        )
        return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")

    return caching.fresh(request, settings.PUBLIC_URL, draw=draw, seconds=DAY)


@login_not_required
@page
def notice_pdf(request: HttpRequest, number: str) -> HttpResponse:
    """The publication as an official paper, for whoever wants to print it."""
    return _paper(request, number, "公示", papers.notice)


@login_not_required
@page
def poster_a4(request: HttpRequest, number: str) -> HttpResponse:
    """The publication in large type for the board (张贴稿)."""
    return _paper(request, number, "A4张贴稿", papers.poster)


@login_not_required
@page
def poster_a3(request: HttpRequest, number: str) -> HttpResponse:
    """The publication in the largest type, on a sheet twice as large."""
    return _paper(request, number, "A3张贴稿", partial(papers.poster, page="a3"))


@login_not_required
@page
def photo_posted(request: HttpRequest, number: str) -> HttpResponse:
    """The photo of the paper as it was put up (张贴照片)."""
    found = selectors.by_number(number)
    return _photo(request, found, found.posted_photo if found else None)


@login_not_required
@page
def photo_taken_down(request: HttpRequest, number: str) -> HttpResponse:
    """The photo of the paper at the end of its time (揭下照片)."""
    found = selectors.by_number(number)
    return _photo(request, found, found.taken_down_photo if found else None)


def _paper(
    request: HttpRequest, number: str, what: str, build: Callable[[Publication, str], Document]
) -> HttpResponse:
    """A publication as PDF: drawn once for each text, then kept; 404 when there is none."""
    found = selectors.by_number(number)
    if found is None:
        return _missing(request, f"没有编号为{number}的公示，请对照公示单核对编号。")
    if found.is_withdrawn:
        return _missing(request, f"{found.document_number}已经撤回，不再提供打印。")
    text = found.text_on(clock.today())
    document = build(found, text)
    version = (what, number, canonical.digest(text), settings.PUBLIC_URL)

    def draw() -> HttpResponse:
        content = render.kept("|".join(version), lambda: render.drawn(document, "pdf"))
        response = HttpResponse(content, content_type=render.MIMES["pdf"])
        name = f"{found.title}（{what}）.pdf"
        response["Content-Disposition"] = str(content_disposition_header(False, name))
        response["Content-Security-Policy"] = render.POLICY
        return response

    return caching.fresh(request, *version, render.look(), draw=draw)


def _photo(
    request: HttpRequest, notice: Publication | None, attachment: Attachment | None
) -> HttpResponse:
    """One of the two board photos, as long as its notice is shown with what stands in the picture.

    Every other paper of the dossier stays inside.
    """
    if notice is None or attachment is None or not notice.shows_photos(clock.today()):
        raise Http404
    sha256, mime = attachment.sha256, attachment.mime

    def draw() -> HttpResponse:
        file = vault.open_sound(sha256)
        if file is None:
            raise Http404
        with file:
            picture = photos.for_residents(file.read(), mime)
        if picture is None:
            raise Http404
        headers = {"Content-Security-Policy": PICTURE_POLICY}
        return HttpResponse(picture, content_type=mime, headers=headers)

    # Nobody keeps a picture with names on it past the day they end.
    seconds = caching.AT_ONCE if notice.names_people else DAY
    return caching.fresh(request, sha256, draw=draw, seconds=seconds)


def _names(units: list[Unit]) -> str:
    return "/".join(f"{unit.code}{unit.short_name}" for unit in units)


def _computed_now(response: HttpResponse) -> HttpResponse:
    """A check that was kept somewhere would prove nothing."""
    response.headers["Cache-Control"] = "no-store"
    return response


def _missing(request: HttpRequest, reason: str) -> HttpResponse:
    """There is no such unit or publication: said in a sentence, with the ways on."""
    context = {"place": None, "reason": reason, "streets": boards.units_beneath(None)}
    return show(request, "jiedao/board_missing.html", context, status=404)
