"""How often a leading official visits the community he answers for: the office's own rule, no law."""

from datetime import date

from jiedao.rulebooks.editions import INTERNAL, LESS, Edition, Rule, Rulebook
from jiedao.workdays.spans import Days

RULES = Rulebook(
    "liaison",
    "班子成员分包社区",
    editions=(
        Edition(
            "2000-01-01",
            in_force=date(2000, 1, 1),
            basis="街道分包社区制度",
            visit_within=Rule(Days(31), INTERNAL, "两次走访间隔不超过", stricter=LESS),
        ),
    ),
)
