"""A question of every page is put into SQL once and answered for whoever asks."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.models import Q, QuerySet
from django.test.utils import CaptureQueriesContext

from jiedao.access.models import Appointment
from jiedao.access.selectors import Exceptions, Holdings, Viewer
from jiedao.lib.prepared import Question, Records, read_again
from jiedao.organisation.models import Unit
from jiedao.people.models import User


@pytest.mark.django_db
def test_the_values_of_each_asking_are_used_and_the_sql_stays_the_same(
    zhao_chair: User, sun_worker: User
) -> None:
    built = []

    @Question
    def roles(*, user: int, today: date) -> QuerySet[Any, Any]:
        built.append(user)
        rows = Appointment.objects.filter(user=user, starts_on__lte=today, reason="")
        return rows.order_by("pk").values_list("role", "starts_on")

    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert roles(user=zhao_chair.pk, today=date(2026, 1, 1)) == [
            ("committee_chair", date(2020, 1, 1))
        ]
        assert roles(user=sun_worker.pk, today=date(2026, 1, 1)) == [
            ("community_worker", date(2020, 1, 1))
        ]
        assert roles(user=sun_worker.pk, today=date(2019, 1, 1)) == []
    assert len(built) == 1
    assert len(seen) == 3


@pytest.mark.django_db
def test_a_record_comes_with_what_was_joined_and_asks_nothing_more(
    zhao_chair: User, sun_worker: User
) -> None:
    @Records
    def appointments(*, users: tuple[int, ...], most: int) -> QuerySet[Appointment]:
        rows = Appointment.objects.filter(user__in=users).select_related("user")
        return rows.annotate(is_long=Q(starts_on__lt=date(2021, 1, 1))).order_by("user")[:most]

    both = (zhao_chair.pk, sun_worker.pk)
    with CaptureQueriesContext(connection) as seen:
        found = appointments(users=both, most=5)
        assert {row.user.name for row in found} == {zhao_chair.name, sun_worker.name}
        assert all(vars(row)["is_long"] for row in found)
        assert len(appointments(users=both, most=1)) == 1
        assert appointments(users=(), most=5) == []
    assert len(seen) == 2
    assert found == list(Appointment.objects.filter(user__in=both).order_by("user"))


@pytest.mark.django_db
def test_whoever_watches_a_question_sees_which_tables_it_reads() -> None:
    @Question
    def names(*, username: str) -> QuerySet[Any, Any]:
        return User.objects.filter(username__startswith=username).values_list("name")

    seen: list[str] = []

    def see(execute: Any, sql: str, *rest: Any) -> Any:
        seen.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(see):
        names(username="100%_")
    (sql,) = seen
    assert "FROM people_user" in sql


@pytest.mark.django_db
def test_a_pattern_takes_what_was_typed_by_the_letter(zhao_chair: User) -> None:
    @Question
    def called(*, name: str) -> QuerySet[Any, Any]:
        return User.objects.filter(name__startswith=name).values_list("pk")

    assert called(name=zhao_chair.name[:1]) != []
    assert called(name="%") == called(name="_") == []


@pytest.mark.django_db
def test_a_record_read_again_is_as_it_is_now(zhao_chair: User) -> None:
    appointment = Appointment.objects.select_related("user").get(user=zhao_chair)
    Appointment.objects.filter(pk=appointment.pk).update(reason="改选")
    User.objects.filter(pk=zhao_chair.pk).update(name="赵新名")
    read_again(appointment)
    assert (appointment.reason, appointment.user.name) == ("改选", "赵新名")


@pytest.mark.django_db
def test_people_with_the_same_duties_share_a_statement_and_see_their_own(
    zhao_chair: User, sun_worker: User
) -> None:
    built = []

    @Question
    def units(*, viewer: Viewer) -> QuerySet[Any, Any]:
        built.append(viewer)
        held = viewer.held.within(*viewer.held.paths)
        return Unit.objects.filter(held).values_list("path").order_by("path")

    def own(viewer: Viewer) -> list[Any]:
        return units(viewer=viewer)

    first = Viewer(Holdings(date(2026, 1, 1), {"decisions_view": ("/1/",)}))
    second = Viewer(Holdings(date(2026, 1, 1), {"decisions_view": ("/1/2/",)}))
    assert own(first) == list(Unit.objects.filter(path__startswith="/1/").values_list("path"))
    assert own(second) == list(Unit.objects.filter(path__startswith="/1/2/").values_list("path"))
    assert len(built) == 1
    # Three admissions are asked for like four, with the last one twice.
    known = Viewer(first.held, Exceptions(admitted=(5, 6, 7)))
    assert known.values == ("/1/", 5, 6, 7, 7)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "what",
    [
        lambda day: {"starts_on__year": day.year},
        lambda day: {"starts_on__lte": day - timedelta(days=1)},
        lambda day: {"role": "x" if day < date(2026, 1, 1) else "y"},
    ],
)
def test_a_question_may_pass_a_day_on_and_ask_nothing_of_it(
    what: Callable[[date], dict[str, Any]],
) -> None:
    @Question
    def roles(*, today: date) -> QuerySet[Any, Any]:
        return Appointment.objects.filter(**what(today)).values_list("role")

    with pytest.raises(ImproperlyConfigured, match="要事先算好"):
        roles(today=date(2026, 1, 1))
