"""A publication on paper (公示文书): the frozen text, word for word, as notice and as poster."""

from dataclasses import replace

from django.conf import settings
from django.urls import reverse

from jiedao.documents import measure
from jiedao.documents.blocks import (
    Block,
    Code,
    Document,
    Facts,
    Heading,
    Mark,
    Organ,
    Paragraph,
    Row,
    Seal,
    Title,
)
from jiedao.lib import numerals
from jiedao.lib.refusals import refuse
from jiedao.publications import canonical, sheet
from jiedao.publications.models import Publication

# The type of a poster against that of a letter: the largest that keeps it on one sheet is taken.
SCALES = {"a4": (1.3, 1.2, 1.1), "a3": (2.0, 1.85, 1.7, 1.6, 1.5, 1.4)}
SEVERAL_SHEETS = {"a4": 1.3, "a3": 1.5}
SHEET_SAID, SHEET_MARK = ("手机扫码查验真伪", "核验码"), 22


def blocks_of(document: canonical.Document) -> list[Block]:
    """The frozen text as blocks of a paper: nothing added, nothing left out."""
    blocks: list[Block] = [
        Organ(document.organ, document.document_number),
        Title(document.title),
    ]
    for block in document.body:
        if block.kind == canonical.HEADING:
            blocks.append(Heading(block.text))
        elif block.kind == canonical.TABLE:
            rows = tuple(Row(head, words) for head, words in block.rows)
            blocks.append(Facts(rows, caption=block.text))
        else:
            blocks.append(Paragraph(block.text))
    signature = document.signature
    if signature.on:
        blocks.append(Seal((signature.text,), numerals.long_day(signature.on)))
    return blocks


def notice(publication: Publication, text: str) -> Document:
    """The notice as an official paper (公示); on several sheets each says whose it is."""
    mark = Mark(_check_url(publication), publication.code, SHEET_SAID, always=False)
    return replace(_paper(publication, text, millimetres=26), mark=mark)


def poster(publication: Publication, text: str, *, page: str = "a4") -> Document:
    """The notice in large type, for the board (张贴稿).

    On several sheets each says whose it is: a photograph of any of them is recognised.
    """

    def made(scale: float) -> Document:
        return _paper(publication, text, page=page, scale=scale, millimetres=30)

    fitting = next((paper for paper in map(made, SCALES[page]) if measure.fits(paper)), None)
    mark = Mark(_check_url(publication), publication.code, SHEET_SAID, SHEET_MARK, not fitting)
    return replace(fitting or made(SEVERAL_SHEETS[page]), mark=mark)


def _paper(
    publication: Publication, text: str, *, page: str = "a4", scale: float = 1.0, millimetres: int
) -> Document:
    if not sheet.is_frozen(publication, text):
        raise refuse(
            "publication.changed",
            "这份公示的文字在定稿以后被改动过，不能作为依据，所以不打印。",
            hint="请告诉平台管理员，从备份恢复。",
        )
    return Document(
        publication.title,
        (*blocks_of(canonical.parse(text)), _check(publication, millimetres)),
        made_on=publication.frozen_on,
        page=page,
        scale=scale,
        foot=f"公示编号{publication.number}",
    )


def _check(publication: Publication, millimetres: int) -> Code:
    """How anybody may see whether the paper is genuine (查验真伪)."""
    return Code(
        _check_url(publication),
        (
            f"核验码　{publication.code}",
            f"公示不少于{publication.min_days}日，自张贴的次日起算。",
            f"手机扫码查验真伪，或者打开{settings.PUBLIC_URL}/verify/输入核验码。",
        ),
        millimetres,
    )


def _check_url(publication: Publication) -> str:
    return f"{settings.PUBLIC_URL}{reverse('publications:verify', args=[publication.number])}"
