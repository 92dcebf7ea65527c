"""The papers of a meeting (会议文书): notice, roster, sign-in sheet, counting sheet, minutes, resolution."""

from jiedao.documents.blocks import (
    CENTRE,
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
from jiedao.lib import clock, numerals, text
from jiedao.meetings import judgement, selectors
from jiedao.meetings.judgement import Attendance
from jiedao.meetings.models import Meeting, RosterEntry
from jiedao.meetings.states import Base, MeetingKind
from jiedao.organisation.states import BodyKind

BLANK_LINES, OBSERVER_LINES = 60, 6
METHODS = "□举手　□无记名投票　□电子表决"
COUNTED = ("发出票数", "收回票数", "赞成", "反对", "弃权", "废票")
NUMBER, NAME, POSITION, SIGNATURE = (
    Column("序号", 13, CENTRE),
    Column("姓名", 22),
    Column("职务", 40),
    Column("签名", 34),
)


def notice(meeting: Meeting) -> Document:
    """The notice, to be handed over and posted (会议通知)."""
    kind, topic = meeting.kind_name, meeting.dossier.title
    phone = f"（电话{meeting.dossier.unit.phone}）" if meeting.dossier.unit.phone else ""
    blocks: list[Block] = [
        Organ((selectors.organ(meeting).replace("、", "　"),)),
        Title(f"关于召开{kind}的通知"),
        Paragraph(f"{selectors.addressed_to(meeting)}：", "address"),
        Paragraph(f"现将召开{kind}的有关事项通知如下。"),
        Paragraph(f"{selectors.when(meeting)}。", lead="一、时间："),
        Paragraph(f"{meeting.place}。", lead="二、地点："),
        Paragraph(f"{topic}（编号{meeting.dossier.number}）。", lead="三、议题："),
        Paragraph(_who_comes(meeting), lead="四、参加人员："),
        Paragraph(
            "请准时到会，在签到表上签名。表决由本人参加，不能委托他人。"
            f"因故不能到会的，请提前请假{phone}。",
            lead="五、有关要求：",
        ),
    ]
    if meeting.urgent_reason:
        blocks.append(Paragraph(f"本次会议临时通知，原因：{text.sentence(meeting.urgent_reason)}"))
    organs = tuple(selectors.organ(meeting).split("、"))
    blocks.append(Seal(organs, numerals.long_day(meeting.notice_on)))
    return _paper(meeting, "通知", *blocks)


def roster(meeting: Meeting) -> Document:
    """Whom the meeting consists of, as fixed at the notice (会议名册)."""
    entries, seen = _entries(meeting), judgement.attendance(meeting)
    columns = (
        NUMBER,
        NAME,
        Column("职务", 40),
        Column("所属组织", 34),
        Column("表决", 22, CENTRE),
    )
    rows = tuple(
        (
            str(place),
            entry.name,
            entry.position,
            "、".join(str(BodyKind(kind).label) for kind in entry.bodies),
            "回避，不参加" if entry.recused else "参加" if entry.has_vote else "不参加",
        )
        for place, entry in enumerate(entries, start=1)
    )
    return _paper(
        meeting,
        "名册",
        Title(f"{meeting}名册"),
        _about(meeting, Row("应到", _expected(meeting, seen))),
        Grid(columns, rows),
    )


def sign_in_sheet(meeting: Meeting) -> Document:
    """The sheet people sign by hand (签到表); of a residents' meeting it has empty lines."""
    seen = judgement.attendance(meeting)
    if meeting.kind == MeetingKind.RESIDENTS:
        columns = (NUMBER, NAME, Column("楼栋或居民小组", 40), SIGNATURE)
        rows = tuple((str(line), "", "", "") for line in range(1, BLANK_LINES + 1))
    else:
        columns = (NUMBER, NAME, POSITION, SIGNATURE)
        rows = tuple(
            (str(place), entry.name, _position(entry), "")
            for place, entry in enumerate(_entries(meeting), start=1)
        )
    observers = Grid(
        (NUMBER, NAME, Column("单位和职务", 40), SIGNATURE),
        tuple((str(line), "", "", "") for line in range(1, OBSERVER_LINES + 1)),
        height=9,
        caption="列席人员（不计入实到，不参加表决）",
    )
    return _paper(
        meeting,
        "签到表",
        Title(f"{meeting}签到表"),
        _about(meeting, Row("应到", _expected(meeting, seen), "实到", f"　　　　{meeting.noun}")),
        Paragraph(
            "请本人签名，不能代签。"
            + ("写不下的，再打印一份接着签。" if rows and not rows[0][1] else ""),
            "small",
        ),
        Grid(columns, rows, height=10),
        observers,
        Signatures(("记录人", "居务监督委员会")),
    )


def count_sheet(meeting: Meeting) -> Document:
    """The sheet votes are counted on (计票单); with the result once it has been entered."""
    seen, ballot = judgement.attendance(meeting), judgement.ballot_of(meeting)
    counted = (
        (
            ballot.issued,
            ballot.returned,
            ballot.in_favour,
            ballot.against,
            ballot.abstain,
            ballot.invalid,
        )
        if ballot
        else ("",) * len(COUNTED)
    )
    method = f"{meeting.get_method_display()}" if meeting.method else METHODS
    present = f"{seen.present}{meeting.noun}" if seen.present else f"　　　　{meeting.noun}"
    return _paper(
        meeting,
        "计票单",
        Title(f"{meeting}计票单"),
        _about(
            meeting,
            Row("应到", _expected(meeting, seen), "实到", present),
            Row("表决方式", method),
        ),
        Grid(
            (Column("项目", 20, CENTRE), Column("画“正”字", 60), Column("合计（票）", 22, CENTRE)),
            tuple((name, "", str(number)) for name, number in zip(COUNTED, counted, strict=True)),
            height=14,
        ),
        Paragraph(
            "赞成、反对、弃权、废票四项相加等于收回票数；收回票数不超过发出票数，"
            "发出票数不超过到会可以表决的人数。",
            "small",
        ),
        Signatures(("计票人", "监票人", "主持人", "居务监督委员会")),
    )


def minutes(meeting: Meeting) -> Document:
    """The minutes, to be signed (会议记录), with the sums the meeting was judged by."""
    seen, ballot = judgement.attendance(meeting), judgement.ballot_of(meeting)
    came = f"应到{seen.expected}{meeting.noun}，实到{seen.present}{meeting.noun}"
    if seen.recused:
        came += f"，回避{seen.recused}人"
    result = selectors.result_of(meeting)
    if ballot:
        result = f"{meeting.get_method_display()}表决，发出{ballot.issued}张，收回{ballot.returned}张；{result}"
    blocks: list[Block] = [
        Title(f"{meeting}记录"),
        _about(
            meeting,
            Row("主持人", meeting.chair_name, "记录人", meeting.recorder_name),
            Row("应到实到", came),
            *([Row("列席", meeting.observers)] if meeting.observers else []),
            Row("表决" if ballot else "结果", result),
        ),
        *_sums(meeting),
    ]
    if meeting.resolution:
        blocks += [Heading("决议内容"), *_lines(meeting.resolution)]
    if meeting.minutes:
        blocks += [Heading("会议记录"), *_lines(meeting.minutes)]
    blocks += _who_came(meeting)
    blocks.append(Signatures(("主持人", "记录人", "居务监督委员会", "日期")))
    return _paper(meeting, "记录", *blocks)


def resolution(meeting: Meeting) -> Document:
    """What the meeting resolved, as a paper of its own (决议)."""
    seen, ballot = judgement.attendance(meeting), judgement.ballot_of(meeting)
    day = numerals.long_day(meeting.held_on)
    votes = (
        f"经{meeting.get_method_display()}表决，{selectors.result_of(meeting)}，" if ballot else ""
    )
    return _paper(
        meeting,
        "决议",
        Organ((f"{meeting.dossier.unit.short_name}{meeting.kind_name}",), meeting.dossier.number),
        Title(f"关于{meeting.dossier.title}的决议", f"（{day}{meeting}通过）"),
        Paragraph(
            f"{day}，{meeting.dossier.unit.short_name}在{meeting.place}召开{meeting}，"
            f"应到{seen.expected}{meeting.noun}，实到{seen.present}{meeting.noun}。"
            f"会议商议了“{meeting.dossier.title}”，{votes}决议如下："
        ),
        *_lines(meeting.resolution),
        *_sums(meeting),
        Signatures(("主持人", "记录人", "居务监督委员会")),
        Seal((selectors.organ(meeting).split("、")[-1],), numerals.long_day(meeting.held_on)),
    )


def _paper(meeting: Meeting, what: str, *blocks: Block) -> Document:
    return Document(
        f"{meeting}{what}",
        blocks,
        made_on=clock.today(),
        foot=f"{meeting.dossier.number}　{meeting}{what}",
    )


def _about(meeting: Meeting, *more: Row) -> Facts:
    return Facts(
        (
            Row("议题", meeting.dossier.title),
            Row("时间", selectors.when(meeting)),
            Row("地点", meeting.place),
            *more,
        )
    )


def _entries(meeting: Meeting) -> list[RosterEntry]:
    return list(meeting.roster.order_by("id"))


def _position(entry: RosterEntry) -> str:
    return f"{entry.position}（回避，不参加表决）" if entry.recused else entry.position


def _expected(meeting: Meeting, seen: Attendance) -> str:
    said = f"{seen.expected}{meeting.noun}"
    return said if meeting.base == Base.ROSTER else f"{said}（{meeting.get_base_display()}）"


def _who_comes(meeting: Meeting) -> str:
    if meeting.base == Base.HOUSEHOLDS:
        return "每户派一名年满十八周岁的代表到会。"
    if meeting.base == Base.ADULTS:
        return "本社区年满十八周岁的居民。"
    seen = judgement.attendance(meeting)
    return (
        f"名册上的{seen.expected + (0 if meeting.is_statutory else seen.recused)}人（名册在发通知时已固定）。"
        "居务监督委员会成员列席。"
    )


def _sums(meeting: Meeting) -> list[Block]:
    """The sums as they were read out, each with its article."""
    if not meeting.judged:
        return []
    rows = tuple(
        Row(line["title"], f"{line['words']}。\n依据：{line['basis']}。") for line in meeting.judged
    )
    return [Heading("人数和票数的计算"), Facts(rows)]


def _who_came(meeting: Meeting) -> list[Block]:
    entries = _entries(meeting)
    if meeting.kind == MeetingKind.RESIDENTS:
        came = sum(entry.present for entry in entries)
        return [Heading("到会人员"), Paragraph(f"见签到表，已登记{came}{meeting.noun}。")]
    present = "、".join(entry.name for entry in entries if entry.present)
    absent = "、".join(entry.name for entry in entries if not entry.present)
    blocks: list[Block] = [Heading("到会人员"), Paragraph(f"{present or '无'}。")]
    return [*blocks, Heading("未到人员"), Paragraph(f"{absent or '无'}。")]


def _lines(words: str) -> list[Block]:
    return [Paragraph(line) for line in words.splitlines() if line.strip()]
