from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiedao.workdays import selectors
from jiedao.workdays.due import due
from jiedao.workdays.spans import Days, WorkingDays


def test_a_public_period_of_fifteen_days_ends_on_the_fifteenth_day_after_it_began():
    answer = due(date(2026, 11, 23), Days(15))
    assert answer.on == date(2026, 12, 8)
    assert answer.explanation == "11月23日次日起算，15日，到12月8日24时满。"


def test_weekends_are_named(calendar_2026):
    answer = due(date(2026, 11, 20), WorkingDays(10), calendar=calendar_2026)
    assert answer.on == date(2026, 12, 4)
    assert answer.explanation == (
        "11月20日次日起算，10个工作日；11月21日至22日、28日至29日是周末，不计，到12月4日止。"
    )
    assert answer.uncertain_years == ()


def test_holidays_and_make_up_days_are_named(calendar_2026):
    answer = due(date(2026, 2, 12), WorkingDays(5), calendar=calendar_2026)
    assert answer.on == date(2026, 2, 26)
    assert answer.explanation == (
        "2月12日次日起算，5个工作日；2月15日至23日春节放假，不计；2月14日调休上班，计入，到2月26日止。"
    )


def test_many_weekends_are_counted_and_not_listed(calendar_2026):
    answer = due(date(2026, 6, 22), WorkingDays(30), calendar=calendar_2026)
    assert "其间12个周末休息日不计" in answer.explanation


def test_a_limit_to_act_moves_past_a_holiday(calendar_2026):
    answer = due(date(2026, 9, 3), Days(30, shifts=True), calendar=calendar_2026)
    assert answer.on == date(2026, 10, 8)
    assert answer.explanation == (
        "9月3日次日起算，30日，最后一日是10月3日，正逢国庆节放假，顺延到之后第一个工作日10月8日止。"
    )


def test_a_limit_to_act_on_a_working_day_stays(calendar_2026):
    answer = due(date(2026, 11, 2), Days(30, shifts=True), calendar=calendar_2026)
    assert answer.on == date(2026, 12, 2)
    assert answer.explanation.endswith("最后一日是12月2日，当日24时止。")


def test_a_limit_into_a_year_without_data_warns_loudly(calendar_2026):
    answer = due(date(2026, 12, 28), WorkingDays(5), calendar=calendar_2026)
    assert answer.on == date(2027, 1, 4)
    assert answer.uncertain_years == (2027,)
    assert answer.warning == (
        "2027年节假日安排尚未公布或尚未导入，按周一至周五推算，导入后会重新计算。"
    )
    assert answer.explanation.endswith("到2027年1月4日止。" + answer.warning)


def test_a_public_period_needs_no_calendar_and_no_warning():
    assert due(date(2026, 12, 28), Days(15)).warning == ""


@pytest.mark.usefixtures("year_2026")
def test_one_query_loads_the_calendar_for_a_computation():
    for span in (WorkingDays(5), WorkingDays(200), Days(30, shifts=True)):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            due(date(2026, 11, 23), span)
        assert len(queries) == 1


@pytest.mark.usefixtures("year_2026")
def test_the_table_answers_like_the_announcement():
    assert not selectors.is_working_day(date(2026, 10, 1))
    assert selectors.is_working_day(date(2026, 10, 10))
    assert selectors.next_working_day(date(2026, 9, 30)) == date(2026, 10, 8)
    assert selectors.working_days_between(date(2026, 11, 23), date(2026, 12, 4)) == 9
    assert selectors.working_days_between(date(2026, 12, 4), date(2026, 11, 23)) == -9
    assert selectors.last_working_day_of_week(date(2026, 2, 18)) is None
    assert selectors.last_working_day_of_week(date(2026, 1, 1)) == date(2026, 1, 4)


@pytest.mark.usefixtures("year_2026")
def test_years_without_data_are_known():
    days = [date(2026, 12, 31), date(2027, 1, 1), date(2028, 1, 1)]
    assert selectors.years_without_data(days) == [2027, 2028]


@pytest.mark.parametrize("n", [-1, 1.5, "5", True])
@pytest.mark.parametrize("span", [Days, WorkingDays])
def test_a_span_is_a_whole_number_of_days(span, n):
    with pytest.raises(ValueError, match="整数"):
        span(n)


def test_spans_are_said_as_rules_say_them_and_never_mixed():
    assert (str(Days(15)), str(WorkingDays(5))) == ("15日", "5个工作日")
    assert Days(5) != WorkingDays(5)
    assert Days(15) < Days(20)
    with pytest.raises(TypeError):
        assert Days(5) < WorkingDays(5)
