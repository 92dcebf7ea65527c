"""A page shows one moment: what is done while it is drawn is on it whole or not at all."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import InternalError, connection
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from jiedao.lib.prepared import Question
from jiedao.once.actions import claim
from jiedao.once.models import SentForm
from jiedao.web.commands import page

pytestmark = pytest.mark.django_db(transaction=True)
Count = Callable[[], int]


def asked() -> QuerySet[Any, Any]:
    return SentForm.objects.values_list("key")


def elsewhere(key: str) -> None:
    """Somebody else does something meanwhile, on a connection of his own."""

    def act() -> None:
        try:
            assert claim(key)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        other.submit(act).result()


@pytest.mark.parametrize(
    "count",
    [
        SentForm.objects.count,
        lambda: len(Question(asked)()),  # prepared anew each time: that, too, begins the moment
        lambda: len(list(SentForm.objects.iterator())),
    ],
)
def test_what_is_done_meanwhile_is_on_the_next_page(rf: RequestFactory, count: Count) -> None:
    @page
    def view(request: HttpRequest, key: str) -> HttpResponse:
        before = count()
        elsewhere(key)
        return HttpResponse(f"{before} {count()}")

    assert view(rf.get("/"), "a").content == b"0 0"
    assert view(rf.get("/"), "b").content == b"1 1"
    assert count() == 2


def test_a_page_writes_nothing(rf: RequestFactory) -> None:
    @page
    def view(request: HttpRequest) -> HttpResponse:
        claim("a")
        return HttpResponse()

    with pytest.raises(InternalError):
        view(rf.get("/"))
    assert claim("a")


def test_a_page_that_asks_nothing_leaves_nothing_to_be_said(rf: RequestFactory) -> None:
    page(lambda request: HttpResponse())(rf.get("/"))
    assert claim("a")
