"""The dossiers of the regime: a paper of a unit, the street's review for all, a task it hands out."""

from jiedao.dossiers import kinds
from jiedao.web.duties import OfficeDuty

PAPER = kinds.declare(
    kinds.DossierKind(
        "reporting.paper", "汇报", "HB", "reporting:paper_page", (OfficeDuty.SEE_REPORTS,)
    )
)
# What the leading group says of all is read by all.
REVIEW = kinds.declare(
    kinds.DossierKind(
        "reporting.review",
        "每月讲评",
        "JP",
        "reporting:paper_page",
        (OfficeDuty.SEE_REPORTS,),
        seen_from_beneath=True,
    )
)
TASK = kinds.declare(
    kinds.DossierKind(
        "reporting.task",
        "交办任务",
        "RW",
        "reporting:task_page",
        (OfficeDuty.SEE_REPORTS,),
        settle="请先在汇报里答复办结。",
    )
)
