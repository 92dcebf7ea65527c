"""A decision as a task: given to somebody, reported on, accepted."""

from datetime import date

from django.db import transaction

from jiedao.access.selectors import holdings
from jiedao.lib import clock, text
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import refuse
from jiedao.party_committee import deadlines as limits
from jiedao.party_committee.actions.words import let_in, tell, written
from jiedao.party_committee.conditions import CADRES_APART
from jiedao.party_committee.models import Topic, TopicProgress
from jiedao.party_committee.procedures import TOPIC
from jiedao.party_committee.states import Category
from jiedao.people.models import User
from jiedao.web.duties import OfficeDuty


@transaction.atomic
def assign(topic: Topic, *, by: User, owner: User, due_on: date) -> Topic:
    """Give the decision to somebody with a last day (交办)."""
    _may_own(topic, owner)
    _to_come(due_on)
    let_in(topic, owner, reason="负责落实这项决定", until=due_on)
    TOPIC.take(
        topic,
        "assign",
        by=by,
        words=f"{by}交{owner}办理，{long_day(due_on)}前办结。",
        due={limits.FINISH.code: due_on},
        sets={"owner": owner, "due_on": due_on, "assigned_on": clock.today()},
        data={"owner": owner.pk, "due_on": due_on.isoformat()},
    )
    _given(topic, owner, due_on, by)
    return topic


@transaction.atomic
def reassign(topic: Topic, *, by: User, owner: User, due_on: date, reason: str) -> Topic:
    """Another person, or another last day, with the reason (改派或者延期)."""
    reason = written(reason, "reason", "请写明为什么改派或者延期。", one_line=True)
    _may_own(topic, owner)
    TOPIC.demand(topic, "reassign", by=by, on=clock.today())
    if topic.owner_id == owner.pk and topic.due_on == due_on:
        raise refuse("party_topic.same", "责任人和期限都没有变，不用登记。", field="due_on")
    _to_come(due_on)
    let_in(topic, owner, reason="负责落实这项决定", until=due_on)
    before = f"原由{topic.owner}办理、期限{long_day(topic.due_on or due_on)}"
    TOPIC.take(
        topic,
        "reassign",
        by=by,
        words=f"{by}改由{owner}办理，{long_day(due_on)}前办结（{before}）。"
        f"原因：{text.sentence(reason)}",
        due={limits.FINISH.code: due_on},
        sets={"owner": owner, "due_on": due_on},
        data={"owner": owner.pk, "due_on": due_on.isoformat()},
    )
    _given(topic, owner, due_on, by)
    return topic


@transaction.atomic
def report_progress(topic: Topic, *, by: User, words: str) -> Topic:
    """How far it has come (报告进展)."""
    words = written(words, "words", "请写明做到了哪里。", one_line=True)
    TOPIC.take(topic, "report_progress", by=by, words=f"{by}报告进展：{text.sentence(words)}")
    TopicProgress.objects.create(
        topic=topic,
        words=words,
        reported_on=clock.today(),
        reported_at=clock.now(),
        reported_by=by,
    )
    return topic


@transaction.atomic
def report_done(topic: Topic, *, by: User, words: str) -> Topic:
    """The decision is carried out, says its owner (报办完)."""
    words = written(words, "words", "请写明办理的结果。", one_line=True)
    today = clock.today()
    TOPIC.take(
        topic,
        "report_done",
        by=by,
        words=f"{by}报办完：{text.sentence(words)}",
        sets={"done_on": today, "feedback": words},
    )
    return topic


@transaction.atomic
def accept(topic: Topic, *, by: User, feedback: str) -> Topic:
    """What was done is what was decided (验收办结); told to its owner and who submitted it."""
    feedback = written(feedback, "feedback", "请写明验收意见，例如：已按决定落实。", one_line=True)
    whole = f"{topic.feedback}\n验收：{feedback}"
    TOPIC.take(
        topic,
        "accept",
        by=by,
        words=f"{by}验收办结。{text.sentence(feedback)}",
        sets={"feedback": whole},
    )
    told = {one.pk: one for one in (topic.owner, topic.dossier.opened_by) if one}
    for person in told.values():
        tell(topic, person, f"党工委决定{topic}已验收办结：{text.sentence(feedback)}", by=by)
    return topic


@transaction.atomic
def hand_back(topic: Topic, *, by: User, reason: str) -> Topic:
    """It is not done yet (退回续办); its last day stays."""
    reason = written(reason, "reason", "请写明差在哪里、还要做什么。", one_line=True)
    TOPIC.demand(topic, "hand_back", by=by, on=clock.today())
    assert topic.due_on
    assert topic.owner
    TOPIC.take(
        topic,
        "hand_back",
        by=by,
        words=f"{by}退回续办。原因：{text.sentence(reason)}",
        due={limits.FINISH.code: topic.due_on},
        sets={"done_on": None, "feedback": ""},
    )
    tell(topic, topic.owner, f"党工委决定{topic}退回续办：{reason}", by=by)
    return topic


def _may_own(topic: Topic, owner: User) -> None:
    if not owner.is_active:
        raise refuse("party_topic.owner", f"{owner}的账号已经停用，请选择别人。", field="owner")
    sees = holdings(owner).covers(OfficeDuty.SEE_PARTY_COMMITTEE, topic.dossier.unit)
    if topic.category == Category.CADRES and not sees:
        raise refuse(
            "party_topic.owner_sees_not", f"{CADRES_APART}，不能交{owner}办理。", field="owner"
        )


def _to_come(due_on: date) -> None:
    if due_on < clock.today():
        raise refuse(
            "party_topic.due_past",
            f"{long_day(due_on)}已经过去，办理期限要填今天或者以后的日期。",
            field="due_on",
        )


def _given(topic: Topic, owner: User, due_on: date, by: User) -> None:
    tell(topic, owner, f"党工委决定{topic}交您办理，{long_day(due_on)}前办结。", by=by)
