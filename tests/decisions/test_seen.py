"""Who sees a matter: the list, the page and the desk judge every person and every matter alike."""

from datetime import timedelta

import pytest
from django.http import Http404

from decisions import access as matters
from decisions.demo.stories import CHARGING, LIGHTS, SCHOOL, Story
from decisions.demo.walk import Posts, Walk
from decisions.models import Matter
from jiedao.access import actions as access
from jiedao.access import selectors
from jiedao.access.states import RecusalScope
from jiedao.lib import clock
from jiedao.people import actions as people
from jiedao.people.models import User
from tests.conftest import Office
from tests.decisions.conftest import START

UNTIL = START + timedelta(days=10)


@pytest.fixture
def everybody(
    li_secretary: User,
    lead_official: User,
    officer: User,
    branch_secretary: User,
    zhao_chair: User,
    sun_worker: User,
    wang_supervisor: User,
    zhou_grid: User,
    zheng_other: User,
    security_admin: User,
    system_admin: User,
    audit_admin: User,
) -> list[User]:
    """One person of each post, in community A, in B, in the street and in the district."""
    return [value for value in locals().values() if isinstance(value, User)]


@pytest.fixture
def three(office: Office, everybody: list[User]) -> list[Matter]:
    """Two matters of A and one of B, with an admission in force, one that is over, three recusals."""
    by = {user.username: user for user in everybody}
    of_a = Posts(by["chen"], by["zhao"], by["sun"])
    of_b = Posts(by["zheng"], by["zheng"], by["zheng"])

    def begin(unit: object, posts: Posts, story: Story) -> Matter:
        return Walk(unit, posts, story, START).consult(START).fresh()

    first, second = begin(office.a, of_a, CHARGING), begin(office.a, of_a, LIGHTS)
    other = begin(office.b, of_b, SCHOOL)
    with clock.moved_to(START):
        chief = people.system()
        for user, matter, until in (
            (by["zheng"], first, UNTIL),
            (by["anquan"], second, START),
            (by["zhou"], other, UNTIL),
        ):
            access.admit(matter.dossier, user=user, until=until, reason="协助办理", by=chief)
        for user, matter, scope in (
            (by["sun"], first, RecusalScope.SEE),
            (by["zhao"], first, RecusalScope.ACT),
            (by["zhou"], other, RecusalScope.SEE),
        ):
            access.recuse(
                matter.dossier,
                person=user.person,
                scope=scope,
                reason="近亲属有利害关系",
                by=chief,
                on=START,
            )
    return [first, second, other]


@pytest.mark.parametrize("days", [0, 1, 10, 11])
def test_list_page_and_desk_agree_on_who_sees_what(
    everybody: list[User], three: list[Matter], days: int
) -> None:
    seen_by_all: dict[str, set[str]] = {}
    with clock.moved_to(START + timedelta(days=days)):
        for user in (User.objects.get(pk=one.pk) for one in everybody):
            listed = {matter.dossier.number for matter in matters.visible_to(user)}
            assert listed == opened(user, three), user
            viewer = selectors.Viewer(selectors.holdings(user), selectors.exceptions_of(user))
            known = matters.seen_by(viewer)
            assert listed == set(known.values_list("dossier__number", flat=True)), user
            seen_by_all[user.username] = listed
    first, second, other = (matter.dossier.number for matter in three)
    assert seen_by_all["sun"] == {second}
    assert seen_by_all["zhao"] == {first, second}
    assert seen_by_all["zheng"] == ({first, other} if days <= 10 else {other})
    assert seen_by_all["anquan"] == ({second} if days == 0 else set())
    assert other not in seen_by_all["zhou"]
    assert seen_by_all["li"] == {first, second, other}


def opened(user: User, all_of_them: list[Matter]) -> set[str]:
    """The matters whose page a person may open; the others do not exist for them."""
    found = set()
    for matter in all_of_them:
        try:
            found.add(matters.get_visible(user, matter.dossier.number).dossier.number)
        except Http404:
            continue
    return found
