"""动议: the motion form, and the register that follows a matter through every step."""

from decisions.documents.frame import blank_day, lines, notices_of, paper
from decisions.models import Matter
from decisions.selectors import facts, satisfaction
from decisions.views import milestones
from decisions.views.papers import course_of, entries_of
from jiedao.documents.blocks import (
    CENTRE,
    Block,
    Column,
    Document,
    Facts,
    Grid,
    Heading,
    Paragraph,
    Row,
    Signatures,
    Title,
)
from jiedao.documents.declared import Subject
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock, numerals
from jiedao.meetings import selectors as meetings
from jiedao.publications import period

COURSE = 300
COURSE_COLUMNS = (
    Column("日期", 40, CENTRE),
    Column("动作", 30),
    Column("记载", 62),
    Column("经办", 24),
    Column("规则版本", 36),
)
REGISTER_COLUMNS = (
    Column("环节", 26),
    Column("情况", 20, CENTRE),
    Column("日期", 44),
    Column("依据", 36),
)
MEETING_COLUMNS = (
    Column("会议", 34),
    Column("日期", 33, CENTRE),
    Column("应到", 13, CENTRE),
    Column("实到", 13, CENTRE),
    Column("结果", 46),
)


def motion(subject: Subject) -> Document:
    """The motion form (动议登记表): what is proposed, by whom, and whether it is taken up."""
    matter: Matter = subject.record
    dossier = matter.dossier
    return paper(
        matter,
        "重大事项动议登记表",
        Title("“一征三议两公开”重大事项动议登记表"),
        Facts(
            (
                Row("编号", dossier.number, "社区", dossier.unit.short_name),
                Row("事项名称", dossier.title),
                Row(
                    "事项类型",
                    matter.matter_type.name,
                    "受理日期",
                    numerals.long_day(dossier.opened_on),
                ),
                Row("动议来源", str(matter.get_origin_display()), "提出人", matter.proposer),
                Row("动议事由", matter.summary, height=16),
                Row("初步方案", matter.plan, height=44),
                Row("经费", budget_of(matter)),
                Row(
                    "社区党组织\n受理意见",
                    "□受理，先征求居民意见。\n□不受理，理由：",
                    height=34,
                    signed=(f"负责人（签字）：　　　　　　{blank_day()}",),
                ),
                Row("联名情况", "联名　　　　人，名单附后（没有联名的不填）。"),
                Row("经办人", "", "居务监督\n委员会", ""),
            )
        ),
        Paragraph("动议事由在以后各份文书里保持一致；附联名名单的，连同本表一并归档。", "small"),
    )


def register(subject: Subject) -> Document:
    """The register of a matter (决策实施登记表): every step, meeting, count and notice."""
    matter: Matter = subject.record
    blocks: list[Block] = [
        Title("“一征三议两公开”重大事项决策实施登记表"),
        _motion(matter),
        Heading("一、办理环节"),
        _steps(matter),
    ]
    numbered = iter("二三四五六七八")
    for name, part in (
        ("征求意见", _consultation(matter)),
        ("会议和表决", _meetings(matter)),
        ("决议内容", lines(matter.resolution_text)),
        ("公示", _notices(matter)),
        ("验收和满意度", _acceptance(matter)),
        ("办理经过", _course(matter)),
    ):
        if part:
            blocks += [Heading(f"{next(numbered)}、{name}"), *part]
    blocks.append(
        Signatures(("社区党组织负责人", "居委会主任", "居务监督委员会", "街道参会人员（职务）"))
    )
    return paper(matter, "重大事项决策实施登记表", *blocks)


def budget_of(matter: Matter) -> str:
    """Budget and source, as residents were asked about them."""
    if not matter.budget:
        return "不使用经费"
    source = f"：{matter.funding}" if matter.funding else ""
    return f"预算{numerals.money(matter.budget)}{source}"


def money_of(matter: Matter) -> str:
    """Budget, source and final account in one line."""
    spent = "" if matter.spent is None else f"；决算{numerals.money(matter.spent)}"
    return f"{budget_of(matter)}{spent}"


def _motion(matter: Matter) -> Facts:
    dossier = matter.dossier
    rows = [
        Row("编号", dossier.number, "社区", dossier.unit.short_name),
        Row("事项", dossier.title),
        Row("类型", matter.matter_type.name, "办到哪一步", dossier.state_label),
        Row("动议来源", str(matter.get_origin_display()), "提出人", matter.proposer),
        Row("动议事由", matter.summary),
        Row("方案", matter.plan),
        Row("经费", money_of(matter)),
    ]
    if matter.responsible:
        until = f"，计划{numerals.long_day(matter.finish_by)}前完成" if matter.finish_by else ""
        rows.append(Row("责任人", f"{matter.responsible}{until}"))
    return Facts(tuple(rows))


def _steps(matter: Matter) -> Grid:
    rows = tuple(
        (
            step.name,
            step.word,
            step.dates,
            f"{step.basis}（{step.note}）" if step.note else step.basis,
        )
        for step in milestones.milestones_of(matter)
    )
    return Grid(REGISTER_COLUMNS, rows, caption="条款指" + _editions(matter))


def _editions(matter: Matter) -> str:
    said = [
        f"{edition.basis}（{numerals.long_day(edition.in_force)}起施行）"
        for edition in milestones.editions_of(matter)
    ]
    return "；".join(said)


def _consultation(matter: Matter) -> list[Block]:
    if not matter.consulted_on or not matter.consult_until:
        return []
    known, count = facts(matter), facts(matter).opinions
    asked = "、".join(
        f"{channel.get_kind_display()}（{channel.place}）" for channel in known.channels
    )
    since, until = numerals.long_day(matter.consulted_on), numerals.long_day(matter.consult_until)
    return [
        Paragraph(
            f"{since}至{until}，{asked or '公开栏'}。收到意见{count.total}条：采纳{count.adopted}条，"
            f"部分采纳{count.partly}条，不采纳{count.not_adopted}条。"
        ),
        *lines(matter.opinions_summary),
    ]


def _meetings(matter: Matter) -> list[Block]:
    rows = tuple(
        (
            row.title,
            numerals.long_day(row.held_on),
            str(row.expected),
            str(row.present),
            row.result,
        )
        for row in reversed(meetings.rows_of(facts(matter).meetings))
    )
    return [Grid(MEETING_COLUMNS, rows)] if rows else []


def _notices(matter: Matter) -> list[Block]:
    today = clock.today()
    rows = tuple(
        (
            notice.label,
            notice.document_number,
            notice.posted_place,
            period.clock_on(notice, today).line,
        )
        for notice in reversed(notices_of(matter))
    )
    columns = (Column("公示", 29), Column("文号", 46), Column("张贴地点", 34), Column("公示期", 40))
    return [Grid(columns, rows)] if rows else []


def _acceptance(matter: Matter) -> list[Block]:
    if not matter.accepted_on:
        return []
    return [
        Paragraph(f"{numerals.long_day(matter.accepted_on)}验收。{matter.acceptance}"),
        Paragraph(f"满意度测评{satisfaction(matter).words}。"),
    ]


def _course(matter: Matter) -> list[Block]:
    """What was done, from the ledger; single opinions stand in their own table."""
    entries = course_of(entries_of(timeline(matter.dossier, limit=COURSE)))
    rows = tuple(
        (numerals.long_day(entry.on), entry.act, entry.words, entry.by, entry.edition)
        for entry in entries
    )
    return [Grid(COURSE_COLUMNS, rows)]
