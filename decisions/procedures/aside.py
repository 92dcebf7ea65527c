"""What may be needed at any point: interrupting, taking up again, ending, taking back (中止、终止、撤回)."""

from decisions import deadlines as limits
from decisions.conditions import turns as t
from decisions.duties import Duty
from decisions.procedures.groups import BEGUN
from decisions.states import MatterState as S
from jiedao.procedures.rows import INTERNAL, Step

WITHDRAW = Step(
    "withdraw",
    "撤回动议",
    (S.DRAFT,),
    S.WITHDRAWN,
    Duty.DRAFT,
    INTERNAL,
    "还没有征求意见的动议，不办了就撤回；记录和原因保留。",
    aside=True,
)

SUSPEND = Step(
    "suspend",
    "中止办理",
    BEGUN,
    S.SUSPENDED,
    Duty.SUSPEND,
    INTERNAL,
    "一时办不下去的，写明原因和最晚哪天恢复；期间各项期限停止计算，其他环节都不能办。",
    needs=(t.no_meeting_is_pending,),
    opens=(limits.RESUME,),
    aside=True,
)

RESUME = Step(
    "resume",
    "恢复办理",
    (S.SUSPENDED,),
    BEGUN,
    Duty.SUSPEND,
    INTERNAL,
    "回到中止以前的环节接着办；停下的期限按中止前还剩的天数重新计算。",
    closes=(limits.RESUME,),
    aside=True,
)

TERMINATE = Step(
    "terminate",
    "终止办理",
    (*BEGUN, S.SUSPENDED),
    S.TERMINATED,
    Duty.SUSPEND,
    INTERNAL,
    "办不成或者不用再办的，写明原因，到此为止；居民在公开栏看到原因，记录全部保留。",
    needs=(t.residents_have_not_decided, t.the_vote_is_recorded, t.no_meeting_is_pending),
    aside=True,
)

ROWS = (WITHDRAW, SUSPEND, RESUME, TERMINATE)
