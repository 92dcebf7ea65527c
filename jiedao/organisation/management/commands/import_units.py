"""`manage.py import_units FILE`: the list of units into the tree, every bad row named."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jiedao.lib.refusals import Refused
from jiedao.organisation import actions
from jiedao.people.actions import system

OURS = Path(__file__).resolve().parents[2] / "data" / "units-410105.csv"


class Command(BaseCommand):
    help = "导入单位名单（csv或xlsx：代码、名称、上级代码、层级）；不写文件时导入自带的金水区名单。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=OURS)

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        if not file.is_file():
            raise CommandError(f"找不到文件“{file}”，请核对路径。")
        try:
            result = actions.import_units(file.read_bytes(), filename=file.name, by=system())
        except Refused as refused:
            raise CommandError(refused.refusal.reason) from refused
        for error in result.errors:
            self.stderr.write(f"第{error.line}行（代码{error.code or '空'}）：{error.sentence}")
        self.stdout.write(result.words)
