"""一征三议两公开 as a table: who may take which step, from where, on what conditions, under which article.

A condition takes the matter and the day the step is taken; the first line of its docstring is shown
in the handbook.
"""

from datetime import date, timedelta

from decisions import deadlines as limits
from decisions.catalogue import Regime
from decisions.duties import Duty
from decisions.models import Matter
from decisions.rules import RULES
from decisions.selectors import facts, satisfaction
from decisions.states import MatterState as S
from jiedao.lib.numerals import long_day
from jiedao.lib.numerals import short_day as cn_day
from jiedao.meetings import judgement
from jiedao.meetings.models import Meeting
from jiedao.meetings.states import MeetingKind, MeetingStatus
from jiedao.procedures.steps import ANYONE, INTERNAL, Procedure, Reason, Step
from jiedao.publications import selectors as publications

# --- consultation ---------------------------------------------------------------------------------


def enough_channels(matter: Matter, on: date) -> Reason | None:
    """征求意见的方式达到规定种数"""
    used, edition = len(facts(matter).channels), facts(matter).edition(on)
    if used >= edition.channels:
        return None
    return Reason(
        f"已登记{used}种征求意见方式，至少要有{edition.channels}种，还差{edition.channels - used}种。",
        basis=edition.source("channels"),
        hint="请先登记入户、座谈会、公开栏等另一种方式。",
    )


def consultation_is_open(matter: Matter, on: date) -> Reason | None:
    """征求意见还没有汇总"""
    if matter.summed_up_on is None:
        return None
    return Reason(
        f"{cn_day(matter.summed_up_on)}已经汇总意见，不能再增加征求意见的材料。",
        hint="汇总以后收到的意见，请在会议上提出，或者作为新的动议登记。",
    )


def consultation_lasted(matter: Matter, on: date) -> Reason | None:
    """征求意见达到规定天数"""
    assert matter.consult_until
    assert matter.consulted_on
    if on > matter.consult_until:
        return None
    return Reason(
        f"征求意见到{long_day(matter.consult_until)}24:00为止，还没有期满。",
        arithmetic=f"{cn_day(matter.consulted_on)}开始，{cn_day(matter.consult_until)}截止",
        basis=facts(matter).edition(matter.consulted_on).source("consultation"),
        hint=f"{cn_day(matter.consult_until + timedelta(days=1))}起可以汇总。",
    )


def opinions_are_answered(matter: Matter, on: date) -> Reason | None:
    """每条意见都写明是否采纳和理由"""
    count = facts(matter).opinions
    if count.total == 0:
        return Reason(
            "还没有登记任何一条居民意见，不能汇总。",
            hint="入户、电话、书面收到的意见都可以登记，居民也可以在网上提。",
        )
    if not count.unanswered:
        return None
    return Reason(
        f"共{count.total}条意见，还有{count.unanswered}条没有写明是否采纳和理由。",
        arithmetic=f"{count.total} － {count.total - count.unanswered} ＝ {count.unanswered}",
        hint="请在“居民意见”里逐条办理。",
    )


def consultation_is_summed_up(matter: Matter, on: date) -> Reason | None:
    """意见已经汇总"""
    if matter.summed_up_on is not None:
        return None
    return Reason("居民意见还没有汇总，不能提议。", hint="请先完成“汇总意见”。")


# --- meetings -------------------------------------------------------------------------------------

NAMES = {
    S.CONSULTING: "党组织会议",
    S.REJECTED: "党组织会议",
    S.PROPOSED: "两委联席会议",
    S.DELIBERATED: "居民代表会议或居民会议",
}


def no_meeting_is_called(matter: Matter, on: date) -> Reason | None:
    """没有已经通知、尚未登记结果的会议"""
    meeting = facts(matter).awaited()
    if meeting is None or meeting.status == MeetingStatus.FAILED:
        return None
    if meeting.status == MeetingStatus.HELD and not _passed(matter, meeting):
        return None
    if meeting.status == MeetingStatus.HELD:
        return Reason(f"{meeting.get_kind_display()}已经开过并表决通过，请办理下一个环节。")
    return Reason(
        f"{cn_day(meeting.held_on)}的{meeting.get_kind_display()}已经通知，还没有登记结果。",
        hint="请先登记签到和表决；开不成的，登记流会或取消。",
    )


