"""Finding a dossier by two Chinese characters, only among those one may see."""

import pytest

from jiedao.pages import search
from jiedao.people.models import User
from tests.support import statements


def found(client, words: str) -> str:
    return client.get("/office/search/", {"q": words}).content.decode()


@pytest.mark.parametrize(
    "words", ["照明", "楼道", "昏暗", "夜间楼道", "照明 昏暗", "体育社区", "　照明　"]
)
def test_a_dossier_is_found_by_any_words_in_it(
    zhao_chair: User, client_of, open_dossier, words: str
):
    open_dossier("1号院楼道照明更换")
    open_dossier("红旗小区供暖管网改造", words="暖气不热", unit=None)
    page = found(client_of(zhao_chair), words)
    assert "号院" in page
    assert "mark" in page or words == "体育社区"


def test_a_dossier_is_found_by_its_number(zhao_chair: User, client_of, open_dossier):
    dossier = open_dossier()
    assert f"/office/decisions/{dossier.number}/" in found(client_of(zhao_chair), dossier.number)
    assert "找到1件" in found(client_of(zhao_chair), dossier.number[-4:])


def test_all_words_must_be_there(zhao_chair: User, client_of, open_dossier):
    open_dossier("1号院楼道照明更换")
    assert "没有找到" in found(client_of(zhao_chair), "照明 电梯")


def test_characters_that_stand_together_are_not_found_apart(
    zhao_chair: User, client_of, open_dossier
):
    open_dossier("明天照常开会", words="")
    assert "没有找到" in found(client_of(zhao_chair), "照明")


def test_words_are_marked_and_nothing_typed_becomes_html(zhao_chair: User, client_of, open_dossier):
    open_dossier("更换<b>照明</b>设施")
    page = found(client_of(zhao_chair), "照明")
    assert "&lt;b&gt;<mark>照明</mark>&lt;/b&gt;" in page
    assert (
        "<script" not in found(client_of(zhao_chair), "<script>alert(1)</script>").split("<main")[1]
    )


def test_the_other_community_finds_nothing(zheng_other: User, client_of, open_dossier):
    open_dossier()
    assert "没有找到" in found(client_of(zheng_other), "照明")


def test_results_are_newest_first_and_paged_by_key(zhao_chair: User, client_of, open_dossier):
    for number in range(25):
        open_dossier(f"第{number:02}件照明")
    client = client_of(zhao_chair)
    first = found(client, "照明")
    assert "找到20+件" in first
    assert "第24件" in first
    older = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    second = client.get(older).content.decode()
    assert "第04件" in second
    assert "第05件" not in second
    assert "第24件" not in second


def test_a_single_character_is_searched_with_a_hint(zhao_chair: User, client_of, open_dossier):
    open_dossier()
    page = found(client_of(zhao_chair), "灯")
    assert "请再加一个字" in page
    assert "找到1件" in found(client_of(zhao_chair), "暗")


@pytest.mark.parametrize("typed", ["", "   ", "%", "_", "'; drop table", "\\", "(照", "&|!"])
def test_whatever_is_typed_the_page_answers(zhao_chair: User, client_of, typed: str):
    assert client_of(zhao_chair).get("/office/search/", {"q": typed}).status_code == 200


def test_an_endless_question_is_cut(zhao_chair: User, client_of):
    assert "只按前6个词" in found(client_of(zhao_chair), "照明 " * 200)


def test_the_search_costs_the_same_for_one_and_for_twenty(
    zhao_chair: User, client_of, open_dossier
):
    client = client_of(zhao_chair)
    open_dossier()
    found(client, "照明")
    one = statements(lambda: found(client, "照明"))
    for _ in range(20):
        open_dossier()
    assert statements(lambda: found(client, "照明")) == one
    assert one <= 12


def test_the_place_where_a_word_stands_is_shown():
    said = "居" * 40 + "昏暗" + "民" * 100
    shown = search.snippet(said, ["昏暗"])
    assert "<mark>昏暗</mark>" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
