"""办到哪一步: the line of steps at the head of a matter's page, with dates and articles."""

from dataclasses import dataclass
from datetime import date

from decisions import procedures
from decisions.models import CLOSED, Matter
from decisions.procedures.groups import NOTICE_STATES
from decisions.procedures.publishing import PUBLISHES
from decisions.rules import RULES
from decisions.selectors import DAY_OF, facts
from decisions.states import MatterState as S
from jiedao.lib import clock, numerals
from jiedao.meetings.states import MeetingStatus
from jiedao.procedures.rows import Step
from jiedao.publications.states import PublicationKind
from jiedao.rulebooks.editions import Edition

WORDS = {"done": "已完成", "now": "正在办理", "next": "下一步", "later": "未开始"}
# How many milestones lie behind a state; within a state the facts decide the rest.
_BEGINNING = {S.DRAFT: 0, S.CONSULTING: 0, S.REJECTED: 1, S.PROPOSED: 2}
_DECIDED = {
    S.DELIBERATED: 3,
    S.STREET_REVIEW: 3,
    S.RESOLVED: 4,
    S.RESOLUTION_PUBLISHED: 4,
    S.IMPLEMENTING: 5,
    S.RESULT_PUBLISHED: 6,
    S.ARCHIVED: 8,
}
BEHIND = {
    procedures.EMERGENCY.code: {S.DRAFT: 0, S.ACTED: 1, S.PROPOSED: 2, S.NOT_RATIFIED: 3}
    | _DECIDED,
    procedures.MATTER.code: _BEGINNING | _DECIDED,
    procedures.OWNERS.code: _BEGINNING
    | {
        S.OWNERS_VOTING: 2,
        S.RESOLVED: 3,
        S.RESOLUTION_PUBLISHED: 3,
        S.IMPLEMENTING: 4,
        S.RESULT_PUBLISHED: 5,
        S.ARCHIVED: 7,
    },
    procedures.FILING.code: _BEGINNING
    | {
        S.RETURNED: 1,
        S.DELIBERATED: 3,
        S.RESOLVED: 4,
        S.RESOLUTION_PUBLISHED: 4,
        S.FILING: 6,
        S.FILED: 7,
        S.ARCHIVED: 8,
    },
    procedures.ADVISORY.code: {
        S.DRAFT: 0,
        S.REVIEWING: 1,
        S.REVIEWED: 2,
        S.REVIEW_PUBLISHED: 2,
        S.CONCLUDED: 4,
    },
}


@dataclass(frozen=True)
class Milestone:
    """A step of the line as components/_steps.html draws it."""

    name: str
    word: str
    dates: str
    basis: str
    kind: str
    note: str


def milestones_of(matter: Matter) -> list[Milestone]:
    """The milestones of a matter's procedure: done, now, next, later."""
    reached = BEHIND[matter.procedure][S(matter.stands_at)] + _ahead(matter)
    several = len(editions_of(matter)) > 1
    procedure = procedures.of(matter)
    drawn = []
    for place, step in enumerate(procedure.milestones):
        kind = _kind(matter, place, reached)
        day = _day_of(matter, step.code)
        note = f"适用{RULES.on(day).code}版" if several and day and kind == "done" else ""
        word = "未获通过" if _was_rejected(matter, step) else WORDS[kind]
        if kind == "now" and matter.state == S.NOT_RATIFIED:
            word = "未予追认"
        if kind == "now" and matter.left_state:
            word = str(matter.get_state_display())
        basis = procedure.basis_of(step, day or clock.today())
        drawn.append(Milestone(step.name, word, _dates(matter, step.code, kind), basis, kind, note))
    return drawn


def editions_of(matter: Matter) -> list[Edition]:
    """The editions by which the milestones behind were judged, each once; today's before any."""
    days = [day for step in procedures.of(matter).milestones if (day := _day_of(matter, step.code))]
    found = {edition.code: edition for edition in map(RULES.on, days or [clock.today()])}
    return list(found.values())


def _ahead(matter: Matter) -> int:
    """One more milestone is behind when what the state waits for has happened."""
    state = matter.stands_at
    if state == S.CONSULTING:
        return int(matter.summed_up_on is not None)
    if state in NOTICE_STATES:
        running = facts(matter).current_publication()
        return int(running is not None and running.taken_down_on is not None)
    return int(state == S.IMPLEMENTING and matter.accepted_on is not None)


def _kind(matter: Matter, place: int, reached: int) -> str:
    if place < reached:
        return "done"
    if place == reached:
        return "next" if matter.state == S.DRAFT else "now"
    is_next = place == reached + 1 and matter.stands_at != S.DRAFT and matter.state not in CLOSED
    return "next" if is_next else "later"


def _was_rejected(matter: Matter, step: Step) -> bool:
    return matter.stands_at == S.REJECTED and step.code in ("resolve", "resolve_by_owners")


def _day_of(matter: Matter, code: str) -> date | None:
    """The day a milestone was taken, by which its edition is chosen."""
    day: date | None = getattr(matter, DAY_OF[code])
    return day


def _dates(matter: Matter, code: str, kind: str) -> str:
    """What stands under a milestone: when it was, or what it will take."""
    if code == "consult" and matter.consulted_on and matter.consult_until:
        return numerals.period(matter.consulted_on, matter.consult_until)
    if code in PUBLISHES:
        return _published(matter, PUBLISHES[code], kind)
    if code == "implement" and matter.finish_by and not matter.accepted_on:
        return f"计划{_said(matter.finish_by)}前完成"
    if code == "implement" and matter.accepted_on:
        return f"{_said(matter.accepted_on)}验收"
    if kind == "now" and code in ("propose", "deliberate", "resolve", "review"):
        return _meeting(matter)
    day = _day_of(matter, code)
    if day and kind == "done":
        return _said(day)
    return _least(matter, "consultation") if code == "consult" else ""


def _published(matter: Matter, kind: PublicationKind, drawn: str) -> str:
    if drawn == "later":
        return ""
    frozen_on, least = {
        PublicationKind.RESOLUTION: (matter.resolution_published_on, "publication"),
        PublicationKind.RESULT: (matter.result_published_on, ""),
        PublicationKind.REVIEW: (matter.review_published_on, "review_publication"),
    }[kind]
    publication = facts(matter).publication(kind) if frozen_on else None
    if publication is None:
        return _least(matter, least) if least else ""
    if publication.posted_on and publication.ends_on:
        return numerals.period(publication.posted_on, publication.ends_on)
    return f"{_said(publication.frozen_on)}定稿，待张贴"


def _least(matter: Matter, rule: str) -> str:
    """How long at least, and whose rule it is when no statute sets it."""
    edition = _edition(matter)
    source = "" if edition.is_law(rule) and not edition.is_local(rule) else edition.source(rule)
    return f"不少于{getattr(edition, rule)}" + (f"（{source}）" if source else "")


def _meeting(matter: Matter) -> str:
    meeting = facts(matter).awaited()
    if meeting is None:
        return ""
    if meeting.status == MeetingStatus.NOTICED:
        return f"{_said(meeting.held_on)}开会"
    word = "流会" if meeting.status == MeetingStatus.FAILED else "已开会"
    return f"{_said(meeting.held_on)}{word}"


def _edition(matter: Matter) -> Edition:
    return facts(matter).edition(clock.today())


def _said(day: date) -> str:
    this_year = day.year == clock.today().year
    return numerals.short_day(day) if this_year else numerals.long_day(day)
