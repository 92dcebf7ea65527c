"""Whose report may be read: units a person may see papers and figures of; what was filed of them."""

from collections.abc import Iterator
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from jiedao.access.selectors import holdings
from jiedao.lib.prepared import Records
from jiedao.lib.sheets import Cell
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.reporting.models import FiledReport
from jiedao.web.duties import OfficeDuty
from jiedao.web.lists import MOST_EXPORTED, Asked, Listed, Listing, page_of

NEEDED = (OfficeDuty.SEE_REPORTS, OfficeDuty.SEE_FIGURES)
COLUMNS = ("总结", "单位", "开始", "结束", "存档时间", "存档人", "内容摘要")
LISTING = Listing(
    "单位或者存档人",
    {
        "newest": ("新存档的在前", ("-pk",)),
        "period": ("期间晚的在前", ("-until", "-since", "-pk")),
        "unit": ("按单位", ("unit__path", "-pk")),
    },
)


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


@Records
def _around(*, code: str, path: str) -> QuerySet[Unit]:
    """A unit by its code, or else by its path, and the active ones one level down."""
    here = Q(code=code) | Q(path=path)
    beneath = (Q(parent__code=code) | Q(parent__path=path)) & Q(closed_on__isnull=True)
    return Unit.objects.filter(here | beneath).select_related("parent").order_by("path")


def around(user: User, code: str) -> tuple[Unit, list[Unit]]:
    """What `unit_of` says, with the units one level down; one statement."""
    held = holdings(user)
    first = "" if code else _highest(*(held.paths.get(duty, ()) for duty in NEEDED))
    found = _around(code=code, path=first) if code or first else []
    unit = next((one for one in found if one.code == code or one.path == first), None)
    if unit is None or not all(held.covers(duty, unit) for duty in NEEDED):
        return unit_of(user, code), []  # which says why not
    return unit, [one for one in found if one.parent_id == unit.pk]


def _highest(some: tuple[str, ...], others: tuple[str, ...]) -> str:
    """The first path, in order, that lies within both; "" where there is none."""
    pairs = ((max(a, b, key=len), min(a, b, key=len)) for a in some for b in others)
    return min((lower for lower, upper in pairs if lower.startswith(upper)), default="")


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
    return rows.select_related("unit", "filed_by")


def asked_for(user: User, asked: Asked) -> QuerySet[FiledReport]:
    """Those that were asked for."""
    rows = filed(user)
    if asked.words:
        words = asked.words
        rows = rows.filter(
            Q(unit__short_name__icontains=words)
            | Q(unit__name__icontains=words)
            | Q(filed_by__name__icontains=words)
        )
    return rows


def listed(user: User, asked: Asked) -> Listed[FiledReport]:
    """One page of the list."""
    return page_of(asked_for(user, asked), asked, lambda one: one, measure="份")


def lines_of(rows: QuerySet[FiledReport]) -> Iterator[list[Cell]]:
    """The rows for Excel."""
    for one in rows[:MOST_EXPORTED]:
        yield [
            str(one),
            str(one.unit),
            one.since,
            one.last,
            one.filed_at,
            str(one.filed_by),
            one.digest,
        ]


def last_quarter(today: date) -> tuple[date, date]:
    """The quarter before this one: [since, until)."""
    until = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    year, month = (until.year, until.month - 3) if until.month > 3 else (until.year - 1, 10)
    return date(year, month, 1), until


def get_filed(user: User, pk: int) -> FiledReport:
    """One filed report; Http404 when there is none or it may not be known."""
    found = filed(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
