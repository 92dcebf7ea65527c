"""The ledger over all units: who did what to which dossier and when, and not a word of what was said."""

import io
import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from decisions import demo
from decisions.demo.walk import Walk
from jiedao.access import actions as access
from jiedao.auditing import selectors
from jiedao.auditing.asked import LONGEST, read
from jiedao.ledger.models import Entry
from jiedao.lib import clock
from jiedao.organisation import actions as organisation
from jiedao.organisation.states import UnitLevel
from jiedao.people import actions as people
from jiedao.people.models import User
from tests.conftest import Office, _someone, _unit
from tests.decisions.conftest import START
from tests.support import statements

Browser = Callable[[User], Client]
WHERE, EXPORT, API = (
    reverse("auditing:overview"), reverse("auditing:export"), reverse("api:ledger-list"),
)  # fmt: skip
DAY = timedelta(days=1)
SEEDED = """
insert into ledger_entry
  (unit_id, seq, act, by_id, occurred_on, recorded_at, words, body, previous, digest)
select %(unit)s, 1000 + n, 'organisation.describe_unit', %(by)s, %(at)s::date,
  %(at)s::timestamptz - n * interval '1 minute', '',
  json_build_object('edition', '', 'by', json_build_array(%(by)s, '某人'))::text, '', ''
from generate_series(1, %(many)s) n
"""


@pytest.fixture
def told(walk: Callable[..., Walk]) -> Walk:
    """A matter of community A, resolved; the ledgers' moments are those of its days."""
    journey = walk()
    demo.to_resolved(journey, START)
    return journey


@pytest.fixture
def last(told: Walk) -> date:
    """The day it was last acted on, and the day on which its ledger is looked at."""
    day: date = told.fresh().dossier.last_act_on
    return day


def seeded(unit: Any, by: User, at: date, many: int) -> None:
    moment = datetime.combine(at, datetime.min.time(), clock.SHANGHAI)
    with connection.cursor() as cursor:
        cursor.execute(SEEDED, {"unit": unit.pk, "by": by.pk, "at": moment, "many": many})
        cursor.execute("set constraints all immediate")
        cursor.execute("analyze ledger_entry, dossiers_dossier, organisation_unit")


def rows_in(client: Client, url: str, **asked: str) -> list[Any]:
    found: list[Any] = client.get(url, asked).context["rows"]
    return found


def test_the_auditor_reads_who_did_what_and_nothing_of_what_was_said(
    told: Walk, last: date, office: Office, audit_admin: User, client_of: Browser
) -> None:
    number = told.matter.dossier.number
    with clock.moved_to(last):
        client = client_of(audit_admin)
        assert f'href="{WHERE}"' in client.get(reverse("organisation:units")).text
        page = client.get(WHERE).text
    for words in (number, "决议通过", "赵丽华", "体育社区社区主任", "第二十九条", "体育社区"):
        assert words in page, words
    said = Entry.objects.filter(dossier=told.matter.pk).values_list("words", flat=True)
    assert len(said) > 10
    for words in (told.matter.dossier.title, told.story.plan, *said):
        assert words not in page, words


def test_it_is_narrowed_by_unit_days_act_and_who_acted(
    told: Walk, last: date, office: Office, audit_admin: User, sun_worker: User, client_of: Browser
) -> None:
    with clock.moved_to(last):
        client = client_of(audit_admin)
        organisation.describe_unit(office.b, phone="0371-65550110", by=people.system())
        of_b = rows_in(client, WHERE, unit=office.b.code, act="更新单位联系方式")
        assert [(one.number, one.unit) for one in of_b] == [("", office.b.short_name)]
        assert rows_in(client, WHERE, unit=office.a.code, act="更新单位联系方式") == []
        beneath = rows_in(client, WHERE, unit=office.street.code, act="更新单位联系方式")
        assert [one.pk for one in beneath] == [one.pk for one in of_b]
        every = rows_in(client, WHERE)
        mine = rows_in(client, WHERE, actor="孙红霞")
        assert {one.who for one in mine} == {"孙红霞"}
        assert 0 < len(mine) < len(every)
        assert [one.pk for one in mine] == [one.pk for one in rows_in(client, WHERE, actor="sun")]
        assert rows_in(client, WHERE, actor="没有这样的人") == []
        first = rows_in(client, WHERE, until=START.isoformat())
        assert first
        assert {clock.day_of(one.at) for one in first} == {START}
        assert rows_in(client, WHERE, since="不是日期") == every
        assert "没有这样的台账" in client.get(WHERE, {"until": "2001-01-01"}).text


