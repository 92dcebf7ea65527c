"""Who writes what cannot be chosen is told what can: as it is written, and as the office calls it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiedao.api import choosing
from jiedao.people.models import User
from jiedao.regulations.models import Regulation
from jiedao.reporting.states import PaperKind
from tests.api.test_problems import told
from tests.api.test_schema import SCHEMA
from tests.conftest import Office, _unit
from tests.decisions.programs import ALL, MOTION
from tests.regulations.test_api import URL as REGULATIONS
from tests.regulations.test_api import typed
from tests.support import statements

Browser = Callable[[User], Client]
JSON = "application/json"
TEAMS = "/api/v1/liaison/groups/"


def errors(answer: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = told(answer, 400, "invalid")["errors"]
    return found


@pytest.mark.parametrize("area", ["", "weather"])
def test_a_box_with_a_list_says_the_page_s_sentence_and_then_the_list(
    office: Office, officer: User, client_of: Browser, area: str
) -> None:
    said = errors(client_of(officer).post(REGULATIONS, typed(area=area)))["area"]
    assert len(said) == 2
    assert said[0].startswith("请")
    assert said[1].startswith("可以写：")
    assert "disputes（矛盾调解化解）" in said[1]
    assert not Regulation.objects.exists()


def test_a_unit_is_named_by_its_code_and_only_those_he_may_choose(
    office: Office, officer: User, client_of: Browser
) -> None:
    said = errors(client_of(officer).post(REGULATIONS, typed(unit="1")))["unit"]
    assert said == ["请从列表里选择您负责的街道。", "可以写：410105001（经八路街道）。"]


def test_a_box_without_a_list_says_only_what_is_wrong(
    office: Office, officer: User, client_of: Browser
) -> None:
    said = errors(client_of(officer).post(REGULATIONS, typed(title="")))["title"]
    assert said == ["请写制度的名称，照文件标题填写。"]


def test_people_are_named_by_their_keys_with_their_posts_and_without_marks(
    office: Office, lead_official: User, officer: User, client_of: Browser
) -> None:
    sent = {"unit": office.street.code, "lead": 0, "members": [0]}
    said = errors(client_of(lead_official).post(TEAMS, sent, content_type=JSON))
    for name in ("lead", "members"):
        assert f"{officer.pk}（" in said[name][-1]
        assert "罗卫东" in said[name][-1]
        assert "<" not in said[name][-1]


def test_the_forms_of_the_four_systems_say_it_too(sun_worker: User, client_of: Browser) -> None:
    answer = client_of(sun_worker).post(ALL, MOTION | {"origin": "star"}, content_type=JSON)
    said = errors(answer)["origin"]
    assert said[0] == "没有“star”这一项，请按接口说明选择。"
    assert said[1].startswith("可以写：")
    assert "（" in said[1]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("api:report-list", f"{PaperKind.WEEKLY.value}（{PaperKind.WEEKLY.label}）"),
        ("api:matter-list", "超过20项，见接口说明"),
        ("api:historic-list", "（"),
    ],
)
def test_a_filter_says_what_it_knows(
    office: Office, zhao_chair: User, client_of: Browser, address: str, words: str
) -> None:
    name = "state" if "matter" in address else "kind"
    said = errors(client_of(zhao_chair).get(reverse(address), {name: "star"}))[name]
    assert said[0] == "没有“star”这一项。"
    assert said[1].startswith(("可以写：", "可以写的超过20项，见接口说明"))
    assert words in said[1]


def test_a_long_list_is_not_told_but_where_it_stands() -> None:
    many = [(str(number), f"第{number}项") for number in range(choosing.MOST + 1)]
    assert choosing.permitted(many) == f"可以写的超过20项，见{choosing.SCHEMA}。"
    assert "19（第19项）" in choosing.permitted(many[:-1])
    assert choosing.permitted([("", "请选择")]) == ""
    assert choosing.permitted([("甲", "甲"), ("组", [("a", "甲")])]) == "可以写：甲；a（甲）。"


def test_naming_the_rows_costs_the_same_for_few_and_for_many(
    office: Office, lead_official: User, client_of: Browser
) -> None:
    client = client_of(lead_official)

    def wrong() -> Any:
        sent = {"unit": "1", "department": "1"}
        return errors(client.post(TEAMS, sent, content_type=JSON))

    wrong()
    few = statements(wrong)
    for number in range(30):
        _unit(f"410105001-K{number}", f"科室{number}", f"科室{number}", "department", office.street)
    assert statements(wrong) == few
    assert wrong()["department"][-1] == "可以写的超过20项，见各列表里的 unit。"


def boxes() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for component, schema in SCHEMA["components"]["schemas"].items():
        for name, box in schema.get("properties", {}).items():
            yield component, name, box


def test_the_schema_says_of_what_only_the_database_knows_where_it_is_listed() -> None:
    said = {
        (component, name): box.get("description", "")
        for component, name, box in boxes()
        if component.endswith("InputRequest")
    }
    assert "写单位代码；见各列表里的 unit" in said["RegulationsRegisterInputRequest", "unit"]
    assert "/api/v1/figures/" in said["AppraisalTargetInputRequest", "indicator"]
    assert "写编号；见/api/v1/party-committee/meetings/" in "".join(said.values())
    explained = [words for words in said.values() if choosing.TOLD_IN_ERRORS in words]
    assert len(explained) > 30


def test_what_the_schema_points_to_is_there(zhao_chair: User, client_of: Browser) -> None:
    paths = SCHEMA["paths"]
    for where in (*choosing.LISTED.values(), *choosing.BY_NAME.values()):
        if where.startswith("/api/"):
            assert where.split(" ")[0] in paths
