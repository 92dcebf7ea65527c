"""Check the books and say the first bad row of each chain (校验台账、公示和附件)."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from jiedao.publications.books import MENDABLE, MENDED_BY, NAMES, counts, found


class Command(BaseCommand):
    help = "校验台账、公示和附件，逐条说出第一处不符的地方；有不符时退出码为1，只有可以重数的合计不符时为2。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="输出JSON，供监控程序读取")

    def handle(self, *args: Any, **options: Any) -> None:
        faults = found()
        whole = not any(faults.values())
        if options["json"]:
            said = {"whole": whole, "counts": counts(), "faults": faults}
            self.stdout.write(json.dumps(said, ensure_ascii=False, indent=2))
        else:
            self._say(faults, whole=whole)
        if not whole:
            records_are_whole = not any(faults[book] for book in faults if book not in MENDED_BY)
            sys.exit(MENDABLE if records_are_whole else 1)

    def _say(self, found: dict[str, list[str]], *, whole: bool) -> None:
        for book, faults in found.items():
            for words in faults:
                self.stderr.write(words)
            if faults:
                mend = f"记录没有改动，请运行 {MENDED_BY[book]}。" if book in MENDED_BY else ""
                self.stderr.write(f"{NAMES[book]}有{len(faults)}处不符。{mend}")
        held = "、".join(f"{NAMES[book]}{count}条" for book, count in counts().items())
        if whole:
            self.stdout.write(f"校验完毕，全部相符：{held}。")
