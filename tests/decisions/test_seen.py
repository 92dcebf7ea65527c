"""Who sees a matter: the list, the page and the desk judge every person and every matter alike."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from decisions import access as matters
from decisions.demo.stories import CHARGING, LIGHTS, SCHOOL, Story
from decisions.demo.walk import Posts, Walk
from decisions.models import Matter
from jiedao.access import actions as access
from jiedao.access import selectors
from jiedao.access.recusals import (
    recusal_from,
    recusals_entered,
    recused_by_dossier,
    recused_from_voting,
)
from jiedao.access.states import RecusalScope
from jiedao.dossiers.models import Dossier
from jiedao.lib import clock
from jiedao.people import actions as people
from jiedao.people.models import User
from tests.conftest import Office
from tests.decisions.conftest import START
from tests.decisions.refusals import refused

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
            recuse(matter, user, scope, chief)
    return [first, second, other]


def recuse(matter: Matter, user: User, scope: str, by: User) -> None:
    access.recuse(
        matter.dossier, person=user.person, scope=scope, reason="近亲属有利害关系", by=by, on=START
    )


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


def test_a_recusal_taken_back_stays_on_record_and_keeps_nobody_from_anything(
    everybody: list[User], three: list[Matter]
) -> None:
    """Whatever reads recusals counts those that stand; entered anew, one counts again."""
    by = {user.username: user for user in everybody}
    sun, first, chief = by["sun"], three[0], people.system()
    with clock.moved_to(START):
        lift = {"person": sun.person, "reason": "登记错了人", "by": chief, "on": START}
        access.lift_recusal(first.dossier, **lift)
        assert refused(access.lift_recusal, first.dossier, **lift).code == "access.no_recusal"
        assert kept_from(sun, first) == [False] * 8
        recuse(first, sun, RecusalScope.SEE, chief)
        assert kept_from(sun, first) == [True] * 8
    kept = recusals_entered(first.dossier).filter(person=sun.person)
    assert [one.lifted_on for one in kept] == [START, None]
    with pytest.raises(IntegrityError, match="recusal_once_in_force"), transaction.atomic():
        kept.update(lifted_on=None, lifted_by=None, lifted_why="")
    with pytest.raises(IntegrityError, match="recusal_lifted_whole"), transaction.atomic():
        kept.update(lifted_on=START)


def kept_from(user: User, matter: Matter) -> list[bool]:
    """What each of the ways to ask about a recusal from seeing says of one person and one matter."""
    user = User.objects.get(pk=user.pk)
    person, dossier, today = user.person_id or 0, matter.dossier, clock.today()
    rows = Matter.objects.filter(pk=matter.pk)
    marked: Any = selectors.with_exceptions(rows, user=user.pk, person=person, today=today).get()
    now = selectors.dossiers_seen_now(selectors.holdings(user), user.pk, person, today)
    _, shut_out = selectors.exceptions_within(user=user.pk, person=person, today=today)
    return [
        dossier.pk in selectors.exceptions_of(user).shut_out,
        shut_out.filter(dossier=dossier).exists(),
        marked.is_shut_out and marked.is_kept_from,
        not Dossier.objects.filter(now, pk=dossier.pk).exists(),
        not Dossier.objects.filter(selectors.not_shut_out(user, ""), pk=dossier.pk).exists(),
        recusal_from(user, dossier) is not None,
        person in recused_from_voting(dossier),
        person in recused_by_dossier([dossier.pk]).get(dossier.pk, ()),
    ]


def opened(user: User, all_of_them: list[Matter]) -> set[str]:
    """The matters whose page a person may open; the others do not exist for them."""
    found = set()
    for matter in all_of_them:
        try:
            found.add(matters.get_visible(user, matter.dossier.number).dossier.number)
        except Http404:
            continue
    return found
