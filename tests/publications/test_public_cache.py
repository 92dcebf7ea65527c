"""A residents' page that has not changed is not drawn again, and nothing that has changed is kept."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory

from jiedao.lib import clock
from jiedao.organisation.models import Unit
from jiedao.publications import actions, public_cache
from jiedao.publications.actions import amending
from jiedao.publications.models import ContentMark, Publication
from jiedao.publications.public_cache import SHELF, Kept, Shelf
from jiedao.web import elder
from jiedao.workdays.spans import Days
from tests.publications.conftest import BASIS
from tests.publications.test_pages import text_of
from tests.support import statements

A = "410105001003"
DAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _keeping(settings: Any) -> Iterator[None]:
    settings.KEEPS_PUBLIC_PAGES = True
    SHELF.clear()
    with clock.moved_to(DAY):
        yield
    SHELF.clear()


def save() -> None:
    """What the end of a transaction does; a test never comes to it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('jiedao.marked', '', true)")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.fixture
def addresses(posted: Publication) -> tuple[str, ...]:
    save()
    return (
        "/",
        "/board/",
        f"/board/?unit={A}",
        f"/board/?kind=resolution&unit={A}",
        "/board/feed.atom",
        f"/board/{posted.number}/",
    )


def test_the_second_reader_gets_the_same_bytes_for_one_statement(
    addresses: tuple[str, ...],
) -> None:
    for address in addresses:
        first = Client().get(address)
        assert statements(lambda address=address: Client().get(address)) == 1, address
        second = Client().get(address)
        assert second.content == first.content, address
        assert dict(second.headers) == dict(first.headers), address
        assert first["Content-Security-Policy"] if "feed" not in address else True


def test_a_browser_that_has_the_page_is_told_so(addresses: tuple[str, ...]) -> None:
    for address in addresses:
        tag = Client().get(address)["ETag"]
        again = Client().get(address, headers={"if-none-match": tag})
        assert (again.status_code, again.content) == (304, b""), address
        assert "must-revalidate" in again["Cache-Control"], address


def test_asking_for_the_head_gives_the_head(addresses: tuple[str, ...]) -> None:
    for address in addresses:
        whole = Client().get(address)
        head = Client().head(address)
        assert head.content == b""
        assert head["Content-Length"] == str(len(whole.content))


def test_a_change_is_shown_as_soon_as_it_is_saved(
    posted: Publication, addresses: tuple[str, ...], sun_worker: Any
) -> None:
    for address in addresses:
        Client().get(address)
    actions.set_public_state(posted.dossier, stage="决议公示", line="改动后的说明。", by=sun_worker)
    save()
    assert "改动后的说明" in text_of(Client().get(f"/board/?unit={A}"))
    Unit.objects.filter(code=A).update(phone="0371-6555 0999")
    save()
    assert "0371-6555 0999" in text_of(Client().get(f"/board/{posted.number}/"))


def test_a_publication_withdrawn_is_never_shown_from_memory(
    posted: Publication, addresses: tuple[str, ...], sun_worker: Any
) -> None:
    address = f"/board/{posted.number}/"
    before = Client().get(address).content
    assert statements(lambda: Client().get(address)) == 1
    amending.withdraw(
        posted,
        reason="公示内容有误",
        min_days=Days(15),
        basis=BASIS,
        edition="2026-01-01",
        by=sun_worker,
        on=DAY,
    )
    save()
    assert Client().get(address).content != before


def test_what_was_not_saved_leaves_the_mark_as_it_was(
    posted: Publication, addresses: tuple[str, ...], sun_worker: Any
) -> None:
    def begin_and_give_up() -> None:
        with transaction.atomic():
            actions.set_public_state(posted.dossier, stage="公示", line="不作数。", by=sun_worker)
            save()
            assert public_cache.read_mark() != before
            raise LookupError

    before = public_cache.read_mark()
    with pytest.raises(LookupError):
        begin_and_give_up()
    assert public_cache.read_mark() == before


@pytest.mark.django_db(transaction=True)
def test_the_mark_changes_with_the_commit_itself(office: Any) -> None:
    Unit.objects.filter(pk=office.a.pk).update(hours="周一至周五")
    before = public_cache.read_mark()
    assert before
    with transaction.atomic():
        Unit.objects.filter(pk=office.a.pk).update(hours="周一至周六")
        Unit.objects.filter(pk=office.b.pk).update(hours="周一至周六")
        assert public_cache.read_mark() == before
    after = public_cache.read_mark()
    assert after not in ("", before)
    assert ContentMark.objects.count() == 1


