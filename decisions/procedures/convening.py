"""应当召集: from a request signed by enough to a meeting that is called, or to the sum that was short."""

from decisions import deadlines as limits
from decisions.conditions import convening as v
from decisions.duties import Duty
from decisions.rules import RULES
from decisions.states import ConveningState as S
from jiedao.procedures.rows import Step
from jiedao.procedures.steps import Procedure

BASIS = "第二十六条、第二十八条"

CONVENING = Procedure(
    code="convening",
    name="联名要求召集会议",
    states=S,
    initial=S.RECEIVED,
    finals=(S.CONVENED, S.NOT_ENOUGH),
    rules=RULES,
    steps=(
        Step(
            "tick_names",
            "勾选联名代表",
            (S.RECEIVED,),
            None,
            Duty.REQUESTS,
            BASIS,
            "照联名名单在居民代表名册上勾选，同一个人只算一次。",
            needs=(v.by_representatives,),
        ),
        Step(
            "enter_sheet",
            "登记签名册",
            (S.RECEIVED,),
            None,
            Duty.REQUESTS,
            BASIS,
            "核对签名册，登记有效签名数，上传扫描件。",
            needs=(v.by_residents,),
        ),
        Step(
            "attach_signatures",
            "附上联名材料",
            (S.RECEIVED, S.MUST_CONVENE),
            None,
            Duty.REQUESTS,
            BASIS,
            "先交来的签名册、联名名单存进案卷；名字勾选了、签名数登记了才算数。",
        ),
        Step(
            "accept_request",
            "核定应当召集",
            (S.RECEIVED,),
            S.MUST_CONVENE,
            Duty.REQUESTS,
            BASIS,
            "人数达到法定比例的，居委会应当召集会议，从核定起计算期限。",
            needs=(v.signatures_are_entered, v.enough_signed),
            opens=(limits.CONVENE,),
            milestone=True,
        ),
        Step(
            "decline_request",
            "登记人数不足",
            (S.RECEIVED,),
            S.NOT_ENOUGH,
            Duty.REQUESTS,
            BASIS,
            "人数不够的，写明算法答复联系人；提出的意见仍可以作为动议登记。",
            needs=(v.signatures_are_entered, v.too_few_signed),
        ),
        Step(
            "record_convening",
            "登记已经召集",
            (S.MUST_CONVENE,),
            S.CONVENED,
            Duty.CONVENE,
            BASIS,
            "应这份要求召集的会议已经发出通知的，选出这次会议。",
            closes=(limits.CONVENE,),
            milestone=True,
        ),
        Step(
            "reopen_request",
            "重新召集",
            (S.CONVENED,),
            S.MUST_CONVENE,
            Duty.CONVENE,
            BASIS,
            "应这份要求召集的会议取消了的，要重新召集，期限照原来的日期；取消会议时平台自动办理。",
            needs=(v.its_meeting_was_cancelled,),
            aside=True,
        ),
    ),
)
