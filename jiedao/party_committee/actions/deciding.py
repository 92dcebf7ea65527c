"""What a meeting does with a topic: speeches and votes, a decision, a refusal, or later."""

from dataclasses import dataclass

from django.db import transaction

from jiedao.dossiers import actions as dossiers
from jiedao.lib import clock, masking, text
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import refuse
from jiedao.party_committee import counting
from jiedao.party_committee.actions.words import tell, written
from jiedao.party_committee.counting import Heads
from jiedao.party_committee.models import AgendaEntry, Attendee, Speech, Topic
from jiedao.party_committee.procedures import TOPIC
from jiedao.party_committee.states import Outcome
from jiedao.people.models import User

LONGEST_SPEECH = 400


@dataclass(frozen=True)
class Votes:
    """The three numbers of a count."""

    in_favour: int
    against: int
    abstain: int

    @property
    def total(self) -> int:
        return self.in_favour + self.against + self.abstain


@transaction.atomic
def count_votes(
    topic: Topic, *, by: User, speeches: str, votes: Votes, minority: str = ""
) -> Topic:
    """Enter who spoke in which order and the votes on one topic (登记表决).

    Until a result is entered, what was mistyped is entered again; what stood before is kept.
    """
    TOPIC.demand(topic, "count_votes", by=by, on=clock.today())
    entry = topic.entry
    assert entry
    # Who came is not put right while it is counted: first the topic, then its meeting, as everywhere.
    dossiers.hold(entry.meeting.dossier)
    heads = counting.heads_for(entry)
    said = spoken(speeches, heads)
    _add_up(votes, heads)
    minority = text.clean(minority)
    masking.demand_none("party_topic", minority=minority)
    entry.in_favour, entry.against, entry.abstain = votes.in_favour, votes.against, votes.abstain
    entry.minority, entry.counts = minority, entry.counts + 1
    entry.save(update_fields=["in_favour", "against", "abstain", "minority", "counts"])
    Speech.objects.bulk_create(
        Speech(entry=entry, turn=entry.counts, place=place, person=one.person, words=words)
        for place, (one, words) in enumerate(said, start=1)
    )
    order = "、".join(str(one.person) for one, _ in said)
    TOPIC.take(
        topic,
        "count_votes",
        by=by,
        words=f"{entry.meeting}表决：{heads.in_words}；{entry.votes_in_words}。发言顺序：{order}。",
        data={"for": votes.in_favour, "against": votes.against, "abstain": votes.abstain},
    )
    return topic


def spoken(typed: str, heads: Heads) -> list[tuple[Attendee, str]]:
    """Who said what, in the order spoken, from lines 姓名：意见; the secretary's line is the last."""
    here = {str(one.person): one for one in heads.voters}
    lines = [line for line in text.clean(typed).splitlines() if line.strip()]
    found = [_line(line, here, heads) for line in lines]
    names = [one.person_id for one, _ in found]
    twice = next((one for one, _ in found if names.count(one.person_id) > 1), None)
    if twice:
        raise _wrong(f"{twice.person}写了两行，请并成一行；一个人按最后一次发言的顺序写。")
    if not found:
        raise _wrong("请按发言的先后登记发言，一人一行，例如：王建国：同意。")
    last = heads.secretary
    if last and found[-1][0].person_id != last.person_id:
        raise _wrong(
            f"书记最后表态：请把{last.person}的意见放在最后一行，"
            f"现在最后一行是{found[-1][0].person}。"
        )
    return found


def _line(line: str, here: dict[str, Attendee], heads: Heads) -> tuple[Attendee, str]:
    name, _, words = line.replace(":", "：", 1).partition("：")
    name, words = name.strip(), words.strip()
    withdrawn = next((one for one in heads.withdrawn if str(one.person) == name), None)
    if withdrawn:
        raise _wrong(f"{name}对这个议题回避，不能发言和表决，请删去这一行。")
    if name not in here:
        raise _wrong(f"“{name}”不在到会的委员里，请照名册写姓名；到会的有{'、'.join(here)}。")
    if not words:
        raise _wrong(f"请写明{name}的意见，例如：同意。没有发言的，删去这一行。")
    if len(words) > LONGEST_SPEECH:
        raise _wrong(f"{name}的意见有{len(words)}个字，最多{LONGEST_SPEECH}个字，请写要点。")
    masking.demand_none("party_topic", speeches=words)
    return here[name], words


def _wrong(sentence: str) -> Exception:
    return refuse("party_topic.speeches", sentence, field="speeches")


def _add_up(votes: Votes, heads: Heads) -> None:
    voters = len(heads.voters)
    if votes.total == voters:
        return
    raise refuse(
        "party_topic.votes",
        f"三项票数合计{votes.total}票，到会可以表决的有{voters}人，两个数要相等，请核对。",
        arithmetic=f"{votes.in_favour} ＋ {votes.against} ＋ {votes.abstain} ＝ {votes.total}",
        hint="没有举手的算弃权；回避的人不计票。",
        field="in_favour",
    )


@transaction.atomic
def resolve(topic: Topic, *, by: User, decision: str) -> Topic:
    """The committee has decided (形成决定): the topic becomes a task to be given to somebody."""
    decision = written(decision, "decision", "请写明决定的内容。")
    TOPIC.demand(topic, "resolve", by=by, on=clock.today())
    entry = topic.entry
    assert entry
    TOPIC.take(
        topic,
        "resolve",
        by=by,
        words=f"{entry.meeting}（{long_day(entry.meeting.held_on)}）通过：{text.sentence(decision)}",
        sets={"decision": decision, "decided_on": entry.meeting.held_on},
    )
    _came_to(entry, Outcome.PASSED)
    _told(topic, "通过", by)
    return topic


@transaction.atomic
def reject(topic: Topic, *, by: User) -> Topic:
    """The committee did not agree (未通过)."""
    TOPIC.demand(topic, "reject", by=by, on=clock.today())
    entry = topic.entry
    assert entry
    words = f"{entry.meeting}未通过：{entry.votes_in_words}。"
    TOPIC.take(topic, "reject", by=by, words=words)
    _came_to(entry, Outcome.REJECTED)
    _told(topic, "没有通过", by)
    return topic


@transaction.atomic
def defer(topic: Topic, *, by: User, reason: str) -> Topic:
    """The committee puts it off (暂缓): serious disagreement, too few present."""
    reason = written(reason, "reason", "请写明为什么暂缓。", one_line=True)
    TOPIC.demand(topic, "defer", by=by, on=clock.today())
    entry = topic.entry
    assert entry
    words = f"{entry.meeting}暂缓表决。原因：{text.sentence(reason)}"
    TOPIC.take(topic, "defer", by=by, words=words)
    _came_to(entry, Outcome.DEFERRED, reason)
    _told(topic, "暂缓", by)
    return topic


def _came_to(entry: AgendaEntry, outcome: Outcome, reason: str = "") -> None:
    entry.outcome, entry.reason = outcome, reason
    entry.save(update_fields=["outcome", "reason"])


def _told(topic: Topic, outcome: str, by: User) -> None:
    topic.forget()
    tell(topic, topic.dossier.opened_by, f"您申报的议题{topic}，党工委会议{outcome}。", by=by)
