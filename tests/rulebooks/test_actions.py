from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from jiedao.ledger.selectors import timeline
from jiedao.lib.quotas import AtLeast, MoreThan
from jiedao.lib.refusals import Refused
from jiedao.rulebooks import actions, editions, selectors, values
from jiedao.rulebooks.editions import INTERNAL, Edition, Rule, Rulebook
from jiedao.rulebooks.models import LocalRule
from jiedao.workdays.spans import Days, WorkingDays

MARCH, JUNE = date(2026, 3, 1), date(2026, 6, 1)


@pytest.fixture
def book() -> Iterator[Rulebook]:
    yield Rulebook(
        "test",
        "试验规则",
        editions=(
            Edition(
                "2026-01-01",
                in_force=date(2026, 1, 1),
                basis="《城市居民委员会组织法》（2025年修订）",
                quorum=Rule(AtLeast(2, 3), article="第二十九条", name="居民代表会议到会人数"),
                publication=Rule(Days(15), article="第三十四条", name="决议公开时间"),
                answer=Rule(WorkingDays(5), article=INTERNAL, name="答复时间", stricter="less"),
                channels=Rule(2, article=INTERNAL, name="征求意见渠道", stricter="more"),
                seats=Rule(9, article="第八条", name="委员人数上限"),
            ),
        ),
    )
    editions._BOOKS.pop("test")


def set_rule(unit: Any, by: Any, key: str, value: Any, **other: Any) -> LocalRule:
    given = {
        "in_force": MARCH,
        "document": "经八路街道议事规程",
        "document_number": "经八办〔2026〕18号",
        "document_on": date(2026, 2, 20),
    } | other
    return actions.set_local_rule(unit, book="test", key=key, value=value, by=by, **given)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("quorum", AtLeast(3, 4)),
        ("quorum", MoreThan(2, 3)),
        ("publication", Days(20)),
        ("answer", WorkingDays(3)),
        ("channels", 3),
    ],
)
def test_a_street_sets_a_stricter_number_for_its_communities(book, office, officer, key, value):
    set_rule(office.street, officer, key, value)
    edition = book.on(JUNE, office.a)
    assert getattr(edition, key) == value
    assert edition.source(key) == "《经八路街道议事规程》（经八办〔2026〕18号）"
    assert not book.on(date(2026, 2, 28), office.a).is_local(key)
    assert not book.on(JUNE, office.district).is_local(key)


def test_the_ledger_of_the_unit_says_what_was_set_and_what_the_law_says(book, office, officer):
    set_rule(office.street, officer, "quorum", AtLeast(3, 4))
    line = timeline(office.street)[0]
    assert line.act == "设定本地从严规定"
    assert line.words == (
        "“居民代表会议到会人数”定为四分之三以上，2026年3月1日起施行，"
        "依据《经八路街道议事规程》（经八办〔2026〕18号）；"
        "《城市居民委员会组织法》（2025年修订）第二十九条为三分之二以上。"
    )
    assert line.edition == "", "the words name the statute; no step was judged by it"


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        (
            "quorum",
            MoreThan(1, 2),
            "“过半数”比它宽，不能设定。本单位只能规定得更严，请改为不低于三分之二以上",
        ),
        (
            "publication",
            Days(7),
            "规定为15日（《城市居民委员会组织法》（2025年修订）第三十四条），“7日”比它宽",
        ),
        ("answer", WorkingDays(6), "规定为5个工作日（内部规定），“6个工作日”比它宽"),
        ("channels", 1, "请改为不低于2"),
    ],
)
def test_less_than_the_law_asks_is_refused_with_the_article(book, office, officer, key, value, why):
    with pytest.raises(actions.WeakerThanLaw) as refused:
        set_rule(office.street, officer, key, value)
    assert why in str(refused.value)
    assert isinstance(refused.value, ValueError)
    assert isinstance(refused.value, Refused)
    assert refused.value.refusal.status == 409
    assert not LocalRule.objects.exists()


