"""The street's review before the vote, and what is altered after it (街道审核、决议后的变更)."""

from decisions import conditions as c
from decisions import deadlines as limits
from decisions.conditions import turns as t
from decisions.duties import Duty
from decisions.states import MatterState as S
from jiedao.procedures.rows import INTERNAL, Step

# From the resolution until the work is accepted.
STANDING = (S.RESOLVED, S.RESOLUTION_PUBLISHED, S.IMPLEMENTING)

SEND_TO_STREET = Step(
    "send_to_street",
    "送街道审核",
    (S.DELIBERATED,),
    S.STREET_REVIEW,
    Duty.CONVENE,
    INTERNAL,
    "表决以前，请街道看是否合法合规、经费有没有着落。",
    needs=(t.no_meeting_is_pending, t.the_vote_is_recorded, t.street_has_not_approved),
    opens=(limits.STREET_REVIEW,),
)

APPROVE_REVIEW = Step(
    "approve_review",
    "审核同意",
    (S.STREET_REVIEW,),
    S.DELIBERATED,
    Duty.STREET_REVIEW,
    INTERNAL,
    "写明审核意见，退给社区召集会议表决。",
    closes=(limits.STREET_REVIEW,),
)

SEND_BACK = Step(
    "send_back",
    "退回重新商议",
    (S.STREET_REVIEW,),
    S.PROPOSED,
    Duty.STREET_REVIEW,
    INTERNAL,
    "写明哪里不行、怎么改，退回“两委”重新商议。",
    closes=(limits.STREET_REVIEW,),
)

CHANGE = Step(
    "change",
    "变更决议事项",
    STANDING,
    S.PROPOSED,
    Duty.CONVENE,
    INTERNAL,
    "决议以后要改用途、地点、受益的人，或者经费明显增加的，重新商议、重新表决；原决议保留备查。",
    needs=(c.work_is_not_accepted, t.no_meeting_is_pending),
    closes=(
        limits.PUBLISH_RESOLUTION,
        limits.POST_NOTICE,
        limits.TAKE_DOWN,
        limits.FINISH_WORK,
    ),
    aside=True,
)

ADJUST = Step(
    "adjust",
    "调整方案",
    STANDING,
    None,
    Duty.CONVENE,
    INTERNAL,
    "不改用途、地点、受益的人，经费增加不多的，写明原因，记录在案。",
    needs=(c.work_is_not_accepted,),
)

KEEP_RESOLUTION = Step(
    "keep_resolution",
    "维持原决议",
    (S.PROPOSED, S.DELIBERATED, S.REJECTED),
    STANDING,
    Duty.CONVENE,
    INTERNAL,
    "变更没有通过，或者不再变更的，回到原来的决议接着办。",
    needs=(t.a_change_is_open, t.no_meeting_is_pending),
    aside=True,
)
