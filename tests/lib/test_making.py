"""Records made from rows are as Django makes them."""

from typing import Any

import pytest
from django.db import connection, models
from django.db.models import QuerySet
from django.db.models.signals import post_init
from django.test.utils import CaptureQueriesContext, isolate_apps

from jiedao.access.models import Appointment
from jiedao.lib.making import Plainly, maker_of
from jiedao.lib.prepared import Records
from jiedao.organisation.models import Unit
from jiedao.people.models import User


def ask(*, user: int) -> QuerySet[Appointment]:
    rows = Appointment.objects.filter(user=user).select_related("unit__parent", "user__person")
    return rows.annotate(twice=models.F("pk") * 2).defer("unit__address").order_by("pk")


def own(record: Any) -> dict[str, Any]:
    return {name: value for name, value in vars(record).items() if name != "_state"}


def test_a_record_holds_what_a_queryset_would_have_put_there(zhao_chair: User) -> None:
    (made,), (known,) = Records(ask)(user=zhao_chair.pk), ask(user=zhao_chair.pk)
    assert type(made) is type(known)
    for one, other in (
        (made, known),
        (made.unit, known.unit),
        (made.unit.parent, known.unit.parent),
        (made.user, known.user),
        (made.user.person, known.user.person),
    ):
        assert own(one) == own(other)
        assert (one._state.adding, one._state.db) == (other._state.adding, other._state.db)
        assert set(one._state.fields_cache) == set(other._state.fields_cache)


def test_what_was_left_out_is_read_when_it_is_asked_for(zhao_chair: User) -> None:
    (made,) = Records(ask)(user=zhao_chair.pk)
    assert made.unit.get_deferred_fields() == {"address"}
    with CaptureQueriesContext(connection) as asked:
        assert made.unit.address == Unit.objects.get(pk=made.unit_id).address
    assert len(asked) == 2


def test_a_record_is_saved_and_leads_on_like_any_other(zhao_chair: User) -> None:
    (made,) = Records(ask)(user=zhao_chair.pk)
    made.unit.phone = "0371-6555 0199"
    made.unit.save(update_fields=["phone"])
    assert Unit.objects.get(pk=made.unit_id).phone == "0371-6555 0199"
    made.unit_id = made.unit.parent_id
    assert made.unit == Unit.objects.get(pk=made.unit_id)


@isolate_apps("jiedao.access")
def test_a_kind_that_does_something_when_it_is_made_is_made_by_django() -> None:
    class Plain(models.Model):
        class Meta:
            app_label = "access"

    class Counts(models.Model):
        class Meta:
            app_label = "access"

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.made = True

    class Listened(models.Model):
        class Meta:
            app_label = "access"

    def listens(**said: Any) -> None:
        raise AssertionError(said)

    post_init.connect(listens, sender=Listened)
    try:
        assert isinstance(maker_of(Plain), Plainly)
        assert maker_of(Counts) is Counts
        assert maker_of(Listened) is Listened
    finally:
        post_init.disconnect(listens, sender=Listened)


@pytest.mark.parametrize("model", [Unit, User, Appointment])
def test_the_kinds_a_page_shows_are_made_plainly(model: type[models.Model]) -> None:
    assert isinstance(maker_of(model), Plainly)
