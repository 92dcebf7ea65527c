"""Reading projects: the list with what came in and went out, one project with its running balance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum
from django.http import Http404

from jiedao.access import selectors as access
from jiedao.dossiers.selectors import matching_text
from jiedao.funds.conditions.keeping import DUTY, OF_PROJECTS
from jiedao.funds.kinds import PROJECT
from jiedao.funds.models import Payment, Project, ProjectQuerySet, Receipt
from jiedao.funds.states import ProjectKind, Source, Stage
from jiedao.lib.addresses import address
from jiedao.lib.sheets import Cell
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User
from jiedao.web.duties import OfficeDuty
from jiedao.web.lists import MOST_EXPORTED, Asked, Listed, Listing, Narrowing, page_of

NOTHING = Decimal(0)
CHIPS = {Stage.PREPARING: "", Stage.UNDER_WAY: "soon", Stage.FINISHED: "ok"}
COLUMNS = (
    "编号", "项目", "类别", "单位", "地点", "计划投入（元）", "到账（元）", "支出（元）", "结余（元）",
    "开工", "完工", "现在",
)  # fmt: skip
ENTRY_COLUMNS = (
    "日期", "到账或者支出", "来源", "谁拨付、用在什么上", "预算科目", "凭证号", "金额（元）", "结余（元）",
    "冲销原因", "党工委决定", "登记人", "登记时间", "收款人", "补录的原因",
)  # fmt: skip
MOST_UNITS = 300
GIVEN = (Source.STATIONED, Source.DONATION)
BY_KIND = Narrowing("kind", "类别", ProjectKind.choices)
BY_STAGE = Narrowing("stage", "现在", Stage.choices)


def listing(user: User) -> Listing:
    """What can be asked of the list; the units are those whose money a person sees."""
    units = access.units_within(user, OfficeDuty.SEE_FUNDS).filter(
        level__in=(UnitLevel.STREET, UnitLevel.COMMUNITY, UnitLevel.VILLAGE)
    )
    return Listing(
        "编号、项目、地点里的词",
        {
            "newest": ("新登记的在前", ("-pk",)),
            "planned": ("计划投入多的在前", ("-planned", "-pk")),
            "begun": ("新开工的在前", ("-begun_on", "-pk")),
        },
        (
            BY_KIND,
            Narrowing("unit", "单位", [(one.code, str(one)) for one in units[:MOST_UNITS]]),
            BY_STAGE,
        ),
    )


@dataclass(frozen=True)
class Row:
    """A project as the list shows it."""

    project: Project
    word: str
    chip: str
    received: Decimal
    paid: Decimal
    from_budget: Decimal

    @property
    def left(self) -> Decimal:
        """What is left of what came in; the budget's own money never came in."""
        return self.received - (self.paid - self.from_budget)

    @property
    def is_over(self) -> bool:
        """Whether more was paid than was planned."""
        return self.paid > self.project.planned


def visible_to(user: User) -> ProjectQuerySet:
    """The projects a person may see."""
    seen = access.dossiers_seen_by(user, *PROJECT.seen_with)
    return Project.objects.filter(seen).select_related("dossier__unit")


def get_visible(user: User, number: str) -> Project:
    """One project by its number; Http404 when there is none or it may not be known."""
    rows = visible_to(user).select_related("dossier__unit", "dossier__opened_by")
    found = rows.filter(dossier__number=number).first()
    if found is None:
        raise Http404
    return found


def first_suspected(user: User) -> date | None:
    """Since when there are payments that look split and rest on no decision; None when there are none."""
    seen = access.dossiers_seen_by(user, *PROJECT.seen_with)
    rows = Payment.objects.standing().filter(seen, is_split=True, decision=None)
    found: date | None = rows.order_by("on").values_list("on", flat=True).first()
    return found


def asked_for(user: User, asked: Asked, *, today: date) -> ProjectQuerySet:
    """The projects that were asked for."""
    rows = visible_to(user)
    if asked.of("kind"):
        rows = rows.filter(kind=asked.of("kind"))
    if asked.of("unit"):
        unit = Unit.objects.get(code=asked.of("unit"))
        # Of the street: its own ones. Of a community: those of its estates too.
        within = (
            {"dossier__unit": unit}
            if unit.level == UnitLevel.STREET
            else {"dossier__unit__path__startswith": unit.path}
        )
        rows = rows.filter(**within)
    if asked.of("stage"):
        rows = _of_stage(rows, asked.of("stage"), today)
    if asked.words:
        rows = rows.filter(dossier__in=matching_text(asked.words).values("dossier"))
    return rows


def _of_stage(rows: ProjectQuerySet, stage: str, today: date) -> ProjectQuerySet:
    if stage == Stage.FINISHED:
        return rows.finished()
    return rows.under_way(today) if stage == Stage.UNDER_WAY else rows.preparing(today)


def listed(user: User, asked: Asked, *, today: date) -> Listed[Row]:
    """One page of the list."""
    found = page_of(asked_for(user, asked, today=today), asked, lambda project: project)
    return Listed(rows_of(found.rows, today), found.words, found.before_url, found.after_url)