@pytest.mark.parametrize(
    ("key", "value", "other", "why"),
    [
        ("seats", 11, {}, "“委员人数上限”是固定的"),
        ("publication", WorkingDays(20), {}, "应填与“15日”同类的值"),
        ("quorum", 3, {}, "应填与“三分之二以上”同类的值"),
        ("nothing", 3, {}, "没有“nothing”这一项"),
        ("channels", 3, {"document": " "}, "请写明依据的文件"),
        ("channels", 3, {"document_on": JUNE}, "文件日期是2026年6月1日"),
        ("channels", 3, {"until": MARCH}, "停止日期要晚于施行日期"),
    ],
)
def test_what_cannot_be_set_is_refused_with_a_sentence(
    book, office, officer, key, value, other, why
):
    with pytest.raises(Refused, match=why):
        set_rule(office.street, officer, key, value, **other)


def test_a_community_may_be_stricter_than_its_street(book, office, officer):
    set_rule(office.street, officer, "publication", Days(20))
    set_rule(office.a, officer, "publication", Days(30))
    assert book.on(JUNE, office.a).publication == Days(30)
    assert book.on(JUNE, office.b).publication == Days(20)


def test_a_new_rule_ends_the_one_before_and_days_in_between_keep_theirs(book, office, officer):
    first = set_rule(office.street, officer, "publication", Days(30))
    set_rule(office.street, officer, "publication", Days(20), in_force=JUNE)
    first.refresh_from_db()
    assert first.until == JUNE
    assert "原来的本地规定同日停止" in timeline(office.street)[0].words
    assert book.on(date(2026, 5, 31), office.a).publication == Days(30)
    assert book.on(JUNE, office.a).publication == Days(20)


def test_a_rule_cannot_be_set_across_a_later_one(book, office, officer):
    set_rule(office.street, officer, "publication", Days(30), in_force=JUNE)
    with pytest.raises(Refused, match="从2026年6月1日起已另有规定"):
        set_rule(office.street, officer, "publication", Days(20))
    set_rule(office.street, officer, "publication", Days(20), until=JUNE)
    assert book.on(date(2026, 4, 1), office.a).publication == Days(20)


def test_an_ended_rule_gives_way_to_the_law(book, office, officer):
    rule = set_rule(office.street, officer, "publication", Days(30))
    actions.end_local_rule(rule, on=JUNE, by=officer)
    assert book.on(date(2026, 5, 31), office.a).publication == Days(30)
    assert book.on(JUNE, office.a).publication == Days(15)
    assert timeline(office.street)[0].words.endswith("自2026年6月1日起停止。")
    with pytest.raises(Refused, match="停止日期"):
        actions.end_local_rule(rule, on=JUNE, by=officer)


def test_reading_local_rules_costs_one_query_and_none_when_preloaded(book, office, officer):
    set_rule(office.street, officer, "publication", Days(30))
    set_rule(office.a, officer, "channels", 3)
    with CaptureQueriesContext(connection) as queries:
        edition = book.on(JUNE, office.a)
        assert len(queries) == 0  # a step that rests on no number reads none
        assert (edition.publication, edition.channels) == (Days(30), 3)
    assert len(queries) == 1
    loaded = selectors.local_rules(office.a, book="test")
    with CaptureQueriesContext(connection) as queries:
        assert book.on(JUNE, office.a, local=loaded).publication == Days(30)
    assert len(queries) == 0


def test_the_table_itself_refuses_a_rule_that_ends_before_it_begins(book, office, officer):
    rule = set_rule(office.street, officer, "channels", 3)
    with (
        pytest.raises(IntegrityError, match="local_rule_ends_after_it_begins"),
        transaction.atomic(),
    ):
        LocalRule.objects.filter(pk=rule.pk).update(until=MARCH)


@pytest.mark.parametrize(
    "value",
    [AtLeast(2, 3), MoreThan(1, 2), Days(15), Days(30, shifts=True), WorkingDays(5), 3, True],
)
def test_a_value_comes_back_from_its_column_as_it_went_in(value):
    assert values.decode(values.encode(value), like=value) == value


def test_a_value_of_another_sort_is_not_taken():
    with pytest.raises(TypeError, match="类型"):
        values.decode(values.encode(Days(15)), like=WorkingDays(5))
    with pytest.raises(TypeError, match="不能作为规则保存"):
        values.encode(1.5)
