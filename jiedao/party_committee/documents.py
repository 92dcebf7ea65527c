"""The papers of the party committee: the agenda, the minutes, the order that goes with a decision."""

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
from jiedao.documents.declared import DocumentType, Shelf, Subject, declare
from jiedao.dossiers.models import Dossier
from jiedao.lib import clock, numerals, text
from jiedao.party_committee import counting
from jiedao.party_committee.kinds import MEETING, TOPIC
from jiedao.party_committee.models import AgendaEntry, PartyMeeting, Topic
from jiedao.party_committee.states import Category, MeetingStanding, Outcome

AGENDA_COLUMNS = (
    Column("序号", 14, CENTRE),
    Column("议题", 68),
    Column("类别", 36),
    Column("申报单位", 36),
)


def _organ(dossier: Dossier) -> str:
    return f"{dossier.unit.short_name}党工委"


def _paper(dossier: Dossier, name: str, *blocks: Block) -> Document:
    title = f"{name}：{dossier.title}"
    return Document(title, blocks, made_on=clock.today(), foot=f"{dossier.number}　{name}")


def _entries(meeting: PartyMeeting) -> list[AgendaEntry]:
    rows = meeting.entries.exclude(outcome=Outcome.TAKEN_OFF)
    found = list(rows.select_related("topic__dossier__unit", "topic__department"))
    for entry in found:
        entry.meeting = meeting
    return found


def agenda(subject: Subject) -> Document:
    """The notice and the agenda (会议通知和议程)."""
    meeting: PartyMeeting = subject.record
    rows = tuple(
        (
            str(place),
            entry.topic.dossier.title,
            str(entry.topic.get_category_display()),
            str(entry.topic.department),
        )
        for place, entry in enumerate(_entries(meeting), start=1)
    )
    day = f"{numerals.long_day(meeting.held_on)}（{numerals.weekday(meeting.held_on)}）"
    return _paper(
        meeting.dossier,
        "会议通知",
        Title("关于召开党工委会议的通知"),
        Paragraph("各位委员：", "address"),
        Paragraph(f"定于{day}在{meeting.place}召开{meeting}，议程如下。"),
        Grid(AGENDA_COLUMNS, rows),
        Paragraph(
            "会议材料随通知送达，请会前阅研；与议题有利害关系的，请主动提出回避。"
            "会议内容未经批准不得外传。"
        ),
        Seal((_organ(meeting.dossier),), numerals.long_day(meeting.dossier.opened_on)),
    )


def minutes(subject: Subject) -> Document:
    """The minutes in the look of an official paper (会议纪要)."""
    meeting: PartyMeeting = subject.record
    dossier = meeting.dossier
    came = list(meeting.attendees.select_related("person"))
    present = [str(one.person) for one in came if one.present]
    absent = [str(one.person) for one in came if not one.present]
    heads = f"应到{len(came)}人，实到{len(present)}人"
    blocks: list[Block] = [
        Organ((f"{_organ(dossier)}会议纪要",), meeting.minutes_number),
        Title(f"{meeting}纪要"),
        Paragraph(
            f"{numerals.long_day(meeting.held_on)}，{meeting.chair}在{meeting.place}主持召开"
            f"{meeting}。{heads}，符合党工委议事规则。会议议定事项纪要如下："
        ),
    ]
    for place, entry in enumerate(_entries(meeting), start=1):
        blocks += _item(place, entry)
    blocks += [
        Paragraph("、".join(present), lead="出席："),
        *([Paragraph("、".join(absent), lead="缺席：")] if absent else []),
        *([Paragraph(meeting.observers, lead="列席：")] if meeting.observers else []),
        Seal((_organ(dossier),), numerals.long_day(meeting.minutes_on or meeting.held_on)),
    ]
    return _paper(dossier, "会议纪要", *blocks)


def _item(place: int, entry: AgendaEntry) -> list[Block]:
    topic = entry.topic
    heads = counting.heads_for(entry)
    withdrawn = "、".join(str(one.person) for one in heads.withdrawn)
    said: list[Block] = [
        Heading(f"{numerals.chinese(place)}、{topic.dossier.title}"),
        Paragraph(
            f"会议研究了{topic.department}提请的这一事项（{topic.get_category_display()}）。"
        ),
    ]
    if withdrawn:
        said.append(Paragraph(f"{withdrawn}按规定回避，未参加讨论和表决。"))
    if entry.is_counted:
        said.append(Paragraph(f"经逐项表决，{entry.votes_in_words}。"))
    if entry.outcome == Outcome.PASSED:
        first, *more = [line for line in topic.decision.splitlines() if line.strip()]
        said += [Paragraph(f"会议决定：{first}"), *map(Paragraph, more)]
    elif entry.outcome == Outcome.REJECTED:
        said.append(Paragraph("赞成票没有达到规定，该事项未获通过。"))
    elif entry.outcome == Outcome.DEFERRED:
        said.append(Paragraph(f"会议决定暂缓表决。原因：{text.sentence(entry.reason)}"))
    if entry.dissent:
        said.append(Paragraph(entry.dissent.replace("\n", " "), lead="不同意见："))
    return said


def task(subject: Subject) -> Document:
    """The order that goes with a decision (决定事项交办单)."""
    topic: Topic = subject.record
    assert topic.decided_on
    assert topic.due_on
    money = numerals.money(topic.amount) if topic.amount is not None else "不涉及"
    return _paper(
        topic.dossier,
        "决定事项交办单",
        Title("党工委决定事项交办单"),
        Facts(
            (
                Row("编号", topic.dossier.number, "类别", str(topic.get_category_display())),
                Row("事项", topic.dossier.title),
                Row("决定日期", numerals.long_day(topic.decided_on), "金额", money),
                Row("决定内容", topic.decision),
                Row("责任人", str(topic.owner), "办理期限", numerals.long_day(topic.due_on)),
                Row("办理情况", topic.feedback, height=60),
            )
        ),
        Signatures(("交办人", "责任人")),
    )


def _once_called(meeting: PartyMeeting) -> list[Subject]:
    return [] if meeting.standing == MeetingStanding.CANCELLED else [Subject(meeting)]


def _once_numbered(meeting: PartyMeeting) -> list[Subject]:
    return [Subject(meeting)] if meeting.minutes_number else []


def _once_given(topic: Topic) -> list[Subject]:
    # A cadre matter is told in the minutes alone.
    return [Subject(topic)] if topic.owner_id and topic.category != Category.CADRES else []


def _meeting_of(dossier: Dossier) -> PartyMeeting | None:
    rows = PartyMeeting.objects.select_related("dossier__unit", "chair")
    return rows.filter(pk=dossier.pk).first()


def _topic_of(dossier: Dossier) -> Topic | None:
    rows = Topic.objects.select_related("dossier__unit", "department", "owner")
    return rows.filter(pk=dossier.pk).first()


declare(
    Shelf(
        MEETING.code,
        _meeting_of,
        (
            DocumentType("agenda", "会议通知和议程", "会前", _once_called, agenda),
            DocumentType("minutes", "会议纪要", "会后", _once_numbered, minutes),
        ),
    )
)
declare(
    Shelf(
        TOPIC.code,
        _topic_of,
        (DocumentType("task", "决定事项交办单", "交办", _once_given, task),),
    )
)
