"""Objections to a notice (异议): received, taken up, answered, and where it must be, decided by the street."""

from datetime import date

from django.db import transaction

from decisions import objection_receipts, procedures
from decisions.actions.words import fit_for_the_board
from decisions.deadlines import (
    ACKNOWLEDGE_OBJECTION,
    ANSWER_OBJECTION,
    CORRECT_NOTICE,
    DECIDE_OBJECTION,
)
from decisions.duties import Duty
from decisions.models import Matter
from decisions.selectors import facts
from decisions.selectors.objections import (
    oldest,
    with_status,
)
from jiedao.access.desks import nearest_holders
from jiedao.access.selectors import holdings
from jiedao.deadlines import actions as deadlines
from jiedao.lib import clock
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import FORBIDDEN, refuse
from jiedao.notices import actions as notices
from jiedao.people.models import User
from jiedao.publications import actions as publications
from jiedao.publications.actions import objections as kernel
from jiedao.publications.models import Objection
from jiedao.publications.objecting import (
    Answerer,
    Finding,
    ObjectionStatus,
    Outcome,
    Way,
)
from jiedao.receipts import actions as receipt

# By which status a limit runs, and from which day of the oldest one.
RUNS = {
    ACKNOWLEDGE_OBJECTION.code: (ACKNOWLEDGE_OBJECTION, ObjectionStatus.RECEIVED, "said_on"),
    ANSWER_OBJECTION.code: (ANSWER_OBJECTION, ObjectionStatus.ACKNOWLEDGED, "acknowledged_on"),
    DECIDE_OBJECTION.code: (DECIDE_OBJECTION, ObjectionStatus.ESCALATED, "escalated_on"),
}


@transaction.atomic
def say_objection(
    matter: Matter, *, by: User, text: str, name: str = "", phone: str = ""
) -> tuple[Objection, str]:
    """A resident objects on the board (居民网上提异议), without an account; with the receipt's code."""
    return _receive(
        matter,
        "say_objection",
        by=by,
        way=Way.WEB,
        said_on=clock.today(),
        text=text,
        name=name,
        phone=phone,
    )


@transaction.atomic
def enter_objection(
    matter: Matter,
    *,
    by: User,
    on: date,
    way: str,
    said_on: date,
    text: str,
    name: str = "",
    phone: str = "",
) -> tuple[Objection, str]:
    """Enter for a resident what was said at the window, by phone, on paper or to 12345 (登记异议)."""
    procedures.of(matter).demand(matter, "enter_objection", by=by, on=on)
    notice = facts(matter).current_publication()
    assert notice
    said_in_time(notice.frozen_on, said_on, on)
    return _receive(
        matter,
        "enter_objection",
        by=by,
        way=way,
        said_on=said_on,
        text=text,
        name=name,
        phone=phone,
    )


@transaction.atomic
def acknowledge_objection(
    matter: Matter, *, by: User, on: date, objection: Objection, answerer: str
) -> Objection:
    """Take an objection up and say who answers it (受理并交办)."""
    name = Answerer(answerer).label
    _take(matter, "acknowledge_objection", by, on, f"受理{objection}，交{name}书面答复。")
    kernel.acknowledge(objection, answerer=answerer, by=by, on=on)
    run_limits(matter, on)
    duty = Duty.SUPERVISE if answerer == Answerer.SUPERVISION else Duty.RESOLVE
    tell(matter, duty, f"{objection}交{name}答复，请按期书面答复。")
    return objection


@transaction.atomic
def answer_objection(
    matter: Matter, *, by: User, on: date, objection: Objection, answer: str, gist: str = ""
) -> Objection:
    """Answer in writing (书面答复); the objector reads it by the receipt."""
    procedures.of(matter).demand(matter, "answer_objection", by=by, on=on)
    _answers_for(matter, objection, by)
    fit_for_the_board(gist=gist)
    _take(matter, "answer_objection", by, on, f"书面答复{objection}。")
    kernel.answer(objection, text=answer, gist=gist, by=by, on=on)
    run_limits(matter, on)
    refresh_board(matter, by)
    return objection


@transaction.atomic
def close_objection(matter: Matter, *, by: User, on: date, objection: Objection) -> Objection:
    """The objector accepts the answer (异议办结)."""
    _take(matter, "close_objection", by, on, f"{objection}提出人认可答复，办结。")
    return kernel.close(objection, outcome=Outcome.SATISFIED, by=by, on=on)


@transaction.atomic
def escalate_objection(
    matter: Matter, *, by: User, on: date, objection: Objection, reason: str
) -> Objection:
    """The objector does not accept the answer: the street looks into it (反映到街道, 第三十五条)."""
    _take(matter, "escalate_objection", by, on, f"{objection}提出人不认可答复，反映到街道办事处。")
    return _to_the_street(matter, objection, by=by, on=on, reason=reason)


@transaction.atomic
def respond_objection(
    matter: Matter, *, by: User, objection: Objection, accepts: bool, reason: str = ""
) -> Objection:
    """The holder of the receipt says whether the answer satisfies (居民回应答复)."""
    on = clock.today()
    if accepts:
        procedures.of(matter).take(
            matter, "respond_objection", by=by, words=f"{objection}提出人在网上认可答复，办结。"
        )
        return kernel.close(objection, outcome=Outcome.SATISFIED, by=by, on=on)
    if not reason:
        raise refuse("objection.no_reason", "请写明哪里不认可，街道才能调查核实。", field="reason")
    procedures.of(matter).take(
        matter,
        "respond_objection",
        by=by,
        words=f"{objection}提出人在网上表示不认可答复，反映到街道办事处。",
    )
    return _to_the_street(matter, objection, by=by, on=on, reason=reason)


