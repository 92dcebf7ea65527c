"""The work report as an official paper (GB/T 9704): the text, and behind it what each number rests on."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings

from jiedao.documents.blocks import (
    CENTRE,
    RIGHT,
    Block,
    Column,
    Document,
    Grid,
    Heading,
    Noted,
    PageBreak,
    Paragraph,
    Seal,
    Title,
)
from jiedao.lib.numerals import chinese, long_day

Content = dict[str, Any]
FIGURES = (
    Column("代码", 14, CENTRE),
    Column("指标", 34),
    Column("准确的数", 22, RIGHT),
    Column("怎么数的", 86),
)
CLAIMS = (Column("代码", 13, CENTRE), Column("结论", 50), Column("怎么得出的", 93))
LEFT_OUT = (Column("代码", 13, CENTRE), Column("内容", 70), Column("为什么没有写", 73))


def paper_of(content: Content, *, page: str) -> Document:
    """The whole paper; `page` is where it is read on the screen, each number with the way to its rows."""
    made_on = date.fromisoformat(content["made_on"])
    blocks = (
        Title(content["title"], f"（{content['days']}）"),
        *_noted(content["opening"]),
        *_sections(content),
        *_shortfalls(content["shortfalls"]),
        *_plans(content["plans"]),
        Seal((content["unit"],), long_day(made_on)),
        *_behind(content, page),
    )
    return Document(content["title"], blocks, made_on=made_on)


def _sections(content: Content) -> Iterator[Block]:
    for section in content["sections"]:
        yield Heading(section["heading"])
        for part in section["parts"]:
            yield Heading(part["heading"], level=2)
            yield from _noted(part["paragraphs"])


def _noted(paragraphs: list[Content]) -> Iterator[Block]:
    for paragraph in paragraphs:
        pieces = ((one["words"], _code(one)) for one in paragraph["pieces"])
        yield Noted(((paragraph["lead"], ""), *pieces))


def _shortfalls(shortfalls: Content) -> Iterator[Block]:
    yield Heading(shortfalls["heading"])
    yield from _noted(shortfalls["paragraphs"])
    if not shortfalls["paragraphs"]:
        yield Paragraph(shortfalls["nothing"])


def _plans(plans: Content) -> Iterator[Block]:
    if not plans["groups"]:
        return
    yield Heading(plans["heading"])
    for number, group in enumerate(plans["groups"], start=1):
        lines = "；".join(line["words"] for line in group["lines"])
        more = "；等等" if group["is_cut"] else ""
        yield Paragraph(f"{lines}{more}。", lead=f"{chinese(number)}是{group['lead']}。")


def _behind(content: Content, page: str) -> Iterator[Block]:
    """附: figures with their definition, claims with their sum, and what is not in the text."""
    yield PageBreak()
    yield Paragraph("附：文中数字、结论的来源", "centre")
    if content["figures"]:
        yield Grid(FIGURES, tuple(map(_row, content["figures"])), caption="一、数字")
        yield Paragraph(_where(page), "small")
    if content["claims"]:
        claims = tuple(
            (one["code"], one["name"], f"{'成立' if one['holds'] else '不成立'}。{one['why']}")
            for one in content["claims"]
        )
        yield Grid(CLAIMS, claims, caption="二、结论")
    if content["left_out"]:
        left = tuple((one["code"], one["name"], one["why"]) for one in content["left_out"])
        number = "三" if content["claims"] else "二"
        yield Grid(LEFT_OUT, left, caption=f"{number}、没有记录、没有写进来的")


def _row(line: Content) -> tuple[str, ...]:
    definition = line["definition"]
    if line["reason"]:
        definition += (
            f"\n人工修正：数出来的是{line['counted']}。{line['override_by']}：{line['reason']}"
        )
    return _code(line), line["name"], line["exact"], definition


def _code(one: Content) -> str:
    """A figure put right by hand is marked wherever it stands."""
    marked = one.get("is_override") or one.get("reason")
    return f"{one['code']}*" if marked else str(one["code"])


def _where(page: str) -> str:
    """How the rows of any figure of the table are opened: one address, and its code."""
    return (
        f"看某个数字的每一条记录：登录平台，打开 {settings.PUBLIC_URL}{page}#basis-代码 "
        "（“代码”换成文中和上表里的代码，例如#basis-F1），再点那一行的数字。"
        "带*的数字是人工修正的，原来的数和原因在表里。"
    )
