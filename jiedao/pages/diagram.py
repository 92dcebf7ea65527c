"""A procedure as a picture (程序图), drawn from the table the code runs on.

One column, so that it can be read on a telephone and in greyscale: states as boxes from top to
bottom, the main line straight down, every other move out to a lane on the right and back to where
it leads. What can be done without moving on stands inside the box. The same table stands beside it
as text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from jiedao.procedures.steps import Procedure

WIDTH = 340
BOX_LEFT, BOX_RIGHT = 4, 262
LANE_FIRST, LANE_GAP = 276, 12
TRUNK = 22
HEAD, LINE, MOVE, GAP = 34, 19, 26, 18
CHARACTERS = 18


@dataclass
class Box:
    """A state with what can be done in it and where it leads."""

    state: str
    label: str
    ends: str
    acts: list[str]
    moves: list[tuple[str, str]]
    top: int = 0

    @property
    def height(self) -> int:
        return HEAD + LINE * len(self.acts) + (6 if self.acts else 0)

    @property
    def bottom(self) -> int:
        return self.top + self.height

    @property
    def entry(self) -> int:
        """The height at which lanes come in."""
        return self.top + HEAD // 2


@dataclass
class Lane:
    """All moves to one state that are not straight down share one line on the right."""

    target: str
    starts: list[int] = field(default_factory=list)
    x: int = 0


def order_of(procedure: Procedure) -> list[str]:
    """The main line by its milestones from the first state, then what lies beside it."""
    main = [str(procedure.initial)]
    moving = [step for step in procedure.steps if step.target and not step.aside]
    while True:
        onward = [s for s in moving if main[-1] in s.source and str(s.target) not in main]
        chosen = next((s for s in onward if s.milestone), None)
        chosen = chosen or next((s for s in onward if len(onward) == 1), None)
        if chosen is None:
            break
        main.append(str(chosen.target))
    drawn = {str(procedure.initial), *(str(step.target) for step in moving)}
    return main + [str(s) for s in procedure.states.values if s in drawn and s not in main]


def beside(procedure: Procedure) -> list[str]:
    """The names of the steps that may be needed at any point and are not drawn."""
    return [step.name for step in procedure.steps if step.aside]


def draw(procedure: Procedure) -> SafeString:
    """The picture as SVG; its words are real text."""
    boxes = list(_boxes(procedure))
    height = _place(boxes)
    lanes = _lanes(boxes)
    width = max(WIDTH, LANE_FIRST + LANE_GAP * len(lanes) + 4)
    parts = [
        *(_box(box) for box in boxes),
        *(piece for box, below in _pairs(boxes) for piece in _moves(box, below, lanes)),
        *(_lane(lane, boxes) for lane in lanes.values()),
    ]
    return format_html(
        '<svg class="img-fluid" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" width="{}" '
        'height="{}" role="img" aria-label="{}程序图，文字说明见图旁的表" font-size="14" '
        'fill="currentColor">{}{}</svg>',
        width,
        height,
        width,
        height,
        procedure.name,
        _ARROW,
        format_html_join("", "{}", ((part,) for part in parts)),
    )


_ARROW = SafeString(
    '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" '
    'orient="auto-start-reverse"><path d="M0 0L10 5L0 10z"/></marker></defs>'
)


def _boxes(procedure: Procedure) -> Iterator[Box]:
    for state in order_of(procedure):
        here = [step for step in procedure.steps if state in step.source and not step.aside]
        staying = [step.name for step in here if step.target in (None, state)]
        ends = "开始" if state == procedure.initial else ""
        yield Box(
            state,
            str(procedure.states(state).label),
            "结束" if state in procedure.finals else ends,
            wrapped(staying),
            [(step.name, str(step.target)) for step in here if step.target not in (None, state)],
        )


def wrapped(names: list[str]) -> list[str]:
    """Names in lines that fit into a box, broken between names only."""
    lines: list[str] = []
    for number, name in enumerate(names):
        word = name + ("、" if number < len(names) - 1 else "")
        if lines and len(lines[-1]) + len(word) <= CHARACTERS:
            lines[-1] += word
        else:
            lines.append(word)
    return lines


def _place(boxes: list[Box]) -> int:
    """Give every box its place; the height of the whole."""
    top = 4
    for box in boxes:
        box.top = top
        top = box.bottom + MOVE * len(box.moves) + GAP
    return top


def _pairs(boxes: list[Box]) -> Iterator[tuple[Box, Box | None]]:
    below: list[Box | None] = [*boxes[1:], None]
    return zip(boxes, below, strict=True)


def _lanes(boxes: list[Box]) -> dict[str, Lane]:
    lanes: dict[str, Lane] = {}
    for box, below in _pairs(boxes):
        for number, (_, target) in enumerate(box.moves):
            if below is None or target != below.state:
                lanes.setdefault(target, Lane(target)).starts.append(_row(box, number))
    for number, lane in enumerate(lanes.values()):
        lane.x = LANE_FIRST + LANE_GAP * number
    return lanes


def _row(box: Box, number: int) -> int:
    """The height of the line of a box's nth move."""
    return box.bottom + MOVE * (number + 1) - 4


