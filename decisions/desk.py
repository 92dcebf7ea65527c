"""Matters that wait for a person's next step though no limit runs (等您办理)."""

from collections.abc import Iterator
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat

from decisions import procedures
from decisions.access import seen_by
from decisions.duties import Duty
from decisions.models import Matter, Opinion
from decisions.selectors import MEETINGS_OF_STATE
from decisions.selectors.complaints import seen_by as complaints_seen_by
from decisions.selectors.convening import seen_by as requests_seen_by
from decisions.selectors.oversight import lacks_an_opinion, owes_an_answer
from decisions.states import ComplaintState, ConveningState
from decisions.states import MatterState as S
from jiedao.access.selectors import NOTHING, Holdings
from jiedao.deadlines.models import Deadline
from jiedao.lib.addresses import address
from jiedao.lib.numerals import short_day
from jiedao.meetings.models import Meeting
from jiedao.meetings.states import MeetingKind, MeetingStatus
from jiedao.pages import waiting
from jiedao.pages.waiting import Asked, Line, Source, Waiting

ACT, ANSWER = "打开办理", "answer"
WITHOUT_ANSWER = ("监督意见待答复", "居务监督委员会有意见，请答复；没有答复不能归档。")
WITHOUT_OPINION = ("缺监督意见", "有环节还没有居务监督委员会的意见，缺意见不能归档。")
# Acts without which the next step cannot be taken; moving steps count by themselves.
LEADING = ("sum_up", "call_meeting")
# Whose limit is longer than the week the desk shows: they wait here until it comes into sight.
LONG = (S.STREET_REVIEW, S.FILING)
# The duties by which a step is somebody's.
STEPS = sorted({step.duty for one in procedures.ALL.values() for step in one.steps if step.duty})
# The other states run against a limit and are on the desk by it.
WHY = {
    S.DRAFT: "动议已登记，下一步征求居民意见。",
    S.CONSULTING: "意见已经汇总，请召集党组织会议提议。",
    S.ACTED: "已经先行处置，请召集党组织会议，提请居民追认。",
    S.REJECTED: "表决没有通过，修改方案后可以重新召集党组织会议提议。",
    S.PROPOSED: "党组织已提议，请召集“两委”联席会议商议。",
    S.RETURNED: "街道责令改正，请修改文本后重新召集党组织会议提议。",
    S.REVIEWING: "名单已固定，请召集民主评议会并登记评议结果。",
    S.REVIEWED: "已评议，请公示评议结果。",
    S.STREET_REVIEW: "社区送街道审核，请审查方案：同意的写明意见，不同意的退回并写明怎么改。",
    S.FILING: "社区报送备案，请审查文本：合法的予以备案，不合法的责令改正。",
    S.FILED: "已备案，请归档。",
    S.RESULT_PUBLISHED: "结果公示已经揭下，文书和监督意见齐了就归档，定保管期限。",
    S.DELIBERATED: "“两委”已商议，请召集居民代表会议或居民会议表决；要街道审核的先送审。",
}
# What comes before that while the opinions are not summed up.
UNANSWERED, UNSUMMED = "unanswered", "unsummed"
BEFORE_SUMMED_UP = {
    UNANSWERED: "征求意见已经截止，还有意见没有办理，请逐条办理，再汇总。",
    UNSUMMED: "征求意见已经截止，没有待办理的意见，请汇总，再召集党组织会议提议。",
}
# Where the meeting a state waits for has been called already.
AFTER_CALL = {
    str(MeetingStatus.NOTICED): "{}已经通知，开会以后登记签到和表决。",
    str(MeetingStatus.HELD): "{}已经登记表决，请照表决结果办下一步。",
    str(MeetingStatus.FAILED): "{}流会，请重新召集。",
}


def _for_a_step(asked: Asked) -> QuerySet[Any, Any]:
    mine = reduce(or_, _whose_turn(asked.viewer.held), NOTHING)
    waits = _due_for_a_step(asked.today, asked.in_sight_until)
    matters = seen_by(asked.viewer).filter(mine, waits)
    # Hundreds may be under way in a unit.
    first = waiting.first_of_each(matters, asked.viewer.held.within(*STEPS))
    return waiting.lines(Matter.objects.filter(pk__in=first), "decisions", more=_so_far())


def _steps(lines: list[Line]) -> Iterator[Waiting]:
    """Matters on this person's desk, longest untouched first."""
    for line in lines:
        state = S(line.state)
        told = BEFORE_SUMMED_UP.get(line.more) or _of_meeting(state, line.more)
        why = f"{line.unit}。{told or WHY[state]}"
        yield Waiting(str(state.label), line.title, why, _page(line.number), ACT)


def _so_far() -> Case:
    """How far a matter has come in its state: its opinions until they are summed up, then its meeting."""
    open_ones = Opinion.objects.filter(matter=OuterRef("pk"), uptake="")
    before = Case(When(Exists(open_ones), then=Value(UNANSWERED)), default=Value(UNSUMMED))
    asking = Q(state=S.CONSULTING, summed_up_on=None)
    return Case(When(asking, then=before), default=_last_meeting(), output_field=CharField())


def _last_meeting() -> Subquery:
    """The newest meeting whose vote has served no step yet: its status, kind and day."""
    rows = Meeting.objects.filter(dossier=OuterRef("pk")).exclude(status=MeetingStatus.CANCELLED)
    for served in ("proposal", "deliberation", "resolution", "review"):
        rows = rows.exclude(pk=Coalesce(OuterRef(f"{served}_meeting"), 0))
    told = Concat("status", Value(" "), "kind", Value(" "), Cast("held_on", CharField()))
    return Subquery(rows.order_by("-pk").values(told=told)[:1], output_field=CharField())


