"""一事一档: the cover of the casefile and what is in it, in the order of the procedure."""

from dataclasses import dataclass
from datetime import date

from decisions.documents.frame import meetings, notices_of, paper
from decisions.models import Matter
from decisions.selectors import facts
from decisions.selectors.oversight import oversight_of
from jiedao.attachments.models import Attachment
from jiedao.attachments.states import AttachmentKind
from jiedao.documents.blocks import (
    CENTRE,
    Column,
    Document,
    Facts,
    Grid,
    Paragraph,
    Row,
    Title,
)
from jiedao.documents.declared import Subject
from jiedao.lib import numerals
from jiedao.meetings.states import MeetingKind
from jiedao.publications.states import PublicationKind

MOTION, CONSULTING, MEETINGS, FIRST, WORK, SECOND, SUPERVISION, OTHER = range(8)
BEGIN = (AttachmentKind.PROPOSAL, AttachmentKind.SIGNATURES)
CARRIED_OUT = (AttachmentKind.ACCEPTANCE, AttachmentKind.ACCOUNTS)
COLUMNS = (
    Column("序号", 16, CENTRE),
    Column("文件题名", 70),
    Column("责任者", 34),
    Column("日期", 29, CENTRE),
    Column("页号", 14, CENTRE),
    Column("备注", 14),
)


@dataclass(frozen=True)
class Entry:
    """One paper in the casefile: where it stands, what it is, who made it, when, where its scan is.

    `place` is which meeting it belongs to, so that the papers of a meeting lie together.
    """

    part: int
    place: int
    title: str
    maker: str
    on: date
    attachment: Attachment | None = None


def entries(matter: Matter) -> list[Entry]:
    """Everything in the casefile, in the order of the procedure (卷内文件)."""
    unit = matter.dossier.unit.short_name
    found = [Entry(MOTION, 0, "重大事项动议登记表", unit, matter.dossier.opened_on)]
    if matter.consulted_on:
        found.append(Entry(CONSULTING, 0, "征求意见稿", unit, matter.consulted_on))
    if matter.summed_up_on:
        found.append(Entry(CONSULTING, 0, "居民意见汇总表", unit, matter.summed_up_on))
    places: dict[str, int] = {}
    for place, about in enumerate(meetings(matter), start=1):
        meeting = about.record
        places[about.step] = place
        found.append(Entry(MEETINGS, place, f"{meeting}通知、名册", unit, meeting.notice_on))
        if not meeting.is_open:
            papers = f"{meeting}签到表、计票单、会议记录"
            found.append(Entry(MEETINGS, place, papers, unit, meeting.held_on))
        if matter.resolved_on and meeting.pk == matter.resolution_meeting_id:
            title = f"关于{matter.dossier.title}的决议"
            found.append(Entry(MEETINGS, place, title, unit, matter.resolved_on))
    for notice in notices_of(matter):
        part = SECOND if notice.kind == PublicationKind.RESULT else FIRST
        title = f"{notice.title}（{notice.document_number}）"
        found.append(Entry(part, 0, title, unit, notice.frozen_on))
    for row in oversight_of(matter):
        for said in row.opinions:
            title = f"居务监督委员会监督意见（{row.name}）"
            found.append(Entry(SUPERVISION, 0, title, str(said.signer), said.signed_on))
    found += [
        _of_attachment(one, unit, places.get(one.step, 0))
        for one in reversed(facts(matter).attachments)
    ]
    return sorted(found, key=lambda entry: (entry.part, entry.place, entry.on))


def cover(subject: Subject) -> Document:
    """The cover of the casefile (案卷封面)."""
    matter: Matter = subject.record
    dossier = matter.dossier
    last = matter.archived_on or dossier.last_act_on
    above = dossier.unit.parent.short_name if dossier.unit.parent else ""
    count = len(entries(matter))
    return paper(
        matter,
        "案卷封面",
        Paragraph("\n", "centre"),
        Title(f"{above}{dossier.unit.short_name}", "“一征三议两公开”一事一档"),
        Paragraph("\n\n", "centre"),
        Title(f"关于{dossier.title}的案卷"),
        Paragraph("\n\n\n", "centre"),
        Facts(
            (
                Row("档案号", dossier.number, "年度", str(dossier.opened_on.year)),
                Row("事项类型", matter.matter_type.name),
                Row(
                    "起止日期",
                    f"{numerals.long_day(dossier.opened_on)}至{numerals.long_day(last)}",
                ),
                Row("文件", f"共{count}件，　　　页", "保管期限", ""),
                Row("立卷单位", f"{dossier.unit.name}、居务监督委员会"),
                Row("立卷人", "", "检查人", ""),
            )
        ),
        numbered=False,
    )


def contents(subject: Subject) -> Document:
    """What is in the casefile (卷内目录)."""
    matter: Matter = subject.record
    rows = tuple(
        (
            str(place),
            entry.title,
            entry.maker,
            numerals.long_day(entry.on).replace("年", ".").replace("月", ".").rstrip("日"),
            "",
            "原件" if entry.attachment else "",
        )
        for place, entry in enumerate(entries(matter), start=1)
    )
    return paper(
        matter,
        "卷内目录",
        Title("卷内目录"),
        Facts((Row("档案号", matter.dossier.number), Row("案卷题名", matter.dossier.title))),
        Paragraph("", "small"),
        Grid(COLUMNS, rows, height=9),
    )


def _of_attachment(attachment: Attachment, unit: str, place: int) -> Entry:
    title = f"{attachment.get_kind_display()}《{attachment.name}》"
    return Entry(_part_of(attachment), place, title, unit, attachment.added_on, attachment)


def _part_of(attachment: Attachment) -> int:
    if attachment.kind == AttachmentKind.SUPERVISION_OPINION:
        return SUPERVISION
    if attachment.step in MeetingKind.values:
        return MEETINGS
    if attachment.step in PublicationKind.values:
        return SECOND if attachment.step == PublicationKind.RESULT else FIRST
    if attachment.kind in BEGIN:
        return MOTION
    if attachment.kind == AttachmentKind.DRAFT:
        return CONSULTING
    return WORK if attachment.kind in CARRIED_OUT else OTHER
