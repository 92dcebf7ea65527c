"""Open limits follow the calendar: shown before, carried out with it, told to those whose desk it is."""

from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from decisions.demo.walk import Walk
from decisions.models import Matter
from decisions.selectors import facts
from jiedao.deadlines import actions as deadlines
from jiedao.deadlines.models import Deadline
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock
from jiedao.notices.models import Notice
from jiedao.people.models import User
from jiedao.workdays import actions, moving, seed
from jiedao.workdays.calendars import DayRow
from jiedao.workdays.due import Due
from jiedao.workdays.selectors import calendar
from jiedao.workdays.spans import WorkingDays, span_of
from jiedao.workdays.states import DayKind
from tests.decisions.conftest import posts, walk

__all__ = ["posts", "walk"]

NOTICE = "市政府办公厅通知"


@pytest.fixture
def asked(year_2026: None, walk: Callable[..., Walk]) -> Matter:
    """A matter whose consultation has ended: it is to be summed up within some working days."""
    begun = clock.today() - timedelta(days=12)
    return walk(on=begun).consult(begun + timedelta(days=1)).fresh()


@pytest.fixture
def limit(asked: Matter) -> Deadline:
    found = Deadline.objects.open().filter(dossier=asked.pk, span__startswith="w").first()
    assert found, list(Deadline.objects.values())
    return found


def rows_with(*days: date, kind: str = DayKind.OFF) -> list[DayRow]:
    standing = [row for row in seed.rows_of(2026) if row.day not in days]
    return [*standing, *(DayRow(day, kind, "市里统一安排") for day in days)]


def enter(rows: list[DayRow], by: User) -> None:
    actions.load_year(2026, rows=rows, document=NOTICE, by=by)


def test_a_limit_remembers_what_it_was_counted_by(limit: Deadline) -> None:
    span = span_of(limit.span)
    assert isinstance(span, WorkingDays)
    assert limit.counted_from
    assert calendar(limit.counted_from).after(limit.counted_from, span.n) == limit.due_on


def test_a_new_day_off_moves_the_limit_later_and_says_so_everywhere(
    limit: Deadline, asked: Matter, system_admin: User, branch_secretary: User
) -> None:
    before, off = limit.due_on, limit.due_on - timedelta(days=1)
    rows = rows_with(off)
    (shown,) = [one for one in moving.moves(rows, [2026]) if asked.dossier.title in one.what]
    limit.refresh_from_db()
    assert limit.due_on == before  # nothing has happened yet
    enter(rows, system_admin)
    limit.refresh_from_db()
    assert limit.due_on == shown.after > before == shown.before
    assert "市里统一安排放假，不计" in limit.explanation
    (line,) = timeline(asked.dossier, limit=1)
    assert line.act == "期限随节假日安排改期"
    assert "节假日安排更新，“汇总居民意见”由" in line.words
    told = Notice.objects.filter(user=branch_secretary, dossier=asked.dossier)
    assert told.filter(words__contains="节假日安排更新").count() == 1


def test_a_make_up_day_moves_it_earlier_but_nobody_is_made_late_by_it(
    limit: Deadline, system_admin: User
) -> None:
    before = limit.due_on
    assert limit.counted_from
    saturday = limit.counted_from + timedelta(days=(5 - limit.counted_from.weekday()) % 7 or 7)
    assert saturday < before
    with clock.moved_to(limit.counted_from):
        enter(rows_with(saturday, kind=DayKind.WORK), system_admin)
    limit.refresh_from_db()
    assert limit.due_on < before
    earlier = limit.due_on
    enter(list(seed.rows_of(2026)), system_admin)
    limit.refresh_from_db()
    assert limit.due_on == before
    with clock.moved_to(before):  # known only on the last day: that day it stays
        enter(rows_with(saturday, kind=DayKind.WORK), system_admin)
    limit.refresh_from_db()
    assert earlier < limit.due_on == before


