"""Drafting, revising, papers and recusal: what is open from the first day (动议、文书、回避)."""

from decisions import conditions as c
from decisions.duties import Duty
from decisions.procedures.groups import ALL_OPEN, BROKEN_OFF
from decisions.states import MatterState as S
from jiedao.procedures.rows import INTERNAL, Step

REVISE = Step(
    "revise",
    "修改动议",
    (S.DRAFT,),
    None,
    Duty.DRAFT,
    INTERNAL,
    "开始征求意见以前，可以修改标题、方案和预算。",
)

ATTACH = Step(
    "attach",
    "上传文书",
    (*ALL_OPEN, *BROKEN_OFF),
    None,
    Duty.DRAFT,
    "第三十九条",
    "上传签好字的扫描件、照片和其他材料。",
    needs=(c.casefile_is_not_sealed,),
)

RECUSED_IN = (S.DRAFT, S.CONSULTING, S.ACTED, S.PROPOSED, S.DELIBERATED, S.REJECTED)
RECUSE = Step(
    "recuse",
    "登记回避",
    RECUSED_IN,
    None,
    Duty.RECUSE,
    INTERNAL,
    "与事项有利害关系的人申报回避，不参加办理或表决。",
)

LIFT_RECUSAL = Step(
    "lift_recusal",
    "撤销回避登记",
    RECUSED_IN,
    None,
    Duty.RECUSE,
    INTERNAL,
    "登记错了人、范围或者原因的，写明原因撤销，再重新登记；原来的登记留在办理经过里。",
)
