"""The right to have a meeting convened: received, counted, convened (应当召集, 第二十六条、第二十八条)."""

from collections.abc import Iterable
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from decisions import duties
from decisions.actions.words import fit_for_the_board
from decisions.conditions.convening import edition_of, rule_of, sum_of
from decisions.deadlines import CONVENE
from decisions.duties import Duty
from decisions.models import ConveningRequest, Matter, Signatory
from decisions.procedures import CONVENING
from decisions.rules import RULES
from decisions.selectors.convening import (
    count_of,
    meetings_for,
    representatives_of,
    sheets_of,
)
from decisions.states import Backers, ConveningState
from jiedao.access.selectors import holdings
from jiedao.attachments import actions as attachments
from jiedao.attachments.models import Attachment
from jiedao.attachments.states import AttachmentKind
from jiedao.deadlines import actions as deadlines
from jiedao.dossiers import actions as dossiers
from jiedao.lib import clock
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import FORBIDDEN, refuse
from jiedao.meetings.models import Meeting
from jiedao.meetings.states import STATUTORY, MeetingKind
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User


@transaction.atomic
def request_convening(
    unit: Unit,
    *,
    by: User,
    on: date,
    asked_for: str,
    backers: str,
    subject: str,
    wish: str,
    contact: str = "",
    about: Matter | None = None,
) -> ConveningRequest:
    """Register a joint request for a meeting (登记联名要求); it gets its number and dossier."""
    if not holdings(by).covers(Duty.REQUESTS, unit):
        raise refuse(
            "convening.no_duty",
            f"联名要求要由负责“{Duty.REQUESTS.label}”的人登记，您在{unit}没有这项职责。",
            status=FORBIDDEN,
        )
    if unit.level not in (UnitLevel.COMMUNITY, UnitLevel.VILLAGE):
        raise refuse("matter.unit", f"联名要求要登记在社区，“{unit}”不是社区。", field="unit")
    if on > clock.today():
        raise refuse("convening.future", "收到的日期不能是将来的日期，请核对。", field="on")
    if asked_for not in STATUTORY or backers not in Backers.values:
        raise refuse("convening.kind", "请选择要求召开的会议和联名的人。", field="asked_for")
    if asked_for == MeetingKind.REPRESENTATIVES and backers != Backers.REPRESENTATIVES:
        raise refuse(
            "convening.not_theirs",
            "居民代表会议由居民代表联名要求召集；居民联名的，可以要求召集居民会议。",
            basis=f"{edition_for(on)}第二十八条",
            field="backers",
        )
    fit_for_the_board(subject=subject, wish=wish)
    heads = None
    if backers != Backers.REPRESENTATIVES:
        heads = unit.head_counts.filter(counted_on__lte=on).first()
        if heads is None:
            raise refuse(
                "convening.head_count_missing",
                "本社区还没有登记人口底数，算不出需要多少人联名。请先在组织机构里登记居民人数和户数。",
                field="backers",
            )
    elif not representatives_of(unit, on).exists():
        raise refuse(
            "convening.no_roster",
            "本社区还没有登记居民代表，请先在组织机构里登记名册。",
            field="backers",
        )
    dossier = dossiers.open_dossier(
        kind=duties.CONVENING.code,
        prefix=duties.CONVENING.prefix,
        title=subject,
        unit=unit,
        by=by,
        opened_on=on,
        state_label=ConveningState.RECEIVED.label,
    )
    request = ConveningRequest.objects.create(
        dossier=dossier,
        asked_for=asked_for,
        backers=backers,
        contact=contact,
        wish=wish,
        about=about,
        head_count=heads,
    )
    dossiers.make_findable(request, wish)
    return request


@transaction.atomic
def tick_names(
    request: ConveningRequest, *, by: User, on: date, present: Iterable[int]
) -> ConveningRequest:
    """Tick the representatives who signed (勾选联名代表) on the roster of the day it came in."""
    CONVENING.demand(request, "tick_names", by=by, on=on)
    wanted = set(present)
    roster = representatives_of(request.dossier.unit, request.dossier.opened_on)
    known = set(roster.values_list("person_id", flat=True))
    if wanted - known:
        raise refuse(
            "convening.not_on_roster",
            "勾选的人不在收到当天的居民代表名册上，请刷新页面重新勾选。",
            field="present",
        )
    CONVENING.take(
        request, "tick_names", by=by, on=on, words=f"{by}登记联名的居民代表{len(wanted)}人。"
    )
    held = set(request.signatories.values_list("person_id", flat=True))
    request.signatories.exclude(person_id__in=wanted).delete()
    Signatory.objects.bulk_create(
        Signatory(request=request, person_id=pk, ticked_at=clock.now(), ticked_by=by)
        for pk in sorted(wanted - held)
    )
    request.forget()
    return request


