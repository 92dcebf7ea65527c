"""Duties and dossier kind of 一征三议两公开, by name only, so that every layer may use them."""

from django.db.models import TextChoices

from jiedao.access import duties
from jiedao.dossiers import kinds


class Duty(TextChoices):
    VIEW = "decisions_view", "查看重大事项"
    DRAFT = "decisions_draft", "登记动议和材料"
    OPINIONS = "decisions_opinions", "登记居民意见"
    CONVENE = "decisions_convene", "征求意见和召集会议"
    PROPOSE = "decisions_propose", "党组织提议"
    RESOLVE = "decisions_resolve", "登记决议"
    PUBLISH = "decisions_publish", "公开决议和结果"
    IMPLEMENT = "decisions_implement", "组织实施"
    FILE = "decisions_file", "办理备案"
    ARCHIVE = "decisions_archive", "归档"
    AUTHORISE = "decisions_authorise", "登记居民会议的授权"
    REVOKE = "decisions_revoke", "登记撤销和变更决定"
    REQUESTS = "decisions_requests", "登记和核对联名要求"
    HISTORIC = "decisions_historic", "历史补录"
    STREET_REVIEW = "decisions_street_review", "街道审核"
    SUSPEND = "decisions_suspend", "中止、恢复和终止办理"
    RECUSE = "decisions_recuse", "登记回避"
    OBJECTIONS = "decisions_objections", "受理和答复异议"
    INVESTIGATE = "decisions_investigate", "调查核实异议"
    SUPERVISE = "decisions_supervise", "出具监督意见"


duties.declare("一征三议两公开", Duty)

MATTER = kinds.declare(
    kinds.DossierKind(
        "decisions.matter",
        "重大事项",
        "JC",
        "decisions:matter_page",
        (Duty.VIEW, Duty.OPINIONS),
        settle="请社区先办到归档，不办了的登记终止。",
    )
)

CONVENING = kinds.declare(
    kinds.DossierKind(
        "decisions.convening", "联名要求召集会议", "LM", "decisions:convening_page", (Duty.VIEW,)
    )
)

HISTORIC = kinds.declare(
    kinds.DossierKind(
        "decisions.historic", "历史补录的事项", "LS", "decisions:historic_page", (Duty.VIEW,)
    )
)

# Who enters for a resident what he reports about publishing (代居民登记反映).
ENTERING = (Duty.OBJECTIONS, Duty.INVESTIGATE)

# Of the street until it orders something: those who are complained about do not read of it before.
COMPLAINT = kinds.declare(
    kinds.DossierKind(
        "decisions.complaint", "反映应公开未公开", "FY", "decisions:complaint_page", (Duty.VIEW,)
    )
)