def meeting_is_called(matter: Matter, on: date) -> Reason | None:
    """有一次已经通知、尚未登记结果的会议"""
    meeting = facts(matter).awaited()
    if meeting is None:
        return Reason(f"还没有召集{NAMES[S(matter.state)]}。", hint="请先办理“召集会议”。")
    if meeting.status != MeetingStatus.NOTICED:
        return Reason(
            f"{cn_day(meeting.held_on)}的{meeting.get_kind_display()}"
            f"已登记为“{meeting.get_status_display()}”，结果不能再改。"
        )
    return None


def meeting_day_has_come(matter: Matter, on: date) -> Reason | None:
    """会议日期已到"""
    meeting = facts(matter).awaited()
    if meeting is None or meeting.held_on <= on:
        return None
    return Reason(
        f"会议定在{long_day(meeting.held_on)}，还没有召开。", hint="到会议当天才能登记签到和表决。"
    )


def _as_reason(found: judgement.Shortfall | None) -> Reason | None:
    if found is None:
        return None
    return Reason(found.sentence, found.arithmetic, found.basis, found.hint)


def meeting_had_quorum(matter: Matter, on: date) -> Reason | None:
    """到会人数达到法定或规定人数"""
    meeting = facts(matter).awaited()
    if meeting is None:
        return Reason(f"还没有召集{NAMES[S(matter.state)]}。", hint="请先办理“召集会议”。")
    return _as_reason(facts(matter).shortfall(meeting))


def meeting_had_no_quorum(matter: Matter, on: date) -> Reason | None:
    """到会人数不足"""
    meeting = facts(matter).awaited()
    assert meeting
    if facts(matter).shortfall(meeting):
        return None
    return Reason("到会人数已经达到，会议有效，不能登记为流会。", hint="请登记表决结果。")


def meeting_was_held(matter: Matter, on: date) -> Reason | None:
    """会议已经召开并登记表决结果"""
    meeting = facts(matter).awaited()
    if meeting is None:
        return Reason(f"还没有召集{NAMES[S(matter.state)]}。", hint="请先办理“召集会议”。")
    if meeting.status == MeetingStatus.HELD:
        return None
    if meeting.status == MeetingStatus.FAILED:
        short = facts(matter).shortfall(meeting)
        assert short
        return Reason(
            f"{cn_day(meeting.held_on)}的{meeting.get_kind_display()}流会：{short.sentence}",
            short.arithmetic,
            short.basis,
            "请重新召集会议。",
        )
    short = facts(matter).shortfall(meeting)
    if short and meeting.held_on <= on:
        return _as_reason(short)
    return Reason(
        f"{cn_day(meeting.held_on)}的{meeting.get_kind_display()}还没有登记表决结果。",
        hint="请先登记签到和表决。",
    )


def _passed(matter: Matter, meeting: Meeting) -> bool:
    return facts(matter).defeat(meeting) is None


def enough_voted_for(matter: Matter, on: date) -> Reason | None:
    """赞成票达到通过的票数"""
    meeting = facts(matter).awaited()
    assert meeting
    return _as_reason(facts(matter).defeat(meeting))


def too_few_voted_for(matter: Matter, on: date) -> Reason | None:
    """赞成票没有达到通过的票数"""
    meeting = facts(matter).awaited()
    assert meeting
    if not _passed(matter, meeting):
        return None
    return Reason("赞成票已达到通过的票数，不能登记为未获通过。", hint="请办理“决议通过”。")


def the_right_meeting_decided(matter: Matter, on: date) -> Reason | None:
    """依法应由居民会议决定的事项由居民会议表决"""
    meeting = facts(matter).awaited()
    if meeting is None or matter.matter_type.regime != Regime.RESIDENTS_ONLY:
        return None
    if meeting.kind == MeetingKind.RESIDENTS:
        return None
    return Reason(
        f"“{matter.matter_type.name}”依法由居民会议讨论决定，这次开的是居民代表会议。",
        basis=f"{facts(matter).edition(on).basis}第三十条",
        hint="请召集居民会议表决。",
    )


# --- publication ----------------------------------------------------------------------------------


