"""Money of the fictional street over two years: projects, budgets, wages, by the real actions."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from jiedao.demo import projects
from jiedao.demo.cast import STREET, A, B
from jiedao.demo.projects import Came, Case, Went
from jiedao.demo.scenes import Stage
from jiedao.funds import actions
from jiedao.funds.models import Budget, BudgetLine, Payment, Project, Receipt
from jiedao.funds.states import LineKind, ProjectKind, Source, SupportKind
from jiedao.lib import clock
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.party_committee.models import Topic
from jiedao.people.models import User
from jiedao.publications.models import Publication

KEEPER = "keshi"
YUAN = Decimal
# The standard of a month and how many people it is for, by community and year: last year, this year.
SALARIES = {A: ((36_800, 8), (39_200, 8)), B: ((32_200, 7), (34_300, 7))}
LINES = (
    {
        "staff": 900_000,
        "operating": 160_000,
        "premises": 120_000,
        "special": 60_000,
        "party": 40_000,
    },
    {
        "staff": 960_000,
        "operating": 180_000,
        "premises": 120_000,
        "special": 80_000,
        "party": 44_000,
    },
)
# What is spent every year: month and day, line, how much, for what.
SPENDINGS = (
    (1, 22, "party", 6_800, "两个社区春节走访慰问困难党员"),
    (3, 18, "operating", 12_600, "两个社区一季度水电费和办公用品"),
    (4, 9, "special", 18_500, "志愿服务专项：服务站点设备"),
    (6, 27, "party", 9_200, "七一主题党日场地和学习资料"),
    (7, 15, "operating", 13_450, "两个社区二季度水电费和办公用品"),
    (9, 20, "premises", 23_000, "科技社区办公用房租金"),
    (10, 16, "operating", 12_980, "两个社区三季度水电费和办公用品"),
)


@dataclass
class Keeper:
    """Who keeps the money of the story, each act on its day."""

    stage: Stage
    by: User
    vouchers: int = 0

    def day(self, ago: int) -> date:
        """So many days ago, but not before the people of the story held their posts."""
        return max(self.stage.today - timedelta(days=ago), first_day(self.stage.today.year - 1))

    def voucher(self, on: date) -> str:
        self.vouchers += 1
        return f"{on:%y%m}-{self.vouchers:03d}"

    def project(self, unit: Unit, case: Case) -> Project:
        first = max([case.begun_ago + 5, *(one.ago for one in case.money)])
        with clock.moved_to(self.day(first + 1)):
            project = actions.open_project(
                unit,
                by=self.by,
                title=case.title,
                kind=case.kind,
                place=case.place,
                planned=YUAN(case.planned),
            )
        for ago, act in self._course(project, case):
            with clock.moved_to(self.day(ago)):
                act()
        return project

    def _course(self, project: Project, case: Case) -> list[Any]:
        """What happens to a project, in the order of its days."""
        course: list[Any] = [(one.ago, self._moving(project, one)) for one in case.money]
        if case.begun_ago:
            day = self.day(case.begun_ago)
            course.append(
                (case.begun_ago, lambda: actions.begin(project, by=self.by, begun_on=day))
            )
        if case.finished_ago:
            last = self.day(case.finished_ago)
            course.append(
                (case.finished_ago, lambda: actions.finish(project, by=self.by, finished_on=last))
            )
        return sorted(course, key=lambda one: -one[0])

    def _moving(self, project: Project, one: Came | Went) -> Any:
        on = self.day(one.ago)
        if isinstance(one, Came):
            return lambda: self.receive(project, on, one)
        return lambda: self.pay(project, on, one)

    def receive(self, project: Project, on: date, came: Came) -> Receipt:
        return actions.receive(
            project,
            by=self.by,
            on=on,
            amount=YUAN(came.amount),
            source=came.source,
            payer=came.payer,
            voucher=self.voucher(on),
        )

    def pay(
        self, project: Project, on: date, went: Went, line: BudgetLine | None = None
    ) -> Payment:
        decided = Topic.objects.passed().filter(dossier__title=went.decision).first()
        return actions.pay(
            project,
            by=self.by,
            on=on,
            amount=YUAN(went.amount),
            purpose=went.purpose,
            payee=went.payee,
            voucher=self.voucher(on),
            line=line,
            decision_number=decided.dossier.number if decided else "",
        )


def scene(stage: Stage) -> None:
    """Two years of money: every state of a project, a settled year and a running one, a month not paid."""
    keeper = Keeper(stage, stage.people[KEEPER])
    street, a, b = (stage.units[code] for code in (STREET, A, B))
    # What the street has set aside comes first: a project may be borne by it.
    last, now = (_budget(keeper, street, stage.today.year - 1 + place) for place in (0, 1))
    for unit, case in (
        (a, projects.CARE), (_estate(a, projects.COURTYARD.place), projects.COURTYARD), (_estate(b, projects.GATES.place), projects.GATES),
    ):  # fmt: skip
        _public(keeper, keeper.project(unit, case))
    _classroom(keeper, keeper.project(a, projects.CLASSROOM))
    _centre(keeper, keeper.project(b, projects.CENTRE), now)
    keeper.project(street, projects.MOVING)
    _history(keeper, a)
    for code in (A, B):
        for place, year in enumerate((last.year, now.year)):
            _wages(keeper, stage.units[code], code, year, *SALARIES[code][place])
    _supports(keeper, a, b)
    with clock.moved_to(stage.today):
        actions.settle(last, by=keeper.by)


def _public(keeper: Keeper, project: Project) -> None:
    """What the community decided by 一征三议两公开 is published there; a project of the same kind names it."""
    words = {ProjectKind.DAY_CARE: "日间照料", ProjectKind.OLD_ESTATE: project.place}
    notices = Publication.objects.posted().filter(
        dossier__unit=_community(project.dossier.unit),
        dossier__title__contains=words[ProjectKind(project.kind)],
        superseded_by=None,
    )
    notice = notices.select_related("dossier").order_by("pk").first()
    if notice is None:
        return
    with clock.moved_to(keeper.stage.today):
        actions.name_publication(project, by=keeper.by, number=notice.dossier.number)


def _community(unit: Unit) -> Unit:
    return unit.parent if unit.level == UnitLevel.ESTATE and unit.parent else unit


def first_day(year: int) -> date:
    """On which day of a year the money of it is first entered."""
    return date(year, 1, 12)


def _estate(community: Unit, name: str) -> Unit:
    """The estate of that name; the community itself where the story has no estates."""
    estates = community.children.filter(level=UnitLevel.ESTATE, name=name)
    return estates.first() or community


def _budget(keeper: Keeper, street: Unit, year: int) -> Budget:
    today = keeper.stage.today
    planned = LINES[year - today.year + 1]
    with clock.moved_to(min(first_day(year), today)):
        budget = actions.open_budget(
            street, by=keeper.by, year=year, planned={kind: YUAN(n) for kind, n in planned.items()}
        )
    lines = {line.kind: line for line in BudgetLine.objects.filter(budget=budget)}
    for month, day, kind, amount, purpose in SPENDINGS:
        on = date(year, month, day)
        if on <= today:
            with clock.moved_to(on):
                actions.spend(
                    lines[kind],
                    by=keeper.by,
                    on=on,
                    amount=YUAN(amount),
                    purpose=purpose,
                    payee=f"{LineKind(kind).label}{month}月收款单位",
                    voucher=keeper.voucher(on),
                )
    adjusted = date(year, 11, 3)
    if adjusted <= today:
        with clock.moved_to(adjusted):
            actions.adjust(
                lines[LineKind.SPECIAL],
                by=keeper.by,
                on=adjusted,
                amount=YUAN(15_000),
                reason="区里追加志愿服务专项经费",
            )
    return budget


def _history(keeper: Keeper, community: Unit) -> None:
    """An old account is entered as it was paid (补录): what should have been decided first shows in the figures."""
    year = keeper.stage.today.year - 2
    with clock.moved_to(first_day(year + 1) + timedelta(days=3)):
        project = actions.open_project(
            community,
            by=keeper.by,
            title=projects.DRAINS.title,
            kind=projects.DRAINS.kind,
            place=projects.DRAINS.place,
            planned=YUAN(projects.DRAINS.planned),
            begun_on=date(year, 11, 6),
        )
        came = Came(0, projects.DRAINS.planned, Source.BUDGET, "区财政局")
        keeper.receive(project, date(year, 11, 4), came)
        for month, day, amount, purpose, payee in projects.OLD_PAYMENTS:
            on = date(year, month, day)
            actions.pay(
                project,
                by=keeper.by,
                on=on,
                amount=YUAN(amount),
                purpose=purpose,
                payee=payee,
                voucher=keeper.voucher(on),
                backfill_reason=projects.OLD,
            )
        actions.finish(project, by=keeper.by, finished_on=date(year, 12, 20))


def _classroom(keeper: Keeper, project: Project) -> None:
    """A payment with one zero too few is taken back, and entered as it was."""
    on = keeper.day(95)
    with clock.moved_to(on):
        wrong = keeper.pay(project, on, Went(95, "210", "门牌和制度牌"))
    with clock.moved_to(on + timedelta(days=2)):
        actions.correct_payment(wrong, by=keeper.by, reason="少写了一个零，正确的另外登记")
        keeper.pay(project, on, Went(95, "2100", "门牌和制度牌"))


def _centre(keeper: Keeper, project: Project, budget: Budget) -> None:
    """The party service centre is borne by the running year's budget."""
    line = BudgetLine.objects.get(budget=budget, kind=LineKind.PREMISES)
    today = keeper.stage.today
    for went in (
        Went(0, "32600", "党员活动室改造工程款"), Went(0, "8400", "党务公开栏和电教设备"),
    ):  # fmt: skip
        with clock.moved_to(today):
            keeper.pay(project, today, went, line)


