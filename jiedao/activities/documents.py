"""The papers of an activity (会议文书): notice, sign-in sheet, minutes."""

from jiedao.activities.kinds import ACTIVITY
from jiedao.activities.models import Activity, Attendee
from jiedao.activities.selectors.activities import roster_of, visited
from jiedao.activities.states import Kind, Part
from jiedao.attachments.states import AttachmentKind
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
from jiedao.lib import clock, numerals

GUEST_LINES = 6
NUMBER, NAME, POST, SIGNATURE = (
    Column("序号", 13, CENTRE),
    Column("姓名", 24),
    Column("单位和职务", 62),
    Column("签名", 34),
)


def load(dossier: Dossier) -> Activity | None:
    """The activity of a dossier."""
    return Activity.objects.select_related("dossier__unit").filter(pk=dossier.pk).first()


def planned(record: Activity) -> list[Subject]:
    """As long as it has not been held."""
    return [Subject(record)] if record.is_planned else []


def not_cancelled(record: Activity) -> list[Subject]:
    """From the planning on, unless it was called off."""
    return [] if record.is_cancelled else [Subject(record)]


def held(record: Activity) -> list[Subject]:
    """Once it was held."""
    return [Subject(record)] if record.is_held else []


def notice(about: Subject) -> Document:
    """The notice (会议通知)."""
    record: Activity = about.record
    unit = record.dossier.unit
    names = "、".join(entry.name for entry in roster_of(record).known)
    return _paper(
        record,
        "通知",
        Organ((unit.name,)),
        Title(f"关于{_verb(record)}{record.get_kind_display()}的通知"),
        Paragraph("各有关单位和人员：", "address"),
        Paragraph("现将有关事项通知如下。"),
        Paragraph(f"{record.dossier.title}。", lead="一、主题："),
        Paragraph(f"{record.when}。", lead="二、时间："),
        Paragraph(f"{record.place}。", lead="三、地点："),
        Paragraph(f"{names}。", lead="四、参加人员："),
        Paragraph("请准时参加，在签到表上签名；因故不能参加的，请提前请假。", lead="五、要求："),
        Seal((unit.name,), numerals.long_day(record.dossier.opened_on)),
    )


def _verb(record: Activity) -> str:
    """What one does with an activity: a meeting is called, a study organised."""
    if record.kind in (Kind.HEARING, Kind.VISIT, Kind.TOUR):
        return ""
    return "组织" if record.is_made_up else "召开"


def sign_in_sheet(about: Subject) -> Document:
    """The sheet people sign by hand (签到表)."""
    record: Activity = about.record
    known = roster_of(record).known
    rows = tuple(
        (str(place), entry.name, _post(entry), "") for place, entry in enumerate(known, start=1)
    )
    guests = Grid(
        (NUMBER, NAME, POST, SIGNATURE),
        tuple((str(line), "", "", "") for line in range(1, GUEST_LINES + 1)),
        height=9,
        caption="列席人员（不计入应到、实到）",
    )
    return _paper(
        record,
        "签到表",
        Title(f"{record.get_kind_display()}签到表"),
        _about(record, Row("应到", f"{len(known)}人", "实到", "　　　　人")),
        Paragraph("请本人签名，不能代签。", "small"),
        Grid((NUMBER, NAME, POST, SIGNATURE), rows, height=10),
        guests,
        Signatures(("记录人",)),
    )


def minutes(about: Subject) -> Document:
    """The minutes (会议记录), with who came and who did not."""
    record: Activity = about.record
    roster = roster_of(record)
    came = [entry for entry in roster.known if entry.present]
    absent = [entry for entry in roster.known if not entry.present]
    blocks: list[Block] = [
        Title(f"{record.get_kind_display()}记录"),
        _about(
            record,
            Row(
                "主持人", record.chair, "应到实到", f"应到{len(roster.known)}人，实到{len(came)}人"
            ),
        ),
        Heading("内容和议定事项"),
        *(Paragraph(line) for line in record.summary.splitlines() if line.strip()),
        *_names("到会人员", came),
        *_names("没有到会", absent, made_up=record.is_made_up),
        *_names("列席人员", roster.guests),
        *_problems(record),
        Signatures(("主持人", "记录人")),
    ]
    return _paper(record, "记录", *blocks)


def _names(heading: str, entries: list[Attendee], *, made_up: bool = False) -> list[Block]:
    if not entries:
        return []
    said = "；".join(_said(entry, made_up=made_up) for entry in entries)
    return [Heading(heading), Paragraph(f"{said}。")]


def _said(entry: Attendee, *, made_up: bool) -> str:
    said = f"{entry.name}（{_post(entry)}）" if entry.post else entry.name
    if made_up and entry.made_up_on:
        return f"{said}，{numerals.short_day(entry.made_up_on)}已补学"
    return said


def _post(entry: Attendee) -> str:
    return entry.post if entry.part == Part.ATTENDS else f"{entry.post}，{entry.get_part_display()}"


def _problems(record: Activity) -> list[Block]:
    """What was found on a visit, and what became of it."""
    if not record.is_visit:
        return []
    rows = tuple(
        (
            str(place),
            problem.words,
            problem.measure,
            f"{problem.unit}{problem.whose}",
            numerals.short_day(problem.due_on),
            f"{numerals.short_day(problem.solved_on)}：{problem.solved_how}"
            if problem.solved_on
            else "",
        )
        for place, problem in enumerate(
            record.problems.select_related("unit").order_by("id"), start=1
        )
    )
    if not rows:
        return [Heading("发现的问题"), Paragraph("没有发现问题。")]
    columns = (
        Column("序号", 14, CENTRE),
        Column("问题", 38),
        Column("措施", 34),
        Column("责任", 28),
        Column("期限", 24, CENTRE),
        Column("解决", 30),
    )
    return [Heading("发现的问题"), Grid(columns, rows)]


def _about(record: Activity, *more: Row) -> Facts:
    visits = "、".join(map(str, visited(record)))
    rows = [
        Row("主题", record.dossier.title),
        Row("时间", record.when),
        Row("地点", record.place),
    ]
    if record.systems:
        rows.append(Row("四项制度", record.systems_in_words))
    if visits:
        rows.append(Row("督导社区", visits))
    return Facts((*rows, *more))


def _paper(record: Activity, what: str, *blocks: Block) -> Document:
    name = f"{record.get_kind_display()}{what}"
    return Document(
        f"{name}：{record.dossier.title}",
        blocks,
        made_on=clock.today(),
        foot=f"{record.dossier.number}　{name}",
    )


PAPERS = "会议文书"
SHELF = declare(
    Shelf(
        ACTIVITY.code,
        load,
        (
            DocumentType("notice", "通知", PAPERS, planned, notice),
            DocumentType(
                "sign_in_sheet",
                "签到表",
                PAPERS,
                not_cancelled,
                sign_in_sheet,
                is_form=True,
                comes_back_as=AttachmentKind.SIGNIN_SHEET,
            ),
            DocumentType("minutes", "会议记录", PAPERS, held, minutes),
        ),
        "activities:attach",
    )
)
