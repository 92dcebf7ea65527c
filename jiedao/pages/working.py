"""使用手册 in words: one table of pages for the work that no procedure draws by itself.

What a page says stands in its template. Its numbers come from the rulebook in force and from the code
that counts by them, its people from the roles: neither is ever typed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from jiedao.access.roles import all_roles
from jiedao.appraisal import scoring
from jiedao.appraisal.actions.years import DUE
from jiedao.appraisal.states import Assessed, Grade, Raters
from jiedao.dashboard import rhythms
from jiedao.dashboard import selectors as dashboard
from jiedao.dashboard.views import SECONDS as SCREEN_SECONDS
from jiedao.indicators.blanks import BLANKS
from jiedao.lib import wording
from jiedao.reporting.rules import RULES as REPORTING
from jiedao.reporting.states import PaperKind
from jiedao.reporting.terms import DEFAULTS
from jiedao.reporting.work_report import plans
from jiedao.rulebooks import editions
from jiedao.rulebooks.editions import INTERNAL
from jiedao.web.duties import OfficeDuty

More = Callable[[date], dict[str, Any]]
EXAMPLE = Decimal(234)


def nothing_more(today: date) -> dict[str, Any]:
    """A page whose every number is in its rulebook."""
    return {}


def of_dashboard(today: date) -> dict[str, Any]:
    """How much the dashboard shows, and how often it counts."""
    return {
        "most": dashboard.SHOWN,
        "minutes": dashboard.SECONDS // 60,
        "screen_minutes": SCREEN_SECONDS // 60,
        "ahead": rhythms.AHEAD.days,
    }


def of_reports(today: date) -> dict[str, Any]:
    """With what the form of the regime begins; a street sets other days for itself."""
    hour = REPORTING.on(today).due_hour
    return {"papers": [(kind.label, DEFAULTS.in_words(kind, hour)) for kind in PaperKind]}


def of_work_report(today: date) -> dict[str, Any]:
    """How a number is said, shown by one; how far ahead the plans look."""
    return {
        "blanks": len(BLANKS),
        "weeks": plans.AHEAD.days // 7,
        "exact": wording.exact(EXAMPLE),
        "and_more": wording.and_more(EXAMPLE),
        "at_least": wording.exact(wording.at_least(EXAMPLE)),
    }


def of_appraisal(today: date) -> dict[str, Any]:
    """The grades, what the raters weigh, what a ballot is worth; by when the year is scored."""
    rules = editions.find("appraisal").on(today)
    month, day = DUE
    return {
        "of_units": scoring.ladder(rules, Assessed.COMMUNITY),
        "of_persons": scoring.ladder(rules, Assessed.PERSON),
        "raters": [(one.label, getattr(rules, f"raters_{one}")) for one in Raters],
        "ballots": [(scoring.WORDS[one][0], getattr(rules, f"ballot_{one}")) for one in Grade],
        "scored_by": f"{month}月{day}日",
    }


@dataclass(frozen=True)
class WorkPage:
    """One page in words: what it is about, its template, and the rulebook its numbers stand in."""

    code: str
    name: str
    about: str
    template: str
    book: str = ""
    more: More = nothing_more


PAGES = {
    one.code: one
    for one in (
        WorkPage(
            "dashboard",
            "看板",
            "哪些逾期、是谁的、怎么督办，数字怎么点开，会议室怎么投屏",
            "jiedao/handbook_work_dashboard.html",
            "rhythms",
            of_dashboard,
        ),
        WorkPage(
            "reports",
            "汇报和督办",
            "每周汇报、半月小结、每月讲评怎么写、怎么报、怎么接收，逾期了提醒到谁",
            "jiedao/handbook_work_reports.html",
            "reporting",
            of_reports,
        ),
        WorkPage(
            "work-report",
            "工作总结和指标",
            "总结怎么自己写成，数字怎么点开、怎么写进材料，怎么存档",
            "jiedao/handbook_work_report.html",
            more=of_work_report,
        ),
        WorkPage(
            "activities",
            "会议活动和上级文件",
            "开会、学习、督导怎么登记，缺席的怎么补学，上级文件怎么学习和传达",
            "jiedao/handbook_work_activities.html",
            "activities",
        ),
        WorkPage(
            "liaison",
            "小组、试点、分包和责任清单",
            "谁负责、走访几次、试点到哪一步、责任落实没有",
            "jiedao/handbook_work_liaison.html",
            "liaison",
        ),
        WorkPage(
            "appraisal",
            "年度考核",
            "责任书怎么定、得分怎么来、怎么申诉，联述联评联考怎么办",
            "jiedao/handbook_work_appraisal.html",
            "appraisal",
            of_appraisal,
        ),
        WorkPage(
            "party-committee",
            "党工委议事",
            "议题怎么申报、上会、表决，决定怎么交办、验收",
            "jiedao/handbook_work_party_committee.html",
            "party_committee",
        ),
        WorkPage(
            "funds",
            "经费",
            "项目、预算、工资、下沉怎么登记，大额支出怎么办，登错了怎么冲销",
            "jiedao/handbook_work_funds.html",
            "funds",
        ),
    )
}


def context_of(shown: WorkPage, *, today: date) -> dict[str, Any]:
    """What the template of a page is drawn with."""
    rules = editions.find(shown.book).on(today) if shown.book else None
    sources = {key: rules.source(key) for key in rules} if rules else {}
    return {
        "shown": shown,
        "rules": rules,
        "sources": sources,
        "is_internal": bool(sources) and set(sources.values()) == {INTERNAL},
        "who": {duty.name.lower(): people_with(duty) for duty in OfficeDuty},
        "place": None,
        **shown.more(today),
    }


def people_with(duty: str) -> str:
    """The roles people hold a duty by; other systems that hold it too are left out."""
    roles = all_roles().values()
    return "、".join(one.name for one in roles if duty in one.duties and not one.machine)
