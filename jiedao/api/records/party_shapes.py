"""The party committee on the API: topics where they stand, meetings with their agenda."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from jiedao.access.selectors import holdings
from jiedao.api import examples
from jiedao.api.records.parts import count, day, flag, several, words, yuan
from jiedao.api.records.viewsets import Offering
from jiedao.lib import clock
from jiedao.party_committee.conditions import SEE
from jiedao.party_committee.models import PartyMember
from jiedao.party_committee.selectors import meetings
from jiedao.party_committee.selectors.agenda import Item, agenda_of, votings_of
from jiedao.party_committee.selectors.topics import Row


class TopicRow(serializers.Serializer[Any]):
    """A topic as a list shows it (党工委议题)."""

    number = words("编号", "record.dossier.number")
    title = words("议题", "record.dossier.title")
    category = words("类别", "record.category")
    category_name = words("类别的名称", "record.get_category_display")
    unit = words("街道代码", "record.dossier.unit.code")
    department = words("申报单位代码", "record.department.code")
    department_name = words("申报单位", "record.department.short_name")
    amount = yuan("金额（元）；没有的为空", "record.amount", null=True)
    state = words("状态", "record.state")
    standing = words("现在，与页面上的一字不差", "word")
    decided_on = day("决定日期；还没有决定的为空", "record.decided_on", null=True)
    owner = words("责任人；还没有交办的为空", "record.owner", default="")
    due_on = day("办理期限；还没有交办的为空", "record.due_on", null=True)
    done_on = day("报办完日期；还没有报的为空", "record.done_on", null=True)


class SumOfVotesOutput(serializers.Serializer[Any]):
    """One line of arithmetic (算法)."""

    title = words("算什么")
    said = words("怎么算的", "words")
    is_met = flag("是不是达到")


class SpokenOutput(serializers.Serializer[Any]):
    """What a member said."""

    person = words("谁")
    said = words("意见", "words")


class VotingOutput(serializers.Serializer[Any]):
    """A topic at one meeting: its papers, its votes, what came of it."""

    meeting = words("会议的编号", "entry.meeting.dossier.number")
    held_on = day("开会日期", "entry.meeting.held_on")
    papers_on = day("材料送达日期；还没有送的为空", "entry.papers_on", null=True)
    in_favour = count("赞成；还没有表决的为空", "entry.in_favour", null=True)
    against = count("反对；还没有表决的为空", "entry.against", null=True)
    abstain = count("弃权；还没有表决的为空", "entry.abstain", null=True)
    minority = words("不同意见", "entry.dissent")
    outcome = words("结果；还没有的为空", "entry.outcome")
    sums = SumOfVotesOutput(many=True, help_text="到会和赞成够不够")
    speeches = SpokenOutput(many=True, help_text="发言，先说的在前")


class TaskProgressOutput(serializers.Serializer[Any]):
    """How far a decision has come (办理进展)."""

    said = words("进展", "words")
    reported_on = day("日期")


def _votings(row: Row, known: Mapping[str, Any]) -> list[Any]:
    """Only for who sees what the party committee deliberates."""
    if not holdings(known["user"]).covers(SEE, row.record.dossier.unit):
        return []
    return votings_of(row.record)


class TopicOutput(TopicRow, Offering):
    """One topic: the proposal, the decision, its task, and for the committee how it was voted on."""

    proposal = words("提请研究的内容", "record.proposal")
    returned_reason = words("退回的原因；没有退回的为空", "record.returned_reason")
    decision = words("决定；还没有的为空", "record.decision")
    feedback = words("办理结果和验收意见，反馈给责任人和申报人；还没有的为空", "record.feedback")
    progress = several(
        TaskProgressOutput, lambda row, _: row.record.progress.all(), "办理进展，新的在前"
    )
    votings = several(VotingOutput, _votings, "讨论和表决；只给看得到党工委议事的人")


class PartyMeetingRow(serializers.Serializer[Any]):
    """A meeting of the party committee as a list shows it (党工委会议)."""

    number = words("编号", "record.dossier.number")
    title = words("会议", "record")
    unit = words("街道代码", "record.dossier.unit.code")
    held_on = day("开会日期", "record.held_on")
    place = words("地点", "record.place")
    topics = count("议题数")
    passed = count("通过几个")
    minutes_number = words("纪要编号；还没有印发的为空", "record.minutes_number")
    standing = words("现在，与页面上的一字不差", "word")


class MemberOutput(serializers.Serializer[Any]):
    """Who was to come (应到)."""

    person = count("委员的键，登记到会和回避时用它", "person_id")
    name = words("姓名", "person")
    position = words("职务")
    position_name = words("职务的名称", "get_position_display")
    present = flag("是不是到会；还没有登记的为假", default=False)


class AgendaOutput(serializers.Serializer[Any]):
    """One topic on the agenda; of one the asker may not know, only that it is there (议程)."""

    place = count("第几项", "entry.place")
    topic = serializers.SerializerMethodField(help_text="议题的编号；无权查看的为空")
    title = serializers.SerializerMethodField(help_text="议题；无权查看的为空")
    outcome = words("结果；还没有的为空", "entry.outcome")
    sums = SumOfVotesOutput(many=True, help_text="到会和赞成够不够")

    def get_topic(self, item: Item) -> str:
        return item.topic.dossier.number if item.known else ""

    def get_title(self, item: Item) -> str:
        return item.topic.dossier.title if item.known else ""


class PartyMeetingOutput(PartyMeetingRow, Offering):
    """One meeting with its roster and its agenda."""

    chair = words("主持人；还没有登记的为空", "record.chair", default="")
    observers = words("列席", "record.observers")
    cancel_reason = words("取消的原因；没有取消的为空", "record.cancel_reason")
    roster = several(MemberOutput, lambda row, _: meetings.roster_of(row.record), "应到的委员")
    agenda = several(AgendaOutput, lambda row, known: agenda_of(row.record, known["user"]), "议程")


class PartyMemberOutput(serializers.Serializer[Any]):
    """A line of the roster: who is or was a member, from when until when (党工委委员)."""

    entry = count("这一条的键，登记离任时用它", "pk")
    unit = words("街道代码", "unit.code")
    unit_name = words("街道", "unit.short_name")
    person = count("人员的键", "person_id")
    name = words("姓名", "person")
    position = words("职务")
    position_name = words("职务的名称", "get_position_display")
    starts_on = day("从哪天起")
    ends_on = day("从哪天起不再担任；还在任的为空", null=True)
    is_member = serializers.SerializerMethodField(help_text="今天是不是委员")

    def get_is_member(self, one: PartyMember) -> bool:
        today = clock.today()
        return one.starts_on <= today and (one.ends_on is None or one.ends_on > today)


class PartyCandidateOutput(serializers.Serializer[Any]):
    """Who can be put on the roster without typing a name (可以登记为委员的人)."""

    person = count("人员的键，登记委员时用它", "pk")
    name = words("姓名")


class OfficialOutput(serializers.Serializer[Any]):
    """Who a decision can be given to (可以交办的人)."""

    owner = count("责任人的键，交办时用它", "pk")
    name = words("姓名")


_OF_TOPIC = {
    "number": "YT2026-105001-0001",
    "title": "体育社区日间照料中心改造经费",
    "category": "money",
    "category_name": "大额度资金使用",
    "unit": "410105001",
    "department": "410105001-K02",
    "department_name": "社会事务办",
    "state": "carrying_out",
    "standing": "办理中",
    "owner": "许桂英",
}
_OF_MEETING = {
    "number": "DH2026-105001-0001",
    "title": "党工委2026年第1次会议",
    "unit": "410105001",
    "place": "三楼会议室",
    "minutes_number": "经八党纪〔2026〕1号",
    "standing": "已印发纪要",
}
examples.declare(
    {
        **{
            f"Topic{one}.{name}": value
            for one in ("Row", "Output")
            for name, value in _OF_TOPIC.items()
        },
        **{
            f"PartyMeeting{one}.{name}": value
            for one in ("Row", "Output")
            for name, value in _OF_MEETING.items()
        },
        "TopicOutput.decision": "同意安排改造经费8.6万元。",
        "SumOfVotesOutput.title": "到会",
        "SumOfVotesOutput.said": "应到7人，到会6人，须三分之二以上：6 × 3 ≥ 7 × 2",
        "MemberOutput.name": "孙正平",
        "PartyCommitteeAddMemberInputRequest.position": "member",
        "PartyCommitteeAddMemberInputRequest.name": "",
        "PartyMemberOutput.name": "孙正平",
        "PartyMemberOutput.unit": "410105001",
        "PartyMemberOutput.unit_name": "经八路街道",
        "PartyMemberOutput.position": "member",
        "PartyMemberOutput.position_name": "委员",
        "PartyMemberOutput.ends_on": None,
        "PartyMemberOutput.is_member": True,
        "PartyCandidateOutput.name": "孙正平",
        "MemberOutput.position": "member",
        "MemberOutput.position_name": "委员",
        "OfficialOutput.name": "许桂英",
        "VotingOutput.outcome": "passed",
        "AgendaOutput.outcome": "passed",
    }
)
