"""The papers of the package: who belongs to which group, who is responsible for what, that the street is
a pilot and how it is tried, how often an official came to his community."""

from collections.abc import Iterable
from datetime import date

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
from jiedao.liaison.kinds import ASSIGNMENT, PILOT, TRIAL
from jiedao.liaison.models import Assignment, Member, Pilot, Trial
from jiedao.liaison.selectors import assignments, groups, pilots
from jiedao.liaison.selectors.responsibilities import Row as Line
from jiedao.liaison.states import StageKind
from jiedao.lib import clock
from jiedao.lib.numerals import long_day, short_day

NUMBER = Column("序号", 16, CENTRE)
NOBODY = "没有登记"


def group_list(rows: Iterable[groups.Row], members: dict[int, list[Member]]) -> Document:
    """The groups with who leads them, who answers for them, who belongs to them (工作小组名单)."""
    columns = (
        NUMBER,
        Column("小组", 42),
        Column("组长或者分管领导", 26, CENTRE),
        Column("责任部门和责任人", 38),
        Column("成员和职务", 74),
    )
    lines = tuple(
        (
            str(place),
            f"{row.record}\n{row.record.document_number}".strip(),
            row.lead,
            f"{row.charge.department}\n{row.responsible}" if row.charge else "",
            "；".join(f"{one.user}（{one.post}）" for one in members.get(row.record.pk, ()))
            or NOBODY,
        )
        for place, row in enumerate(rows, start=1)
    )
    return _listed("工作小组名单", Grid(columns, lines))


def responsibility_list(rows: Iterable[Line]) -> Document:
    """Whose responsibility what is, until when, and how it stands (责任清单)."""
    columns = (
        NUMBER,
        Column("主体和岗位", 34),
        Column("事项", 36),
        Column("标准", 48),
        Column("依据", 34),
        Column("时限", 42, CENTRE),
        Column("现在", 20, CENTRE),
    )
    lines = tuple(
        (
            str(place),
            row.record.subject,
            str(row.record),
            row.record.standard,
            row.record.basis,
            long_day(row.record.due_on),
            row.word,
        )
        for place, row in enumerate(rows, start=1)
    )
    return _listed("责任清单", Grid(columns, lines))


def _listed(name: str, grid: Grid) -> Document:
    today = clock.today()
    return Document(
        name,
        (Title(name, f"{long_day(today)}"), grid),
        made_on=today,
        foot=f"{name}　{long_day(today)}",
        landscape=True,
    )


def trial_plan(about: Subject) -> Document:
    """How a community tries two systems: who, to what end, until when (社区试点方案)."""
    trial: Trial = about.record
    today = clock.today()
    row, goal = pilots.row_of(trial, today), pilots.goal_of(trial, today=today)
    stages = Grid(
        (NUMBER, Column("阶段", 50), Column("期限", 40, CENTRE), Column("完成", 40, CENTRE)),
        tuple(
            (
                str(place),
                str(stage.record.get_kind_display()),
                long_day(stage.record.due_on),
                long_day(stage.record.done_on) if stage.record.done_on else "",
            )
            for place, stage in enumerate(row.stages, start=1)
        ),
    )
    blocks: list[Block] = [
        Title(f"{trial.community.name}先试先行方案"),
        Facts(
            (
                Row("试点", trial.pilot.dossier.title),
                Row("先试的两项", trial.systems),
                Row("定人员", str(trial.responsible)),
                Row("定时间", f"{long_day(trial.started_on)}至{long_day(trial.due_on)}"),
            )
        ),
        Heading("定目标"),
        *_paragraphs(trial.goal),
        *([Paragraph(f"{goal.words}，{goal.word}。", lead="用指标来量：")] if goal else []),
        Heading("分阶段安排"),
        stages,
    ]
    if trial.summary:
        blocks += [Heading("总结"), *_paragraphs(trial.summary)]
    blocks.append(Seal((trial.community.name,), long_day(trial.started_on)))
    return _paper(trial, "社区试点方案", blocks)


