"""A form is carried out once, and counts as sent exactly where its act was done."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest
from django.test import RequestFactory

from jiedao.lib import clock
from jiedao.once import under_way
from jiedao.once.models import SentForm
from jiedao.once.tasks import forget
from jiedao.web import once

TOKEN = "0123456789abcdef" * 2


@pytest.fixture
def form(rf: RequestFactory, db: None) -> HttpRequest:
    return sent(rf)


def sent(rf: RequestFactory, **typed: Any) -> HttpRequest:
    request = rf.post("/consultations/JC/say/", {once.FIELD: TOKEN, "words": "同意"} | typed)
    request.user = AnonymousUser()
    return request


def test_a_form_sent_twice_is_carried_out_once(form: HttpRequest) -> None:
    assert once.only_once(form, lambda: "办了") == "办了"
    assert once.only_once(form, lambda: pytest.fail("twice")) is once.REPEATED


def test_a_form_whose_act_was_rolled_back_may_be_sent_again(form: HttpRequest) -> None:
    with transaction.atomic():
        assert once.only_once(form, lambda: "办了") == "办了"
        transaction.set_rollback(True)  # what the database does when the server is killed here
    assert once.only_once(form, lambda: "又办") == "又办"


def test_a_form_that_was_refused_may_be_sent_again(form: HttpRequest) -> None:
    assert once.only_once(form, lambda: None) is None
    with pytest.raises(RuntimeError), transaction.atomic():  # the view's own
        once.only_once(form, lambda: (_ for _ in ()).throw(RuntimeError()))
    assert once.only_once(form, lambda: "办了") == "办了"


def test_what_a_form_is_known_by_is_known_while_it_is_carried_out(form: HttpRequest) -> None:
    assert once.only_once(form, under_way.form) == once.key_of(form) != ""
    assert under_way.form() == ""
    # What receipts follow from is not what is kept.
    assert not SentForm.objects.filter(key=once.key_of(form)).exists()


def test_something_else_typed_is_another_form(form: HttpRequest, rf: RequestFactory) -> None:
    once.only_once(form, lambda: "办了")
    assert once.only_once(sent(rf, words="不同意"), lambda: "办了") == "办了"


def test_what_is_remembered_names_nobody_and_is_forgotten(form: HttpRequest) -> None:
    with clock.moved_to(date(2026, 11, 20)):
        once.only_once(form, lambda: "办了")
        (row,) = SentForm.objects.values()
        assert set(row) == {"key", "day"}
        assert forget() == 0
    with clock.moved_to(date(2026, 11, 23)):
        assert forget() == 1
