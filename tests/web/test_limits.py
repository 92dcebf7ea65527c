"""Forms anybody may send: so many from one place, then a rest in which nothing typed is lost."""

from collections.abc import Callable
from datetime import timedelta
from unittest import mock

import pytest
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, RequestFactory
from redis.exceptions import ConnectionError as CacheIsDown

from decisions.demo.walk import Walk
from decisions.models import Opinion
from decisions.views.public import SAY_OPINION
from jiedao.lib import clock, valkey
from jiedao.web import limits
from tests.decisions.conftest import START

LIMIT = limits.Limit("try", "提意见", 3, 10)
NINE = clock._as_utc(START)
MINUTE = timedelta(minutes=1)


def waits(*, after: float = 0, place: str = "10.0.0.1", limit: limits.Limit = LIMIT) -> int:
    with clock.moved_to(NINE + after * MINUTE):
        return limits.seconds_to_wait(limit, place)


def test_the_fourth_of_three_waits_and_after_the_time_told_it_goes() -> None:
    assert [waits() for _ in range(3)] == [0, 0, 0]
    wait = waits()
    assert 0 < wait <= 20 * 60
    assert waits(after=wait / 60 - 0.1) > 0
    assert waits(after=wait / 60) == 0


def test_what_is_turned_away_does_not_prolong_the_rest() -> None:
    for _ in range(3):
        waits()
    first = waits()
    for minute in (1, 2, 3):
        assert waits(after=minute) == first - minute * 60


def test_the_window_slides_and_no_two_full_ones_follow_at_once() -> None:
    assert [waits(after=9.9) for _ in range(3)] == [0, 0, 0]
    assert waits(after=10.1) > 0


def test_places_and_forms_are_counted_apart() -> None:
    for _ in range(4):
        waits()
    assert waits(place="10.0.0.2") == 0
    assert waits(limit=limits.Limit("other", "查验", 3, 10)) == 0


def test_without_the_cache_nobody_is_held_up() -> None:
    with mock.patch.object(valkey, "client", side_effect=CacheIsDown("gone")):
        assert [waits() for _ in range(9)] == [0] * 9


def test_no_address_is_stored_and_what_is_stored_dies() -> None:
    waits(place="203.0.113.77")
    client = cache._cache.get_client()
    keys = list(client.scan_iter("*limit:*"))
    assert len(keys) == 1
    assert b"203.0.113" not in keys[0]
    assert 0 < client.ttl(keys[0]) <= LIMIT.seconds * 2
    tomorrow = limits._key(LIMIT, "203.0.113.77", NINE + timedelta(days=1))
    assert tomorrow != limits._key(LIMIT, "203.0.113.77", NINE)


def test_one_subscriber_has_one_place_however_many_addresses() -> None:
    def place(address: str) -> str:
        return limits.place_of(RequestFactory().get("/", REMOTE_ADDR=address))

    assert place("2408:8207::1") == place("2408:8207::ffff:2")
    assert place("2408:8207::1") != place("2408:8208::1")
    assert place("::ffff:10.0.0.1") == place("10.0.0.1") == "10.0.0.1"


def test_only_behind_the_proxy_is_a_forwarded_address_believed(settings) -> None:
    said = {"X-Forwarded-For": "1.2.3.4, 10.9.9.9"}
    request = RequestFactory().get("/", headers=said, REMOTE_ADDR="127.0.0.1")
    assert limits.place_of(request) == "127.0.0.1"
    settings.MODE = "production"
    assert limits.place_of(request) == "10.9.9.9"


def test_the_office_may_set_its_own_number(settings) -> None:
    settings.PUBLIC_LIMITS = {"own": "30/5"}
    own = limits.declare("own", "提意见", most=1, minutes=1)
    assert (own.most, own.seconds) == (30, 300)
    with pytest.raises(ImproperlyConfigured):
        limits.declare("own", "提别的", most=1, minutes=1)
    settings.PUBLIC_LIMITS = {"wrong": "many"}
    with pytest.raises(ImproperlyConfigured, match="次数/分钟"):
        limits.declare("wrong", "提意见", most=1, minutes=1)


def test_a_resident_who_sends_too_often_reads_when_it_goes_again_and_keeps_his_words(
    walk: Callable[..., Walk],
) -> None:
    matter = walk().consult(START).matter
    page = f"/consultations/{matter.dossier.number}/opinion/"
    resident = Client()
    with clock.moved_to(START):
        for number in range(SAY_OPINION.most):
            sent = resident.post(page, {"text": f"第{number}条意见：请装路灯。"})
            assert sent.status_code == 200  # thanked, with the receipt code
        answer = resident.post(page, {"text": "最后一条：楼道灯也坏了三盏。"})
        said = answer.content.decode()
        assert answer.status_code == 429
        assert int(answer["Retry-After"]) > 0
        assert "以后可以再试" in said
        assert "楼道灯也坏了三盏" in said
        assert "tel:" in said
        assert Opinion.objects.count() == SAY_OPINION.most
        back = said.partition('class="acts"')[2].partition('href="')[2].partition('"')[0]
        assert "楼道灯也坏了三盏" in resident.get(back).content.decode()
        assert Client(REMOTE_ADDR="10.2.2.2").post(page, {"text": "别处的人"}).status_code == 200


def test_guessing_codes_is_slowed_down_and_reading_is_not(db: None) -> None:
    guesser = Client()
    codes = [guesser.get("/verify/", {"code": "2222"}).status_code for _ in range(40)]
    assert codes.count(429) == 10
    assert guesser.get("/verify/").status_code == 200
