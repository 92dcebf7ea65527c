"""What may become public: clean words, and no resident's number in them (公开前审查)."""

from collections.abc import Iterable
from datetime import date

from jiedao.lib import masking, text
from jiedao.lib.refusals import Refused, refuse
from jiedao.publications import canonical
from jiedao.publications.canonical import Block

LONGEST_TITLE = 120
LONGEST_LINE = 200
_BASIS = "《个人信息保护法》第二十五条"


def title(words: str) -> str:
    """The title of a notice, cleaned and checked."""
    try:
        heading = text.clean_title(words, longest=LONGEST_TITLE)
    except ValueError as fault:
        raise refuse("publication.title", str(fault), field="title") from fault
    refuse_personal_data((("标题", heading),), field="title")
    return heading


def line(words: str, *, field: str = "line", longest: int = LONGEST_LINE) -> str:
    """One short line for the public, cleaned and checked; what is longer ends in “…”."""
    try:
        cleaned = text.clean(words).replace("\n", " ")
    except ValueError as fault:
        raise refuse("publication.text", str(fault), field=field) from fault
    refuse_personal_data((("说明", cleaned),), field=field)
    return cleaned if len(cleaned) <= longest else f"{cleaned[: longest - 1]}…"


def blocks(given: Iterable[Block], *, organ: tuple[str, ...], on: date) -> tuple[Block, ...]:
    """The blocks of a notice as they are frozen, signed by the organ where nobody signed yet."""
    try:
        cleaned = canonical.normalised(given)
    except ValueError as fault:
        raise refuse("publication.text", f"公示正文：{fault}", field="text") from fault
    if not any(block.kind != canonical.SIGN for block in cleaned):
        raise refuse("publication.empty", "公示正文还是空的，请写明要公示的内容。", field="text")
    refuse_personal_data(canonical.words_of(cleaned), field="text")
    if any(block.kind == canonical.SIGN for block in cleaned):
        return cleaned
    return (*cleaned, canonical.sign(organ[-1], on))


def refuse_personal_data(places: Iterable[tuple[str, str]], *, field: str) -> None:
    """Refuse words with an identity, telephone or bank number in them, saying which and where."""
    for place, words in places:
        for found in masking.find_personal_data(words):
            raise _not_in_public(place, found, field)


def _not_in_public(place: str, found: masking.Finding, field: str) -> Refused:
    return refuse(
        "publication.personal_data",
        f"{place}里有{found.kind}（{found.excerpt}），公示中不能出现。请删去，或者改成看不出是谁的写法。",
        basis=_BASIS,
        field=field,
    )
