"""A meeting's page. The acts on a meeting are steps of the app's procedure."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from jiedao.documents import selectors as documents
from jiedao.dossiers.kinds import all_kinds
from jiedao.meetings import judgement, selectors
from jiedao.meetings.models import Meeting
from jiedao.meetings.states import MeetingKind
from jiedao.web.commands import page, show


@page
def meeting_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What the meeting was about, who came, what was voted, and the sums it was judged by."""
    meeting = _visible(request, pk)
    return show(request, "jiedao/meeting_page.html", _said_of(meeting))


def _visible(request: HttpRequest, pk: int) -> Meeting:
    assert request.user.is_authenticated
    return selectors.get_visible(request.user, pk)


def _said_of(meeting: Meeting) -> dict[str, Any]:
    """Everything the page says of a meeting."""
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
        "of_residents": meeting.kind == MeetingKind.RESIDENTS,
        "printable": documents.in_groups(documents.printables_about(dossier, str(meeting.pk))),
    }
