"""一征 on paper: the draft residents are asked about, the form they fill in, what became of it."""

from django.conf import settings
from django.urls import reverse

from decisions.documents.frame import BLANK_DAY, lines, paper
from decisions.documents.motion import budget_of
from decisions.models import Matter
from decisions.selectors import facts, opinions_of
from jiedao.documents.blocks import (
    CENTRE,
    Block,
    Code,
    Column,
    Document,
    Facts,
    Grid,
    Heading,
    Organ,
    Paragraph,
    Row,
    Seal,
    Title,
)
from jiedao.documents.declared import Subject
from jiedao.lib import numerals
from jiedao.publications import naming

MOST = 2000
OPINION_COLUMNS = (
    Column("序号", 13, CENTRE),
    Column("日期", 18, CENTRE),
    Column("方式", 24, CENTRE),
    Column("称呼", 24),
    Column("意见", 74),
    Column("采纳情况", 22, CENTRE),
    Column("理由", 54),
)


def draft(subject: Subject) -> Document:
    """What residents are asked about (征求意见稿), to be posted and handed out."""
    matter: Matter = subject.record
    dossier, unit = matter.dossier, matter.dossier.unit
    organ = naming.organ_of(unit)
    assert matter.consulted_on
    assert matter.consult_until
    page = f"{settings.PUBLIC_URL}{reverse('consultations:consultation', args=[dossier.number])}"
    since, until = numerals.long_day(matter.consulted_on), numerals.long_day(matter.consult_until)
    phone = f"打电话{unit.phone}，" if unit.phone else ""
    place = f"到{unit.address}当面说，" if unit.address else "到社区当面说，"
    blocks: list[Block] = [
        Organ(organ, dossier.number),
        Title(f"关于{dossier.title}\n征求居民意见的公告"),
        Paragraph("本社区各位居民：", "address"),
        Paragraph(
            f"为把“{dossier.title}”这件事办好，按照“一征三议两公开”工作法，"
            "在决定之前先听大家的意见。现将有关情况公布如下。"
        ),
        Heading("一、要办什么事"),
        Paragraph(matter.summary),
        Heading("二、方案"),
        *lines(matter.plan),
        Heading("三、经费"),
        Paragraph(f"{budget_of(matter)}。"),
        Heading("四、征求意见的时间"),
        Paragraph(f"{since}至{until}。"),
        Heading("五、怎么提意见"),
        Paragraph(
            f"可以扫描下面的二维码在网上提，也可以{phone}{place}或者填写征求意见表交给网格员。"
            "可以不留姓名。每条意见是否采纳、为什么，汇总后都会公布。"
        ),
        Seal((organ[-1],), numerals.long_day(matter.consulted_on)),
        Code(page, ("手机扫码提意见", "不用注册，可以不留姓名。", page)),
    ]
    return paper(matter, "征求意见稿", *blocks)


def opinion_form(subject: Subject) -> Document:
    """The form a household fills in (征求意见表)."""
    matter: Matter = subject.record
    assert matter.consult_until
    until = numerals.long_day(matter.consult_until)
    return paper(
        matter,
        "征求意见表",
        Title("居民征求意见表"),
        Facts(
            (
                Row("事项", matter.dossier.title),
                Row("一句话说明", matter.summary),
                Row("方案要点", matter.plan),
                Row("经费", budget_of(matter)),
                Row("您的态度", "□赞成　　□基本赞成，有建议　　□不赞成　　□不了解"),
                Row("您的意见\n和建议", "", height=62),
                Row("姓名\n（可以不填）", "", "楼栋或小组\n（可以不填）", ""),
                Row("填表日期", BLANK_DAY, "收表人", ""),
            )
        ),
        Paragraph(
            f"请在{until}前交给网格员或者送到{matter.dossier.unit.short_name}。"
            "姓名和住处只用来告诉您办理结果，不公开。",
            "small",
        ),
        numbered=False,
    )


def summary(subject: Subject) -> Document:
    """Every opinion, whether it was taken up, and why (意见汇总表)."""
    matter: Matter = subject.record
    count = facts(matter).opinions
    rows = tuple(
        (
            str(said.number),
            numerals.short_day(said.said_on),
            str(said.get_channel_display()),
            said.speaker or "未留姓名",
            said.text,
            str(said.get_uptake_display()) if said.uptake else "未办理",
            said.reason,
        )
        for said in opinions_of(matter, most=MOST)
    )
    asked = "；".join(
        f"{channel.get_kind_display()}（{channel.place}，{numerals.short_day(channel.started_on)}起）"
        for channel in facts(matter).channels
    )
    assert matter.consulted_on
    assert matter.consult_until
    when = f"{numerals.long_day(matter.consulted_on)}至{numerals.long_day(matter.consult_until)}"
    more = f"（只列出前{MOST}条，其余见Excel表）" if count.total > MOST else ""
    return paper(
        matter,
        "意见汇总表",
        Title("居民意见汇总表"),
        Facts(
            (
                Row("事项", matter.dossier.title),
                Row("时间", when, "意见条数", f"{count.total}条{more}"),
                Row("方式", asked or "公开栏"),
                Row(
                    "采纳情况",
                    f"采纳{count.adopted}条，部分采纳{count.partly}条，不采纳{count.not_adopted}条，"
                    f"未办理{count.unanswered}条。",
                ),
                Row("汇总", matter.opinions_summary or "（汇总完成后填写）"),
            )
        ),
        Paragraph("", "small"),
        Grid(OPINION_COLUMNS, rows or (("", "", "", "", "没有收到意见。", "", ""),)),
        Paragraph("内部材料，含称呼和原话，不要张贴；公布的是采纳情况和理由。", "small"),
        landscape=True,
    )
