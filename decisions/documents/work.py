"""组织实施 on paper: the register of the work, the form residents rate it on."""

from decimal import Decimal

from decisions.documents.frame import BLANK_DAY, paper
from decisions.documents.motion import money_of
from decisions.models import Matter
from decisions.selectors import progress_of
from jiedao.documents.blocks import (
    CENTRE,
    RIGHT,
    Column,
    Document,
    Facts,
    Grid,
    Paragraph,
    Row,
    Signatures,
    Title,
)
from jiedao.documents.declared import Subject
from jiedao.lib import numerals

COLUMNS = (
    Column("序号", 16, CENTRE),
    Column("日期", 42, CENTRE),
    Column("进展", 74),
    Column("本次支出", 26, RIGHT),
    Column("累计支出", 26, RIGHT),
)


def work_register(subject: Subject) -> Document:
    """The register of the work (实施台账): progress, spending, acceptance."""
    matter: Matter = subject.record
    total, rows = Decimal(0), []
    standing = [report for report in reversed(progress_of(matter)) if not report.is_corrected]
    for place, report in enumerate(standing, start=1):
        total += report.spent
        day = numerals.long_day(report.reported_on)
        spent = numerals.money(report.spent)
        what = f"{report.item}（付{report.get_payee_display()}）" if report.item else ""
        words = "\n".join(filter(None, (report.words, what)))
        rows.append((str(place), day, words, spent, numerals.money(total)))
    until = numerals.long_day(matter.finish_by) if matter.finish_by else ""
    accepted = numerals.long_day(matter.accepted_on) if matter.accepted_on else ""
    return paper(
        matter,
        "实施台账",
        Title("组织实施台账"),
        Facts(
            (
                Row("编号", matter.dossier.number, "责任人", matter.responsible),
                Row("事项", matter.dossier.title),
                Row("决议内容", matter.resolution_text),
                Row("经费", money_of(matter)),
                Row("计划完成", until, "验收日期", accepted),
            )
        ),
        Paragraph("", "small"),
        Grid(COLUMNS, tuple(rows) or (("", "", "还没有登记进展。", "", ""),)),
        Paragraph("", "small"),
        Facts(
            (
                Row(
                    "验收意见",
                    "\n".join(
                        filter(
                            None,
                            (
                                matter.acceptance,
                                f"验收人：{matter.acceptors}" if matter.acceptors else "",
                            ),
                        )
                    ),
                    height=30,
                    signed=(f"验收人（签字）：　　　　　　　　　{BLANK_DAY}",),
                ),
            )
        ),
        Signatures(("责任人", "居务监督委员会")),
    )


def survey_form(subject: Subject) -> Document:
    """The form residents rate the result on (满意度测评表)."""
    matter: Matter = subject.record
    return paper(
        matter,
        "满意度测评表",
        Title("居民满意度测评表"),
        Facts(
            (
                Row("事项", matter.dossier.title),
                Row("决议内容", matter.resolution_text),
                Row("验收", matter.acceptance),
                Row("您对结果", "□满意　　　　□基本满意　　　　□不满意"),
                Row("不满意的\n地方和建议", "", height=60),
                Row("楼栋或小组\n（可以不填）", "", "填表日期", BLANK_DAY),
            )
        ),
        Paragraph(
            f"请在相应的方框里打“√”，填好后交给网格员或者送到{matter.dossier.unit.short_name}。",
            "small",
        ),
        numbered=False,
    )