def _wages(keeper: Keeper, community: Unit, code: str, year: int, amount: int, heads: int) -> None:
    """Every month on the 10th of the next; one too late last year, the last one due not all of it."""
    today = keeper.stage.today
    with clock.moved_to(min(first_day(year), today)):
        wages = actions.open_wages(
            community,
            by=keeper.by,
            year=year,
            amount=YUAN(amount),
            heads=heads,
            document=f"金政办〔{year}〕18号社区工作者报酬标准",
        )
    due = [month for month in range(1, 13) if _pay_day(year, month) <= today]
    for month in due:
        on = _pay_day(year, month)
        if code == B and year < today.year and month == 6:
            on += timedelta(days=8)
        is_short = code == B and year == today.year and month == due[-1]
        with clock.moved_to(on):
            actions.pay_wages(
                wages,
                by=keeper.by,
                month=month,
                on=on,
                amount=YUAN(amount - 4_900 if is_short else amount),
                voucher=keeper.voucher(on),
            )


def _pay_day(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 10)


def _supports(keeper: Keeper, a: Unit, b: Unit) -> None:
    """People and things that went to the communities; one of them came back."""
    sent = {}
    for ago, unit, kind, title, quantity in (
        (320, a, SupportKind.PEOPLE, "综合执法队员驻社区", "2名"),
        (310, b, SupportKind.PEOPLE, "综合执法队员驻社区", "1名"),
        (200, a, SupportKind.GOODS, "便民服务一体机", "1套"),
        (120, b, SupportKind.MONEY, "党组织服务群众经费", "每年2万元"),
    ):
        on = keeper.day(ago)
        with clock.moved_to(on):
            sent[ago] = actions.send_down(
                unit, by=keeper.by, kind=kind, title=title, quantity=quantity, since=on
            )
    on = keeper.day(60)
    with clock.moved_to(on):
        actions.end_support(
            sent[310], by=keeper.by, until=on, reason="区里统一收回，改为巡回到社区"
        )
