"""Pages of appointments, calendar and rules: who may look and write, and what is said."""

import io
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from jiedao.access.models import Appointment
from jiedao.ledger.models import Entry
from jiedao.lib.quotas import AtLeast, MoreThan
from jiedao.people.actions import system
from jiedao.people.models import User
from jiedao.rulebooks import reading
from jiedao.rulebooks.models import LocalRule
from jiedao.workdays import actions as workdays
from jiedao.workdays import seed
from jiedao.workdays.models import CalendarDay, CalendarYear
from jiedao.workdays.spans import Days, WorkingDays
from tests.conftest import Office
from tests.support import statements

ClientOf = Callable[[User], Client]
APPOINTMENTS = "/office/appointments/"
CALENDAR = "/office/calendar/"
RULES = "/office/rules/"


def said(answer: object) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("path", ["appoint/"])
def test_appointing_is_the_security_administrators(
    office: Office, security_admin: User, system_admin: User, client_of: ClientOf, path: str
) -> None:
    url = APPOINTMENTS + path
    assert client_of(security_admin).get(url).status_code == 200
    refused = client_of(system_admin).get(url)
    assert refused.status_code == 403
    assert "没有“任免与授权”职责" in said(refused)
    assert Client().get(url).status_code == 302


@pytest.mark.parametrize("path", ["", "export/"])
def test_who_answers_for_a_unit_reads_its_appointments_and_changes_none(
    office: Office,
    zhao_chair: User,
    zheng_other: User,
    sun_worker: User,
    security_admin: User,
    client_of: ClientOf,
    path: str,
) -> None:
    url = APPOINTMENTS + path
    assert client_of(zhao_chair).get(url).status_code == 200
    refused = client_of(sun_worker).get(url)
    assert refused.status_code == 403
    assert "不能查看任职名单" in said(refused)
    page = said(client_of(zhao_chair).get(APPOINTMENTS))
    assert "孙红霞" in page
    assert "郑邻社" not in page
    assert "办理离任" not in page
    assert "开通账号" not in page
    assert "办理离任" in said(client_of(security_admin).get(APPOINTMENTS))


def test_everyone_may_read_what_the_roles_are(
    office: Office, sun_worker: User, client_of: ClientOf
) -> None:
    page = said(client_of(sun_worker).get(f"{APPOINTMENTS}roles/"))
    assert "召集居民（代表）会议" in page
    assert "三员分立" in page


def test_a_person_is_appointed_by_name_and_dismissed_again(
    office: Office, sun_worker: User, security_admin: User, client_of: ClientOf
) -> None:
    browser = client_of(security_admin)
    given = {
        "who": "孙红霞",
        "role": "grid_worker",
        "unit": "体育社区",
        "starts_on": "2026-11-01",
        "reason": "社区分工",
    }
    assert browser.post(f"{APPOINTMENTS}appoint/", given).status_code == 302
    post = Appointment.objects.get(user=sun_worker, role="grid_worker")
    again = browser.post(f"{APPOINTMENTS}appoint/", given)
    assert again.status_code == 422
    assert "同一岗位上已有任职，日期重叠" in said(again)
    assert "社区分工" in said(again)
    leave = {"ends_on": "2026-11-20", "reason": "调整分工"}
    assert browser.post(f"{APPOINTMENTS}{post.pk}/dismiss/", leave).status_code == 302
    post.refresh_from_db()
    assert post.ends_on == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"who": "没有人"}, "没有找到“没有人”的账号"),
        ({"unit": "火星社区"}, "您能任免的单位里没有“火星社区”"),
        ({"role": "system_admin"}, "管理员”设在区、街道，不能设在社区“体育社区”"),
        ({"ends_on": "2026-10-01"}, "离任日期要晚于任职日期"),
    ],
)
def test_a_wrong_appointment_is_told_at_the_field(
    office: Office,
    sun_worker: User,
    security_admin: User,
    client_of: ClientOf,
    changed: dict[str, str],
    words: str,
) -> None:
    given = {
        "who": "sun",
        "role": "grid_worker",
        "unit": "410105001003",
        "starts_on": "2026-11-01",
        "reason": "社区分工",
    }
    answer = client_of(security_admin).post(f"{APPOINTMENTS}appoint/", given | changed)
    assert answer.status_code == 422
    assert words in said(answer)


def test_appointments_out_of_reach_are_not_found(
    office: Office, li_secretary: User, security_admin: User, client_of: ClientOf
) -> None:
    post = Appointment.objects.get(user=security_admin)
    assert client_of(li_secretary).get(f"{APPOINTMENTS}{post.pk}/dismiss/").status_code == 403
    assert client_of(security_admin).get(f"{APPOINTMENTS}99999/dismiss/").status_code == 404


