import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from jiedao.ledger.selectors import timeline
from jiedao.lib import clock, sheets
from jiedao.lib.refusals import Refused
from jiedao.people.actions import system
from jiedao.workdays import actions, selectors
from jiedao.workdays.calendars import DayRow
from jiedao.workdays.models import CalendarDay, CalendarYear

NEW_YEAR = DayRow(date(2027, 1, 1), "off", "元旦")
NOTICE = "国务院办公厅关于2027年部分节假日安排的通知"


@pytest.mark.django_db
def test_a_year_is_entered_with_its_document_and_who_did_it():
    with clock.moved_to(date(2026, 11, 23)):
        year = actions.load_year(2027, rows=[NEW_YEAR], document=NOTICE, by=system())
    day = CalendarDay.objects.get()
    assert (day.day, day.name, day.source, day.loaded_by) == (
        NEW_YEAR.day,
        "元旦",
        NOTICE,
        system(),
    )
    assert clock.day_of(year.loaded_at) == date(2026, 11, 23)
    assert selectors.years_without_data([NEW_YEAR.day]) == []


def test_entering_a_year_again_replaces_it_and_tells_the_ledger(office, system_admin):
    actions.load_year(2027, rows=[NEW_YEAR], document=NOTICE, by=system_admin, unit=office.street)
    rows = [NEW_YEAR, DayRow(date(2027, 1, 2), "off", "元旦")]
    assert [change.after for change in selectors.changes(2027, rows)] == ["休（元旦）"]
    actions.load_year(2027, rows=rows, document=NOTICE, by=system_admin, unit=office.street)
    assert CalendarDay.objects.count() == 2
    line = timeline(office.street)[0]
    assert line.words == f"导入2027年节假日安排，依据{NOTICE}，有1天与原来不同。"
    assert line.act == "导入年度节假日安排"


@pytest.mark.django_db
def test_a_year_announced_in_part_still_counts_as_without_data():
    actions.load_year(2027, rows=[NEW_YEAR], document=NOTICE, by=system(), complete=False)
    assert selectors.years_without_data([NEW_YEAR.day]) == [2027]
    assert not selectors.is_working_day(NEW_YEAR.day)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rows", "document", "why"),
    [
        ([], NOTICE, "没有任何一天标“休”"),
        ([NEW_YEAR], " ", "请写明依据"),
        ([NEW_YEAR, NEW_YEAR], NOTICE, "2027年1月1日出现了两次"),
        ([NEW_YEAR, DayRow(date(2026, 1, 1), "off", "元旦")], NOTICE, "2026年1月1日不在2027年"),
        ([NEW_YEAR, DayRow(date(2027, 1, 4), "work", "元旦")], NOTICE, "2027年1月4日是星期一"),
    ],
)
def test_a_wrong_year_is_refused_and_nothing_is_kept(rows, document, why):
    with pytest.raises(Refused, match=why):
        actions.load_year(2027, rows=rows, document=document, by=system())
    assert not CalendarYear.objects.exists()


@pytest.mark.django_db
def test_a_file_of_another_year_than_its_notice_is_refused_as_a_slip():
    last_year = [DayRow(date(2026, 1, 1), "off", "元旦")]
    with pytest.raises(Refused, match="依据文件说的是2027年，表格里却是2026年的日期，没有导入"):
        actions.load_rows(last_year, document=f"{NOTICE}（国办发明电〔2026〕7号）", by=system())
    assert not CalendarYear.objects.exists()


def test_a_table_with_other_headings_is_told_which_are_missing():
    table = sheets.read_table("日期,类别,节日\n2027-01-01,休,元旦\n".encode(), "节假日.csv")
    with pytest.raises(Refused, match="表头里没有“休或班”，现在是：日期、类别、节日。"):
        actions.rows_from_table(table)


@pytest.mark.django_db
def test_a_file_with_two_years_is_entered_year_by_year():
    table = sheets.read_table(
        "日期,休或班,节日\n2027年1月1日,休,元旦\n\n2028/1/1,休,元旦\n2028-01-08,班,元旦\n".encode(
            "gbk"
        ),
        "节假日.csv",
    )
    notice = "关于2027年、2028年节假日安排的通知"
    years = actions.load_rows(actions.rows_from_table(table), document=notice, by=system())
    assert [year.year for year in years] == [2027, 2028]
    assert selectors.is_working_day(date(2028, 1, 8))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("元旦,休,元旦", "第3行“日期”有误"),
        ("2027-01-01,放假,元旦", "第3行“休或班”应填"),
        ("2027-01-01,休,", "第3行“节日”没有填"),
    ],
)
def test_a_wrong_line_is_named_by_its_number_in_the_file(line, why):
    table = sheets.read_table(f"日期,休或班,节日\n\n{line}\n".encode(), "节假日.csv")
    with pytest.raises(Refused, match=why):
        actions.rows_from_table(table)


@pytest.mark.django_db
def test_a_fresh_office_is_given_2024_to_2026_and_keeps_what_it_entered_itself():
    actions.load_year(
        2025, rows=[DayRow(date(2025, 1, 1), "off", "元旦")], document="自", by=system()
    )
    call_command("calendar_load", stdout=io.StringIO())
    call_command("calendar_load", stdout=io.StringIO())
    assert list(CalendarYear.objects.values_list("year", flat=True)) == [2026, 2025, 2024]
    assert CalendarDay.objects.filter(year=2025).count() == 1
    assert CalendarDay.objects.filter(year=2026).count() == 33 + 6
    assert selectors.years_without_data([date(2027, 1, 1)]) == [2027]


@pytest.mark.django_db
def test_a_year_nobody_announced_is_not_invented(tmp_path):
    with pytest.raises(CommandError, match="没有2027年"):
        call_command("calendar_load", years=[2027])
    file = tmp_path / "2027.csv"
    file.write_text("日期,休或班,节日\n2027-01-01,休,元旦\n", encoding="utf-8")
    call_command("calendar_load", file=file, document=NOTICE, stdout=io.StringIO())
    assert CalendarYear.objects.get().document == NOTICE
