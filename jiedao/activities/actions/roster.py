"""Who was to come to an activity, as the roster is frozen; and who came, ticked on it."""

from collections.abc import Iterable, Mapping
from datetime import date

from jiedao.access.posts import Holder, holders_of, holders_within
from jiedao.activities.actions.settling import cleaned
from jiedao.activities.models import Activity, Attendee
from jiedao.activities.states import PARTS, Kind, Part, parts_of
from jiedao.lib import clock, masking
from jiedao.lib.refusals import refuse
from jiedao.organisation.models import Unit
from jiedao.people.models import User

People = Mapping[str, Iterable[int]]
MISSING = {
    Part.LISTENS: "请选择听取汇报的人。",
    Part.SPEAKS: "请选择汇报的人。",
    Part.VISITS: "请选择下社区督导的人。",
    Part.ATTENDS: "请选择应当参加的人。",
}
LONGEST_NAME, LONGEST_POST, LONGEST_POSTS = 40, 100, 200


def freeze(unit: Unit, kind: str, people: People, *, on: date) -> list[Attendee]:
    """The roster (应到) of these people with the posts they hold on the day; not saved yet."""
    known = {holder.person: holder for holder in holders_within(unit, on=on)}
    rows: list[Attendee] = []
    listed: dict[int, Part] = {}
    for part in parts_of(kind):
        chosen = list(dict.fromkeys(people.get(part, ())))
        if not chosen and (part in PARTS.get(Kind(kind), ()) or parts_of(kind) == (part,)):
            raise refuse("activity.nobody", MISSING[part], field=part)
        for person in chosen:
            rows.append(_entry(known, person, part, listed, on))
            listed[person] = part
    return rows


def _entry(
    known: Mapping[int, Holder], person: int, part: Part, listed: Mapping[int, Part], on: date
) -> Attendee:
    holder = known.get(person)
    if holder is None:
        raise refuse(
            "activity.stranger",
            f"选的人里有{on:%Y年%-m月%-d日}不在本单位任职的，请重新选择。",
            hint="别的单位来的人，召开以后按列席登记。",
            field=part,
        )
    if person in listed:
        raise refuse(
            "activity.twice",
            f"{holder.name}同时选在“{listed[person].label}”和“{part.label}”里，请只留一处。",
            field=part,
        )
    return Attendee(
        person_id=person,
        name=holder.name,
        post=holder.words[:LONGEST_POSTS],
        roles=holder.roles,
        part=part,
    )


def tick(activity: Activity, present: Iterable[int], guests: Iterable[str], *, by: User) -> None:
    """Tick who came (实到), write the posts held that day, and enter the guests by name."""
    came, roster = set(present), list(activity.roster.order_by("id"))
    if not came <= {entry.pk for entry in roster}:
        raise refuse(
            "activity.not_listed",
            "勾选的人里有不在名册上的，请刷新页面后重新勾选。",
            field="present",
        )
    if not came:
        raise refuse(
            "activity.nobody_came",
            "没有一个人到会，就是没有召开。请勾选到会的人；没有开成的，登记取消。",
            field="present",
        )
    posts = holders_of([entry.person_id or 0 for entry in roster], on=activity.held_on)
    now = clock.now()
    for entry in roster:
        holder = posts.get(entry.person_id or 0)
        if holder:
            entry.post, entry.roles = holder.words[:LONGEST_POSTS], holder.roles
        else:
            entry.roles = []
        entry.present = entry.pk in came
        if entry.present:
            entry.ticked_at, entry.ticked_by = now, by
    Attendee.objects.bulk_update(roster, ["post", "roles", "present", "ticked_at", "ticked_by"])
    Attendee.objects.bulk_create(
        Attendee(
            activity=activity,
            name=name,
            post=post,
            is_guest=True,
            present=True,
            ticked_at=now,
            ticked_by=by,
        )
        for name, post in _read(guests)
    )


def demand_both_sides(activity: Activity) -> None:
    """A hearing has somebody who listened and somebody who spoke; a visit somebody who visited."""
    for part in PARTS.get(Kind(activity.kind), ()):
        if not activity.roster.filter(part=part, present=True).exists():
            raise refuse(
                "activity.one_sided",
                f"{MISSING[part].removesuffix('。')}：“{part.label}”的人一个也没有到，"
                f"就不是{activity.get_kind_display()}。请核对勾选的名字；没有开成的，登记取消。",
                field="present",
            )


def _read(lines: Iterable[str]) -> list[tuple[str, str]]:
    """Guests as they were typed, one a line: the name, a blank, unit and post."""
    found: list[tuple[str, str]] = []
    for line in lines:
        name, _, post = cleaned("guests", line).replace("\n", " ").strip().partition(" ")
        if not name:
            continue
        if len(name) > LONGEST_NAME or len(post) > LONGEST_POST:
            raise refuse(
                "activity.guest_too_long",
                "列席的人每行只写一个：姓名在前，空一格，再写单位和职务。",
                field="guests",
            )
        masking.demand_none("activity", guests=f"{name} {post}")
        if (name, post) in found:
            raise refuse(
                "activity.guest_twice", f"列席的人里“{name}”写了两次，请只留一行。", field="guests"
            )
        found.append((name, post))
    return found
