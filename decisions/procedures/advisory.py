"""仅评议事项: the residents review and the result is published; the decision is the authority's.

A low-income application is decided by the civil affairs authority (《社会救助暂行办法》第十一条): such
a matter never becomes resolved, it has an end of its own.
"""

from decisions import conditions as c
from decisions import deadlines as limits
from decisions import reviewing as r
from decisions.conditions import objections
from decisions.conditions.turns import why_stopped
from decisions.duties import Duty
from decisions.procedures import aside, carrying_out, deciding, objecting, opening, publishing
from decisions.rules import RULES
from decisions.states import MatterState as S
from jiedao.procedures.rows import INTERNAL, Step
from jiedao.procedures.steps import Procedure

LIST_APPLICANTS = Step(
    "list_applicants",
    "登记评议对象",
    (S.DRAFT,),
    None,
    Duty.DRAFT,
    INTERNAL,
    "一户一行：户主姓名、保障人口、拟补助金额；不写证件号、住址和病情。",
)

BEGIN_REVIEW = Step(
    "begin_review",
    "开始评议",
    (S.DRAFT,),
    S.REVIEWING,
    Duty.CONVENE,
    INTERNAL,
    "名单从现在起固定，接着召集民主评议会。",
    needs=(r.somebody_is_listed,),
    opens=(limits.CONCLUDE,),
    milestone=True,
)

REVIEW = Step(
    "review",
    "登记评议结果",
    (S.REVIEWING,),
    S.REVIEWED,
    Duty.CONVENE,
    INTERNAL,
    "照评议记录，逐户登记无异议或者建议复核。",
    needs=(c.meeting_was_held, c.meeting_had_quorum),
    milestone=True,
)

PUBLISH_REVIEW = Step(
    "publish_review",
    "评议公示",
    (S.REVIEWED,),
    S.REVIEW_PUBLISHED,
    Duty.PUBLISH,
    INTERNAL,
    "只公示户主姓名、保障人口、拟补助金额和评议结果；期满后姓名隐去。",
    opens=(limits.POST_NOTICE,),
    milestone=True,
)

CONCLUDE = Step(
    "conclude",
    "评议办结",
    (S.REVIEW_PUBLISHED,),
    S.CONCLUDED,
    Duty.ARCHIVE,
    INTERNAL,
    "评议和公示都办完，材料报街道办事处；是否批准由民政部门决定。",
    needs=(
        c.notice_is_finished,
        objections.no_objection_is_open,
        objections.ordered_corrections_were_made,
        c.sign_in_sheets_are_on_file,
    ),
    closes=(limits.CONCLUDE,),
    milestone=True,
)

ADVISORY = Procedure(
    code="matter_advisory",
    name="仅评议事项",
    states=S,
    initial=S.DRAFT,
    finals=(S.CONCLUDED, S.TERMINATED, S.WITHDRAWN),
    rules=RULES,
    why_stopped=why_stopped,
    acts="matter",
    steps=(
        opening.REVISE,
        LIST_APPLICANTS,
        BEGIN_REVIEW,
        deciding.CALL_MEETING,
        deciding.CANCEL_MEETING,
        deciding.SIGN_IN,
        deciding.COUNT_VOTES,
        deciding.FAIL_MEETING,
        REVIEW,
        PUBLISH_REVIEW,
        publishing.POST_NOTICE,
        publishing.TAKE_DOWN_NOTICE,
        publishing.REPOST_NOTICE,
        publishing.CORRECT_NOTICE,
        publishing.WITHDRAW_NOTICE,
        *objecting.ROWS,
        CONCLUDE,
        carrying_out.SET_KEEPING,
        carrying_out.SEAL,
        opening.ATTACH,
        opening.RECUSE,
        opening.LIFT_RECUSAL,
        *aside.ROWS,
    ),
)
