"""The electronic board (电子屏): a bounded number of notices, each short enough to read in passing."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString

from jiedao.lib.numerals import short_day
from jiedao.organisation.models import Unit
from jiedao.publications import canonical, period, sheet
from jiedao.publications.models import Publication, PublicState

MOST_CONSULTING, MOST_RUNNING = 4, 8
LONGEST = 150  # characters of a notice's text; who wants all of it holds a telephone to the code
SECONDS = 15


@dataclass(frozen=True)
class Slide:
    """One notice as it stands on the screen for a quarter of a minute."""

    kind: str
    title: str
    big: str
    until: str
    ends_on: date
    words: tuple[str, ...]
    hint: str
    qr: SafeString
    is_shown: bool = False


def reel(unit: Unit, *, today: date, shown: str) -> dict[str, Any]:
    """Everything a screen shows in turn, and which comes next for a browser without script."""
    slides = slides_of(unit, today=today)
    place = int(shown) % len(slides) if slides and shown.isdecimal() and len(shown) < 6 else 0
    following = (place + 1) % len(slides) if slides else 0
    return {"slides": slides, "place_shown": place, "following": following, "seconds": SECONDS}


def slides_of(unit: Unit, *, today: date) -> list[Slide]:
    """What residents may speak on, soonest closing first, then what hangs on the board."""
    asked = (
        PublicState.objects.consulting(today)
        .within(unit)
        .select_related("unit")
        .order_by("consult_until", "dossier_id")[:MOST_CONSULTING]
    )
    hung = (
        Publication.objects.running(today)
        .within(unit)
        .select_related("unit")
        .defer("full_text", "grams")
        .order_by("ends_on", "-pk")[:MOST_RUNNING]
    )
    return [_asked(state, unit, today) for state in asked] + [
        _hung(publication, unit, today) for publication in hung
    ]


def _asked(state: PublicState, unit: Unit, today: date) -> Slide:
    assert state.consult_until
    left = (state.consult_until - today).days
    return Slide(
        _kind("正在听您的意见", state.unit, unit),
        state.title,
        f"还剩{left}天" if left else "今天截止",
        f"到{short_day(state.consult_until)}为止都可以提",
        state.consult_until,
        (_clipped(state.line),) if state.line else (),
        "手机扫码说意见，不用登录",
        _qr(state.consult_url),
    )


def _hung(publication: Publication, unit: Unit, today: date) -> Slide:
    assert publication.ends_on
    clock = period.clock_on(publication, today)
    return Slide(
        _kind(publication.get_kind_display(), publication.unit, unit),
        publication.title,
        clock.big,
        f"公示到{short_day(publication.ends_on)}24:00",
        publication.ends_on,
        _gist(publication),
        "手机扫码看全文、提异议，也可以打电话",
        _qr(reverse("publications:publication", args=[publication.number])),
    )


def _gist(publication: Publication) -> tuple[str, ...]:
    """What was decided or done: the first paragraphs of its first chapter, without personal parts."""
    if not sheet.is_frozen(publication, publication.redacted_text):
        return ()
    body = canonical.parse(publication.redacted_text).body
    headings = [place for place, block in enumerate(body) if block.kind == canonical.HEADING]
    chapter = body[headings[0] + 1 :] if headings else body
    words: list[str] = []
    for block in chapter:
        if block.kind != canonical.PARAGRAPH or sum(map(len, words)) >= LONGEST:
            break
        words.append(_clipped(block.text, LONGEST - sum(map(len, words))))
    return tuple(words)


def _clipped(words: str, longest: int = LONGEST) -> str:
    return words if len(words) <= longest else f"{words[: longest - 1]}…"


def _kind(words: str, of: Unit, unit: Unit) -> str:
    return words if of.pk == unit.pk else f"{of} · {words}"


def _qr(path: str) -> SafeString:
    """The address as a picture inside the page: it is there without a network too."""
    code = segno.make(f"{settings.PUBLIC_URL}{path}", error="m", micro=False)
    drawn = code.svg_inline(border=2, light="#fff", svgclass=None, lineclass=None, omitsize=True)
    return SafeString(drawn)