def test_what_is_met_at_rest_or_chosen_by_a_person_stays(
    limit: Deadline, asked: Matter, system_admin: User, branch_secretary: User
) -> None:
    off, before = limit.due_on - timedelta(days=1), limit.due_on
    deadlines.pause(asked.dossier, by=branch_secretary, on=clock.today())
    assert moving.moves(rows_with(off), [2026]) == []
    Deadline.objects.update(paused_on=None, paused_at=None, paused_by=None)
    deadlines.close(asked.dossier, limit.code, by=branch_secretary, on=clock.today())
    enter(rows_with(off), system_admin)
    limit.refresh_from_db()
    assert limit.due_on == before
    Deadline.objects.update(closed_on=None, closed_at=None, closed_by=None, span="")
    assert moving.moves(rows_with(off), [2026]) == []


def test_a_limit_that_had_rested_is_counted_from_the_day_it_ran_on(
    limit: Deadline, asked: Matter, system_admin: User, branch_secretary: User
) -> None:
    today = clock.today()
    deadlines.pause(asked.dossier, by=branch_secretary, on=today)
    edition = facts(asked).edition(today)
    deadlines.resume(asked.dossier, on=today + timedelta(days=7), edition=edition)
    limit.refresh_from_db()
    resumed = limit.due_on
    assert limit.counted_from == today + timedelta(days=7)
    enter(rows_with(resumed), system_admin)
    limit.refresh_from_db()
    assert limit.due_on > resumed
    assert "恢复" in limit.explanation
    assert "节假日安排更新后，到" in limit.explanation


def test_the_page_shows_what_moves_before_anything_does(
    limit: Deadline, asked: Matter, officer: User, client_of: Callable[[User], Client]
) -> None:
    off, before = limit.due_on - timedelta(days=1), limit.due_on
    client = client_of(officer)
    page = reverse("workdays:set_day")
    typed = {"day": str(off), "kind": DayKind.OFF, "name": "市里统一安排", "document": NOTICE}
    looked = client.post(page, typed)
    shown = looked.content.decode()
    assert looked.status_code == 200
    assert f"{asked.dossier.title}：汇总居民意见" in shown
    assert "会跟着改的期限" in shown
    assert 'name="confirm"' in shown
    limit.refresh_from_db()
    assert limit.due_on == before
    assert client.post(page, typed | {"confirm": "1"}).status_code == 302
    limit.refresh_from_db()
    assert limit.due_on > before
    lines = "\n".join(
        f"{row.day} {DayKind(row.kind).label} {row.name}" for row in seed.rows_of(2026)
    )
    loading = client.post(
        reverse("workdays:load_year"), {"days": lines, "document": NOTICE}
    ).content.decode()
    assert "会跟着改的期限" in loading


def test_a_limit_met_while_the_calendar_was_being_changed_stays_met(
    limit: Deadline, asked: Matter, system_admin: User, branch_secretary: User
) -> None:
    before = limit.due_on
    computed = Due(before + timedelta(days=3), "按新的日历。")
    deadlines.close(asked.dossier, limit.code, by=branch_secretary, on=clock.today())
    deadlines.move(limit, computed, by=system_admin)
    limit.refresh_from_db()
    assert limit.due_on == before
    assert "按新的日历" not in limit.explanation


def test_a_limit_from_before_says_in_its_sentence_how_it_was_counted(limit: Deadline) -> None:
    known = (limit.counted_from, limit.span)
    Deadline.objects.update(counted_from=None, span="")
    migration = import_module("jiedao.deadlines.migrations.0004_how_open_ones_were_counted")
    with connection.cursor() as cursor:
        cursor.execute(migration.READ)
    limit.refresh_from_db()
    assert (limit.counted_from, limit.span) == known
    Deadline.objects.update(
        span="", explanation="3月1日次日起算，15日，最后一日是3月16日，当日24时止。"
    )
    with connection.cursor() as cursor:
        cursor.execute(migration.READ)
    limit.refresh_from_db()
    assert limit.span == "s15"
