"""The back office (基础数据后台): for the system administrator to look things up, changing nothing."""

from collections.abc import Callable

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from decisions.demo.walk import Walk
from jiedao.people.models import User
from tests.conftest import Office, _someone, _unit
from tests.decisions.conftest import posts, walk
from tests.house.cast import everybody
from tests.house.matrix import SIGNED_IN
from tests.support import statements

__all__ = ["everybody", "posts", "walk"]

SignedIn = Callable[[User], Client]
HOME, UNITS = "/admin/", "/admin/organisation/unit/"
POSTS = "/admin/access/appointment/"


def lists() -> list[str]:
    """The list of every kind of data there is."""
    return [
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for model in admin.site._registry
    ]


def test_the_system_administrator_looks_everything_up_and_nobody_else_anything(
    everybody: dict[str, User], client_of: SignedIn
) -> None:
    assert set(everybody) == set(SIGNED_IN)
    for who, user in everybody.items():
        client, wanted = client_of(user), 200 if who == "system" else 403
        for address in (HOME, *lists()):
            assert client.get(address, follow=True).status_code == wanted, (who, address)
    assert Client().get(HOME, follow=True).redirect_chain[-1][0].startswith("/office/sign-in/")


def test_who_may_not_is_told_whose_it_is(zhao_chair: User, client_of: SignedIn) -> None:
    said = client_of(zhao_chair).get(HOME, follow=True).text
    assert "您没有“维护组织机构”职责，不能查看基础数据后台" in said


def test_the_way_there_stands_in_the_navigation_of_who_may_go_it(
    system_admin: User, security_admin: User, zhao_chair: User, client_of: SignedIn
) -> None:
    link = f'href="{HOME}"'
    assert link in client_of(system_admin).get(reverse("organisation:units")).text
    for other in (security_admin, zhao_chair):
        assert link not in client_of(other).get(reverse("organisation:units")).text


def test_the_first_page_says_where_a_thing_is_changed_and_by_whom(
    system_admin: User, client_of: SignedIn
) -> None:
    page = client_of(system_admin).get(HOME).text
    for words in ("单位", "任职", "日历例外", "本地从严规定"):
        assert words in page
    for name in ("organisation:units", "access:appointments", "workdays:calendar"):
        assert reverse(name) in page
    assert "安全管理员" in page
    assert "只供" not in page  # it is a page for people, not a notice
    assert "不能修改" in page


def test_nothing_is_changed_there(
    office: Office, zhao_chair: User, system_admin: User, client_of: SignedIn
) -> None:
    client = client_of(system_admin)
    (post,) = zhao_chair.appointments.all()
    for one in (f"{UNITS}{office.a.pk}/", f"{POSTS}{post.pk}/"):
        assert client.get(f"{one}change/").status_code == 200
        assert client.post(f"{one}change/", {"name": "别的名字"}).status_code == 403
        assert client.post(f"{one}delete/", {"post": "yes"}).status_code == 403
        assert client.get(f"{one}history/").status_code == 404
    for where in lists():
        assert client.get(f"{where}add/").status_code == 403
        gone = {"action": "delete_selected", "_selected_action": [office.a.pk], "post": "yes"}
        client.post(where, gone)
    office.a.refresh_from_db()
    assert office.a.name == "体育社区居民委员会"
    assert zhao_chair.appointments.count() == 1


def test_no_record_of_the_office_is_found_by_its_key(
    walk: Callable[..., Walk], office: Office, system_admin: User, client_of: SignedIn
) -> None:
    matter = walk().matter
    client = client_of(system_admin)
    for one in (matter, office.a):
        kind = ContentType.objects.get_for_model(one)
        answer = client.get(f"{HOME}r/{kind.pk}/{one.pk}/")
        assert answer.status_code == 404
        assert "Location" not in answer.headers


def test_passwords_and_signing_out_keep_to_the_portal_s_own_pages(
    system_admin: User, client_of: SignedIn
) -> None:
    client = client_of(system_admin)
    own = reverse("accounts:change_password")
    for address in ("password_change/", "password_change/done/"):
        assert client.get(f"{HOME}{address}")["Location"] == own
        assert client.post(f"{HOME}{address}", {"new_password1": "x"})["Location"] == own
    client.post(f"{HOME}logout/")
    assert client.get(HOME).status_code == 200


def test_a_street_s_administrator_sees_his_own_units_and_what_stands_above(
    office: Office, zhao_chair: User, client_of: SignedIn
) -> None:
    other = _unit("410105002", "花园路街道", "花园路街道", "street", office.district)
    _someone("far", "远方人", other, "officer")
    client = client_of(_someone("jietong", "街道系统员", office.street, "system_admin"))
    page = client.get(UNITS).text
    for shown in ("金水区", "经八路街道", "体育社区"):
        assert shown in page
    assert "花园路街道" not in page
    assert client.get(f"{UNITS}{other.pk}/change/").status_code == 302  # as if there were none
    posts = client.get(POSTS).text
    assert "赵丽华" in posts
    assert "社区主任" in posts
    assert "远方人" not in posts


@pytest.mark.parametrize("words", ["体育", "没有这样的"])
def test_a_unit_is_found_by_its_name(
    office: Office, system_admin: User, client_of: SignedIn, words: str
) -> None:
    page = client_of(system_admin).get(UNITS, {"q": words}).text
    assert (office.a.code in page) == (words == "体育")


def test_the_lists_cost_the_same_for_two_rows_and_for_twenty(
    office: Office, system_admin: User, zhao_chair: User, client_of: SignedIn
) -> None:
    client = client_of(system_admin)
    client.get(UNITS)
    few = {where: statements(lambda where=where: client.get(where)) for where in (UNITS, POSTS)}
    for number in range(20):
        unit = _unit(
            f"4101050010{number + 10}", f"社区{number}", f"社区{number}", "community", office.street
        )
        _someone(f"p{number}", f"人{number}", unit, "community_worker")
    for where, cost in few.items():
        assert statements(lambda where=where: client.get(where)) == cost
