"""应急处置: acted first, ratified by the residents afterwards (抢险、防汛、疫情来不及征求意见的)."""

from dataclasses import replace

from decisions import conditions as c
from decisions import deadlines as limits
from decisions.conditions.turns import why_stopped
from decisions.duties import Duty
from decisions.models import EMERGENCY as CODE
from decisions.procedures import (
    aside,
    carrying_out,
    changing,
    deciding,
    objecting,
    opening,
    overseeing,
    publishing,
    undoing,
)
from decisions.rules import RULES
from decisions.states import MatterState as S
from jiedao.procedures.rows import INTERNAL, Step
from jiedao.procedures.steps import Procedure

ACT_FIRST = Step(
    "act_first",
    "登记应急处置",
    (S.DRAFT,),
    S.ACTED,
    Duty.CONVENE,
    INTERNAL,
    "写明为什么来不及征求意见、先做了什么、花了多少；原因公开，之后要提请居民追认。",
    opens=(limits.RATIFY,),
    milestone=True,
)

DECLINE_RATIFICATION = Step(
    "decline_ratification",
    "未予追认",
    (S.DELIBERATED,),
    S.NOT_RATIFIED,
    Duty.RESOLVE,
    "第二十七条、第二十九条",
    "居民（代表）会议没有追认的，到此为止；已经花的费用由居委会说明，记录全部保留。",
    needs=(c.meeting_was_held, c.meeting_had_quorum, c.too_few_voted_for),
)

EMERGENCY = Procedure(
    code=CODE,
    name="应急处置（事后追认）",
    states=S,
    initial=S.DRAFT,
    # What was done can be taken back only while it is a motion: afterwards the residents decide.
    finals=(S.ARCHIVED, S.WITHDRAWN, S.NOT_RATIFIED, S.REVOKED),
    rules=RULES,
    why_stopped=why_stopped,
    acts="matter",
    steps=(
        opening.REVISE,
        ACT_FIRST,
        deciding.CALL_MEETING,
        deciding.CANCEL_MEETING,
        deciding.SIGN_IN,
        deciding.COUNT_VOTES,
        deciding.FAIL_MEETING,
        replace(deciding.PROPOSE, source=(S.ACTED,), closes=(limits.RATIFY,)),
        deciding.DELIBERATE,
        changing.SEND_TO_STREET,
        changing.APPROVE_REVIEW,
        changing.SEND_BACK,
        deciding.RESOLVE,
        DECLINE_RATIFICATION,
        publishing.PUBLISH_RESOLUTION,
        publishing.POST_NOTICE,
        publishing.TAKE_DOWN_NOTICE,
        publishing.REPOST_NOTICE,
        publishing.CORRECT_NOTICE,
        publishing.WITHDRAW_NOTICE,
        *objecting.ROWS,
        *objecting.JOINT_ROWS,
        carrying_out.IMPLEMENT,
        carrying_out.REPORT_PROGRESS,
        carrying_out.CORRECT_PROGRESS,
        carrying_out.ACCEPT_WORK,
        carrying_out.SURVEY,
        publishing.PUBLISH_RESULT,
        carrying_out.ARCHIVE,
        overseeing.SUPERVISE,
        overseeing.ANSWER_SUPERVISION,
        carrying_out.SET_KEEPING,
        carrying_out.SEAL,
        undoing.REVOKE,
        undoing.REMAND,
        opening.ATTACH,
        opening.RECUSE,
        opening.LIFT_RECUSAL,
        aside.WITHDRAW,
        aside.SUSPEND,
        aside.RESUME,
    ),
)
