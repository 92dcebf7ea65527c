"""The pages of the organisation: who may look, who may write, what is said when it goes wrong."""

import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from jiedao.organisation import actions
from jiedao.organisation.models import Body, Seat, Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import Kinship, User
from tests.conftest import Office
from tests.organisation.conftest import Community
from tests.support import statements

ClientOf = Callable[[User], Client]
CODE = "410105001003"
READING = [
    ("organisation:units", ()),
    ("organisation:unit_list", ()),
    ("organisation:export_units", ()),
    ("organisation:unit_page", ("410105",)),
    ("organisation:unit_page", ("410105001",)),
    ("organisation:unit_page", (CODE,)),
    ("organisation:export_rosters", (CODE,)),
]
WRITING = [
    ("organisation:import_units", ()),
    ("organisation:add_unit", (CODE,)),
    ("organisation:rename_unit", (CODE,)),
    ("organisation:describe_unit", (CODE,)),
    ("organisation:close_unit", (CODE,)),
    ("organisation:establish_body", (CODE,)),
    ("organisation:register_kinship", (CODE,)),
    ("organisation:count_heads", (CODE,)),
]


def said(answer: object) -> str:
    return answer.content.decode()


@pytest.mark.parametrize(("name", "given"), READING)
def test_everyone_signed_in_may_look_at_the_tree(
    office: Office, zheng_other: User, client_of: ClientOf, name: str, given: tuple[str, ...]
) -> None:
    url = reverse(name, args=given)
    assert client_of(zheng_other).get(url).status_code == 200
    assert Client().get(url).status_code == 302


@pytest.mark.parametrize(("name", "given"), WRITING)
def test_forms_open_for_the_system_administrator_only(
    office: Office,
    zhao_chair: User,
    system_admin: User,
    client_of: ClientOf,
    name: str,
    given: tuple[str, ...],
) -> None:
    url = reverse(name, args=given)
    assert client_of(system_admin).get(url).status_code == 200
    for answer in (client_of(zhao_chair).get(url), client_of(zhao_chair).post(url, {})):
        assert answer.status_code == 403
        assert "没有“维护组织机构”职责" in said(answer)


def test_forms_of_terms_and_seats_open_for_the_system_administrator_only(
    community: Community, zhao_chair: User, system_admin: User, client_of: ClientOf
) -> None:
    term = community.committee.terms.get()
    for url in (
        reverse("organisation:begin_term", args=[community.committee.pk]),
        reverse("organisation:fill_seat", args=[term.pk]),
        reverse("organisation:leave_seat", args=[term.seats.order_by("id")[0].pk]),
    ):
        assert client_of(system_admin).get(url).status_code == 200
        assert client_of(zhao_chair).get(url).status_code == 403


@pytest.mark.parametrize(
    "path", ["999999/", "999999/add/", "bodies/999/term/", "terms/999/fill/", "seats/999/leave/"]
)
def test_what_is_not_there_is_not_found(
    office: Office, system_admin: User, client_of: ClientOf, path: str
) -> None:
    assert client_of(system_admin).get(f"/office/organisation/{path}").status_code == 404


def test_a_street_administrator_writes_beneath_his_street_only(
    office: Office, street_admin: User, client_of: ClientOf
) -> None:
    browser = client_of(street_admin)
    assert browser.get(reverse("organisation:rename_unit", args=[CODE])).status_code == 200
    assert browser.get(reverse("organisation:rename_unit", args=["410105"])).status_code == 403


def test_a_community_page_says_what_is_missing_and_offers_no_forms_to_others(
    office: Office, sun_worker: User, system_admin: User, client_of: ClientOf
) -> None:
    url = reverse("organisation:unit_page", args=[CODE])
    page = said(client_of(sun_worker).get(url))
    assert "还没有登记居务监督委员会。" in page
    assert "登记一个组织" not in page
    assert "登记一个组织" in said(client_of(system_admin).get(url))


def test_a_community_page_shows_bodies_appointments_and_relatives_to_whom_they_concern(
    community: Community,
    office: Office,
    zhao_chair: User,
    sun_worker: User,
    system_admin: User,
    client_of: ClientOf,
) -> None:
    actions.register_kinship(
        office.a,
        one=community.members[0],
        other=community.chosen[0],
        relation="兄弟",
        by=system_admin,
    )
    url = reverse("organisation:unit_page", args=[CODE])
    page = said(client_of(sun_worker).get(url))
    assert "看40人名单" in page
    assert "赵丽华" in page
    assert "社区主任" in page
    assert "兄弟" not in page
    assert "兄弟" in said(client_of(system_admin).get(url))


def test_a_pasted_roster_establishes_a_body_through_the_form(
    office: Office, system_admin: User, client_of: ClientOf
) -> None:
    url = reverse("organisation:establish_body", args=[CODE])
    roster = "王芳 主任\n李建国 副主任\n张伟\n刘洋\n陈静"
    given = {
        "kind": "committee",
        "number": "7",
        "begins_on": "2026-03-01",
        "ends_on": "2031-02-28",
    }
    answer = client_of(system_admin).post(url, {**given, "roster": roster})
    assert answer.status_code == 302
    body = Body.objects.get(unit=office.a)
    assert body.name == "体育社区居民委员会"
    assert body.terms.get().seats.count() == 5


def test_a_street_is_told_that_bodies_stand_in_communities(
    office: Office, system_admin: User, client_of: ClientOf
) -> None:
    url = reverse("organisation:establish_body", args=[office.street.code])
    answer = client_of(system_admin).get(url)
    assert answer.status_code == 409
    assert "社区组织设在社区或村，不设在街道“经八路街道”。" in said(answer)


