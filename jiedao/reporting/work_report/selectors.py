"""Whose report may be read: units a person may see papers and figures of; what was filed of them."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from jiedao.access.selectors import holdings
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.reporting.models import FiledReport
from jiedao.web.duties import OfficeDuty

NEEDED = (OfficeDuty.SEE_REPORTS, OfficeDuty.SEE_FIGURES)
MOST = 100


def unit_of(user: User, code: str) -> Unit:
    """The unit asked for, or the highest one whose papers and figures a person may see."""
    held = holdings(user)
    if not all(held.anywhere(duty) for duty in NEEDED):
        raise PermissionDenied("看工作总结要有“查看汇报”和“查看指标”两项职责，请联系安全管理员。")
    seen, figures = (held.within(duty) for duty in NEEDED)
    units = Unit.objects.filter(seen, figures).select_related("parent").order_by("path")
    unit = units.filter(code=code).first() if code else units.first()
    if unit is None:
        raise Http404("没有这个单位，或者不在您能查看的范围内。")
    return unit


def readable(user: User, near: list[tuple[Unit, bool]]) -> list[tuple[Unit, bool]]:
    """Of the units near, those whose report a person may read."""
    held = holdings(user)
    return [
        (unit, chosen) for unit, chosen in near if all(held.covers(duty, unit) for duty in NEEDED)
    ]


def filed(user: User) -> QuerySet[FiledReport]:
    """The filed reports a person may see, newest first."""
    held = holdings(user)
    seen, figures = (held.within(duty, prefix="unit__") for duty in NEEDED)
    rows = FiledReport.objects.filter(seen, figures)
    return rows.select_related("unit", "filed_by").order_by("-pk")


def get_filed(user: User, pk: int) -> FiledReport:
    """One filed report; Http404 when there is none or it may not be known."""
    found = filed(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
