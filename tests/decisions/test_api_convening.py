"""Joint requests and old matters on the API: the same acts and sentences as on their pages."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.test.client import MULTIPART_CONTENT

from decisions import actions
from decisions.historic import COLUMNS, EXAMPLE
from decisions.models import ConveningRequest, HistoricMatter
from jiedao.lib import clock, sheets
from jiedao.organisation import actions as organisation
from jiedao.people import actions as people
from jiedao.people.models import User
from tests.api.machines import opened, program, token_for
from tests.conftest import Office
from tests.decisions.conftest import START
from tests.support import photo, statements

Browser = Callable[[User], Client]
JSON = "application/json"
REQUESTS, OLD = "/api/v1/convening/", "/api/v1/historic/"


@pytest.fixture(autouse=True)
def _vault(settings: Any, tmp_path: Path) -> Any:
    settings.MEDIA_ROOT = tmp_path / "attachments"
    with clock.moved_to(START):
        yield


def typed(**other: Any) -> dict[str, Any]:
    return {
        "unit": "410105001003", "asked_for": "representatives", "backers": "representatives",
        "subject": "要求重新讨论停车收费", "wish": "收费标准没有征求大家意见，请开会讨论。",
    } | other  # fmt: skip


def asked(unit: Any, by: User, **other: Any) -> ConveningRequest:
    given = {name: value for name, value in typed(**other).items() if name != "unit"}
    return actions.request_convening(unit, by=by, on=START, **given)


def counted(office: Office) -> None:
    organisation.count_heads(
        office.a,
        counted_on=START,
        adults=3000,
        households=1200,
        source="社区人口台账",
        by=people.system(),
    )


def test_representatives_ask_and_must_be_heard(
    office: Office, posts: Any, zhao_chair: User, client_of: Browser
) -> None:
    client = client_of(zhao_chair)
    for _ in range(2):
        answer = client.post(REQUESTS, typed(), content_type=JSON, headers={"Idempotency-Key": "1"})
        assert answer.status_code == 201
    request = ConveningRequest.objects.get()
    url = answer["Location"]
    assert answer.json()["number"] == request.dossier.number
    roster = client.get(f"{url}roster/").json()
    assert len(roster) == 40
    present = [one["person"] for one in roster[:7]]
    client.post(f"{url}tick-names/", {"present": present}, content_type=JSON)
    short = client.post(f"{url}accept-request/", {}, content_type=JSON)
    assert short.status_code == 409
    assert "7 ＜ 8" in short.json()["arithmetic"]
    present = [one["person"] for one in roster[:8]]
    said = client.post(f"{url}tick-names/", {"present": present}, content_type=JSON).json()
    assert (said["enough"], said["state"]) == (True, "received")
    assert sum(one["signed"] for one in client.get(f"{url}roster/").json()) == 8
    said = client.post(f"{url}accept-request/", {}, content_type=JSON).json()
    assert (said["state"], len(said["deadlines"])) == ("must_convene", 1)
    assert "8 ≥ 8" in said["sum"]
    assert client.get(f"{url}meetings/").json() == []
    wrong = client.post(f"{url}record-convening/", {"meeting": 1}, content_type=JSON)
    assert (wrong.status_code, list(wrong.json()["errors"])) == (400, ["meeting"])


def test_a_signed_sheet_is_kept_and_its_signatures_entered(
    office: Office, posts: Any, zhao_chair: User, client_of: Browser
) -> None:
    counted(office)
    request = asked(office.a, zhao_chair, asked_for="residents", backers="adults")
    client, url = client_of(zhao_chair), f"{REQUESTS}{request.dossier.number}/"
    answer = client.post(f"{url}enter-sheet/", {"signatures": 320})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["file"])
    said = client.post(f"{url}attach-signatures/", {"file": photo("1.jpg")}).json()
    assert [one["kind"] for one in said["papers"]] == ["signatures"]
    said = client.post(f"{url}enter-sheet/", {"signatures": 320}).json()
    assert (said["enough"], len(said["papers"])) == (True, 1)
    assert client.post(f"{url}enter-sheet/", {"signatures": 3001}).status_code == 409
    # Residents sign a sheet; the roster is for representatives.
    answer = client.get(f"{url}roster/")
    assert answer.status_code == 409


@pytest.mark.parametrize(
    ("wrong", "status", "field"),
    [
        ({"unit": "1"}, 400, "unit"),
        ({"asked_for": "party"}, 400, "asked_for"),
        ({"wish": "请联系13812345678。"}, 400, "wish"),
        ({"about": "JC2026-001003-9999"}, 400, "about"),
        ({"backers": "adults"}, 409, "backers"),
        ({"unit": "410105001006"}, 403, ""),
    ],
)
def test_what_is_wrong_with_a_request_is_said_and_nothing_is_kept(
    office: Office, posts: Any, zhao_chair: User, client_of: Browser,
    wrong: dict[str, Any], status: int, field: str,
) -> None:  # fmt: skip
    answer = client_of(zhao_chair).post(REQUESTS, typed(**wrong), content_type=JSON)
    assert answer.status_code == status, answer.text
    assert list(answer.json()["errors"]) == ([field] if field else [])
    assert not ConveningRequest.objects.exists()


def test_a_request_shows_no_more_than_its_page(
    office: Office,
    posts: Any,
    zhao_chair: User,
    wang_supervisor: User,
    zheng_other: User,
    client_of: Browser,
) -> None:
    request = asked(office.a, zhao_chair)
    url = f"{REQUESTS}{request.dossier.number}/"
    other, supervisor = client_of(zheng_other), client_of(wang_supervisor)
    assert other.get(REQUESTS).json()["results"] == []
    assert other.get(url).status_code == 404
    assert other.post(f"{url}tick-names/", {}, content_type=JSON).status_code == 404
    # Who may not count is told so before anything that is missing.
    assert supervisor.get(url).status_code == 200
    assert supervisor.post(f"{url}tick-names/", {}, content_type=JSON).status_code == 403
    assert supervisor.get(f"{url}roster/").status_code == 403
    chair = client_of(zhao_chair)
    (line,) = chair.get(f"{REQUESTS}?state=received&q=停车").json()["results"]
    assert line["number"] == request.dossier.number
    assert chair.get(f"{REQUESTS}?unit={office.street.code}&q=充电").json()["results"] == []
    assert chair.get(f"{REQUESTS}?state=nothing").status_code == 400
    chair.get(REQUESTS)
    few = statements(lambda: chair.get(REQUESTS))
    for number in range(19):
        asked(office.a, zhao_chair, subject=f"要求讨论第{number + 1}件事")
    assert len(chair.get(REQUESTS).json()["results"]) == 20
    assert statements(lambda: chair.get(REQUESTS)) == few


def test_another_system_registers_no_request_and_puts_old_papers_as_granted(
    office: Office, posts: Any, zhao_chair: User, security_admin: User
) -> None:
    (old,) = taken_over(zhao_chair, "南院围墙翻修")
    for acts, status, code in (
        ([], 403, "api.not_granted"),
        (["historic.attach"], 200, ""),
    ):
        name = f"archive{len(acts)}"
        archive = opened(security_admin, office.a, username=name, role="scanner", act_codes=acts)
        duties = ("decisions_view", "decisions_historic")
        machine = program(token_for(archive, security_admin, *duties))
        sent = {"file": photo("决议.jpg"), "kind": "minutes"}
        answer = machine.post(f"{OLD}{old.dossier.number}/attach/", sent)
        assert (answer.status_code, answer.json().get("code", "")) == (status, code)
    answer = machine.post(REQUESTS, typed(), format="json")
    assert (answer.status_code, answer.json()["code"]) == (403, "api.machine_reads")
    assert not ConveningRequest.objects.exists()


def taken_over(by: User, *titles: str) -> list[HistoricMatter]:
    rows = [[EXAMPLE[0], title, *EXAMPLE[2:]] for title in titles]
    table = sheets.workbook("历史补录", COLUMNS, rows)
    with clock.moved_to(START):
        actions.import_historic(table.content, filename="旧事项.xlsx", by=by)
    return list(HistoricMatter.objects.order_by("pk"))


def test_an_old_paper_is_put_to_its_old_matter_once(
    office: Office, zhao_chair: User, client_of: Browser
) -> None:
    (old,) = taken_over(zhao_chair, "南院围墙翻修")
    client, url = client_of(zhao_chair), f"{OLD}{old.dossier.number}/"
    assert client.get(url).json()["papers"] == []
    for _ in range(2):
        answer = client.post(
            f"{url}attach/",
            {"file": photo("会议记录.jpg"), "kind": "minutes"},
            headers={"Idempotency-Key": "1"},
        )
        assert answer.status_code == 200, answer.text
    assert old.dossier.attachments.count() == 1
    (paper,) = client.get(url).json()["papers"]
    assert (paper["kind"], paper["kind_name"]) == ("minutes", "会议记录")
    download = client.get(paper["url"])
    assert b"".join(download) == photo("会议记录.jpg").read()  # read to its end, so closed
    # The same paper again is said to be there.
    answer = client.post(f"{url}attach/", {"file": photo("会议记录.jpg"), "kind": "minutes"})
    assert (answer.status_code, list(answer.json()["errors"])) == (409, ["file"])
    answer = client.post(f"{url}attach/", {"kind": "casefile"})
    assert (answer.status_code, set(answer.json()["errors"])) == (400, {"file", "kind"})


def test_old_matters_are_shown_to_whom_their_pages_are(
    office: Office,
    zhao_chair: User,
    branch_secretary: User,
    zheng_other: User,
    client_of: Browser,
) -> None:
    old, _ = taken_over(zhao_chair, "南院围墙翻修", "北门路灯更换")
    other, branch, chair = map(client_of, (zheng_other, branch_secretary, zhao_chair))
    url = f"{OLD}{old.dossier.number}/"
    assert other.get(OLD).json()["results"] == []
    assert other.get(url).status_code == 404
    assert other.post(f"{url}attach/", {}, MULTIPART_CONTENT).status_code == 404
    # Who may not is told so, whatever is missing.
    answer = branch.post(f"{url}attach/", {}, MULTIPART_CONTENT)
    assert (answer.status_code, answer.json()["code"]) == (403, "historic.no_duty")
    (line,) = chair.get(f"{OLD}?kind=welfare&q=路灯").json()["results"]
    assert (line["title"], line["source"]) == ("北门路灯更换", "2024年居务档案第12卷")
    assert chair.get(f"{OLD}?unit={office.b.code}").json()["results"] == []
    assert chair.get(f"{OLD}?kind=nothing").status_code == 400
    chair.get(OLD)
    few = statements(lambda: chair.get(OLD))
    taken_over(zhao_chair, *(f"旧事项{number}" for number in range(18)))
    assert len(chair.get(OLD).json()["results"]) == 20
    assert statements(lambda: chair.get(OLD)) == few
