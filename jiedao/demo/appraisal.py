"""Two years of appraisal in the fictional street: last year's with grades, this year's live."""

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from jiedao.activities import actions as activities
from jiedao.activities.models import Activity
from jiedao.activities.states import Kind, Part, System
from jiedao.appraisal import actions
from jiedao.appraisal.conditions import window_of
from jiedao.appraisal.models import Appraisal, BranchReview, TargetList
from jiedao.appraisal.states import AppealOutcome, Deduction, Raters, Use
from jiedao.demo.cast import STREET, A, B
from jiedao.demo.scenes import Stage
from jiedao.lib import clock

DAY = timedelta(days=1)
# Before the middle of February the grades of the year before are not out yet.
SETTLED = (2, 15)
ROOM = f"{STREET}-K02"
TARGETS: tuple[dict[str, Any], ...] = (
    {
        "words": "每周汇报、半月小结按期报送",
        "standard": "没有逾期计入考核的，每份扣2分",
        "weight": 20,
        "rule": Deduction.OVER,
        "indicator": "reporting.counted",
        "threshold": Decimal(0),
        "points_each": Decimal(2),
    },
    {
        "words": "汇报按期率",
        "standard": "不低于95%，每低一个百分点扣1分",
        "weight": 20,
        "rule": Deduction.UNDER,
        "indicator": "reporting.on_time_share",
        "threshold": Decimal(95),
        "points_each": Decimal(1),
    },
    {
        "words": "四项制度台账",
        "standard": "齐全、真实、及时，抽查不少于三项",
        "weight": 30,
        "rule": Deduction.MANUAL,
    },
    {
        "words": "群众评价",
        "standard": "入户走访、座谈反映好",
        "weight": 20,
        "rule": Deduction.MANUAL,
    },
    {
        "words": "联述评议",
        "standard": "党员、居民、机关、班子评议的得分",
        "weight": 10,
        "rule": Deduction.REVIEW,
    },
)
# A department has no party secretary who is reviewed.
MANNERS: dict[str, Any] = {
    "words": "岗位作风",
    "standard": "首问负责、限时办结，没有查实的投诉",
    "weight": 10,
    "rule": Deduction.MANUAL,
}
RATED: dict[str, tuple[dict[str, Decimal], str]] = {
    A: (
        {"四项制度台账": Decimal(29), "群众评价": Decimal(19)},
        "抽查三项台账齐全，走访群众满意。",
    ),
    B: (
        {"四项制度台账": Decimal(24), "群众评价": Decimal("18.5")},
        "缺两次签到表，走访有三户不了解公示。",
    ),
    ROOM: (
        {"四项制度台账": Decimal(27), "群众评价": Decimal(17), "岗位作风": Decimal(9)},
        "台账齐全，个别事项回复慢。",
    ),
}
MATTER = "拒不执行居民会议的决定，造成不良影响"
PROBLEM = "入户走访记录不全"


def scene(stage: Stage) -> None:
    """Last year: scored, appealed, graded, used. This year: issued, every score live."""
    year = stage.today.year
    if stage.today >= date(year, *SETTLED):
        _past(stage, year - 1)
        _running(stage, year)
    else:
        _running(stage, year - 1)


def _past(stage: Stage, year: int) -> None:
    keeper = stage.people["zuzhi"]
    with clock.moved_to(date(year, 2, 20)):
        appraisal, lists = _drawn_up(stage, year)
        actions.issue(appraisal, by=keeper)
    spread = _spread(stage, date(year, 11, 18))
    with clock.moved_to(date(year, 12, 24)):
        _review(stage, appraisal, A, "tiyu-shuji")
        _review(stage, appraisal, B, "keji-shuji")
    with clock.moved_to(date(year, 12, 25)):
        _rate(stage, lists)
        actions.add_bonus(
            lists[A],
            by=keeper,
            words="停车位改造的做法在全街道推广",
            points=Decimal(2),
            happened_on=spread.held_on,
            evidence=spread.dossier.number,
            reason="经验交流会上介绍，三个社区照着办成。",
        )
        actions.veto(
            lists[ROOM],
            by=keeper,
            matter=next(one for one in actions.veto_matters(lists[ROOM]) if "弄虚作假" in one),
            happened_on=date(year, 11, 12),
            reason="补造一次走访签到，已查实，见办事处通报。",
        )
    with clock.moved_to(date(year + 1, 1, 8)):
        actions.score(appraisal, by=keeper)
    with clock.moved_to(date(year + 1, 1, 9)):
        actions.announce(appraisal, by=keeper)
    with clock.moved_to(date(year + 1, 1, 10)):
        _appeal(stage, lists[B])
    window = window_of(appraisal)
    assert window
    with clock.moved_to(window.due_on + DAY):
        # Of three units one may be graded first; both communities have the points for it.
        actions.hold_back(
            lists[B],
            by=keeper,
            reason="两个社区得分都够，名额一个，科技社区得分低，会议研究不评。",
        )
        actions.finish(appraisal, by=keeper)
    with clock.moved_to(window.due_on + 5 * DAY):
        _use(stage, lists)


