"""The dossiers of money: a project's, a street's budget of a year, a community's wages, what was sent down."""

from jiedao.dossiers import kinds
from jiedao.web.duties import OfficeDuty

PROJECT = kinds.declare(
    kinds.DossierKind(
        "funds.project", "经费项目", "XM", "funds:project_page", (OfficeDuty.SEE_FUNDS,)
    )
)
BUDGET = kinds.declare(
    kinds.DossierKind(
        "funds.budget", "街道经费预算", "YS", "funds:budget_page", (OfficeDuty.SEE_FUNDS,)
    )
)
WAGES = kinds.declare(
    kinds.DossierKind(
        "funds.wages", "社区人员工资", "XC", "funds:wages_page", (OfficeDuty.SEE_FUNDS,)
    )
)
SUPPORT = kinds.declare(
    kinds.DossierKind(
        "funds.support", "人财物下沉", "RC", "funds:support_page", (OfficeDuty.SEE_FUNDS,)
    )
)
