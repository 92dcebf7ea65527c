"""What the law wants done at intervals, whether or not anything is under way (法定节奏)."""

from datetime import date

from jiedao.rulebooks.editions import MORE, Edition, Rule, Rulebook

HENAN = "《河南省实施〈城市居民委员会组织法〉办法》"
RULES = Rulebook(
    "rhythms",
    "法定节奏",
    editions=(
        Edition(
            "1990-01-01",
            in_force=date(1990, 1, 1),
            basis="《城市居民委员会组织法》（2018年修正）",
            residents_meetings=Rule(
                2, "第十一条", "居民会议每年至少（次）", law=HENAN, stricter=MORE
            ),
        ),
        Edition(
            "2026-01-01",
            in_force=date(2026, 1, 1),
            basis="《城市居民委员会组织法》（2025年修订）",
            residents_meetings=Rule(
                2, "第十一条", "居民会议每年至少（次）", law=HENAN, stricter=MORE
            ),
            representatives_meetings=Rule(
                1, "第二十八条", "居民代表会议每半年至少（次）", stricter=MORE
            ),
            member_reviews=Rule(1, "第三十七条", "民主评议每年至少（次）", stricter=MORE),
        ),
    ),
)
