"""Figures of the party committee's work, each defined once."""

from datetime import date

from django.db.models import F

from jiedao.indicators.figures import AsOf, Count, Scope, Share
from jiedao.party_committee.models import PartyMeeting, Topic, TopicQuerySet
from jiedao.party_committee.models.meetings import PartyMeetingQuerySet


def held(scope: Scope) -> PartyMeetingQuerySet:
    """Meetings that were held in the period."""
    return PartyMeeting.objects.held().filter(held_on__gte=scope.since, held_on__lt=scope.until)


def decided(scope: Scope) -> TopicQuerySet:
    """Topics the committee decided in the period."""
    return Topic.objects.passed().filter(decided_on__gte=scope.since, decided_on__lt=scope.until)


def done(scope: Scope) -> TopicQuerySet:
    """Decisions reported done in the period."""
    return Topic.objects.passed().filter(done_on__gte=scope.since, done_on__lt=scope.until)


def done_in_time(scope: Scope) -> TopicQuerySet:
    """Those of them that were done by their last day."""
    return done(scope).filter(done_on__lte=F("due_on"))


def overdue(day: date) -> TopicQuerySet:
    """Decisions late on a day."""
    return Topic.objects.overdue(day)


MEETINGS = Count(
    "party_committee.meetings",
    "党工委会议次数",
    "期内开过、到会达到半数的党工委会议，按开会的日期计；取消的不算。",
    held,
    on="held_on",
    measure="次",
)
DECIDED = Count(
    "party_committee.decided",
    "集体研究决定的重大事项",
    "期内党工委会议表决通过的三重一大议题，按开会的日期计；未通过、暂缓的不算。",
    decided,
    on="decided_on",
    measure="项",
)
DONE = Count(
    "party_committee.done",
    "办完的党工委决定事项",
    "期内责任人报办完的决定事项，按报办完的日期计；退回续办的不算。",
    done,
    on="done_on",
    measure="项",
)
DONE_IN_TIME = Count(
    "party_committee.done_in_time",
    "按期办完的党工委决定事项",
    "期内报办完的决定事项里，报办完的日期不晚于办理期限的。",
    done_in_time,
    on="done_on",
    measure="项",
)
IN_TIME = Share(
    "party_committee.in_time",
    "决定事项按期办结比例",
    "期内报办完的党工委决定事项里，按期办完的占多少；还没有办完的不计入，逾期的另有一项指标。",
    out_of=DONE,
    counts=DONE_IN_TIME,
)
OVERDUE = AsOf(
    "party_committee.overdue",
    "逾期的党工委决定事项",
    "期末那天已经过了办理期限、还没有报办完的决定事项。",
    overdue,
    measure="项",
)
