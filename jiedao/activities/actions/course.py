"""The course of an activity: planned, held, or cancelled; or registered after it was held."""

from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Any

from django.db import transaction

from jiedao.activities import conditions
from jiedao.activities.actions import roster as rosters
from jiedao.activities.actions.roster import People
from jiedao.activities.actions.settling import note, said, settle
from jiedao.activities.deadlines import HOLD, MAKE_UP
from jiedao.activities.kinds import ACTIVITY
from jiedao.activities.models import Activity, Attendee
from jiedao.activities.rules import RULES
from jiedao.activities.states import Kind, System
from jiedao.deadlines import actions as deadlines
from jiedao.dossiers import actions as dossiers
from jiedao.ledger import acts
from jiedao.lib import clock, text
from jiedao.lib.refusals import refuse, unless
from jiedao.notices import actions as notices
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User
from jiedao.web import duties
from jiedao.web.duties import OfficeDuty

PLANNED = acts.declare("activity.plan", "安排会议活动")
HELD = acts.declare("activity.hold", "登记召开")
CANCELLED = acts.declare("activity.cancel", "取消会议活动")
SELF_GOVERNING = (UnitLevel.COMMUNITY, UnitLevel.VILLAGE)


@transaction.atomic
def plan(
    unit: Unit,
    *,
    by: User,
    kind: str,
    title: str,
    systems: Iterable[str],
    held_on: date,
    begins: time,
    ends: time | None,
    place: str,
    people: People,
    communities: Sequence[Unit] = (),
) -> Activity:
    """Plan an activity (安排): its roster is frozen, who stands on it is told.

    One whose day has passed is planned likewise when it is entered afterwards; then nobody is told.
    """
    unless(conditions.why_not_enter(unit, kind, by=by))
    unless(conditions.wrong_times(begins, ends))
    title, place = _title(title), said("place", place, "请写明地点。")
    chosen = [one for one in System.values if one in set(systems)]
    entries = rosters.freeze(unit, kind, people, on=held_on)
    _visitable(unit, kind, communities)
    opened_on = min(held_on, clock.today())
    dossier = dossiers.open_dossier(
        kind=ACTIVITY.code,
        prefix=ACTIVITY.prefix,
        title=title,
        unit=unit,
        by=by,
        opened_on=opened_on,
        state_label="已安排",
    )
    activity = Activity.objects.create(
        dossier=dossier,
        kind=kind,
        systems=chosen,
        held_on=held_on,
        begins=begins,
        ends=ends,
        place=place,
    )
    activity.communities.set(communities)
    for entry in entries:
        entry.activity = activity
    Attendee.objects.bulk_create(entries)
    edition = RULES.on(opened_on, unit)
    deadlines.open_limit(dossier, HOLD, start=opened_on, edition=edition, due_on=held_on)
    what = "安排" if held_on >= clock.today() else "补登"
    words = f"{by}{what}{activity}，{activity.when}，在{place}，应到{len(entries)}人。"
    note(activity, PLANNED, by=by, on=opened_on, words=words, data={"kind": kind})
    _findable(activity)
    if held_on >= clock.today():
        _invite(activity, by)
    return activity


@transaction.atomic
def hold(
    activity: Activity,
    *,
    by: User,
    held_on: date,
    begins: time,
    ends: time | None,
    place: str,
    chair: str,
    summary: str,
    present: Iterable[int],
    guests: Iterable[str] = (),
) -> Activity:
    """Enter that it was held (登记召开): when, what came of it, and who of the roster was there."""
    dossiers.hold_record(activity)
    unless(conditions.why_not_finish(activity, by=by))
    unless(conditions.not_yet(held_on, "held_on", "召开日期"))
    first = activity.dossier.opened_on
    unless(conditions.too_early(held_on, first, "held_on", "召开日期"))
    unless(conditions.wrong_times(begins, ends))
    activity.held_on, activity.begins, activity.ends = held_on, begins, ends
    activity.place = said("place", place, "请写明地点。")
    activity.chair = said("chair", chair, "请写明主持人。")
    activity.summary = said("summary", summary, "请写明讲了什么、定了什么。", lines=True)
    rosters.tick(activity, present, guests, by=by)
    rosters.demand_both_sides(activity)
    activity.held_at, activity.held_by = clock.now(), by
    activity.save(
        update_fields=[
            *("held_on", "begins", "ends", "place", "chair", "summary", "held_at", "held_by")
        ]
    )
    deadlines.close(activity.dossier, HOLD.code, by=by, on=held_on)
    if activity.roster.owing().exists():
        edition = RULES.on(held_on, activity.dossier.unit)
        deadlines.open_limit(activity.dossier, MAKE_UP, start=held_on, edition=edition)
    settle(activity, by=by, on=held_on)
    _note_held(activity, by)
    _findable(activity)
    return activity


