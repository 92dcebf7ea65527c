"""The year of the appraisal as a table: drawn up, issued, scored, announced, graded."""

from jiedao.appraisal import conditions as c
from jiedao.appraisal import deadlines as limits
from jiedao.appraisal.rules import RULES
from jiedao.appraisal.states import AppraisalState as S
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
            needs=(c.year_is_over, c.group_has_rated),
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
            "申诉期满、申诉都答复以后，按得分和一票否决定出等次。",
            needs=(c.window_is_over, c.appeals_are_answered),
            closes=(limits.WINDOW,),
            milestone=True,
        ),
    ),
)