def test_the_first_password_is_shown_once(
    office: Office, security_admin: User, client_of: ClientOf
) -> None:
    answer = client_of(security_admin).post(
        "/office/accounts/open/", {"username": "wangfang", "name": "王芳"}
    )
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    account = User.objects.get(username="wangfang")
    assert any(
        account.check_password(word)
        for word in said(answer).replace("<", " ").replace(">", " ").split()
    )
    again = client_of(security_admin).post(
        "/office/accounts/open/", {"username": "wangfang", "name": "王芳"}
    )
    assert "这个登录名已经有人用了" in said(again)


def test_the_list_of_appointments_is_exported_and_costs_the_same_for_many(
    office: Office,
    security_admin: User,
    zhao_chair: User,
    sun_worker: User,
    client_of: ClientOf,
    zheng_other: User,
) -> None:
    browser = client_of(security_admin)
    answer = browser.get(f"{APPOINTMENTS}export/", {"role": "committee_chair"})
    rows = list(load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True))
    assert {row[0] for row in rows[1:]} == {"赵丽华", "郑邻社"}
    one = statements(lambda: browser.get(APPOINTMENTS, {"q": "赵丽华"}))
    assert statements(lambda: browser.get(APPOINTMENTS)) == one
    odd = {"role": "x", "state": "y", "after": "-1", "unit": "z"}
    assert browser.get(APPOINTMENTS, odd).status_code == 200


@pytest.fixture
def year_2026(db: None) -> CalendarYear:
    rows = seed.rows_of(2026)
    return workdays.load_year(2026, rows=rows, document="国办通知", by=system())


def test_the_calendar_is_read_by_everyone_and_warns_of_years_without_data(
    office: Office, year_2026: CalendarYear, sun_worker: User, client_of: ClientOf
) -> None:
    page = said(client_of(sun_worker).get(CALENDAR, {"year": "2026"}))
    assert "1日（星期四）至3日（星期六）元旦" in page
    assert "国办通知" in page
    assert "2027年节假日安排尚未公布或尚未导入" in page
    assert "导入节假日安排</a>" not in page
    assert client_of(sun_worker).get(CALENDAR, {"year": "abcd"}).status_code == 200


def test_only_who_keeps_the_calendar_may_change_it(
    office: Office, officer: User, sun_worker: User, client_of: ClientOf
) -> None:
    for path in ("load/", "day/"):
        assert client_of(officer).get(CALENDAR + path).status_code == 200
        refused = client_of(sun_worker).get(CALENDAR + path)
        assert refused.status_code == 403
        assert "没有“维护工作日历”职责" in said(refused)


def test_a_notice_is_looked_at_before_it_is_taken(
    office: Office, officer: User, client_of: ClientOf
) -> None:
    browser = client_of(officer)
    content = "日期,休或班,节日\n2027-01-01,休,元旦\n2027-01-03,班,元旦\n".encode("gbk")
    first = browser.post(
        f"{CALENDAR}load/",
        {"file": SimpleUploadedFile("2027.csv", content), "document": "国办通知〔2026〕7号"},
    )
    page = said(first)
    assert "还什么都没有改动" in page
    assert "2027年1月1日" in page
    assert not CalendarYear.objects.exists()
    days = "2027-01-01 休 元旦\n2027-01-03 班 元旦"
    given = {"days": days, "document": "国办通知〔2026〕7号", "confirm": "1"}
    assert browser.post(f"{CALENDAR}load/", given).status_code == 302
    assert CalendarDay.objects.filter(year=2027).count() == 2
    assert "导入2027年节假日安排" in Entry.objects.of(office.street)[0].words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ("", "请选择文件，或者在下面逐行填写"),
        ("2027-01-01 元旦", "第1行“2027-01-01 元旦”不完整"),
        ("2027-13-01 休 元旦", "第1行“日期”有误"),
        ("2027-01-01 放 元旦", "应填“休”或“班”"),
    ],
)
def test_a_notice_that_cannot_be_read_is_told_at_the_field(
    office: Office, officer: User, client_of: ClientOf, days: str, words: str
) -> None:
    answer = client_of(officer).post(f"{CALENDAR}load/", {"days": days, "document": "通知"})
    assert answer.status_code == 422
    assert words in said(answer)


