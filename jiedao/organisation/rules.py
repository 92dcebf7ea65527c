"""What the law says of a community's and a village's bodies, and since when."""

from datetime import date

from jiedao.lib.quotas import AtLeast
from jiedao.rulebooks.editions import INTERNAL, Edition, Rule, Rulebook

VILLAGE_2018 = "《村民委员会组织法》（2018年修正）"
VILLAGE_2025 = "《村民委员会组织法》（2025年修订）"

RULES = Rulebook(
    "organisation",
    "社区组织",
    editions=(
        Edition(
            "1990-01-01",
            in_force=date(1990, 1, 1),
            basis="《城市居民委员会组织法》（2018年修正）",
            committee_min=Rule(5, "第七条", "居民委员会人数不少于"),
            committee_max=Rule(9, "第七条", "居民委员会人数不多于"),
            term_years=Rule(5, "第八条", "每届任期（年）"),
            representatives_share=Rule(AtLeast(0, 1), INTERNAL, "居民代表占居民代表会议的比例"),
            supervision_min=Rule(3, INTERNAL, "居务监督委员会人数不少于"),
            committee_kin_apart=Rule(True, INTERNAL, "居民委员会成员近亲属回避"),
            supervision_kin_apart=Rule(True, INTERNAL, "居务监督委员会回避居民委员会成员及近亲属"),
            village_committee_min=Rule(3, "第六条", "村民委员会人数不少于", VILLAGE_2018),
            village_committee_max=Rule(7, "第六条", "村民委员会人数不多于", VILLAGE_2018),
            village_term_years=Rule(5, "第十一条", "村民委员会每届任期（年）", VILLAGE_2018),
            village_representatives_share=Rule(
                AtLeast(4, 5), "第二十五条", "村民代表占村民代表会议的比例", VILLAGE_2018
            ),
            village_supervision_min=Rule(3, INTERNAL, "村务监督委员会人数不少于"),
            village_committee_kin_apart=Rule(
                True, "第六条", "村民委员会成员近亲属回避", VILLAGE_2018
            ),
            village_supervision_kin_apart=Rule(
                True, "第三十二条", "村务监督机构回避村民委员会成员及近亲属", VILLAGE_2018
            ),
        ),
        Edition(
            "2026-01-01",
            in_force=date(2026, 1, 1),
            basis="《城市居民委员会组织法》（2025年修订）",
            committee_min=Rule(5, "第八条", "居民委员会人数不少于"),
            committee_max=Rule(9, "第八条", "居民委员会人数不多于"),
            term_years=Rule(5, "第十四条", "每届任期（年）"),
            representatives_share=Rule(AtLeast(4, 5), "第二十八条", "居民代表占居民代表会议的比例"),
            supervision_min=Rule(3, INTERNAL, "居务监督委员会人数不少于"),
            committee_kin_apart=Rule(True, "第八条", "居民委员会成员近亲属回避"),
            supervision_kin_apart=Rule(
                True, "第三十六条", "居务监督委员会回避居民委员会成员及近亲属"
            ),
            village_committee_min=Rule(3, "第八条", "村民委员会人数不少于", VILLAGE_2025),
            village_committee_max=Rule(7, "第八条", "村民委员会人数不多于", VILLAGE_2025),
            village_term_years=Rule(5, "第十四条", "村民委员会每届任期（年）", VILLAGE_2025),
            village_representatives_share=Rule(
                AtLeast(4, 5), "第二十九条", "村民代表占村民代表会议的比例", VILLAGE_2025
            ),
            village_supervision_min=Rule(3, INTERNAL, "村务监督委员会人数不少于"),
            village_committee_kin_apart=Rule(
                True, "第八条", "村民委员会成员近亲属回避", VILLAGE_2025
            ),
            village_supervision_kin_apart=Rule(
                True, "第三十七条", "村务监督机构回避村民委员会成员及近亲属", VILLAGE_2025
            ),
        ),
    ),
)
