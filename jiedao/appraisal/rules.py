"""What the office's own rules of the yearly appraisal say (年度考核办法). None of it is law."""

from datetime import date

from jiedao.rulebooks.editions import FIXED, INTERNAL, Edition, Rule, Rulebook
from jiedao.workdays.spans import WorkingDays

VETOES = "；".join(
    (
        "发生重大群体性事件或者越级集体上访，处置不力",
        "发生安全生产、消防责任事故",
        "班子成员受到党纪政务处分",
        "弄虚作假，编造数字、台账",
    )
)

RULES = Rulebook(
    "appraisal",
    "年度考核",
    editions=(
        Edition(
            "2015-01-01",
            in_force=date(2015, 1, 1),
            basis="年度考核办法",
            weights=Rule(100, INTERNAL, "每份责任书各项分值合计", stricter=FIXED),
            appeal_within=Rule(WorkingDays(5), INTERNAL, "公布后申诉期"),
            answer_within=Rule(WorkingDays(5), INTERNAL, "答复申诉", stricter="less"),
            units_first=Rule(90, INTERNAL, "单位“好”不低于（分）", stricter="more"),
            units_second=Rule(80, INTERNAL, "单位“较好”不低于（分）", stricter="more"),
            units_third=Rule(60, INTERNAL, "单位“一般”不低于（分）", stricter="more"),
            persons_first=Rule(90, INTERNAL, "个人“优秀”不低于（分）", stricter="more"),
            persons_second=Rule(75, INTERNAL, "个人“称职”不低于（分）", stricter="more"),
            persons_third=Rule(60, INTERNAL, "个人“基本称职”不低于（分）", stricter="more"),
            raters_members=Rule(30, INTERNAL, "述评：党员评议权重（%）", stricter=FIXED),
            raters_residents=Rule(30, INTERNAL, "述评：居民评议权重（%）", stricter=FIXED),
            raters_office=Rule(20, INTERNAL, "述评：机关评议权重（%）", stricter=FIXED),
            raters_team=Rule(20, INTERNAL, "述评：班子评议权重（%）", stricter=FIXED),
            ballot_first=Rule(100, INTERNAL, "述评：“好”一票折合（分）", stricter=FIXED),
            ballot_second=Rule(80, INTERNAL, "述评：“较好”一票折合（分）", stricter=FIXED),
            ballot_third=Rule(60, INTERNAL, "述评：“一般”一票折合（分）", stricter=FIXED),
            ballot_fourth=Rule(30, INTERNAL, "述评：“差”一票折合（分）", stricter=FIXED),
            # What a year begins with; the year's own share and list are drawn up with its targets.
            bonus_most=Rule(5, INTERNAL, "每份责任书加分合计最多（分）", stricter="less"),
            first_units=Rule(40, INTERNAL, "新建年度时单位“好”的比例（%）", stricter=FIXED),
            first_persons=Rule(20, INTERNAL, "新建年度时个人“优秀”的比例（%）", stricter=FIXED),
            vetoes=Rule(VETOES, INTERNAL, "第一个年度的一票否决情形", stricter=FIXED),
        ),
    ),
)
