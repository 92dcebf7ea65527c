"""联名要求 on paper: the sheet that those who ask for a meeting sign."""

from decisions.conditions.convening import edition_of, needed_of, rule_of
from decisions.documents.frame import paper
from decisions.models import ConveningRequest
from decisions.selectors.convening import count_of, representatives_of
from decisions.states import Backers
from jiedao.documents.blocks import (
    CENTRE,
    Column,
    Document,
    Facts,
    Grid,
    Paragraph,
    Row,
    Signatures,
    Title,
)
from jiedao.documents.declared import Subject
from jiedao.lib import numerals

BLANK_LINES = 40
OF_RESIDENTS = (
    Column("序号", 14, CENTRE),
    Column("姓名（本人签名）", 46),
    Column("楼栋、单元、门牌", 52),
    Column("签名日期", 32, CENTRE),
    Column("核对", 22, CENTRE),
)
OF_REPRESENTATIVES = (
    Column("序号", 14, CENTRE),
    Column("居民代表", 32),
    Column("小组", 36),
    Column("本人签名", 46),
    Column("签名日期", 32, CENTRE),
)
MORE = "同一个人只算一次；不写电话和证件号码。一张不够的，可以多印几张。"
WHO = {
    Backers.ADULTS: f"年满十八周岁的本社区居民本人签名，一人一行。{MORE}",
    Backers.HOUSEHOLDS: f"由户的代表签名，一户只签一行。{MORE}",
    Backers.REPRESENTATIVES: "居民代表本人在自己的名字后面签名，同一个人只算一次。",
}


def signature_sheet(subject: Subject) -> Document:
    """Who asks for the meeting, each with a signature (联名签名册); of representatives by their roster."""
    request: ConveningRequest = subject.record
    dossier = request.dossier
    basis = edition_of(request).source(rule_of(request))
    return paper(
        request,
        "联名签名册",
        Title(f"联名要求召集{request.get_asked_for_display()}\n签名册"),
        Facts(
            (
                Row("编号", dossier.number, "社区", dossier.unit.short_name),
                Row("讨论事项", dossier.title),
                Row("理由和要求", request.wish),
                Row(
                    "由谁联名",
                    str(request.get_backers_display()),
                    "收到日期",
                    numerals.long_day(dossier.opened_on),
                ),
                Row("法定人数", f"{needed_of(request, count_of(request))}（{basis}）"),
            )
        ),
        Paragraph(WHO[Backers(request.backers)], "small"),
        Grid(*_lines(request), height=8),
        Signatures(("联系人", "核对人")),
    )


def _lines(request: ConveningRequest) -> tuple[tuple[Column, ...], tuple[tuple[str, ...], ...]]:
    if request.backers == Backers.REPRESENTATIVES:
        roster = representatives_of(request.dossier.unit, request.dossier.opened_on)
        return OF_REPRESENTATIVES, tuple(
            (str(place), str(seat.person), seat.group, "", "")
            for place, seat in enumerate(roster, start=1)
        )
    return OF_RESIDENTS, tuple((str(place), "", "", "", "") for place in range(1, BLANK_LINES + 1))
