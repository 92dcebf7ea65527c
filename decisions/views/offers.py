"""您现在可以做的: the steps of a matter as its page offers them, the one red button first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from decisions import procedures
from decisions.conditions.turns import review_is_required
from decisions.models import Matter
from decisions.procedures.groups import NOTICE_STATES
from decisions.selectors import MEETINGS_OF_STATE, facts
from decisions.selectors.objections import not_yet_heard, with_status
from decisions.selectors.oversight import missing_in, oversight_of, unanswered_in
from decisions.states import MatterState
from jiedao.access.desks import nearest_holders
from jiedao.access.duties import name_of
from jiedao.lib import clock
from jiedao.lib.addresses import address
from jiedao.lib.numerals import long_day, short_day
from jiedao.meetings.states import MeetingStatus
from jiedao.people.models import User
from jiedao.procedures.rows import Offer, Step
from jiedao.publications.models import Objection
from jiedao.publications.objecting import ObjectionStatus
from jiedao.web.buttons import Button

# Needed now and then; they stand below and are never the red button.
RARE = (
    *("revise", "cancel_meeting", "fail_meeting", "attach", "recuse"),
    *("repost_notice", "correct_notice", "withdraw_notice"),
    *("withdraw", "suspend", "terminate", "adjust", "change", "keep_resolution"),
    *("revoke", "remand"),
    *("enter_objection", "enter_joint_objection", "close_objection", "escalate_objection"),
)
# Where no moving step is open, the act that leads nearest to the next one is the red button.
LEADING = (
    "list_applicants",
    "count_owner_vote",
    "count_votes",
    "sign_in",
    "call_meeting",
    "sum_up",
    "take_down_notice",
    "post_notice",
    "survey",
    "report_progress",
    "answer_opinion",
    "enter_opinion",
    "add_opinions",
    "supervise",
    "answer_supervision",
)
# Refusals that only say "this is done already": no one waits for them.
PAST = (
    "matter.consultation_is_open",
    "matter.no_meeting_is_called",
    "matter.work_is_not_accepted",
    "matter.notice_is_frozen",
)
# Where a step of one objection is offered: on the page of that objection.
OF_OBJECTIONS = {
    "acknowledge_objection": (ObjectionStatus.RECEIVED,),
    "answer_objection": (ObjectionStatus.ACKNOWLEDGED,),
    "close_objection": (ObjectionStatus.ANSWERED,),
    "escalate_objection": (ObjectionStatus.ANSWERED, ObjectionStatus.CLOSED),
    "decide_objection": (ObjectionStatus.ESCALATED,),
}

NAMED = 3


@dataclass(frozen=True)
class Offers:
    """What stands open on the page, what is rarely needed, and what waits folded up."""

    main: list[Button]
    rare: list[Button]
    folded: list[Button]

    @property
    def is_empty(self) -> bool:
        return not (self.main or self.rare or self.folded)


def offers_of(matter: Matter, *, by: User) -> Offers:
    """What this person can do now, and why not."""
    found = [
        offer for offer in procedures.of(matter).offers(matter, by=by) if _matters(offer, matter)
    ]
    # The street's review is the way only where the vote waits for it.
    offered = any(offer.step.code == "send_to_street" for offer in found)
    waits = offered and review_is_required(matter, clock.today())
    side = ("send_to_street",) if offered and not waits else ()
    primary = _primary([offer.step for offer in found if not offer.refusal], side=side)
    shown = _shown_refusals(found)
    main, rare, folded = [], [], []
    for offer in found:
        button = _button(matter, offer, primary=offer.step is primary)
        if offer.refusal and (offer.step not in shown or offer.step.code in side):
            folded.append(button)
        elif not offer.refusal and (offer.step.code in side or _is_rare(offer, matter)):
            rare.append(button)
        else:
            main.append(button)
    main.sort(key=lambda button: (not button.primary, button.refusal is not None))
    return Offers(main, rare, folded)


def leads_on(step: Step) -> bool:
    """Whether a step brings the matter on its way; taking it up again does, ending it does not."""
    return bool(step.target) and (not step.aside or step.code == "resume")


def objection_offers(matter: Matter, objection: Objection, *, by: User) -> list[Button]:
    """What this person can do with one objection now."""
    buttons: list[Button] = []
    for offer in procedures.of(matter).offers(matter, by=by):
        step = offer.step
        if objection.status in OF_OBJECTIONS.get(step.code, ()) and not objection.decided_on:
            url = address(f"decisions:{step.code}", matter.dossier.number, objection.number)
            buttons.append(Button(step.code, step.name, url, step.hint, not buttons, offer.refusal))
    return buttons


def url_of(matter: Matter, code: str) -> str:
    """Where a step is taken; opinions are answered one by one from their list."""
    number = matter.dossier.number
    if code == "answer_opinion":
        return f"{address('decisions:opinion_list', number)}?uptake=none"
    if code in OF_OBJECTIONS:
        return address("decisions:objection_list", number)
    if code == "answer_supervision":
        return address("decisions:answer_supervision", number, unanswered_in(matter)[0].pk)
    return address(f"decisions:{code}", number)


def who_can_act(matter: Matter, *, by: User) -> str:
    """For someone with nothing to do just now: whose turn it is."""
    waiting = [
        step
        for step in procedures.of(matter).steps
        if matter.state in step.source and leads_on(step) and not _is_spared(step, matter)
    ]
    if not waiting:
        return f"这件事{matter.get_state_display()}，不能再办理。"
    step = _before(matter) or waiting[0]
    people = nearest_holders(step.duty, matter.dossier.unit)
    if by in people:
        return f"现在没有要您马上办的。下一步“{step.name}”还要等条件具备，原因写在下面。"
    names = "、".join(str(user) for user in people[:NAMED])
    if not names:
        return f"下一步“{step.name}”由负责“{name_of(step.duty)}”的人办理，现在还没有人任职。"
    more = "等" if len(people) > NAMED else ""
    return f"下一步“{step.name}”由{names}{more}办理。"


def _is_spared(step: Step, matter: Matter) -> bool:
    """Whether the way goes past a step: a review nobody waits for, the outcome the vote has not had."""
    if step.code == "send_to_street":
        return bool(matter.street_approved_on) or not review_is_required(matter, clock.today())
    meeting = facts(matter).awaited()
    if matter.state != MatterState.DELIBERATED or meeting is None or meeting.is_open:
        return False
    is_lost = facts(matter).defeat(meeting) is not None
    return is_lost if step.code == "resolve" else not is_lost


def _before(matter: Matter) -> Step | None:
    """What must be done before the matter can move: sum up, call the meeting, enter the vote."""
    if matter.state not in MEETINGS_OF_STATE:
        return None
    if matter.summed_up_on is None:
        return procedures.STEPS["sum_up"]
    meeting = facts(matter).awaited()
    if meeting is None or meeting.status == MeetingStatus.FAILED:
        return procedures.STEPS["call_meeting"]
    return procedures.STEPS["count_votes"] if meeting.is_open else None


def _some_stand_at(statuses: tuple[str, ...], matter: Matter) -> bool:
    return any(not one.decided_on for one in with_status(matter, *statuses))


def _has_papers(matter: Matter) -> bool:
    """Outside the time of a notice only the paper of a correction or withdrawal is left to do."""
    return matter.state in NOTICE_STATES or bool(facts(matter).unfinished())


# Steps about one thing of many: nothing to answer is nothing to offer.
CALLED_FOR: dict[str, Callable[[Matter], bool]] = {
    "answer_opinion": lambda matter: bool(facts(matter).opinions.unanswered),
    "correct_opinion": lambda matter: False,  # put right from the list of opinions
    "post_notice": _has_papers,
    "take_down_notice": _has_papers,
    "repost_notice": lambda matter: bool(facts(matter).hanging()),
    "lift_recusal": lambda matter: False,  # taken back where one is entered
    # Offered beside each line of progress.
    "correct_progress": lambda matter: False,
    "revote": lambda matter: bool(not_yet_heard(matter)),
    "enter_objection": lambda matter: matter.state in NOTICE_STATES,
    **{code: partial(_some_stand_at, statuses) for code, statuses in OF_OBJECTIONS.items()},
    "supervise": lambda matter: bool(oversight_of(matter)),
    "answer_supervision": lambda matter: bool(unanswered_in(matter)),
    # Done for good: the page says by whom and when under “案卷”.
    "seal": lambda matter: not facts(matter).sealed,
    "set_keeping": lambda matter: not facts(matter).sealed,
}


def _matters(offer: Offer, matter: Matter) -> bool:
    if offer.step.code in ("adjust", "keep_resolution"):
        # One form finds out whether it is a change or less.
        return offer.step.code == "keep_resolution" and offer.refusal is None
    called_for = CALLED_FOR.get(offer.step.code)
    return called_for is None or called_for(matter)


def _is_rare(offer: Offer, matter: Matter) -> bool:
    """Needed now and then: below the buttons. An opinion of the supervisors is due until given."""
    if offer.step.code == "supervise":
        return not missing_in(matter)
    return offer.step.code in RARE


def _primary(open_steps: list[Step], *, side: tuple[str, ...]) -> Step | None:
    for step in open_steps:
        if leads_on(step) and step.code not in (*RARE, *side):
            return step
    ready = {step.code: step for step in open_steps}
    leading = next((ready[code] for code in LEADING if code in ready), None)
    rest = (step for step in open_steps if step.code not in (*RARE, *side))
    return leading or next(rest, None)


def _shown_refusals(found: list[Offer]) -> list[Step]:
    """The refusals worth reading: of moving steps and of summing up, each sentence once."""
    refused = [offer for offer in found if offer.refusal]
    worth = [
        offer
        for offer in refused
        if (leads_on(offer.step) or offer.step.code in ("sum_up", "accept_work"))
        and offer.step.code not in RARE
        and offer.refusal
        and offer.refusal.code not in PAST
    ]
    sentences: dict[str, Step] = {}
    for offer in worth or refused[: 1 if len(refused) == len(found) else 0]:
        assert offer.refusal
        sentences.setdefault(offer.refusal.reason, offer.step)
    return list(sentences.values())


def _button(matter: Matter, offer: Offer, *, primary: bool) -> Button:
    step = offer.step
    label, hint = step.name, step.hint
    if step.code == "call_meeting":
        failed = facts(matter).awaited()
        if failed and failed.status == MeetingStatus.FAILED:
            label = f"重新{label}"
            hint = f"{short_day(failed.held_on)}的会议流会，记录已留存，没有表决结果。{hint}"
    if step.code == "call_meeting" and matter.state == MatterState.REJECTED:
        hint = f"{_after_defeat(matter)}先召集党组织会议，再提议。"
    if step.code == "propose" and matter.state == MatterState.REJECTED:
        label, hint = "修改方案，重新提议", _after_defeat(matter)
    if step.code == "change":
        label = "变更或者调整"
    return Button(step.code, label, url_of(matter, step.code), hint, primary, offer.refusal)


def _after_defeat(matter: Matter) -> str:
    """What a defeat asks of who proposes again (未获通过)."""
    defeat = facts(matter).rejection
    if defeat is None:
        return "修改方案以后，由党组织重新提议。"
    days = facts(matter).edition(clock.today()).same_text.n
    free = defeat.rejected_on + timedelta(days=days + 1)
    return (
        f"{short_day(defeat.rejected_on)}表决没有通过。按居民的意见修改方案后重新提议；"
        f"一字不改的，{long_day(free)}起才能再次表决。"
    )
