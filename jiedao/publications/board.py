"""The public board (公开栏): what residents are shown of a unit, row by row."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch

from jiedao.dossiers.selectors import HoldsGrams
from jiedao.lib import prepared, text
from jiedao.lib.addresses import address
from jiedao.lib.numerals import short_day
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.publications import doors, period
from jiedao.publications.asked import Asked
from jiedao.publications.models import (
    Publication,
    PublicationQuerySet,
    PublicState,
    PublicStateQuerySet,
)
from jiedao.publications.states import NoticeRole, PublicationKind

PAGE, SECTION, SHORT_SECTION, COUNTED, UNITS = 20, 20, 5, 1000, 200
# The notices a way ends with: the result, or the review upon which the authority decides.
LAST = (PublicationKind.RESULT, PublicationKind.REVIEW)
PUBLIC_LEVELS = (UnitLevel.DISTRICT, UnitLevel.STREET, UnitLevel.COMMUNITY, UnitLevel.VILLAGE)


@dataclass(frozen=True)
class Place:
    """The unit at the head and the telephone at the foot of a residents' page."""

    code: str
    name: str
    sub: str
    phone: str
    hours: str


@dataclass(frozen=True)
class Spot:
    """Where somebody looks from: the unit whose board it is, and the estate in it, if one was named."""

    unit: Unit
    estate: str = ""


@dataclass(frozen=True)
class Row:
    """One entry of the board: a status word, what kind of thing, the title, a line, an act."""

    word: str
    chip: str
    kind: str
    title: str
    line: str
    url: str
    act_url: str = ""
    near: bool = False


@dataclass(frozen=True)
class Board:
    """The four sections of a unit's board."""

    consulting: list[Row]
    underway: list[Row]
    running: list[Row]
    finished: list[Row]

    @property
    def is_empty(self) -> bool:
        return not (self.consulting or self.underway or self.running or self.finished)


@dataclass(frozen=True)
class Found:
    """A page of the list of all publications, with the keys where its neighbours begin."""

    rows: list[Row]
    words: str
    newer: int | None
    older: int | None


def spot_with(code: str) -> Spot | None:
    """Where a code stands: an estate (小区) looks at the board of its community; None for no unit."""
    unit = (
        Unit.objects.active()
        .of_level(*PUBLIC_LEVELS, UnitLevel.ESTATE)
        .select_related("parent__parent__parent")
        .filter(code=code)
        .first()
    )
    if unit is None:
        return None
    if unit.level == UnitLevel.ESTATE:
        return Spot(unit.parent, unit.short_name) if unit.parent else None
    return Spot(unit)


def unit_with(code: str) -> Unit | None:
    """The unit of a code whose board residents may look at, with the two above it, or None."""
    spot = spot_with(code)
    return spot.unit if spot else None


def place_of(unit: Unit) -> Place:
    """What a page says of its unit; without a telephone of its own, that of the unit above."""
    above = [unit.parent, unit.parent.parent] if unit.parent else []
    higher = [each for each in above if each]
    telephoned = next((each for each in (unit, *higher) if each.phone), None)
    return Place(
        unit.code,
        unit.short_name,
        "".join(each.short_name for each in reversed(higher)),
        telephoned.phone if telephoned else settings.OFFICE_PHONE,
        telephoned.hours if telephoned else "",
    )


def units_beneath(unit: Unit | None) -> list[Unit]:
    """Where to look next: all streets, the communities of a street, the estates of a community."""
    units = Unit.objects.active().order_by("code")
    if unit is None or unit.level == UnitLevel.DISTRICT:
        return list(units.of_level(UnitLevel.STREET)[:UNITS])
    beneath = units.filter(parent=unit).of_level(*PUBLIC_LEVELS, UnitLevel.ESTATE)
    return list(beneath[:UNITS])


def units_named(words: str) -> list[Unit]:
    """Streets, communities and estates whose name holds the words; none for no words."""
    if not words:
        return []
    levels = (*PUBLIC_LEVELS, UnitLevel.ESTATE)
    named = Unit.objects.active().of_level(*levels).filter(short_name__icontains=words)
    return list(named.select_related("parent__parent").order_by("code")[:PAGE])


