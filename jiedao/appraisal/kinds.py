"""The dossiers of the yearly appraisal: the year of the street, a target list, a secretary's review."""

from jiedao.dossiers import kinds
from jiedao.web.duties import OfficeDuty

# When it was issued, scored, announced is read by all who are assessed.
APPRAISAL = kinds.declare(
    kinds.DossierKind(
        "appraisal.appraisal",
        "年度考核",
        "NK",
        "appraisal:appraisal_page",
        (OfficeDuty.SEE_APPRAISAL,),
        seen_from_beneath=True,
    )
)
UNIT_LIST = kinds.declare(
    kinds.DossierKind(
        "appraisal.unit_list",
        "单位目标责任书",
        "MB",
        "appraisal:list_page",
        (OfficeDuty.SEE_APPRAISAL,),
    )
)
# What a single person scored is seen by the assessment group, the secretaries and himself.
PERSON_LIST = kinds.declare(
    kinds.DossierKind(
        "appraisal.person_list",
        "个人目标责任书",
        "GM",
        "appraisal:list_page",
        (OfficeDuty.KEEP_APPRAISAL, OfficeDuty.LEAD_REPORTS),
    )
)
# 联述联评联考: what a community's party secretary reported, and what was thought of it.
BRANCH_REVIEW = kinds.declare(
    kinds.DossierKind(
        "appraisal.branch_review",
        "联述联评联考",
        "LP",
        "appraisal:review_page",
        (OfficeDuty.SEE_APPRAISAL,),
    )
)
