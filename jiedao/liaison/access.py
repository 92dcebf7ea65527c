"""The package is told at once of posts and accounts that change: groups name people."""

from jiedao.access import leaving
from jiedao.liaison.actions import vacancies

leaving.tell(vacancies.follow_person, hold=vacancies.hold_of_person)
