"""The limits of the appraisal; the scoring has a day of the calendar, the others a rule."""

from jiedao.deadlines.limits import Limit
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
