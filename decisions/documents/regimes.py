"""Papers that only one regime has: the vote of the owners, the review of households, the filing."""

from collections.abc import Iterator

from decisions.documents.frame import BLANK_DAY, lines, paper
from decisions.documents.motion import budget_of
from decisions.models import Applicant, Matter, OwnerVote
from decisions.models.matter import FILING, OWNERS
from decisions.owning import agreement, edition_of, participation, passing_key
from decisions.procedures.filing import ORDER_CORRECTION
from decisions.reviewing import applicants_of
from decisions.rules import RULES
from decisions.states import ReviewOutcome
from jiedao.documents.blocks import (
    CENTRE,
    RIGHT,
    Block,
    Column,
    Document,
    Facts,
    Grid,
    Heading,
    Organ,
    Paragraph,
    Row,
    Seal,
    Signatures,
    Title,
)
from jiedao.documents.declared import Subject
from jiedao.ledger.selectors import day_of
from jiedao.lib import clock, numerals
from jiedao.publications import naming

BLANK_LINES = 24
SHEET_COLUMNS = (
    Column("业主编号", 22, CENTRE),
    Column("专有部分面积\n（平方米）", 34, RIGHT),
    Column("同意", 16, CENTRE),
    Column("反对", 16, CENTRE),
    Column("弃权", 16, CENTRE),
    Column("本人签名", 50),
)
COUNT_COLUMNS = (Column("项目", 34), Column("面积（平方米）", 50, RIGHT), Column("人数", 34, RIGHT))
SUM_COLUMNS = (Column("要求", 36), Column("算法", 118), Column("结果", 20, CENTRE))
HOUSEHOLD_COLUMNS = (
    Column("序号", 14, CENTRE),
    Column("户主", 26),
    Column("保障人口", 22, CENTRE),
    Column("拟月补助（元）", 32, RIGHT),
    Column("评议意见", 40, CENTRE),
    Column("建议复核的理由", 54),
)
INSIDE = "本表有家庭情况，只供评议和存档，不得张贴、拍照外传（《社会救助暂行办法》第六十一条）。"


# --- the vote of the owners -----------------------------------------------------------------------


def owner_votes(matter: Matter) -> Iterator[Subject]:
    """Every vote of the owners that was begun, first round first."""
    if matter.procedure != OWNERS:
        return
    for vote in reversed(list(matter.owner_votes.all())):
        yield Subject((matter, vote), f"owners-{vote.round}", str(vote), "owners")


def counted_owner_votes(matter: Matter) -> Iterator[Subject]:
    """Every vote of the owners that has been counted."""
    return (about for about in owner_votes(matter) if about.record[1].counted_on)


def owner_notice(subject: Subject) -> Document:
    """The notice by which the owners learn that they vote, on what, how and until when (业主表决公告)."""
    matter, vote = subject.record
    unit, edition = matter.dossier.unit, edition_of(vote)
    blocks: list[Block] = [
        Organ(naming.organ_of(unit)),
        Title(f"关于{matter.dossier.title}\n进行业主表决的公告"),
        Paragraph("各位业主：", "address"),
        Paragraph(f"{matter.dossier.title}由业主共同决定。现将表决的有关事项公告如下。"),
        Paragraph(matter.plan, lead="一、表决事项："),
        Paragraph(f"{budget_of(matter)}。", lead="二、经费："),
        Paragraph(f"{numerals.period(vote.begun_on, vote.until)}。", lead="三、表决时间："),
        Paragraph(f"{vote.place}。", lead="四、表决方式："),
        Paragraph(
            f"本次应参加表决的业主{vote.total_heads}人，专有部分面积{vote.total_area:,.2f}平方米。"
            f"参与表决的面积和人数都要{edition.owners_present}；"
            f"同意的面积和人数都要占参与表决的{getattr(edition, passing_key(matter))}"
            f"（{edition.source(passing_key(matter))}）。",
            lead="五、怎样算通过：",
        ),
        Paragraph("同一业主有几套房的，面积合并计算，人数算一人。", lead="六、说明："),
        Seal((unit.name,), numerals.long_day(vote.begun_on)),
    ]
    return _of_vote(subject, "业主表决公告", *blocks)


