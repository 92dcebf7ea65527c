"""What the holder of a receipt for an opinion may read: registered, answered, summed up, published."""

from decisions.models import Matter, Opinion
from decisions.states import ChannelKind
from jiedao.lib import clock
from jiedao.people.models import UserKind
from jiedao.publications.models import Publication
from jiedao.receipts import kinds
from jiedao.receipts.kinds import Line, Told
from jiedao.receipts.models import Receipt

MOST_PUBLICATIONS = 6


def tell(receipt: Receipt) -> Told:
    """What became of one opinion (意见回执): no names, no numbers, only its own words."""
    opinion = Opinion.objects.select_related(
        "matter__dossier__unit", "matter__dossier__public_state", "entered_by"
    ).get(pk=receipt.subject)
    matter = opinion.matter
    return Told(
        matter.dossier.title,
        str(matter.dossier.unit),
        _now(opinion, matter),
        tuple(sorted(_lines(opinion, matter), key=lambda line: line.on)),
        opinion.text,
        f"/consultations/{matter.dossier.number}/",
    )


OPINION = kinds.declare("decisions.opinion", "居民意见", tell)


def _now(opinion: Opinion, matter: Matter) -> str:
    if opinion.uptake and matter.summed_up_on:
        state = getattr(matter.dossier, "public_state", None)
        return f"您的意见已答复：{opinion.get_uptake_display()}。这件事办到：{state.stage if state else '意见已汇总'}。"
    if opinion.uptake:
        return f"您的意见已答复：{opinion.get_uptake_display()}。全部意见汇总以后统一公布。"
    return "您的意见已收到，社区正在逐条办理。每一条都会写明采纳还是不采纳，以及为什么。"


def _lines(opinion: Opinion, matter: Matter) -> list[Line]:
    lines = [Line(opinion.said_on, f"意见已登记，第{opinion.number}号（{_how(opinion)}）。")]
    lines += [
        Line(clock.day_of(correction.corrected_at), f"更正登记差错：{correction.reason}")
        for correction in opinion.corrections.all()
    ]
    if opinion.answered_at:
        said = f"答复：{opinion.get_uptake_display()}。{opinion.reason}"
        lines.append(Line(clock.day_of(opinion.answered_at), said))
    if matter.summed_up_on:
        lines.append(Line(matter.summed_up_on, "全部意见已汇总，采纳情况和理由已经公布。"))
    hung = Publication.objects.posted().filter(dossier=matter.dossier_id).order_by("pk")
    for publication in hung.only("kind", "document_number", "posted_on")[:MOST_PUBLICATIONS]:
        assert publication.posted_on
        words = f"{publication.get_kind_display()}已经张贴公布（{publication.document_number}）。"
        lines.append(Line(publication.posted_on, words))
    return lines


def _how(opinion: Opinion) -> str:
    if opinion.entered_by.kind != UserKind.STAFF:
        return "您自己在网上写的"
    return f"{ChannelKind(opinion.channel).label}，工作人员代您登记"
