"""Reading requests for a meeting: who may see them, how many signed of how many, what was convened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from decisions.duties import Duty
from decisions.models import ConveningRequest
from decisions.states import Backers, ConveningState
from jiedao.access import selectors as access
from jiedao.attachments.models import Attachment
from jiedao.attachments.states import AttachmentKind
from jiedao.dossiers.models import Dossier
from jiedao.dossiers.selectors import matching_text
from jiedao.meetings.models import Meeting
from jiedao.meetings.states import MeetingStatus
from jiedao.organisation.models import Seat, Unit
from jiedao.organisation.states import BodyKind
from jiedao.people.models import User


@dataclass(frozen=True)
class Count:
    """How many signed, of how many."""

    signed: int
    base: int


def visible_to(user: User) -> QuerySet[ConveningRequest]:
    """The requests a person may see."""
    return ConveningRequest.objects.filter(access.dossiers_seen_by(user, Duty.VIEW)).select_related(
        "dossier__unit__parent", "head_count", "about__dossier", "meeting__dossier"
    )


def seen_by(viewer: access.Viewer) -> QuerySet[ConveningRequest]:
    """The same for a prepared question; joins nothing."""
    return ConveningRequest.objects.filter(access.seen_by(viewer, Duty.VIEW))


def narrowed(
    rows: QuerySet[ConveningRequest], *, state: str = "", words: str = ""
) -> QuerySet[ConveningRequest]:
    """The requests in a state, and with these words."""
    if state:
        rows = rows.filter(state=state)
    if words:
        rows = rows.filter(Q(dossier__in=matching_text(words).values("dossier")))
    return rows


def get_visible(user: User, number: str) -> ConveningRequest:
    """One request by its number; Http404 when there is none or it may not be known."""
    found = visible_to(user).filter(dossier__number=number).first()
    if found is None:
        raise Http404
    return found


def request_of(dossier: Dossier) -> ConveningRequest | None:
    """The request of a dossier, for its papers."""
    rows = ConveningRequest.objects.select_related("dossier__unit__parent", "head_count")
    return rows.filter(pk=dossier.pk).first()


def representatives_of(unit: Unit, on: date) -> QuerySet[Seat]:
    """The roster of representatives on a day (居民代表名册)."""
    return (
        Seat.objects.sitting(on)
        .of(unit, BodyKind.REPRESENTATIVES)
        .select_related("person")
        .order_by("pk")
    )


def count_of(request: ConveningRequest) -> Count:
    """Signatures against the base: the roster of the day, or the head count; kept for the request."""
    kept: Count | None = request.__dict__.get("_count")
    if kept is None:
        kept = request.__dict__["_count"] = _count(request)
    return kept


def _count(request: ConveningRequest) -> Count:
    if request.backers == Backers.REPRESENTATIVES:
        roster = representatives_of(request.dossier.unit, request.dossier.opened_on)
        return Count(request.signatories.count(), roster.count())
    heads = request.head_count
    assert heads  # required by constraint
    base = heads.households if request.backers == Backers.HOUSEHOLDS else heads.adults
    return Count(request.signatures or 0, base)


def sheets_of(request: ConveningRequest) -> QuerySet[Attachment]:
    """The signed sheets that came in (签名册、联名名单)."""
    return request.dossier.attachments.filter(kind=AttachmentKind.SIGNATURES)


def meetings_for(request: ConveningRequest) -> QuerySet[Meeting]:
    """Meetings of the kind that was asked for, called in this community since the request came in.

    A meeting meets the request that said so when it was called, or that is on the very matter the
    request is about; any other may have had nothing to do with it.
    """
    answers = Q(called_on__request=request)
    if request.about_id:
        answers |= Q(dossier=request.about_id)
    return (
        Meeting.objects.of_kind(request.asked_for)
        .exclude(status=MeetingStatus.CANCELLED)
        .filter(
            answers,
            dossier__unit=request.dossier.unit_id,
            notice_on__gte=request.dossier.opened_on,
        )
        .select_related("dossier")
        .order_by("-held_on")
    )


def owed_meetings(unit: Unit, kinds: Iterable[str]) -> QuerySet[ConveningRequest]:
    """The requests on which a meeting of one of these kinds must be called in a community (应当召集)."""
    rows = ConveningRequest.objects.filter(
        dossier__unit=unit, state=ConveningState.MUST_CONVENE, asked_for__in=list(kinds)
    )
    return rows.select_related("dossier").order_by("pk")
