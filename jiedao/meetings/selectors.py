"""Reading meetings: the list on a dossier's page, one meeting, and what its papers need."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from jiedao.access.selectors import Viewer, dossiers_seen, viewer_of
from jiedao.dossiers.models import Dossier
from jiedao.lib import clock, numerals
from jiedao.lib.addresses import address
from jiedao.lib.prepared import Records
from jiedao.meetings import judgement
from jiedao.meetings.models import Ballot, Meeting
from jiedao.meetings.states import STATUTORY, MeetingKind, MeetingStatus
from jiedao.people.models import User

# Whom the counts of a list include (docs/adr/0005-recusal-and-the-base.md).
COUNTED = Q(kind__in=STATUTORY) | Q(roster__recused=False)


@dataclass(frozen=True)
class MeetingRow:
    """A meeting as components/_meetings.html shows it."""

    pk: int
    kind: str
    status: str
    title: str
    url: str
    held_on: date
    expected: int
    present: int
    result: str


def meetings_of(dossier: Dossier) -> list[MeetingRow]:
    """The meetings of a dossier, newest first; one query."""
    return rows_of(counted(dossier))


@Records
def _counted(*, dossier: int) -> QuerySet[Meeting]:
    meetings = Meeting.objects.filter(dossier=dossier).select_related("ballot", "head_count")
    return meetings.annotate(
        on_roster=Count("roster", filter=COUNTED),
        came=Count("roster", filter=COUNTED & Q(roster__present=True)),
    ).order_by("-held_at", "-id")


def counted(dossier: Dossier) -> list[Meeting]:
    """The meetings of a dossier, newest first, with their ballots and how many came."""
    meetings = _counted(dossier=dossier.pk)
    for meeting in meetings:
        meeting.dossier = dossier
    return meetings


def rows_of(meetings: Iterable[Meeting]) -> list[MeetingRow]:
    """Meetings that were read with `counted`, as a page shows them."""
    return [_row_of(meeting, **_counts_of(meeting)) for meeting in meetings]


def _counts_of(meeting: Meeting) -> dict[str, int]:
    """The counts the list's query brought along."""
    of_residents = meeting.kind == MeetingKind.RESIDENTS
    counted = vars(meeting)
    expected = judgement.head_count_of(meeting) if of_residents else counted["on_roster"]
    return {"expected": expected, "present": counted["came"]}


def _row_of(meeting: Meeting, *, expected: int, present: int) -> MeetingRow:
    return MeetingRow(
        pk=meeting.pk,
        kind=meeting.kind,
        status=meeting.status,
        title=str(meeting),
        url=url_of(meeting),
        held_on=meeting.held_on,
        expected=expected,
        present=present,
        result=result_of(meeting),
    )


def result_of(meeting: Meeting) -> str:
    """What came of a meeting, in a few words."""
    ballot = judgement.ballot_of(meeting)
    if meeting.status == MeetingStatus.HELD and ballot:
        return votes_in_words(ballot)
    return str(meeting.get_status_display())


def votes_in_words(ballot: Ballot) -> str:
    """赞成38票，反对5票，弃权2票; invalid ballots only when there were any."""
    words = f"赞成{ballot.in_favour}票，反对{ballot.against}票，弃权{ballot.abstain}票"
    return f"{words}，废票{ballot.invalid}票" if ballot.invalid else words


def latest(dossier: Dossier, kind: str) -> Meeting | None:
    """The newest meeting of a kind on a dossier that was not called off."""
    return (
        dossier.meetings.of_kind(kind)
        .exclude(status=MeetingStatus.CANCELLED)
        .select_related("ballot", "head_count")
        .order_by("-round")
        .first()
    )


def url_of(meeting: Meeting) -> str:
    """The page of a meeting."""
    return address("meetings:page", meeting.pk)


@Records
def _seen(*, viewer: Viewer, pk: int) -> QuerySet[Meeting]:
    return Meeting.objects.filter(dossiers_seen(viewer, prefix="dossier__"), pk=pk).select_related(
        "dossier__unit__parent", "head_count", "ballot", "called_by", "closed_by"
    )


def get_visible(user: User, pk: int) -> Meeting:
    """A meeting on a dossier the person may see; 404 when absent or hidden."""
    found = _seen.first(viewer=viewer_of(user), pk=pk)
    if found is None:
        raise Http404
    return found


def when(meeting: Meeting) -> str:
    """2026年11月22日（星期日）9:30, as a notice says it."""
    at = meeting.held_at.astimezone(clock.SHANGHAI)
    day = at.date()
    return f"{numerals.long_day(day)}（{numerals.weekday(day)}）{at.hour}:{at.minute:02}"


def organ(meeting: Meeting) -> str:
    """Who calls the meeting and signs its notice (落款)."""
    place = meeting.dossier.unit.short_name
    if meeting.kind == MeetingKind.PARTY:
        return f"{place}党组织"
    if meeting.kind == MeetingKind.JOINT:
        return f"{place}党组织、{place}居民委员会"
    return f"{place}居民委员会"


def addressed_to(meeting: Meeting) -> str:
    """Whom the notice speaks to (称谓)."""
    return {
        MeetingKind.PARTY: "社区党组织各位成员",
        MeetingKind.JOINT: "社区党组织、居民委员会各位成员",
        MeetingKind.REPRESENTATIVES: "居民代表会议各位组成人员",
        MeetingKind.RESIDENTS: "本社区各位居民",
        MeetingKind.REVIEW: "居民委员会成员、各位居民代表",
    }[MeetingKind(meeting.kind)]