def board_of(unit: Unit | None, *, today: date, estate: str = "") -> Board:
    """The board of a unit and all beneath it, or of the whole office; what names one's estate first."""
    states, published = _states(unit), _published(unit)
    consulting = states.consulting(today).order_by("consult_until", "pk")[:SECTION]
    hangs = Publication.objects.running(today).filter(dossier=OuterRef("dossier"))
    underway = (
        states.open()
        .exclude(consult_until__gte=today)
        .filter(~Exists(hangs))
        .order_by("-changed_at", "-pk")[: SECTION if unit else SHORT_SECTION]
    )
    running = published.running(today).order_by("ends_on", "-pk")[:SECTION]
    finished = published.filter(pk__in=_lately_ended(unit, today)).order_by("-ends_on", "-pk")
    sections = (
        [_consulting_row(state, unit, today) for state in consulting],
        [_underway_row(state, unit) for state in underway],
        [_row(publication, unit, today) for publication in running],
        [_finished_row(publication, unit) for publication in finished],
    )
    return Board(*(_nearest_first(rows, estate) for rows in sections))


# From each unit its own last ones: the archive behind them may be as long as it will.
LATELY_ENDED = """
    SELECT own.id FROM organisation_unit u CROSS JOIN LATERAL (
        SELECT id, ends_on FROM publications_publication
        WHERE unit_id = u.id AND ends_on < %(today)s AND posted_at IS NOT NULL
          AND superseded_by_id IS NULL AND role <> %(withdrawal)s AND kind = ANY(%(last)s)
        ORDER BY ends_on DESC, id DESC LIMIT %(most)s
    ) own
    WHERE u.path LIKE %(beneath)s ORDER BY own.ends_on DESC, own.id DESC LIMIT %(most)s
"""


def _lately_ended(unit: Unit | None, today: date) -> list[int]:
    """The last results that have hung their time (最近办成的)."""
    rows = prepared.answer(
        LATELY_ENDED,
        {
            "today": today,
            "withdrawal": str(NoticeRole.WITHDRAWAL),
            "last": [str(kind) for kind in LAST],
            "most": SHORT_SECTION,
            "beneath": f"{unit.path if unit else '/'}%",
        },
    )
    return [pk for (pk,) in rows]


def _nearest_first(rows: list[Row], estate: str) -> list[Row]:
    """The same rows, those that name the estate before the others."""
    if not estate:
        return rows
    marked = [replace(row, near=estate in row.title or estate in row.line) for row in rows]
    return sorted(marked, key=lambda row: not row.near)


def found(asked: Asked, unit: Unit | None, *, today: date) -> Found:
    """One page of all publications of a unit, newest first, by key."""
    matching = _matching(_published(unit), asked)
    counted = matching.order_by()[: COUNTED + 1].count()
    if asked.newer_than:
        rows = list(matching.filter(pk__gt=asked.newer_than).order_by("pk")[: PAGE + 1])
        has_newer, has_older = len(rows) > PAGE, True
        rows = rows[:PAGE][::-1]
    else:
        before = matching.filter(pk__lt=asked.older_than) if asked.older_than else matching
        rows = list(before.order_by("-pk")[: PAGE + 1])
        has_newer, has_older = asked.older_than is not None, len(rows) > PAGE
        rows = rows[:PAGE]
    return Found(
        [_row(publication, unit, today) for publication in rows],
        f"共{counted}份，新的在前" if counted <= COUNTED else f"共{COUNTED}份以上，新的在前",
        rows[0].pk if rows and has_newer else None,
        rows[-1].pk if rows and has_older else None,
    )


def pager(asked: Asked, page: Found) -> dict[str, str]:
    """The neighbours of a page of the list, for components/_pager.html."""
    return {
        "newer_url": asked.url(newer_than=page.newer) if page.newer else "",
        "older_url": asked.url(older_than=page.older) if page.older else "",
        "words": page.words,
    }


def recent(unit: Unit | None = None, *, count: int = SHORT_SECTION) -> list[Publication]:
    """What was put up last, for the home page and the feed."""
    return list(_published(unit).order_by("-posted_at", "-pk")[:count])


def recent_rows(*, today: date) -> list[Row]:
    """What was put up last in the whole office, as rows."""
    return [_row(publication, None, today) for publication in recent()]


