"""Figures of the meetings a statute wants at intervals."""

from django.db.models import QuerySet

from jiedao.indicators.figures import Count, Rows, Scope
from jiedao.meetings.models import Meeting
from jiedao.meetings.states import MeetingKind


def _held(kind: str) -> Rows:
    """Meetings of a kind that were held in the period, whatever they decided."""

    def rows(scope: Scope) -> QuerySet[Meeting]:
        held = Meeting.objects.held().of_kind(kind)
        return held.filter(held_on__gte=scope.since, held_on__lt=scope.until)

    return rows


def _of(kind: MeetingKind, code: str) -> Count:
    return Count(
        f"meetings.{code}",
        f"召开{kind.label}",
        f"期内已经召开的{kind.label}，按开会的日期计；同一天为几件事项开的，一件事项计一次。",
        _held(kind),
        on="held_on",
        dossier="dossier",
        measure="次",
    )


REPRESENTATIVES = _of(MeetingKind.REPRESENTATIVES, "representatives")
RESIDENTS = _of(MeetingKind.RESIDENTS, "residents")
