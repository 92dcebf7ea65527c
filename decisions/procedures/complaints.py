"""反映应公开未公开: from what a resident reports to the street's answer, or to what it ordered published."""

from decisions import deadlines as limits
from decisions.duties import Duty
from decisions.procedures.owed import owed_notice_hangs
from decisions.rules import RULES
from decisions.states import ComplaintState as S
from jiedao.procedures.rows import INTERNAL, Step
from jiedao.procedures.steps import Procedure

BASIS = "第三十五条"

COMPLAINT = Procedure(
    code="complaint",
    name="反映应公开未公开",
    states=S,
    initial=S.RECEIVED,
    finals=(S.PUBLISHED, S.ANSWERED),
    rules=RULES,
    steps=(
        Step(
            "acknowledge_complaint",
            "受理反映",
            (S.RECEIVED,),
            S.INVESTIGATING,
            Duty.INVESTIGATE,
            INTERNAL,
            "街道受理，由街道自己调查核实，不转给被反映的社区答复。",
            opens=(limits.DECIDE_COMPLAINT,),
            closes=(limits.ACKNOWLEDGE_COMPLAINT,),
            milestone=True,
        ),
        Step(
            "answer_complaint",
            "答复：已经公布或者不属实",
            (S.INVESTIGATING,),
            S.ANSWERED,
            Duty.INVESTIGATE,
            BASIS,
            "调查核实后，已经依法公布的、情况不属实的，写明理由答复反映人。",
            closes=(limits.DECIDE_COMPLAINT,),
        ),
        Step(
            "order_publication",
            "责令公布",
            (S.INVESTIGATING,),
            S.ORDERED,
            Duty.INVESTIGATE,
            BASIS,
            "情况属实的，写明要社区公布什么、最晚哪一天，同时答复反映人。",
            opens=(limits.PUBLISH_ORDERED,),
            closes=(limits.DECIDE_COMPLAINT,),
            milestone=True,
        ),
        Step(
            "correct_order",
            "更正责令",
            (S.ORDERED,),
            None,
            Duty.INVESTIGATE,
            BASIS,
            "选错了公示或者期限要改的，重新写明是哪份公示、最晚哪一天，写明原因；责令公布的内容不改。",
            opens=(limits.PUBLISH_ORDERED,),
        ),
        Step(
            "report_published",
            "登记公布情况",
            (S.ORDERED,),
            S.PUBLISHED,
            Duty.PUBLISH,
            BASIS,
            "责令公布的公示张贴了，平台自动登记；用别的办法公布的，写明在哪里、怎么公布的。",
            needs=(owed_notice_hangs,),
            closes=(limits.PUBLISH_ORDERED,),
            milestone=True,
        ),
    ),
)
