"""Twelve weeks of the regime in the fictional street, day by day as the sweep and the people do it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from jiedao.deadlines.models import Deadline
from jiedao.demo.cast import STREET, A, B
from jiedao.demo.scenes import Stage
from jiedao.indicators.actions import settle
from jiedao.indicators.figures import Scope
from jiedao.lib import clock
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.reporting import actions, people
from jiedao.reporting.models import Paper, Task
from jiedao.reporting.selectors import owed
from jiedao.reporting.states import MentionKind, Outcome, PaperKind
from jiedao.reporting.work_report import actions as work_report
from jiedao.reporting.work_report.selectors import last_quarter

WEEKS = 12
DONE = (
    "网格每天巡查，本周入户走访{n}户，独居老人逐户问到。",
    "按程序推进正在办的事项，居民提出的意见逐条登记、逐条答复。",
    "召开碰头会{m}次，把上周交办的事分到人，当天能办的当天办完。",
    "把公开栏重新整理了一遍，到期的公示按时揭下拍照，材料归卷。",
    "配合街道做好换季安全检查，查了{n}处楼道，堆放的杂物都清走了。",
    "整理台账，补齐了签到表和照片；居民来访{m}批，都有回音。",
)
PROBLEMS = (
    "东院两盏路灯不亮，物业说要等配件。",
    "部分住户白天不在家，征求意见入户难。",
    "非机动车充电位不够，晚上仍有飞线充电。",
    "老旧院落下水道反味，要协调产权单位。",
)
PLANS = (
    "下周把没有见到面的住户补访一遍。",
    "筹备居民代表会议，提前发通知和材料。",
    "和物业一起排出路灯、充电位的维修日期。",
    "把到期的公示揭下拍照，材料归卷。",
)
HELP = ("请街道协调供电部门，确定充电位增容的时间。", "")
# To which community, whose, what, how many days: the last one of community B is still open.
TASKS = (
    (A, "tiyu-zhuren", "把老旧院落改造的质保事项列成清单，逐户回访", 25),
    (B, "keji-zhuren", "把逾期的居民意见全部答复，写清楚采纳没有、为什么", 45),
)
RETURNED = "问题写得太笼统，请写明在哪个院、谁负责、什么时候能解决。"


def scene(stage: Stage) -> None:
    """Papers on time, late, returned and received, reviews with praise, criticism and tasks."""
    first = stage.today - timedelta(weeks=WEEKS, days=stage.today.weekday())
    lead, street = stage.people["fenguan"], stage.units[STREET]
    with _at(first, 8):
        actions.set_up(street, by=lead, since=first, due_hour=17, kinds=list(PaperKind.values))
    _excuse_the_others(stage, first)
    for day in _days(first, stage.today):
        with _at(day, 8):
            if day.weekday() == 0:
                settle()  # as beat does every minute
            actions.sweep(day=day)
        for place, paper in enumerate(_owed(day)):
            _hand_in(stage, paper, day, place)
        for paper in _owed(day - timedelta(days=3)):
            _catch_up(stage, paper, day)
    actions.sweep(day=stage.today)  # what is written this week waits for whoever looks at the demo
    _sum_up(stage)


def _sum_up(stage: Stage) -> None:
    """The work report of the last quarter, filed; the year's is for whoever looks at the demo."""
    since, until = last_quarter(stage.today)
    work_report.file(Scope(stage.units[STREET], since, until), by=stage.people["shuji"])


def _excuse_the_others(stage: Stage, first: date) -> None:
    """The communities whose people have no accounts yet do not report: they come in the second year."""
    others = Unit.objects.within(stage.units[STREET]).of_level(UnitLevel.COMMUNITY)
    with _at(first, 8, 10):
        for unit in others.exclude(code__in=(A, B)).order_by("path"):
            actions.excuse(
                unit,
                by=stage.people["fenguan"],
                since=first,
                until=None,
                reason="第二批使用平台，还没有开通账号。",
            )


def _days(first: date, today: date) -> Iterator[date]:
    """Up to yesterday: what is due today is for whoever looks at the demo."""
    for offset in range((today - first).days):
        yield first + timedelta(days=offset)


@contextmanager
def _at(day: date, hour: int, minute: int = 0) -> Iterator[None]:
    zone = ZoneInfo(settings.TIME_ZONE)
    with clock.moved_to(datetime.combine(day, time(hour, minute), tzinfo=zone)):
        yield


