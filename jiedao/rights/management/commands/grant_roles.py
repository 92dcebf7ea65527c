"""Give the portal's database account its rights, or only look whether it has more (数据库授权)."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from jiedao.rights import granting


class Command(BaseCommand):
    help = "给平台运行用的数据库账号授权：不能改表、清空、停用触发器，不能改动只增不改的记录。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="只核对，不授权")

    def handle(self, *args: Any, **options: Any) -> None:
        role = settings.DATABASE_APP_ROLE
        if not role and not options["check"]:
            raise CommandError(
                "没有设置 DATABASE_OWNER_URL：平台用同一个账号建表和运行，没有可授权的账号。"
                "请按 deploy/roles.sql 建两个账号，建表用的写入 DATABASE_OWNER_URL，"
                "运行用的写入 DATABASE_URL，然后重新执行。"
            )
        if not options["check"]:
            granting.grant(role)
        role = role or str(connection.settings_dict["USER"])
        found = list(granting.excess(role))
        for words in found:
            self.stderr.write(words)
        if found:
            self.stderr.write(
                f"账号 {role} 的权限大于平台需要的，有{len(found)}处。请按 deploy/README.md 改正。"
            )
            sys.exit(1)
        self.stdout.write(f"账号 {role} 的权限正好够用：不能改表、清空、停用触发器或改动台账。")
