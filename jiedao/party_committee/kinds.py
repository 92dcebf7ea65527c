"""The dossiers of the party committee: a topic and a meeting, seen by who may see its work."""

from jiedao.dossiers import kinds
from jiedao.web.duties import OfficeDuty

TOPIC = kinds.declare(
    kinds.DossierKind(
        "party_committee.topic",
        "党工委议题",
        "YT",
        "party_committee:topic_page",
        (OfficeDuty.SEE_PARTY_COMMITTEE,),
    )
)
MEETING = kinds.declare(
    kinds.DossierKind(
        "party_committee.meeting",
        "党工委会议",
        "DH",
        "party_committee:meeting_page",
        (OfficeDuty.SEE_PARTY_COMMITTEE,),
    )
)
