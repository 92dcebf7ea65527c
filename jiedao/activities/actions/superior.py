"""Papers from above: received, studied, handed down."""

import hashlib
from collections.abc import Iterable
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from jiedao.activities import conditions
from jiedao.activities.actions.settling import note, said
from jiedao.activities.deadlines import STUDY
from jiedao.activities.kinds import SUPERIOR_DOCUMENT
from jiedao.activities.models import Activity, InCharge, Relay, Study, SuperiorDocument
from jiedao.activities.rules import RULES
from jiedao.activities.states import Way
from jiedao.attachments import actions as attachments
from jiedao.attachments.states import AttachmentKind
from jiedao.deadlines import actions as deadlines
from jiedao.dossiers import actions as dossiers
from jiedao.ledger import acts
from jiedao.lib import clock, document_numbers, text
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import refuse, unless
from jiedao.notices import actions as notices
from jiedao.organisation.models import Unit
from jiedao.people.models import User

RECEIVED = acts.declare("superior.receive", "登记上级文件")
NAMED = acts.declare("superior.put_in_charge", "定上级文件的责任人")
STUDIED = acts.declare("superior.study", "登记学习上级文件")
RELAYED = acts.declare("superior.relay", "登记传达上级文件")


@transaction.atomic
def receive(
    unit: Unit,
    *,
    by: User,
    level: str,
    genre: str,
    issuer: str,
    document_number: str,
    title: str,
    received_on: date,
    summary: str,
    file: UploadedFile,
    responsible: User | None = None,
) -> SuperiorDocument:
    """Register a paper that came from above (登记上级文件), with its text; its study has a limit.

    Whose the limit is can be said now or later; until then it is his who registers the paper.
    """
    unless(conditions.why_not_keep(unit, by=by))
    if responsible:
        unless(conditions.why_not_in_charge(unit, responsible))
    unless(conditions.not_yet(received_on, "received_on", "收到日期"))
    title, number = _bare(title), _number(document_number)
    issuer = said("issuer", issuer, "请写明发文机关；领导讲话的，写讲话人。")
    digest = _unknown(unit, title, number or issuer)
    dossier = dossiers.open_dossier(
        kind=SUPERIOR_DOCUMENT.code,
        prefix=SUPERIOR_DOCUMENT.prefix,
        title=title,
        unit=unit,
        by=by,
        opened_on=received_on,
        state_label="还没有学习",
    )
    document = SuperiorDocument.objects.create(
        dossier=dossier,
        level=level,
        genre=genre,
        issuer=issuer,
        document_number=number,
        received_on=received_on,
        summary=said("summary", summary, "请用一两句话写明主要精神。", lines=True),
        digest=digest,
    )
    attachments.attach(dossier, file=file, kind=AttachmentKind.OTHER, by=by)
    edition = RULES.on(received_on, unit)
    deadlines.open_limit(dossier, STUDY, start=received_on, edition=edition)
    _name(document, responsible or by, by)
    words = (
        f"{by}登记上级文件{document.cited}，{issuer}，{long_day(received_on)}收到。"
        f"学习、传达由{responsible or by}负责。"
    )
    note(document, RECEIVED, by=by, on=received_on, words=words, data={"level": level})
    dossiers.make_findable(document, number, issuer, document.summary)
    return document


@transaction.atomic
def put_in_charge(document: SuperiorDocument, *, by: User, responsible: User) -> InCharge:
    """Someone else sees to its study and its handing down (定责任人): the limit is his, and he is told."""
    dossiers.hold_record(document)
    unless(conditions.why_not_study(document, by=by))
    unless(conditions.why_not_in_charge(document.dossier.unit, responsible))
    last = document.in_charge.order_by("-pk").first()
    if last and last.user_id == responsible.pk:
        raise refuse(
            "superior.in_charge",
            f"现在就是{responsible}负责，没有变更，不用登记。",
            field="responsible",
        )
    made = _name(document, responsible, by)
    words = f"{by}登记：{document.cited}的学习、传达由{responsible}负责。"
    note(document, NAMED, by=by, on=clock.today(), words=words, data={"user": responsible.pk})
    if responsible != by:
        notices.tell(responsible, words=words, dossier=document.dossier)
    return made


def _name(document: SuperiorDocument, user: User, by: User) -> InCharge:
    return InCharge.objects.create(document=document, user=user, named_at=clock.now(), named_by=by)


