"""三议: the rows of the meetings and of what they decide."""

from decisions import conditions as c
from decisions import deadlines as limits
from decisions.conditions import turns as t
from decisions.duties import Duty
from decisions.procedures.groups import MEETING_STATES
from decisions.states import MatterState as S
from jiedao.procedures.rows import INTERNAL, Step

CALL_MEETING = Step(
    "call_meeting",
    "召集会议",
    MEETING_STATES,
    None,
    Duty.CONVENE,
    "第二十六条、第二十八条",
    "定时间地点，名册从发出通知时固定；通知、签到表和计票单可以打印。",
    needs=(c.consultation_is_summed_up, c.no_meeting_is_called, t.street_has_approved),
)

CANCEL_MEETING = Step(
    "cancel_meeting",
    "取消会议",
    MEETING_STATES,
    None,
    Duty.CONVENE,
    INTERNAL,
    "会议没有开，也不再开的，写明原因取消。",
    needs=(c.meeting_is_called,),
)

SIGN_IN = Step(
    "sign_in",
    "登记签到",
    MEETING_STATES,
    None,
    Duty.CONVENE,
    INTERNAL,
    "照纸质签到表勾选到会的人，系统计算人数是否达到。",
    needs=(c.meeting_is_called, c.meeting_day_has_come),
)

COUNT_VOTES = Step(
    "count_votes",
    "登记表决",
    MEETING_STATES,
    None,
    Duty.CONVENE,
    "第三十三条",
    "照计票单填票数，系统计算是否通过。",
    needs=(c.meeting_is_called, c.meeting_day_has_come, c.meeting_had_quorum),
)

FAIL_MEETING = Step(
    "fail_meeting",
    "登记流会",
    MEETING_STATES,
    None,
    Duty.CONVENE,
    INTERNAL,
    "到会人数不足，会议开不成；记录保留，没有表决结果。",
    needs=(c.meeting_is_called, c.meeting_day_has_come, c.meeting_had_no_quorum),
)

PROPOSE = Step(
    "propose",
    "党组织提议",
    (S.CONSULTING, S.REJECTED, S.RETURNED),
    S.PROPOSED,
    Duty.PROPOSE,
    "第三十条",
    "党组织会议研究同意后提议，写明提议的方案。",
    needs=(
        c.consultation_is_summed_up,
        c.meeting_was_held,
        c.meeting_had_quorum,
        c.enough_voted_for,
    ),
    milestone=True,
)

DELIBERATE = Step(
    "deliberate",
    "两委商议",
    (S.PROPOSED,),
    S.DELIBERATED,
    Duty.CONVENE,
    INTERNAL,
    "社区党组织和居委会共同商议同意，形成商议方案。",
    needs=(c.meeting_was_held, c.meeting_had_quorum, c.enough_voted_for),
    milestone=True,
)

RESOLVE = Step(
    "resolve",
    "决议通过",
    (S.DELIBERATED,),
    S.RESOLVED,
    Duty.RESOLVE,
    "第二十七条、第二十九条、第三十条",
    "居民代表会议或居民会议表决通过，写明决议内容。",
    needs=(
        c.meeting_was_held,
        c.meeting_had_quorum,
        c.the_right_meeting_decided,
        c.enough_voted_for,
    ),
    opens=(limits.PUBLISH_RESOLUTION,),
    milestone=True,
)

REJECT = Step(
    "reject",
    "未获通过",
    (S.DELIBERATED,),
    S.REJECTED,
    Duty.RESOLVE,
    "第二十七条、第二十九条",
    "表决没有通过。修改方案后，可以由党组织重新提议。",
    needs=(c.meeting_was_held, c.meeting_had_quorum, c.too_few_voted_for),
)