def owner_sheet(subject: Subject) -> Document:
    """The sheet the owners sign (业主表决签名表); it has numbers, not names or flats."""
    matter, vote = subject.record
    rows = tuple(("", "", "", "", "", "") for _ in range(BLANK_LINES))
    return _of_vote(
        subject,
        "业主表决签名表",
        Title(f"{vote}签名表"),
        Facts(
            (
                Row("事项", matter.dossier.title),
                Row("表决内容", matter.plan),
                Row(
                    "业主总人数",
                    f"{vote.total_heads}人",
                    "专有部分总面积",
                    f"{vote.total_area:,.2f}平方米",
                ),
                Row("表决截止", numerals.long_day(vote.until), "表决方式", vote.place),
            )
        ),
        Paragraph(
            "在同意、反对、弃权中选一格打“√”，本人签名。写业主编号，不写房号和电话。", "small"
        ),
        Grid(SHEET_COLUMNS, rows, height=9),
        Signatures(("发放和回收人", "监票人")),
    )


def owner_result(subject: Subject) -> Document:
    """What the owners decided, with every sum (业主表决结果)."""
    matter, vote = subject.record
    tallies = [*participation(vote), *agreement(matter, vote)]
    passed = all(tally.is_met for tally in tallies)
    said = "通过" if passed else "未通过"
    counted: list[Block] = [
        Paragraph(matter.resolution_text or matter.plan, lead="决定内容：")
        if passed
        else Paragraph("本次表决没有达到法定比例，方案修改后可以重新提议。")
    ]
    return _of_vote(
        subject,
        "业主表决结果",
        Organ(naming.organ_of(matter.dossier.unit)),
        Title(f"{matter.dossier.title}\n业主表决结果"),
        Paragraph(
            f"{matter.dossier.title}（编号{matter.dossier.number}）的业主表决"
            f"于{numerals.long_day(vote.until)}截止，{numerals.long_day(vote.counted_on)}计票。"
            f"表决{said}。"
        ),
        Heading("一、票数"),
        Grid(COUNT_COLUMNS, _counts(vote)),
        Heading("二、是否达到法定比例"),
        Grid(
            SUM_COLUMNS,
            tuple((one.title, one.said, "达到" if one.is_met else "未达到") for one in tallies),
            caption="；".join(dict.fromkeys(one.basis for one in tallies)),
        ),
        Heading("三、结果"),
        *counted,
        Signatures(("计票人", "监票人", "居民委员会主任", "居务监督委员会")),
    )


def _counts(vote: OwnerVote) -> tuple[tuple[str, ...], ...]:
    def line(name: str, area: object, heads: int) -> tuple[str, ...]:
        return (name, f"{area:,.2f}", str(heads))

    return (
        line("全体业主", vote.total_area, vote.total_heads),
        line("参与表决", vote.present_area, vote.present_heads),
        line("同意", vote.for_area, vote.for_heads),
        line("反对", vote.against_area, vote.against_heads),
        line("弃权", vote.abstain_area, vote.abstain_heads),
    )


def _of_vote(subject: Subject, name: str, *blocks: Block) -> Document:
    matter, vote = subject.record
    return paper(matter, name if vote.round == 1 else f"{name}（第{vote.round}次）", *blocks)


# --- the review of households ---------------------------------------------------------------------


def listed(matter: Matter) -> list[Subject]:
    """An advisory matter whose list is complete."""
    return [Subject(matter)] if matter.review_begun_on else []


