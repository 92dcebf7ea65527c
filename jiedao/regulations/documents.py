"""A regulation as an official paper: its numbers, from when until when, and what took its place."""

from jiedao.attachments import selectors as attachments
from jiedao.documents.blocks import (
    Document,
    Facts,
    Organ,
    Paragraph,
    Row,
    Seal,
    Title,
)
from jiedao.documents.declared import DocumentType, Shelf, Subject, declare
from jiedao.dossiers.models import Dossier
from jiedao.lib import clock
from jiedao.lib.numerals import long_day
from jiedao.regulations.kinds import REGULATION
from jiedao.regulations.models import Regulation
from jiedao.regulations.selectors import row_of


def load(dossier: Dossier) -> Regulation | None:
    """The regulation of a dossier."""
    rows = Regulation.objects.select_related(
        "dossier__unit", "replaces__dossier", "replaced_by__dossier"
    )
    return rows.filter(pk=dossier.pk).first()


def paper(about: Subject) -> Document:
    """What the regulation says, and whether it still holds (规章制度)."""
    record: Regulation = about.record
    unit, today = record.dossier.unit, clock.today()
    newer = getattr(record, "replaced_by", None)
    rows = [
        Row("类别", str(record.get_area_display()), "现在", row_of(record, today).word),
        Row("印发日期", long_day(record.issued_on), "施行日期", long_day(record.in_force_from)),
        Row("施行期间", record.days_in_words),
    ]
    if record.replaces:
        rows.append(Row("替代", record.replaces.cited))
    if newer:
        rows.append(Row("被替代", f"由{newer.cited}替代"))
    if record.was_repealed:
        rows.append(Row("废止原因", record.repeal_reason))
    rows += _texts(record)
    return Document(
        str(record),
        (
            Organ((unit.name,), record.document_number),
            Title(record.dossier.title),
            *(Paragraph(line) for line in record.summary.splitlines() if line.strip()),
            Seal((unit.name,), long_day(record.issued_on)),
            # What became of it since stands after what was issued.
            Facts(tuple(rows), caption="施行情况"),
        ),
        made_on=today,
        foot=f"{record.dossier.number}　{record}",
    )


def _texts(record: Regulation) -> list[Row]:
    """Where the text itself is: the file that was issued."""
    names = [file.name for file in attachments.attachments_of(record.dossier)]
    return [Row("制度文本", "；".join(names))] if names else []


SHELF = declare(
    Shelf(
        REGULATION.code,
        load,
        (DocumentType("paper", "规章制度", "制度", lambda record: [Subject(record)], paper),),
    )
)
