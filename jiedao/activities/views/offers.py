"""What a person can do about an activity now, line by line: its course, its roster, its problems."""

from dataclasses import dataclass
from datetime import date

from jiedao.access.selectors import holdings
from jiedao.activities.conditions import DUTY, why_not_act, why_not_finish
from jiedao.activities.models import Activity, Attendee, Problem
from jiedao.activities.selectors.activities import Roster
from jiedao.deadlines.selectors import left_until
from jiedao.lib.addresses import address
from jiedao.lib.numerals import short_day
from jiedao.people.models import User
from jiedao.web.buttons import Button


def offers_of(record: Activity, user: User) -> list[Button]:
    """What this person can do now, and why not; nothing for whom it is no business."""
    if not holdings(user).covers(DUTY, record.dossier.unit):
        return []
    number = record.dossier.number
    if record.is_planned:
        refusal = why_not_finish(record, by=user)
        finish = [
            Button(
                "hold",
                "登记召开",
                address("activities:hold", number),
                "开完以后登记：谁到了，讲了什么，定了什么。",
                primary=True,
                refusal=refusal,
            ),
        ]
        if refusal is None:
            finish.append(_cancel(number))
    else:
        finish = []
    refusal = why_not_act(record.dossier, by=user)
    if record.is_visit and record.is_held:
        finish.append(
            Button(
                "find_problem",
                "登记发现的问题",
                address("activities:find_problem", number),
                "一个问题登记一次：措施、责任单位、责任人、期限。",
                primary=True,
                refusal=refusal,
            )
        )
    if refusal is None:
        finish.append(_attach(address("activities:attach", number)))
    return finish


def _cancel(number: str) -> Button:
    return Button(
        "cancel",
        "取消",
        address("activities:cancel", number),
        "不开了的，写明原因；名册上的人会收到通知。",
        primary=False,
        refusal=None,
    )


def _attach(url: str) -> Button:
    return Button(
        "attach",
        "附上照片或者扫描件",
        url,
        "签了名的签到表、盖了章的记录、现场照片。",
        primary=False,
        refusal=None,
    )


@dataclass(frozen=True)
class RosterRow:
    """One name on the roster as the page shows it."""

    record: Attendee
    came: str
    chip: str
    make_up_url: str


def roster_rows(activity: Activity, roster: Roster, user: User) -> list[RosterRow]:
    """The roster with who came, and the way to enter that a study was made up."""
    may = holdings(user).covers(DUTY, activity.dossier.unit)
    return [_roster_row(activity, entry, may=may) for entry in roster.entries]


def _roster_row(activity: Activity, entry: Attendee, *, may: bool) -> RosterRow:
    if not activity.is_held:
        return RosterRow(entry, "", "", "")
    if entry.is_guest or entry.present:
        return RosterRow(entry, "列席" if entry.is_guest else "到会", "", "")
    if not activity.is_made_up:
        return RosterRow(entry, "缺席", "", "")
    if entry.made_up_on:
        words = f"{short_day(entry.made_up_on)}已补学：{entry.made_up_how}"
        return RosterRow(entry, words, "", "")
    url = address("activities:make_up", activity.dossier.number, entry.pk) if may else ""
    return RosterRow(entry, "还要补学", "soon", url)


@dataclass(frozen=True)
class ProblemRow:
    """One problem of a visit as the page shows it."""

    record: Problem
    word: str
    chip: str
    solve_url: str


def problems_of(activity: Activity, user: User, *, today: date) -> list[ProblemRow]:
    """The problems found on a visit; the unit one was given to may enter that it is solved."""
    if not activity.is_visit:
        return []
    held, number = holdings(user), activity.dossier.number
    may_all = held.covers(DUTY, activity.dossier.unit)
    rows = []
    for problem in activity.problems.select_related("unit").order_by("id"):
        may = not problem.is_solved and (may_all or held.covers(DUTY, problem.unit))
        url = address("activities:solve", number, problem.pk) if may else ""
        if problem.solved_on:
            word, chip = f"{short_day(problem.solved_on)}已解决", "ok"
        else:
            word, chip = left_until(problem.due_on, today)
        rows.append(ProblemRow(problem, word, chip, url))
    return rows
