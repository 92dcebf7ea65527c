"""Writing the tree of units: importing a list, adding, renaming, closing, head counts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db import connection, transaction

from jiedao.ledger import actions as ledger
from jiedao.ledger import acts
from jiedao.lib import clock, numerals, pinyin, sheets, text
from jiedao.lib.refusals import refuse, unless
from jiedao.organisation import closing, importing, ties
from jiedao.organisation.actions.standing import standing
from jiedao.organisation.importing import Known, RowError, UnitRow
from jiedao.organisation.models import HeadCount, Unit
from jiedao.organisation.states import BENEATH, UnitLevel
from jiedao.people.models import User
from jiedao.web import duties
from jiedao.web.duties import OfficeDuty

IMPORTED = acts.declare("organisation.import_units", "导入单位")
ADDED = acts.declare("organisation.add_unit", "增设单位")
RENAMED = acts.declare("organisation.rename_unit", "单位更名")
DESCRIBED = acts.declare("organisation.describe_unit", "更新单位联系方式")
CLOSED = acts.declare("organisation.close_unit", "撤销单位")
COUNTED = acts.declare("organisation.count_heads", "登记人口底数")

# What the office numbers itself, beneath a code of the national list.
LETTERS = {UnitLevel.DEPARTMENT: "K", UnitLevel.ESTATE: "X", UnitLevel.GRID: "W"}
DESCRIBED_BY = {"phone": "联系电话", "address": "办公地点", "hours": "办公时间"}
COMPARED = ("name", "short_name", "level", "sort_key")


@dataclass(frozen=True)
class ImportResult:
    """What became of a file of units (导入结果)."""

    created: int
    updated: int
    unchanged: int
    errors: tuple[RowError, ...]

    @property
    def words(self) -> str:
        said = f"新增{self.created}个单位，更新{self.updated}个，{self.unchanged}个没有变化"
        return f"{said}，{len(self.errors)}行有误没有导入。" if self.errors else f"{said}。"


@transaction.atomic
def import_units(content: bytes, *, filename: str, by: User) -> ImportResult:
    """Take a list of streets and communities into the tree (导入单位).

    Good rows are taken, bad ones are named with their line; a second import of the same file
    changes nothing and duplicates nothing.
    """
    duties.demand(by, OfficeDuty.MANAGE_UNITS, act="导入单位")
    try:
        rows, errors = importing.read(sheets.read_table(content, filename))
    except ValueError as wrong:
        raise refuse("organisation.unreadable", str(wrong), field="file") from wrong
    existing = _existing()
    known = {
        code: Known(unit.short_name, unit.level, unit.parent.code if unit.parent else "")
        for code, unit in existing.items()
    }
    bad = {error.code: error.line for error in errors if error.code}
    placed, misplaced = importing.place(rows, known, bad)
    allowed, refused = _allowed(placed, existing, by=by)
    changed, unchanged = _changed(allowed, existing)
    fresh = _fresh([row for row in allowed if row.code not in existing], existing)
    Unit.objects.bulk_create(fresh)
    Unit.objects.bulk_update(changed, COMPARED)
    every = sorted((*errors, *misplaced, *refused), key=lambda error: error.line)
    result = ImportResult(len(fresh), len(changed), unchanged, tuple(every))
    if fresh or changed:
        _enter_import(result, existing, fresh, content, by=by)
    return result


def _existing() -> dict[str, Unit]:
    """All units by code; locked, so that two imports follow one another."""
    units = Unit.objects.select_for_update(of=("self",), no_key=True).select_related("parent")
    return {unit.code: unit for unit in units.order_by("id")}


def _allowed(
    rows: Iterable[UnitRow], existing: dict[str, Unit], *, by: User
) -> tuple[list[UnitRow], list[RowError]]:
    """The rows the person may write: beneath a unit the duty covers, and not closed."""
    allowed: list[UnitRow] = []
    errors: list[RowError] = []
    reach = {
        code: duties.holds(by, OfficeDuty.MANAGE_UNITS, unit) for code, unit in existing.items()
    }
    system = duties.holds(by, OfficeDuty.MANAGE_UNITS, Unit(path="/"))
    for row in rows:
        standing = existing.get(row.code)
        if standing and standing.closed_on:
            fault = f"“{standing}”已于{numerals.long_day(standing.closed_on)}撤销，导入不能恢复。"
        elif (standing is None or _differs(standing, row)) and not reach.setdefault(
            row.code, reach.get(row.parent, system)
        ):
            fault = f"“{row.short_name}”不在您维护组织机构的范围内，请由上级的系统管理员导入。"
        else:
            fault = ""
        if fault:
            errors.append(RowError(row.line, row.code, fault))
        else:
            allowed.append(row)
    return allowed, errors


def _differs(unit: Unit, row: UnitRow) -> bool:
    return (unit.name, unit.short_name, unit.level) != (row.name, row.short_name, row.level)


def _changed(rows: Iterable[UnitRow], existing: dict[str, Unit]) -> tuple[list[Unit], int]:
    changed: list[Unit] = []
    unchanged = 0
    for row in rows:
        unit = existing.get(row.code)
        if unit is None:
            continue
        if not _differs(unit, row):
            unchanged += 1
            continue
        unit.name, unit.short_name, unit.level = row.name, row.short_name, row.level
        unit.sort_key = pinyin.sort_key(row.short_name)
        changed.append(unit)
    return changed, unchanged


def _fresh(rows: list[UnitRow], existing: dict[str, Unit]) -> list[Unit]:
    """New units with their keys given out beforehand: a path is made of keys."""
    units = dict(existing)
    fresh = []
    for key, row in zip(_keys(len(rows)), rows, strict=True):
        parent = units.get(row.parent)
        units[row.code] = unit = Unit(
            pk=key,
            code=row.code,
            name=row.name,
            short_name=row.short_name,
            sort_key=pinyin.sort_key(row.short_name),
            level=row.level,
            parent=parent,
            path=f"{parent.path if parent else '/'}{key}/",
        )
        fresh.append(unit)
    return fresh


def _keys(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [Unit._meta.db_table, count],
        )
        return [int(key) for (key,) in cursor.fetchall()]


def _enter_import(
    result: ImportResult, existing: dict[str, Unit], fresh: list[Unit], content: bytes, *, by: User
) -> None:
    root = next(unit for unit in (*existing.values(), *fresh) if unit.parent_id is None)
    data = {
        "created": result.created,
        "updated": result.updated,
        "unchanged": result.unchanged,
        "refused": len(result.errors),
        "sha256": sha256(content).hexdigest(),
    }
    ledger.record(root, act=IMPORTED, by=by, words=f"导入单位名单：{result.words}", data=data)


@transaction.atomic
def add_unit(
    parent: Unit,
    *,
    level: str,
    name: str,
    by: User,
    short_name: str = "",
    phone: str = "",
    address: str = "",
    hours: str = "",
) -> Unit:
    """Add a department, an estate or a grid (增设科室、小区、网格); its code is given out here."""
    duties.demand(by, OfficeDuty.MANAGE_UNITS, parent, act="增设单位")
    standing(parent)
    kind = UnitLevel(level)
    if kind not in LETTERS:
        raise refuse(
            "organisation.by_import",
            f"{kind.label}要用统计用区划代码，请用“导入单位”登记。",
            field="level",
        )
    if kind not in BENEATH[parent.level]:
        fault = importing.wrong_place(kind, parent.level, parent.short_name, "", parent.code)
        raise refuse("organisation.level", fault, field="level")
    name, short = _names(name, short_name, kind)
    siblings = Unit.objects.filter(parent=parent)
    if siblings.active().filter(name=name).exists():
        raise refuse(
            "organisation.same_name",
            f"“{parent}”下面已有“{name}”，请核对或换一个名称。",
            field="name",
        )
    (key,) = _keys(1)
    unit = Unit.objects.create(
        pk=key,
        code=_next_code(parent, kind),
        name=name,
        short_name=short,
        sort_key=pinyin.sort_key(short),
        level=kind,
        parent=parent,
        path=f"{parent.path}{key}/",
        phone=phone,
        address=address,
        hours=hours,
    )
    words = f"{parent}增设{kind.label}“{unit}”，代码{unit.code}。"
    ledger.record(parent, act=ADDED, by=by, words=words, data={"unit": unit.pk})
    return unit


def _next_code(parent: Unit, kind: UnitLevel) -> str:
    stem = f"{parent.code}-{LETTERS[kind]}"
    taken = Unit.objects.filter(code__startswith=stem).values_list("code", flat=True)
    numbers = [int(found[1]) for code in taken if (found := re.fullmatch(r".*[KXW](\d+)", code))]
    return f"{stem}{max(numbers, default=0) + 1:02d}"


def _names(name: str, short_name: str, kind: UnitLevel) -> tuple[str, str]:
    try:
        cleaned = importing.clean_name(name)
        short = importing.clean_name(short_name) if short_name else ""
    except ValueError as wrong:
        raise refuse("organisation.name", str(wrong), field="name") from wrong
    short = short or importing.short_name(cleaned, kind)
    if len(short) > importing.LONGEST_SHORT_NAME:
        raise refuse(
            "organisation.short_name",
            f"简称有{len(short)}个字，最多{importing.LONGEST_SHORT_NAME}个字，请写得短些。",
            field="short_name",
        )
    return importing.full_name(cleaned, kind), short


@transaction.atomic
def rename_unit(unit: Unit, *, name: str, by: User, short_name: str = "") -> Unit:
    """A unit gets another name (单位更名); papers made before keep the old one."""
    duties.demand(by, OfficeDuty.MANAGE_UNITS, unit, act="更改单位名称")
    standing(unit)
    before = unit.name
    unit.name, unit.short_name = _names(name, short_name, UnitLevel(unit.level))
    unit.sort_key = pinyin.sort_key(unit.short_name)
    twins = Unit.objects.active().filter(parent=unit.parent_id, name=unit.name)
    if twins.exclude(pk=unit.pk).exists():
        raise refuse(
            "organisation.same_name",
            f"同一上级下面已有“{unit.name}”，请核对或换一个名称。",
            field="name",
        )
    unit.save(update_fields=["name", "short_name", "sort_key"])
    words = f"“{before}”更名为“{unit.name}”，简称“{unit.short_name}”。"
    ledger.record(unit, act=RENAMED, by=by, words=words)
    return unit


@transaction.atomic
def describe_unit(
    unit: Unit,
    *,
    by: User,
    phone: str | None = None,
    address: str | None = None,
    hours: str | None = None,
) -> Unit:
    """Say where a unit is found and when (更新联系方式); residents see it. What is not given stays."""
    duties.demand(by, OfficeDuty.MANAGE_UNITS, unit, act="更新单位的联系方式")
    standing(unit)
    said = {"phone": phone, "address": address, "hours": hours}
    given = {name: words for name, words in said.items() if words is not None}
    if not given:
        raise refuse(
            "organisation.nothing_given",
            f"没有写要更新什么，{unit}的联系方式没有变。请至少写{'、'.join(DESCRIBED_BY.values())}中的一项。",
        )
    for name, words in given.items():
        setattr(unit, name, words)
    unit.save(update_fields=list(given))
    named = "、".join(DESCRIBED_BY[name] for name in given)
    words = f"{unit}的{named}已更新。"
    ledger.record(unit, act=DESCRIBED, by=by, words=words)
    return unit


@transaction.atomic
def close_unit(unit: Unit, *, closed_on: date, by: User) -> Unit:
    """A unit ceases to be (撤销单位); refused while something stands beneath it."""
    duties.demand(by, OfficeDuty.MANAGE_UNITS, unit, act="撤销单位")
    hanging = ties.of(unit)
    # Asked before anything is locked too: who only tries keeps nobody waiting.
    unless(closing.why_not_close(unit, hanging))
    held = ties.hold(unit, hanging)
    # Locked whole: what is being opened in it just now is waited for, and counted among what hangs on it.
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    hanging = ties.of(unit)
    unless(closing.why_not_close(unit, hanging))
    if closed_on > clock.today():
        raise refuse("organisation.future", "撤销日期不能晚于今天。", field="closed_on")
    if not hanging.dossiers() <= held:
        raise refuse(
            "organisation.moved", f"刚才又有随“{unit}”结束的事登记进来，请核对名单，再办一次。"
        )
    for tie in hanging.ending:
        assert tie.end
        tie.end(unit, closed_on, by)
    unit.refresh_from_db()
    unit.closed_on = closed_on
    unit.save(update_fields=["closed_on"])
    ended = "，".join(tie.words for tie in hanging.ending)
    words = f"“{unit}”自{numerals.long_day(closed_on)}起撤销。" + (
        f"随之结束：{ended}。" if ended else ""
    )
    ledger.record(unit, act=CLOSED, by=by, words=words, occurred_on=closed_on)
    return unit


@transaction.atomic
def count_heads(
    unit: Unit, *, counted_on: date, adults: int, households: int, source: str, by: User
) -> HeadCount:
    """Enter how many adults and households a community has (登记人口底数), with its source.

    Meetings of residents count their 应到 from the newest one before their notice.
    """
    duties.demand(by, OfficeDuty.MANAGE_UNITS, unit, act="登记人口底数")
    standing(unit)
    if unit.level not in (UnitLevel.COMMUNITY, UnitLevel.VILLAGE):
        raise refuse("organisation.level", "人口底数按社区或村登记，请到社区的页面办理。")
    if counted_on > clock.today():
        raise refuse("organisation.future", "截止日期不能晚于今天。", field="counted_on")
    if adults < households or households < 1:
        raise refuse(
            "organisation.head_count",
            f"十八周岁以上居民{adults}人、{households}户：人数应不少于户数，且都大于零，请核对是否填反。",
            field="adults",
        )
    try:
        source = text.clean(source)
    except ValueError as wrong:
        raise refuse("organisation.source", str(wrong), field="source") from wrong
    if not source:
        raise refuse("organisation.source", "请写明数字来源，如“派出所户籍底册”。", field="source")
    count = HeadCount.objects.create(
        unit=unit,
        counted_on=counted_on,
        adults=adults,
        households=households,
        source=source,
        entered_at=clock.now(),
        entered_by=by,
    )
    words = (
        f"{unit}截至{numerals.long_day(counted_on)}有十八周岁以上居民{adults}人、{households}户，"
        f"来源：{source}。"
    )
    ledger.record(unit, act=COUNTED, by=by, words=words, occurred_on=counted_on)
    return count
