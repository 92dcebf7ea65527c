"""监督和异议: the opinion of the supervision committee, the objection taken down at the window."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from decisions.documents.frame import BLANK_DAY, lines, paper
from decisions.models import Matter
from decisions.rules import RULES
from decisions.selectors import facts
from decisions.selectors.objections import respond_until
from decisions.selectors.oversight import oversight_of
from decisions.states import SupervisedStep, Verdict
from jiedao.documents.blocks import (
    Block,
    Document,
    Facts,
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
from jiedao.publications.models import Objection
from jiedao.publications.objecting import Answerer, Finding

# What the committee looks at, step by step.
LOOKED_AT = {
    SupervisedStep.CONSULT: (
        "时间够不够",
        "方式是否两种以上",
        "意见是否逐条答复",
        "汇总是否如实",
    ),
    SupervisedStep.RESOLVE: (
        "通知是否按时",
        "人数是否够",
        "是否本人表决、没有代投",
        "票数是否当场公布",
    ),
    SupervisedStep.PUBLISH_RESOLUTION: (
        "内容和决议是否一致",
        "是否张贴在公开栏",
        "公示期是否够",
        "有没有个人信息",
    ),
    SupervisedStep.PUBLISH_RESULT: (
        "内容是否属实",
        "账目是否清楚",
        "是否张贴在公开栏",
        "公示期是否够",
    ),
}
CHOICE = {Verdict.AGREE: "√同意　　□有意见", Verdict.CONCERNS: "□同意　　√有意见"}


def watched_steps(matter: Matter) -> Iterator[Subject]:
    """The steps that have been taken and that the supervision committee speaks to."""
    for row in oversight_of(matter):
        yield Subject((matter, row), str(row.step), row.name, str(row.step))


def supervision_opinion(subject: Subject) -> Document:
    """The opinion of the supervision committee on one step (监督意见): said already, or to be written."""
    matter, row = subject.record
    said = row.opinions[-1] if row.opinions else None
    verdict = CHOICE[Verdict(said.verdict)] if said else "□同意　　□有意见，具体如下："
    signed = f"{said.signer}　　{numerals.long_day(said.signed_on)}" if said else BLANK_DAY
    answered = numerals.long_day(said.answered_on) if said and said.answered_on else BLANK_DAY
    looked_at = "\n".join(f"□{words}" for words in LOOKED_AT[row.step])
    return paper(
        matter,
        f"监督意见（{subject.label}）",
        Title("居务监督委员会监督意见"),
        Facts(
            (
                Row("编号", matter.dossier.number, "监督环节", subject.label),
                Row("事项", matter.dossier.title),
                Row("环节日期", numerals.long_day(row.since)),
                Row("监督方式", "□列席会议　□查阅材料　□现场查看　□走访居民　□其他："),
                Row("查看内容", looked_at),
                Row("监督意见", f"{verdict}\n{said.text if said else ''}", height=58),
                Row(
                    "监督委员\n签字",
                    "",
                    height=24,
                    signed=("主任：　　　　　　　委员：　　　　　　　　　　　", signed),
                ),
                Row(
                    "居委会答复\n和改正情况",
                    said.answer if said else "",
                    height=34,
                    signed=(f"居委会负责人：　　　　　　{answered}",),
                ),
            )
        ),
        Paragraph("监督委员会列席会议，可以发言和建议，不参加表决。", "small"),
        numbered=False,
    )


def _notices(matter: Matter) -> str:
    if matter.is_advisory:
        return "□民主评议公示　　□更正公示"
    return "□决议公示　　□实施结果公示　　□更正公示"


def objection_form(subject: Subject) -> Document:
    """An objection taken down at the window, with the answer beneath it (异议登记答复表)."""
    matter: Matter = subject.record
    return paper(
        matter,
        "异议登记答复表",
        Title("公示异议登记答复表"),
        Facts(
            (
                Row("编号", matter.dossier.number, "社区", matter.dossier.unit.short_name),
                Row("公示的事项", matter.dossier.title),
                Row("对哪一份", _notices(matter)),
                Row("提出人", "□实名：　　　　　　　　□匿名", "联系电话", ""),
                Row("提出方式", "□当面　□电话　□书面　□联名（　　　人）", "提出日期", BLANK_DAY),
                Row("异议内容", "", height=42),
                Row(
                    "向提出人复述，本人确认",
                    "",
                    height=12,
                    signed=("提出人或登记人（签字）：　　　　　　",),
                ),
                Row("调查核实\n情况", "", height=30),
                Row("答复", "", height=30, signed=(f"居委会（盖章）：　　　　　　{BLANK_DAY}",)),
                Row(
                    "监督委员会\n意见",
                    "",
                    height=16,
                    signed=(f"（签字）：　　　　　　{BLANK_DAY}",),
                ),
            )
        ),
        Paragraph(
            "可以不留姓名。对答复不满意的，可以向街道办事处反映，由街道办事处调查核实。", "small"
        ),
        numbered=False,
    )


@dataclass(frozen=True)
class Answered:
    """One written answer: to which objection, on which day, by the street or before it."""

    matter: Matter
    pk: int
    on: date
    of_street: bool = False


def answered_objections(matter: Matter) -> Iterator[Subject]:
    """The objections that have been answered in writing, by the committee and then by the street."""
    for one in facts(matter).objections:
        key, label = f"objection-{one.number}", f"异议第{one.number}号"
        if one.answered_on:
            yield Subject(Answered(matter, one.pk, one.answered_on), key, label, "objection")
        if one.decided_on:
            about = Answered(matter, one.pk, one.decided_on, of_street=True)
            yield Subject(about, f"{key}-street", f"{label}（街道）", "objection")


def objection_answer(subject: Subject) -> Document:
    """The written answer to an objection (异议答复), to be handed to whoever raised it (第三十五条)."""
    about: Answered = subject.record
    matter, on = about.matter, about.on
    objection = Objection.objects.select_related("publication").get(pk=about.pk)
    unit, notice = matter.dossier.unit, objection.publication
    number = f"{matter.dossier.number}　异议第{objection.number}号"
    if about.of_street:
        street = unit.parent or unit
        organ: tuple[str, ...] = (naming.office_of(street),)
        signed = naming.office_of(street)
        body = _found(objection)
    else:
        organ = naming.organ_of(unit)
        signed = f"{unit.short_name}居务监督委员会" if _by_supervisors(objection) else unit.name
        body = [
            Heading("二、答复"),
            *lines(objection.answer),
            Paragraph(
                f"您对答复不认可的，请在{_until(matter, objection)}前告诉我们，"
                "由我们报街道办事处调查核实；也可以直接向街道办事处反映"
                f"（{RULES.on(on).basis}第三十五条）。"
            ),
        ]
    blocks: list[Block] = [
        Organ(organ, number),
        Title(f"关于{matter.dossier.title}\n公示异议的答复"),
        Paragraph(f"{_addressed(objection)}：", "address"),
        Paragraph(
            f"您于{numerals.long_day(objection.said_on)}对《{notice.title}》"
            f"（{notice.document_number}）提出的异议，我们已经办理。"
        ),
        Heading("一、您的异议"),
        *lines(objection.text),
        *body,
        Seal((signed,), numerals.long_day(on)),
    ]
    return paper(matter, f"异议答复（第{objection.number}号）", *blocks)


def _until(matter: Matter, objection: Objection) -> str:
    last = respond_until(matter, objection)
    return numerals.long_day(last) if last else BLANK_DAY


def _addressed(objection: Objection) -> str:
    if objection.joint_base:
        return f"{objection.name or '联名的居民'}等{objection.signed}人"
    return objection.name or "提出异议的居民"


def _by_supervisors(objection: Objection) -> bool:
    return objection.answerer == Answerer.SUPERVISION


def _found(objection: Objection) -> list[Block]:
    """What the street found, and what it ordered."""
    found: list[Block] = [
        Heading("二、调查核实的情况"),
        Paragraph(f"{Finding(objection.finding).label}。"),
        *lines(objection.decision),
    ]
    if objection.correct_by:
        by = numerals.long_day(objection.correct_by)
        found.append(Paragraph(f"已责令社区居民委员会在{by}前更正并重新公布。"))
    return found
