"""The names of the report (名称): the unit, the period, the pilot, the communities that try, the matters."""

from datetime import date
from typing import Any

from jiedao.indicators.claims import Known
from jiedao.indicators.figures import Scope
from jiedao.liaison.states import Area, Level
from jiedao.lib.numerals import long_day
from jiedao.reporting.work_report import shortfalls
from jiedao.reporting.work_report.beside import Beside, named_by

MOST = 3  # matters and communities named before 等
# A clause is said without them all the same.
OPTIONAL = ("named", "trials", "systems")


def of(scope: Scope, *, today: date, known: Known, beside: Beside) -> dict[str, str]:
    """Every name a template may use; "" where there is none, or nothing to be named."""
    return {
        "unit": str(scope.unit),
        "period": in_words(scope, today),
        "named": _named(beside.titles, known),
        "systems": shortfalls.in_brackets(shortfalls.late_by_system(beside.late)),
        **_trying(scope, beside.trying),
    }


def in_words(scope: Scope, today: date) -> str:
    """今年以来 when it is this year so far, else from day to day."""
    begins = (scope.since.month, scope.since.day) == (1, 1)
    if begins and scope.last == today:
        return "今年以来"
    if begins and scope.until == date(scope.since.year + 1, 1, 1):
        return f"{scope.since.year}年"
    return f"{long_day(scope.since)}至{long_day(scope.last)}"


def _trying(scope: Scope, rows: list[dict[str, Any]]) -> dict[str, str]:
    """Since when the street is a pilot, and which communities try what: of the newest designation."""
    if not rows:
        return {"pilot": "", "trials": ""}
    last = max(rows, key=lambda one: (one["on"], one["pk"]))
    day, level = date.fromisoformat(last["on"]), Level(last["level"]).label
    of_last = [one for one in rows if one["pk"] == last["pk"] and one["path"]]
    tried = [
        f"{one['name']}先试{Area(one['first']).label}、{Area(one['second']).label}"
        for one in sorted(of_last, key=lambda one: str(one["path"]))
        if one["path"].startswith(scope.unit.path) and one["begun"] < scope.until.isoformat()
    ]
    more = "等" if len(tried) > MOST else ""
    return {
        "pilot": f"{day.year}年{day.month}月，{last['street']}被确定为{level}试点",
        "trials": f"（{'；'.join(tried[:MOST])}{more}）" if tried else "",
    }


def _named(titles: list[str], known: Known) -> str:
    """（老旧院落改造、低保审核等）: the matters by title, of those the reader may open."""
    figure = named_by()
    if figure is None or not known[figure.code] or not titles:
        return ""
    return f"（{'、'.join(titles[:MOST])}{'等' if len(titles) > MOST else ''}）"
