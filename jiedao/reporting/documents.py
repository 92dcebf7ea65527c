"""A paper of the regime on paper (汇报文书): as it was handed in, or as a draft that says so."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from jiedao.documents.blocks import (
    CENTRE,
    RIGHT,
    Block,
    Column,
    Document,
    Grid,
    Heading,
    Organ,
    Paragraph,
    Seal,
    Title,
)
from jiedao.documents.declared import DocumentType, Shelf, Subject, declare
from jiedao.dossiers.models import Dossier
from jiedao.lib import clock
from jiedao.lib.numerals import chinese, long_day
from jiedao.reporting.kinds import PAPER, REVIEW
from jiedao.reporting.models import Paper
from jiedao.reporting.selectors import draft

Content = dict[str, Any]
MOST_LINES = 20
ACTS = (
    Column("日期", 24, CENTRE),
    Column("办理", 30, CENTRE),
    Column("事项", 46),
    Column("编号", 56, CENTRE),
)
FIGURES = (
    Column("指标", 60),
    Column("本期", 28, RIGHT),
    Column("上期", 28, RIGHT),
    Column("比上期", 40, CENTRE),
)
LIMITS = (
    Column("到期", 27, CENTRE),
    Column("事项", 52),
    Column("要做的", 35),
    Column("由谁办", 42, CENTRE),
)
ANSWERS = (Column("上期事项", 86), Column("结果", 70))
UNITS = (
    Column("单位", 44),
    Column("按期/应报", 24, CENTRE),
    Column("逾期", 16, CENTRE),
    Column("没报", 16, CENTRE),
    Column("期限按期/到期", 32, CENTRE),
    Column("逾期未办", 24, CENTRE),
)


def load(dossier: Dossier) -> Paper | None:
    """The paper of a dossier."""
    rows = Paper.objects.select_related("dossier__unit", "period__street", "unit", "group__dossier")
    return rows.filter(pk=dossier.pk).first()


def always(paper: Paper) -> list[Subject]:
    """From the first draft on."""
    return [Subject(paper)]


def report(about: Subject) -> Document:
    """The paper itself: what was handed in last, or the draft as it stands."""
    paper: Paper = about.record
    filing = None if paper.is_open else paper.filings.first()
    content = filing.content if filing else draft.content_of(paper, today=clock.today())
    on = clock.day_of(filing.filed_at) if filing else clock.today()
    body = _body(paper, content)
    organ = str(paper.unit.name)
    return Document(
        str(paper),
        (
            Organ((organ,)),
            Title(
                f"{paper.party}{paper.get_kind_display()}",
                f"（{content['period']}）" if filing else f"（{content['period']}，草稿）",
            ),
            *body,
            Seal((str(paper.group or organ),), long_day(on)),
        ),
        made_on=clock.today(),
        foot=f"{paper.dossier.number}　{paper.get_kind_display()}",
    )


def _body(paper: Paper, content: Content) -> Iterable[Block]:
    """The parts that have something to say, numbered in their order."""
    parts: list[tuple[str, list[Block]]] = [
        ("各单位情况", _units(content)),
        ("上期事项答复", _answers(content)),
        ("讲评意见" if paper.is_review else "工作情况", _words(content["done"])),
        ("亮点", _words(content["highlights"])),
        ("表扬和批评", _mentions(content)),
        ("交办任务", _tasks(content)),
        ("办理情况", _summed_up(content) if paper.is_review else _acts(content)),
        ("数字", _figures(content)),
        ("逾期的", _limits(content["overdue"])),
        ("重点问题" if paper.is_review else "存在问题", _words(content["problems"])),
        ("措施", _words(content["measures"])),
        ("下月要求" if paper.is_review else "下期计划", _words(content["plans"])),
        ("需要协调", _words(content["help"])),
        ("接下来到期的", _limits(content["coming"])),
    ]
    said = [(name, blocks) for name, blocks in parts if blocks]
    for place, (name, blocks) in enumerate(said, start=1):
        yield Heading(f"{chinese(place)}、{name}")
        yield from blocks


def _words(words: str) -> list[Block]:
    return [Paragraph(line) for line in words.splitlines() if line.strip()]


def _units(content: Content) -> list[Block]:
    rows = [
        (
            one["unit"],
            one["papers"],
            str(one["late"]),
            str(one["missing"]),
            one["limits"],
            str(one["overdue"]),
        )
        for one in content.get("units", ())
    ]
    return [Grid(UNITS, tuple(rows))] if rows else []


def _answers(content: Content) -> list[Block]:
    rows = [
        (
            f"{one['kind']}：{one['words']}",
            "。".join(filter(None, (one["outcome"] or "还没有答复", one["said"]))),
        )
        for one in content["answers"]
    ]
    return [Grid(ANSWERS, tuple(rows))] if rows else []


def _mentions(content: Content) -> list[Block]:
    found: list[Block] = []
    for one in content.get("mentions", ()):
        found.append(Paragraph(f"{one['unit']}，{one['words']}", lead=f"{one['label']}："))
        said = "；".join(row["words"] for row in one["evidence"])
        if said:
            found.append(Paragraph(f"依据：{said}。", "small"))
    return found


def _tasks(content: Content) -> list[Block]:
    return [
        Paragraph(f"{place}. {one['words']}（{one['unit']}，{one['owner']}，{one['due']}前）。")
        for place, one in enumerate(content.get("tasks", ()), start=1)
    ]


def _summed_up(content: Content) -> list[Block]:
    """What was done in a month, system by system, act by act: a review names no single dossier."""
    found: list[Block] = []
    for group in content["groups"]:
        acts = Counter(line["act"] for line in group["lines"])
        said = "、".join(f"{act}{number}项" for act, number in acts.most_common())
        if said:
            found.append(Paragraph(f"{said}。", lead=f"{group['name']}{group['count']}项："))
    return found


def _acts(content: Content) -> list[Block]:
    found: list[Block] = []
    for group in content["groups"]:
        rows = tuple(
            (line["on"], line["act"], line["title"], line["number"])
            for line in group["lines"][:MOST_LINES]
        )
        found.append(Heading(group["name"], 2))
        if rows:
            found.append(Grid(ACTS, rows))
        if group["count"] > MOST_LINES:
            found.append(Paragraph(f"另有{group['count'] - MOST_LINES}项，见平台。", "small"))
    return found


def _figures(content: Content) -> list[Block]:
    rows = []
    for line in content["figures"]:
        words = line["words"]
        if line.get("reason"):
            words = f"{line['override']}（人工修正，记录为{words}：{line['reason']}）"
        rows.append((line["name"], words, line["before"], line["change"]))
    return [Grid(FIGURES, tuple(rows))] if rows else []


def _limits(limits: list[Content]) -> list[Block]:
    rows = [(one["due"], one["title"], one["name"], one["whose"]) for one in limits]
    return [Grid(LIMITS, tuple(rows))] if rows else []


PAPERS = declare(Shelf(PAPER.code, load, (DocumentType("report", "汇报", "汇报", always, report),)))
REVIEWS = declare(
    Shelf(REVIEW.code, load, (DocumentType("report", "每月讲评", "讲评", always, report),))
)