def test_one_day_is_set_by_hand_and_the_rest_stays(
    office: Office, year_2026: CalendarYear, officer: User, client_of: ClientOf
) -> None:
    browser, before = client_of(officer), CalendarDay.objects.count()
    given = {"day": "2026-12-24", "kind": "off", "name": "市里统一调休", "document": "市政府通知"}
    looked = browser.post(f"{CALENDAR}day/", given)
    assert "请先核对，核对无误再保存。" in said(looked)
    assert CalendarDay.objects.count() == before
    sure = {"confirm": "1"}
    assert browser.post(f"{CALENDAR}day/", given | sure).status_code == 302
    assert CalendarDay.objects.count() == before + 1
    assert CalendarYear.objects.get(year=2026).document == "国办通知；市政府通知"
    assert browser.post(f"{CALENDAR}day/", given | sure | {"kind": "normal"}).status_code == 302
    assert CalendarDay.objects.count() == before
    wrong = browser.post(f"{CALENDAR}day/", given | {"kind": "work"})
    assert "本来就是工作日，不用标“班”" in said(wrong)
    unknown = browser.post(f"{CALENDAR}day/", given | {"day": "2031-12-24"})
    assert "2031年的节假日安排还没有导入" in said(unknown)


LOCAL = {
    "rule": "organisation:representatives_share",
    "value": "六分之五以上",
    "in_force": "2026-07-01",
    "document": "居民代表会议议事规程",
    "document_on": "2026-06-20",
}


def test_rules_are_read_by_everyone_with_article_and_edition(
    office: Office, sun_worker: User, client_of: ClientOf
) -> None:
    page = said(client_of(sun_worker).get(RULES))
    assert "居民委员会人数不少于" in page
    assert "《城市居民委员会组织法》（2025年修订）第八条" in page
    assert "2026年1月1日起" in page
    refused = client_of(sun_worker).get(f"{RULES}local/add/")
    assert refused.status_code == 403
    assert "没有“登记本地从严规定”职责" in said(refused)


def test_a_stricter_number_is_registered_and_ended(
    office: Office, lead_official: User, sun_worker: User, client_of: ClientOf
) -> None:
    browser = client_of(lead_official)
    given = LOCAL | {"unit": str(office.street.pk)}
    assert browser.post(f"{RULES}local/add/", given).status_code == 302
    rule = LocalRule.objects.get()
    assert rule.unit == office.street
    page = said(client_of(sun_worker).get(RULES))
    assert "六分之五以上" in page
    assert "《居民代表会议议事规程》" in page
    end = f"{RULES}local/{rule.pk}/end/"
    assert client_of(sun_worker).get(end).status_code == 403
    assert browser.post(end, {"on": "2026-11-20"}).status_code == 302
    assert browser.get(f"{RULES}local/999/end/").status_code == 404


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"value": "三分之二以上"}, "“三分之二以上”比它宽，不能设定"),
        ({"value": "多数"}, "“多数”不是比例"),
        ({"document_on": "2026-07-02"}, "不能从更早的2026年7月1日起施行"),
        ({"rule": "organisation:committee_min"}, "选择"),
    ],
)
def test_a_weaker_or_wrong_number_is_refused_at_the_field(
    office: Office, lead_official: User, client_of: ClientOf, changed: dict[str, str], words: str
) -> None:
    given = LOCAL | {"unit": str(office.street.pk)} | changed
    answer = client_of(lead_official).post(f"{RULES}local/add/", given)
    assert answer.status_code == 422
    assert words in said(answer)
    assert not LocalRule.objects.exists()


def test_a_number_is_not_set_for_a_unit_out_of_reach(
    office: Office, lead_official: User, client_of: ClientOf
) -> None:
    given = LOCAL | {"unit": str(office.district.pk)}
    assert client_of(lead_official).post(f"{RULES}local/add/", given).status_code == 422


@pytest.mark.parametrize(
    ("words", "like", "value"),
    [
        ("20", Days(15), Days(20)),
        ("20天", Days(15, shifts=True), Days(20, shifts=True)),
        ("3个工作日", WorkingDays(5), WorkingDays(3)),
        ("５", 3, 5),
        ("三分之二以上", MoreThan(1, 2), AtLeast(2, 3)),
        ("超过2/3", AtLeast(1, 2), MoreThan(2, 3)),
        ("过半数", AtLeast(1, 2), MoreThan(1, 2)),
        ("3/4", AtLeast(2, 3), AtLeast(3, 4)),
    ],
)
def test_values_are_read_as_people_write_them(words: str, like: object, value: object) -> None:
    assert reading.read_value(words, like=like) == value


@pytest.mark.parametrize(
    ("words", "like"),
    [
        ("5天", WorkingDays(5)),
        ("5个工作日", Days(15)),
        ("很多", 5),
        ("超过三分之二以上", MoreThan(1, 2)),
        ("4/3", MoreThan(1, 2)),
    ],
)
def test_values_of_another_sort_are_refused(words: str, like: object) -> None:
    with pytest.raises(ValueError, match=r"[。，]"):
        reading.read_value(words, like=like)
