"""What the holder of a receipt is told of what was reported to the street (反映回执)."""

from decisions.models import Complaint
from decisions.states import ComplaintState
from jiedao.lib.numerals import long_day
from jiedao.receipts import kinds
from jiedao.receipts.kinds import Line, Told
from jiedao.receipts.models import Receipt

FURTHER = "对街道的答复不认可的，可以向区人民政府及其有关主管部门反映（第三十五条）。"


def tell_complaint(receipt: Receipt) -> Told:
    """The course of one complaint in the street's words; the answer word for word."""
    complaint = Complaint.objects.select_related(
        "community", "matter__dossier", "publication", "dossier"
    ).get(pk=receipt.subject)
    notice = complaint.publication
    return Told(
        title=f"关于“{complaint.subject}”公开情况的反映（{complaint.dossier.number}）",
        unit=str(complaint.community),
        now=_now(complaint),
        lines=tuple(_lines(complaint)),
        said=complaint.text,
        url=f"/board/{notice.number}/" if notice else "",
    )


def _now(complaint: Complaint) -> str:
    state = ComplaintState(complaint.state)
    if state == ComplaintState.ORDERED and complaint.publish_by:
        return f"街道已责令{complaint.community}公布，最晚{long_day(complaint.publish_by)}"
    if state == ComplaintState.ANSWERED:
        return f"已答复：{complaint.get_found_display()}"
    if state == ComplaintState.INVESTIGATING:
        return "街道正在调查核实"
    return str(state.label)


def _lines(complaint: Complaint) -> list[Line]:
    how = complaint.get_way_display()
    lines = [Line(complaint.said_on, f"街道办事处收到您的反映（{how}）。")]
    if complaint.acknowledged_on:
        words = "已受理，由街道办事处调查核实，不转给社区答复。"
        lines.append(Line(complaint.acknowledged_on, words))
    if complaint.answered_on:
        lines.append(Line(complaint.answered_on, f"街道办事处答复：{complaint.answer}{FURTHER}"))
        if complaint.order:
            # Which notice it was at first is not told where the street has put it right since.
            which = "" if complaint.corrected_on else complaint.owed_notice
            lines.append(Line(complaint.answered_on, f"责令公布{which}：{complaint.order}"))
    if complaint.corrected_on and complaint.publish_by:
        which = f"{complaint.owed_notice}，" if complaint.owed_notice else ""
        words = f"街道办事处更正责令：{which}最晚{long_day(complaint.publish_by)}。"
        lines.append(Line(complaint.corrected_on, words))
    if complaint.published_on:
        notice = complaint.publication
        said = f"《{notice.title}》已经张贴。" if notice else complaint.report
        lines.append(Line(complaint.published_on, f"{complaint.community}已公布：{said}"))
    return lines


COMPLAINT = kinds.declare("decisions.complaint", "关于公开的反映", tell_complaint)