@transaction.atomic
def study(document: SuperiorDocument, *, by: User, activity: Activity) -> Study:
    """It was studied at a study that was held (登记学习): who was there has studied it."""
    dossiers.hold_record(document)
    unless(conditions.why_not_study(document, by=by))
    if not activity.is_study or not activity.is_held:
        raise refuse("superior.no_study", "请选择已经登记召开的集中学习。", field="activity")
    if not activity.dossier.unit.is_within(document.dossier.unit):
        raise refuse("superior.elsewhere", "请选择本单位或者下级的集中学习。", field="activity")
    unless(conditions.too_early(activity.held_on, document.received_on, "activity", "学习的日期"))
    if document.studies.filter(activity=activity).exists():
        raise refuse("superior.known", "这次学习已经登记过，没有重复登记。", field="activity")
    found = Study.objects.create(
        document=document, activity=activity, linked_at=clock.now(), linked_by=by
    )
    on = activity.held_on
    deadlines.close(document.dossier, STUDY.code, by=by, on=on)
    _mark(document, on)
    words = f"{by}登记学习：{long_day(on)}{activity}（{activity.dossier.number}）。"
    note(document, STUDIED, by=by, on=on, words=words, data={"activity": activity.dossier.number})
    return found


@transaction.atomic
def relay(
    document: SuperiorDocument, *, by: User, units: Iterable[Unit], on: date, way: str
) -> list[Relay]:
    """It was handed down to units (传达), on a day and in some way."""
    dossiers.hold_record(document)
    unless(conditions.why_not_study(document, by=by))
    unless(conditions.not_yet(on, "on", "传达日期"))
    unless(conditions.too_early(on, document.received_on, "on", "传达日期"))
    chosen = list(units)
    if not chosen:
        raise refuse("superior.nowhere", "请选择传达到哪些单位。", field="units")
    for unit in chosen:
        if not unit.is_within(document.dossier.unit) or unit == document.dossier.unit:
            raise refuse("superior.not_beneath", "请选择下级单位。", field="units")
    known = set(document.relays.filter(unit__in=chosen).values_list("unit_id", flat=True))
    twice = "、".join(str(unit) for unit in chosen if unit.pk in known)
    if twice:
        raise refuse("superior.relayed", f"已经传达到{twice}，请不要再选。", field="units")
    rows = Relay.objects.bulk_create(
        Relay(
            document=document,
            unit=unit,
            relayed_on=on,
            way=way,
            relayed_at=clock.now(),
            relayed_by=by,
        )
        for unit in chosen
    )
    _mark(document, on)
    named = "、".join(map(str, chosen))
    words = f"{by}登记传达到{named}，{long_day(on)}，{Way(way).label}。"
    note(document, RELAYED, by=by, on=on, words=words, data={"units": [one.code for one in chosen]})
    return rows


def _mark(document: SuperiorDocument, on: date) -> None:
    studied, relayed = document.studies.exists(), document.relays.count()
    said_ = ["已学习" if studied else "还没有学习"]
    if relayed:
        said_.append(f"已传达到{relayed}个单位")
    on = max(on, document.dossier.last_act_on)
    dossiers.mark(document.dossier, on=on, state_label="，".join(said_), is_closed=studied)


def _bare(typed: str) -> str:
    """A title without the 《》 people type around it: pages put their own."""
    bare = said("title", typed, "请写文件的标题，照原文填写。")
    if bare.startswith("《") and bare.endswith("》") and bare.count("《") == 1:
        bare = bare[1:-1].strip()
    return bare


def _number(typed: str) -> str:
    try:
        return document_numbers.read(typed)
    except ValueError as wrong:
        raise refuse("superior.number", str(wrong), field="document_number") from wrong


def _unknown(unit: Unit, title: str, number: str) -> str:
    """The digest of a paper that is not on record yet."""
    parts = (unit.code, text.essence(title), number)
    digest = hashlib.sha256("|".join(parts).encode()).hexdigest()
    known = SuperiorDocument.objects.filter(digest=digest).select_related("dossier").first()
    if known:
        raise refuse(
            "superior.known_paper",
            f"{known.cited}已经登记过，编号{known.dossier.number}，没有重复登记。",
            field="title",
        )
    return digest
