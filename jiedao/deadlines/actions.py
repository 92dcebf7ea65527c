"""Opening, closing and reminding of limits."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction

from jiedao.access.desks import nearest_holders
from jiedao.deadlines.limits import Limit, all_limits
from jiedao.deadlines.models import Deadline
from jiedao.dossiers import actions as dossiers
from jiedao.dossiers.models import Dossier
from jiedao.ledger import actions as ledger
from jiedao.ledger import acts
from jiedao.lib import clock
from jiedao.lib.numerals import long_day, short_day
from jiedao.notices import actions as notices
from jiedao.people.models import User
from jiedao.rulebooks.editions import Edition
from jiedao.workdays.calendars import Calendar
from jiedao.workdays.due import Due
from jiedao.workdays.due import due as due_of
from jiedao.workdays.selectors import calendar, next_working_day, working_days_between
from jiedao.workdays.spans import Span, WorkingDays, code_of

MOVED = acts.declare("deadlines.move", "期限随节假日安排改期")


def open_limit(
    dossier: Dossier,
    limit: Limit,
    *,
    start: date,
    edition: Edition,
    due_on: date | None = None,
    explanation: str = "办理时确定的计划日期。",
    span: Span | None = None,
    calendar: Calendar | None = None,
) -> Deadline:
    """Let a limit run on a dossier from a day (开始计时); the caller holds the dossier.

    A closed dossier has no limits: what still has to be done about it keeps it open. `span` stands
    in for the rule's own where the length depends on the start (the two halves of a month);
    `calendar` spares its query when many limits are opened. A rule that is no span but a day of the
    calendar (次月15日) is worked out by the caller, who explains it.
    """
    assert dossier.closed_on is None, f"{limit.code} on the closed dossier {dossier.number}"
    basis, code, uncertain = "内部规定", "", False
    if limit.rule:
        basis = edition.source(limit.rule)
    if due_on is None:
        assert limit.rule, f"{limit.code} needs a day"
        rule = span or getattr(edition, limit.rule)
        due, code = due_of(start, rule, calendar=calendar), code_of(rule)
        due_on, explanation = due.on, due.explanation
        uncertain = bool(due.uncertain_years)
    deadline, _ = Deadline.objects.update_or_create(
        dossier=dossier,
        code=limit.code,
        closed_at=None,
        defaults={
            "unit_id": dossier.unit_id,
            "name": limit.name,
            "duty": limit.duty,
            "begins_on": start,
            "due_on": max(due_on, start),
            "counted_from": start,
            "span": code,
            "explanation": explanation,
            "basis": basis,
            "is_uncertain": uncertain,
            "opened_at": clock.now(),
        },
    )
    return deadline


def close(dossier: Dossier, code: str, *, by: User, on: date) -> None:
    """A limit is met, or no longer runs (办结); the caller holds the dossier."""
    Deadline.objects.filter(dossier=dossier, code=code, closed_at=None).update(
        closed_on=on, closed_at=clock.now(), closed_by=by
    )


def reopen(dossier: Dossier, code: str) -> None:
    """The limit met last runs on with the day it had (退回，截止时间不变); the caller holds the dossier."""
    last = Deadline.objects.filter(dossier=dossier, code=code).order_by("-pk").first()
    if last and last.closed_at:
        last.closed_on = last.closed_at = last.closed_by = None
        last.save(update_fields=["closed_on", "closed_at", "closed_by"])


def close_all(dossier: Dossier, *, by: User, on: date) -> None:
    """No limit of a dossier runs any more (终止); the caller holds the dossier."""
    Deadline.objects.filter(dossier=dossier, closed_at=None).update(
        closed_on=on, closed_at=clock.now(), closed_by=by
    )


def pause(dossier: Dossier, *, by: User, on: date) -> None:
    """Every limit of a dossier comes to rest (停止计算); the caller holds the dossier."""
    Deadline.objects.open().filter(dossier=dossier).update(
        paused_on=on, paused_at=clock.now(), paused_by=by
    )


def resume(dossier: Dossier, *, on: date, edition: Edition) -> None:
    """The limits at rest run on with what they had left (重新计算); the caller holds the dossier."""
    for deadline in Deadline.objects.paused().filter(dossier=dossier):
        due, words, span = _run_on(deadline, on, edition)
        deadline.due_on, deadline.counted_from, deadline.span = due, on, span
        deadline.explanation = f"{deadline.explanation}{words}"
        deadline.paused_on = deadline.paused_at = deadline.paused_by = None
        deadline.save()


def _run_on(deadline: Deadline, on: date, edition: Edition) -> tuple[date, str, str]:
    """The new last day of a limit that had rested, how it was computed, and what it still has."""
    stopped, due = deadline.paused_on, deadline.due_on
    assert stopped
    paused = f"{short_day(stopped)}停止计算，{short_day(on)}恢复"
    limit = all_limits().get(deadline.code)
    in_working_days = (
        limit is not None
        and bool(limit.rule)
        and limit.rule in edition
        and isinstance(getattr(edition, limit.rule), WorkingDays)
    )
    if not in_working_days or due < stopped:
        later = due + (on - stopped)
        return later, f"{paused}，停了{(on - stopped).days}天，顺延到{short_day(later)}。", ""
    left = working_days_between(stopped, due)
    # On its very last day there is no whole working day left: the day of resuming is the last.
    later = calendar(on).after(on, left)
    words = f"{paused}，还剩{left}个工作日，到{short_day(later)}。"
    return later, words, code_of(WorkingDays(left))


@transaction.atomic
def move(limit: Deadline, computed: Due, *, by: User) -> None:
    """Set the last day anew after the calendar changed (改期), told to those on whose desk it lies.

    A limit that was met, came to rest or was set anew since it was computed stays as it is.
    """
    before = limit.due_on
    dossiers.hold(limit.dossier)
    if not Deadline.objects.open().filter(pk=limit.pk, due_on=before, span=limit.span).exists():
        return
    limit.due_on, limit.is_uncertain = computed.on, bool(computed.uncertain_years)
    if limit.counted_from == limit.begins_on:
        limit.explanation = computed.explanation
    elif before != computed.on:
        # It had rested: how long stands in what was said before.
        limit.explanation += f"节假日安排更新后，到{long_day(computed.on)}止。{computed.warning}"
    if before != computed.on:
        _tell_of_move(limit, before, by)
    limit.save(update_fields=["due_on", "explanation", "is_uncertain"])


def _tell_of_move(limit: Deadline, before: date, by: User) -> None:
    words = f"节假日安排更新，“{limit.name}”由{long_day(before)}改到{long_day(limit.due_on)}。"
    ledger.record(
        limit.dossier,
        act=MOVED,
        by=by,
        words=words,
        data={"code": limit.code, "before": str(before), "after": str(limit.due_on)},
    )
    for user in nearest_holders(limit.duty, limit.dossier.unit):
        notices.tell(user, words=f"{limit.dossier.title}：{words}", dossier=limit.dossier)


@transaction.atomic
def remind(deadline: Deadline, *, day: date) -> int:
    """Tell those on whose desk the limit lies, once per kind and day (提醒); how many were told."""
    late = (day - deadline.due_on).days
    if late > 0:
        kind, when = "late", f"已经逾期{late}天"
    elif late == 0:
        kind, when = "today", "今天到期"
    else:
        kind, when = "soon", f"还有{-late}天到期"
    told = _tell(deadline, kind, when, desk_of(deadline))
    limit = all_limits().get(deadline.code)
    if late <= 0 or limit is None or not limit.rungs:
        return told
    days = calendar(deadline.due_on).working_days_between(deadline.due_on, day)
    for rung in limit.rungs:
        if days >= rung.after(day).n:
            told += _tell(deadline, rung.kind, when, rung.told(deadline.dossier))
    return told


def whose(deadline: Deadline) -> list[User]:
    """To whom it was given by name (责任人), else everyone on whose desk it lies.

    Who has left sees to nothing any more: what was given to him lies with the others.
    """
    limit = all_limits().get(deadline.code)
    named = list(limit.also(deadline.dossier)) if limit and limit.also else []
    given = [user for user in named if user.is_active]
    return given or [user for user in desk_of(deadline) if user.is_active]


def desk_of(deadline: Deadline) -> list[User]:
    """Who is reminded: whom its declaration names, else who holds its duty; and whom it names besides."""
    limit = all_limits().get(deadline.code)
    named = limit.desk(deadline.dossier) if limit and limit.desk else []
    found = named or nearest_holders(deadline.duty, deadline.dossier.unit)
    also = limit.also(deadline.dossier) if limit and limit.also else ()
    return list({user.pk: user for user in (*found, *also)}.values())


def _tell(deadline: Deadline, kind: str, when: str, users: Iterable[User]) -> int:
    told = 0
    for user in users:
        told += notices.remind(
            user,
            deadline=deadline.pk,
            kind=kind,
            day=deadline.due_on,
            words=f"{deadline.dossier.title}：{deadline.name}，{when}（{deadline.due_on:%Y-%m-%d}）。",
            dossier=deadline.dossier,
        )
    return told


def sweep(*, day: date, batch: int = 200) -> int:
    """Remind of every open limit due by the next working day (扫描期限), each in its own transaction."""
    horizon = next_working_day(day) + timedelta(days=1)
    told, last = 0, 0
    while True:
        found = list(
            Deadline.objects.open()
            .due_before(horizon)
            .filter(pk__gt=last)
            .select_related("dossier__unit")
            .order_by("pk")[:batch]
        )
        if not found:
            return told
        for deadline in found:
            told += remind(deadline, day=day)
        last = found[-1].pk
