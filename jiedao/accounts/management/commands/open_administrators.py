"""manage.py open_administrators: the first three accounts of a new portal, one for each person."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from jiedao.access import actions as access
from jiedao.access import desks
from jiedao.access.duties import OfficeDuty
from jiedao.accounts.actions import passwords
from jiedao.lib.refusals import Refused
from jiedao.organisation.models import Unit
from jiedao.people import actions as people

ROLES = {"system": "system_admin", "security": "security_admin", "audit": "audit_admin"}
NAMES = {"system": "系统管理员", "security": "安全管理员", "audit": "审计管理员"}


class Command(BaseCommand):
    help = (
        "开通三员（系统、安全、审计管理员）的账号，三个人各一个，初始密码只打印一次。"
        "其他人的账号由安全管理员在网页上开通。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("unit", help="任职单位的代码，区或街道，如 410105001")
        for code, name in NAMES.items():
            parser.add_argument(
                f"--{code}", required=True, metavar="登录名:姓名", help=f"{name}，如 zhangsan:张三"
            )

    def handle(self, *args: Any, **options: Any) -> None:
        unit = Unit.objects.filter(code=options["unit"]).first()
        if unit is None:
            raise CommandError(f"没有代码为“{options['unit']}”的单位。请先执行 manage.py setup。")
        if desks.holders(OfficeDuty.APPOINT, unit).exists():
            raise CommandError(
                f"“{unit}”已经有安全管理员，账号请由安全管理员登录后在“账号”页面开通。"
            )
        try:
            with transaction.atomic():
                opened = [self._open(code, options[code], unit) for code in ROLES]
        except Refused as refused:
            raise CommandError(str(refused.refusal)) from refused
        self.stdout.write("三员账号已开通。请把下面的密码分别交给本人，首次登录时要修改：")
        for line in opened:
            self.stdout.write(f"  {line}")

    def _open(self, code: str, words: str, unit: Unit) -> str:
        username, _, name = words.partition(":")
        if not username or not name:
            raise CommandError(f"--{code} 要写成“登录名:姓名”，现在是“{words}”。")
        system = people.system()
        account, password = passwords.open_account(username=username, name=name, by=system)
        access.appoint(account, role=ROLES[code], unit=unit, by=system, reason="平台初始开通")
        return f"{NAMES[code]}　{name}　登录名 {username}　初始密码 {password}"
