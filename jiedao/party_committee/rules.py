"""What the street's own rules of deliberation say (党工委议事规则). None of it stands in a statute."""

from datetime import date

from jiedao.lib.quotas import AtLeast, MoreThan
from jiedao.rulebooks.editions import INTERNAL, Edition, Rule, Rulebook
from jiedao.workdays.spans import Days, WorkingDays

RULES = Rulebook(
    "party_committee",
    "党工委议事",
    editions=(
        Edition(
            "2000-01-01",
            in_force=date(2000, 1, 1),
            basis="党工委议事规则",
            meeting_present=Rule(AtLeast(1, 2), INTERNAL, "会议到会（占应到）"),
            cadres_present=Rule(AtLeast(2, 3), INTERNAL, "干部任免议题到会（占应到）"),
            # A street that holds major projects to two thirds sets it as its own stricter number.
            projects_present=Rule(AtLeast(1, 2), INTERNAL, "重要项目议题到会（占应到）"),
            passing=Rule(MoreThan(1, 2), INTERNAL, "议题赞成（占应到会委员）"),
            papers_before=Rule(Days(1), INTERNAL, "会议材料提前送达不少于"),
            review_within=Rule(WorkingDays(3), INTERNAL, "分管领导审核议题", stricter="less"),
            assign_within=Rule(WorkingDays(3), INTERNAL, "决定通过后交办", stricter="less"),
            accept_within=Rule(WorkingDays(5), INTERNAL, "报办完后验收", stricter="less"),
            known_for=Rule(Days(365), INTERNAL, "申报人、责任人可以查看案卷", stricter="less"),
        ),
    ),
)
