"""manage.py demo: a fictional street office, built through the real actions, relative to today."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.module_loading import autodiscover_modules

from jiedao.access.roles import name_of
from jiedao.demo import (
    activities,
    appraisal,
    funds,
    liaison,
    office,
    party_committee,
    regulations,
    reporting,
)
from jiedao.demo.cast import CAST
from jiedao.demo.scenes import all_scenes
from jiedao.lib import clock
from jiedao.organisation.models import Unit

# What the kernel's packages show, in this order: the papers of the regime count all the others,
# and the appraisal counts the papers.
KERNEL = (
    regulations,
    activities,
    party_committee,
    funds,
    liaison,
    reporting,
    appraisal,
)


class Command(BaseCommand):
    help = "建立演示街道；已经建立的不重复建立。--cast 只列出演示人员的登录名。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cast", action="store_true", help="列出演示人员和登录名")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.MODE == "production":
            raise CommandError("正式运行的平台不能建立演示街道。")
        if options["cast"]:
            self._tell_cast()
            return
        if office.is_built():
            self.stdout.write("演示街道已经建立。")
            return
        autodiscover_modules("demo")
        with transaction.atomic():
            stage = office.build(today=clock.today(), password=office.password())
            for scene in (*all_scenes().values(), *(module.scene for module in KERNEL)):
                scene(stage)
        self.stdout.write("演示街道已经建立。")

    def _tell_cast(self) -> None:
        units = {
            unit.code: str(unit) for unit in Unit.objects.filter(code__in={m.unit for m in CAST})
        }
        self.stdout.write(f"演示人员（密码都是 {office.password()} ）：")
        for member in CAST:
            roles = "、".join(name_of(role) for role in member.roles)
            self.stdout.write(
                f"  {member.username:<14}{member.name}　{units.get(member.unit, '')}{roles}"
            )
