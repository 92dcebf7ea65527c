"""What the law says of consulting, proposing, deciding and publishing, and since when."""

from datetime import date
from typing import Any

from jiedao.lib.quotas import AtLeast, MoreThan
from jiedao.rulebooks.editions import FIXED, INTERNAL, Edition, Rule, Rulebook
from jiedao.workdays.spans import Days, WorkingDays

# The office's own defaults: no statute sets them, a street may be stricter.
_OFFICE: dict[str, Any] = {
    "consultation": Rule(Days(7), INTERNAL, "征求意见不少于"),
    "channels": Rule(2, INTERNAL, "征求意见方式不少于（种）", stricter="more"),
    "branch_present": Rule(MoreThan(1, 2), INTERNAL, "党组织会议到会"),
    "branch_for": Rule(MoreThan(1, 2), INTERNAL, "党组织提议赞成（占应到）"),
    "joint_present": Rule(MoreThan(1, 2), INTERNAL, "两委商议各自到会"),
    "joint_for": Rule(MoreThan(1, 2), INTERNAL, "两委商议赞成（占到会）"),
    "branch_notice": Rule(Days(1), INTERNAL, "党组织会议提前通知"),
    "joint_notice": Rule(Days(1), INTERNAL, "两委联席会议提前通知"),
    "representatives_notice": Rule(Days(3), INTERNAL, "居民代表会议提前通知"),
    "review_notice": Rule(Days(3), INTERNAL, "民主评议会提前通知"),
    "review_present": Rule(MoreThan(1, 2), INTERNAL, "民主评议会到会"),
    "review_for": Rule(MoreThan(1, 2), INTERNAL, "民主评议赞成（占到会）"),
    # 中原区等地的做法是公示7天、全程25个工作日；没有法律规定，由街道确定。
    "review_publication": Rule(Days(7), INTERNAL, "评议公示不少于"),
    "review_within": Rule(WorkingDays(25), INTERNAL, "从开始评议到办结", stricter="less"),
    "filing_answer_within": Rule(WorkingDays(10), INTERNAL, "街道办理备案", stricter="less"),
    "count_owners_within": Rule(WorkingDays(5), INTERNAL, "业主表决截止后计票", stricter="less"),
    "publish_within": Rule(WorkingDays(3), INTERNAL, "决议后公开", stricter="less"),
    "post_within": Rule(WorkingDays(2), INTERNAL, "冻结后张贴并拍照", stricter="less"),
    "sum_up_within": Rule(WorkingDays(5), INTERNAL, "征求期满后汇总", stricter="less"),
    "take_down_within": Rule(WorkingDays(2), INTERNAL, "期满后揭下拍照", stricter="less"),
    "same_text": Rule(Days(30), INTERNAL, "同一方案未获通过后，再次表决间隔"),
    "cost_change": Rule(10, INTERNAL, "决议后经费增加超过（%）要重新表决", stricter="less"),
    "street_review": Rule(False, INTERNAL, "表决前先由街道审核", stricter="more"),
    "street_review_within": Rule(WorkingDays(5), INTERNAL, "街道审核答复", stricter="less"),
    "ratify_within": Rule(WorkingDays(10), INTERNAL, "应急处置后提请追认", stricter="less"),
    "convene_within": Rule(
        Days(15, shifts=True), INTERNAL, "应当召集的会议发出通知", stricter="less"
    ),
    "suspended_at_most": Rule(Days(90), INTERNAL, "中止办理最长", stricter="less"),
    "acknowledge_within": Rule(WorkingDays(1), INTERNAL, "收到异议后受理", stricter="less"),
    "answer_within": Rule(WorkingDays(5), INTERNAL, "受理异议后书面答复", stricter="less"),
    "respond_within": Rule(Days(5), INTERNAL, "答复后等提出人回应"),
    "investigate_within": Rule(WorkingDays(10), INTERNAL, "街道调查核实异议", stricter="less"),
    # 第三十五条没有写期限；先给默认值，由街道确定。
    "complaint_acknowledge_within": Rule(
        WorkingDays(3), INTERNAL, "收到关于公开的反映后受理", stricter="less"
    ),
    "complaint_decide_within": Rule(
        WorkingDays(15), INTERNAL, "街道调查核实关于公开的反映", stricter="less"
    ),
    "revote_within": Rule(WorkingDays(10), INTERNAL, "联名异议后召集会议", stricter="less"),
    # 法律没有写居务档案保管多久；类型目录里标明永久保管的除外，由街道确定。
    "keep_decided": Rule(30, INTERNAL, "决议事项案卷保管（年）", stricter="more"),
    "keep_advised": Rule(10, INTERNAL, "评议事项案卷保管（年）", stricter="more"),
    "result_within": Rule(WorkingDays(10), INTERNAL, "验收后公开实施结果", stricter="less"),
}

