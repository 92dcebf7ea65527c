"""一征: the rows of asking the residents."""

from datetime import date

from decisions import conditions as c
from decisions import deadlines as limits
from decisions.duties import Duty
from decisions.models import Matter
from decisions.states import MatterState as S
from jiedao.procedures.rows import ANYONE, INTERNAL, Step


def _asked_on(matter: Matter) -> date | None:
    return matter.consulted_on


CONSULT = Step(
    "consult",
    "征求意见",
    (S.DRAFT,),
    S.CONSULTING,
    Duty.CONVENE,
    "第三十二条",
    "把方案交给居民提意见，公开栏上会出现“正在听您的意见”。",
    opens=(limits.SUM_UP,),
    milestone=True,
)

ADD_CHANNEL = Step(
    "add_channel",
    "登记征求方式",
    (S.CONSULTING,),
    None,
    Duty.CONVENE,
    INTERNAL,
    "登记入户、座谈会、公开栏等方式的日期和范围。",
    needs=(c.consultation_is_open,),
    since=_asked_on,
)

ADD_OPINIONS = Step(
    "add_opinions",
    "登记居民意见",
    (S.CONSULTING,),
    None,
    Duty.OPINIONS,
    INTERNAL,
    "入户、电话、书面收到的意见，一行一条，可以一次登记多条。",
    needs=(c.consultation_is_open,),
    since=_asked_on,
)

ENTER_OPINION = Step(
    "enter_opinion",
    "代录居民意见",
    (S.CONSULTING,),
    None,
    Duty.OPINIONS,
    INTERNAL,
    "居民打电话或者到窗口说的意见，记下来念给他核对，当场给回执码。",
    needs=(c.consultation_is_open,),
    since=_asked_on,
)

CORRECT_OPINION = Step(
    "correct_opinion",
    "更正意见登记",
    (S.CONSULTING,),
    None,
    Duty.OPINIONS,
    INTERNAL,
    "工作人员登记时写错的，汇总以前可以写明原因更正；居民自己在网上写的不能改。",
    needs=(c.consultation_is_open,),
)

SAY_OPINION = Step(
    "say_opinion",
    "居民网上提意见",
    (S.CONSULTING,),
    None,
    ANYONE,
    "第三十二条",
    "居民在公开栏上直接提意见，不用登录。",
    needs=(c.consultation_is_open,),
    as_read=True,
)

ANSWER_OPINION = Step(
    "answer_opinion",
    "办理居民意见",
    (S.CONSULTING,),
    None,
    Duty.CONVENE,
    INTERNAL,
    "逐条写明采纳、部分采纳、不采纳和理由。",
    needs=(c.consultation_is_open,),
)

SUM_UP = Step(
    "sum_up",
    "汇总意见",
    (S.CONSULTING,),
    None,
    Duty.CONVENE,
    "第三十二条",
    "征求意见期满、每条意见都有答复后，写出汇总。",
    needs=(
        c.consultation_is_open,
        c.enough_channels,
        c.consultation_lasted,
        c.opinions_are_answered,
    ),
    closes=(limits.SUM_UP,),
)