def test_never_more_than_a_year_at_once(audit_admin: User) -> None:
    today = date(2026, 11, 25)
    assert read({}, audit_admin, today).since == today - timedelta(days=30)
    asked = read({"since": "2001-01-01"}, audit_admin, today)
    assert (asked.since, asked.until) == (today - LONGEST, today)


def test_pages_follow_each_other_by_key_even_where_moments_are_the_same(
    told: Walk, last: date, audit_admin: User, client_of: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selectors, "PAGE", 7)
    since, until = (
        datetime.combine(day, datetime.min.time(), clock.SHANGHAI) for day in (START, last + DAY)
    )
    rows = Entry.objects.filter(recorded_at__gte=since, recorded_at__lt=until)
    moments = rows.order_by("-recorded_at", "-pk").values_list("pk", "recorded_at")
    wanted = [pk for pk, _ in moments]
    with clock.moved_to(last):
        client, url, found = client_of(audit_admin), f"{WHERE}?since={START}", []
        for _ in range(len(wanted)):
            context = client.get(url).context
            found += [one.pk for one in context["rows"]]
            if not context["pager"]["older_url"]:
                break
            url = f"{WHERE}{context['pager']['older_url']}"
        assert context["pager"]["newer_url"]
    assert found == wanted
    assert len({moment for _, moment in moments}) < len(wanted)


def test_only_of_the_units_he_audits(
    told: Walk, last: date, office: Office, client_of: Browser
) -> None:
    elsewhere = _unit("410105002", "别的街道", "别的街道", UnitLevel.STREET, office.district)
    auditor = _someone("shenji2", "另一个审计员", elsewhere, "audit_admin")
    with clock.moved_to(last):
        client = client_of(auditor)
        assert told.matter.dossier.number not in client.get(WHERE).text
        assert rows_in(client, WHERE, unit=office.a.code) == rows_in(client, WHERE)


def test_the_post_is_the_one_of_that_day(
    told: Walk, last: date, office: Office, zhao_chair: User, audit_admin: User, client_of: Browser
) -> None:
    after = last + 5 * DAY
    with clock.moved_to(after):
        for post in zhao_chair.appointments.all():
            access.dismiss(post, by=people.system(), ends_on=after, reason="调整")
        found = rows_in(client_of(audit_admin), WHERE, actor="赵丽华")
    assert found
    assert {one.posts for one in found} == {"体育社区社区主任"}


def test_it_is_his_alone(
    office: Office, zhao_chair: User, li_secretary: User, system_admin: User, client_of: Browser
) -> None:
    for user in (zhao_chair, li_secretary, system_admin):
        for url in (WHERE, EXPORT, API):
            assert client_of(user).get(url).status_code == 403, (user, url)
        assert "台账总览" not in client_of(user).get(reverse("organisation:units")).text


def test_excel_has_the_same_rows_and_asks_again_who_sits_there(
    told: Walk, last: date, audit_admin: User, client_of: Browser
) -> None:
    with clock.moved_to(last):
        client = client_of(audit_admin)
        book = load_workbook(io.BytesIO(client.get(EXPORT, {"actor": "赵丽华"}).content))
        shown = rows_in(client, WHERE, actor="赵丽华")
        (head, *rows) = book.worksheets[0].iter_rows(values_only=True)
        assert head == selectors.COLUMNS
        assert [row[4] for row in rows][: len(shown)] == [one.act_name for one in shown]
        unsure = Client()
        unsure.force_login(audit_admin, backend="jiedao.accounts.backends.Accounts")
        assert unsure.get(EXPORT).status_code == 302


