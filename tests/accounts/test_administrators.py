"""Three administrators, three persons; and how the first of them come in."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client

from jiedao.access import actions as access
from jiedao.access.models import Appointment
from jiedao.accounts.actions import devices
from jiedao.accounts.models import DeviceSession
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.people.actions import system
from jiedao.people.models import User
from tests.conftest import Office

ADMINS = ("system_admin", "security_admin", "audit_admin")
COMMAND = ("open_administrators", "410105")
WHO = ("--system=zhangsan:张三", "--security=lisi:李四", "--audit=wangwu:王五")


@pytest.mark.parametrize("role", ADMINS)
@pytest.mark.parametrize("other", [*ADMINS, "officer"])
def test_no_administrator_holds_another_post_at_the_same_time(
    office: Office, newcomer: User, role: str, other: str
) -> None:
    access.appoint(newcomer, role=role, unit=office.street, by=system())
    if other == role:
        access.appoint(newcomer, role=other, unit=office.district, by=system())
        return
    with pytest.raises(Refused, match="管理员岗位不能与其他岗位兼任"):
        access.appoint(newcomer, role=other, unit=office.street, by=system())


def test_the_database_keeps_them_apart_whoever_writes(office: Office, newcomer: User) -> None:
    held = access.appoint(newcomer, role="system_admin", unit=office.street, by=system())
    values = {
        "user": newcomer,
        "unit": office.street,
        "group": held.group,
        "appointed_at": clock.now(),
        "appointed_by": system(),
    }
    for role, line in (("officer", "office"), ("audit_admin", "audit_admin")):
        with pytest.raises(IntegrityError, match="one_line_at_a_time"), transaction.atomic():
            Appointment.objects.create(**values, role=role, line=line, starts_on=clock.today())
    later = clock.today() + timedelta(days=30)
    access.dismiss(held, by=system(), ends_on=later, reason="轮岗")
    access.appoint(newcomer, role="officer", unit=office.street, by=system(), starts_on=later)


def test_the_first_three_come_in_by_command_and_change_their_passwords(office: Office) -> None:
    said = StringIO()
    call_command(*COMMAND, *WHO, stdout=said)
    posts = dict(Appointment.objects.values_list("user__name", "role"))
    assert posts == {"张三": "system_admin", "李四": "security_admin", "王五": "audit_admin"}
    line = next(line for line in said.getvalue().splitlines() if "李四" in line)
    password = line.split("初始密码 ")[1]
    answer = Client().post("/office/sign-in/", {"username": "lisi", "password": password})
    assert answer.headers["Location"].startswith("/office/sign-in/password/")
    with pytest.raises(CommandError, match="已经有安全管理员"):
        call_command(*COMMAND, *WHO)


def test_the_first_three_must_be_three(office: Office) -> None:
    same = ("--system=zhangsan:张三", "--security=zhangsan:张三", "--audit=wangwu:王五")
    with pytest.raises(CommandError, match="已经有人用了"):
        call_command(*COMMAND, *same)
    assert not User.objects.filter(username="zhangsan").exists()
    with pytest.raises(CommandError, match="登录名:姓名"):
        call_command(*COMMAND, "--system=zhangsan", *WHO[1:])
    with pytest.raises(CommandError, match="没有代码"):
        call_command("open_administrators", "999", *WHO)


def test_at_night_the_sign_ins_of_who_has_left_are_ended(
    sun_worker: User, zhao_chair: User, security_admin: User, client_of
) -> None:
    leaving, staying = client_of(sun_worker), client_of(zhao_chair)
    post = Appointment.objects.get(user=sun_worker)
    access.dismiss(post, by=security_admin, ends_on=clock.today(), reason="调出")
    assert devices.sweep() == 1
    assert leaving.get("/office/").status_code == 302
    assert staying.get("/office/").status_code == 200
    with clock.after(timedelta(hours=13)):
        assert devices.sweep() == 1
    assert not DeviceSession.objects.exists()
