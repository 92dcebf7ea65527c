"""责令公布 on paper: what the street tells the community to publish, without a word of who reported it."""

from decisions.documents.frame import lines, paper
from decisions.models import Complaint
from decisions.procedures.owed import why_only_the_notice
from decisions.rules import RULES
from decisions.selectors.complaints import street_of
from decisions.states import Wrong
from jiedao.documents.blocks import Document, Organ, Paragraph, Seal, Title
from jiedao.documents.declared import Subject
from jiedao.lib import numerals
from jiedao.lib.text import sentence
from jiedao.publications import naming


def ordered(record: Complaint) -> list[Subject]:
    """Once the street has ordered it."""
    return [Subject(record)] if record.order else []


def order(subject: Subject) -> Document:
    """The street's order to publish (责令公布通知书, 第三十五条)."""
    record: Complaint = subject.record
    street, on, until = street_of(record.community), record.answered_on, record.publish_by
    assert on  # an order has its day
    assert until
    wrong = "公布的内容不真实" if record.wrong == Wrong.UNTRUE else "没有依法公布"
    basis = f"{RULES.on(on).basis}第三十五条"
    return paper(
        record,
        "责令公布通知书",
        Organ((naming.office_of(street),), record.dossier.number),
        Title("责令公布通知书"),
        Paragraph(f"{record.community.name}：", "address"),
        Paragraph(f"关于“{record.subject}”，经调查核实，你社区{wrong}。依照{basis}，责令公布："),
        *lines(record.order),
        *_corrected(record),
        Paragraph(f"请在{numerals.long_day(until)}以前{_how(record)}"),
        Seal((naming.office_of(street),), numerals.long_day(record.corrected_on or on)),
    )


def _corrected(record: Complaint) -> list[Paragraph]:
    """That it stands in for the notice of before, and why (更正责令)."""
    if not record.corrected_on or not record.answered_on:
        return []
    before = numerals.long_day(record.answered_on)
    return [
        Paragraph(
            f"{before}责令公布的，现予更正，以本通知书为准。原因：{sentence(record.correction)}"
        )
    ]


def _how(record: Complaint) -> str:
    notice = record.owed_notice
    if notice and (record.publication or why_only_the_notice(record)):
        return f"张贴这件事项的{notice}，张贴后平台自动登记；张贴别的公示不算。"
    told = "公布，并把在哪里、怎么公布的报街道办事处"
    if notice:
        return f"{told}。这件事项现在不能再张贴{notice}，请用其他办法公布。"
    if record.matter and not record.owed:  # ordered before orders said which
        return f"{told}；公布在这件事项的公示里的，张贴后平台自动登记。"
    return f"{told}。"
