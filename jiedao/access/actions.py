"""Appointing and dismissing, letting in and shutting out. Nobody else assigns permissions."""

from datetime import date

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from guardian.shortcuts import assign_perm, get_group_perms, remove_perm

from jiedao.access import leaving
from jiedao.access.duties import OfficeDuty, all_duties
from jiedao.access.models import Admission, Appointment, Recusal
from jiedao.access.roles import Role, all_roles
from jiedao.access.selectors import holdings
from jiedao.access.states import RecusalScope
from jiedao.dossiers import actions as dossiers
from jiedao.dossiers.models import Dossier
from jiedao.ledger import actions as ledger
from jiedao.ledger import acts
from jiedao.lib import clock
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import FORBIDDEN, refuse
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import Person, User, UserKind

APPOINTED = acts.declare("access.appoint", "任职")
DISMISSED = acts.declare("access.dismiss", "离任")
CALLED_OFF = acts.declare("access.call_off", "取消还没到任的任职")
ADMITTED = acts.declare("access.admit", "知情协办")
RECUSED = acts.declare("access.recuse", "回避")
LIFTED = acts.declare("access.lift_recusal", "撤销回避登记")


def create_permissions(**_: object) -> None:
    """Create the permission rows of all declared duties on the content type Unit."""
    kind = ContentType.objects.get_for_model(Unit)
    known = set(Permission.objects.filter(content_type=kind).values_list("codename", flat=True))
    Permission.objects.bulk_create(
        Permission(content_type=kind, codename=duty.code, name=duty.name)
        for duty in all_duties().values()
        if duty.code not in known
    )


def _group_of(role: Role, unit: Unit) -> Group:
    """The group of a role at a unit, its grants in step with roles.toml."""
    group, _ = Group.objects.get_or_create(name=f"{role.code}@{unit.code}")
    granted = {str(code) for code in get_group_perms(group, unit)} & set(all_duties())
    for duty in set(role.duties) - granted:
        assign_perm(duty, group, unit)
    for duty in granted - set(role.duties):
        remove_perm(duty, group, unit)
    return group


@transaction.atomic
def appoint(
    user: User,
    *,
    role: str,
    unit: Unit,
    by: User,
    starts_on: date | None = None,
    ends_on: date | None = None,
    reason: str = "",
) -> Appointment:
    """Put a person in a role at a unit (任职).

    Refused when the role does not exist at this kind of unit, when office work and administration
    would meet in one person (三员分立), or when the appointing person may not.
    """
    starts_on = starts_on or clock.today()
    # Two appointments of one person at once: the second waits, and then sees the first.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    post = all_roles().get(role)
    if post is None:
        raise refuse("access.no_role", f"没有“{role}”这个岗位，请从列表中选择。", field="role")
    _may_appoint(by, unit)
    if by.pk == user.pk:
        raise refuse("access.self", "不能给自己任职，请由另一名安全管理员办理。", status=FORBIDDEN)
    if post.machine != (user.kind == UserKind.MACHINE):
        raise refuse(
            "access.machine",
            f"“{post.name}”{'只' if post.machine else '不'}给对接系统的账号，{user}不能任。",
            field="role",
        )
    if unit.level not in post.levels:
        levels = "、".join(UnitLevel(level).label for level in post.levels)
        raise refuse(
            "access.level",
            f"“{post.name}”设在{levels}，不能设在{unit.get_level_display()}“{unit}”。",
            field="unit",
        )
    others = Appointment.objects.overlapping(starts_on, ends_on).filter(user=user)
    for other in others:
        held = all_roles().get(other.role)
        if held and held.line != post.line:
            raise refuse(
                "access.separation",
                f"{user}已任“{held.name}”，管理员岗位不能与其他岗位兼任。请先办理离任。",
                basis="三员分立（内部规定）",
                field="role",
            )
    leaving.hold(user)  # dossiers first, then the unit: who closes it goes the same way
    dossiers.demand_standing(unit, what="办理任职", hint="请到接手的单位办理。")
    group = _group_of(post, unit)
    appointment = Appointment.objects.create(
        user=user,
        role=role,
        line=post.line,
        unit=unit,
        group=group,
        starts_on=starts_on,
        ends_on=ends_on,
        appointed_at=clock.now(),
        appointed_by=by,
        reason=reason,
    )
    if starts_on <= clock.today():
        # A later one joins the group on its day, when `reconcile` has run.
        group.user_set.add(user)
    until = f"至{ends_on:%Y-%m-%d}" if ends_on else "起"
    words = f"{user}任{unit}{post.name}，{starts_on:%Y-%m-%d}{until}。"
    leaving.changed(user)
    ledger.record(unit, act=APPOINTED, by=by, words=words, data={"role": role, "user": user.pk})
    return appointment


