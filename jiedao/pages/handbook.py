"""使用手册: every procedure, role, rule and limit, read from the tables the code itself runs on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from jiedao.access.duties import DutyLine, all_duties
from jiedao.access.roles import Role, all_roles
from jiedao.deadlines.limits import Limit, all_limits
from jiedao.ledger.acts import all_acts
from jiedao.organisation.states import UnitLevel
from jiedao.pages import diagram
from jiedao.procedures.rows import ANYONE, Condition, Step
from jiedao.procedures.steps import Procedure, all_procedures
from jiedao.rulebooks.editions import LESS, MORE, Edition, Rulebook, all_books
from jiedao.rulebooks.models import LocalRule

RESIDENTS = "居民（不用登录）"
DIRECTIONS = {MORE: "只能更高或更长", LESS: "只能更短", "": "不能自行规定"}


@dataclass(frozen=True)
class StepRow:
    """One row of the table under the picture of a procedure."""

    name: str
    hint: str
    duty: str
    roles: str
    source: str
    target: str
    needs: list[str]
    limits: list[str]
    basis: str


@dataclass(frozen=True)
class ProcedurePage:
    """A procedure as the handbook explains it."""

    code: str
    name: str
    picture: SafeString
    beside: str
    steps: list[StepRow]
    edition: str
    finals: str


@dataclass(frozen=True)
class DutyRow:
    """A duty, what system it belongs to, and the roles it goes with."""

    name: str
    system: str
    roles: str


@dataclass(frozen=True)
class RoleRow:
    """A role: what it is there for, where it stands, and its duties."""

    name: str
    purpose: str
    levels: str
    duties: list[str]
    admin: bool


@dataclass(frozen=True)
class RuleRow:
    """One number of an edition with its article."""

    name: str
    value: str
    source: str
    may_differ: str


@dataclass(frozen=True)
class EditionBlock:
    """An edition of a rulebook and the time it applies."""

    basis: str
    in_force: date
    until: date | None
    rules: list[RuleRow]


@dataclass(frozen=True)
class LocalRow:
    """A stricter number a unit has set for itself."""

    unit: str
    name: str
    value: str
    document: str
    in_force: date
    until: date | None


@dataclass(frozen=True)
class BookPage:
    """A rulebook with its editions, newest first, and what units have set for themselves."""

    name: str
    editions: list[EditionBlock]
    local: list[LocalRow]


@dataclass(frozen=True)
class LimitRow:
    """A limit: what must be done, how long there is, who does it."""

    name: str
    span: str
    source: str
    duty: str


def who(duty: str) -> str:
    """The Chinese name of a duty, or that residents do it themselves."""
    return RESIDENTS if duty == ANYONE else all_duties()[duty].name


def _who_takes(step: Step) -> str:
    """By whose duty a step is taken, and whom the record itself may name."""
    named = (step.named.__doc__ or "").strip() if step.named else ""
    return f"{who(step.duty)}；{named}" if named else who(step.duty)


def roles_with(duty: str) -> str:
    """The roles a duty goes with."""
    return "、".join(role.name for role in all_roles().values() if duty in role.duties)


def procedure_page(procedure: Procedure, *, today: date) -> ProcedurePage:
    """A procedure with its picture and its table."""
    edition = procedure.rules.on(today)
    return ProcedurePage(
        procedure.code,
        procedure.name,
        diagram.draw(procedure),
        "、".join(diagram.beside(procedure)),
        [_step_row(procedure, step, edition) for step in procedure.steps],
        f"{edition.basis}，{edition.in_force:%Y-%m-%d}起",
        "、".join(f"“{procedure.states(state).label}”" for state in procedure.finals),
    )


def condition_words(need: Condition) -> str:
    """A condition in one Chinese line: the first line of its docstring."""
    lines = (need.__doc__ or "").strip().splitlines()
    return lines[0] if lines else getattr(need, "__name__", "")


def roles() -> list[RoleRow]:
    """Every role with its duties, offices first as roles.toml has them."""
    return [_role_row(role) for role in all_roles().values()]


def duties() -> list[DutyRow]:
    """Every duty by system."""
    lines: Iterable[DutyLine] = sorted(all_duties().values(), key=lambda line: line.system)
    return [DutyRow(line.name, line.system, roles_with(line.code)) for line in lines]


def books() -> list[BookPage]:
    """Every rulebook; one query for what units have set for themselves."""
    local = LocalRule.objects.select_related("unit").order_by("unit__path", "key", "-in_force")
    stored = list(local[:200])
    return [
        _book_page(book, [row for row in stored if row.book == book.code]) for book in all_books()
    ]


def limits(*, today: date) -> list[LimitRow]:
    """Every limit with its length under the edition in force."""
    editions = {}
    for procedure in all_procedures().values():
        for step in procedure.steps:
            for limit in (*step.opens, *step.closes):
                editions[limit.code] = procedure.rules.on(today)
    return [
        _limit_row(limit, editions.get(limit.code))
        for limit in sorted(all_limits().values(), key=lambda limit: limit.code)
    ]


def acts() -> list[str]:
    """Every act that can stand in the ledger."""
    return sorted(set(all_acts().values()))


def _step_row(procedure: Procedure, step: Step, edition: Edition) -> StepRow:
    states = procedure.states
    several = len(step.targets) > 1
    target = (
        "回到原来的环节" if several else "、".join(f"“{states(s).label}”" for s in step.targets)
    )
    return StepRow(
        step.name,
        step.hint,
        _who_takes(step),
        roles_with(step.duty),
        "、".join(f"“{states(state).label}”" for state in step.source),
        target or "不变",
        [condition_words(need) for need in step.needs],
        [f"开始计时：{_limit_words(limit, edition)}" for limit in step.opens]
        + [f"办结：{limit.name}" for limit in step.closes],
        step.basis,
    )


def _limit_words(limit: Limit, edition: Edition) -> str:
    return f"{limit.name}（{getattr(edition, limit.rule)}）" if limit.rule else limit.name


def _limit_row(limit: Limit, edition: Edition | None) -> LimitRow:
    if limit.rule and edition is not None and limit.rule in edition:
        span, source = str(getattr(edition, limit.rule)), edition.source(limit.rule)
    else:
        span, source = "办理时确定日期", "内部规定"
    return LimitRow(limit.name, span, source, who(limit.duty))


def _role_row(role: Role) -> RoleRow:
    return RoleRow(
        role.name,
        role.purpose,
        "、".join(UnitLevel(level).label for level in role.levels),
        [all_duties()[duty].name for duty in role.duties],
        role.admin,
    )


def _book_page(book: Rulebook, stored: list[LocalRule]) -> BookPage:
    ends = [*(edition.in_force for edition in book.editions[1:]), None]
    blocks = [
        EditionBlock(edition.basis, edition.in_force, until, _rule_rows(edition))
        for edition, until in zip(book.editions, ends, strict=True)
    ]
    newest = book.editions[-1]
    return BookPage(
        book.name,
        blocks[::-1],
        [_local_row(row, newest) for row in stored if row.key in newest],
    )


def _rule_rows(edition: Edition) -> list[RuleRow]:
    return [
        RuleRow(
            edition.name(key),
            words_for(getattr(edition, key)),
            edition.source(key),
            DIRECTIONS[edition.rule(key).direction],
        )
        for key in edition
    ]


def _local_row(row: LocalRule, edition: Edition) -> LocalRow:
    try:
        value = words_for(row.value_for(edition.rule(row.key)))
    except TypeError:
        value = "法律已改变写法，这一项不再适用"
    return LocalRow(
        str(row.unit),
        edition.name(row.key),
        value,
        row.document_words,
        row.in_force,
        row.until,
    )


def words_for(value: Any) -> str:
    """A rule's value as it is read: 三分之二以上, 15日, 是, 有以下情形之一."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple | list | frozenset | set):
        return "、".join(str(each) for each in value)
    return str(value)
