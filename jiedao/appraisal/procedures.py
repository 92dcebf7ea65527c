"""The year of the appraisal as a table, and 联述联评联考 of the party secretaries as another."""

from jiedao.appraisal import conditions as c
from jiedao.appraisal import deadlines as limits
from jiedao.appraisal import grading as g
from jiedao.appraisal import reviewing as r
from jiedao.appraisal.models import BranchReview
from jiedao.appraisal.rules import RULES
from jiedao.appraisal.states import AppraisalState as S
from jiedao.appraisal.states import ReviewState as R
from jiedao.people.models import User
from jiedao.procedures.rows import INTERNAL, Step
from jiedao.procedures.steps import Procedure
from jiedao.web.duties import OfficeDuty

KEEP = OfficeDuty.KEEP_APPRAISAL

APPRAISAL = Procedure(
    code="appraisal",
    name="年度考核",
    states=S,
    initial=S.DRAFT,
    finals=(S.FINAL,),
    rules=RULES,
    steps=(
        Step(
            "issue",
            "下达责任书",
            (S.DRAFT,),
            S.ISSUED,
            KEEP,
            INTERNAL,
            "下达以后，被考核的单位和个人随时看得到自己的目标和现在的得分。",
            needs=(c.has_lists, c.weights_are_whole),
            opens=(limits.SCORE,),
            milestone=True,
        ),
        Step(
            "recall",
            "收回修改",
            (S.ISSUED,),
            S.DRAFT,
            KEEP,
            INTERNAL,
            "目标下达错了的，写明原因收回，改好再下达。",
            closes=(limits.SCORE,),
            aside=True,
        ),
        Step(
            "score",
            "年终计分",
            (S.ISSUED,),
            S.SCORED,
            KEEP,
            INTERNAL,
            "全年的数字按这一天的记录固定，连同计入的案卷；以后改记录，得分不再变。",
            needs=(c.year_is_over, c.group_has_rated, c.reviews_are_counted),
            closes=(limits.SCORE,),
            milestone=True,
        ),
        Step(
            "announce",
            "公布得分",
            (S.SCORED,),
            S.ANNOUNCED,
            KEEP,
            INTERNAL,
            "通知每个被考核的单位和个人，从公布起可以申诉。",
            opens=(limits.WINDOW,),
            milestone=True,
        ),
        Step(
            "finish",
            "定等次",
            (S.ANNOUNCED,),
            S.FINAL,
            KEEP,
            INTERNAL,
            "申诉期满、申诉都答复以后，按得分、一票否决和第一等的比例定出等次，年终材料包同时固定。",
            needs=(c.window_is_over, c.appeals_are_answered, g.first_within_share),
            closes=(limits.WINDOW,),
            milestone=True,
        ),
    ),
)


def is_secretary(review: BranchReview, user: User) -> bool:
    """述职的书记本人"""
    return review.secretary_id == user.pk


BRANCH_REVIEW = Procedure(
    code="branch_review",
    name="联述联评联考",
    states=R,
    initial=R.OPENED,
    finals=(R.CLOSED,),
    rules=RULES,
    steps=(
        Step(
            "deliver",
            "登记述职",
            (R.OPENED,),
            R.STATED,
            KEEP,
            INTERNAL,
            "书记向党员、居民代表和党工委述职，上传述职报告。",
            named=is_secretary,
            milestone=True,
        ),
        Step(
            "enter_ballots",
            "登记评议票",
            (R.STATED,),
            None,
            KEEP,
            INTERNAL,
            "按评议人类别登记各等次的票数，不记谁投了什么；登错的再登记一次。",
        ),
        Step(
            "count_ballots",
            "评议计分",
            (R.STATED,),
            R.RATED,
            KEEP,
            INTERNAL,
            "四类评议都登记以后，按票数和权重算出得分，不再改动。",
            needs=(r.everyone_has_rated,),
            milestone=True,
        ),
        Step(
            "comment",
            "登记点评",
            (R.RATED,),
            R.COMMENTED,
            OfficeDuty.LEAD_REPORTS,
            INTERNAL,
            "党工委书记或者副书记点评，指出问题，定整改期限。",
            milestone=True,
        ),
        Step(
            "settle",
            "登记整改",
            (R.COMMENTED, R.CONCLUDED),
            None,
            KEEP,
            INTERNAL,
            "指出的问题整改好了，写明结果。",
            named=is_secretary,
        ),
        Step(
            "conclude",
            "述评定等次",
            (R.COMMENTED,),
            R.CONCLUDED,
            KEEP,
            INTERNAL,
            "按评议得分定等次，列入年度考核。",
            milestone=True,
        ),
        Step(
            "close_review",
            "述评办结",
            (R.CONCLUDED,),
            R.CLOSED,
            KEEP,
            INTERNAL,
            "问题都整改以后办结。",
            needs=(r.problems_are_settled,),
            closes=(limits.PROBLEM,),
            milestone=True,
        ),
    ),
)
