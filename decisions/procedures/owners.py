"""业主共同决定: the owners vote by area and heads; the committee guides and publishes.

《民法典》第二百七十八条; 《城市居民委员会组织法》第十条第七项: the committee assists and does not decide.
"""

from decisions import deadlines as limits
from decisions import owning as o
from decisions.catalogue import CIVIL_CODE
from decisions.conditions.turns import why_stopped
from decisions.duties import Duty
from decisions.procedures import (
    aside,
    carrying_out,
    consulting,
    deciding,
    objecting,
    opening,
    overseeing,
    publishing,
)
from decisions.rules import RULES
from decisions.states import MatterState as S
from jiedao.procedures.rows import Step
from jiedao.procedures.steps import Procedure

BEGIN_OWNER_VOTE = Step(
    "begin_owner_vote",
    "开始业主表决",
    (S.PROPOSED,),
    S.OWNERS_VOTING,
    Duty.CONVENE,
    CIVIL_CODE,
    "登记业主总面积、总人数和表决的起止日期。",
    opens=(limits.COUNT_OWNERS,),
)

COUNT_OWNER_VOTE = Step(
    "count_owner_vote",
    "登记业主表决结果",
    (S.OWNERS_VOTING,),
    None,
    Duty.CONVENE,
    CIVIL_CODE,
    "上传表决汇总表，平台按面积和人数算出是否通过。",
    needs=(o.vote_is_over, o.vote_is_not_counted),
    closes=(limits.COUNT_OWNERS,),
)

RESOLVE_BY_OWNERS = Step(
    "resolve_by_owners",
    "业主表决通过",
    (S.OWNERS_VOTING,),
    S.RESOLVED,
    Duty.RESOLVE,
    CIVIL_CODE,
    "参与表决和同意的面积、人数都达到法定比例，写明决定内容。",
    needs=(o.vote_is_counted, o.enough_owners_took_part, o.enough_owners_agreed),
    opens=(limits.PUBLISH_RESOLUTION,),
    milestone=True,
)

REJECT_BY_OWNERS = Step(
    "reject_by_owners",
    "业主表决未通过",
    (S.OWNERS_VOTING,),
    S.REJECTED,
    Duty.RESOLVE,
    CIVIL_CODE,
    "面积或者人数没有达到法定比例。修改方案后，可以重新提议、再次表决。",
    needs=(o.vote_is_counted, o.too_few_owners),
)

OWNERS = Procedure(
    code="matter_owners",
    name="业主共同决定",
    states=S,
    initial=S.DRAFT,
    finals=(S.ARCHIVED, S.TERMINATED, S.WITHDRAWN),
    rules=RULES,
    why_stopped=why_stopped,
    acts="matter",
    steps=(
        opening.REVISE,
        consulting.CONSULT,
        consulting.ADD_CHANNEL,
        consulting.ADD_OPINIONS,
        consulting.ENTER_OPINION,
        consulting.CORRECT_OPINION,
        consulting.SAY_OPINION,
        consulting.ANSWER_OPINION,
        consulting.SUM_UP,
        deciding.CALL_MEETING,
        deciding.CANCEL_MEETING,
        deciding.SIGN_IN,
        deciding.COUNT_VOTES,
        deciding.FAIL_MEETING,
        deciding.PROPOSE,
        BEGIN_OWNER_VOTE,
        COUNT_OWNER_VOTE,
        RESOLVE_BY_OWNERS,
        REJECT_BY_OWNERS,
        publishing.PUBLISH_RESOLUTION,
        publishing.POST_NOTICE,
        publishing.TAKE_DOWN_NOTICE,
        publishing.REPOST_NOTICE,
        publishing.CORRECT_NOTICE,
        publishing.WITHDRAW_NOTICE,
        *objecting.ROWS,
        carrying_out.IMPLEMENT,
        carrying_out.REPORT_PROGRESS,
        carrying_out.CORRECT_PROGRESS,
        carrying_out.ACCEPT_WORK,
        carrying_out.SURVEY,
        publishing.PUBLISH_RESULT,
        carrying_out.ARCHIVE,
        carrying_out.SET_KEEPING,
        carrying_out.SEAL,
        overseeing.SUPERVISE,
        overseeing.ANSWER_SUPERVISION,
        opening.ATTACH,
        opening.RECUSE,
        opening.LIFT_RECUSAL,
        *aside.ROWS,
    ),
)
