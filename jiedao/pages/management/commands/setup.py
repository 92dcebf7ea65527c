"""manage.py setup: what every office needs before anybody signs in; again and again without harm."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from jiedao import organisation
from jiedao.access import actions as access
from jiedao.organisation.models import Unit
from jiedao.people import actions as people
from jiedao.workdays.models import CalendarYear

UNITS = Path(organisation.__file__).parent / "data" / "units-410105.csv"


class Command(BaseCommand):
    help = "建好平台运行所需的基础数据：职责、系统用户、工作日历和单位；可以反复运行。"

    def handle(self, *args: Any, **options: Any) -> None:
        people.system()
        people.visitor()
        if not CalendarYear.objects.exists():
            call_command("calendar_load", stdout=self.stdout)
        if not Unit.objects.exists():
            call_command("import_units", str(UNITS), stdout=self.stdout)
        groups = access.reconcile()
        self.stdout.write(f"职责和授权已核对，共{groups}个授权组。")
