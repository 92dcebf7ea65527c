"""Who is in post in a unit that is to be closed, and who was to come."""

from urllib.parse import urlencode

from jiedao.access import actions
from jiedao.access.models import Appointment
from jiedao.lib import clock
from jiedao.lib.addresses import address
from jiedao.lib.numerals import long_day
from jiedao.organisation.models import Unit
from jiedao.organisation.ties import SHOWN, Tie, declare


def of(unit: Unit) -> list[Tie]:
    """The people in post today, and those whose post begins later; two questions each."""
    today = clock.today()
    posts = Appointment.objects.filter(unit=unit).select_related("user", "unit")
    now, coming = posts.filter(Appointment.running(today)), Appointment.objects.coming(unit, today)
    return [
        Tie(
            "在任人员",
            now.count(),
            "人",
            tuple(f"{one.user}（{one.role_name}）" for one in now.order_by("id")[:SHOWN]),
            "请安全管理员先给他们办理离任，调到别的单位的另办任职；对接账号请停用。",
            f"{address('access:appointments')}?{urlencode({'unit': unit.code})}",
        ),
        Tie(
            "还没到任的任职",
            coming.count(),
            "项",
            tuple(
                f"{one.user}（{one.role_name}，{long_day(one.starts_on)}到任）"
                for one in coming.select_related("user", "unit").order_by("id")[:SHOWN]
            ),
            "随单位撤销一并取消。",
            f"{address('access:appointments')}?{urlencode({'unit': unit.code, 'state': 'coming'})}",
            actions.call_off,
            hold=actions.hold_coming,
        ),
    ]


declare(of)
