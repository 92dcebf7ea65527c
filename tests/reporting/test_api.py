"""Papers of the regime on the API: read as on the page, handed in, received and sent back by the same acts."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from jiedao.lib import clock
from jiedao.people.models import User
from jiedao.reporting import actions
from jiedao.reporting.models import Filing, Override, Paper, Task
from tests.api.machines import opened, program, token_for
from tests.conftest import Office
from tests.reporting.conftest import FRIDAY, MONDAY, paper_of, written
from tests.support import statements

Browser = Callable[[User], Client]
URL = "/api/v1/reports/"
JSON = "application/json"


@pytest.fixture(autouse=True)
def _on_friday(week: Office) -> Iterator[None]:
    with clock.moved_to(FRIDAY):
        yield


def post(client: Client, paper: Paper, step: str, said: Any = None, key: str = "") -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    url = f"{URL}{paper.dossier.number}/{step}/"
    return client.post(url, said or {}, content_type=JSON, headers=headers)


def test_a_paper_is_handed_in_once_sent_back_and_received(
    office: Office, sun_worker: User, lead_official: User, client_of: Browser
) -> None:
    paper = written(paper_of(office.a), sun_worker, plans="修路灯。")
    worker, lead = client_of(sun_worker), client_of(lead_official)
    draft = worker.get(f"{URL}{paper.dossier.number}/").json()
    assert (draft["is_draft"], draft["filings"]) == (True, [])
    assert draft["content"]["plans"] == "修路灯。"
    assert [(one["code"], one["allowed"]) for one in draft["offers"]] == [
        ("write", True),
        ("override_figure", True),
        ("submit", True),
    ]

    first, again = (post(worker, paper, "submit", key="1") for _ in range(2))
    assert (first.status_code, again.status_code) == (200, 200)
    assert again["Idempotency-Replayed"] == "true"
    assert Filing.objects.count() == 1
    assert (first.json()["state"], first.json()["is_draft"]) == ("submitted", False)

    back = post(lead, paper, "send-back", {"reason": "请写明路灯什么时候修。"}).json()
    assert (back["state"], back["returns"]) == ("returned", 1)
    assert back["return_reason"] == "请写明路灯什么时候修。"
    assert back["is_draft"]
    actions.write(paper_of(office.a), by=sun_worker, words={"plans": "周一修路灯。"})
    assert post(worker, paper, "submit").status_code == 200
    done = post(lead, paper, "accept", key="2").json()
    assert (done["state"], [one["round"] for one in done["filings"]]) == ("accepted", [1, 2])
    assert done["content"]["plans"] == "周一修路灯。"


def test_a_paper_is_written_and_answers_what_is_owed(
    office: Office, sun_worker: User, client_of: Browser
) -> None:
    worker, first = client_of(sun_worker), paper_of(office.a)
    sent = {"done": "走访了12户老人。", "problems": "东院路灯坏了三盏。"}
    said = post(worker, first, "write", sent | {"seen": first.dossier.ledger_seq}, key="1").json()
    assert (said["content"]["done"], said["owed"]) == ("走访了12户老人。", [])
    # Somebody wrote meanwhile: nobody's words are overwritten unread.
    stale = post(worker, first, "write", {"done": "别的。", "seen": first.dossier.ledger_seq})
    assert (stale.status_code, stale.json()["code"]) == (409, "report.written_meanwhile")
    answer = post(worker, first, "write", {"highlights": "有。"})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["highlights"])
    assert post(worker, first, "submit").status_code == 200
    assert post(worker, first, "write", {"done": 1}).status_code == 409

    with clock.moved_to(FRIDAY + timedelta(days=3)):
        actions.sweep(day=clock.today())
        following = paper_of(office.a)
        url = f"{URL}{following.dossier.number}/"
        (owed,) = worker.get(url).json()["owed"]
        assert (owed["words"], owed["outcome"]) == ("东院路灯坏了三盏。", "")
        wrong = {"answers": [{"key": "point-0", "outcome": "done"}]}
        answer = post(worker, following, "write", wrong)
        assert (answer.status_code, list(answer.json()["errors"])) == (400, ["answers"])
        answers = [{"key": owed["key"], "outcome": "going"}]
        answer = post(worker, following, "write", {"done": "修灯。", "answers": answers})
        assert "没有完成的，请写一句话" in answer.json()["reason"]
        answers[0]["words"] = "还差西院。"
        said = post(worker, following, "write", {"done": "修灯。", "answers": answers}).json()
        assert (said["owed"][0]["outcome"], said["owed"][0]["said"]) == ("going", "还差西院。")
        assert post(worker, following, "submit").status_code == 200


@pytest.mark.usefixtures("visited_once")
def test_a_figure_is_put_right_with_a_reason_and_only_one_of_the_paper(
    office: Office, sun_worker: User, lead_official: User, client_of: Browser
) -> None:
    paper, worker = paper_of(office.a), client_of(sun_worker)
    right = {"figure": "liaison.visits", "value": "3", "reason": "有一次还没有登记"}
    for wrong, field in (
        ({"figure": "no.such"}, "figure"),
        ({"figure": "decisions.carried_out"}, "figure"),
        ({"reason": ""}, "reason"),
        ({"value": "三"}, "value"),
        ({"words": "3次"}, "words"),
    ):
        answer = post(worker, paper, "override-figure", right | wrong)
        assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    (_, choice) = post(worker, paper, "override-figure", right | {"figure": "x"}).json()["errors"][
        "figure"
    ]
    assert choice == "可以写：liaison.visits（分包社区走访）。"
    phone = post(worker, paper, "override-figure", right | {"reason": "问13812345678"})
    assert (phone.status_code, list(phone.json()["errors"])) == (409, ["reason"])
    assert post(client_of(lead_official), paper, "override-figure", right).status_code == 403
    for _ in range(2):
        done = post(worker, paper, "override-figure", right, key="1")
        assert done.status_code == 200, done.text
    (line,) = done.json()["content"]["figures"]
    assert (line["code"], line["override"]) == ("liaison.visits", "3")
    assert line["reason"] == "有一次还没有登记"
    assert Override.objects.count() == 1
    actions.submit(written(paper, sun_worker), by=sun_worker)
    late = post(worker, paper, "override-figure", right)
    assert (late.status_code, late.json()["code"]) == (409, "procedure.wrong_state")


def test_a_paper_is_released_by_who_receives(
    office: Office, sun_worker: User, lead_official: User, client_of: Browser
) -> None:
    paper, lead = paper_of(office.a), client_of(lead_official)
    assert post(client_of(sun_worker), paper, "release").status_code == 403
    url = f"{URL}{paper.dossier.number}/"
    offers = {one["code"]: one for one in lead.get(url).json()["offers"]}
    assert (offers["release"]["name"], offers["release"]["allowed"]) == ("登记不再报送", True)
    assert offers["release"]["url"].endswith(f"{url}release/")
    worker = client_of(sun_worker).get(url).json()
    assert "release" not in {one["code"] for one in worker["offers"]}
    answer = post(lead, paper, "release")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["reason"])
    assert post(lead, paper, "release", {"reason": "单位合并。"}).status_code == 200
    again = post(lead, paper, "release", {"reason": "单位合并。"})
    assert (again.status_code, again.json()["code"]) == (409, "report.not_owed")
    assert "release" not in {one["code"] for one in lead.get(url).json()["offers"]}


def test_a_review_is_written_and_published_by_a_program(
    office: Office, li_secretary: User, sun_worker: User, lead_official: User, client_of: Browser
) -> None:
    first = date(2026, 12, 1)
    with clock.moved_to(first):
        actions.sweep(day=first)
        review, client = paper_of(office.street, "review"), client_of(li_secretary)
        assert post(client_of(sun_worker), review, "compose").status_code == 404
        assert post(client_of(lead_official), review, "compose").status_code == 404
        closed = post(client, review, "publish-review")
        assert closed.json()["reason"] == "还没有写讲评意见，不能印发。"
        post(client, review, "compose", {"done": "总体按时。", "plans": "公开决算。"})
        said = post(client, review, "compose", {"plans": "年底前公开决算。"}).json()["content"]
        assert (said["done"], said["plans"]) == ("总体按时。", "年底前公开决算。")
        praise = {"kind": "praise", "unit": office.a.code, "words": "汇报按时。"}
        (line,) = post(client, review, "mention", praise).json()["content"]["mentions"]
        gone = post(client, review, f"mentions/{line['key']}/strike")
        assert gone.json()["content"]["mentions"] == []
        assert post(client, review, f"mentions/{line['key']}/strike").status_code == 404
        task = {"unit": office.a.code, "owner": sun_worker.pk, "words": "补台账"}
        late = post(client, review, "assign", task | {"due_on": first.isoformat()})
        assert (late.status_code, list(late.json()["errors"])) == (409, ["due_on"])
        for _ in range(2):
            answer = post(client, review, "assign", task | {"due_on": "2026-12-10"}, key="1")
        (line,) = answer.json()["content"]["tasks"]
        assert (line["owner"], line["words"]) == (sun_worker.name, "补台账")
        assert post(client, review, f"tasks/{line['key']}/strike").status_code == 200
        post(client, review, "assign", task | {"due_on": "2026-12-10"})
        assert post(client, review, "publish-review").json()["state"] == "published"
        closed = post(client, review, "mention", praise)
        assert (closed.status_code, closed.json()["code"]) == (409, "procedure.wrong_state")
    assert Task.objects.get().owner == sun_worker


def test_what_was_handed_in_is_read_as_it_was(
    office: Office, sun_worker: User, lead_official: User, client_of: Browser
) -> None:
    paper = written(paper_of(office.a), sun_worker)
    actions.submit(paper, by=sun_worker)
    Paper.objects.filter(pk=paper.pk).update(done="改过的。")
    said = client_of(lead_official).get(f"{URL}{paper.dossier.number}/").json()
    assert said["content"]["done"] == "完成了本周的走访。"


def test_the_refusals_are_those_of_the_page(
    office: Office,
    sun_worker: User,
    lead_official: User,
    li_secretary: User,
    zheng_other: User,
    client_of: Browser,
) -> None:
    paper = paper_of(office.a)
    worker = client_of(sun_worker)
    for step in ("write", "submit", "accept", "send-back"):
        assert post(client_of(zheng_other), paper, step).status_code == 404
    assert client_of(zheng_other).get(f"{URL}{paper.dossier.number}/").status_code == 404

    answer = post(client_of(li_secretary), paper, "submit")
    assert answer.status_code == 403
    assert "没有这项职责" in answer.json()["reason"]
    assert post(worker, paper, "accept").status_code == 403

    answer = post(worker, paper, "submit")
    assert answer.status_code == 409
    assert answer.json()["reason"] == "还没有写工作情况，不能报送。"
    # Who cannot send it back now is not asked for the reason.
    lead = client_of(lead_official)
    assert post(lead, paper, "send-back").status_code == 409
    actions.submit(written(paper, sun_worker), by=sun_worker)
    answer = post(lead, paper, "send-back")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["reason"])
    answer = post(lead, paper, "send-back", {"reason": "请联系13812345678。"})
    assert (answer.status_code, list(answer.json()["errors"])) == (409, ["reason"])
    assert paper_of(office.a).state == "submitted"


def test_a_system_reads_and_hands_nothing_in(
    office: Office, sun_worker: User, security_admin: User
) -> None:
    paper = written(paper_of(office.a), sun_worker)
    system = opened(security_admin, office.street)
    machine = program(token_for(system, security_admin))
    answer = machine.post(f"{URL}{paper.dossier.number}/submit/", {}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (403, "api.machine_reads")
    assert not Filing.objects.exists()


def test_the_list_shows_what_the_asker_may_see_and_narrows(
    office: Office,
    sun_worker: User,
    lead_official: User,
    zheng_other: User,
    client_of: Browser,
) -> None:
    actions.submit(written(paper_of(office.a), sun_worker), by=sun_worker)
    (own,) = client_of(zheng_other).get(URL).json()["results"]
    assert own["unit"] == office.b.code
    lead = client_of(lead_official)
    assert len(lead.get(f"{URL}?kind=weekly").json()["results"]) == 2
    (line,) = lead.get(f"{URL}?state=submitted").json()["results"]
    assert (line["unit_name"], line["standing"]) == ("体育社区", "待接收")
    assert (line["since"], line["due_on"]) == (MONDAY.isoformat(), FRIDAY.isoformat())
    (line,) = lead.get(f"{URL}?kind=weekly&unit={office.b.code}").json()["results"]
    assert line["state"] == "drafting"
    for wrong in ("kind=x", "state=x", "unit=x", "before=x"):
        answer = lead.get(f"{URL}?{wrong}")
        assert (answer.status_code, list(answer.json()["errors"])) == (400, [wrong[:-2]])


def test_the_list_costs_the_same_for_two_and_for_many(
    office: Office, lead_official: User, client_of: Browser
) -> None:
    lead = client_of(lead_official)
    lead.get(URL)
    few = statements(lambda: lead.get(URL))
    before = len(lead.get(URL).json()["results"])
    with clock.moved_to(FRIDAY.replace(year=2027, month=1)):
        actions.sweep(day=clock.today())
    found = lead.get(URL).json()["results"]
    assert before == 2 < 10 < len(found)
    assert statements(lambda: lead.get(URL)) == few
