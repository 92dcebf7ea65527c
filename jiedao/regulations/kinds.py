"""The dossier of a regulation: what the street issues is seen by everyone who works beneath it."""

from jiedao.dossiers import kinds
from jiedao.web.duties import OfficeDuty

REGULATION = kinds.declare(
    kinds.DossierKind(
        "regulations.regulation",
        "规章制度",
        "GZ",
        "regulations:regulation_page",
        (OfficeDuty.SEE_REGULATIONS,),
        seen_from_beneath=True,
        settle="请先登记废止，或者由街道另行印发。",
    )
)
