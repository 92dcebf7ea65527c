"""Matters that wait for a person's next step though no limit runs (等您办理)."""

from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q

from decisions import procedures
from decisions.access import visible_to
from decisions.duties import Duty
from decisions.models import Matter
from decisions.procedures.groups import CLOSED
from decisions.selectors.convening import visible_to as visible_requests
from decisions.selectors.oversight import lacks_an_opinion, owes_an_answer
from decisions.states import ConveningState
from decisions.states import MatterState as S
from jiedao.access.selectors import NOTHING, Exceptions, Holdings, holdings
from jiedao.deadlines.models import Deadline
from jiedao.lib import clock
from jiedao.pages import desk, waiting
from jiedao.pages.waiting import Waiting
from jiedao.people.models import User

SHOWN = 10
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


def waiting_for(user: User, known: Exceptions) -> list[Waiting]:
    """Matters on this person's desk, longest untouched first; one query."""
    held, today = holdings(user), clock.today()
    mine = reduce(or_, _whose_turn(held), NOTHING)
    seen = visible_to(user, known=known)
    matters = seen.filter(mine, _due_for_a_step(today)).order_by("dossier__last_act_on")
    return [
        Waiting(
            matter.get_state_display(),
            matter.dossier.title,
            f"{matter.dossier.unit}。{WHY[S(matter.state)]}",
            matter.get_absolute_url(),
            "打开办理",
        )
        for matter in matters[:SHOWN]
    ]


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


def _due_for_a_step(today: date) -> Q:
    running = Q(state=S.CONSULTING, consult_until__gte=today)
    in_sight = Deadline.objects.open().filter(dossier=OuterRef("pk"), due_on__lte=today + desk.WEEK)
    on_the_desk = Q(Exists(in_sight), state__in=LONG)
    return Q(state__in=list(WHY)) & ~running & ~on_the_desk


def waiting_for_oversight(user: User, known: Exceptions) -> list[Waiting]:
    """Opinions a supervisor owes, and concerns the committee has not answered; one query."""
    held = holdings(user)
    owed = lacks_an_opinion() & held.within(Duty.SUPERVISE, prefix="dossier__unit__")
    unanswered = Q(is_owed=True) & held.within(Duty.RESOLVE, prefix="dossier__unit__")
    matters = (
        visible_to(user, known=known)
        .annotate(is_owed=owes_an_answer())
        .exclude(state__in=CLOSED)
        .filter(owed | unanswered)
        .order_by("dossier__last_act_on")
    )
    return [
        Waiting(
            "监督意见待答复" if matter.is_owed and _answers(held, matter) else "缺监督意见",
            matter.dossier.title,
            f"{matter.dossier.unit}。"
            + (
                "居务监督委员会有意见，请答复；没有答复不能归档。"
                if matter.is_owed and _answers(held, matter)
                else "有环节还没有居务监督委员会的意见，缺意见不能归档。"
            ),
            f"{matter.get_absolute_url()}#oversight",
            "打开办理",
        )
        for matter in matters[:SHOWN]
    ]


def _answers(held: Holdings, matter: Matter) -> bool:
    return held.covers(Duty.RESOLVE, matter.dossier.unit)


def requests_for(user: User, known: Exceptions) -> list[Waiting]:
    """Joint requests whose signatures are still to be counted; one query."""
    mine = holdings(user).within(Duty.REQUESTS, prefix="dossier__unit__")
    rows = visible_requests(user, known=known).filter(mine, state=ConveningState.RECEIVED)
    return [
        Waiting(
            str(row.get_state_display()),
            row.dossier.title,
            f"{row.dossier.unit}。联名要求召开{row.get_asked_for_display()}，请核对联名人数。",
            row.get_absolute_url(),
            "打开核对",
        )
        for row in rows.order_by("dossier__last_act_on")[:SHOWN]
    ]


waiting.declare("decisions", waiting_for)
waiting.declare("decisions.convening", requests_for)
waiting.declare("decisions.oversight", waiting_for_oversight)
