"""What hangs on a matter, row by row: papers, meetings, notices; and files handed out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from decisions import procedures
from decisions.models import Matter
from decisions.selectors import facts
from jiedao.attachments import selectors as attachments
from jiedao.attachments.models import Attachment
from jiedao.attachments.selectors import AttachmentRow
from jiedao.attachments.states import MADE
from jiedao.casefiles.models import Casefile
from jiedao.ledger.selectors import Line
from jiedao.lib.addresses import address
from jiedao.lib.prepared import Records
from jiedao.meetings import selectors as meetings
from jiedao.meetings.selectors import MeetingRow
from jiedao.meetings.states import MeetingKind, MeetingStatus
from jiedao.publications import period
from jiedao.publications.models import Publication
from jiedao.publications.period import Clock
from jiedao.publications.states import PublicationKind

# Acts on single opinions: on paper they are summed up.
OF_ONE_OPINION = ("say_opinion", "enter_opinion", "correct_opinion", "answer_opinion")
STEPS = {"owners": "业主表决", **dict(MeetingKind.choices), **dict(PublicationKind.choices)}


@dataclass(frozen=True)
class NoticeRow:
    """A publication as the page of its matter shows it: title, time left, photographs."""

    title: str
    kind: str
    document_number: str
    url: str
    clock: Clock
    posted_url: str
    taken_down_url: str
    place: str


def rows_of(matter: Matter) -> list[AttachmentRow]:
    """The papers of a matter, with the step or meeting each belongs to in words."""
    return [
        AttachmentRow(**(vars(row) | {"step": STEPS.get(row.step, row.step)}))
        for row in map(attachments.row_of, facts(matter).attachments)
        if row.kind not in MADE
    ]


@dataclass(frozen=True)
class Sealed:
    """The sealed casefile as the page of its matter shows it: by whom, when, how much it holds."""

    by: str
    on: date
    parts: int
    pages: int
    book: AttachmentRow
    package: AttachmentRow


@Records
def _casefile(*, dossier: int) -> QuerySet[Casefile]:
    rows = Casefile.objects.filter(dossier=dossier)
    return rows.select_related("sealed_by").defer("manifest")


def sealed_of(matter: Matter) -> Sealed | None:
    """The sealed casefile, when there is one."""
    files = {attachment.pk: attachment for attachment in facts(matter).sealed}
    casefile = _casefile.first(dossier=matter.pk) if files else None
    if casefile is None:
        return None
    return Sealed(
        by=str(casefile.sealed_by),
        on=casefile.sealed_on,
        parts=casefile.parts,
        pages=casefile.pages,
        book=attachments.row_of(files[casefile.book_id]),
        package=attachments.row_of(files[casefile.package_id]),
    )


def meetings_of(matter: Matter) -> list[MeetingRow]:
    """The meetings of a matter, newest first."""
    return meetings.rows_of(facts(matter).meetings)


def meetings_by_kind(matter: Matter) -> dict[str, str]:
    """The kinds of meeting that were called, to say which one a paper belongs to."""
    called = reversed([row for row in meetings_of(matter) if row.status != MeetingStatus.CANCELLED])
    return {row.kind: str(MeetingKind(row.kind).label) for row in called}


def notices_of(matter: Matter, *, today: date) -> list[NoticeRow]:
    """The publications of a matter, newest first."""
    known = facts(matter)
    return [_notice(notice, known.attachments, today) for notice in known.publications]


def entries_of(lines: Iterable[Line]) -> list[Line]:
    """Lines of the ledger with the edition that was applied said in words."""
    return [
        replace(line, edition=f"{line.edition}版规则" if line.edition else "") for line in lines
    ]


def course_of(lines: Iterable[Line]) -> list[Line]:
    """The lines that go on paper, oldest first; what was done to single opinions is summed up there."""
    single = {procedures.STEPS[code].name for code in OF_ONE_OPINION}
    return [line for line in reversed(list(lines)) if line.act not in single]


def _notice(publication: Publication, papers: list[Attachment], today: date) -> NoticeRow:
    number = [publication.number]
    if publication.shows_photos(today):
        posted = address("publications:photo_posted", *number)
        taken_down = address("publications:photo_taken_down", *number)
    else:
        # Residents see them no more; in the dossier they stay.
        kept = {paper.pk: attachments.url_of(paper) for paper in papers}
        posted = kept.get(publication.posted_photo_id or 0, "")
        taken_down = kept.get(publication.taken_down_photo_id or 0, "")
    return NoticeRow(
        publication.title,
        publication.label,
        publication.document_number,
        address("publications:publication", *number),
        period.clock_on(publication, today),
        posted if publication.posted_photo_id else "",
        taken_down if publication.taken_down_photo_id else "",
        publication.posted_place,
    )