def _box(box: Box) -> SafeString:
    thick = 3 if box.ends else 1
    lines = format_html_join(
        "",
        '<text x="{}" y="{}" font-size="13">{}</text>',
        (
            (BOX_LEFT + 12, box.top + HEAD + LINE * number + 9, words)
            for number, words in enumerate(box.acts)
        ),
    )
    ends = (
        format_html(
            '<text x="{}" y="{}" text-anchor="end" font-size="13">{}</text>',
            BOX_RIGHT - 12,
            box.top + 23,
            box.ends,
        )
        if box.ends
        else ""
    )
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" fill="none" stroke="currentColor" '
        'stroke-width="{}"/><text x="{}" y="{}" font-weight="700" font-size="15">{}</text>{}{}',
        BOX_LEFT,
        box.top,
        BOX_RIGHT - BOX_LEFT,
        box.height,
        thick,
        BOX_LEFT + 12,
        box.top + 23,
        box.label,
        ends,
        lines,
    )


def _moves(box: Box, below: Box | None, lanes: dict[str, Lane]) -> Iterator[SafeString]:
    """The trunk under a box, the names of its moves, and their ways out to the lanes."""
    if not box.moves:
        return
    straight = below is not None and any(target == below.state for _, target in box.moves)
    if straight and below is not None:
        yield _path(f"M{TRUNK} {box.bottom}V{below.top}", tip=True)
    else:
        yield _path(f"M{TRUNK} {box.bottom}V{_row(box, len(box.moves) - 1)}")
    for number, (name, target) in enumerate(box.moves):
        height = _row(box, number)
        yield format_html('<text x="{}" y="{}">{}</text>', TRUNK + 12, height - 5, name)
        if below is None or target != below.state:
            yield _path(f"M{TRUNK} {height}H{lanes[target].x}")


def _lane(lane: Lane, boxes: list[Box]) -> SafeString:
    entry = next(box.entry for box in boxes if box.state == lane.target)
    heights = [*lane.starts, entry]
    rail = _path(f"M{lane.x} {min(heights)}V{max(heights)}")
    return rail + _path(f"M{lane.x} {entry}H{BOX_RIGHT + 2}", tip=True)


def _path(way: str, *, tip: bool = False) -> SafeString:
    end = SafeString(' marker-end="url(#tip)"') if tip else ""
    return format_html('<path d="{}" fill="none" stroke="currentColor"{}/>', way, end)


def moves_of(procedure: Procedure) -> list[tuple[str, str, str]]:
    """Every arrow of the picture: from, name, to; the house test holds it against the table."""
    return [(box.state, name, target) for box in _boxes(procedure) for name, target in box.moves]