@transaction.atomic
def decide_objection(
    matter: Matter,
    *,
    by: User,
    on: date,
    objection: Objection,
    finding: str,
    decision: str,
    correct_by: date | None = None,
) -> Objection:
    """The street has looked into it: the notice is true, or it must be put right (调查核实、责令依法公布)."""
    procedures.of(matter).demand(matter, "decide_objection", by=by, on=on)
    is_ordered = finding == Finding.ORDERED
    if is_ordered and (correct_by is None or correct_by < on):
        raise refuse(
            "objection.correct_by",
            f"责令更正的，要写明{long_day(on)}或以后的一个期限。",
            field="correct_by",
        )
    until = correct_by if is_ordered else None
    order = f"，{long_day(until)}前更正公示" if until else ""
    _take(
        matter,
        "decide_objection",
        by,
        on,
        f"街道办事处对{objection}调查核实：{Finding(finding).label}{order}。",
    )
    kernel.decide(objection, finding=finding, text=decision, correct_by=until, by=by, on=on)
    run_limits(matter, on)
    if until:
        deadlines.open_limit(
            matter.dossier,
            CORRECT_NOTICE,
            start=on,
            edition=facts(matter).edition(on),
            due_on=until,
        )
        tell(
            matter, Duty.PUBLISH, f"街道对{objection}责令依法公布，请{long_day(until)}前更正公示。"
        )
    return objection


def said_in_time(since: date, said_on: date, on: date) -> None:
    """An objection is said while the notice is public, and not after the day it is entered."""
    if not since <= said_on <= on:
        raise refuse(
            "objection.said_when",
            f"提出日期要在{long_day(since)}公开以后、{long_day(on)}以前，请核对。",
            field="said_on",
        )


def _receive(
    matter: Matter,
    code: str,
    *,
    by: User,
    way: str,
    said_on: date,
    text: str,
    name: str,
    phone: str,
) -> tuple[Objection, str]:
    """Enter it, let the limit run from the oldest that waits, tell whose it is, give the receipt."""
    matter.forget()
    waiting = oldest(with_status(matter, ObjectionStatus.RECEIVED), "said_on") or said_on
    procedures.of(matter).take(
        matter,
        code,
        by=by,
        words=f"收到1件异议（{Way(way).label}，{'实名' if name else '匿名'}）。",
        starts={ACKNOWLEDGE_OBJECTION.code: min(waiting, said_on)},
    )
    notice = facts(matter).current_publication()
    assert notice  # a_notice_takes_objections is a condition of the step
    objection = kernel.receive(
        notice, way=way, said_on=said_on, text=text, name=name, phone=phone, by=by
    )
    refresh_board(matter, by)
    tell(matter, Duty.OBJECTIONS, f"收到{objection}，请受理。")
    return objection, with_receipt(objection, by=by)


def with_receipt(objection: Objection, *, by: User) -> str:
    """The code of the receipt by which who objected follows it (异议回执)."""
    return receipt.issue(
        objection.dossier, objection_receipts.OBJECTION, subject=objection.pk, by=by
    )


def _to_the_street(
    matter: Matter, objection: Objection, *, by: User, on: date, reason: str
) -> Objection:
    kernel.escalate(objection, reason=reason, by=by, on=on)
    run_limits(matter, on)
    tell(matter, Duty.INVESTIGATE, f"{objection}反映到街道，请调查核实。")
    return objection


def _take(matter: Matter, code: str, by: User, on: date, words: str) -> None:
    procedures.of(matter).take(matter, code, by=by, on=on, words=words)


def run_limits(matter: Matter, on: date) -> None:
    """Of several objections the oldest sets the day; a limit that another still needs runs on."""
    matter.forget()
    edition = facts(matter).edition(on)
    for limit, status, column in RUNS.values():
        since = oldest(with_status(matter, status), column)
        if since:
            deadlines.open_limit(matter.dossier, limit, start=since, edition=edition)


def _answers_for(matter: Matter, objection: Objection, by: User) -> None:
    """Who was asked answers: the supervisors what was given to them, the committee the rest."""
    is_supervisor = holdings(by).covers(Duty.SUPERVISE, matter.dossier.unit)
    if objection.answerer and (objection.answerer == Answerer.SUPERVISION) != is_supervisor:
        raise refuse(
            "objection.other_body",
            f"{objection}交{objection.get_answerer_display()}答复，请由他们办理。",
            status=FORBIDDEN,
        )


def tell(matter: Matter, duty: str, words: str) -> None:
    """Put a line into the inbox of those nearest who hold the duty (发站内通知)."""
    for user in nearest_holders(duty, matter.dossier.unit):
        notices.tell(
            user,
            words=f"{matter.dossier.title}：{words}",
            dossier=matter.dossier,
            url=f"{matter.get_absolute_url()}objections/",
        )


def refresh_board(matter: Matter, by: User) -> None:
    """The board's page of the notice shows how many came and were answered: it is drawn anew."""
    publications.touch_public_state(matter.dossier, by=by)
