"""Whether a poster will fit one sheet, told by counting: so it is set as large as it can be."""

from collections.abc import Callable
from typing import Any

from jiedao.documents.blocks import (
    Block,
    Code,
    Document,
    Facts,
    Heading,
    Organ,
    Paragraph,
    Seal,
    Title,
    as_data,
)

POINTS_PER_MM = 72 / 25.4
# Width and height of what is printed on, in millimetres (jiedao/documents/press/paper.typ).
SHEETS = {"a4": (156, 225), "a3": (245, 360)}
PITCH, BODY, SMALL_PITCH, SMALL = 26.0, 15.79, 19.0, 12.0
LABEL, INSET = 27, 2


def fits(document: Document) -> bool:
    """Whether the poster stays on one sheet, in its own type."""
    width, height = (side * POINTS_PER_MM for side in SHEETS[document.page])
    lines = as_data(document)["blocks"]
    # Everything but the sheet is as much larger as the type is.
    room = width / document.scale
    used = sum(
        MEASURED[type(block)](block, data, room) if type(block) in MEASURED else PITCH
        for block, data in zip(document.blocks, lines, strict=True)
    )
    return used * document.scale <= height


def _lines(words: str, room: float, size: float) -> int:
    return max(1, -(-round(len(words) * size) // round(room)))


def _organ(block: Any, data: dict[str, Any], room: float) -> float:
    return len(block.parts) * 46 + 62


def _title(block: Any, data: dict[str, Any], room: float) -> float:
    return len(data["lines"]) * 34 + 28


def _heading(block: Any, data: dict[str, Any], room: float) -> float:
    return PITCH


def _paragraph(block: Any, data: dict[str, Any], room: float) -> float:
    return PITCH * _lines(f"　　{block.lead}{block.words}", room, BODY)


def _facts(block: Any, data: dict[str, Any], room: float) -> float:
    value = room - (LABEL + 2 * INSET) * POINTS_PER_MM
    inset = 2 * INSET * POINTS_PER_MM
    return 13 + sum(SMALL_PITCH * _lines(row.words, value, SMALL) - 7 + inset for row in block.rows)


def _seal(block: Any, data: dict[str, Any], room: float) -> float:
    return PITCH * (2 + len(block.organs)) + 13


def _code(block: Any, data: dict[str, Any], room: float) -> float:
    return 14 + (block.millimetres + 6) * POINTS_PER_MM


MEASURED: dict[type[Block], Callable[[Any, dict[str, Any], float], float]] = {
    Organ: _organ,
    Title: _title,
    Heading: _heading,
    Paragraph: _paragraph,
    Facts: _facts,
    Seal: _seal,
    Code: _code,
}