def rows_of(projects: Iterable[Project], today: date) -> list[Row]:
    """Projects with their sums: one question for all of them each way."""
    projects = list(projects)
    keys = [project.pk for project in projects]
    received, paid = _sums(Receipt, keys), _sums(Payment, keys)
    borne = _sums(Payment, keys, line__isnull=False)
    rows = []
    for project in projects:
        stage = project.stage(today)
        came, went = received.get(project.pk, NOTHING), paid.get(project.pk, NOTHING)
        of_budget = borne.get(project.pk, NOTHING)
        rows.append(Row(project, str(stage.label), CHIPS[stage], came, went, of_budget))
    return rows


def _sums(kind: type[Any], dossiers: list[int], **only: Any) -> dict[int, Decimal]:
    rows = kind._default_manager.filter(dossier__in=dossiers, **only).order_by()
    return dict(rows.values_list("dossier").annotate(whole=Sum("amount")))


def lines_of(rows: ProjectQuerySet, *, today: date) -> Iterator[list[Cell]]:
    """The rows for Excel."""
    for row in rows_of(rows[:MOST_EXPORTED], today):
        project = row.project
        yield [
            project.dossier.number,
            project.dossier.title,
            str(project.get_kind_display()),
            str(project.dossier.unit),
            project.place,
            project.planned,
            row.received,
            row.paid,
            row.left,
            project.begun_on,
            project.finished_on,
            row.word,
        ]


@dataclass(frozen=True)
class Line:
    """One entry of a project with what is left after it."""

    entry: Any
    came: Decimal | None
    went: Decimal | None
    left: Decimal
    words: str
    source: str
    borne: str
    decision: Any
    is_corrected: bool
    correct_url: str


def account_of(project: Project, *, may_keep: bool = False) -> list[Line]:
    """What came and went in the order of its days; a counter-entry follows what it takes back."""
    number = project.dossier.number
    receipts = _entries(Receipt.objects.filter(dossier=project.dossier))
    payments = _entries(Payment.objects.filter(dossier=project.dossier), "decision", "line__budget")
    entries: list[Receipt | Payment] = [*receipts, *payments]
    # On one day what came goes before what went: nothing is paid before it is there.
    entries.sort(key=lambda one: (one.on, isinstance(one, Payment), one.pk))
    left, lines = NOTHING, []
    for entry in entries:
        is_receipt = isinstance(entry, Receipt)
        if isinstance(entry, Receipt):
            left += entry.amount
        elif entry.line is None:
            left -= entry.amount
        name = "funds:correct_receipt" if is_receipt else "funds:correct_payment"
        url = address(name, number, entry.pk) if may_keep and entry.is_standing else ""
        lines.append(_line(entry, left, url))
    return lines


def _entries(rows: Any, *joined: str) -> list[Any]:
    return list(rows.select_related("entered_by", "corrected_by", *joined))


def _line(entry: Receipt | Payment, left: Decimal, url: str) -> Line:
    if isinstance(entry, Receipt):
        came, went = entry.amount, None
        words, source, decision, borne = entry.payer, str(entry.get_source_display()), None, ""
    else:
        came, went = None, entry.amount
        words, source, decision = entry.purpose, "", entry.decision
        borne = str(entry.line) if entry.line else ""
    corrected = not entry.is_counter and not entry.is_standing
    return Line(entry, came, went, left, words, source, borne, decision, corrected, url)


def entry_lines(project: Project) -> Iterator[list[Cell]]:
    """The account for Excel."""
    for line in account_of(project):
        entry = line.entry
        yield [
            entry.on,
            "到账" if line.went is None else "支出",
            line.source,
            line.words,
            line.borne,
            entry.voucher,
            entry.amount,
            line.left,
            entry.reason,
            line.decision.number if line.decision else "",
            str(entry.entered_by),
            entry.entered_at,
            entry.payee if isinstance(entry, Payment) else "",
            entry.backfill_reason if isinstance(entry, Payment) else "",
        ]


@dataclass(frozen=True)
class Part:
    """What came from one kind of source, and which part of the whole it is (for the bar)."""

    name: str
    amount: Decimal
    per_cent: Decimal


def was_given(lines: Iterable[Line]) -> bool:
    """Whether residents or stationed units gave something: then its accounts are owed to them."""
    return any(
        line.entry.source in GIVEN and line.entry.is_standing
        for line in lines
        if isinstance(line.entry, Receipt)
    )


def sources_of(lines: Iterable[Line]) -> list[Part]:
    """What came in, by source, the largest first; sources nothing came from are left out."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        if line.came is not None:
            found[line.source] += line.came
    whole = sum(found.values(), NOTHING)
    order = {str(label): place for place, (_, label) in enumerate(Source.choices)}
    parts = [
        Part(name, amount, (100 * amount / whole).quantize(Decimal("0.1")))
        for name, amount in found.items()
        if amount
    ]
    return sorted(parts, key=lambda part: (-part.amount, order[part.name]))


def entry_of(kind: type[Any], project: Project, pk: int) -> Any:
    """One entry of a project; Http404 when it has none of that key."""
    rows = kind._default_manager.select_related("dossier__unit", "corrected_by")
    found = rows.filter(dossier=project.dossier, pk=pk).first()
    if found is None:
        raise Http404
    return found


def units_of(user: User) -> QuerySet[Unit]:
    """The units a person may enter a project for."""
    return access.units_within(user, DUTY).filter(level__in=OF_PROJECTS)
