"""A matter's beginning and end: motion, revision, papers, recusal, archive."""

from datetime import date, timedelta
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from decisions import duties, procedures
from decisions.actions.words import fit_for_the_board
from decisions.catalogue import TYPES, Regime
from decisions.duties import Duty
from decisions.models import Matter
from decisions.selectors.keeping import usual_keeping
from decisions.states import Keeping, MatterState
from jiedao.access import actions as access
from jiedao.access.selectors import holdings
from jiedao.access.states import RecusalScope
from jiedao.attachments import actions as attachments
from jiedao.attachments.models import Attachment
from jiedao.dossiers import actions as dossiers
from jiedao.lib import clock
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import FORBIDDEN, refuse
from jiedao.lib.text import sentence
from jiedao.meetings.models import Meeting
from jiedao.meetings.states import MeetingStatus
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import Person, User
from jiedao.publications import actions as publications

# Older motions are records of the past, not matters on their way.
LONGEST_AGO = timedelta(days=366)


@transaction.atomic
def draft(
    unit: Unit,
    *,
    by: User,
    on: date,
    kind: str,
    title: str,
    origin: str,
    proposer: str,
    summary: str,
    plan: str,
    touches_common_parts: bool = False,
    budget: Decimal | None = None,
    funding: str = "",
    is_emergency: bool = False,
) -> Matter:
    """Register a motion (登记动议): the matter gets its number and dossier.

    Refused outside a community, without the duty, for a future day, and when the matter changes
    what the owners own in common: 民法典第二百七十八条 leaves that to the owners.
    """
    if not holdings(by).covers(Duty.DRAFT, unit):
        raise refuse(
            "matter.no_duty",
            f"登记动议要由负责“{Duty.DRAFT.label}”的人办理，您在{unit}没有这项职责。",
            status=FORBIDDEN,
        )
    if unit.level not in (UnitLevel.COMMUNITY, UnitLevel.VILLAGE):
        raise refuse(
            "matter.unit",
            f"重大事项要登记在社区，“{unit}”是{unit.get_level_display()}。",
            field="unit",
        )
    if on > clock.today():
        raise refuse("matter.future", "受理日期不能是将来的日期，请核对。", field="on")
    if on < clock.today() - LONGEST_AGO:
        raise refuse(
            "matter.long_ago",
            f"受理日期{long_day(on)}早于一年前，请核对年份。以前办完的事项不在这里登记。",
            field="on",
        )
    _known(kind)
    _owners_decide(touches_common_parts, kind)
    fit_for_the_board(title=title, summary=summary, plan=plan, funding=funding)
    if is_emergency and TYPES[kind].regime != Regime.NORMAL:
        raise refuse(
            "matter.emergency_kind",
            f"“{TYPES[kind].name}”有自己的办理程序，不能作为应急处置登记。",
            hint="抢险等应急处置请选“居民反映的热点难点问题”等类型。",
            field="is_emergency",
        )
    dossier = dossiers.open_dossier(
        kind=duties.MATTER.code,
        prefix=duties.MATTER.prefix,
        title=title,
        unit=unit,
        by=by,
        opened_on=on,
        state_label=MatterState.DRAFT.label,
    )
    matter = Matter.objects.create(
        dossier=dossier,
        procedure=procedures.EMERGENCY.code if is_emergency else procedures.code_for(kind),
        kind=kind,
        origin=origin,
        proposer=proposer,
        summary=summary,
        plan=plan,
        budget=budget,
        funding=funding,
    )
    dossiers.make_findable(matter, summary, plan)
    return matter


@transaction.atomic
def revise(
    matter: Matter,
    *,
    by: User,
    on: date,
    kind: str,
    title: str,
    origin: str,
    proposer: str,
    summary: str,
    plan: str,
    touches_common_parts: bool = False,
    budget: Decimal | None = None,
    funding: str = "",
) -> Matter:
    """Change a motion before anybody was asked (修改动议)."""
    procedures.of(matter).demand(matter, "revise", by=by, on=on)
    _known(kind)
    _owners_decide(touches_common_parts, kind)
    fit_for_the_board(title=title, summary=summary, plan=plan, funding=funding)
    procedures.of(matter).take(
        matter,
        "revise",
        by=by,
        on=on,
        words=f"{by}修改动议《{title}》。",
        sets={
            "kind": kind,
            "procedure": matter.procedure if matter.is_emergency else procedures.code_for(kind),
            "origin": origin,
            "proposer": proposer,
            "summary": summary,
            "plan": plan,
            "budget": budget,
            "funding": funding,
        },
    )
    matter.dossier.title = title
    matter.dossier.save(update_fields=["title"])
    dossiers.make_findable(matter, summary, plan)
    return matter


