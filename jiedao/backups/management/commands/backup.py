"""Back up everything the office could not make again, its keys apart (备份)."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from jiedao.attachments import names
from jiedao.backups import manifest, taking
from jiedao.backups.faults import Unusable

KEYS = (
    "密钥不在备份里：请另外保管 SECRET_KEY、DATA_KEY、SEARCH_KEY 等环境变量（/etc/jiedao/jiedao.env），"
    "并与备份分开存放；没有密钥，加密的证件号和电话恢复后无法读出。"
)


class Command(BaseCommand):
    help = "备份数据库和附件：同一时刻、写完整才算数、只留最近几份。密钥不在备份里。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--to", type=Path, default=Path(settings.BACKUPS_DIR), help="放备份的文件夹"
        )
        parser.add_argument(
            "--keep", type=int, default=settings.BACKUPS_KEPT, help="保留最近几份，至少1份"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["keep"] < 1:
            raise CommandError("--keep 至少是 1：不能一份备份也不留。")
        try:
            made = taking.take(options["to"].resolve(), keep=options["keep"])
        except Unusable as fault:
            raise CommandError(str(fault)) from None
        self._say(made)
        if made.manifest.missing:
            self.stderr.write(
                f"有{len(made.manifest.missing)}个附件的内容缺失或被改动，没有备份进去："
                "请执行 manage.py verify 查明是哪些，从更早的备份找回。"
            )
            sys.exit(1)

    def _say(self, made: taking.Taken) -> None:
        held, dump = made.manifest, made.manifest.parts[manifest.DUMP]
        counts = held.counts
        self.stdout.write(
            f"已备份到 {made.folder}：台账{counts['ledger']}条、公示{counts['publications']}条、"
            f"附件{counts['attachments']}条，数据库{names.size_in_words(dump.bytes)}，"
            f"新拷附件{made.copied}个。"
        )
        if made.removed:
            self.stdout.write(f"删去较早的备份{len(made.removed)}份：{'、'.join(made.removed)}。")
        self.stdout.write(KEYS)
