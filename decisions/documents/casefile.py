"""一事一档: the cover of the casefile and what is in it, in the order of the procedure."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from decisions.documents import consulting, motion, oversight, regimes, work
from decisions.documents.frame import BLANK_DAY, meetings, notices_of, paper
from decisions.models import Matter
from decisions.selectors.keeping import keeping_of
from decisions.selectors.oversight import oversight_of
from jiedao.attachments.models import Attachment
from jiedao.attachments.states import MADE, AttachmentKind
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
from jiedao.documents.declared import Part, Subject
from jiedao.lib import clock, numerals
from jiedao.meetings import papers as of_meetings
from jiedao.meetings.states import MeetingKind
from jiedao.publications import papers as of_publications
from jiedao.publications.models import Publication
from jiedao.publications.states import PublicationKind

MOTION, CONSULTING, MEETINGS, FIRST, FILED, WORK, SECOND, OBJECTIONS, SUPERVISION, OTHER = range(10)
AFTER_MEETINGS = 99  # what follows the papers of every meeting
BEGIN = (AttachmentKind.PROPOSAL, AttachmentKind.SIGNATURES)
CARRIED_OUT = (AttachmentKind.ACCEPTANCE, AttachmentKind.ACCOUNTS)
COLUMNS = (
    Column("序号", 16, CENTRE),
    Column("文件题名", 66),
    Column("责任者", 34),
    Column("日期", 29, CENTRE),
    Column("页号", 16, CENTRE),
    Column("备注", 16),
)


Draw = Callable[[], Document]


@dataclass(frozen=True)
class Entry:
    """One paper in the casefile: where it stands, what it is, who made it, when, what it looks like.

    `place` is which meeting it belongs to, so that the papers of a meeting lie together. A paper
    is drawn, or it is the scan or picture on file.
    """

    part: int
    place: int
    title: str
    maker: str
    on: date
    draw: Draw | None = None
    attachment: Attachment | None = None


def entries(matter: Matter) -> list[Entry]:
    """Everything in the casefile, in the order of the procedure (卷内文件)."""
    unit = matter.dossier.unit.short_name
    places = {about.step: place for place, about in enumerate(meetings(matter), start=1)}
    scans = matter.dossier.attachments.exclude(kind__in=MADE).order_by("id")
    found = [
        *_of_motion(matter, unit),
        *_of_meetings(matter, unit),
        *_of_owners(matter, unit),
        *_of_publications(matter, unit),
        *_of_filing(matter, unit),
        *_of_objections(matter, unit),
        *_of_supervision(matter),
        *(_of_attachment(one, unit, places.get(one.step, 0)) for one in scans),
    ]
    return sorted(found, key=lambda entry: (entry.part, entry.place, entry.on))


def _remarks(matter: Matter, bound: list[Entry]) -> Document:
    """What is to be said of the casefile as a whole (卷内备考表), its last paper."""
    originals = sum(entry.attachment is not None for entry in bound)
    return paper(
        matter,
        "卷内备考表",
        Title("卷内备考表"),
        Facts(
            (
                Row("档案号", matter.dossier.number),
                Row("案卷题名", f"关于{matter.dossier.title}的案卷"),
                Row(
                    "本卷情况\n说明",
                    f"本卷共{len(bound)}件，其中平台生成{len(bound) - originals}件，"
                    f"扫描件、照片等原件{originals}件。",
                    height=90,
                ),
                Row("立卷人", "", "立卷日期", BLANK_DAY),
                Row("检查人", "", "检查日期", BLANK_DAY),
            )
        ),
        numbered=False,
    )


def _of_motion(matter: Matter, unit: str) -> list[Entry]:
    """What stands on forms of the matter itself: motion, consultation, work."""
    about, opened = Subject(matter), matter.dossier.opened_on
    papers: list[tuple[int, str, date | None, Callable[[Subject], Document]]] = [
        (MOTION, "重大事项动议登记表", opened, motion.motion),
        (MOTION, "决策实施登记表", opened, motion.register),
        (CONSULTING, "征求意见稿", matter.consulted_on, consulting.draft),
        (CONSULTING, "居民意见汇总表", matter.summed_up_on, consulting.summary),
        (MEETINGS, "居民代表民主评议表", matter.reviewed_on, regimes.review_sheet),
        (WORK, "组织实施台账", matter.implementing_on, work.work_register),
    ]
    return [
        Entry(part, 0, title, unit, on, partial(build, about))
        for part, title, on, build in papers
        if on
    ]


def _of_meetings(matter: Matter, unit: str) -> list[Entry]:
    found = []
    for place, about in enumerate(meetings(matter), start=1):
        meeting = about.record
        papers = [
            ("通知", meeting.notice_on, of_meetings.notice),
            ("名册", meeting.notice_on, of_meetings.roster),
        ]
        if not meeting.is_open:
            papers.append(("记录", meeting.held_on, of_meetings.minutes))
        found += [
            Entry(MEETINGS, place, f"{meeting}{what}", unit, on, partial(build, meeting))
            for what, on, build in papers
        ]
        if matter.resolved_on and meeting.pk == matter.resolution_meeting_id:
            title = f"关于{matter.dossier.title}的决议"
            build = partial(of_meetings.resolution, meeting)
            found.append(Entry(MEETINGS, place, title, unit, matter.resolved_on, build))
    return found


def _of_owners(matter: Matter, unit: str) -> list[Entry]:
    found = []
    for about in regimes.owner_votes(matter):
        vote, place = about.record[1], AFTER_MEETINGS + about.record[1].round
        for title, on, build in (
            (f"{vote}公告", vote.begun_on, regimes.owner_notice),
            (f"{vote}结果", vote.counted_on, regimes.owner_result),
        ):
            if on:
                found.append(Entry(MEETINGS, place, title, unit, on, partial(build, about)))
    return found


def _of_filing(matter: Matter, unit: str) -> list[Entry]:
    title, about = matter.dossier.title, Subject(matter)
    found = []
    if matter.filed_on:
        report = partial(regimes.filing_report, about)
        found.append(Entry(FILED, 0, f"关于报送{title}备案的报告", unit, matter.filed_on, report))
    if matter.filing_accepted_on:
        answer, street = partial(regimes.filing_answer, about), matter.dossier.unit.parent
        maker = street.short_name if street else unit
        found.append(Entry(FILED, 0, "备案回执", maker, matter.filing_accepted_on, answer))
    return found


def _of_objections(matter: Matter, unit: str) -> list[Entry]:
    street = matter.dossier.unit.parent
    found = []
    for about in oversight.answered_objections(matter):
        draw = partial(oversight.objection_answer, about)
        maker = street.short_name if street and about.record.of_street else unit
        found.append(Entry(OBJECTIONS, 0, f"{about.label}的答复", maker, about.record.on, draw))
    return found


def _of_publications(matter: Matter, unit: str) -> list[Entry]:
    return [
        Entry(
            SECOND if notice.kind == PublicationKind.RESULT else FIRST,
            0,
            f"{notice.title}（{notice.document_number}）",
            unit,
            notice.frozen_on,
            partial(_notice, notice),
        )
        for notice in notices_of(matter)
    ]


def _notice(notice: Publication) -> Document:
    return of_publications.notice(notice, notice.text_on(clock.today()))


def _of_supervision(matter: Matter) -> list[Entry]:
    found = []
    for row in oversight_of(matter):
        for said in row.opinions:
            about = Subject((matter, replace(row, opinions=[said])), "", row.name)
            title = f"居务监督委员会监督意见（{row.name}）"
            draw = partial(oversight.supervision_opinion, about)
            found.append(Entry(SUPERVISION, 0, title, str(said.signer), said.signed_on, draw))
    return found


def parts(matter: Matter) -> list[Part]:
    """The casefile as it is bound (案卷装订)."""
    bound = entries(matter)
    on = matter.archived_on or matter.dossier.last_act_on
    unit = matter.dossier.unit.short_name
    return [
        *(
            Part(entry.title, entry.maker, entry.on, entry.draw, entry.attachment)
            for entry in bound
        ),
        Part("卷内备考表", unit, on, partial(_remarks, matter, bound)),
    ]


def cover(subject: Subject) -> Document:
    """The cover of the casefile (案卷封面), the pages to be counted by hand."""
    return bound_cover(subject.record, parts(subject.record), "　　　")


def bound_cover(matter: Matter, bound: list[Part], pages: str) -> Document:
    """The cover of a casefile of so many pages."""
    dossier = matter.dossier
    last = matter.archived_on or dossier.last_act_on
    above = dossier.unit.parent.short_name if dossier.unit.parent else ""
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
                Row("文件", f"共{len(bound)}件，{pages}页", "保管期限", keeping_of(matter).label),
                Row("立卷单位", f"{dossier.unit.name}、居务监督委员会"),
                Row("立卷人", "", "检查人", ""),
            )
        ),
        numbered=False,
    )


def contents(subject: Subject) -> Document:
    """What is in the casefile (卷内目录), the pages to be entered by hand."""
    bound = parts(subject.record)
    return bound_contents(subject.record, bound, [""] * len(bound))


def bound_contents(matter: Matter, bound: list[Part], pages: list[str]) -> Document:
    """What is in the casefile, and on which page it begins."""
    rows = tuple(
        (
            str(place),
            part.title,
            part.maker,
            numerals.long_day(part.on).replace("年", ".").replace("月", ".").rstrip("日"),
            page,
            "原件" if part.attachment else "",
        )
        for place, (part, page) in enumerate(zip(bound, pages, strict=True), start=1)
    )
    return paper(
        matter,
        "卷内目录",
        Title("卷内目录"),
        Facts(
            (
                Row("档案号", matter.dossier.number, "保管期限", keeping_of(matter).label),
                Row("案卷题名", matter.dossier.title),
            )
        ),
        Paragraph("", "small"),
        Grid(COLUMNS, rows, height=9),
    )


def _of_attachment(attachment: Attachment, unit: str, place: int) -> Entry:
    title = f"{attachment.get_kind_display()}《{attachment.name}》"
    return Entry(_part_of(attachment), place, title, unit, attachment.added_on, None, attachment)


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
