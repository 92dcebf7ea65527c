"""What every paper of a matter has: its foot, its day, and for what it can be printed."""

from collections.abc import Callable, Iterable

from decisions.models import Matter
from decisions.selectors import facts
from jiedao.documents.blocks import Block, Document, Paragraph
from jiedao.documents.declared import Subject
from jiedao.dossiers.models import DossierRecord
from jiedao.lib import clock, numerals
from jiedao.meetings.models import Meeting
from jiedao.meetings.states import STATUTORY, MeetingStatus
from jiedao.publications.models import Publication

Subjects = Callable[[Matter], Iterable[Subject]]
BLANK_DAY = "　　　年　　月　　日"


def paper(
    record: DossierRecord,
    name: str,
    *blocks: Block,
    landscape: bool = False,
    numbered: bool = True,
) -> Document:
    """A paper of a dossier, with its number and name small at the foot of every page."""
    return Document(
        f"{name}：{record.dossier.title}",
        blocks,
        made_on=clock.today(),
        landscape=landscape,
        numbered=numbered,
        foot=f"{record.dossier.number}　{name}",
    )


def lines(words: str) -> list[Block]:
    """Every line of what was typed as a paragraph."""
    return [Paragraph(line) for line in words.splitlines() if line.strip()]


def blank_day() -> str:
    """Room for a day to be written by hand."""
    return BLANK_DAY


def always(matter: Matter) -> list[Subject]:
    """From the motion on."""
    return [Subject(matter)]


def since(field: str) -> Subjects:
    """From the day of a step on."""

    def subjects(matter: Matter) -> list[Subject]:
        return [Subject(matter)] if getattr(matter, field) else []

    return subjects


def once_public(matter: Matter) -> list[Subject]:
    """From the first publication on, of a resolution or of what was only reviewed (仅评议)."""
    return [Subject(matter)] if notices_of(matter) else []


def meetings(matter: Matter) -> list[Subject]:
    """For every meeting that was called and not called off, in the order they were held."""
    return [
        _of_meeting(meeting)
        for meeting in reversed(facts(matter).meetings)
        if meeting.status != MeetingStatus.CANCELLED
    ]


def closed_meetings(matter: Matter) -> list[Subject]:
    """For every meeting whose result is known."""
    return [about for about in meetings(matter) if not about.record.is_open]


def resolutions(matter: Matter) -> list[Subject]:
    """For every meeting of the residents or their representatives that put a resolution to the vote."""
    return [
        about
        for about in closed_meetings(matter)
        if about.record.kind in STATUTORY
        and about.record.status == MeetingStatus.HELD
        and about.record.pk == matter.resolution_meeting_id
    ]


def notices_of(matter: Matter) -> list[Publication]:
    """The publications of a matter, newest first.

    One whose decision is being made anew (责令改正、变更、重新表决) lies in the file like the others.
    """
    return facts(matter).publications


def publications(matter: Matter) -> list[Subject]:
    """For every publication, in the order they were frozen."""
    return [
        Subject(notice, notice.number, notice.label, notice.kind, True)
        for notice in reversed(notices_of(matter))
    ]


def _of_meeting(meeting: Meeting) -> Subject:
    label = f"{meeting}（{numerals.short_day(meeting.held_on)}）"
    return Subject(meeting, str(meeting.pk), label, meeting.kind, True)
