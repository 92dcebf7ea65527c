"""A meeting's page and its papers. The acts on a meeting are steps of the app's procedure."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from jiedao.dossiers.kinds import all_kinds
from jiedao.lib.refusals import refuse
from jiedao.meetings import judgement, selectors
from jiedao.meetings.models import Meeting
from jiedao.meetings.states import MeetingKind, MeetingStatus
from jiedao.web.commands import page, show

BLANK_LINES = range(1, 26)


@page
def meeting_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What the meeting was about, who came, what was voted, and the sums it was judged by."""
    meeting = _visible(request, pk)
    return show(request, "jiedao/meeting_page.html", _said_of(meeting))


@page
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice of the meeting, to be printed and posted (会议通知)."""
    meeting = _visible(request, pk)
    return show(request, "jiedao/meeting_notice.html", _said_of(meeting))


@page
def sign_in_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet people sign by hand (签到表)."""
    meeting = _visible(request, pk)
    context = _said_of(meeting) | {"blank_lines": BLANK_LINES}
    return show(request, "jiedao/meeting_sign_in_sheet.html", context)


@page
def count_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet votes are counted on (计票单)."""
    meeting = _visible(request, pk)
    return show(request, "jiedao/meeting_count_sheet.html", _said_of(meeting))


@page
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes, once the result has been entered (会议记录)."""
    meeting = _visible(request, pk)
    if meeting.status not in (MeetingStatus.HELD, MeetingStatus.FAILED):
        raise refuse(
            "meeting.no_minutes",
            "会议结果还没有登记，打印不出会议记录。请先登记签到和结果。",
        )
    # On paper every line of what was typed is a paragraph.
    lines = {
        "minutes_lines": meeting.minutes.splitlines(),
        "resolution_lines": meeting.resolution.splitlines(),
    }
    return show(request, "jiedao/meeting_minutes.html", _said_of(meeting) | lines)


def _visible(request: HttpRequest, pk: int) -> Meeting:
    assert request.user.is_authenticated
    return selectors.get_visible(request.user, pk)


def _said_of(meeting: Meeting) -> dict[str, Any]:
    """Everything the page and the papers say of a meeting."""
    dossier = meeting.dossier
    ballot = judgement.ballot_of(meeting)
    return {
        "meeting": meeting,
        "dossier": dossier,
        "dossier_url": reverse(all_kinds()[dossier.kind].page, args=[dossier.number]),
        "ballot": ballot,
        "roster": list(meeting.roster.order_by("id")),
        "seen": judgement.attendance(meeting),
        "result": selectors.result_of(meeting),
        "when": selectors.when(meeting),
        "organ": selectors.organ(meeting),
        "addressed_to": selectors.addressed_to(meeting),
        "of_residents": meeting.kind == MeetingKind.RESIDENTS,
    }
