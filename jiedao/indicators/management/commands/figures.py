"""All figures of a scope, and the blanks of the work report that no figure fills yet."""

import json
from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jiedao.indicators import selectors
from jiedao.indicators.blanks import BLANKS
from jiedao.indicators.figures import Scope
from jiedao.indicators.selectors import Told
from jiedao.lib import clock
from jiedao.organisation.models import Unit


class Command(BaseCommand):
    help = "列出全部指标在一个单位、一个期间的数；还没有记录可数的写明“没有”，不写成零。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="输出JSON，供程序读取")
        parser.add_argument("--unit", default="", help="单位代码，含下级单位；不写就是最高一级")
        parser.add_argument("--from", dest="since", type=_day, help="第一天，例如2026-01-01")
        parser.add_argument("--to", dest="last", type=_day, help="最后一天；不写就是今天")

    def handle(self, *args: Any, **options: Any) -> None:
        scope = _scope(options)
        lines = [_line(told, scope) for told in selectors.told(selectors.shown(), scope)]
        filled = {line["report"] for line in lines}
        lines += [
            {
                "code": None,
                "report": blank.code,
                "name": blank.name,
                "kind": None,
                "value": None,
                "rows": None,
                "available": False,
            }
            for blank in BLANKS
            if blank.code not in filled
        ]
        if options["json"]:
            self.stdout.write(json.dumps(lines, ensure_ascii=False, indent=1))
            return
        for line in lines:
            said = line["value"] if line["available"] else "没有：还没有登记这类记录的地方"
            self.stdout.write(f"{line['report'] or '':4}{line['name']}：{said}")


def _scope(options: dict[str, Any]) -> Scope:
    units = Unit.objects.order_by("path")
    unit = units.filter(code=options["unit"]).first() if options["unit"] else units.first()
    if unit is None:
        raise CommandError("没有这个单位，请核对单位代码。")
    last = options["last"] or clock.today()
    since = options["since"] or date(last.year, 1, 1)
    if last < since:
        raise CommandError("结束日期不能早于开始日期，请核对 --from 和 --to。")
    return Scope(unit, since, last + timedelta(days=1))


def _day(typed: str) -> date:
    return date.fromisoformat(typed)


def _line(told: Told, scope: Scope) -> dict[str, Any]:
    figure = told.figure
    return {
        "code": figure.code,
        "report": figure.report or None,
        "name": figure.name,
        "kind": figure.kind,
        "value": selectors.number(told),
        "rows": figure.rows(scope).count(),
        "available": told.value is not None,
    }
