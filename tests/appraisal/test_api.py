"""The yearly appraisal by a program: drawn up, rated, appealed against and graded as on its pages."""

import hashlib
from base64 import b64encode
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import unquote

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jiedao.appraisal import actions
from jiedao.lib import clock
from jiedao.people.models import User
from tests.appraisal.conftest import AFTER, ANNOUNCED, GRADED, MONDAY, YEAR, Year
from tests.attachments.files import PDF, upload
from tests.conftest import _someone, _unit

Browser = Callable[[User], Client]
URL = "/api/v1/appraisal/"
TARGET = {
    "words": "台账", "standard": "齐全", "weight": 100, "rule": "manual", "indicator": "",
}  # fmt: skip


def sent(client: Client, path: str, on: date, status: int = 200, **data: Any) -> Any:
    with clock.moved_to(on):
        answer = client.post(f"{URL}{path}", data, content_type="application/json")
    assert answer.status_code == status, answer.text
    return answer.json()


def test_a_year_is_drawn_up_rated_appealed_against_and_used(
    year: Year, branch_secretary: User, zheng_other: User, client_of: Browser
) -> None:
    keeper, of_a = client_of(year.keeper), client_of(branch_secretary)
    person = keeper.get(f"{URL}years/{year.appraisal.dossier.number}/people/").json()[0]["person"]
    path = f"years/{year.appraisal.dossier.number}/"
    both = sent(keeper, f"{path}add-list/", MONDAY, 400, unit="410105001003", person=person)
    assert set(both["errors"]) >= {"unit"}
    made = sent(keeper, f"{path}add-list/", MONDAY, 201, person=person)
    mine = f"target-lists/{made['number']}/"
    body = sent(keeper, f"{mine}add-target/", MONDAY, **TARGET)
    sent(keeper, f"{mine}targets/{body['lines'][0]['entry']}/remove/", MONDAY)
    sent(keeper, f"{mine}add-target/", MONDAY, **TARGET)
    assert of_a.get(f"{URL}target-lists/{year.a.dossier.number}/").status_code == 404
    body = sent(keeper, f"{path}set-shares/", MONDAY, first_units=50, first_persons=100)
    assert body["first_units"] == 50
    body = sent(keeper, f"{path}add-veto-matter/", MONDAY, words="发生责任事故")
    entry = next(one["entry"] for one in body["matters"] if one["said"] == "发生责任事故")
    body = sent(keeper, f"{path}matters/{entry}/strike/", MONDAY)
    assert "发生责任事故" not in [one["said"] for one in body["matters"]]
    issued = sent(keeper, f"{path}issue/", MONDAY)
    assert issued["state"] == "issued"
    for number in (made["number"], year.a.dossier.number, year.b.dossier.number):
        lines = keeper.get(f"{URL}target-lists/{number}/").json()["lines"]
        entry = next(one["entry"] for one in lines if one["rule"] == "manual")
        target = f"target-lists/{number}/targets/{entry}/rate/"
        body = sent(keeper, target, MONDAY, points="27.5", reason="台账齐全")
    assert body["unrated"] == 0
    early = sent(keeper, f"{path}score/", MONDAY, 409)
    (score,) = [
        one for one in keeper.get(f"{URL}{path}").json()["offers"] if one["code"] == "score"
    ]
    assert (score["allowed"], score["reason"]) == (False, early["reason"])
    sent(keeper, f"{path}score/", AFTER)
    sent(keeper, f"{path}announce/", ANNOUNCED)
    of_list = f"target-lists/{year.a.dossier.number}/"
    assert of_a.get(f"{URL}{of_list}").status_code == 200
    assert client_of(zheng_other).get(f"{URL}{of_list}").status_code == 404
    sent(of_a, f"{of_list}appeal/", ANNOUNCED, words="走访记录是齐的。")
    answered = sent(
        keeper,
        f"{of_list}answer/",
        ANNOUNCED,
        outcome="upheld",
        correction="2",
        answer="情况属实。",
    )
    assert answered["appeals"][0]["correction"] == "2.0"
    graded = sent(keeper, f"{path}finish/", GRADED)
    assert graded["state"] == "final"
    body = keeper.get(f"{URL}{of_list}").json()
    assert body["grade"]
    assert all(one["is_frozen"] for one in body["lines"])
    body = sent(
        keeper, f"{of_list}use/", GRADED, kind="talk", words="约谈书记", taken_on=GRADED.isoformat()
    )
    assert body["consequences"][0]["said"] == "约谈书记"


