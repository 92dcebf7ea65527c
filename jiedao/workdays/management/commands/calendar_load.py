"""manage.py calendar_load: enter holidays, from the data that comes with us or from a file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jiedao.lib import sheets
from jiedao.lib.refusals import Refused
from jiedao.people.actions import system
from jiedao.workdays import actions, seed
from jiedao.workdays.models import CalendarYear


class Command(BaseCommand):
    help = "导入节假日安排：不带参数导入自带的2024至2026年，已有的年份不动；也可以从csv或xlsx文件导入。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--years", nargs="+", type=int, default=list(seed.DEFAULT_YEARS))
        parser.add_argument("--file", type=Path, help="三列：日期、休或班、节日")
        parser.add_argument("--document", default="", help="依据的文件，从文件导入时必填")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["file"]:
                self._load_file(options["file"], options["document"])
            else:
                self._seed(options["years"])
        except (Refused, ValueError, OSError) as wrong:
            raise CommandError(str(wrong)) from wrong

    def _load_file(self, path: Path, document: str) -> None:
        rows = actions.rows_from_table(sheets.read_table(path.read_bytes(), path.name))
        for year in actions.load_rows(rows, document=document, by=system()):
            self.stdout.write(f"已导入{year}。")

    def _seed(self, years: list[int]) -> None:
        # What the office entered itself is better than what the software brought along.
        entered = set(CalendarYear.objects.values_list("year", flat=True))
        for year in sorted(set(years) - entered):
            rows = seed.rows_of(year)
            if not rows:
                raise CommandError(
                    f"自带数据里没有{year}年（只有{seed.FIRST_YEAR}至{seed.LAST_YEAR}年）。"
                    "请等国务院办公厅公布后，用 --file 从文件导入。"
                )
            actions.load_year(
                year, rows=rows, document=seed.DOCUMENT.format(year=year), by=system()
            )
            self.stdout.write(f"已导入{year}年节假日安排。")