def designation_notice(about: Subject) -> Document:
    """The communities are told that the street is a pilot, and which two systems each tries (试点确定通知).

    It tells all of them what each is to do and not how far it has come, which is each one's own.
    """
    pilot: Pilot = about.record
    trials = pilots.all_trials_of(pilot)
    level = pilot.get_level_display()
    by = f"依据{pilot.document_number}，" if pilot.document_number else ""
    columns = (
        NUMBER,
        Column("社区", 28, CENTRE),
        Column("先试的两项", 40),
        Column("定人员", 25, CENTRE),
        Column("定目标", 48),
        Column("定时间", 46, CENTRE),
    )
    lines = tuple(
        (
            str(place),
            str(one.community),
            one.systems.replace("、", "\n"),
            str(one.responsible),
            one.goal,
            f"{long_day(one.started_on)}至\n{long_day(one.due_on)}",
        )
        for place, one in enumerate(trials, start=1)
    )
    stages = "、".join(str(kind.label) for kind in StageKind)
    blocks: list[Block] = [
        Organ((pilot.office_name,)),
        Title(f"关于{pilot.office_name}被确定为{level}试点的通知"),
        Paragraph("各社区、各科室：", look="address"),
        Paragraph(
            f"{by}{pilot.office_name}于{long_day(pilot.designated_on)}被确定为“{pilot.dossier.title}”，"
            "每个社区先试两项制度，定人员、定目标、定时间。现将有关事项通知如下。"
        ),
        Heading("一、试点的确定"),
        Facts(
            (
                Row("试点", pilot.dossier.title),
                Row("级别", str(level), "确定日期", long_day(pilot.designated_on)),
                Row("文号", pilot.document_number or "没有文号", "单位", pilot.office_name),
            )
        ),
        Heading("二、各社区先试的两项"),
        Grid(columns, lines) if lines else Paragraph("各社区先试哪两项，确定以后另行通知。"),
        Heading("三、怎么办"),
        Paragraph("由上表写明的负责人牵头。", lead="定人员。"),
        Paragraph(
            "以上表写明的目标为准，能用指标来量的由平台数出来，不另外报数。", lead="定目标。"
        ),
        Paragraph(f"按{stages}分阶段办，各阶段的期限见本社区的先试先行方案。", lead="定时间。"),
        Seal((pilot.office_name,), long_day(_settled_on(pilot, trials))),
    ]
    return _paper(pilot, "试点确定通知", blocks)


def _settled_on(pilot: Pilot, trials: Iterable[Trial]) -> date:
    """The day on which what the notice says was settled: it is the same whenever it is printed."""
    return max([pilot.designated_on, *(one.dossier.opened_on for one in trials)])


def visit_record(about: Subject) -> Document:
    """How often an official came to his community, and what for (分包走访记录)."""
    record: Assignment = about.record
    today = clock.today()
    row = assignments.row_of(record, today)
    made = [one for one in assignments.visits_of(record) if not one.withdrawn]
    columns = (
        NUMBER,
        Column("日期", 28, CENTRE),
        Column("主要做什么", 32, CENTRE),
        Column("做了什么", 66),
        Column("发现的问题", 44),
    )
    lines = tuple(
        (
            str(place),
            short_day(one.day),
            str(one.get_kind_display()),
            one.done,
            one.problems or "没有",
        )
        for place, one in enumerate(reversed(made), start=1)
    )
    blocks: list[Block] = [
        Title(f"{record}走访记录"),
        Facts(
            (
                Row("社区", record.community.name, "分包领导", str(record.leader)),
                Row("分包期间", record.days_in_words, "走访次数", f"{row.visits}次"),
                Row("最近走访", _day(row.last), "下次最迟", _day(row.due)),
                *_takers(record),
            )
        ),
        Grid(columns, lines) if lines else Paragraph("还没有走访记录。"),
        Signatures(("分包领导", "社区负责人")),
    ]
    return _paper(record, "分包走访记录", blocks)


def _takers(record: Assignment) -> list[Row]:
    found = assignments.participations_of(record.dossier)
    if not found:
        return []
    names = "；".join(f"{one.user}（{one.post}），{long_day(one.since)}起" for one in found)
    return [Row("全程参与的中层干部", names)]


def _day(day: date | None) -> str:
    return long_day(day) if day else "没有"


def _paragraphs(words: str) -> list[Block]:
    return [Paragraph(line) for line in words.splitlines() if line.strip()]


def _paper(record: Pilot | Trial | Assignment, name: str, blocks: list[Block]) -> Document:
    return Document(
        f"{name}：{record.dossier.title}",
        tuple(blocks),
        made_on=clock.today(),
        foot=f"{record.dossier.number}　{name}",
    )


def _pilot_of(dossier: Dossier) -> Pilot | None:
    return pilots.read_pilot(dossier.pk)


def _trial_of(dossier: Dossier) -> Trial | None:
    return pilots.read(dossier.pk)


def _assignment_of(dossier: Dossier) -> Assignment | None:
    return assignments.read(dossier.pk)


def _always(record: Pilot | Trial | Assignment) -> list[Subject]:
    return [Subject(record)]


declare(
    Shelf(
        PILOT.code,
        _pilot_of,
        (DocumentType("notice", "试点确定通知", "试点", _always, designation_notice),),
    )
)
declare(
    Shelf(
        TRIAL.code,
        _trial_of,
        (DocumentType("plan", "社区试点方案", "试点", _always, trial_plan),),
    )
)
declare(
    Shelf(
        ASSIGNMENT.code,
        _assignment_of,
        (DocumentType("visits", "分包走访记录", "分包", _always, visit_record),),
    )
)
