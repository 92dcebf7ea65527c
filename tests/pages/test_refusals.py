"""A refusal reaches the person as a page, a fragment or JSON, and nothing has happened."""

import pytest

from jiedao.people.models import Person, User

pytestmark = pytest.mark.urls("tests.pages.urls")


def test_a_refusal_is_a_page_with_the_sum_the_article_and_the_way_back(zhao_chair: User, client_of):
    answer = client_of(zhao_chair).post(
        "/office/try/",
        {"try_words": "写了很久的字"},
        headers={"referer": "http://testserver/office/try/?a=1"},
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "到会41人，还不够。" in page
    assert "63 × 2 ÷ 3 ＝ 42" in page
    assert "第二十九条" in page
    assert "请重新召集会议。" in page
    assert 'href="/office/try/?a=1&amp;kept=' in page


def test_a_refusal_rolls_everything_back(zhao_chair: User, client_of):
    before = Person.objects.count()
    client_of(zhao_chair).post("/office/try/")
    assert Person.objects.count() == before


def test_htmx_gets_the_sentence_in_the_banner_and_the_form_stays(zhao_chair: User, client_of):
    answer = client_of(zhao_chair).post("/office/try/", headers={"hx-request": "true"})
    assert answer.status_code == 409
    assert answer.headers["HX-Retarget"] == "#banner"
    assert "<html" not in answer.content.decode()
    assert "到会41人" in answer.content.decode()


def test_a_program_gets_json(zhao_chair: User, client_of):
    answer = client_of(zhao_chair).post("/office/try/", headers={"accept": "application/json"})
    said = answer.json()
    assert (answer.status_code, said["code"]) == (409, "try.quorum")
    assert said["arithmetic"] == "63 × 2 ÷ 3 ＝ 42"


def test_a_missing_duty_is_403(zhao_chair: User, client_of):
    answer = client_of(zhao_chair).post("/office/try/forbidden/")
    assert answer.status_code == 403
    assert "您没有这项职责。" in answer.content.decode()


def test_the_database_never_speaks_to_a_person(zhao_chair: User, client_of):
    answer = client_of(zhao_chair).post("/office/try/twice/")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "这次保存与已有记录冲突" in page
    assert "duplicate key" not in page


def test_a_page_that_is_not_there_says_so(zhao_chair: User, client_of):
    answer = client_of(zhao_chair).get("/office/nowhere/")
    assert answer.status_code == 404
    assert "没有找到这个页面" in answer.content.decode()


@pytest.mark.parametrize("address", ["/office/try/forbidden/", "/office/sign-out/"])
def test_a_command_cannot_be_opened_like_a_page(zhao_chair: User, client_of, address: str):
    answer = client_of(zhao_chair).get(address)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "只用来提交" in answer.content.decode()


def test_what_is_not_there_is_said_in_our_own_words_and_djangos_are_not_shown(
    li_secretary: User, client_of
):
    answer = client_of(li_secretary).get("/office/figures/no.such/")
    assert answer.status_code == 404
    assert "没有这个指标，请从指标列表进入。" in answer.content.decode()
    nowhere = client_of(li_secretary).get("/office/nowhere/").content.decode()
    assert "网址可能抄错了" in nowhere
    assert "tried" not in nowhere
