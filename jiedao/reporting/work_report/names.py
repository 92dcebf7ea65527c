"""The names of the report (名称): the unit, the period, the pilot, the communities that try, the matters."""

from datetime import date

from jiedao.access.selectors import visible_dossiers
from jiedao.indicators.claims import Known
from jiedao.indicators.figures import Scope, all_figures
from jiedao.liaison.models import Pilot
from jiedao.liaison.states import Area, Level
from jiedao.lib.numerals import long_day
from jiedao.people.models import User
from jiedao.reporting.indicators import OVERDUE
from jiedao.reporting.work_report import shortfalls

MOST = 3  # matters and communities named before 等
MOST_ROWS = 100
TRIAL = tuple(
    f"trials__{name}"
    for name in ("community__path", "community__short_name", "first", "second", "started_on")
)
# A clause is said without them all the same.
OPTIONAL = ("named", "trials", "systems")


def of(scope: Scope, *, by: User, today: date, known: Known) -> dict[str, str]:
    """Every name a template may use; "" where there is none, or nothing to be named."""
    return {
        "unit": str(scope.unit),
        "period": in_words(scope, today),
        "named": _named(scope, by, known),
        "systems": _systems(scope, known),
        **_trying(scope),
    }


def in_words(scope: Scope, today: date) -> str:
    """今年以来 when it is this year so far, else from day to day."""
    begins = (scope.since.month, scope.since.day) == (1, 1)
    if begins and scope.last == today:
        return "今年以来"
    if begins and scope.until == date(scope.since.year + 1, 1, 1):
        return f"{scope.since.year}年"
    return f"{long_day(scope.since)}至{long_day(scope.last)}"


def _trying(scope: Scope) -> dict[str, str]:
    """Since when the street is a pilot, and which communities try what; one statement."""
    rows = (
        Pilot.objects.filter(street__in=scope.unit.ancestor_ids, designated_on__lt=scope.until)
        .order_by("-designated_on", "-pk", "trials__community__path")
        .values_list("pk", "street__short_name", "level", "designated_on", *TRIAL)
    )
    found = list(rows[:MOST_ROWS])
    if not found:
        return {"pilot": "", "trials": ""}
    last, street, level, day, *_ = found[0]
    of_last = (row[4:] for row in found if row[0] == last)
    tried = [
        f"{name}先试{Area(first).label}、{Area(second).label}"
        for path, name, first, second, begun in of_last
        if path and path.startswith(scope.unit.path) and begun < scope.until
    ]
    more = "等" if len(tried) > MOST else ""
    return {
        "pilot": f"{day.year}年{day.month}月，{street}被确定为{Level(level).label}试点",
        "trials": f"（{'；'.join(tried[:MOST])}{more}）" if tried else "",
    }


def _named(scope: Scope, by: User, known: Known) -> str:
    """（老旧院落改造、低保审核等）: the matters by title, of those the reader may open."""
    figure = next((one for one in all_figures().values() if one.report == "F5"), None)
    if figure is None or not known[figure.code]:
        return ""
    rows = figure.rows(scope).order_by().values(figure.to_dossier)
    seen = visible_dossiers(by).filter(pk__in=rows).order_by("-pk")
    titles = list(dict.fromkeys(seen.values_list("title", flat=True)[:MOST_ROWS]))
    if not titles:
        return ""
    return f"（{'、'.join(titles[:MOST])}{'等' if len(titles) > MOST else ''}）"


def _systems(scope: Scope, known: Known) -> str:
    late = shortfalls.late_by_system(scope) if known[OVERDUE.code] else []
    return shortfalls.in_brackets(late)
