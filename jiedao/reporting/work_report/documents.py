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
from jiedao.lib.addresses import address
from jiedao.lib.numerals import chinese, long_day

Content = dict[str, Any]
FIGURES = (
    Column("代码", 14, CENTRE),
    Column("指标", 34),
    Column("准确的数", 22, RIGHT),
    Column("怎么数的；地址里的代号", 86),
)
CLAIMS = (Column("代码", 13, CENTRE), Column("结论", 50), Column("怎么得出的", 93))
LEFT_OUT = (Column("代码", 13, CENTRE), Column("内容", 70), Column("为什么没有写", 73))


def paper_of(content: Content, *, foot: str = "") -> Document:
    """The whole paper; `foot` stands small on every page."""
    made_on = date.fromisoformat(content["made_on"])
    blocks = (
        Title(content["title"], f"（{content['days']}）"),
        *_noted(content["opening"]),
        *_sections(content),
        *_shortfalls(content["shortfalls"]),
        *_plans(content["plans"]),
        Seal((content["unit"],), long_day(made_on)),
        *_behind(content),
    )
    return Document(content["title"], blocks, made_on=made_on, foot=foot)


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


def _behind(content: Content) -> Iterator[Block]:
    """附: figures with definition and address, claims with their sum, and what is not in the text."""
    yield PageBreak()
    yield Paragraph("附：文中数字、结论的来源", "centre")
    if content["figures"]:
        yield Grid(FIGURES, tuple(map(_row, content["figures"])), caption="一、数字")
        yield Paragraph(_where(content), "small")
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
    return _code(line), line["name"], line["exact"], f"{definition}\n{line['figure']}"


def _code(one: Content) -> str:
    """A figure put right by hand is marked wherever it stands."""
    marked = one.get("is_override") or one.get("reason")
    return f"{one['code']}*" if marked else str(one["code"])


def _where(content: Content) -> str:
    """How the rows of any figure of the table are opened."""
    where = f"{settings.PUBLIC_URL}{address('indicators:figure_page', 'CODE')}"
    scope = f"?unit={content['unit_code']}&since={content['since']}&until={content['last']}"
    return (
        f"看某个数字的每一条记录：登录平台，打开{where.replace('CODE', '代号')}{scope}，"
        "“代号”换成上表里的代号。带*的数字是人工修正的，原来的数和原因在表里。"
    )
