"""The papers of the appraisal: the result told to all, and the full list for the year-end pack."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from jiedao.appraisal import grading, scoring
from jiedao.appraisal.conditions import is_vetoed
from jiedao.appraisal.kinds import APPRAISAL
from jiedao.appraisal.models import Appraisal, TargetList
from jiedao.appraisal.rules import RULES
from jiedao.appraisal.states import AppraisalState, Assessed, Grade
from jiedao.documents.blocks import (
    CENTRE,
    Block,
    Column,
    Document,
    Grid,
    Heading,
    Paragraph,
    Seal,
    Title,
)
from jiedao.documents.declared import DocumentType, Shelf, Subject, declare
from jiedao.dossiers.models import Dossier
from jiedao.lib import clock
from jiedao.lib.numerals import long_day

COLUMNS = (
    Column("序号", 14, CENTRE),
    Column("考核对象", 60),
    Column("得分", 24, CENTRE),
    Column("等次", 28, CENTRE),
    Column("一票否决", 28, CENTRE),
)


def announcement(subject: Subject) -> Document:
    """What the street tells everyone (考核结果通报): the units, and the people graded first."""
    appraisal: Appraisal = subject.record
    rows = _lists(appraisal)
    units = [one for one in rows if one.kind != Assessed.PERSON]
    first = [one for one in rows if one.kind == Assessed.PERSON and one.grade == Grade.FIRST]
    blocks: list[Block] = [
        Title(f"关于{appraisal.year}年度考核结果的通报"),
        Paragraph(f"{appraisal.street.name}所属各科室、社区：", look="address"),
        Paragraph(
            f"按照年度考核办法，{appraisal.year}年度考核得分经公布、申诉，已定等次，现予通报。"
        ),
        _grid((one, one.final_points) for one in units),
    ]
    if first:
        names = "、".join(f"{one.person}（{one.unit}）" for one in first)
        blocks.append(Paragraph(f"个人考核优秀的：{names}。"))
    blocks.append(Seal((appraisal.street.name,), long_day(_day(appraisal))))
    return Document(
        f"{appraisal.year}年度考核结果通报",
        tuple(blocks),
        made_on=clock.today(),
        foot=f"{appraisal.dossier.number}　考核结果通报",
    )


def results(appraisal: Appraisal, sheets: list[scoring.Sheet]) -> Document:
    """Everyone's points and grade (考核结果); before the year is closed as they stand today."""
    edition = RULES.on(clock.today(), appraisal.street)
    is_final = appraisal.state == AppraisalState.FINAL
    title = f"{appraisal.street}{appraisal.year}年度考核结果"
    blocks: list[Block] = [Title(title if is_final else f"{title}（未定稿）")]
    if not is_final:
        blocks.append(Paragraph(unfinished(appraisal)))
    elif appraisal.scored_on:
        blocks.append(Paragraph(f"得分按{long_day(appraisal.scored_on)}的记录固定。"))
    quotas = grading.quotas(appraisal, [sheet.list for sheet in sheets], edition)
    blocks += [Paragraph(f"{quota.words}。内部规定。") for quota in quotas]
    for kind in Assessed:
        found = [sheet for sheet in sheets if sheet.list.kind == kind]
        if found:
            blocks.append(Heading(str(kind.label)))
            blocks.append(_grid((sheet.list, sheet.total) for sheet in found))
            blocks.append(Paragraph(f"等次：{scoring.ladder(edition, kind)}。内部规定。"))
    return Document(
        f"{appraisal}结果",
        tuple(blocks),
        made_on=clock.today(),
        foot=f"{appraisal.dossier.number}　考核结果",
    )


def unfinished(appraisal: Appraisal) -> str:
    """What is said of papers made before the grades are out (未定稿)."""
    today = long_day(clock.today())
    if appraisal.is_open or appraisal.scored_on is None:
        return f"未定稿：得分按{today}的记录计算，还没有年终计分，以后会变。"
    scored = long_day(appraisal.scored_on)
    return f"未定稿：得分按{scored}的记录固定，{today}还没有定等次，申诉可能更正。"


def _grid(rows: Iterable[tuple[TargetList, Decimal | None]]) -> Grid:
    return Grid(
        COLUMNS,
        tuple(
            (
                str(place),
                one.whose,
                scoring.plain(points or Decimal(0)),
                one.grade_word or "未定",
                "有" if is_vetoed(one) else "",
            )
            for place, (one, points) in enumerate(rows, start=1)
        ),
    )


def _lists(appraisal: Appraisal) -> list[TargetList]:
    rows = appraisal.lists.select_related("dossier", "unit", "person").prefetch_related("vetoes")
    return list(rows.order_by("kind", "unit__path", "pk"))


def _day(appraisal: Appraisal) -> date:
    return appraisal.dossier.closed_on or clock.today()


def _once_graded(appraisal: Appraisal) -> list[Subject]:
    return [Subject(appraisal)] if appraisal.state == AppraisalState.FINAL else []


def _appraisal_of(dossier: Dossier) -> Appraisal | None:
    rows = Appraisal.objects.select_related("dossier__unit", "street")
    return rows.filter(pk=dossier.pk).first()


declare(
    Shelf(
        APPRAISAL.code,
        _appraisal_of,
        (DocumentType("announcement", "考核结果通报", "定等次后", _once_graded, announcement),),
    )
)
