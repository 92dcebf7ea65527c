"""普通程序: consulted on, proposed, deliberated, resolved, published, carried out, published again."""

from decisions.conditions.turns import why_stopped
from decisions.procedures import (
    aside,
    carrying_out,
    consulting,
    deciding,
    opening,
    overseeing,
    publishing,
)
from decisions.rules import RULES
from decisions.states import MatterState as S
from jiedao.procedures.steps import Procedure

MATTER = Procedure(
    code="matter",
    name="一征三议两公开",
    states=S,
    initial=S.DRAFT,
    finals=(S.ARCHIVED, S.TERMINATED, S.WITHDRAWN),
    rules=RULES,
    why_stopped=why_stopped,
    steps=(
        opening.REVISE,
        consulting.CONSULT,
        consulting.ADD_CHANNEL,
        consulting.ADD_OPINIONS,
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
        carrying_out.IMPLEMENT,
        carrying_out.REPORT_PROGRESS,
        carrying_out.ACCEPT_WORK,
        carrying_out.SURVEY,
        publishing.PUBLISH_RESULT,
        carrying_out.ARCHIVE,
        overseeing.SUPERVISE,
        overseeing.ANSWER_SUPERVISION,
        opening.ATTACH,
        opening.RECUSE,
        *aside.ROWS,
    ),
)
