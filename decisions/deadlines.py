"""The limits of a matter; each names the rule that sets its length and whose desk it lies on."""

from decisions.duties import Duty
from jiedao.deadlines.limits import Limit

SUM_UP = Limit("decisions.sum_up", "汇总居民意见", Duty.CONVENE, "sum_up_within")
PUBLISH_RESOLUTION = Limit(
    "decisions.publish_resolution", "公开决议", Duty.PUBLISH, "publish_within"
)
POST_NOTICE = Limit("decisions.post_notice", "张贴纸质公示并拍照", Duty.PUBLISH, "post_within")
CONCLUDE = Limit("decisions.conclude", "评议、公示并办结", Duty.CONVENE, "review_within")
COUNT_OWNERS = Limit(
    "decisions.count_owner_vote", "业主表决计票", Duty.CONVENE, "count_owners_within"
)
ANSWER_FILING = Limit("decisions.answer_filing", "办理备案", Duty.FILE, "filing_answer_within")
TAKE_DOWN = Limit(
    "decisions.take_down_notice", "公示期满后揭下并拍照", Duty.PUBLISH, "take_down_within"
)
ACKNOWLEDGE_OBJECTION = Limit(
    "decisions.acknowledge_objection", "受理异议", Duty.OBJECTIONS, "acknowledge_within"
)
ANSWER_OBJECTION = Limit("decisions.answer_objection", "答复异议", Duty.OBJECTIONS, "answer_within")
REVOTE = Limit("decisions.revote", "因联名异议召集会议", Duty.CONVENE, "revote_within")
DECIDE_OBJECTION = Limit(
    "decisions.decide_objection", "调查核实异议", Duty.INVESTIGATE, "investigate_within"
)
CORRECT_NOTICE = Limit("decisions.correct_notice", "按街道要求更正公示", Duty.PUBLISH)
STREET_REVIEW = Limit(
    "decisions.street_review", "街道审核并答复", Duty.STREET_REVIEW, "street_review_within"
)
CONVENE = Limit("decisions.convene", "召集居民联名要求的会议", Duty.CONVENE, "convene_within")
RATIFY = Limit("decisions.ratify", "提请追认：召集党组织会议提议", Duty.PROPOSE, "ratify_within")
RESUME = Limit("decisions.resume", "恢复办理或者终止", Duty.SUSPEND)
FINISH_WORK = Limit("decisions.finish_work", "按期完工并验收", Duty.IMPLEMENT)
PUBLISH_RESULT = Limit("decisions.publish_result", "公开实施结果", Duty.PUBLISH, "result_within")
ACKNOWLEDGE_COMPLAINT = Limit(
    "decisions.acknowledge_complaint",
    "受理关于公开的反映",
    Duty.INVESTIGATE,
    "complaint_acknowledge_within",
)
DECIDE_COMPLAINT = Limit(
    "decisions.decide_complaint", "调查核实并答复反映", Duty.INVESTIGATE, "complaint_decide_within"
)
PUBLISH_ORDERED = Limit("decisions.publish_ordered", "按街道要求公布", Duty.PUBLISH)
