"""党工委议事 as a table: submitted, reviewed, put on the agenda, voted on, carried out, accepted."""

from jiedao.party_committee import conditions as c
from jiedao.party_committee import deadlines as limits
from jiedao.party_committee.models import Topic
from jiedao.party_committee.rules import RULES
from jiedao.party_committee.states import TopicState as S
from jiedao.people.models import User
from jiedao.procedures.rows import INTERNAL, Step
from jiedao.procedures.steps import Procedure
from jiedao.web.duties import OfficeDuty

KEEP = OfficeDuty.KEEP_PARTY_COMMITTEE


def is_submitter(topic: Topic, user: User) -> bool:
    """申报人本人"""
    return topic.dossier.opened_by_id == user.pk


def is_owner(topic: Topic, user: User) -> bool:
    """责任人本人"""
    return topic.owner_id == user.pk


TOPIC = Procedure(
    code="party_topic",
    name="党工委议事（三重一大）",
    states=S,
    initial=S.SUBMITTED,
    finals=(S.CLOSED, S.REJECTED, S.WITHDRAWN),
    rules=RULES,
    steps=(
        Step(
            "review",
            "审核同意",
            (S.SUBMITTED,),
            S.REVIEWED,
            OfficeDuty.REVIEW_TOPICS,
            INTERNAL,
            "分管领导看过议题和材料，同意提请党工委研究。",
            closes=(limits.REVIEW,),
            milestone=True,
        ),
        Step(
            "send_back",
            "退回修改",
            (S.SUBMITTED,),
            S.RETURNED,
            OfficeDuty.REVIEW_TOPICS,
            INTERNAL,
            "材料不全、方案不成熟的，写明怎么改，退回申报的人。",
            closes=(limits.REVIEW,),
        ),
        Step(
            "resubmit",
            "修改后重新申报",
            (S.RETURNED,),
            S.SUBMITTED,
            KEEP,
            INTERNAL,
            "按退回的意见改好，再送分管领导审核。",
            opens=(limits.REVIEW,),
            named=is_submitter,
        ),
        Step(
            "put_on_agenda",
            "列入议程",
            (S.REVIEWED, S.DEFERRED),
            S.ON_AGENDA,
            OfficeDuty.SET_AGENDA,
            INTERNAL,
            "书记确定上哪一次会。没有列入议程的议题，会上不议。",
            milestone=True,
        ),
        Step(
            "hand_out",
            "送达材料",
            (S.ON_AGENDA,),
            None,
            KEEP,
            INTERNAL,
            "会议材料提前送到每位委员手里；来不及的写明原因。",
            needs=(c.votes_are_not_counted,),
        ),
        Step(
            "recuse",
            "登记回避",
            (S.SUBMITTED, S.REVIEWED, S.ON_AGENDA, S.DEFERRED),
            None,
            KEEP,
            INTERNAL,
            "与议题有利害关系的委员不参加表决，也不计入应到。",
            needs=(c.votes_are_not_counted,),
        ),
        Step(
            "lift_recusal",
            "撤销回避登记",
            (S.SUBMITTED, S.REVIEWED, S.ON_AGENDA, S.DEFERRED),
            None,
            KEEP,
            INTERNAL,
            "登记错了人、回避的事由没有了的，写明原因撤销；原来的登记留在办理经过里。",
            needs=(c.votes_are_not_counted, c.somebody_withdrew),
        ),
        Step(
            "take_off_agenda",
            "撤下议程",
            (S.ON_AGENDA,),
            S.REVIEWED,
            KEEP,
            INTERNAL,
            "会前情况有变的，写明原因撤下，由书记另行确定。",
            needs=(c.meeting_is_not_held,),
        ),
        Step(
            "count_votes",
            "登记表决",
            (S.ON_AGENDA,),
            None,
            KEEP,
            INTERNAL,
            "按顺序登记发言（书记最后表态），填三项票数，系统计算是否通过。",
            needs=(c.papers_were_handed_out, c.meeting_was_signed_in, c.enough_came),
        ),
        Step(
            "resolve",
            "形成决定",
            (S.ON_AGENDA,),
            S.PASSED,
            KEEP,
            INTERNAL,
            "写明决定的内容，会后据此交办。",
            needs=(c.votes_are_counted, c.enough_voted_for),
            opens=(limits.ASSIGN,),
            milestone=True,
        ),
        Step(
            "reject",
            "未通过",
            (S.ON_AGENDA,),
            S.REJECTED,
            KEEP,
            INTERNAL,
            "赞成票不够的，到此为止；改了方案，作为新的议题申报。",
            needs=(c.votes_are_counted, c.too_few_voted_for),
        ),
        Step(
            "defer",
            "暂缓",
            (S.ON_AGENDA,),
            S.DEFERRED,
            KEEP,
            INTERNAL,
            "意见分歧大的、人数不够的，暂缓表决，写明原因，下次再议。",
            needs=(c.meeting_was_signed_in,),
        ),
        Step(
            "assign",
            "交办",
            (S.PASSED,),
            S.CARRYING_OUT,
            KEEP,
            INTERNAL,
            "定责任人和办理期限，期限列入待办，到期提醒。",
            opens=(limits.FINISH,),
            closes=(limits.ASSIGN,),
            milestone=True,
        ),
        Step(
            "reassign",
            "改派或者延期",
            (S.CARRYING_OUT,),
            None,
            KEEP,
            INTERNAL,
            "换责任人或者改期限，写明原因；原来的留在办理经过里。",
            opens=(limits.FINISH,),
        ),
        Step(
            "report_progress",
            "报告进展",
            (S.CARRYING_OUT,),
            None,
            KEEP,
            INTERNAL,
            "责任人报告做到了哪里；责任人不便登记的，由组织委员代记。",
            named=is_owner,
        ),
        Step(
            "report_done",
            "报办完",
            (S.CARRYING_OUT,),
            S.DONE,
            KEEP,
            INTERNAL,
            "责任人写明办理结果，送组织委员验收。",
            needs=(c.progress_was_reported,),
            opens=(limits.ACCEPT,),
            closes=(limits.FINISH,),
            named=is_owner,
            milestone=True,
        ),
        Step(
            "accept",
            "验收办结",
            (S.DONE,),
            S.CLOSED,
            KEEP,
            INTERNAL,
            "核对结果与决定一致，反馈责任人和申报单位，办结。",
            closes=(limits.ACCEPT,),
            milestone=True,
        ),
        Step(
            "hand_back",
            "退回续办",
            (S.DONE,),
            S.CARRYING_OUT,
            KEEP,
            INTERNAL,
            "没有办到位的，写明差在哪里，退回责任人接着办；期限不变。",
            opens=(limits.FINISH,),
            closes=(limits.ACCEPT,),
        ),
        Step(
            "withdraw",
            "撤回议题",
            (S.SUBMITTED, S.RETURNED, S.REVIEWED, S.DEFERRED),
            S.WITHDRAWN,
            KEEP,
            INTERNAL,
            "不再需要党工委研究的，写明原因撤回。",
            aside=True,
            named=is_submitter,
        ),
    ),
)