def state_of(publication: Publication) -> PublicState | None:
    """Where the matter of a publication stands, as far as it is public."""
    return getattr(publication.dossier, "public_state", None)


def _published(unit: Unit | None) -> PublicationQuerySet:
    # Long texts are for the page of one publication.
    published = without_texts(
        Publication.objects.posted().select_related("unit", "dossier__public_state")
    )
    return published.within(unit) if unit else published


def without_texts(rows: PublicationQuerySet) -> PublicationQuerySet:
    """Publications for a list, with the number of the one before and the one after each."""
    related = ("about", "superseded_by")
    texts = ("full_text", "redacted_text", "grams")
    return rows.select_related(*related).defer(
        *texts, *(f"{one}__{text}" for one in related for text in texts)
    )


def _states(unit: Unit | None) -> PublicStateQuerySet:
    hung = Publication.objects.posted().only("number", "dossier").order_by("-pk")
    states = PublicState.objects.select_related("unit", "dossier").prefetch_related(
        Prefetch("dossier__publications", queryset=hung, to_attr="hung")
    )
    return states.within(unit) if unit else states


def _matching(published: PublicationQuerySet, asked: Asked) -> PublicationQuerySet:
    if asked.kind:
        published = published.filter(kind=asked.kind)
    for word in asked.words.split():
        # Two-character grams find it by index; the title itself is compared again.
        if len(word) > 1:
            published = published.filter(HoldsGrams(word))
        published = published.filter(title__icontains=word)
    return published


def _page_of(publication: Publication) -> str:
    return address("publications:publication", publication.number)


def _kind(words: str, row_unit: Unit, unit: Unit | None) -> str:
    """The kind of a row, with the community's name where several share the board."""
    return words if unit and row_unit.pk == unit.pk else f"{words} · {row_unit}"


def _line(state: PublicState | None) -> str:
    return text.sentence(state.line) if state else ""


def _row(publication: Publication, unit: Unit | None, today: date) -> Row:
    clock, state = period.clock_on(publication, today), state_of(publication)
    over = publication.superseded_as or publication.struck_as
    ends_on = None if over else publication.ends_on
    running = ends_on is not None and today <= ends_on
    until = f"公示到{short_day(ends_on)}。" if running and ends_on else ""
    return Row(
        clock.big,
        "" if clock.kind == "over" else clock.kind,
        _kind(publication.label, publication.unit, unit),
        publication.title,
        f"{_relation(publication)}{_line(state)}{until}",
        _page_of(publication),
    )


def _relation(publication: Publication) -> str:
    """What became of a notice, or what it does to another."""
    struck = f"{publication.get_struck_as_display()}，不再有效。" if publication.struck_as else ""
    if publication.superseded_by:
        later = publication.superseded_by.document_number
        return f"{struck}{publication.get_superseded_as_display()}，见{later}。"
    if publication.about:
        act = "更正" if publication.role == NoticeRole.CORRECTION else "撤回"
        return (
            f"{struck}{act}{publication.about.document_number}：{text.sentence(publication.reason)}"
        )
    return struck


def _finished_row(publication: Publication, unit: Unit | None) -> Row:
    state = state_of(publication)
    return Row(
        "不再有效"
        if publication.struck_as
        else state.stage
        if state and not state.is_open
        else "公示期已满",
        "",
        _kind(publication.get_kind_display(), publication.unit, unit),
        publication.title,
        state.line if state else "",
        _page_of(publication),
    )


def _consulting_row(state: PublicState, unit: Unit | None, today: date) -> Row:
    assert state.consult_until
    left = (state.consult_until - today).days
    return Row(
        f"还剩{left}天" if left else "今天截止",
        "soon",
        _kind("征求意见", state.unit, unit),
        state.title,
        f"{_line(state)}到{short_day(state.consult_until)}为止都可以提。",
        state.consult_url,
        state.consult_url,
    )


def _underway_row(state: PublicState, unit: Unit | None) -> Row:
    dossier: Any = state.dossier  # with the publications the board's query prefetched
    hung: list[Publication] = dossier.hung
    return Row(
        state.stage,
        "",
        _kind("办理进度", state.unit, unit),
        state.title,
        state.line,
        _page_of(hung[0]) if hung else doors.story_url(dossier),
    )
