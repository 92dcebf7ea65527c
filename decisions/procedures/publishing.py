"""两公开: the rows of the publications and their clock."""

from decisions import conditions as c
from decisions import deadlines as limits
from decisions.conditions import objections
from decisions.duties import Duty
from decisions.procedures.groups import NOTICE_STATES, PAPER_STATES
from decisions.states import MatterState as S
from jiedao.procedures.rows import Step
from jiedao.publications.states import PublicationKind

# Which notice each of the steps freezes.
PUBLISHES = {
    "publish_resolution": PublicationKind.RESOLUTION,
    "publish_result": PublicationKind.RESULT,
    "publish_review": PublicationKind.REVIEW,
}

PUBLISH_RESOLUTION = Step(
    "publish_resolution",
    "决议公开",
    (S.RESOLVED,),
    S.RESOLUTION_PUBLISHED,
    Duty.PUBLISH,
    "第三十四条",
    "公示内容定稿后不能再改；扫码就能看到全文，张贴并拍照后列在公开栏网页上，起算公示期。",
    needs=(objections.joint_objections_were_heard,),
    opens=(limits.POST_NOTICE,),
    closes=(limits.PUBLISH_RESOLUTION,),
    milestone=True,
)

POST_NOTICE = Step(
    "post_notice",
    "登记张贴",
    PAPER_STATES,
    None,
    Duty.PUBLISH,
    "第三十四条",
    "把公示打印张贴在居务公开栏，上传现场照片，公示期从次日起算。",
    needs=(c.notice_is_frozen,),
    opens=(limits.TAKE_DOWN,),
    closes=(limits.POST_NOTICE,),
)

TAKE_DOWN_NOTICE = Step(
    "take_down_notice",
    "登记揭下",
    PAPER_STATES,
    None,
    Duty.PUBLISH,
    "第三十四条",
    "公示期满后，揭下前拍一张照片。",
    needs=(c.notice_is_posted, c.notice_ran_its_time),
    closes=(limits.TAKE_DOWN,),
)

PUBLISH_RESULT = Step(
    "publish_result",
    "实施结果公开",
    (S.IMPLEMENTING,),
    S.RESULT_PUBLISHED,
    Duty.PUBLISH,
    "第三十四条",
    "公开做成了什么、花了多少、居民是否满意；张贴并拍照后起算公示期。",
    needs=(
        c.work_is_accepted,
        c.residents_were_asked,
        c.no_notice_is_unfinished,
        objections.no_objection_is_open,
        objections.ordered_corrections_were_made,
    ),
    opens=(limits.POST_NOTICE,),
    closes=(limits.PUBLISH_RESULT,),
    milestone=True,
)

REPOST_NOTICE = Step(
    "repost_notice",
    "重新张贴",
    PAPER_STATES,
    None,
    Duty.PUBLISH,
    "第三十四条",
    "纸质公示没到期就被揭下、遮挡或者损毁的，重新张贴并拍照，公示期从次日重新起算。",
    needs=(c.notice_is_posted,),
    opens=(limits.TAKE_DOWN,),
)

CORRECT_NOTICE = Step(
    "correct_notice",
    "更正公示",
    (S.RESOLUTION_PUBLISHED, S.IMPLEMENTING, S.RESULT_PUBLISHED, S.REVIEW_PUBLISHED),
    None,
    Duty.PUBLISH,
    "第三十四条",
    "公示写错了的，另发更正公示，原公示标明“已更正”；更正公示重新张贴，公示期重新计算。",
    needs=(c.a_notice_stands,),
    opens=(limits.POST_NOTICE,),
    closes=(limits.TAKE_DOWN, limits.CORRECT_NOTICE),
)

WITHDRAW_NOTICE = Step(
    "withdraw_notice",
    "撤回公示",
    NOTICE_STATES,
    (S.RESOLVED, S.IMPLEMENTING, S.REVIEWED),
    Duty.PUBLISH,
    "第三十四条",
    "不该公示的，另发撤回公示写明原因，原公示不再显示；事项回到公开以前，可以重新公开。",
    needs=(c.a_notice_stands,),
    opens=(limits.POST_NOTICE,),
    closes=(limits.TAKE_DOWN, limits.CORRECT_NOTICE),
    aside=True,
)
