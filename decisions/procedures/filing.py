"""备案事项: charter and covenant, made by the residents' meeting and filed with the street.

《城市居民委员会组织法》第三十一条: filed; what is unlawful is ordered to be put right (责令改正).
"""

from decisions import conditions as c
from decisions import deadlines as limits
from decisions.conditions import objections
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

SUBMIT_FILING = Step(
    "submit_filing",
    "报送备案",
    (S.RESOLUTION_PUBLISHED,),
    S.FILING,
    Duty.PUBLISH,
    "第三十一条",
    "公示期满后，把通过的文本报街道办事处备案。",
    needs=(
        c.notice_is_finished,
        objections.no_objection_is_open,
        objections.ordered_corrections_were_made,
    ),
    opens=(limits.ANSWER_FILING,),
    milestone=True,
)

ACCEPT_FILING = Step(
    "accept_filing",
    "备案",
    (S.FILING,),
    S.FILED,
    Duty.FILE,
    "第三十一条",
    "街道办事处审查内容合法，予以备案。",
    closes=(limits.ANSWER_FILING,),
    milestone=True,
)

ORDER_CORRECTION = Step(
    "order_correction",
    "责令改正",
    (S.FILING,),
    S.RETURNED,
    Duty.FILE,
    "第三十一条",
    "内容与宪法、法律、法规抵触，或者侵犯居民权利的，写明哪一处、依据什么，责令改正。",
    closes=(limits.ANSWER_FILING,),
)

FILING = Procedure(
    code="matter_filing",
    name="居民公约等备案事项",
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
        deciding.DELIBERATE,
        deciding.RESOLVE,
        deciding.REJECT,
        publishing.PUBLISH_RESOLUTION,
        publishing.POST_NOTICE,
        publishing.TAKE_DOWN_NOTICE,
        publishing.REPOST_NOTICE,
        publishing.CORRECT_NOTICE,
        publishing.WITHDRAW_NOTICE,
        *objecting.ROWS,
        *objecting.JOINT_ROWS,
        SUBMIT_FILING,
        ACCEPT_FILING,
        ORDER_CORRECTION,
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
