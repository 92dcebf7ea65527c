"""The rows of the work, of satisfaction and of the archive (组织实施、归档)."""

from decisions import conditions as c
from decisions import deadlines as limits
from decisions.conditions import objections, oversight
from decisions.duties import Duty
from decisions.procedures.groups import BROKEN_OFF
from decisions.states import MatterState as S
from jiedao.procedures.rows import INTERNAL, Step

IMPLEMENT = Step(
    "implement",
    "组织实施",
    (S.RESOLUTION_PUBLISHED,),
    S.IMPLEMENTING,
    Duty.IMPLEMENT,
    INTERNAL,
    "写明责任人和计划完成日期，开始实施。",
    needs=(
        c.notice_is_finished,
        objections.joint_objections_were_heard,
        objections.no_objection_is_open,
        objections.ordered_corrections_were_made,
    ),
    opens=(limits.FINISH_WORK,),
    milestone=True,
)

REPORT_PROGRESS = Step(
    "report_progress",
    "登记进展",
    (S.IMPLEMENTING,),
    None,
    Duty.IMPLEMENT,
    INTERNAL,
    "登记做到了哪里、花了多少钱。",
    needs=(c.work_is_not_accepted,),
)

CORRECT_PROGRESS = Step(
    "correct_progress",
    "更正进展",
    (S.IMPLEMENTING,),
    None,
    Duty.IMPLEMENT,
    INTERNAL,
    "进展或者支出登记错了的，另登一条更正，写明原因；原来那条留着，不再计入合计。",
    needs=(c.work_is_not_accepted, c.work_was_reported),
)

ACCEPT_WORK = Step(
    "accept_work",
    "验收",
    (S.IMPLEMENTING,),
    None,
    Duty.IMPLEMENT,
    INTERNAL,
    "写明谁来验收、是否合格、决算多少。",
    needs=(c.work_is_not_accepted, c.work_was_reported),
    opens=(limits.PUBLISH_RESULT,),
    closes=(limits.FINISH_WORK,),
)

SURVEY = Step(
    "survey",
    "满意度测评",
    (S.IMPLEMENTING,),
    None,
    Duty.IMPLEMENT,
    INTERNAL,
    "登记发出的份数和居民的回答。",
    needs=(c.work_is_accepted,),
)

ARCHIVE = Step(
    "archive",
    "归档",
    (S.RESULT_PUBLISHED, S.FILED),
    S.ARCHIVED,
    Duty.ARCHIVE,
    "第三十九条",
    "一事一档，归档后不能再办理。",
    needs=(
        c.notice_is_finished,
        c.sign_in_sheets_are_on_file,
        objections.no_objection_is_open,
        objections.ordered_corrections_were_made,
        oversight.every_step_was_supervised,
        oversight.concerns_were_answered,
    ),
    milestone=True,
)

SET_KEEPING = Step(
    "set_keeping",
    "更改保管期限",
    (S.ARCHIVED, S.CONCLUDED, *BROKEN_OFF),
    None,
    Duty.ARCHIVE,
    INTERNAL,
    "封卷以前可以更改，写明原因；封卷以后印在封面上，不能再改。",
    needs=(c.casefile_is_not_sealed,),
)

SEAL = Step(
    "seal",
    "封卷",
    (S.ARCHIVED, S.CONCLUDED, *BROKEN_OFF),
    None,
    Duty.ARCHIVE,
    "第三十九条",
    "把全部文书按顺序装订成一个PDF和一个压缩包，编页号、写目录、记摘要；封卷以后不能再改。",
    needs=(c.casefile_is_not_sealed,),
)