def review_sheet(subject: Subject) -> Document:
    """The list the review is held on, to be filled in or already said (民主评议表)."""
    matter: Matter = subject.record
    families = applicants_of(matter)
    rows = tuple(
        (
            str(one.number),
            one.name,
            f"{one.people}人",
            "" if one.amount is None else f"{one.amount:,.2f}",
            _said_of(one),
            one.reason,
        )
        for one in families
    )
    held = matter.review_meeting
    on = numerals.long_day(held.held_on) if held else BLANK_DAY
    return paper(
        matter,
        "民主评议表",
        Title("居民代表民主评议表"),
        Facts(
            (
                Row("编号", matter.dossier.number, "社区", matter.dossier.unit.short_name),
                Row("事项", matter.dossier.title),
                Row("评议对象", f"{len(families)}户", "评议日期", on),
            )
        ),
        Paragraph("", "small"),
        Grid(HOUSEHOLD_COLUMNS, rows, height=10),
        Paragraph("", "small"),
        Facts((Row("评议情况", matter.review_summary, height=40),)),
        Paragraph(f"评议只供审核参考，不是批准。{INSIDE}", "small"),
        Signatures(("主持人", "记录人", "居民代表", "居务监督委员会")),
        landscape=True,
    )


def _said_of(one: Applicant) -> str:
    if not one.outcome:
        return "□无异议　□建议复核"
    return str(ReviewOutcome(one.outcome).label)


# --- filing with the street -----------------------------------------------------------------------


def passed_for_filing(matter: Matter) -> list[Subject]:
    """A text the residents' meeting has passed and that goes to the street."""
    return [Subject(matter)] if matter.procedure == FILING and matter.resolved_on else []


def filing_report(subject: Subject) -> Document:
    """The letter with which the text goes to the street (报送备案的报告)."""
    matter: Matter = subject.record
    unit, on = matter.dossier.unit, matter.filed_on
    assert matter.resolved_on
    above = unit.parent.name if unit.parent else "街道办事处"
    edition = RULES.on(on or matter.resolved_on)
    published = (
        f"决议已于{numerals.long_day(matter.resolution_published_on)}公开。"
        if matter.resolution_published_on
        else ""
    )
    return paper(
        matter,
        "备案报告",
        Organ(naming.organ_of(unit), matter.dossier.number),
        Title(f"关于报送{matter.dossier.title}备案的\n报告"),
        Paragraph(f"{above}：", "address"),
        Paragraph(
            f"{matter.dossier.title}已于{numerals.long_day(matter.resolved_on)}"
            f"由居民会议讨论通过，{published}现依照{edition.basis}第三十一条报请备案。"
        ),
        Heading("一、通过的文本"),
        *lines(matter.resolution_text),
        Heading("二、随文报送"),
        Paragraph("居民会议记录、签到表、决议和公示的复印件。"),
        Seal((unit.name,), numerals.long_day(on) if on else BLANK_DAY),
    )


def answered_filing(matter: Matter) -> list[Subject]:
    """A text the street has filed, or last ordered to be put right."""
    return [Subject(matter)] if matter.procedure == FILING and matter.filing_words else []


def filing_answer(subject: Subject) -> Document:
    """The street's answer: filed (备案回执), or to be put right (责令改正通知书)."""
    matter: Matter = subject.record
    unit = matter.dossier.unit
    street = unit.parent or unit
    filed_on = matter.filing_accepted_on
    on = filed_on or day_of(matter.dossier, f"matter.{ORDER_CORRECTION.code}") or clock.today()
    basis = f"{RULES.on(on).basis}第三十一条"
    if filed_on:
        name, asked = "备案回执", f"你社区报送的{matter.dossier.title}收悉，依照{basis}予以备案。"
        after = "文本自居民会议通过之日起执行，请张贴公布、告知居民。"
    else:
        name, asked = (
            "责令改正通知书",
            f"你社区报送的{matter.dossier.title}经审查，有内容应当改正。",
        )
        after = f"请依照{basis}修改后，重新提请居民会议讨论决定，并再报备案。"
    return paper(
        matter,
        name,
        Organ((naming.office_of(street),), matter.dossier.number),
        Title(f"{matter.dossier.title}\n{name}"),
        Paragraph(f"{unit.name}：", "address"),
        Paragraph(asked),
        Paragraph(matter.filing_words, lead="审查意见："),
        Paragraph(after),
        Seal((naming.office_of(street),), numerals.long_day(on)),
    )
