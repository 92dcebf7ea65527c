"""您现在可以做的 and 办到哪一步: what the page of a topic draws of its procedure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jiedao.access.desks import nearest_holders
from jiedao.lib.addresses import address
from jiedao.lib.numerals import short_day
from jiedao.party_committee.models import Topic
from jiedao.party_committee.procedures import TOPIC
from jiedao.party_committee.states import TopicState as S
from jiedao.people.models import User
from jiedao.procedures.rows import Offer
from jiedao.web.buttons import Button

# Needed now and then: they stand last and are never the red button.
RARE = ("recuse", "lift_recusal", "take_off_agenda", "reassign", "withdraw")
# On the way to a vote the acts within the state lead on, in this order.
LEADING = ("hand_out", "count_votes", "report_progress")
# Worth a button only once they can be done: before, the refused vote says why.
QUIET = (*RARE, "hand_out", "resolve", "reject", "defer")
WORDS = {"done": "已完成", "now": "正在办理", "next": "下一步", "later": "未开始"}
# How many milestones lie behind a state.
BEHIND = {
    S.SUBMITTED: 0,
    S.RETURNED: 0,
    S.REVIEWED: 1,
    S.DEFERRED: 1,
    S.ON_AGENDA: 2,
    S.REJECTED: 2,
    S.PASSED: 3,
    S.CARRYING_OUT: 4,
    S.DONE: 5,
    S.CLOSED: 6,
    S.WITHDRAWN: 0,
}
NAMED = 3


@dataclass(frozen=True)
class Milestone:
    """A step of the line as components/_steps.html draws it."""

    name: str
    word: str
    dates: str
    basis: str
    kind: str
    note: str


def milestones_of(topic: Topic) -> list[Milestone]:
    """The milestones of the procedure: done, now, next, later."""
    state = S(topic.state)
    behind = BEHIND[state]
    drawn = []
    for place, step in enumerate(TOPIC.milestones):
        kind = "done" if place < behind else "later"
        if place == behind and state not in TOPIC.finals:
            kind = "now"
        elif place == behind + 1 and state not in TOPIC.finals:
            kind = "next"
        word = WORDS[kind]
        if place == behind and state in (S.REJECTED, S.DEFERRED, S.RETURNED, S.WITHDRAWN):
            word = str(state.label)
        drawn.append(Milestone(step.name, word, _dates(topic, step.code, kind), "", kind, ""))
    return drawn


def _dates(topic: Topic, code: str, kind: str) -> str:
    days: dict[str, date | None] = {
        "resolve": topic.decided_on,
        "assign": topic.assigned_on,
        "report_done": topic.done_on,
        "accept": topic.dossier.closed_on,
    }
    day = days.get(code)
    if day and kind == "done":
        return short_day(day)
    if code == "resolve" and kind == "now" and topic.entry:
        return f"{short_day(topic.entry.meeting.held_on)}开会"
    if code == "report_done" and topic.due_on and kind == "now":
        return f"{short_day(topic.due_on)}前"
    return ""


def offers_of(topic: Topic, *, by: User) -> list[Button]:
    """What this person can do now, and why not; the one red button first."""
    found = _each_refusal_once(offer for offer in TOPIC.offers(topic, by=by) if _is_worth(offer))
    primary = _primary(topic, found)
    buttons = [
        Button(
            offer.step.code,
            offer.step.name,
            address(f"party_committee:{offer.step.code}", topic.dossier.number),
            offer.step.hint,
            offer is primary,
            offer.refusal,
        )
        for offer in found
    ]
    return sorted(
        buttons,
        key=lambda one: (not one.primary, one.refusal is not None, one.name in RARE),
    )


def _each_refusal_once(offers: Iterable[Offer]) -> list[Offer]:
    """Who withdrew from the topic reads so once, not at every button."""
    said: set[str] = set()
    found = []
    for offer in offers:
        if offer.refusal and offer.refusal.reason in said:
            continue
        if offer.refusal:
            said.add(offer.refusal.reason)
        found.append(offer)
    return found


def _is_worth(offer: Offer) -> bool:
    """A refusal is shown where it says what to do next, once."""
    refusal = offer.refusal
    if refusal is None:
        return True
    return offer.step.code not in QUIET


def _primary(topic: Topic, found: list[Offer]) -> Offer | None:
    ready = {offer.step.code: offer for offer in found if not offer.refusal}
    for code in ("resolve", "reject"):
        if code in ready:
            return ready[code]
    entry = topic.entry
    if entry and not entry.papers_on:
        return ready.get("hand_out")
    for code in LEADING[1:]:
        if code in ready:
            return ready[code]
    moving = [one for code, one in ready.items() if one.step.target and code not in RARE]
    return next((one for one in moving if one.step.code not in ("defer",)), None)


def whose_turn(topic: Topic, *, by: User) -> str:
    """For someone with nothing to do just now: who takes the next step."""
    state = S(topic.state)
    if state in TOPIC.finals:
        return f"这个议题{state.label}，不能再办理。"
    if state == S.CARRYING_OUT and topic.owner:
        return f"由责任人{topic.owner}落实。"
    if state == S.RETURNED:
        return f"由申报的{topic.dossier.opened_by}修改后重新申报。"
    step = next(one for one in TOPIC.milestones if state in one.source)
    people = [user for user in nearest_holders(step.duty, topic.dossier.unit) if user != by]
    if not people:
        return f"下一步“{step.name}”，还要等条件具备。"
    names = "、".join(str(user) for user in people[:NAMED])
    return f"下一步“{step.name}”由{names}{'等' if len(people) > NAMED else ''}办理。"
