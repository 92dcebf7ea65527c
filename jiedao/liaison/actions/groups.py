"""Establishing work groups, changing who leads them and who belongs to them, dissolving them."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from jiedao.deadlines import actions as deadlines
from jiedao.dossiers import actions as dossiers
from jiedao.ledger import acts
from jiedao.liaison.actions import vacancies
from jiedao.liaison.actions.entries import line, note, number_of, post_of
from jiedao.liaison.conditions import groups as conditions
from jiedao.liaison.conditions.common import why_not_of
from jiedao.liaison.kinds import GROUP
from jiedao.liaison.models import Charge, Member, WorkGroup
from jiedao.liaison.selectors import leaving
from jiedao.liaison.states import GroupKind
from jiedao.lib import clock
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import refuse, unless
from jiedao.lib.text import sentence
from jiedao.organisation.models import Unit
from jiedao.people.models import User

ESTABLISHED = acts.declare("liaison.establish_group", "成立工作小组")
CHANGED = acts.declare("liaison.change_group", "变更小组分工")
JOINED = acts.declare("liaison.join_group", "增加小组成员")
LEFT = acts.declare("liaison.leave_group", "小组成员退出")
DISSOLVED = acts.declare("liaison.dissolve_group", "撤销工作小组")


@transaction.atomic
def establish(
    street: Unit,
    *,
    by: User,
    area: str,
    title: str,
    document_number: str,
    established_on: date,
    lead: User,
    department: Unit,
    responsible: User,
    members: Iterable[User] = (),
) -> WorkGroup:
    """Register a group (成立): the special group of a system, or without one the leading group."""
    unless(conditions.why_not_establish(street, by=by, area=area, established_on=established_on))
    title = line("group", "title", title, "请写小组的名称，照文件填写。")
    number = number_of("group", document_number)
    dossier = dossiers.open_dossier(
        kind=GROUP.code,
        prefix=GROUP.prefix,
        title=title,
        unit=street,
        by=by,
        opened_on=established_on,
        state_label="在运行",
    )
    group = WorkGroup.objects.create(
        dossier=dossier,
        street=street,
        kind=GroupKind.SPECIAL if area else GroupKind.LEADING,
        area=area,
        document_number=number,
        established_on=established_on,
    )
    charge = _charge(group, established_on, lead, department, responsible)
    joined = _joined(group, members, established_on)
    of = f"（{number}）" if number else ""
    note(
        dossier,
        ESTABLISHED,
        by=by,
        on=established_on,
        words=f"{by}登记{group}{of}，{long_day(established_on)}成立。{_in_charge(group, charge)}"
        f"{_named(joined)}",
        data={"area": area, "lead": lead.pk, "responsible": responsible.pk},
    )
    dossiers.make_findable(group, number, group.kind_in_words)
    return group


@transaction.atomic
def change(
    group: WorkGroup, *, by: User, begins_on: date, lead: User, department: Unit, responsible: User
) -> Charge:
    """Who leads it and answers for it is another from a day on (变更); what was before stays known."""
    dossiers.hold_record(group)
    unless(conditions.why_not(group, by=by))
    unless(conditions.wrong_day_of_change(group, begins_on))
    before = max(group.charges.all(), key=lambda one: (one.begins_on, one.pk))
    named = (lead.pk, department.pk, responsible.pk)
    known = (before.lead_id, before.department_id, before.responsible_id)
    # Who was moved and answers for it all the same is named once more.
    if named == known and not leaving.gone(group, clock.today()):
        raise refuse("group.unchanged", "和现在登记的一样，没有变更，不用登记。")
    charge = _charge(group, begins_on, lead, department, responsible)
    vacancies.settled_by(group, charge, by=by)
    note(
        group.dossier,
        CHANGED,
        by=by,
        on=begins_on,
        words=f"{by}登记变更，从{long_day(begins_on)}起：{_in_charge(group, charge)}",
        data={"lead": lead.pk, "responsible": responsible.pk, "department": department.code},
    )
    vacancies.follow(group)
    return charge


@transaction.atomic
def add_members(
    group: WorkGroup, *, by: User, users: Iterable[User], since: date, post: str = ""
) -> list[Member]:
    """People belong to the group from a day on (增加成员), each with his post in words."""
    dossiers.hold_record(group)
    unless(conditions.why_not(group, by=by))
    unless(conditions.wrong_day_of_joining(group, since))
    chosen = list(users)
    if not chosen:
        raise refuse("group.nobody", "请至少选一个人。", field="users")
    if post and len(chosen) > 1:
        raise refuse(
            "group.one_post",
            "自己写职务的，一次只能选一个人；几个人的，请空着职务，平台按任职写。",
            field="post",
        )
    found = _joined(group, chosen, since, post=post)
    note(
        group.dossier,
        JOINED,
        by=by,
        on=since,
        words=f"{by}登记从{long_day(since)}起增加成员。{_named(found)}",
        data={"users": [one.pk for one in chosen]},
    )
    return found


@transaction.atomic
def remove_member(member: Member, *, by: User, until: date, reason: str) -> Member:
    """Someone belongs to the group no more (退出): from the day `until` on."""
    group = member.group
    dossiers.hold_record(group)
    member.refresh_from_db(fields=["until"])
    unless(conditions.why_not(group, by=by))
    unless(conditions.why_already_left(member))
    unless(conditions.wrong_day_of_leaving(member, until))
    reason = line("group", "reason", reason, "请写明为什么退出，例如工作调动。")
    member.until = until
    member.save(update_fields=["until"])
    note(
        group.dossier,
        LEFT,
        by=by,
        on=until,
        words=f"{by}登记{member.user}（{member.post}）从{long_day(until)}起不再是成员。"
        f"原因：{sentence(reason)}",
        data={"user": member.user_id},
    )
    return member


@transaction.atomic
def dissolve(group: WorkGroup, *, by: User, until: date, reason: str) -> WorkGroup:
    """Dissolve a group (撤销): from the day `until` on it is no more."""
    dossiers.hold_record(group)
    unless(conditions.why_not(group, by=by))
    unless(conditions.too_early_to_dissolve(group, until))
    return dissolved(group, by=by, until=until, reason=reason)


def dissolved(group: WorkGroup, *, by: User, until: date, reason: str) -> WorkGroup:
    """It is dissolved; the caller holds the dossier and has asked whether it may."""
    group.reason = line("group", "reason", reason, "请写明为什么撤销。")
    group.until = until
    group.save(update_fields=["until", "reason"])
    deadlines.close_all(group.dossier, by=by, on=clock.today())
    note(
        group.dossier,
        DISSOLVED,
        by=by,
        on=until,
        words=f"{by}登记从{long_day(until)}起撤销{group}。原因：{sentence(group.reason)}",
        label=f"{long_day(until)}起撤销",
        is_closed=True,
        data={"until": until.isoformat()},
    )
    return group


def _charge(
    group: WorkGroup, begins_on: date, lead: User, department: Unit, responsible: User
) -> Charge:
    unless(why_not_of(group.street, lead, "lead"))
    unless(conditions.why_not_department(group.street, department))
    unless(why_not_of(group.street, responsible, "responsible"))
    unless(conditions.why_gone(group.street, begins_on, lead=lead, responsible=responsible))
    return Charge.objects.create(
        group=group,
        begins_on=begins_on,
        lead=lead,
        department=department,
        responsible=responsible,
    )


def _joined(
    group: WorkGroup, users: Iterable[User], since: date, *, post: str = ""
) -> list[Member]:
    """Members from a day on; whose post was not said has it as it is on the day."""
    chosen = list(users)
    for user in chosen:
        unless(why_not_of(group.street, user, "users"))
        _not_a_member(group, user, since)
    return [
        Member.objects.create(
            group=group, user=user, since=since, post=post or post_of(user, since)
        )
        for user in chosen
    ]


def _not_a_member(group: WorkGroup, user: User, since: date) -> None:
    known = group.members.overlapping(since).filter(user=user).first()
    if known is None:
        return
    raise refuse(
        "group.member_known",
        f"{user}从{long_day(known.since)}起已经是成员，没有重复登记。",
        field="users",
    )


def _in_charge(group: WorkGroup, charge: Charge) -> str:
    return (
        f"{group.head_word}{charge.lead}，责任部门{charge.department}，责任人{charge.responsible}。"
    )


def _named(members: list[Member]) -> str:
    if not members:
        return ""
    return f"成员：{'、'.join(f'{one.user}（{one.post}）' for one in members)}。"
