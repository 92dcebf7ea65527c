"""A decision is undone or has to be made anew (撤销、变更, 第三十条、第三十一条、第四十条)."""

from decisions.conditions import standing as st
from decisions.conditions import turns as t
from decisions.duties import Duty
from decisions.states import MatterState as S
from jiedao.procedures.rows import Step

DECIDED = (S.RESOLVED, S.RESOLUTION_PUBLISHED, S.IMPLEMENTING, S.RESULT_PUBLISHED)
BASIS = "第三十条、第三十一条、第四十条"

REVOKE = Step(
    "revoke",
    "登记撤销决定",
    (*DECIDED, S.ARCHIVED, S.SUSPENDED),
    S.REVOKED,
    Duty.REVOKE,
    BASIS,
    "居民会议撤销、街道责令改正、人民法院判决撤销的，凭决议或者文书登记；记录全部保留。",
    needs=(st.residents_have_decided, t.no_meeting_is_pending),
    aside=True,
)

REMAND = Step(
    "remand",
    "登记变更决定",
    DECIDED,
    (S.CONSULTING, S.ACTED),
    Duty.REVOKE,
    BASIS,
    "上级或者居民会议要求改正、不是撤销的，退回党组织重新提议；原来的决议保留备查。",
    needs=(st.residents_have_decided, t.no_meeting_is_pending),
    aside=True,
)