def _of_meeting(state: S, told: str) -> str:
    """What to do about the meeting this state waits for; nothing when none was called."""
    status, kind, day = told.split() if told else ("", "", "")
    words = AFTER_CALL.get(status)
    if words is None or kind not in MEETINGS_OF_STATE.get(state, ()):
        return ""
    return words.format(f"{short_day(date.fromisoformat(day))}的{MeetingKind(kind).label}")


def _page(number: str) -> str:
    return address("decisions:matter_page", number)


def _whose_turn(held: Holdings) -> list[Q]:
    """By duty: the states of each procedure in which its holder has the next step."""
    turns: dict[tuple[tuple[str, ...], str], tuple[str, set[str]]] = {}
    for procedure in procedures.ALL.values():
        for step in procedure.steps:
            leads = bool(step.target) and not step.aside
            paths = held.paths.get(step.duty)
            if paths and (leads or step.code in LEADING):
                # Duties held over the same units make one condition.
                _, states = turns.setdefault((paths, procedure.code), (step.duty, set()))
                states.update(set(step.source) & set(WHY))
    return [
        Q(procedure=code, state__in=sorted(states)) & held.within(duty, prefix="dossier__unit__")
        for (_, code), (duty, states) in turns.items()
        if states
    ]


def _due_for_a_step(today: date, in_sight_until: date) -> Q:
    running = Q(state=S.CONSULTING, consult_until__gte=today)
    in_sight = Deadline.objects.open().filter(dossier=OuterRef("pk"), due_on__lte=in_sight_until)
    # The state stands first: only where it fits are the limits looked for.
    on_the_desk = Q(state__in=LONG) & Q(Exists(in_sight))
    # While the notice is to be put up, hangs or is to come down, its limit says so.
    limits = Deadline.objects.open().filter(dossier=OuterRef("pk"))
    still_hangs = Q(state=S.RESULT_PUBLISHED) & Q(Exists(limits))
    return Q(state__in=list(WHY)) & ~running & ~on_the_desk & ~still_hangs


def _for_oversight(asked: Asked) -> QuerySet[Any, Any] | None:
    held = asked.viewer.held
    if not held.anywhere(Duty.SUPERVISE, Duty.RESOLVE):
        return None
    owed = lacks_an_opinion() & held.within(Duty.SUPERVISE, prefix="dossier__unit__")
    answers = Q(is_owed=True) & held.within(Duty.RESOLVE, prefix="dossier__unit__")
    matters = seen_by(asked.viewer).filter(dossier__closed_on=None)
    matters = matters.annotate(is_owed=owes_an_answer()).filter(owed | answers)
    whose = Case(When(answers, then=Value(ANSWER)), default=Value(""), output_field=CharField())
    return waiting.lines(matters, "decisions.oversight", more=whose)


def _opinions(lines: list[Line]) -> Iterator[Waiting]:
    """Opinions a supervisor owes, and concerns the committee has not answered."""
    for line in lines:
        word, why = WITHOUT_ANSWER if line.more == ANSWER else WITHOUT_OPINION
        url = f"{_page(line.number)}#oversight"
        yield Waiting(word, line.title, f"{line.unit}。{why}", url, ACT)


def _requests(asked: Asked) -> QuerySet[Any, Any] | None:
    if not asked.viewer.held.anywhere(Duty.REQUESTS):
        return None
    mine = asked.viewer.held.within(Duty.REQUESTS, prefix="dossier__unit__")
    rows = requests_seen_by(asked.viewer).filter(mine, state=ConveningState.RECEIVED)
    return waiting.lines(rows, "decisions.convening", more="asked_for")


def _signatures(lines: list[Line]) -> Iterator[Waiting]:
    """Joint requests whose signatures are still to be counted."""
    for line in lines:
        meeting = MeetingKind(line.more).label
        yield Waiting(
            str(ConveningState(line.state).label),
            line.title,
            f"{line.unit}。联名要求召开{meeting}，请核对联名人数。",
            address("decisions:convening_page", line.number),
            "打开核对",
        )


def _complaints(asked: Asked) -> QuerySet[Any, Any] | None:
    held = asked.viewer.held
    if not held.anywhere(Duty.INVESTIGATE, Duty.PUBLISH):
        return None
    theirs = Q(state=ComplaintState.INVESTIGATING) & held.within(
        Duty.INVESTIGATE, prefix="dossier__unit__"
    )
    ours = Q(state=ComplaintState.ORDERED) & held.within(Duty.PUBLISH, prefix="dossier__unit__")
    in_sight = Deadline.objects.open().filter(
        dossier=OuterRef("pk"), due_on__lte=asked.in_sight_until
    )
    rows = complaints_seen_by(asked.viewer).filter(theirs | ours).exclude(Exists(in_sight))
    return waiting.lines(rows, "decisions.complaint", more="community__short_name")


def _reported(lines: list[Line]) -> Iterator[Waiting]:
    """What residents reported and no limit shows this week: to be looked into, or to be published."""
    for line in lines:
        state = ComplaintState(line.state)
        ordered = state == ComplaintState.ORDERED
        why = "街道责令公布，请按期公布。" if ordered else "请调查核实，答复反映人或者责令公布。"
        url = address("decisions:complaint_page", line.number)
        yield Waiting(str(state.label), line.title, f"{line.more}。{why}", url, ACT)


waiting.declare(Source("decisions", _for_a_step, _steps))
waiting.declare(Source("decisions.complaint", _complaints, _reported))
waiting.declare(Source("decisions.convening", _requests, _signatures))
waiting.declare(Source("decisions.oversight", _for_oversight, _opinions))
