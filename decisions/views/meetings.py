"""The meetings of a matter: called, called off, signed in, counted, or failed for want of people."""

from datetime import datetime, time, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse

from decisions import actions, conditions, forms, procedures
from decisions.models import Matter
from decisions.selectors import MEETING_RULES, MEETINGS_OF_STATE, facts
from decisions.selectors.convening import owed_meetings
from decisions.views import scanned
from decisions.views.visit import Visit, open_step
from jiedao.attachments.states import AttachmentKind
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.meetings import judgement
from jiedao.meetings.models import Meeting
from jiedao.meetings.selectors import url_of, when
from jiedao.meetings.states import MeetingKind
from jiedao.web.commands import form_page

AT = time(9, 30)


@form_page
def call_meeting(request: HttpRequest, number: str) -> HttpResponse:
    """Call the meeting the matter waits for (召集会议)."""
    visit = open_step(request, number, "call_meeting")
    kinds = _kinds(visit)
    form = visit.bind(
        forms.CallMeetingForm,
        initial=_proposed(visit.matter, kinds[0]),
        kinds=kinds,
        owed=owed_meetings(visit.matter.dossier.unit, kinds),
    )

    def call() -> Meeting:
        given = form.cleaned_data
        return actions.call_meeting(
            visit.matter,
            by=visit.user,
            on=given["on"],
            kind=form.chosen_kind,
            held_at=given["held_at"],
            place=given["place"],
            base=form.chosen_base,
            urgent_reason=given["urgent_reason"],
            request=given.get("request"),
        )

    if visit.takes(form, call):
        asked = form.cleaned_data.get("request")
        if asked:
            return visit.done(
                "会议已召集，名册从现在起固定。请在这份联名要求里登记已经召集。",
                to=asked.get_absolute_url(),
            )
        return visit.done("会议已召集，名册从现在起固定。请打印会议通知、签到表和计票单。")
    return visit.ask(
        form,
        submit="发出通知",
        lead=_notice_rule(visit.matter, kinds),
        note="提交后名册固定，不能再添人或减人；通知、签到表和计票单由平台生成，在会议页面打印。",
    )


@form_page
def cancel_meeting(request: HttpRequest, number: str) -> HttpResponse:
    """Call a meeting off (取消会议)."""
    visit, meeting = _at_meeting(request, number, "cancel_meeting")
    form = visit.bind(forms.CancelMeetingForm)
    if visit.takes(
        form, lambda: actions.cancel_meeting(visit.matter, by=visit.user, **form.cleaned_data)
    ):
        return visit.done("会议已取消。请通知应到会的人。")
    return visit.ask(form, submit="取消会议", lead=_said(meeting))


@form_page
def sign_in(request: HttpRequest, number: str) -> HttpResponse:
    """Tick the names on the signed sheet (登记签到)."""
    visit, meeting = _at_meeting(request, number, "sign_in")
    form = visit.bind(forms.SignInForm, meeting=meeting)

    def tick() -> Meeting:
        given = form.cleaned_data
        return actions.sign_in(
            visit.matter,
            by=visit.user,
            on=given["on"],
            present=given["present"],
            extra=form.extra_lines,
        )

    if visit.takes(form, tick):
        return visit.done("签到已登记。人数达到的，接着登记表决；不够的，登记流会。")
    return visit.ask(
        form,
        submit="登记签到",
        pictures=scanned.sheets(visit, meeting, AttachmentKind.SIGNIN_SHEET),
        lead=f"{_said(meeting)}照着纸质签到表{_how_entered(meeting)}即可。",
        template="decisions/meeting_sign_in.html",
        **_judged(visit.matter, meeting),
    )


def _how_entered(meeting: Meeting) -> str:
    """A residents' meeting has no roster to tick on: whoever came is written down."""
    return "录入姓名" if meeting.kind == MeetingKind.RESIDENTS else "勾选"


@form_page
def count_votes(request: HttpRequest, number: str) -> HttpResponse:
    """Enter the counting sheet and the minutes (登记表决)."""
    visit, meeting = _at_meeting(request, number, "count_votes")
    form = visit.bind(forms.CountVotesForm, initial={"resolution": visit.matter.plan})

    def count() -> Meeting:
        given = form.cleaned_data
        return actions.count_votes(
            visit.matter,
            by=visit.user,
            on=given["on"],
            ballots=form.ballots(),
            **form.values(
                "method", "chair_name", "recorder_name", "minutes", "resolution", "observers"
            ),
        )

    if visit.takes(form, count):
        came, is_lost = _what_came_of(visit.matter, meeting)
        return visit.done(f"表决结果已登记，不能再改。{came}", is_lost=is_lost)
    return visit.ask(
        form,
        submit="提交表决结果",
        pictures=scanned.sheets(visit, meeting, AttachmentKind.COUNT_SHEET),
        lead=f"{_said(meeting)}照着计票单填即可。",
        note="提交后不能再改。公示时居民能看到应到、实到和四项票数，看不到谁投了什么票。",
        template="decisions/meeting_count.html",
        **_judged(visit.matter, meeting),
    )


