"""异议: the rows from what a resident objects to, over the answer, to the street's decision."""

from decisions import deadlines as limits
from decisions.conditions import objections as c
from decisions.duties import Duty
from decisions.procedures.groups import NOTICE_STATES, PAPER_STATES
from decisions.states import MatterState as S
from jiedao.procedures.rows import ANYONE, INTERNAL, Step

SAY_OBJECTION = Step(
    "say_objection",
    "居民网上提异议",
    NOTICE_STATES,
    None,
    ANYONE,
    "第三十四条",
    "居民对正在公示的内容提出异议，可以不留姓名；提交后得到回执码。",
    needs=(c.a_notice_takes_objections,),
    opens=(limits.ACKNOWLEDGE_OBJECTION,),
)

ENTER_OBJECTION = Step(
    "enter_objection",
    "登记异议",
    NOTICE_STATES,
    None,
    Duty.OBJECTIONS,
    "第三十四条",
    "居民当面、打电话、书面或者通过12345提出的异议，照原话登记，打印回执。",
    needs=(c.a_notice_takes_objections,),
    opens=(limits.ACKNOWLEDGE_OBJECTION,),
)

ENTER_JOINT_OBJECTION = Step(
    "enter_joint_objection",
    "登记联名异议",
    (S.RESOLUTION_PUBLISHED,),
    None,
    Duty.OBJECTIONS,
    "第二十六条、第二十八条",
    "居民代表或者居民联名对决议提出的异议；达到法定人数的，应当召集会议重新表决。",
    needs=(c.a_notice_takes_objections,),
    opens=(limits.ACKNOWLEDGE_OBJECTION,),
)

REVOTE = Step(
    "revote",
    "联名异议重新表决",
    (S.RESOLVED,),
    S.DELIBERATED,
    Duty.CONVENE,
    "第二十六条、第二十八条",
    "联名人数达到法定比例的，撤回公示后回到会议表决，由居民（代表）会议重新表决。",
    needs=(c.a_joint_objection_calls_a_meeting,),
    closes=(limits.REVOTE, limits.PUBLISH_RESOLUTION),
    aside=True,
)

ACKNOWLEDGE_OBJECTION = Step(
    "acknowledge_objection",
    "受理异议",
    PAPER_STATES,
    None,
    Duty.OBJECTIONS,
    INTERNAL,
    "受理并交给居委会或者居务监督委员会答复。",
    needs=(c.an_objection_waits,),
    opens=(limits.ANSWER_OBJECTION,),
    closes=(limits.ACKNOWLEDGE_OBJECTION,),
)

ANSWER_OBJECTION = Step(
    "answer_objection",
    "答复异议",
    PAPER_STATES,
    None,
    Duty.OBJECTIONS,
    INTERNAL,
    "书面答复，提出人凭回执码查看；答复后不能再改。",
    needs=(c.an_answer_is_owed,),
    closes=(limits.ANSWER_OBJECTION,),
)

CLOSE_OBJECTION = Step(
    "close_objection",
    "异议办结",
    PAPER_STATES,
    None,
    Duty.OBJECTIONS,
    INTERNAL,
    "提出人认可答复的，登记办结。",
    needs=(c.an_answer_was_given,),
)

ESCALATE_OBJECTION = Step(
    "escalate_objection",
    "反映到街道",
    PAPER_STATES,
    None,
    Duty.OBJECTIONS,
    "第三十五条",
    "提出人对答复不认可的，写明理由，交街道办事处调查核实。",
    needs=(c.an_answer_may_be_taken_to_the_street,),
    opens=(limits.DECIDE_OBJECTION,),
)

RESPOND_OBJECTION = Step(
    "respond_objection",
    "居民回应答复",
    PAPER_STATES,
    None,
    ANYONE,
    "第三十五条",
    "提出人凭回执码说认可还是不认可；不认可的，交街道办事处调查核实。",
    needs=(c.an_answer_may_be_taken_to_the_street,),
)

DECIDE_OBJECTION = Step(
    "decide_objection",
    "调查核实异议",
    PAPER_STATES,
    None,
    Duty.INVESTIGATE,
    "第三十五条",
    "街道办事处调查核实，认定公示属实，或者责令依法公布、限期更正。",
    needs=(c.the_street_was_asked,),
    closes=(limits.DECIDE_OBJECTION,),
)

ROWS = (
    SAY_OBJECTION,
    ENTER_OBJECTION,
    ACKNOWLEDGE_OBJECTION,
    ANSWER_OBJECTION,
    CLOSE_OBJECTION,
    ESCALATE_OBJECTION,
    RESPOND_OBJECTION,
    DECIDE_OBJECTION,
)
# Where a meeting of residents decided, so many together may have it decide again.
JOINT_ROWS = (ENTER_JOINT_OBJECTION, REVOTE)
