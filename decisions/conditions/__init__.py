"""The conditions of 一征三议两公开: each gives the reason why a step may not be taken, or None.

A condition takes the matter and the day the step is taken; the first line of its docstring is shown
in the handbook.
"""

from datetime import date, timedelta

from decisions.models import Matter
from decisions.rules import RULES
from decisions.selectors import facts, satisfaction
from decisions.states import MatterState as S
from jiedao.attachments.states import AttachmentKind
from jiedao.lib.numerals import long_day
from jiedao.lib.numerals import short_day as cn_day
from jiedao.meetings import judgement
from jiedao.meetings.models import Meeting
from jiedao.meetings.states import MeetingKind, MeetingStatus
from jiedao.procedures.rows import Reason
from jiedao.publications import selectors as publications
from jiedao.publications.models import Publication

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
    """意见已经汇总；应急处置和仅评议的，不要求先征求意见"""
    if matter.summed_up_on is not None or matter.acted_on is not None or matter.is_advisory:
        return None
    return Reason("居民意见还没有汇总，还不能召集会议和提议。", hint="请先完成“汇总意见”。")


# --- meetings -------------------------------------------------------------------------------------

NAMES = {
    S.CONSULTING: "党组织会议",
    S.ACTED: "党组织会议",
    S.REJECTED: "党组织会议",
    S.RETURNED: "党组织会议",
    S.REVIEWING: "民主评议会",
    S.PROPOSED: "两委联席会议",
    S.DELIBERATED: "居民代表会议或居民会议",
}


def no_meeting_is_called(matter: Matter, on: date) -> Reason | None:
    """没有已经通知、尚未登记结果的会议"""
    meeting = facts(matter).awaited()
    if meeting is None or meeting.status == MeetingStatus.FAILED:
        return None
    if meeting.status == MeetingStatus.HELD and not _passed(matter, meeting):
        if matter.state != S.DELIBERATED:
            return None
        return Reason(
            f"{cn_day(meeting.held_on)}的{meeting.get_kind_display()}没有表决通过，不能就同一方案再次表决。",
            hint="请登记“未获通过”，修改方案后由党组织重新提议。",
        )
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
    return _nobody_signed_in(matter, meeting) or _as_reason(facts(matter).shortfall(meeting))


def _nobody_signed_in(matter: Matter, meeting: Meeting) -> Reason | None:
    """Not a failed meeting yet: nobody has entered who came."""
    if meeting.status != MeetingStatus.NOTICED or facts(matter).attendance(meeting).present:
        return None
    return Reason(
        f"{cn_day(meeting.held_on)}的{meeting.get_kind_display()}还没有登记签到，不知道到会多少人。",
        hint="请先照签到表勾选到会的人。",
    )


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
        return _nobody_signed_in(matter, meeting) or _as_reason(short)
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
    if meeting is None or not matter.matter_type.residents_only:
        return None
    if meeting.kind == MeetingKind.RESIDENTS:
        return None
    if facts(matter).authorisation(meeting.held_on):
        return None
    return Reason(
        f"“{matter.matter_type.name}”依法由居民会议讨论决定，这次开的是居民代表会议。",
        basis=f"{RULES.on(on).basis}第三十条",
        hint="请召集居民会议表决。",
    )


# --- publication ----------------------------------------------------------------------------------


def notice_is_frozen(matter: Matter, on: date) -> Reason | None:
    """公示已经定稿，尚未登记张贴"""
    if facts(matter).to_post():
        return None
    publication = facts(matter).current_publication()
    if publication is None or publication.posted_on is None:
        return Reason("没有等着张贴的公示。")
    return Reason(f"{cn_day(publication.posted_on)}已经登记张贴，不用再登记。")


def notice_is_posted(matter: Matter, on: date) -> Reason | None:
    """公示已经张贴并拍照，尚未揭下"""
    publication = facts(matter).hanging() or facts(matter).current_publication()
    if publication is None or publication.posted_on is None:
        return Reason(
            "公示还没有登记张贴，公示期没有起算。", hint="请张贴纸质公示，拍照后办理“登记张贴”。"
        )
    if publication.taken_down_on is not None:
        return Reason(f"{cn_day(publication.taken_down_on)}已经登记揭下，不用再登记。")
    return None


def notice_ran_its_time(matter: Matter, on: date) -> Reason | None:
    """公示期满"""
    publication = facts(matter).hanging() or facts(matter).current_publication()
    return _not_yet(publication, on)


def _not_yet(publication: Publication | None, on: date) -> Reason | None:
    if publication is None:
        return Reason("还没有公示。")
    if publication.ends_on is not None and on > publication.ends_on:
        return None
    waiting = publications.clock_reason(publication, on)
    return Reason(waiting, basis=publication.basis) if waiting else None


def notice_is_finished(matter: Matter, on: date) -> Reason | None:
    """公示期满，揭下并拍照"""
    publication = facts(matter).unfinished() or facts(matter).current_publication()
    reason = _not_yet(publication, on)
    if reason is None and publication and publication.taken_down_on is None:
        return Reason(
            "公示期已满，还没有登记揭下时的照片。",
            basis=publication.basis,
            hint="请先办理“登记揭下”，拍一张揭下前的照片。",
        )
    return reason


def a_notice_stands(matter: Matter, on: date) -> Reason | None:
    """有一份没有更正或者撤回过的公示"""
    if facts(matter).current_publication():
        return None
    return Reason("现在没有可以更正或者撤回的公示。")


def no_notice_is_unfinished(matter: Matter, on: date) -> Reason | None:
    """更正公示、撤回公示也已期满揭下"""
    return notice_is_finished(matter, on) if facts(matter).unfinished() else None


# --- work and archive -----------------------------------------------------------------------------


def work_was_reported(matter: Matter, on: date) -> Reason | None:
    """至少登记过一次实施进展"""
    if facts(matter).progress:
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
    return Reason("实施还没有验收，还不能测评满意度、公开结果。", hint="请先办理“验收”。")


def residents_were_asked(matter: Matter, on: date) -> Reason | None:
    """做过满意度测评"""
    if satisfaction(matter).answered:
        return None
    return Reason(
        "还没有做满意度测评，结果公示里要写明居民是否满意。", hint="请先办理“满意度测评”。"
    )


def sign_in_sheets_are_on_file(matter: Matter, on: date) -> Reason | None:
    """各次会议的签到表都已扫描入卷"""
    meetings = {meeting.pk: meeting for meeting in facts(matter).meetings}
    scanned = facts(matter).steps_with(AttachmentKind.SIGNIN_SHEET)
    missing = [
        meetings[pk].get_kind_display()
        for pk in (
            matter.proposal_meeting_id,
            matter.deliberation_meeting_id,
            matter.resolution_meeting_id,
            matter.review_meeting_id,
        )
        if pk and meetings[pk].kind not in scanned
    ]
    if not missing:
        return None
    names = "、".join(f"《{name}签到表》" for name in missing)
    return Reason(
        f"一事一档，还缺{names}的扫描件，不能归档。", hint="请在“文书”里上传签好字的扫描件。"
    )


def casefile_is_not_sealed(matter: Matter, on: date) -> Reason | None:
    """还没有封卷"""
    if not facts(matter).sealed:
        return None
    return Reason("这个案卷已经封卷，不能再封一次，也不能更换。")
