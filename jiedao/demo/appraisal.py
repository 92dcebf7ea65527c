"""Two years of appraisal in the fictional street: last year's with grades, this year's live."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

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
        "weight": 30,
        "rule": Deduction.MANUAL,
    },
)
RATED = {
    A: (Decimal(29), Decimal(28), "抽查三项台账齐全，走访群众满意。"),
    B: (Decimal(24), Decimal("24.5"), "缺两次签到表，走访有三户不了解公示。"),
    ROOM: (Decimal(27), Decimal(26), "台账齐全，个别事项回复慢。"),
}
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
    with clock.moved_to(date(year, 12, 25)):
        _rate(stage, lists)
        actions.veto(
            lists[ROOM],
            by=keeper,
            matter=actions.veto_matters(lists[ROOM])[-1],
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
        actions.finish(appraisal, by=keeper)
        _review(stage, appraisal)
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
    first = actions.add_list(appraisal, by=keeper, unit=stage.units[A])
    for given in TARGETS:
        actions.add_target(first, by=keeper, **given)
    lists = {A: first}
    for code in (B, ROOM):
        lists[code] = actions.add_list(appraisal, by=keeper, unit=stage.units[code], like=first)
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
        ledgers, voices, reason = RATED[A if key == "person" else key]
        for target in one.targets.filter(rule=Deduction.MANUAL):
            target.list = one
            points = ledgers if target.words == "四项制度台账" else voices
            actions.rate(target, by=stage.people["zuzhi"], points=points, reason=reason)


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


def _review(stage: Stage, appraisal: Appraisal) -> None:
    """One secretary's review, with a problem still to be settled."""
    keeper, secretary = stage.people["zuzhi"], stage.people["tiyu-shuji"]
    review: BranchReview = actions.open_review(
        appraisal, by=keeper, unit=stage.units[A], secretary=secretary
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
        problems=[(PROBLEM, due_on)],
    )
    actions.conclude(review, by=keeper)


def _text(title: str) -> SimpleUploadedFile:
    """A plain file; that it is made up stands in it."""
    words = f"{title}\n\n（演示街道的文本，没有真实的内容。）\n{clock.today()}\n"
    return SimpleUploadedFile(f"{title}.txt", words.encode())