@transaction.atomic
def attach(
    matter: Matter, *, by: User, on: date, file: UploadedFile, kind: str, step: str = ""
) -> Attachment:
    """Put a paper into the dossier (上传文书): a signed sheet, a photo, a plan."""
    procedures.of(matter).take(matter, "attach", by=by, on=on, words=f"{by}上传文书。")
    return attachments.attach(matter.dossier, file=file, kind=kind, by=by, step=step)


@transaction.atomic
def recuse(
    matter: Matter, *, by: User, on: date, person: Person, scope: str, reason: str
) -> Matter:
    """Enter that someone withdraws from this matter (登记回避)."""
    procedures.of(matter).demand(matter, "recuse", by=by, on=on)
    if scope not in RecusalScope.values:
        raise refuse("matter.recusal_scope", "请选择回避的范围。", field="scope")
    fit_for_the_board(reason=reason)
    procedures.of(matter).take(
        matter,
        "recuse",
        by=by,
        on=on,
        words=f"{by}登记{person}回避（{RecusalScope(scope).label}）。",
    )
    access.recuse(matter.dossier, person=person, scope=scope, reason=reason, by=by, on=on)
    return matter


@transaction.atomic
def lift_recusal(matter: Matter, *, by: User, on: date, person: Person, reason: str) -> Matter:
    """A recusal entered for the wrong person or with the wrong scope is taken back (撤销回避登记)."""
    procedures.of(matter).demand(matter, "lift_recusal", by=by, on=on)
    if person.pk == by.person_id:
        raise refuse(
            "matter.own_recusal",
            "您自己的回避不能由您撤销，请由另一位负责登记回避的人办理。",
            status=FORBIDDEN,
            field="person",
        )
    fit_for_the_board(reason=reason)
    called = Meeting.objects.filter(dossier=matter.dossier, status=MeetingStatus.NOTICED)
    if called.filter(roster__person=person, roster__recused=True).exists():
        raise refuse(
            "matter.recused_on_the_roster",
            f"{person}在已经召集的会议的名册上是回避的，名册在发通知时已经固定，现在不能撤销。",
            hint="请先登记会议结果，或者取消会议，撤销以后再召集。",
            field="person",
        )
    procedures.of(matter).take(
        matter, "lift_recusal", by=by, on=on, words=f"{by}撤销{person}的回避登记。"
    )
    access.lift_recusal(matter.dossier, person=person, reason=reason, by=by, on=on)
    return matter


@transaction.atomic
def archive(matter: Matter, *, by: User, on: date, keeping: str = "", reason: str = "") -> Matter:
    """Close the dossier (归档, 第三十九条): one matter, one file, kept as long as was chosen (保管期限).

    For less than its kind is kept by default only with a reason; for more, nobody is asked why.
    """
    procedures.of(matter).demand(matter, "archive", by=by, on=on)
    usual = usual_keeping(matter, on)
    kept = Keeping(keeping) if keeping else usual
    if kept.is_less_than(usual) and not reason:
        raise refuse(
            "matter.keeping_less",
            f"这类事项的案卷按内部规定保管{usual.label}，选{kept.label}的，请写明为什么少保管。",
            field="reason",
        )
    fit_for_the_board(reason=reason)
    instead = "" if kept == usual else f"（按内部规定是{usual.label}）"
    why = f"{instead}：{sentence(reason)}" if reason else "。"
    procedures.of(matter).take(
        matter,
        "archive",
        by=by,
        on=on,
        words=f"{by}将案卷归档，一事一档，保管期限{kept.label}{why}",
        sets={"archived_on": on, "keeping": kept},
    )
    publications.close_public_state(matter.dossier, stage=MatterState.ARCHIVED.label, by=by)
    return matter


def _known(kind: str) -> None:
    if kind not in TYPES:
        raise refuse("matter.kind", "请从目录里选择事项类型。", field="kind")


def _owners_decide(touches_common_parts: bool, kind: str) -> None:
    if touches_common_parts and TYPES[kind].regime != Regime.OWNERS:
        raise refuse(
            "matter.owners_decide",
            "改变小区共有部分或者使用维修资金的事项，要由业主共同决定，居民代表会议不能代替。",
            basis="《民法典》第二百七十八条",
            hint="请把事项类型改选为“由业主按面积和人数共同决定”的一类；不涉及共有部分的，取消勾选。",
            field="touches_common_parts",
        )