@transaction.atomic
def dismiss(appointment: Appointment, *, by: User, ends_on: date, reason: str) -> Appointment:
    """End a person's time in a role (离任); the record stays."""
    _may_appoint(by, appointment.unit)
    User.objects.select_for_update(no_key=True).get(pk=appointment.user_id)
    appointment.refresh_from_db(fields=["ends_on"])
    if appointment.ends_on and appointment.ends_on <= clock.today():
        raise refuse("access.ended", "这项任职已经结束，不用再办离任。")
    if ends_on < appointment.starts_on:
        raise refuse(
            "access.ends_before_start",
            f"离任日期不能早于任职日期{appointment.starts_on:%Y-%m-%d}。",
            field="ends_on",
        )
    if appointment.ends_on and ends_on > appointment.ends_on:
        # Longer is a new appointment, which is judged by the separation of posts.
        raise refuse(
            "access.ends_later",
            f"这项任职到{appointment.ends_on:%Y-%m-%d}为止，办理离任不能把它延长。需要续任的，请另外办理任职。",
            field="ends_on",
        )
    appointment.ends_on = ends_on
    appointment.reason = reason
    appointment.save(update_fields=["ends_on", "reason"])
    if ends_on <= clock.today():
        appointment.group.user_set.remove(appointment.user)
    post = all_roles().get(appointment.role)
    words = (
        f"{appointment.user}不再任{appointment.unit}{post.name if post else appointment.role}，"
        f"{ends_on:%Y-%m-%d}起。原因：{reason}"
    )
    leaving.changed(appointment.user)
    ledger.record(appointment.unit, act=DISMISSED, by=by, words=words)
    return appointment


def hold_coming(unit: Unit) -> None:
    """Lock the posts that begin later at a unit, as whoever ends one does before the unit is written to."""
    coming = Appointment.objects.coming(unit, clock.today()).order_by("pk")
    list(coming.select_for_update(no_key=True).values_list("pk"))


@transaction.atomic
def call_off(unit: Unit, on: date, by: User) -> None:
    """Posts that were to begin later at a unit never begin (单位撤销): they end the day they were to start."""
    coming = Appointment.objects.coming(unit, clock.today()).select_related("user", "unit")
    for one in coming.order_by("pk"):
        one.ends_on, one.reason = one.starts_on, f"{unit}撤销，没有到任"
        one.save(update_fields=["ends_on", "reason"])
        words = f"{one.user}任{unit}{one.role_name}取消：单位撤销，没有到任。"
        ledger.record(unit, act=CALLED_OFF, by=by, words=words)


@transaction.atomic
def reconcile() -> int:
    """Bring guardian's groups in step with roles.toml and today's appointments; number of groups."""
    create_permissions()
    today = clock.today()
    touched: dict[int, Group] = {}
    for appointment in Appointment.objects.select_related("unit", "group").order_by("id"):
        role = all_roles().get(appointment.role)
        if role and appointment.group_id not in touched:
            touched[appointment.group_id] = _group_of(role, appointment.unit)
    for group in touched.values():
        valid = Appointment.objects.valid(today).filter(group=group)
        group.user_set.set(valid.values_list("user", flat=True))
    return len(touched)


@transaction.atomic
def admit(dossier: Dossier, *, user: User, until: date, reason: str, by: User) -> Admission:
    """Let one person see one dossier until a day (知情协办)."""
    dossiers.hold(dossier)
    if until < clock.today():
        raise refuse("access.until", "知情协办的截止日期不能早于今天。", field="until")
    admission, _ = Admission.objects.update_or_create(
        user=user,
        dossier=dossier,
        defaults={
            "until": until,
            "reason": reason,
            "admitted_at": clock.now(),
            "admitted_by": by,
        },
    )
    words = f"{by}请{user}知情协办，到{until:%Y-%m-%d}止。原因：{reason}"
    ledger.record(dossier, act=ADMITTED, by=by, words=words)
    return admission


@transaction.atomic
def recuse(
    dossier: Dossier, *, person: Person, scope: str, reason: str, by: User, on: date
) -> Recusal:
    """Enter that a person withdraws from a matter (登记回避), with its scope.

    What was entered stays as it is: another scope or reason is another entry, once it is taken back.
    """
    dossiers.hold(dossier)
    standing = Recusal.objects.in_force().filter(dossier=dossier, person=person).first()
    if standing:
        raise refuse(
            "access.recused_already",
            f"{person}的回避（{standing.get_scope_display()}）{long_day(standing.declared_on)}"
            "已经登记，现在还有效，没有重复登记。",
            hint="范围或者原因要改的，请先撤销回避登记，再重新登记。",
            field="person",
        )
    recusal = Recusal.objects.create(
        person=person,
        dossier=dossier,
        scope=scope,
        reason=reason,
        declared_on=on,
        recorded_at=clock.now(),
        recorded_by=by,
    )
    words = f"{person}申报回避（{RecusalScope(scope).label}），原因：{reason}"
    ledger.record(dossier, act=RECUSED, by=by, words=words, occurred_on=on)
    return recusal


@transaction.atomic
def lift_recusal(dossier: Dossier, *, person: Person, reason: str, by: User, on: date) -> None:
    """Take back a recusal that was entered for the wrong person (撤销回避登记); it stays on record."""
    dossiers.hold(dossier)
    standing = Recusal.objects.in_force().filter(dossier=dossier, person=person)
    if not standing.update(lifted_on=on, lifted_by=by, lifted_why=reason):
        raise refuse(
            "access.no_recusal", f"{person}没有登记过回避，请刷新页面核对。", field="person"
        )
    words = f"{by}撤销{person}的回避登记，原因：{reason}"
    ledger.record(dossier, act=LIFTED, by=by, words=words, occurred_on=on)


def _may_appoint(by: User, unit: Unit) -> None:
    """Only who holds the duty over the unit appoints; the portal itself does at set-up."""
    if by.kind == UserKind.SYSTEM or holdings(by).covers(OfficeDuty.APPOINT, unit):
        return
    raise refuse(
        "access.may_not_appoint",
        f"您没有“任免与授权”职责，不能办理{unit}的任职。请联系安全管理员。",
        status=FORBIDDEN,
    )
