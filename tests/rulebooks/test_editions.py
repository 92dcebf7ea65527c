from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as some

from jiedao.lib.quotas import AtLeast, MoreThan
from jiedao.rulebooks import editions
from jiedao.rulebooks.editions import INTERNAL, Edition, LocalValue, Rule, Rulebook
from jiedao.workdays.spans import Days, WorkingDays

OLD = Edition(
    "1990-01-01",
    in_force=date(1990, 1, 1),
    basis="《城市居民委员会组织法》（2018年修正）",
    quorum=Rule(MoreThan(1, 2), article="第十条"),
    publication=Rule(Days(7), article=INTERNAL),
)
NEW = Edition(
    "2026-01-01",
    in_force=date(2026, 1, 1),
    basis="《城市居民委员会组织法》（2025年修订）",
    quorum=Rule(AtLeast(2, 3), article="第二十九条", name="居民代表会议到会人数"),
    publication=Rule(Days(15), article="第三十四条"),
    answer=Rule(WorkingDays(5), article=INTERNAL, stricter="less"),
    owners=Rule(AtLeast(2, 3), article="第二百七十八条", law="《民法典》"),
    channels=Rule(2, article=INTERNAL, stricter="more"),
    seats=9,
)


@pytest.fixture
def book() -> Iterator[Rulebook]:
    made = Rulebook("test", "试验规则", editions=(OLD, NEW))
    yield made
    editions._BOOKS.pop("test")


@dataclass(frozen=True)
class Local:
    key: str
    value: Any
    unit_id: int = 1
    in_force: date = date(2026, 3, 1)
    until: date | None = None
    book: str = "test"
    document_words: str = "《议事规程》（经八办〔2026〕18号）"

    def value_for(self, law: Rule) -> Any:
        return self.value


@dataclass(frozen=True)
class Place:
    ancestor_ids: tuple[int, ...] = (1, 5)


DAY = date(2026, 6, 1)


def test_a_day_is_judged_by_the_edition_in_force_on_it(book):
    assert book.on(date(2025, 12, 31)).quorum == MoreThan(1, 2)
    assert book.on(date(2026, 1, 1)).quorum == AtLeast(2, 3)
    assert str(book.on(date(2026, 1, 1))) == "2026-01-01"


def test_a_day_before_the_first_edition_is_refused_with_a_sentence(book):
    with pytest.raises(
        LookupError, match="1989年12月31日早于“试验规则”最早的规则版本（1990年1月1日起施行）"
    ):
        book.on(date(1989, 12, 31))


def test_a_number_and_its_article_can_both_be_asked():
    assert NEW.publication == Days(15)
    assert NEW.article("publication") == "第三十四条"
    assert NEW.source("publication") == "《城市居民委员会组织法》（2025年修订）第三十四条"
    assert NEW.source("owners") == "《民法典》第二百七十八条"
    assert NEW.name("quorum") == "居民代表会议到会人数"
    assert list(NEW)[:2] == ["quorum", "publication"]


def test_an_office_default_is_never_called_law():
    assert NEW.source("answer") == INTERNAL
    assert not NEW.is_law("answer")
    assert NEW.is_law("quorum")
    assert not NEW.is_law("seats")


def test_what_an_edition_does_not_set_is_an_error_and_no_none():
    with pytest.raises(AttributeError, match="没有“quota”这一项"):
        _ = NEW.quota
    with pytest.raises(LookupError, match="没有“quota”这一项"):
        NEW.rule("quota")


def test_editions_out_of_order_are_refused():
    for wrong in ((NEW, OLD), (OLD, OLD), ()):
        with pytest.raises(ImproperlyConfigured, match="从早到晚"):
            Rulebook("wrong", "错", editions=wrong)


def test_a_code_can_be_declared_only_once(book):
    with pytest.raises(ImproperlyConfigured, match="被声明了两次"):
        Rulebook("test", "又一本", editions=(NEW,))
    assert editions.find("test") is book
    assert book in editions.all_books()


