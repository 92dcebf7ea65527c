"""A question of every page is put into SQL once and answered for whoever asks."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from jiedao.access.models import Appointment
from jiedao.lib.prepared import Question
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
