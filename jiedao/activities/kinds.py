"""The dossiers of activities and of papers from above: who works beneath a unit sees what it held."""

from jiedao.dossiers import kinds
from jiedao.web.duties import OfficeDuty

ACTIVITY = kinds.declare(
    kinds.DossierKind(
        "activities.activity",
        "会议活动",
        "HD",
        "activities:activity_page",
        (OfficeDuty.SEE_ACTIVITIES,),
        seen_from_beneath=True,
        settle="没有开的请登记取消，开过的请登记情况，留下的问题请先解决。",
    )
)
SUPERIOR_DOCUMENT = kinds.declare(
    kinds.DossierKind(
        "activities.superior_document",
        "上级文件",
        "SJ",
        "superior_documents:document_page",
        (OfficeDuty.SEE_ACTIVITIES,),
        seen_from_beneath=True,
    )
)
