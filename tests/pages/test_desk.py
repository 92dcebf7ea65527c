"""我的待办: whose limits stand on whose desk, and what it costs."""

from itertools import product

import pytest

from decisions.duties import Duty
from jiedao.access.desks import nearest_holders
from jiedao.access.duties import all_duties
from jiedao.access.selectors import dossiers_seen, viewer_of
from jiedao.deadlines import actions as deadlines
from jiedao.deadlines.models import Deadline
from jiedao.lib import clock
from jiedao.notices import actions as notices
from jiedao.pages import navigation
from jiedao.pages.desk import told_apart
from jiedao.pages.navigation import NavItem
from jiedao.people.models import User, UserKind
from jiedao.web.duties import OfficeDuty
from tests.conftest import Office
from tests.house.cast import everybody
from tests.support import statements

__all__ = ["everybody"]


def desk(client) -> str:
    return client.get("/office/").content.decode()


def test_what_is_late_and_what_is_due_this_week_stand_apart(
    zhao_chair: User, client_of, open_dossier, due
):
    due(open_dossier("1号院楼道照明更换"), -3)
    due(open_dossier("体育路停车位划线"), 0)
    due(open_dossier("红旗小区供暖管网改造"), 7)
    due(open_dossier("3号院垃圾分类亭搬迁"), 8)
    page = desk(client_of(zhao_chair))
    late, week = page.split("<h2>七天内到期")
    assert "逾期3天" in late
    assert "1号院楼道照明更换" in late
    assert "今天到期" in week
    week = week.split("我经手的")[0]
    assert "红旗小区供暖管网改造" in week
    assert "3号院垃圾分类亭搬迁" not in week
    assert "逾期1件，七天内到期2件。" in page


def test_a_limit_lies_on_the_desk_of_who_has_the_duty(
    zhao_chair: User, sun_worker: User, li_secretary: User, client_of, open_dossier, due
):
    due(open_dossier(), -1, duty=Duty.RESOLVE, name="登记表决结果")
    assert "登记表决结果" in desk(client_of(zhao_chair))
    assert "登记表决结果" not in desk(client_of(sun_worker))
    watching = desk(client_of(li_secretary))
    assert "归您办的：没有逾期的" in watching
    # Who answers for the whole sees it, as another's.
    assert "登记表决结果" in watching.partition("辖区里逾期的")[2]


def test_the_other_community_sees_nothing(zheng_other: User, client_of, open_dossier, due):
    due(open_dossier(), -1)
    page = desk(client_of(zheng_other))
    assert "楼道照明" not in page
    assert "没有逾期的，七天内也没有到期的。" in page


def test_a_met_limit_leaves_the_desk(zhao_chair: User, client_of, open_dossier, due):
    dossier = open_dossier()
    due(dossier, -1, name="写书面答复")
    limit = dossier.deadlines.get()
    deadlines.close(dossier, limit.code, by=zhao_chair, on=limit.due_on)
    assert "写书面答复" not in desk(client_of(zhao_chair))


def test_the_row_leads_to_the_dossier_and_explains_itself(
    zhao_chair: User, client_of, open_dossier, due
):
    dossier = open_dossier()
    due(dossier, -2, name="答复居民异议")
    page = desk(client_of(zhao_chair))
    assert f"/office/decisions/{dossier.number}/" in page
    assert "依据：内部规定" in page
    assert "11月21日截止" in page


def test_many_late_limits_are_folded_and_counted_no_further_than_99(
    zhao_chair: User, client_of, open_dossier, due
):
    dossier = open_dossier()
    for _ in range(101):
        due(dossier, -1)
    client = client_of(zhao_chair)
    folded = desk(client)
    assert "（99+件）" in folded
    assert folded.count("逾期1天") == 10
    assert client.get("/office/?all=late").content.decode().count("逾期1天") == 99