def _owed(day: date) -> list[Paper]:
    """The papers still owed whose last day it is."""
    due = Deadline.objects.open().filter(due_on=day, code__startswith="reporting.")
    papers = Paper.objects.owed().filter(dossier__in=due.values("dossier"))
    return list(
        papers.select_related("dossier__unit", "unit", "group__dossier", "period__street").order_by(
            "unit__path", "pk"
        )
    )


def _hand_in(stage: Stage, paper: Paper, day: date, place: int) -> None:
    """What became of a paper on its last day: handed in, sent back once, or not handed in."""
    if paper.is_review:
        _review(stage, paper, day)
        return
    week = day.isocalendar().week
    fate, last = (week * 7 + place * 3) % 11, (stage.today - day).days <= 7
    if fate == 0 or (last and paper.unit.code == B):
        return
    _write(stage, paper, day, place)
    with _at(day, 15, place):
        actions.submit(paper, by=people.writers(paper)[0])
    if last and fate in (2, 5):
        return  # still to be received
    receiver = people.receivers(paper)[0]
    if fate == 1:
        with _at(day, 15, 30 + place):
            actions.send_back(paper, by=receiver, reason=RETURNED)
        if last:
            return
        with _at(day, 16, place):
            actions.write(
                paper, by=people.writers(paper)[0], words={"problems": PROBLEMS[place % 4]}
            )
            actions.submit(paper, by=people.writers(paper)[0])
    with _at(day, 16, 30 + place):
        actions.accept(paper, by=receiver)


def _catch_up(stage: Stage, paper: Paper, day: date) -> None:
    """What was not handed in on a Friday comes on Monday, late; the last of community B is still owed."""
    if paper.is_review or (stage.today - day).days <= 4:
        return
    _write(stage, paper, day, 0)
    with _at(day, 10):
        actions.submit(paper, by=people.writers(paper)[0])
    with _at(day, 11):
        actions.accept(paper, by=people.receivers(paper)[0])


def _write(stage: Stage, paper: Paper, day: date, place: int) -> None:
    turn = day.toordinal() // 7 + place * 5
    said = [DONE[(turn + step) % len(DONE)] for step in range(2)]
    words = {
        "done": "\n".join(one.format(n=8 + turn % 23, m=2 + turn % 3) for one in said),
        "problems": PROBLEMS[turn % len(PROBLEMS)] if turn % 3 else "",
        "plans": PLANS[turn % len(PLANS)],
        "help": HELP[0] if turn % 5 == 0 else "",
    }
    if paper.kind == PaperKind.HALF:
        words["highlights"] = "四项制度的台账统一了格式，社区之间互相学习。"
        words["measures"] = "倒排日期，责任到人，逾期的每天问一次。"
    with _at(day, 14, place):
        actions.write(
            paper, by=people.writers(paper)[0], words=words, answers=_answers(stage, paper, turn)
        )


def _answers(stage: Stage, paper: Paper, turn: int) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    running = Task.objects.filter(unit=stage.units[B], due_on__gt=stage.today)
    unfinished = set(running.values_list("pk", flat=True))
    for place, one in enumerate(owed.things(paper)):
        going = one.task in unfinished if one.task else (turn + place) % 4 == 0
        said = "已经联系，下周办完。" if going else "已经办好。"
        found[one.key] = (Outcome.GOING if going else Outcome.DONE, said)
    return found


def _review(stage: Stage, paper: Paper, day: date) -> None:
    """The secretary's review of a month: words, praise, criticism, a task."""
    secretary = stage.people["shuji"]
    words = {
        "done": "本月各社区、科室总体按时，台账比上月规范。小事不出网格、大事不出社区做得较实，"
        "但答复居民意见偏慢，个别汇报仍然逾期。",
        "problems": "征求意见入户率不高。\n公示期满后揭下拍照不及时。",
        "plans": "年底前把老旧小区改造的决算公开。\n每周汇报里的问题要有责任人和日期。",
    }
    with _at(day, 10):
        actions.compose(paper, by=secretary, words=words)
        actions.mention(
            paper,
            by=secretary,
            kind=MentionKind.PRAISE,
            unit=stage.units[A],
            words="汇报按时，居民意见答复及时。",
        )
        actions.mention(
            paper,
            by=secretary,
            kind=MentionKind.CRITICISM,
            unit=stage.units[B],
            words="有汇报逾期，问题写得笼统。",
        )
        for code, login, task, days in TASKS:
            actions.assign(
                paper,
                by=secretary,
                unit=stage.units[code],
                owner=stage.people[login],
                words=task,
                due_on=day + timedelta(days=days),
            )
    with _at(day, 11):
        actions.publish_review(paper, by=secretary)
