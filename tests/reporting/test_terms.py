"""Who reports and by which day are the office's settings (报送单位和时间): what a change does, and when."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from jiedao.deadlines.models import Deadline
from jiedao.ledger.models import Entry
from jiedao.liaison.models import WorkGroup
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.organisation.models import Unit
from jiedao.people import actions as people
from jiedao.people.models import User
from jiedao.reporting import actions
from jiedao.reporting.models import Paper, Period, Regime
from jiedao.reporting.periods import stretches
from jiedao.reporting.rules import RULES
from jiedao.reporting.terms import DEFAULTS, Terms
from jiedao.workdays import actions as workdays
from jiedao.workdays import seed
from jiedao.workdays.due import due
from jiedao.workdays.selectors import calendar
from jiedao.workdays.spans import WeekEnd, code_of, span_of
from tests.conftest import Office
from tests.reporting.conftest import ASKED, FRIDAY, MONDAY, paper_of, set_up, written

ONE_O_CLOCK = datetime(2026, 11, 27, 13, tzinfo=ZoneInfo("Asia/Shanghai"))
THURSDAYS = replace(DEFAULTS, weekly_day=4)


@pytest.fixture
def year_2026(db: None) -> None:
    workdays.load_year(2026, rows=seed.rows_of(2026), document="国办通知", by=people.system())


def weeks(terms: Terms, first: date, last: date, **other: Any) -> list[tuple[str, str, str]]:
    """From when until when the weeks are, and by which day their papers are due."""
    days = calendar(date(2026, 1, 1))
    return [
        (
            f"{one.since:%m-%d}",
            f"{one.until:%m-%d}",
            f"{due(one.start, one.span, calendar=days).on:%m-%d}",
        )
        for one in stretches("weekly", first, last, days, terms=terms, **other)
    ]


def due_of(paper: Paper) -> date:
    return Deadline.objects.get(dossier=paper.dossier).due_on


def test_a_street_begins_with_what_the_office_has_always_done(week: Office) -> None:
    regime = Regime.objects.get()
    assert regime.terms == DEFAULTS
    edition = RULES.on(MONDAY)
    assert (edition.weekly, edition.review.n) == (DEFAULTS.week_end, DEFAULTS.review_days)
    assert regime.in_words == [
        ("每周汇报", "社区、科室、专项工作小组每周最后一个工作日17:00前报分管领导。"),
        ("半月小结", "专项工作小组每月15日、月末17:00前报领导小组，遇休息日顺延到下一个工作日。"),
        ("每月讲评", "领导小组每月第5个工作日17:00前印发对上个月的讲评，全街道都能看。"),
    ]


def test_a_weekday_of_its_own_ends_the_week_and_moves_only_when_nobody_works(
    year_2026: None,
) -> None:
    # 2026-02-14 is a make-up Saturday, 16 to 22 February are all holiday; 1 May is a Friday off.
    assert weeks(THURSDAYS, date(2026, 2, 2), date(2026, 3, 1)) == [
        ("02-02", "02-06", "02-05"),
        ("02-06", "02-13", "02-12"),  # worked: the make-up Saturday changes nothing
        ("02-13", "02-27", "02-26"),  # the week without work stands in the next paper
        ("02-27", "03-06", "03-05"),
    ]
    fridays = replace(DEFAULTS, weekly_day=5)
    assert weeks(fridays, date(2026, 4, 27), date(2026, 4, 30)) == [("04-27", "05-02", "04-30")]
    mondays = replace(DEFAULTS, weekly_day=1)
    # Monday 4 May is off, Saturday 9 May made up: the last working day of the week.
    assert weeks(mondays, date(2026, 4, 27), date(2026, 4, 30)) == [("04-27", "05-05", "05-09")]


def test_how_a_moved_day_was_found_is_said(year_2026: None) -> None:
    days = calendar(date(2026, 1, 1))
    found = due(date(2026, 5, 4), WeekEnd(1), calendar=days)
    assert found.explanation == (
        "定在每周一，5月4日不上班（劳动节）；当周最后一个工作日是5月9日（调休上班），当日止。"
    )
    assert due(date(2026, 11, 23), WeekEnd(4), calendar=days).explanation == (
        "定在每周四，这一周是11月26日，当日止。"
    )
    assert [span_of(code_of(span)) for span in (WeekEnd(), WeekEnd(4))] == [WeekEnd(), WeekEnd(4)]


def test_a_change_holds_from_the_next_period_and_nothing_falls_between(
    week: Office, lead_official: User, sun_worker: User
) -> None:
    first = paper_of(week.a)
    with clock.moved_to(date(2026, 11, 25)):
        set_up(week.street, lead_official, due_hour=12, terms=THURSDAYS)
        actions.sweep(day=date(2026, 11, 25))
    assert (Paper.objects.count(), due_of(first)) == (2, FRIDAY)
    with clock.moved_to(date(2026, 11, 30)):
        actions.sweep(day=date(2026, 11, 30))
    following = paper_of(week.a)
    period = following.period
    assert (period.since, period.until, period.due_hour) == (
        date(2026, 11, 30),
        date(2026, 12, 4),
        12,
    )
    assert due_of(following) == date(2026, 12, 3)
    # The hour of the week that was open stays five o'clock.
    with clock.moved_to(ONE_O_CLOCK):
        actions.submit(written(first, sun_worker), by=sun_worker)
    assert not paper_of(week.a, pk=first.pk).is_late


def test_what_begins_today_opens_under_what_held_until_now(
    office: Office, lead_official: User
) -> None:
    with clock.moved_to(MONDAY):
        set_up(office.street, lead_official)
        set_up(office.street, lead_official, terms=THURSDAYS)
        assert due_of(paper_of(office.a)) == FRIDAY
        assert actions.sweep(day=MONDAY) == 0


def test_what_a_change_leaves_over_is_part_of_the_next_period(db: None) -> None:
    last = date(2026, 12, 20)
    until = date(2026, 11, 30)
    # A Monday alone is no week.
    mondays = replace(DEFAULTS, weekly_day=1)
    assert weeks(mondays, MONDAY, until, after=until) == [("11-30", "12-08", "12-07")]
    terms = replace(DEFAULTS, half_days=(5, 20))
    found = stretches("half", MONDAY, last, calendar(MONDAY), terms=terms, after=date(2026, 12, 1))
    assert [(one.since, one.until) for one in found] == [(date(2026, 12, 1), date(2026, 12, 21))]


def test_the_days_of_the_half_month_and_of_the_review_are_the_offices(
    office: Office, lead_official: User, group: WorkGroup
) -> None:
    day, terms = date(2026, 11, 1), replace(DEFAULTS, half_days=(10, 25), review_days=3)
    with clock.moved_to(day):
        set_up(office.street, lead_official, since=day, terms=terms)
        actions.sweep(day=date(2026, 12, 1))
    halves = Paper.objects.filter(kind="half").order_by("period__since")
    assert [(one.period.since, due_of(one)) for one in halves] == [
        (date(2026, 11, 1), date(2026, 11, 10)),
        (date(2026, 11, 11), date(2026, 11, 25)),
        (date(2026, 11, 26), date(2026, 12, 10)),
    ]
    reviews = Paper.objects.filter(kind="review").order_by("period__since")
    assert due_of(reviews[0]) == date(2026, 11, 4)


def test_a_kind_of_party_that_is_dropped_owes_no_paper(
    office: Office, lead_official: User, group: WorkGroup, room: Unit
) -> None:
    terms = replace(
        DEFAULTS, weekly_by=("department", "group"), half_by=("community", "department")
    )
    day = date(2026, 11, 1)
    with clock.moved_to(day):
        set_up(office.street, lead_official, since=day, terms=terms)
        actions.sweep(day=date(2026, 11, 2))
    weekly = Paper.objects.filter(kind="weekly").order_by("pk")
    assert [(one.unit, one.group) for one in weekly] == [(room, None), (room, group)]
    half = Paper.objects.filter(kind="half").order_by("unit__path")
    assert {(one.unit.pk, one.group) for one in half} == {
        (unit.pk, None) for unit in (office.a, office.b, room)
    }


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"weekly_by": []}, "weekly_by", "在“要报的”里去掉“每周汇报”，停用这类汇报"),
        ({"half_by": []}, "half_by", "在“要报的”里去掉“半月小结”，停用这类汇报"),
        ({"weekly_by": ["grid"]}, "weekly_by", "请从列表里选择"),
        ({"weekly_day": "6"}, "weekly_day", "请从列表里选择"),
        ({"first_day": "32"}, "first_day", "请从列表里选择"),
        ({"second_day": "30"}, "second_day", "请从列表里选择"),
        ({"first_day": "20", "second_day": "22"}, "second_day", "至少要隔7天"),
        ({"first_day": "3", "second_day": "31"}, "second_day", "至少要隔7天"),
        ({"first_day": "25", "second_day": "10"}, "second_day", "至少要隔7天"),
        ({"review_days": "0"}, "review_days", "要在第1到第15个工作日之间"),
        ({"review_days": "16"}, "review_days", "要在第1到第15个工作日之间"),
    ],
)
def test_senseless_settings_are_refused_at_their_field(
    week: Office,
    lead_official: User,
    at: Callable[..., Any],
    given: dict[str, Any],
    field: str,
    sentence: str,
) -> None:
    where = reverse("reporting:set_up", args=[week.street.code])
    with at(lead_official) as client:
        page = client.post(where, ASKED | given)
    assert page.status_code in (409, 422)
    assert sentence in str(page.context["form"].errors[field])
    assert Regime.objects.get().terms == DEFAULTS


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        (replace(DEFAULTS, weekly_by=("grid",)), "weekly_by"),
        (replace(DEFAULTS, weekly_day=7), "weekly_day"),
        (replace(DEFAULTS, half_days=(15, 32)), "second_day"),
        (replace(DEFAULTS, half_days=(0, 15)), "first_day"),
    ],
)
def test_the_action_refuses_what_no_form_offers(
    week: Office, lead_official: User, terms: Terms, field: str
) -> None:
    with clock.moved_to(MONDAY), pytest.raises(Refused) as refused:
        set_up(week.street, lead_official, terms=terms)
    assert refused.value.refusal.field == field


def test_the_page_says_what_holds_and_the_ledger_what_was_changed(
    week: Office, lead_official: User, sun_worker: User, at: Callable[..., Any]
) -> None:
    where = reverse("reporting:set_up", args=[week.street.code])
    given = {"weekly_day": "4", "weekly_by": ["community"], "due_hour": "16", "kinds": ["weekly"]}
    with at(lead_official, date(2026, 11, 24)) as client:
        assert client.get(where).context["form"]["first_day"].value() == 15
        page = client.post(where, ASKED | given, follow=True)
        assert "已登记" in page.text
        assert client.get(where).context["form"]["weekly_by"].value() == ("community",)
    with at(sun_worker, date(2026, 11, 24)) as client:
        page = client.get(reverse("reporting:regime_page")).text
    words = "社区每周四16:00前报分管领导；周四不上班的，改到当周最后一个工作日。"
    assert words in page
    assert "半月小结" not in page
    assert "何志远。修改从下一期起" in page
    entry = Entry.objects.filter(unit=week.street, act="report.set_up").latest("pk")
    assert words in entry.words
    assert entry.words.endswith("已经开始填报的各期不变，从下一期起照此办理。")
    assert json.loads(entry.body)["data"]["weekly_day"] == 4


def test_a_kind_taken_up_again_is_not_owed_for_the_time_between(
    week: Office, lead_official: User
) -> None:
    with clock.moved_to(date(2026, 11, 24)):
        set_up(week.street, lead_official, kinds=["half"])
    day = date(2027, 1, 4)
    with clock.moved_to(day):
        with pytest.raises(Refused, match="每周汇报停用过，现在重新启用"):
            set_up(week.street, lead_official)
        set_up(week.street, lead_official, since=day)
        actions.sweep(day=day)
    found = Period.objects.filter(kind="weekly").values_list("since", flat=True)
    assert list(found) == [day, MONDAY]
