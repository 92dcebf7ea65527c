"""Run inside a portal's own environment: a community at work, for the faults to happen to."""

from datetime import timedelta

from decisions.demo.stories import CHARGING, SCHOOL
from decisions.demo.walk import Posts, Walk
from jiedao.access import actions as access
from jiedao.deadlines import actions as deadlines
from jiedao.lib import clock
from jiedao.organisation.models import Unit
from jiedao.people import actions as people
from jiedao.people.models import User

COMMUNITY, PASSWORD = "410105001003", "Clear-water-bridge-7"
CAST = {
    "chen": ("陈建国", "branch_secretary"),
    "zhao": ("赵丽华", "committee_chair"),
    "sun": ("孙红霞", "community_worker"),
}
LONG_AGO = timedelta(days=400)


def open_for_residents() -> None:
    """Appoint who acts for the community and ask its residents about one matter; prints its number."""
    unit = Unit.objects.get(code=COMMUNITY)
    for username, (name, role) in CAST.items():
        person = people.register_person(name=name)
        user = people.open_account(username=username, name=name, password=PASSWORD, person=person)
        since = clock.today() - LONG_AGO
        access.appoint(user, role=role, unit=unit, by=people.system(), starts_on=since)
    print(Walk(unit, _posts(), SCHOOL, clock.today()).consult(clock.today()).fresh().dossier.number)


def let_fall_due(number: int) -> None:
    """Matters whose consultation ended and was not summed up: a limit of each is late."""
    unit = Unit.objects.get(code=COMMUNITY)
    begun = clock.today() - timedelta(days=60)
    for _ in range(number):
        Walk(unit, _posts(), CHARGING, begun).consult(begun, days=7)


def sweep() -> None:
    """What beat asks the worker for."""
    deadlines.sweep(day=clock.today())


def _posts() -> Posts:
    return Posts(*(User.objects.get(username=username) for username in CAST))