@transaction.atomic
def enter_sheet(
    request: ConveningRequest,
    *,
    by: User,
    on: date,
    signatures: int,
    file: UploadedFile | None = None,
) -> ConveningRequest:
    """Enter how many signatures on the sheet hold (登记签名册).

    The sheet itself is kept: it came in before, or is handed in now.
    """
    CONVENING.demand(request, "enter_sheet", by=by, on=on)
    if file is None and not sheets_of(request).exists():
        raise refuse(
            "convening.no_sheet",
            "案卷里还没有签名册，签名数没有依据。请上传签名册的扫描件。",
            field="file",
        )
    base = count_of(request).base
    if signatures > base:
        raise refuse(
            "convening.more_than_there_are",
            f"有效签名{signatures}个，比底数{base}还多，请核对签名册和人口底数。",
            arithmetic=f"{signatures} － {base} ＝ {signatures - base}",
            field="signatures",
        )
    CONVENING.take(
        request,
        "enter_sheet",
        by=by,
        on=on,
        words=f"{by}登记签名册，有效签名{signatures}个。",
        sets={"signatures": signatures},
    )
    if file:
        attachments.attach(request.dossier, file=file, kind=AttachmentKind.SIGNATURES, by=by)
    request.forget()
    return request


@transaction.atomic
def attach_signatures(
    request: ConveningRequest,
    *,
    by: User,
    on: date,
    file: UploadedFile,
    kind: str = AttachmentKind.SIGNATURES,
    step: str = "",
) -> Attachment:
    """Put a signed sheet into the dossier (附上联名材料); nobody is counted by that."""
    CONVENING.take(request, "attach_signatures", by=by, on=on, words=f"{by}附上联名材料。")
    return attachments.attach(request.dossier, file=file, kind=kind, by=by, step=step)


@transaction.atomic
def accept_request(request: ConveningRequest, *, by: User, on: date) -> ConveningRequest:
    """Enough have signed (核定应当召集): the committee must call the meeting by a day."""
    return _judge(request, "accept_request", by, on, "达到法定比例，应当召集")


@transaction.atomic
def decline_request(request: ConveningRequest, *, by: User, on: date) -> ConveningRequest:
    """Too few have signed (登记人数不足); the sum stays on record."""
    return _judge(request, "decline_request", by, on, "没有达到法定比例")


@transaction.atomic
def record_convening(
    request: ConveningRequest, *, by: User, on: date, meeting: Meeting
) -> ConveningRequest:
    """The meeting is called (登记已经召集)."""
    CONVENING.demand(request, "record_convening", by=by, on=on)
    if not meetings_for(request).filter(pk=meeting.pk).exists():
        raise refuse(
            "convening.other_meeting",
            f"请选择收到要求以后，本社区应这份要求召集的{request.get_asked_for_display()}。",
            hint="召集会议的时候要选“应哪份联名要求召集”；"
            + ("讨论涉及的那件事项的会议也可以。" if request.about_id else "没有选的，不能算数。"),
            field="meeting",
        )
    CONVENING.take(
        request,
        "record_convening",
        by=by,
        on=on,
        words=f"已召集{meeting.get_kind_display()}，{long_day(meeting.held_on)}召开，"
        f"讨论“{meeting.dossier.title}”。",
        sets={"meeting": meeting, "convened_on": on},
    )
    return request


@transaction.atomic
def reopen_request(request: ConveningRequest, *, by: User, on: date) -> ConveningRequest:
    """The meeting it was met by was called off (重新召集): it must be called anew by the day it had."""
    CONVENING.take(
        request,
        "reopen_request",
        by=by,
        on=on,
        words="召集的会议取消了，应当重新召集，期限照原来的日期。",
        sets={"meeting": None, "convened_on": None},
    )
    dossiers.reopen(request.dossier)
    deadlines.reopen(request.dossier, CONVENE.code)
    return request


def reopen_for(meeting: Meeting, *, by: User, on: date) -> None:
    """What a meeting that is called off had met, it meets no more."""
    met = ConveningRequest.objects.filter(meeting=meeting, state=ConveningState.CONVENED)
    for request in met.select_related("dossier__unit", "meeting").order_by("pk"):
        dossiers.hold_record(request)
        if CONVENING.why_not(request, "reopen_request", by=by, on=on) is None:
            reopen_request(request, by=by, on=on)


def edition_for(on: date) -> str:
    """The statute by its edition on a day, as it is quoted."""
    return RULES.on(on).basis


def _judge(request: ConveningRequest, code: str, by: User, on: date, said: str) -> ConveningRequest:
    CONVENING.demand(request, code, by=by, on=on)
    _, words = sum_of(request, count_of(request))
    CONVENING.take(
        request,
        code,
        by=by,
        on=on,
        words=f"{by}核定联名人数{said}：{words}。",
        sets={
            "judged": words,
            "basis": edition_of(request).source(rule_of(request)),
            "judged_on": on,
        },
    )
    return request
