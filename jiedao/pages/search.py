"""Finding a dossier by number, title, unit or words in it; only among those a person may see."""

import re
from dataclasses import dataclass
from html import escape
from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from jiedao.access.selectors import Viewer, dossiers_seen, viewer_of
from jiedao.dossiers.selectors import matching
from jiedao.lib import text
from jiedao.lib.prepared import Question
from jiedao.pages.desk import DOSSIER, DossierLine, line
from jiedao.people.models import User

PAGE = 20
NEWER_THAN_ALL = 2**62
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


FOUND = (*(f"dossier__{name}" for name in DOSSIER), "text", "pk")


@Question.planned_anew
def _found(
    *, viewer: Viewer, words: tuple[str, ...], letters: tuple[str, ...], before: int
) -> QuerySet[Any, Any]:
    seen = dossiers_seen(viewer, prefix="dossier__")
    found = matching(words, letters).filter(seen, pk__lt=before)
    return found.order_by("-pk").values_list(*FOUND)[: PAGE + 1]


def find(user: User, typed: str, *, before: int | None = None) -> Results:
    """One page of the dossiers that hold every word and that this person may see."""
    words, hint = words_of(typed)
    if not words:
        return Results("", [], "", None, hint)
    rows = _found(
        viewer=viewer_of(user),
        words=tuple(word for word in words if len(word) > 1),
        letters=tuple(word for word in words if len(word) == 1),
        before=before or NEWER_THAN_ALL,
    )
    shown = rows[:PAGE]
    more = len(rows) > PAGE
    count = f"{PAGE}+" if more else str(len(rows))
    return Results(
        " ".join(words),
        [hit(line(*dossier), said, words) for *dossier, said, _ in shown],
        count,
        shown[-1][-1] if more else None,
        hint,
    )


def hit(found: DossierLine, said: str, words: list[str]) -> Hit:
    """A found dossier with its words marked."""
    # Beyond number, title and unit, which the line shows anyway.
    rest = " ".join(said.split("\n")[3:])
    return Hit(found, marked(found.title, words), marked(found.number, words), snippet(rest, words))


def marked(said: str, words: list[str]) -> SafeString:
    """A text with every word found in it marked."""
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    pieces = re.split(f"({pattern})", said, flags=re.IGNORECASE)
    # Every second piece of the split is a word that was found; each is escaped before it is put in.
    return SafeString(
        "".join(
            f"<mark>{escape(piece)}</mark>" if number % 2 else escape(piece)
            for number, piece in enumerate(pieces)
        )
    )


def snippet(said: str, words: list[str]) -> SafeString:
    """The surroundings of the first word found in a text; empty when none is."""
    places = [place for word in words if (place := said.lower().find(word.lower())) >= 0]
    if not places:
        return SafeString("")
    start = max(0, min(places) - BEFORE)
    piece = said[start : start + AROUND]
    lead, tail = "…" * (start > 0), "…" * (start + AROUND < len(said))
    return SafeString(f"{lead}{marked(piece, words)}{tail}")
