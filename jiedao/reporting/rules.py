"""When the papers of the regime are due unless a street sets other days (terms.py); no law says so."""

from datetime import date

from jiedao.rulebooks.editions import FIXED, INTERNAL, Edition, Rule, Rulebook
from jiedao.workdays.spans import WeekEnd, WorkingDays

RULES = Rulebook(
    "reporting",
    "督导与汇报",
    editions=(
        Edition(
            "2015-01-01",
            in_force=date(2015, 1, 1),
            basis="每周汇报、半月小结、每月讲评制度",
            weekly=Rule(WeekEnd(), INTERNAL, "每周汇报报送到", stricter=FIXED),
            half=Rule("15日和月末，遇休息日顺延到下一个工作日", INTERNAL, "半月小结报送到"),
            review=Rule(WorkingDays(5), INTERNAL, "下月每月讲评印发", stricter=FIXED),
            due_hour=Rule(17, INTERNAL, "当天截止（点）", stricter="less"),
            told_lead=Rule(WorkingDays(1), INTERNAL, "逾期后提醒分管领导", stricter="less"),
            told_secretary=Rule(WorkingDays(2), INTERNAL, "逾期后提醒党工委书记", stricter="less"),
            counted=Rule(WorkingDays(3), INTERNAL, "逾期后计入考核", stricter="less"),
        ),
    ),
)
