"""Everything written of an objection (异议); the apps' steps say who may do it and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from jiedao.attachments.models import Attachment
from jiedao.dossiers import actions as dossiers
from jiedao.lib import clock, masking
from jiedao.lib.refusals import refuse
from jiedao.people.models import Person, User, UserKind
from jiedao.publications.models import JointSigner, Objection, Publication
from jiedao.publications.objecting import OPEN, Answerer, Finding, ObjectionStatus, Outcome


@dataclass(frozen=True)
class Joint:
    """Many who object together (联名): whose signatures, how many of how many, and the list."""

    base: str = ""
    signed: int | None = None
    expected: int | None = None
    calls_meeting: bool = False
    signatures: Attachment | None = None
    signers: Sequence[Person] = ()


@transaction.atomic
def receive(
    publication: Publication,
    *,
    way: str,
    said_on: date,
    text: str,
    by: User,
    name: str = "",
    phone: str = "",
    joint: Joint | None = None,
) -> Objection:
    """An objection has come in (收到异议); the telephone is sealed, everything else holds no number."""
    dossiers.hold(publication.dossier)
    box = "" if joint else "联系电话"
    masking.demand_keepable("objection", name, text, field="text", box=box)
    last = publication.dossier.objections.aggregate(last=Max("number", default=0))["last"]
    many = joint or Joint()
    objection = Objection.objects.create(
        dossier=publication.dossier,
        publication=publication,
        joint_base=many.base,
        signed=many.signed,
        expected=many.expected,
        calls_meeting=many.calls_meeting,
        signatures=many.signatures,
        number=last + 1,
        way=way,
        said_on=said_on,
        name=name,
        phone=phone,
        text=text,
        entered_at=clock.now(),
        entered_by=by,
    )
    JointSigner.objects.bulk_create(
        JointSigner(objection=objection, person=person) for person in many.signers
    )
    return objection


@transaction.atomic
def acknowledge(objection: Objection, *, answerer: str, by: User, on: date) -> Objection:
    """It is taken up, and somebody is to answer it (受理并交办)."""
    return _moved(
        objection,
        (ObjectionStatus.RECEIVED,),
        by=by,
        status=ObjectionStatus.ACKNOWLEDGED,
        answerer=answerer,
        acknowledged_on=on,
        acknowledged_at=clock.now(),
        acknowledged_by=by,
    )


@transaction.atomic
def answer(objection: Objection, *, text: str, gist: str, by: User, on: date) -> Objection:
    """It is answered in writing (书面答复); the answer stands as it was given."""
    _without_numbers(text, field="answer")
    _without_numbers(gist, field="gist")
    return _moved(
        objection,
        (ObjectionStatus.ACKNOWLEDGED,),
        by=by,
        status=ObjectionStatus.ANSWERED,
        answer=text,
        gist=gist,
        answered_on=on,
        answered_at=clock.now(),
        answered_by=by,
    )


@transaction.atomic
def escalate(objection: Objection, *, reason: str, by: User, on: date) -> Objection:
    """The answer does not satisfy: the street is to look into it (反映到街道, 第三十五条)."""
    masking.demand_keepable("objection", reason, field="reason")
    return _moved(
        objection,
        (ObjectionStatus.ANSWERED, ObjectionStatus.CLOSED),
        by=by,
        status=ObjectionStatus.ESCALATED,
        escalation=reason,
        escalated_on=on,
        escalated_at=clock.now(),
        escalated_by=by,
        # Who takes the way to the street after all opens it again.
        outcome="",
        closed_on=None,
        closed_at=None,
        closed_by=None,
    )


@transaction.atomic
def decide(
    objection: Objection, *, finding: str, text: str, correct_by: date | None, by: User, on: date
) -> Objection:
    """The street has looked into it and decides (调查核实、责令依法公布, 第三十五条)."""
    _without_numbers(text, field="decision")
    outcome = Outcome.ORDERED if finding == Finding.ORDERED else Outcome.UNFOUNDED
    return _moved(
        objection,
        (ObjectionStatus.ESCALATED,),
        by=by,
        finding=finding,
        decision=text,
        correct_by=correct_by,
        decided_on=on,
        decided_at=clock.now(),
        decided_by=by,
        **_closing(outcome, by, on),
    )


@transaction.atomic
def close(objection: Objection, *, outcome: str, by: User, on: date) -> Objection:
    """The objector accepts the answer, or said nothing more in time (办结)."""
    return _moved(objection, (ObjectionStatus.ANSWERED,), by=by, **_closing(outcome, by, on))


@transaction.atomic
def hear(objection: Objection, *, by: User, on: date) -> Objection:
    """A joint objection is answered by the meeting that is called for it (召集会议重新表决)."""
    taken_up = {
        "answerer": Answerer.COMMITTEE,
        "acknowledged_on": on,
        "acknowledged_at": clock.now(),
        "acknowledged_by": by,
    }
    known = taken_up if objection.acknowledged_on is None else {}
    return _moved(
        objection,
        (*OPEN, ObjectionStatus.ANSWERED),
        by=by,
        **known,
        **_closing(Outcome.HEARD, by, on),
    )


def _closing(outcome: str, by: User, on: date) -> dict[str, Any]:
    return {
        "status": ObjectionStatus.CLOSED,
        "outcome": outcome,
        "closed_on": on,
        "closed_at": clock.now(),
        "closed_by": by,
    }


def _moved(objection: Objection, since: Sequence[str], *, by: User, **columns: Any) -> Objection:
    """Claim the objection where it stood; whoever comes second is told how it stands now.

    Those who handle it are told besides who was first; a resident is told nobody's name.
    """
    dossiers.hold(objection.dossier)
    rows = Objection.objects.filter(pk=objection.pk, status__in=since, decided_on__isnull=True)
    if rows.update(**columns) != 1:
        objection.refresh_from_db()
        if objection.decided_on is not None:
            raise refuse("objection.decided", f"{objection}街道已经作出结论，不能再办理。")
        wanted = "或".join(f"“{ObjectionStatus(status).label}”" for status in since)
        raise refuse(
            "objection.elsewhere",
            f"{objection}现在是“{objection.get_status_display()}”，只能在{wanted}时这样办。",
            hint=f"{_who_was_first(objection) if by.kind == UserKind.STAFF else ''}请刷新页面核对。",
        )
    objection.refresh_from_db()
    return objection


# The steps of an objection, by the beginning of their columns.
_STEPS = (
    ("acknowledged", "受理"),
    ("answered", "答复"),
    ("escalated", "反映到街道"),
    ("decided", "调查结论"),
    ("closed", "办结"),
)


def _who_was_first(objection: Objection) -> str:
    """Who has just taken a step of it, and which (谁先办的); nothing before the first."""
    done = [
        (getattr(objection, f"{step}_at"), str(getattr(objection, f"{step}_by")), word)
        for step, word in _STEPS
        if getattr(objection, f"{step}_at")
    ]
    if not done:
        return ""
    _, who, word = max(done, key=lambda one: one[0])
    return f"{who}已经办理了“{word}”。"


def _without_numbers(words: str, *, field: str) -> None:
    found = masking.find_personal_data(words)
    if found:
        raise refuse(
            "objection.personal_data",
            masking.refusal_sentence(found),
            basis="《个人信息保护法》第二十五条",
            field=field,
        )
