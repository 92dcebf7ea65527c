"""On whose desk a thing lies: asked of one duty at one unit, or of many at once, it is the same people."""

from itertools import product

import pytest

from jiedao.access import actions as access
from jiedao.access.desks import nearest_holders, units_seen_to, who_answers
from jiedao.access.duties import all_duties
from jiedao.access.models import UnitGrant
from jiedao.access.selectors import holds
from jiedao.lib import clock
from jiedao.people import actions as people
from jiedao.people.models import User
from jiedao.web.duties import OfficeDuty
from tests.api.machines import opened
from tests.conftest import Office
from tests.house.cast import everybody
from tests.support import statements

__all__ = ["everybody"]

WRITE, FUNDS = OfficeDuty.WRITE_REPORTS, OfficeDuty.KEEP_FUNDS


def told(office: Office) -> dict[tuple[str, str], str]:
    """What both say of every duty at every unit; they must agree."""
    units = (office.district, office.street, office.a, office.b)
    pairs = list(product(sorted(all_duties()), units))
    found = who_answers((duty, unit.path) for duty, unit in pairs)
    for duty, unit in pairs:
        people = nearest_holders(duty, unit)
        assert found[duty, unit.path] == "、".join(str(user) for user in people), (duty, unit)
        assert all(holds(user, duty, unit) for user in people)
    return found


def test_one_and_many_are_answered_by_the_same_people(
    office: Office, everybody: dict[str, User]
) -> None:
    found = told(office)
    assert found[WRITE, office.a.path] == "赵丽华、孙红霞、陈建国"  # in the order of their accounts
    assert found[WRITE, office.b.path] == "郑邻社"
    assert found[WRITE, office.street.path] == "罗卫东"
    assert found[FUNDS, office.a.path] == "罗卫东"  # nobody of the community
    assert found[FUNDS, office.district.path] == ""


@pytest.mark.parametrize("code", ["community_worker@410105001003", "officer@410105001"])
def test_what_was_taken_from_a_post_lies_with_it_no_longer_for_either(
    office: Office, everybody: dict[str, User], code: str
) -> None:
    # As on the day a line leaves roles.toml and `grant_roles` has run: or the other way round.
    UnitGrant.objects.filter(group__name=code, permission__codename=WRITE).delete()
    for user in everybody.values():
        user.__dict__.pop("_holdings", None)
    found = told(office)
    name = "孙红霞" if "worker" in code else "罗卫东"
    assert all(name not in said for (duty, _), said in found.items() if duty == WRITE)


def test_who_left_or_is_shut_out_or_is_no_person_has_no_desk(
    office: Office, everybody: dict[str, User], security_admin: User
) -> None:
    opened(security_admin, office.street, role="accounts", act_codes=["projects.receive"])
    User.objects.filter(pk=everybody["worker"].pk).update(is_active=False)
    (post,) = everybody["branch"].appointments.all()
    access.dismiss(post, by=people.system(), reason="调离", ends_on=clock.today())
    found = told(office)
    assert found[WRITE, office.a.path] == "赵丽华"
    assert found[FUNDS, office.street.path] == "罗卫东"


def test_a_person_with_two_posts_is_named_once(office: Office, zheng_other: User) -> None:
    assert told(office)[WRITE, office.b.path] == "郑邻社"


def test_many_are_answered_in_one_query(office: Office, everybody: dict[str, User]) -> None:
    paths = (office.street.path, office.a.path, office.b.path)
    pairs = list(product(sorted(all_duties()), paths))
    who_answers(pairs)
    assert statements(lambda: who_answers(pairs)) == 1
    assert statements(lambda: who_answers(pairs[:3])) == 1
    assert statements(lambda: nearest_holders(WRITE, office.a)) == 1


def test_units_with_somebody_of_their_own(office: Office, everybody: dict[str, User]) -> None:
    found = set(units_seen_to(WRITE, today=clock.today()).values_list("unit", flat=True))
    assert found == {office.street.pk, office.a.pk, office.b.pk}
