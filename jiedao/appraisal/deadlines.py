"""The limits of the appraisal; the scoring has a day of the calendar, the others a rule."""

from collections.abc import Iterable

from jiedao.appraisal.models import BranchReview
from jiedao.deadlines.limits import Limit
from jiedao.dossiers.models import Dossier
from jiedao.people.models import User
from jiedao.web.duties import OfficeDuty

SCORE = Limit("appraisal.score", "年度考核计分", OfficeDuty.KEEP_APPRAISAL)
# It runs while those assessed may appeal; when it is over, the grades are due.
WINDOW = Limit(
    "appraisal.window",
    "考核申诉期（期满定等次）",
    OfficeDuty.KEEP_APPRAISAL,
    "appeal_within",
)
ANSWER = Limit("appraisal.answer", "答复考核申诉", OfficeDuty.KEEP_APPRAISAL, "answer_within")


def secretary_of(dossier: Dossier) -> Iterable[User]:
    """Whose problems they are (述职的书记)."""
    return User.objects.filter(
        pk__in=BranchReview.objects.filter(pk=dossier.pk).values("secretary")
    )


# Runs to the first day on which a problem found is to be settled.
PROBLEM = Limit(
    "appraisal.problem", "整改述职评议问题", OfficeDuty.KEEP_APPRAISAL, also=secretary_of
)
