"""Bring a backup back into an empty database, or only look whether it could be (恢复)."""

import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from jiedao.backups import manifest, restoring
from jiedao.backups.faults import Unusable
from jiedao.backups.manifest import Manifest
from jiedao.publications import books

AFTER = (
    "密钥不在备份里：平台要用原来的 SECRET_KEY、DATA_KEY、SEARCH_KEY 等环境变量运行，加密的内容才能读出。"
    "换了数据库账号的，请接着执行 manage.py grant_roles；版本更新过的，请执行 manage.py migrate。"
)


class Command(BaseCommand):
    help = "把一份备份恢复到空的数据库：先查验备份，再恢复，最后逐表核对并校验台账、公示和附件。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="一份备份的文件夹，例如 20261124-021000")
        parser.add_argument(
            "--into",
            default=os.environ.get("RESTORE_DATABASE_URL", ""),
            help="空的数据库，postgres://用户@主机/库；密码可以放在 PGPASSWORD 或 ~/.pgpass 里",
        )
        parser.add_argument(
            "--attachments", type=Path, default=Path(settings.MEDIA_ROOT), help="附件恢复到哪里"
        )
        parser.add_argument("--check", action="store_true", help="只查验备份是否完整，不恢复")
        parser.add_argument(
            "--unsealed", action="store_true", help="不核对清单的封条（SECRET_KEY 已经换过）"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"].resolve()
        try:
            made = restoring.looked_at(folder, sealed=not options["unsealed"])
            self.stdout.write(f"备份完整：{self._about(made)}。")
            if not options["check"]:
                self._restore(folder, made, options["into"], options["attachments"].resolve())
        except Unusable as fault:
            raise CommandError(str(fault)) from None

    def _about(self, made: Manifest) -> str:
        counts = made.counts
        return (
            f"{made.made_at[:19]}（UTC）由“{made.office}”{made.release}版做，"
            f"台账{counts['ledger']}条、公示{counts['publications']}条、"
            f"附件{counts['attachments']}条，数据库文件摘要"
            f"{made.parts[manifest.DUMP].sha256[:12]}"
        )

    def _restore(self, folder: Path, made: Manifest, into: str, attachments: Path) -> None:
        if not into:
            raise CommandError(
                "请用 --into 写明恢复到哪个空的数据库，例如：--into postgres://jiedao@127.0.0.1/jiedao_restored"
            )
        differing = restoring.restore(folder, made, into=into, attachments=attachments)
        for words in differing:
            self.stderr.write(words)
        found = restoring.verified(into, attachments)
        (self.stdout if found.whole else self.stderr).write(found.said)
        if differing or not (found.whole or found.mendable):
            self.stderr.write("已经恢复，但与备份时不一致，不要投入使用。请换一份备份再恢复。")
            sys.exit(1)
        if found.mendable:
            self.stderr.write(
                f"已经恢复，{len(made.tables)}张表逐表核对与备份时相符，不用换备份：备份时合计就没有数对。"
                "请把平台接到恢复的库上，照上面的命令重数，再校验一次，没有不符就可以投入使用。"
                f"{AFTER}"
            )
            sys.exit(books.MENDABLE)
        self.stdout.write(f"恢复完成，{len(made.tables)}张表逐表核对相符。{AFTER}")