def test_i_see_what_i_opened_and_its_state(
    zhao_chair: User, sun_worker: User, client_of, open_dossier
):
    open_dossier("四点半学校改造提升")
    assert "四点半学校改造提升" in desk(client_of(zhao_chair)).split("我经手的")[1]
    assert "四点半学校改造提升" not in desk(client_of(sun_worker))


def test_the_desk_costs_the_same_for_two_and_for_two_hundred(
    zhao_chair: User, client_of, open_dossier, due
):
    client = client_of(zhao_chair)

    def add(limits: int) -> None:
        for number in range(limits):
            dossier = open_dossier(f"第{number}件")
            due(dossier, -1 if number % 2 else 3)
            notices.tell(zhao_chair, words="退回", kind="returned", dossier=dossier)

    add(2)
    desk(client)
    few = statements(lambda: desk(client))
    add(200)
    assert statements(lambda: desk(client)) == few
    assert few <= 12


def test_an_empty_desk_says_so(li_secretary: User, client_of):
    page = desk(client_of(li_secretary))
    assert "七天内没有到期的事。" in page
    assert "经八路街道 党工委书记 · 李明远" in page


def test_every_entry_of_the_navigation_has_a_place_of_its_own():
    orders = [item.order for item in navigation._ITEMS.values()]
    assert len(orders) > 10
    assert sorted(orders) == sorted(set(orders))


@pytest.fixture
def entries(monkeypatch):
    monkeypatch.setattr(navigation, "_ITEMS", dict(navigation._ITEMS))
    monkeypatch.setattr(navigation, "_QUICK", {})


def test_the_navigation_shows_what_the_duties_open(
    entries: None, zhao_chair: User, li_secretary: User, client_of
):
    navigation.declare(NavItem("x", "登记窗口", "notices:inbox", (Duty.RESOLVE,), 20))
    navigation.declare_quick(NavItem("y", "登记一条意见", "pages:search", (Duty.RESOLVE,)))
    chair, secretary = desk(client_of(zhao_chair)), desk(client_of(li_secretary))
    assert "登记窗口" in chair
    assert "登记一条意见" in chair
    assert "登记窗口" not in secretary
    assert "马上登记" not in secretary


def test_the_navigation_marks_where_one_is(entries: None, zhao_chair: User, client_of):
    navigation.declare(NavItem("x", "登记窗口", "notices:inbox", (), 20))
    page = client_of(zhao_chair).get("/office/notices/").content.decode()
    assert '<a href="/office/notices/" aria-current="page">登记窗口</a>' in page
    assert '<a href="/office/">我的待办</a>' in page
    assert (
        'aria-current="page"' not in client_of(zhao_chair).get("/office/search/").content.decode()
    )


def test_on_the_desk_lies_what_lies_with_nobody_nearer(
    office: Office, everybody: dict[str, User], client_of, open_dossier, due
):
    """Asked as a list it is what `nearest_holders` says of each: for everybody, every duty, every unit."""
    units = (office.street, office.a, office.b)
    for number, (duty, unit) in enumerate(product(sorted(all_duties()), units)):
        due(open_dossier(f"第{number}件", unit=unit), 1, duty=duty, name=f"{number}号")
    limits = list(Deadline.objects.select_related("dossier__unit"))
    for user in everybody.values():
        if user.kind != UserKind.STAFF:
            continue
        viewer = viewer_of(user)
        mine = {one.pk for one in told_apart(user, viewer, clock.today()).own}
        seen = Deadline.objects.filter(dossiers_seen(viewer, prefix="dossier__", unit="unit__"))
        seen = set(seen.values_list("pk", flat=True))
        nearest = {one.pk for one in limits if user in nearest_holders(one.duty, one.dossier.unit)}
        assert mine == nearest & seen, user
    officer = everybody["officer"]
    his = told_apart(officer, viewer_of(officer), clock.today()).own
    papers = [one.path for one in his if one.duty == OfficeDuty.WRITE_REPORTS]
    assert papers == [office.street.path]  # each community writes its own