@transaction.atomic
def register(
    unit: Unit,
    *,
    by: User,
    chair: str,
    summary: str,
    absent: Iterable[int] = (),
    guests: Iterable[str] = (),
    **planned: Any,
) -> Activity:
    """Register at once what has been held (补登): planned as `plan` takes it, and held.

    `absent` are the persons of the roster who did not come.
    """
    unless(conditions.not_yet(planned["held_on"], "held_on", "召开日期"))
    activity = plan(unit, by=by, **planned)
    missing = set(absent)
    listed = {entry.person_id: entry.pk for entry in activity.roster.order_by("id")}
    if not missing <= set(listed):
        raise refuse(
            "activity.absent_not_listed", "没有到的人里有不在名册上的，请核对。", field="absent"
        )
    return hold(
        activity,
        by=by,
        held_on=activity.held_on,
        begins=activity.begins,
        ends=activity.ends,
        place=activity.place,
        chair=chair,
        summary=summary,
        present=[pk for person, pk in listed.items() if person not in missing],
        guests=guests,
    )


@transaction.atomic
def cancel(activity: Activity, *, by: User, reason: str) -> Activity:
    """Call an activity off (取消), with the reason; who stands on its roster is told."""
    dossiers.hold_record(activity)
    unless(conditions.why_not_finish(activity, by=by))
    activity.cancel_reason = said("reason", reason, "请写明为什么取消。")
    activity.cancelled_at, activity.cancelled_by = clock.now(), by
    activity.save(update_fields=["cancel_reason", "cancelled_at", "cancelled_by"])
    today = clock.today()
    deadlines.close_all(activity.dossier, by=by, on=today)
    dossiers.mark(activity.dossier, on=today, state_label="已取消", is_closed=True)
    words = f"{by}登记取消。原因：{text.sentence(activity.cancel_reason)}"
    note(activity, CANCELLED, by=by, on=today, words=words, data={})
    if activity.held_on >= today:
        _tell(activity, by, f"{activity.when}的{activity}取消了，不用参加。")
    return activity


def _title(typed: str) -> str:
    try:
        title = text.clean_title(typed, longest=80)
    except ValueError as wrong:
        raise refuse("activity.title", str(wrong), field="title") from wrong
    return said("title", title, "")


def _visitable(unit: Unit, kind: str, communities: Sequence[Unit]) -> None:
    """A visit is to communities of the street; nothing else is."""
    if kind != Kind.VISIT:
        if communities:
            raise refuse("activity.no_visit", "只有下社区督导才选社区。", field="communities")
        return
    if not communities:
        raise refuse("activity.no_community", "请选择督导了哪些社区。", field="communities")
    if not all(one.is_within(unit) and one.level in SELF_GOVERNING for one in communities):
        raise refuse("activity.community", f"请选择{unit}的社区或者村。", field="communities")


def _note_held(activity: Activity, by: User) -> None:
    known = activity.roster.filter(is_guest=False)
    expected, came = known.count(), known.filter(present=True).count()
    guests = activity.roster.filter(is_guest=True).count()
    beside = f"，列席{guests}人" if guests else ""
    words = f"{by}登记召开：{activity.when}，应到{expected}人，实到{came}人{beside}。"
    data = {"expected": expected, "present": came, "guests": guests}
    note(activity, HELD, by=by, on=activity.held_on, words=words, data=data)


def _findable(activity: Activity) -> None:
    dossiers.make_findable(
        activity,
        activity.get_kind_display(),
        activity.systems_in_words,
        activity.place,
        activity.summary,
    )


def _invite(activity: Activity, by: User) -> None:
    words = f"请参加{activity}：{activity.when}，{activity.place}。"
    _tell(activity, by, words)


def _tell(activity: Activity, by: User, words: str) -> None:
    """Tell those on the roster; who may not open the page is told without the way there."""
    invited = User.objects.filter(
        person__in=activity.roster.filter(person__isnull=False).values("person"), is_active=True
    )
    for user in invited.exclude(pk=by.pk).order_by("pk"):
        sees = duties.holds(user, OfficeDuty.SEE_ACTIVITIES)
        notices.tell(user, words=words, dossier=activity.dossier if sees else None)