def notice_is_frozen(matter: Matter, on: date) -> Reason | None:
    """公示已经定稿，尚未登记张贴"""
    publication = facts(matter).current_publication()
    if publication is None or publication.posted_on is None:
        return None
    return Reason(f"{cn_day(publication.posted_on)}已经登记张贴，不用再登记。")


def notice_is_posted(matter: Matter, on: date) -> Reason | None:
    """公示已经张贴并拍照，尚未揭下"""
    publication = facts(matter).current_publication()
    if publication is None or publication.posted_on is None:
        return Reason(
            "公示还没有登记张贴，公示期没有起算。", hint="请张贴纸质公示，拍照后办理“登记张贴”。"
        )
    if publication.taken_down_on is not None:
        return Reason(f"{cn_day(publication.taken_down_on)}已经登记揭下，不用再登记。")
    return None


def notice_ran_its_time(matter: Matter, on: date) -> Reason | None:
    """公示期满"""
    publication = facts(matter).current_publication()
    if publication is None:
        return Reason("还没有公示。")
    if publication.ends_on is not None and on > publication.ends_on:
        return None
    waiting = publications.clock_reason(publication, on)
    return Reason(waiting, basis=publication.basis) if waiting else None


def notice_is_finished(matter: Matter, on: date) -> Reason | None:
    """公示期满，揭下并拍照"""
    reason = notice_ran_its_time(matter, on)
    publication = facts(matter).current_publication()
    if reason is None and publication and publication.taken_down_on is None:
        return Reason(
            "公示期已满，还没有登记揭下时的照片。",
            basis=publication.basis,
            hint="请先办理“登记揭下”，拍一张揭下前的照片。",
        )
    return reason


# --- work and archive -----------------------------------------------------------------------------


def work_was_reported(matter: Matter, on: date) -> Reason | None:
    """至少登记过一次实施进展"""
    if matter.progress.exists():
        return None
    return Reason("还没有登记过实施进展，不能验收。", hint="请先登记进展和支出。")


def work_is_not_accepted(matter: Matter, on: date) -> Reason | None:
    """还没有验收"""
    if matter.accepted_on is None:
        return None
    return Reason(f"{cn_day(matter.accepted_on)}已经验收。")


def work_is_accepted(matter: Matter, on: date) -> Reason | None:
    """已经验收"""
    if matter.accepted_on is not None:
        return None
    return Reason("实施还没有验收，不能公开结果。", hint="请先办理“验收”。")


def residents_were_asked(matter: Matter, on: date) -> Reason | None:
    """做过满意度测评"""
    if satisfaction(matter).answered:
        return None
    return Reason(
        "还没有做满意度测评，结果公示里要写明居民是否满意。", hint="请先办理“满意度测评”。"
    )


def sign_in_sheets_are_on_file(matter: Matter, on: date) -> Reason | None:
    """三次会议的签到表都已扫描入卷"""
    meetings = {meeting.pk: meeting for meeting in facts(matter).meetings}
    scanned = {
        attachment.step
        for attachment in facts(matter).attachments
        if attachment.kind == "signin_sheet"
    }
    missing = [
        meetings[pk].get_kind_display()
        for pk in (
            matter.proposal_meeting_id,
            matter.deliberation_meeting_id,
            matter.resolution_meeting_id,
        )
        if pk and meetings[pk].kind not in scanned
    ]
    if not missing:
        return None
    names = "、".join(f"《{name}签到表》" for name in missing)
    return Reason(
        f"一事一档，还缺{names}的扫描件，不能归档。", hint="请在“文书”里上传签好字的扫描件。"
    )


ALL_OPEN = tuple(state for state in S if state != S.ARCHIVED)
MEETING_STATES = (S.CONSULTING, S.REJECTED, S.PROPOSED, S.DELIBERATED)
NOTICE_STATES = (S.RESOLUTION_PUBLISHED, S.RESULT_PUBLISHED)