@pytest.mark.parametrize("key", ["basis_", "code", "source", "in_force", "_rules"])
def test_a_rule_cannot_take_the_name_of_something_else(key):
    values: dict[str, Any] = {key: 1}
    if key == "basis_":
        assert Edition("x", in_force=DAY, basis="", **values).basis_ == 1
        return
    with pytest.raises((ImproperlyConfigured, TypeError)):
        Edition("x", in_force=DAY, basis="", **values)


@pytest.mark.parametrize(
    "wrong",
    [{"value": 0.5}, {"value": 1, "stricter": "up"}, {"value": AtLeast(2, 3), "stricter": "less"}],
)
def test_a_rule_nobody_could_apply_is_refused(wrong):
    with pytest.raises(ImproperlyConfigured):
        Rule(**wrong)


@pytest.mark.parametrize(
    ("key", "local"),
    [
        ("quorum", AtLeast(3, 4)),
        ("publication", Days(20)),
        ("answer", WorkingDays(3)),
        ("channels", 3),
    ],
)
def test_a_stricter_local_number_applies_with_its_document(book, key, local):
    edition = book.on(DAY, Place(), local=[Local(key, local)])
    assert getattr(edition, key) == local
    assert edition.source(key) == "《议事规程》（经八办〔2026〕18号）"
    assert edition.is_local(key)
    assert edition.rule(key).value == getattr(NEW, key)
    assert not NEW.is_local(key)


@pytest.mark.parametrize(
    ("key", "local"),
    [
        ("quorum", MoreThan(1, 2)),
        ("quorum", AtLeast(1, 2)),
        ("publication", Days(7)),
        ("publication", WorkingDays(20)),
        ("answer", WorkingDays(10)),
        ("channels", 1),
        ("seats", 11),
        ("unheard_of", 3),
    ],
)
def test_a_weaker_or_strange_stored_number_never_replaces_the_law(book, key, local):
    edition = book.on(DAY, Place(), local=[Local(key, local)])
    assert list(edition) == list(NEW)
    assert all(getattr(edition, one) == getattr(NEW, one) for one in NEW)


@pytest.mark.parametrize(
    "other",
    [
        {"unit_id": 9},
        {"book": "another"},
        {"in_force": date(2026, 6, 2)},
        {"until": date(2026, 6, 1)},
    ],
)
def test_a_rule_of_another_place_book_or_time_does_not_apply(book, other):
    assert not book.on(DAY, Place(), local=[Local("channels", 3, **other)]).is_local("channels")


def test_of_several_local_rules_the_strictest_applies(book):
    rules = [
        Local("quorum", AtLeast(3, 4), unit_id=1),
        Local("quorum", AtLeast(4, 5), unit_id=5, in_force=date(2026, 2, 1)),
        Local("quorum", MoreThan(2, 3), unit_id=5),
    ]
    assert book.on(DAY, Place(), local=rules).quorum == AtLeast(4, 5)


def test_without_a_unit_the_law_alone_is_read(book):
    assert book.on(DAY) is NEW


@given(
    some.lists(
        some.integers(min_value=1, max_value=59).flatmap(
            lambda n: some.sampled_from([AtLeast(n, 60), MoreThan(n, 60)])
        ),
        max_size=6,
    )
)
def test_whatever_is_stored_the_result_is_never_weaker_than_the_law(quotas):
    book = Rulebook("property", "性质", editions=(NEW,))
    try:
        local = [Local("quorum", quota, book="property") for quota in quotas]
        applied = book.on(DAY, Place(), local=local).quorum
    finally:
        editions._BOOKS.pop("property")
    assert applied.stricter_or_equal(NEW.quorum)
    assert all(
        applied.stricter_or_equal(quota) for quota in quotas if quota.stricter_or_equal(NEW.quorum)
    )


def test_a_local_value_keeps_its_document():
    edition = NEW.with_local(lambda: {"channels": LocalValue(4, "《规程》")})
    assert (edition.channels, edition.source("channels")) == (4, "《规程》")