def test_a_sheet_that_is_full_says_what_it_leaves_out(
    told: Walk, last: date, audit_admin: User, client_of: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sheet() -> list[Any]:
        book = load_workbook(io.BytesIO(client.get(EXPORT, {"actor": "赵丽华"}).content))
        return list(book.worksheets[0].iter_rows(values_only=True))[1:]

    with clock.moved_to(last):
        client = client_of(audit_admin)
        every = sheet()
        assert len(every) > 3
        monkeypatch.setattr(selectors, "MOST_EXPORTED", len(every))
        assert sheet() == every
        monkeypatch.setattr(selectors, "MOST_EXPORTED", len(every) - 2)
        *rows, words = sheet()
    assert rows == every[:-2]
    assert str(words[0]).startswith(f"一份表格最多{len(every) - 2}条，")
    assert "请把日期分成几段" in str(words[0])


def test_everybody_of_a_name_is_found_however_many_they_are(
    told: Walk, last: date, office: Office, audit_admin: User, client_of: Browser
) -> None:
    namesakes = [User(username=f"wang{n}", name=f"王丽{n}") for n in range(250)]
    made = User.objects.bulk_create(namesakes)
    with clock.moved_to(last):
        seeded(office.b, made[-1], last, 1)
        found = rows_in(client_of(audit_admin), WHERE, actor="王丽")
    assert len(found) == 1


def test_units_too_many_for_one_list_are_chosen_by_their_street(
    told: Walk, last: date, office: Office, audit_admin: User, client_of: Browser,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    with clock.moved_to(last):
        client = client_of(audit_admin)
        page = client.get(WHERE).text
        assert f'value="{office.a.code}"' in page
        assert "选它所在的街道一起看" not in page
        monkeypatch.setattr(selectors, "MOST_UNITS", 2)
        page = client.get(WHERE).text
    assert f'value="{office.a.code}"' not in page
    assert f'value="{office.street.code}"' in page
    assert "选它所在的街道一起看" in page
    assert 'aria-describedby="hint-unit"' in page


def test_programs_read_the_same_with_the_same_filters(
    told: Walk, last: date, office: Office, audit_admin: User, client_of: Browser
) -> None:
    with clock.moved_to(last):
        client = client_of(audit_admin)
        answer = client.get(API, {"unit": office.a.code, "actor": "赵丽华"}).json()
        shown = rows_in(client, WHERE, unit=office.a.code, actor="赵丽华")
        assert [one["act_name"] for one in answer["results"]] == [
            one.act_name for one in shown[: len(answer["results"])]
        ]
        assert told.story.plan not in json.dumps(answer, ensure_ascii=False)
        first = client.get(API, {"since": START.isoformat()}).json()
        assert first["next"]
        second = client.get(first["next"]).json()
        moments = [one["at"] for one in first["results"] + second["results"]]
        assert moments == sorted(moments, reverse=True)
        for wrong in (
            {"unit": "410105999999"}, {"act": "没有这个"}, {"since": "昨天"}, {"before": "x"},
            {"before": "999999999999"},
            {"since": "2001-01-01"}, {"since": "2026-03-05", "until": "2026-03-01"},
        ):  # fmt: skip
            assert client.get(API, wrong).status_code == 400, wrong


def test_it_costs_the_same_for_two_and_for_twenty_thousand_lines(
    told: Walk, last: date, office: Office, audit_admin: User, client_of: Browser
) -> None:
    client = client_of(audit_admin)
    asked: list[str] = []

    def ask() -> None:
        asked.clear()
        assert client.get(WHERE, {"unit": office.street.code, "actor": "孙"}).status_code == 200
        assert client.get(API).status_code == 200

    with clock.moved_to(last + DAY):
        ask()
        few = statements(ask)
        seeded(office.b, people.system(), last, 20_000)
        assert statements(ask) == few
        # The newest are found by the index, whatever lies beneath; nothing is sorted or counted.
        asking = read({"unit": office.street.code}, audit_admin, clock.today())
        with connection.cursor() as cursor:
            plan = _plan_of(cursor, lambda: selectors.listed(audit_admin, asking))
    assert "entry_newest" in plan
    assert '"Sort"' not in plan
    assert '"Aggregate"' not in plan


def _plan_of(cursor: Any, ask: Callable[[], object]) -> str:
    """How PostgreSQL finds the lines of a page."""
    sent: list[tuple[str, Any]] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, *rest: Any) -> Any:
        sent.append((sql, params))
        return execute(sql, params, *rest)

    with connection.execute_wrapper(note):
        ask()
    (of_lines,) = [(sql, params) for sql, params in sent if 'FROM "ledger_entry"' in sql]
    cursor.execute(f"explain (format json) {of_lines[0]}", of_lines[1])
    return json.dumps(cursor.fetchone()[0])