@form_page
def fail_meeting(request: HttpRequest, number: str) -> HttpResponse:
    """Too few came (登记流会)."""
    visit, meeting = _at_meeting(request, number, "fail_meeting")
    form = visit.bind(forms.FailMeetingForm)
    if visit.takes(
        form, lambda: actions.fail_meeting(visit.matter, by=visit.user, **form.cleaned_data)
    ):
        return visit.done("流会已登记，记录已留存，没有表决结果。请重新召集会议。")
    return visit.ask(
        form,
        submit="登记流会",
        lead=_said(meeting),
        template="decisions/meeting_failed.html",
        **_judged(visit.matter, meeting),
    )


def _kinds(visit: Visit) -> tuple[str, ...]:
    """Which meetings may be called now; what only the residents may decide leaves no choice."""
    kinds = MEETINGS_OF_STATE.get(visit.matter.state, ())
    if not kinds:
        raise Refused(_required(visit))
    only_residents = visit.matter.matter_type.residents_only
    authorised = facts(visit.matter).authorisation(clock.today()) is not None
    if MeetingKind.RESIDENTS in kinds and only_residents and not authorised:
        return (MeetingKind.RESIDENTS,)
    return kinds


def _at_meeting(request: HttpRequest, number: str, code: str) -> tuple[Visit, Meeting]:
    """The step together with the meeting it is about; the table's own refusal when there is none."""
    visit = open_step(request, number, code)
    meeting = facts(visit.matter).awaited()
    if meeting is None:
        raise Refused(_required(visit))
    return visit, meeting


def _required(visit: Visit) -> Any:
    assert visit.refusal is not None  # a step that waits for a meeting is refused without one
    return visit.refusal


def _proposed(matter: Matter, kind: str) -> dict[str, Any]:
    """The first day the notice allows, at half past nine, in the community's own rooms."""
    days = _notice_days(matter, kind)
    day = clock.today() + timedelta(days=days)
    return {
        "kind": kind,
        "held_at": datetime.combine(day, AT, tzinfo=clock.SHANGHAI),
        "place": matter.dossier.unit.address,
    }


def _notice_days(matter: Matter, kind: str) -> int:
    edition = facts(matter).edition(clock.today())
    days: int = getattr(edition, MEETING_RULES[kind][0]).n
    return days


def _notice_rule(matter: Matter, kinds: tuple[str, ...]) -> str:
    edition = facts(matter).edition(clock.today())
    said = [
        f"{MeetingKind(kind).label}要提前{_notice_days(matter, kind)}天通知"
        f"（{edition.source(MEETING_RULES[kind][0])}）"
        for kind in kinds
    ]
    return f"{'；'.join(said)}。"


def _said(meeting: Meeting) -> str:
    return f"{meeting}：{when(meeting)}，{meeting.place}。"


def _what_came_of(matter: Matter, meeting: Meeting) -> tuple[str, bool]:
    """What came of the vote, with its sum and the next step by the table of steps; whether it was lost."""
    known = facts(matter)
    counted = known.held(meeting.pk)
    here = [step for step in procedures.of(matter).steps if matter.state in step.source]
    won = [step.name for step in here if conditions.enough_voted_for in step.needs]
    lost = [step.name for step in here if conditions.too_few_voted_for in step.needs]
    if not won:
        return "", False  # a review (民主评议会) decides nothing by its votes
    defeat = known.defeat(counted)
    if defeat is None:
        *_, votes = judgement.sums(
            counted, known.thresholds(counted), seen=known.attendance(counted)
        )
        return f"表决通过：{votes.words}。请接着办理“{won[0]}”。", False
    again = f"登记“{lost[0]}”，再修改方案，由党组织重新提议" if lost else ""
    again = again or f"修改方案，再召集一次{counted.kind_name}"
    return f"表决没有通过：{defeat.sentence}。算法：{defeat.arithmetic}。请{again}。", True


def _judged(matter: Matter, meeting: Meeting) -> dict[str, Any]:
    """Who came so far, held against what is needed."""
    thresholds = facts(matter).thresholds(meeting)
    seen = facts(matter).attendance(meeting)
    return {
        "meeting": meeting,
        "meeting_url": url_of(meeting),
        "of_residents": meeting.kind == MeetingKind.RESIDENTS,
        "seen": seen,
        "need": judgement.heads_needed(meeting, thresholds, seen),
        "sums": judgement.sums(meeting, thresholds, seen=seen) if seen.present else [],
        "passing": judgement.passing_rule(meeting, thresholds, seen),
    }