def _running(stage: Stage, year: int) -> None:
    keeper = stage.people["zuzhi"]
    with clock.moved_to(min(date(year, 2, 20), stage.today - DAY)):
        appraisal, lists = _drawn_up(stage, year)
        actions.issue(appraisal, by=keeper)
    with clock.moved_to(stage.today - DAY):
        manual = lists[A].targets.get(words="四项制度台账")
        manual.list = lists[A]
        actions.rate(manual, by=keeper, points=Decimal(28), reason="上半年抽查，缺一次会议记录。")


def _drawn_up(stage: Stage, year: int) -> tuple[Appraisal, dict[str, TargetList]]:
    """Both communities, a department and a secretary, on the same targets."""
    keeper = stage.people["zuzhi"]
    appraisal = actions.open_appraisal(stage.units[STREET], by=keeper, year=year)
    if MATTER not in appraisal.veto_matters.values_list("words", flat=True):
        actions.add_veto_matter(appraisal, by=keeper, words=MATTER)
    first = actions.add_list(appraisal, by=keeper, unit=stage.units[A])
    for given in TARGETS:
        actions.add_target(first, by=keeper, **given)
    lists = {A: first}
    for code in (B, ROOM):
        lists[code] = actions.add_list(appraisal, by=keeper, unit=stage.units[code], like=first)
    actions.add_target(lists[ROOM], by=keeper, **MANNERS)
    lists["person"] = actions.add_list(
        appraisal,
        by=keeper,
        unit=stage.units[A],
        person=stage.people["tiyu-shuji"],
        like=first,
    )
    return appraisal, lists


def _rate(stage: Stage, lists: dict[str, TargetList]) -> None:
    for key, one in lists.items():
        rated, reason = RATED[A if key == "person" else key]
        for target in one.targets.filter(rule=Deduction.MANUAL):
            target.list = one
            points = rated[target.words]
            actions.rate(target, by=stage.people["zuzhi"], points=points, reason=reason)


def _spread(stage: Stage, day: date) -> Activity:
    """A meeting at which community A told the others how it is done: what its bonus rests on."""
    heads = [key for one in ("tiyu-shuji", "keji-shuji") if (key := stage.people[one].person_id)]
    with clock.moved_to(day):
        return activities.register(
            stage.units[STREET],
            by=stage.people["zuzhi"],
            kind=Kind.EXCHANGE,
            title="停车位改造经验交流",
            systems=System.values,
            held_on=day,
            begins=time(9, 0),
            ends=time(11, 0),
            place="街道三楼会议室",
            chair="何志远",
            summary="体育社区介绍停车位改造怎么征求意见，各社区照着办。",
            people={Part.ATTENDS: heads},
        )


def _appeal(stage: Stage, one: TargetList) -> None:
    actions.appeal(
        one,
        by=stage.people["keji-shuji"],
        words="“四项制度台账”一项：两次签到表在扫描件里，抽查时没有打印出来。",
    )
    actions.answer(
        one,
        by=stage.people["fenguan"],
        outcome=AppealOutcome.UPHELD,
        answer="核对扫描件属实，补回3分。",
        correction=Decimal(3),
    )


def _use(stage: Stage, lists: dict[str, TargetList]) -> None:
    keeper = stage.people["zuzhi"]
    actions.award(
        lists[A],
        by=keeper,
        name="四项制度工作先进社区",
        document_number=f"经八办〔{clock.today().year}〕3号",
        awarded_on=clock.today(),
        file=_text("表彰决定"),
    )
    actions.use(
        lists[ROOM],
        by=keeper,
        kind=Use.TALK,
        words="就补造签到约谈科室负责人，要求全科室作风整顿。",
        taken_on=clock.today(),
    )


def _review(stage: Stage, appraisal: Appraisal, community: str, who: str) -> None:
    """One secretary's review; the one of community A has a problem still to be settled."""
    keeper, secretary = stage.people["zuzhi"], stage.people[who]
    review: BranchReview = actions.open_review(
        appraisal, by=keeper, unit=stage.units[community], secretary=secretary
    )
    actions.deliver(
        review,
        by=secretary,
        stated_on=clock.today(),
        summary="一年来按程序办了五件大事，矛盾没有出社区；入户走访还不够细。",
        file=_text("述职报告"),
    )
    for place, raters in enumerate(Raters):
        actions.enter_ballots(
            review, by=keeper, raters=raters, first=18 - place, second=5, third=place, fourth=0
        )
    actions.count_ballots(review, by=keeper)
    due_on = stage.today + timedelta(days=20)
    actions.comment(
        review,
        by=stage.people["shuji"],
        comment="思路清、肯下功夫，程序上没有打折扣。走访要再细，记录要跟上。",
        problems=[(PROBLEM, due_on)] if community == A else [],
    )
    actions.conclude(review, by=keeper)
    if community == B:
        actions.close_review(review, by=keeper)


def _text(title: str) -> SimpleUploadedFile:
    """A plain file; that it is made up stands in it."""
    words = f"{title}\n\n（演示街道的文本，没有真实的内容。）\n{clock.today()}\n"
    return SimpleUploadedFile(f"{title}.txt", words.encode())