# Steps that rest on articles which came into force only on 2026-01-01.
_NOT_YET_LAW = (
    *("acknowledge_complaint", "answer_complaint", "order_publication", "report_published"),
    "correct_order",
    *("consult", "say_opinion", "sum_up", "propose", "archive", "seal", "attach"),
    *("enter_joint_objection", "revote"),
    *("say_objection", "enter_objection", "escalate_objection", "respond_objection"),
    *("decide_objection", "supervise", "answer_supervision"),
    *("repost_notice", "correct_notice", "withdraw_notice"),
    *("publish_resolution", "post_notice", "take_down_notice", "publish_result"),
)

RULES = Rulebook(
    "decisions",
    "一征三议两公开",
    editions=(
        Edition(
            "1990-01-01",
            in_force=date(1990, 1, 1),
            basis="《城市居民委员会组织法》（2018年修正）",
            # What the statute of before 2026 did not yet say is the office's own rule.
            articles={
                **dict.fromkeys(_NOT_YET_LAW, INTERNAL),
                "call_meeting": "第十条",
                "resolve": "第十条",
                "reject": "第十条",
                "count_votes": "第十一条",
            },
            residents_present=Rule(MoreThan(1, 2), "第十条", "居民会议到会"),
            residents_for=Rule(MoreThan(1, 2), "第十条", "居民会议赞成（占到会）"),
            residents_notice=Rule(Days(3), INTERNAL, "居民会议提前通知"),
            representatives_present=Rule(MoreThan(1, 2), "第十条", "居民小组代表到会"),
            representatives_for=Rule(MoreThan(1, 2), "第十条", "居民小组代表赞成（占到会）"),
            publication=Rule(Days(7), INTERNAL, "公布期限不少于"),
            convene_by_residents=Rule(
                AtLeast(1, 5), "第十条", "居民或者户的代表联名，应当召集居民会议", stricter=FIXED
            ),
            convene_by_representatives=Rule(
                AtLeast(1, 3), "第十条", "居民小组联名，应当召集居民会议", stricter=FIXED
            ),
            convene_representatives=Rule(
                AtLeast(1, 5), INTERNAL, "居民代表联名，应当召集居民代表会议", stricter=FIXED
            ),
            may_authorise=Rule(False, INTERNAL, "居民会议可以授权居民代表会议决定"),
            **_OFFICE,
        ),
        Edition(
            "2026-01-01",
            in_force=date(2026, 1, 1),
            basis="《城市居民委员会组织法》（2025年修订）",
            residents_present=Rule(MoreThan(1, 2), "第二十七条", "居民会议到会"),
            residents_for=Rule(MoreThan(1, 2), "第二十七条", "居民会议赞成（占到会）"),
            residents_notice=Rule(Days(10), "第二十六条", "居民会议提前通知"),
            representatives_present=Rule(AtLeast(2, 3), "第二十九条", "居民代表会议到会"),
            representatives_for=Rule(MoreThan(1, 2), "第二十九条", "居民代表会议赞成（占到会）"),
            publication=Rule(Days(15), "第三十四条", "公布期限不少于"),
            convene_by_residents=Rule(
                AtLeast(1, 10),
                "第二十六条",
                "居民或者户的代表联名，应当召集居民会议",
                stricter=FIXED,
            ),
            convene_by_representatives=Rule(
                AtLeast(1, 3), "第二十六条", "居民代表联名，应当召集居民会议", stricter=FIXED
            ),
            convene_representatives=Rule(
                AtLeast(1, 5), "第二十八条", "居民代表联名，应当召集居民代表会议", stricter=FIXED
            ),
            may_authorise=Rule(True, "第三十条", "居民会议可以授权居民代表会议决定"),
            **_OFFICE,
        ),
    ),
)

# The owners' own law (业主共同决定): who must take part, and how many must agree, by area and heads.
OWNERS = Rulebook(
    "owners",
    "业主共同决定",
    editions=(
        Edition(
            "2021-01-01",
            in_force=date(2021, 1, 1),
            basis="《民法典》",
            owners_present=Rule(AtLeast(2, 3), "第二百七十八条", "参与表决的业主（面积和人数）"),
            owners_special=Rule(
                AtLeast(3, 4),
                "第二百七十八条",
                "筹集维修资金、改建重建、改变共有部分（占参与表决的）",
            ),
            owners_ordinary=Rule(
                MoreThan(1, 2), "第二百七十八条", "其他共同决定事项（占参与表决的）"
            ),
        ),
    ),
)
