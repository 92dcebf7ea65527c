"""Count all figures anew from the records (全部重数): after a restored backup, or a difference."""

from typing import Any

from django.core.management.base import BaseCommand

from jiedao.indicators import actions


class Command(BaseCommand):
    help = "把指标的合计全部清掉，照办理记录重数一遍。"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"已经重数：计入指标的记录共{actions.recount()}条。")
