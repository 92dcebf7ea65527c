"""Finding a dossier by number, title, unit or words in it; only among those a person may see."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from jiedao.access.selectors import visible_dossiers
from jiedao.dossiers.models import Dossier
from jiedao.dossiers.selectors import matching
from jiedao.lib import text
from jiedao.pages.desk import DossierLine, line
from jiedao.people.models import User

PAGE = 20
MOST_WORDS, LONGEST = 6, 40
BEFORE, AROUND = 16, 80


@dataclass(frozen=True)
class Hit:
    """A dossier found: its line, and the place in it where the words stand."""

    line: DossierLine
    title: SafeString
    number: SafeString
    snippet: SafeString


@dataclass(frozen=True)
class Results:
    """One page of what was found, newest first."""

    words: str
    hits: list[Hit]
    count: str
    older_than: int | None
    hint: str


def words_of(typed: str) -> tuple[list[str], str]:
    """The words to look for, and a sentence when what was typed cannot all be looked for."""
    try:
        cleaned = text.clean(text.half_width(typed)).replace("\n", " ")
    except ValueError as error:
        return [], str(error)
    words = list(dict.fromkeys(cleaned[:LONGEST].split()))
    if len(words) > MOST_WORDS or len(cleaned) > LONGEST:
        return words[:MOST_WORDS], f"只按前{MOST_WORDS}个词、{LONGEST}个字查找。"
    if words and all(len(word) == 1 for word in words):
        return words, "一个字查到的会很多，请再加一个字，例如“照明”“电梯”。"
    return words, ""


def find(user: User, typed: str, *, before: int | None = None) -> Results:
    """One page of the dossiers that hold every word and that this person may see."""
    words, hint = words_of(typed)
    if not words:
        return Results("", [], "", None, hint)
    found = visible_dossiers(user).filter(pk__in=matching(" ".join(words)).values("pk"))
    if before:
        found = found.filter(pk__lt=before)
    rows = list(found.select_related("search").order_by("-pk")[: PAGE + 1])
    shown = rows[:PAGE]
    more = len(rows) > PAGE
    count = f"{PAGE}+" if more else str(len(rows))
    return Results(
        " ".join(words),
        [hit(dossier, words) for dossier in shown],
        count,
        shown[-1].pk if more else None,
        hint,
    )


def hit(dossier: Dossier, words: list[str]) -> Hit:
    """A found dossier with its words marked."""
    found = line(dossier)
    return Hit(
        found,
        marked(found.title, words),
        marked(found.number, words),
        snippet(_rest_of(dossier), words),
    )


def marked(said: str, words: list[str]) -> SafeString:
    """A text with every word found in it marked."""
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    pieces = re.split(f"({pattern})", said, flags=re.IGNORECASE)
    return format_html_join("", "{}", ((piece,) for piece in _with_marks(pieces)))


def snippet(said: str, words: list[str]) -> SafeString:
    """The surroundings of the first word found in a text; empty when none is."""
    places = [place for word in words if (place := said.lower().find(word.lower())) >= 0]
    if not places:
        return SafeString("")
    start = max(0, min(places) - BEFORE)
    piece = said[start : start + AROUND]
    lead, tail = "…" * (start > 0), "…" * (start + AROUND < len(said))
    return format_html("{}{}{}", lead, marked(piece, words), tail)


def _rest_of(dossier: Dossier) -> str:
    """What the search text holds beyond number, title and unit, which the line shows anyway."""
    return " ".join(dossier.search.text.split("\n")[3:])


def _with_marks(pieces: list[str]) -> Iterator[str | SafeString]:
    # Every second piece of the split is a word that was found.
    for number, piece in enumerate(pieces):
        yield format_html("<mark>{}</mark>", piece) if number % 2 else piece