def test_a_refused_roster_comes_back_with_its_sum_and_nothing_typed_is_lost(
    office: Office, system_admin: User, client_of: ClientOf
) -> None:
    url = reverse("organisation:establish_body", args=[CODE])
    given = {
        "kind": "committee",
        "number": "7",
        "begins_on": "2026-03-01",
        "ends_on": "2031-02-28",
    }
    answer = client_of(system_admin).post(url, {**given, "roster": "王芳 主任\n李建国"})
    assert answer.status_code == 422
    page = said(answer)
    assert "应不少于5人，名单有2人" in page
    assert "5 － 2 ＝ 3，还差3人" in page
    assert "第八条" in page
    assert "李建国" in page
    assert not Body.objects.exists()


def test_seats_are_filled_and_left_through_the_forms(
    community: Community, system_admin: User, client_of: ClientOf
) -> None:
    browser, term = client_of(system_admin), community.supervision.terms.get()
    fill = reverse("organisation:fill_seat", args=[term.pk])
    given = {"person": "新委员（5号楼）", "position": "member", "joined_on": "2026-11-01"}
    assert browser.post(fill, given).status_code == 302
    seat = Seat.objects.get(person__name="新委员")
    assert seat.person.hint == "5号楼"
    refused = browser.post(fill, given | {"person": str(community.members[1])})
    assert "同期是居民委员会成员" in said(refused)
    leave = reverse("organisation:leave_seat", args=[seat.pk])
    assert browser.post(leave, {"left_on": "2026-11-20", "reason": "迁出"}).status_code == 302
    seat.refresh_from_db()
    assert seat.left_reason == "迁出"


def test_head_counts_names_and_relatives_are_entered_through_the_forms(
    community: Community, office: Office, system_admin: User, client_of: ClientOf
) -> None:
    browser = client_of(system_admin)

    def post(name: str, given: dict[str, object]) -> int:
        return browser.post(reverse(f"organisation:{name}", args=[CODE]), given).status_code

    count = {"counted_on": "2026-06-30", "adults": "3120", "households": "1286", "source": "底册"}
    assert post("count_heads", count) == 302
    assert post("count_heads", count | {"adults": "12"}) == 422
    assert post("describe_unit", {"phone": "0371-6555 0102"}) == 302
    assert post("add_unit", {"level": "grid", "name": "第一网格"}) == 302
    assert post("rename_unit", {"name": "奥体社区居委会"}) == 302
    assert post("close_unit", {"closed_on": "2026-11-01"}) == 422
    one, other = community.members[0].pk, community.supervisors[1].pk
    assert post("register_kinship", {"one": one, "other": other, "relation": "表兄弟"}) == 302
    assert post("register_kinship", {"one": one, "other": one, "relation": "本人"}) == 422
    assert Kinship.objects.count() == 1
    office.a.refresh_from_db()
    assert (office.a.short_name, office.a.phone) == ("奥体社区", "0371-6555 0102")


def test_lists_are_narrowed_sorted_and_exported(
    office: Office, system_admin: User, client_of: ClientOf
) -> None:
    browser = client_of(system_admin)
    page = said(browser.get(reverse("organisation:unit_list"), {"q": "体育", "sort": "name"}))
    assert "体育社区" in page
    assert "科技社区" not in page
    answer = browser.get(reverse("organisation:export_units"), {"level": "community"})
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:4] == ("代码", "名称", "简称", "层级")
    assert [row[0] for row in rows[1:]] == [CODE, "410105001006"]
    odd = {"level": "planet", "street": "x", "sort": "y", "after": "zzz", "q": "(.*"}
    assert browser.get(reverse("organisation:unit_list"), odd).status_code == 200


def test_rosters_are_exported_with_everyone_who_sits(
    community: Community, sun_worker: User, client_of: ClientOf
) -> None:
    answer = client_of(sun_worker).get(reverse("organisation:export_rosters", args=[CODE]))
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert sheet.max_row == 1 + 7 + 3 + 40


def test_pages_cost_the_same_for_few_and_for_many(
    office: Office, system_admin: User, client_of: ClientOf
) -> None:
    browser = client_of(system_admin)
    urls = [
        reverse("organisation:units"),
        reverse("organisation:unit_list"),
        reverse("organisation:unit_page", args=[CODE]),
    ]
    for url in urls:
        browser.get(url)
    few = [statements(lambda url=url: browser.get(url)) for url in urls]
    for number in range(30):
        actions.add_unit(office.a, level=UnitLevel.GRID, name=f"网格{number}", by=system_admin)
    assert [statements(lambda url=url: browser.get(url)) for url in urls] == few
    assert max(few) <= 15
    assert Unit.objects.count() == 34


def test_a_refusal_stands_at_the_field_it_is_about(
    community: Community, system_admin: User, client_of: ClientOf
) -> None:
    browser = client_of(system_admin)
    term = reverse("organisation:begin_term", args=[community.committee.pk])
    given = {
        "number": "2",
        "begins_on": "2031-03-01",
        "ends_on": "2036-03-31",
        "roster": "王芳 主任",
    }
    assert "到哪天届满（含当天）：每届任期5年" in said(browser.post(term, given))
    fill = reverse("organisation:fill_seat", args=[community.supervision.terms.get().pk])
    seat = {"person": str(community.members[1]), "position": "member", "joined_on": "2026-11-01"}
    assert "姓名：" + str(community.members[1]) in said(browser.post(fill, seat))
