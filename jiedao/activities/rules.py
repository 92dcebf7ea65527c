"""How long the office gives for making up a study and for studying a paper from above: no law says it."""

from datetime import date

from jiedao.rulebooks.editions import INTERNAL, LESS, Edition, Rule, Rulebook
from jiedao.workdays.spans import WorkingDays

RULES = Rulebook(
    "activities",
    "会议活动和上级文件",
    editions=(
        Edition(
            "1990-01-01",
            in_force=date(1990, 1, 1),
            basis=INTERNAL,
            make_up_within=Rule(
                WorkingDays(10), INTERNAL, "缺席集中学习、以会代训、廉政教育后补学", stricter=LESS
            ),
            study_within=Rule(WorkingDays(10), INTERNAL, "收到上级文件后组织学习", stricter=LESS),
        ),
    ),
)