MATTER = Procedure(
    code="matter",
    name="一征三议两公开",
    states=S,
    initial=S.DRAFT,
    finals=(S.ARCHIVED,),
    rules=RULES,
    steps=(
        Step(
            "revise",
            "修改动议",
            (S.DRAFT,),
            None,
            Duty.DRAFT,
            INTERNAL,
            "开始征求意见以前，可以修改标题、方案和预算。",
        ),
        Step(
            "consult",
            "征求意见",
            (S.DRAFT,),
            S.CONSULTING,
            Duty.CONVENE,
            "第三十二条",
            "把方案交给居民提意见，公开栏上会出现“正在听您的意见”。",
            opens=(limits.SUM_UP,),
            milestone=True,
        ),
        Step(
            "add_channel",
            "登记征求方式",
            (S.CONSULTING,),
            None,
            Duty.CONVENE,
            INTERNAL,
            "登记入户、座谈会、公开栏等方式的日期和范围。",
            needs=(consultation_is_open,),
        ),
        Step(
            "add_opinions",
            "登记居民意见",
            (S.CONSULTING,),
            None,
            Duty.OPINIONS,
            INTERNAL,
            "入户、电话、书面收到的意见，一行一条，可以一次登记多条。",
            needs=(consultation_is_open,),
        ),
        Step(
            "say_opinion",
            "居民网上提意见",
            (S.CONSULTING,),
            None,
            ANYONE,
            "第三十二条",
            "居民在公开栏上直接提意见，不用登录。",
            needs=(consultation_is_open,),
        ),
        Step(
            "answer_opinion",
            "办理居民意见",
            (S.CONSULTING,),
            None,
            Duty.CONVENE,
            INTERNAL,
            "逐条写明采纳、部分采纳、不采纳和理由。",
            needs=(consultation_is_open,),
        ),
        Step(
            "sum_up",
            "汇总意见",
            (S.CONSULTING,),
            None,
            Duty.CONVENE,
            "第三十二条",
            "征求意见期满、每条意见都有答复后，写出汇总。",
            needs=(
                consultation_is_open,
                enough_channels,
                consultation_lasted,
                opinions_are_answered,
            ),
            closes=(limits.SUM_UP,),
        ),
        Step(
            "call_meeting",
            "召集会议",
            MEETING_STATES,
            None,
            Duty.CONVENE,
            "第二十六条、第二十八条",
            "定时间地点，名册从发出通知时固定；通知、签到表和计票单可以打印。",
            needs=(consultation_is_summed_up, no_meeting_is_called),
        ),
        Step(
            "cancel_meeting",
            "取消会议",
            MEETING_STATES,
            None,
            Duty.CONVENE,
            INTERNAL,
            "会议没有开，也不再开的，写明原因取消。",
            needs=(meeting_is_called,),
        ),
        Step(
            "sign_in",
            "登记签到",
            MEETING_STATES,
            None,
            Duty.CONVENE,
            INTERNAL,
            "照纸质签到表勾选到会的人，系统计算人数是否达到。",
            needs=(meeting_is_called, meeting_day_has_come),
        ),
        Step(
            "count_votes",
            "登记表决",
            MEETING_STATES,
            None,
            Duty.CONVENE,
            "第三十三条",
            "照计票单填票数，系统计算是否通过。",
            needs=(meeting_is_called, meeting_day_has_come, meeting_had_quorum),
        ),
        Step(
            "fail_meeting",
            "登记流会",
            MEETING_STATES,
            None,
            Duty.CONVENE,
            INTERNAL,
            "到会人数不足，会议开不成；记录保留，没有表决结果。",
            needs=(meeting_is_called, meeting_day_has_come, meeting_had_no_quorum),
        ),
        Step(
            "propose",
            "党组织提议",
            (S.CONSULTING, S.REJECTED),
            S.PROPOSED,
            Duty.PROPOSE,
            "第三十条",
            "党组织会议研究同意后提议，写明提议的方案。",
            needs=(
                consultation_is_summed_up,
                meeting_was_held,
                meeting_had_quorum,
                enough_voted_for,
            ),
            milestone=True,
        ),
        Step(
            "deliberate",
            "两委商议",
            (S.PROPOSED,),
            S.DELIBERATED,
            Duty.CONVENE,
            INTERNAL,
            "社区党组织和居委会共同商议同意，形成商议方案。",
            needs=(meeting_was_held, meeting_had_quorum, enough_voted_for),
            milestone=True,
        ),
        Step(
            "resolve",
            "决议通过",
            (S.DELIBERATED,),
            S.RESOLVED,
            Duty.RESOLVE,
            "第二十七条、第二十九条、第三十条",
            "居民代表会议或居民会议表决通过，写明决议内容。",
            needs=(
                meeting_was_held,
                meeting_had_quorum,
                the_right_meeting_decided,
                enough_voted_for,
            ),
            opens=(limits.PUBLISH_RESOLUTION,),
            milestone=True,
        ),
        Step(
            "reject",
            "未获通过",
            (S.DELIBERATED,),
            S.REJECTED,
            Duty.RESOLVE,
            "第二十七条、第二十九条",
            "表决没有通过。修改方案后，可以由党组织重新提议。",
            needs=(meeting_was_held, meeting_had_quorum, too_few_voted_for),
        ),
        Step(
            "publish_resolution",
            "决议公开",
            (S.RESOLVED,),
            S.RESOLUTION_PUBLISHED,
            Duty.PUBLISH,
            "第三十四条",
            "公示内容定稿后不能再改；网上立即可见，张贴并拍照后起算公示期。",
            opens=(limits.POST_NOTICE,),
            closes=(limits.PUBLISH_RESOLUTION,),
            milestone=True,
        ),
        Step(
            "post_notice",
            "登记张贴",
            NOTICE_STATES,
            None,
            Duty.PUBLISH,
            "第三十四条",
            "把公示打印张贴在居务公开栏，上传现场照片，公示期从次日起算。",
            needs=(notice_is_frozen,),
            opens=(limits.TAKE_DOWN,),
            closes=(limits.POST_NOTICE,),
        ),
        Step(
            "take_down_notice",
            "登记揭下",
            NOTICE_STATES,
            None,
            Duty.PUBLISH,
            "第三十四条",
            "公示期满后，揭下前拍一张照片。",
            needs=(notice_is_posted, notice_ran_its_time),
            closes=(limits.TAKE_DOWN,),
        ),
        Step(
            "implement",
            "组织实施",
            (S.RESOLUTION_PUBLISHED,),
            S.IMPLEMENTING,
            Duty.IMPLEMENT,
            INTERNAL,
            "写明责任人和计划完成日期，开始实施。",
            needs=(notice_is_finished,),
            opens=(limits.FINISH_WORK,),
            milestone=True,
        ),
        Step(
            "report_progress",
            "登记进展",
            (S.IMPLEMENTING,),
            None,
            Duty.IMPLEMENT,
            INTERNAL,
            "登记做到了哪里、花了多少钱。",
            needs=(work_is_not_accepted,),
        ),
        Step(
            "accept_work",
            "验收",
            (S.IMPLEMENTING,),
            None,
            Duty.IMPLEMENT,
            INTERNAL,
            "写明谁来验收、是否合格、决算多少。",
            needs=(work_is_not_accepted, work_was_reported),
            opens=(limits.PUBLISH_RESULT,),
            closes=(limits.FINISH_WORK,),
        ),
        Step(
            "survey",
            "满意度测评",
            (S.IMPLEMENTING,),
            None,
            Duty.IMPLEMENT,
            INTERNAL,
            "登记发出的份数和居民的回答。",
            needs=(work_is_accepted,),
        ),
        Step(
            "publish_result",
            "实施结果公开",
            (S.IMPLEMENTING,),
            S.RESULT_PUBLISHED,
            Duty.PUBLISH,
            "第三十四条",
            "公开做成了什么、花了多少、居民是否满意；张贴并拍照后起算公示期。",
            needs=(work_is_accepted, residents_were_asked),
            opens=(limits.POST_NOTICE,),
            closes=(limits.PUBLISH_RESULT,),
            milestone=True,
        ),
        Step(
            "archive",
            "归档",
            (S.RESULT_PUBLISHED,),
            S.ARCHIVED,
            Duty.ARCHIVE,
            "第三十九条",
            "一事一档，归档后不能再办理。",
            needs=(notice_is_finished, sign_in_sheets_are_on_file),
            milestone=True,
        ),
        Step(
            "attach",
            "上传文书",
            ALL_OPEN,
            None,
            Duty.DRAFT,
            "第三十九条",
            "上传签好字的扫描件、照片和其他材料。",
        ),
        Step(
            "recuse",
            "登记回避",
            (S.DRAFT, S.CONSULTING, S.PROPOSED, S.DELIBERATED, S.REJECTED),
            None,
            Duty.RECUSE,
            INTERNAL,
            "与事项有利害关系的人申报回避，不参加办理或表决。",
        ),
    ),
)
