"""Registering, revising and repealing what the office has issued."""

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from jiedao.attachments import actions as attachments
from jiedao.attachments.states import AttachmentKind
from jiedao.dossiers import actions as dossiers
from jiedao.ledger import actions as ledger
from jiedao.ledger import acts
from jiedao.lib import clock, document_numbers, masking, text
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import refuse, unless
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.regulations import conditions
from jiedao.regulations.kinds import REGULATION
from jiedao.regulations.models import NEVER_IN_FORCE, Regulation

REGISTERED = acts.declare("regulation.register", "登记规章制度")
REVISED = acts.declare("regulation.revise", "修订规章制度")
REPEALED = acts.declare("regulation.repeal", "废止规章制度")


@transaction.atomic
def register(
    unit: Unit,
    *,
    by: User,
    title: str,
    area: str,
    document_number: str,
    issued_on: date,
    in_force_from: date,
    summary: str,
    file: UploadedFile,
) -> Regulation:
    """Register a regulation the street has issued (登记规章制度), with its text."""
    unless(conditions.why_not_register(unit, by=by))
    return _entered(
        unit,
        by=by,
        file=file,
        title=title,
        area=area,
        document_number=document_number,
        issued_on=issued_on,
        in_force_from=in_force_from,
        summary=summary,
    )


@transaction.atomic
def revise(
    regulation: Regulation,
    *,
    by: User,
    title: str,
    document_number: str,
    issued_on: date,
    in_force_from: date,
    summary: str,
    file: UploadedFile,
) -> Regulation:
    """Put a new regulation in the place of an old one (修订); returns the new one.

    The last day of the old one is the day before the new one begins.
    """
    dossiers.hold_record(regulation)
    unless(conditions.why_not(regulation, by=by))
    unless(conditions.wrong_days(issued_on, in_force_from))
    unless(conditions.too_early_for(regulation, issued_on, in_force_from))
    newer = _entered(
        regulation.dossier.unit,
        by=by,
        file=file,
        replaces=regulation,
        title=title,
        area=regulation.area,
        document_number=document_number,
        issued_on=issued_on,
        in_force_from=in_force_from,
        summary=summary,
    )
    _end(regulation, until=in_force_from)
    _note(
        regulation,
        REVISED,
        by=by,
        on=issued_on,
        label=f"{long_day(in_force_from)}起由新制度替代",
        words=f"{by}登记修订：由{newer.cited}替代，{_end_in_words(regulation)}。",
        data={"replaced_by": newer.dossier.number, "until": in_force_from.isoformat()},
    )
    return newer


@transaction.atomic
def repeal(regulation: Regulation, *, by: User, until: date, reason: str) -> Regulation:
    """Repeal a regulation (废止): from the day `until` on it is in force no more."""
    dossiers.hold_record(regulation)
    unless(conditions.why_not(regulation, by=by))
    unless(conditions.too_early_to_repeal(regulation, until))
    reason = text.clean(reason).replace("\n", " ")
    if not reason:
        raise refuse("regulation.no_reason", "请写明为什么废止。", field="reason")
    masking.demand_none("regulation", reason=reason)
    _end(
        regulation,
        until=until,
        repeal_reason=reason,
        repealed_at=clock.now(),
        repealed_by=by,
    )
    _note(
        regulation,
        REPEALED,
        by=by,
        on=min(until, clock.today()),
        label=f"{long_day(until)}起废止",
        words=f"{by}登记废止，{_end_in_words(regulation)}。原因：{text.sentence(reason)}",
        data={"until": until.isoformat()},
    )
    return regulation


def _entered(
    unit: Unit, *, by: User, file: UploadedFile, replaces: Regulation | None = None, **given: Any
) -> Regulation:
    """A regulation in its dossier, with its text; what is kept of it is closed from the first day."""
    unless(conditions.wrong_days(given["issued_on"], given["in_force_from"]))
    title = _bare(given.pop("title"))
    given["document_number"] = _number(given["document_number"])
    masking.demand_none("regulation", title=title, summary=given["summary"])
    digest = _digest(unit, title, given["document_number"] or given["issued_on"].isoformat())
    _not_known(digest, replaces)
    dossier = dossiers.open_dossier(
        kind=REGULATION.code,
        prefix=REGULATION.prefix,
        title=title,
        unit=unit,
        by=by,
        opened_on=given["issued_on"],
        state_label="",
    )
    record = Regulation.objects.create(dossier=dossier, replaces=replaces, digest=digest, **given)
    attachments.attach(dossier, file=file, kind=AttachmentKind.REGULATION, by=by)
    instead = f"，替代{replaces.cited}" if replaces else ""
    _note(
        record,
        REGISTERED,
        by=by,
        on=record.issued_on,
        label=record.days_in_words,
        words=f"{by}登记{record.cited}，{long_day(record.issued_on)}印发，"
        f"{record.days_in_words}{instead}。",
        data={"area": record.area, "replaces": replaces.dossier.number if replaces else ""},
    )
    dossiers.make_findable(
        record, record.document_number, record.get_area_display(), record.summary
    )
    return record


def _end(regulation: Regulation, **columns: Any) -> None:
    """Set the end, once: who comes second has been refused under the lock."""
    for name, value in columns.items():
        setattr(regulation, name, value)
    regulation.save(update_fields=list(columns))


def _note(
    regulation: Regulation,
    act: str,
    *,
    by: User,
    on: date,
    label: str,
    words: str,
    data: dict[str, Any],
) -> None:
    """Write the act on the cover and into the ledger. Nothing is left to do: the dossier is closed."""
    dossiers.mark(regulation.dossier, on=on, state_label=label, is_closed=True)
    ledger.record(regulation.dossier, act=act, by=by, words=words, occurred_on=on, data=data)


def _end_in_words(regulation: Regulation) -> str:
    if not regulation.was_in_force or regulation.last_day is None:
        return "没有施行过"
    return f"执行到{long_day(regulation.last_day)}"


def _bare(title: str) -> str:
    """A title without the 《》 people type around it: pages put their own."""
    bare = text.clean(title).replace("\n", " ").strip()
    if bare.startswith("《") and bare.endswith("》") and bare.count("《") == 1:
        bare = bare[1:-1].strip()
    if not bare:
        raise refuse("regulation.title", "请写制度的名称，照文件标题填写。", field="title")
    return bare


def _number(typed: str) -> str:
    try:
        return document_numbers.read(typed)
    except ValueError as wrong:
        raise refuse("regulation.number", str(wrong), field="document_number") from wrong


def _digest(unit: Unit, title: str, number: str) -> str:
    said: Iterable[str] = (unit.code, text.essence(title), number)
    return hashlib.sha256("|".join(said).encode()).hexdigest()


def _not_known(digest: str, replaces: Regulation | None) -> None:
    """Refuse what is on record already; one that never came into force does not count."""
    known = Regulation.objects.filter(digest=digest).exclude(NEVER_IN_FORCE)
    first = known.select_related("dossier").first()
    if first is None:
        return
    hint = "修订后的制度有自己的文号或者印发日期，请核对。" if replaces else ""
    raise refuse(
        "regulation.known",
        f"{first.cited}已经登记过，编号{first.dossier.number}，没有重复登记。",
        hint=hint,
        field="document_number",
    )