def test_a_veto_is_entered_and_lifted(year: Year, client_of: Browser) -> None:
    year.issued()
    client, path = client_of(year.keeper), f"target-lists/{year.a.dossier.number}/"
    matter = actions.veto_matters(year.a)[0]
    unknown = sent(client, f"{path}veto/", MONDAY, 400, matter="别的", reason="x")
    assert unknown["errors"]["matter"][0] == "请选择情形。"
    body = sent(
        client,
        f"{path}veto/",
        MONDAY,
        matter=matter,
        happened_on=MONDAY.isoformat(),
        reason="见通报",
    )
    assert body["is_vetoed"]
    entry = body["vetoes"][0]["entry"]
    lifted = sent(client, f"{path}vetoes/{entry}/lift/", MONDAY, reason="查实不属实")
    assert not lifted["is_vetoed"]
    unknown = sent(
        client, f"{path}add-bonus/", MONDAY, 409, words="被区里推广", points="2",
        happened_on=MONDAY.isoformat(), evidence="HD2026-105001-9999", reason="有文件",
    )  # fmt: skip
    assert set(unknown["errors"]) == {"evidence"}
    award = client.post(
        f"{URL}{path}award/",
        {"name": "先进", "awarded_on": "2027-02-01", "file": upload("表彰.pdf", PDF)},
    )
    assert (award.status_code, award.json()["code"]) == (409, "appraisal.state")


def test_a_review_keeps_its_ballots_counted_only(
    year: Year, branch_secretary: User, li_secretary: User, client_of: Browser
) -> None:
    keeper = client_of(year.keeper)
    path = f"years/{year.appraisal.dossier.number}/"
    opening = {"unit": "410105001003", "secretary": branch_secretary.pk}
    made = sent(keeper, f"{path}open-review/", MONDAY, 201, **opening)
    assert sent(client_of(li_secretary), f"{path}open-review/", MONDAY, 403, **opening)
    path = f"reviews/{made['number']}/"
    with clock.moved_to(MONDAY):
        given = {
            "stated_on": MONDAY.isoformat(), "summary": "走访还不够。",
            "file": upload("述职报告.pdf", PDF),
        }  # fmt: skip
        stated = client_of(branch_secretary).post(f"{URL}{path}deliver/", given)
    assert stated.status_code == 200, stated.text
    for raters in ("members", "residents", "office", "team"):
        votes = {"first": 9, "second": 1, "third": 0, "fourth": 0}
        body = sent(keeper, f"{path}enter-ballots/", MONDAY, raters=raters, **votes)
    assert set(body["ballots"][0]) == {
        "raters", "raters_name", "first", "second", "third", "fourth",
    }  # fmt: skip
    assert body["points"]
    sent(keeper, f"{path}count-ballots/", MONDAY)
    body = sent(
        client_of(li_secretary), f"{path}comment/", MONDAY, comment="总体不错。",
        problems="走访记录不全，2027-03-31",
    )  # fmt: skip
    early = sent(keeper, f"{path}close-review/", MONDAY, 409)
    assert early["reason"]
    settling = f"{path}problems/{body['problems'][0]['entry']}/settle/"
    body = sent(keeper, settling, MONDAY, result="已补齐")
    assert body["problems"][0]["result"] == "已补齐"
    sent(keeper, f"{path}conclude/", MONDAY)
    assert sent(keeper, f"{path}close-review/", MONDAY)["grade"]


def test_the_pack_is_downloaded_with_its_digest(
    year: Year, no_papers: None, zhao_chair: User, client_of: Browser
) -> None:
    client = client_of(year.keeper)
    path = f"{URL}years/{year.appraisal.dossier.number}/"
    year.issued().rated(30)

    def asked() -> Any:
        with clock.moved_to(GRADED):
            answer = client.get(f"{path}pack/", headers={"Accept": "application/zip"})
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
        digest = b64encode(hashlib.sha256(answer.content).digest()).decode()
        assert answer["Repr-Digest"] == f"sha-256=:{digest}:"
        return answer

    assert "未定稿" in unquote(asked()["Content-Disposition"])
    assert client.get(path).json()["pack_digest"] == ""
    year.scored().announced().graded()
    final = asked()
    assert client.get(path).json()["pack_digest"] == hashlib.sha256(final.content).hexdigest()
    assert asked().content == final.content
    refused = client_of(zhao_chair).get(f"{path}pack/", headers={"Accept": "application/zip"})
    assert (refused.status_code, refused["Content-Type"]) == (403, "application/problem+json")
    assert "下载年终材料包" in refused.json()["reason"]


def test_the_lists_cost_the_same_for_two_and_many(year: Year, client_of: Browser) -> None:
    client = client_of(year.keeper)

    def asked(path: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(f"{URL}{path}/").status_code == 200
        return len(seen)

    def more(first: int, last: int) -> None:
        for number in range(first, last):
            unit = _unit(
                f"41010500190{number:02}", f"第{number}社区居委会", f"第{number}社区",
                "community", year.office.street,
            )  # fmt: skip
            someone = _someone(f"shuji{number}", f"书记{number}", unit, "branch_secretary")
            with clock.moved_to(MONDAY):
                actions.add_list(year.appraisal, by=year.keeper, unit=unit, like=year.a)
                actions.open_review(year.appraisal, by=year.keeper, unit=unit, secretary=someone)

    paths = ("target-lists", "reviews")
    more(1, 3)
    few = [(asked(path), asked(path))[1] for path in paths]
    more(3, 9)
    assert [asked(path) for path in paths] == few
    assert len(client.get(f"{URL}reviews/?state=opened").json()["results"]) == 8
    (only,) = client.get(f"{URL}years/?state=draft").json()["results"]
    assert only["year"] == YEAR
