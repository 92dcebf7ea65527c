"""The dossiers of the package: everyone who works beneath a street sees what it has set up."""

from jiedao.dossiers import kinds
from jiedao.web.duties import OfficeDuty

GROUP = kinds.declare(
    kinds.DossierKind(
        "liaison.group",
        "工作小组",
        "XZ",
        "groups:group_page",
        (OfficeDuty.SEE_LIAISON,),
        seen_from_beneath=True,
    )
)
ASSIGNMENT = kinds.declare(
    kinds.DossierKind(
        "liaison.assignment",
        "分包社区",
        "FB",
        "liaison:assignment_page",
        (OfficeDuty.SEE_LIAISON,),
    )
)
PILOT = kinds.declare(
    kinds.DossierKind(
        "liaison.pilot",
        "试点",
        "SD",
        "pilots:pilot_page",
        (OfficeDuty.SEE_LIAISON,),
        seen_from_beneath=True,
    )
)
TRIAL = kinds.declare(
    kinds.DossierKind(
        "liaison.trial", "社区试点", "SX", "pilots:trial_page", (OfficeDuty.SEE_LIAISON,)
    )
)
RESPONSIBILITY = kinds.declare(
    kinds.DossierKind(
        "liaison.responsibility",
        "责任清单",
        "ZR",
        "responsibilities:responsibility_page",
        (OfficeDuty.SEE_LIAISON,),
    )
)
