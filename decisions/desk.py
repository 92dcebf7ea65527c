"""Matters that wait for a person's next step though no limit runs (等您办理)."""

from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from decisions import procedures
from decisions.access import seen_by
from decisions.duties import Duty
from decisions.selectors.convening import seen_by as requests_seen_by
from decisions.selectors.oversight import lacks_an_opinion, owes_an_answer
from decisions.states import ConveningState
from decisions.states import MatterState as S
from jiedao.access.selectors import NOTHING, Holdings, Viewer
from jiedao.deadlines.models import Deadline
from jiedao.lib import clock
from jiedao.lib.addresses import address
from jiedao.lib.prepared import Question
from jiedao.meetings.states import MeetingKind
from jiedao.pages import desk, waiting
from jiedao.pages.waiting import Waiting

SHOWN, ACT = 10, "打开办理"
LINE = ("dossier__number", "dossier__title", "dossier__unit__short_name")
# Acts without which the next step cannot be taken; moving steps count by themselves.
LEADING = ("sum_up", "call_meeting")
# Whose limit is longer than the week the desk shows: they wait here until it comes into sight.
LONG = (S.STREET_REVIEW, S.FILING)
# The other states run against a limit and are on the desk by it.
WHY = {
    S.DRAFT: "动议已登记，下一步征求居民意见。",
    S.CONSULTING: "征求意见已经截止，请逐条办理、汇总，再召集党组织会议提议。",
    S.ACTED: "已经先行处置，请召集党组织会议，提请居民追认。",
    S.REJECTED: "表决没有通过，修改方案后可以重新召集党组织会议提议。",
    S.PROPOSED: "党组织已提议，请召集“两委”联席会议商议。",
    S.RETURNED: "街道责令改正，请修改文本后重新召集党组织会议提议。",
    S.REVIEWING: "名单已固定，请召集民主评议会并登记评议结果。",
    S.REVIEWED: "已评议，请公示评议结果。",
    S.STREET_REVIEW: "社区送街道审核，请审查方案：同意的写明意见，不同意的退回并写明怎么改。",
    S.FILING: "社区报送备案，请审查文本：合法的予以备案，不合法的责令改正。",
    S.FILED: "已备案，请归档。",
    S.DELIBERATED: "“两委”已商议，请召集居民代表会议或居民会议表决；要街道审核的先送审。",
}


@Question
def _for_a_step(*, viewer: Viewer, today: date, in_sight_until: date) -> QuerySet[Any, Any]:
    mine = reduce(or_, _whose_turn(viewer.held), NOTHING)
    waits = _due_for_a_step(today, in_sight_until)
    matters = seen_by(viewer).filter(mine, waits, dossier__closed_on=None)
    return matters.order_by("dossier__last_act_on", "pk").values_list(*LINE, "state")[:SHOWN]


def waiting_for(viewer: Viewer) -> list[Waiting]:
    """Matters on this person's desk, longest untouched first; one query."""
    today = clock.today()
    found = _for_a_step(viewer=viewer, today=today, in_sight_until=today + desk.WEEK)
    return [
        Waiting(str(S(state).label), title, f"{unit}。{WHY[S(state)]}", _page(number), ACT)
        for number, title, unit, state in found
    ]


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
    on_the_desk = Q(Exists(in_sight), state__in=LONG)
    return Q(state__in=list(WHY)) & ~running & ~on_the_desk


@Question
def _for_oversight(*, viewer: Viewer) -> QuerySet[Any, Any]:
    owed = lacks_an_opinion() & viewer.held.within(Duty.SUPERVISE, prefix="dossier__unit__")
    answers = Q(is_owed=True) & viewer.held.within(Duty.RESOLVE, prefix="dossier__unit__")
    matters = seen_by(viewer).filter(dossier__closed_on=None).annotate(is_owed=owes_an_answer())
    matters = matters.filter(owed | answers).order_by("dossier__last_act_on", "pk")
    return matters.values_list(*LINE, "dossier__unit__path", "is_owed")[:SHOWN]


def waiting_for_oversight(viewer: Viewer) -> list[Waiting]:
    """Opinions a supervisor owes, and concerns the committee has not answered; one query."""
    rows = []
    for number, title, unit, path, is_owed in _for_oversight(viewer=viewer):
        answers = is_owed and viewer.held.reaches(Duty.RESOLVE, path)
        word = "监督意见待答复" if answers else "缺监督意见"
        why = (
            "居务监督委员会有意见，请答复；没有答复不能归档。"
            if answers
            else "有环节还没有居务监督委员会的意见，缺意见不能归档。"
        )
        rows.append(Waiting(word, title, f"{unit}。{why}", f"{_page(number)}#oversight", ACT))
    return rows


@Question
def _requests(*, viewer: Viewer) -> QuerySet[Any, Any]:
    mine = viewer.held.within(Duty.REQUESTS, prefix="dossier__unit__")
    rows = requests_seen_by(viewer).filter(mine, state=ConveningState.RECEIVED)
    rows = rows.order_by("dossier__last_act_on", "pk")
    return rows.values_list(*LINE, "state", "asked_for")[:SHOWN]


def requests_for(viewer: Viewer) -> list[Waiting]:
    """Joint requests whose signatures are still to be counted; one query."""
    return [
        Waiting(
            str(ConveningState(state).label),
            title,
            f"{unit}。联名要求召开{MeetingKind(asked_for).label}，请核对联名人数。",
            address("decisions:convening_page", number),
            "打开核对",
        )
        for number, title, unit, state, asked_for in _requests(viewer=viewer)
    ]


waiting.declare("decisions", waiting_for)
waiting.declare("decisions.convening", requests_for)
waiting.declare("decisions.oversight", waiting_for_oversight)
