"""What the holder of a receipt is told of an objection (异议回执): where it stands, and the answer."""

from jiedao.publications.models import Objection
from jiedao.publications.objecting import ObjectionStatus
from jiedao.receipts import kinds
from jiedao.receipts.kinds import Line, Told
from jiedao.receipts.models import Receipt


def tell_objection(receipt: Receipt) -> Told:
    """The course of one objection in the office's words; the answer word for word."""
    objection = Objection.objects.select_related("publication__unit", "dossier").get(
        pk=receipt.subject
    )
    return Told(
        title=f"对《{objection.publication.title}》的异议（第{objection.number}号）",
        unit=str(objection.publication.unit),
        now=_now(objection),
        lines=tuple(_lines(objection)),
        said=objection.text,
        url=f"/consultations/objections/{objection.publication.number}/respond/"
        if objection.status == ObjectionStatus.ANSWERED
        else "",
    )


def _now(objection: Objection) -> str:
    if objection.status == ObjectionStatus.CLOSED:
        return f"已办结：{objection.get_outcome_display()}"
    if objection.status == ObjectionStatus.ANSWERED:
        return "已答复，请说说您认可不认可"
    return str(objection.get_status_display())


def _lines(objection: Objection) -> list[Line]:
    lines = [Line(objection.said_on, f"收到您的异议（{objection.get_way_display()}）。")]
    if objection.acknowledged_on:
        body = objection.get_answerer_display()
        lines.append(Line(objection.acknowledged_on, f"已受理，由{body}书面答复。"))
    if objection.answered_on:
        lines.append(Line(objection.answered_on, f"答复：{objection.answer}"))
    if objection.escalated_on:
        lines.append(Line(objection.escalated_on, "已反映到街道办事处，由街道调查核实。"))
    if objection.decided_on:
        found = objection.get_finding_display()
        lines.append(Line(objection.decided_on, f"街道办事处：{found}。{objection.decision}"))
    return lines


OBJECTION = kinds.declare("decisions.objection", "公示异议", tell_objection)