def test_after_midnight_the_days_left_are_counted_anew(
    posted: Publication, addresses: tuple[str, ...]
) -> None:
    address = f"/board/{posted.number}/"
    assert "还剩11天" in text_of(Client().get(address))
    with clock.moved_to(date(2026, 11, 21)):
        assert "还剩10天" in text_of(Client().get(address))
    with clock.moved_to(date(2026, 12, 2)):
        assert "公示期已满" in text_of(Client().get(address))


def test_the_elder_version_is_kept_apart(addresses: tuple[str, ...]) -> None:
    plain = Client().get(addresses[2]).content
    old = Client()
    old.cookies[elder.COOKIE] = elder.ON
    large = old.get(addresses[2]).content
    assert large != plain
    assert old.get(addresses[2]).content == large
    assert Client().get(addresses[2]).content == plain


def test_who_is_signed_in_reads_what_everybody_reads_and_gets_no_cookie(
    addresses: tuple[str, ...], client_of: Callable[..., Client], sun_worker: Any
) -> None:
    worker = client_of(sun_worker)
    for address in addresses:
        seen = worker.get(address)
        assert not seen.cookies
        assert seen.content == Client().get(address).content


def test_questions_that_make_no_sense_fill_nothing(posted: Publication) -> None:
    for address in (
        "/?x=1",
        "/?q=体育",
        "/board/?kind=nonsense",
        "/board/?kind=%72esolution",
        "/board/?all=2",
        "/board/?before=1",
        f"/board/?unit={A}&unit={A}",
        f"/board/?unit={A}&page=7",
        "/board/?unit=000000000000",
        f"/board/{posted.number}0/",
        "/nowhere/",
        f"/board/{posted.number}/verify/",
    ):
        assert Client().get(address).status_code in (200, 404), address
        assert len(SHELF) == 0, address


def test_nothing_behind_a_sign_in_is_ever_kept(
    client_of: Callable[..., Client], sun_worker: Any
) -> None:
    worker = client_of(sun_worker)
    for address in ("/office/", "/office/decisions/", "/api/v1/publications/", "/handbook/"):
        worker.get(address)
        assert len(SHELF) == 0, address


def test_only_what_was_made_for_everybody_and_carries_no_cookie_is_kept() -> None:
    def made(**changed: Any) -> HttpResponse:
        response = HttpResponse("x", status=changed.get("status", 200))
        vars(response)["is_for_everybody"] = changed.get("is_for_everybody", True)
        return response

    assert public_cache.may_be_kept(made())
    assert not public_cache.may_be_kept(made(is_for_everybody=False))
    assert not public_cache.may_be_kept(made(status=404))
    with_cookie = made()
    with_cookie.set_cookie("a", "b")
    assert not public_cache.may_be_kept(with_cookie)


def test_a_page_that_reads_other_tables_is_drawn_every_time(
    posted: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public_cache, "WATCHED", {"organisation_unit"})
    Client().get("/board/")
    assert len(SHELF) == 0


def test_fragments_and_commands_go_past_the_shelf() -> None:
    ask = RequestFactory()
    assert public_cache.address_of(ask.get("/board/")) == "/board/"
    assert public_cache.address_of(ask.post("/board/")) == ""
    assert public_cache.address_of(ask.get("/board/", headers={"hx-request": "true"})) == ""


def test_residents_are_served_while_the_cache_server_is_down(
    addresses: tuple[str, ...], settings: Any
) -> None:
    settings.CACHES = {
        "default": settings.CACHES["default"] | {"LOCATION": "unix:///nowhere/valkey.sock"}
    }
    caches.close_all()
    for address in addresses:
        first, second = Client().get(address), Client().get(address)
        assert first.status_code == second.status_code == 200
        assert first.content == second.content


def test_without_a_mark_every_page_is_drawn(posted: Publication) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM publications_contentmark")
    assert Client().get("/board/").status_code == 200
    assert len(SHELF) == 0


def test_the_shelf_holds_no_more_than_it_may() -> None:
    shelf = Shelf(most=25)
    for name in "abc":
        shelf.put(("mark", "day", name, False), Kept(b"x" * 10, ()))
        shelf.get(("mark", "day", "a", False))
    assert shelf.get(("mark", "day", "a", False))
    assert shelf.get(("mark", "day", "b", False)) is None
    assert shelf.get(("mark", "day", "c", False))
    shelf.put(("mark", "day", "a", False), Kept(b"y" * 20, ()))
    assert len(shelf) == 1
