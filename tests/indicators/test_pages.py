"""What a person sees of a figure: compared, by month, by unit, down to the rows he may open."""

import json
from collections.abc import Callable
from decimal import Decimal
from io import StringIO
from urllib.parse import quote

import pytest
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from decisions.indicators import ANSWERED_SHARE, MATTERS_CARRIED_OUT, SPENT
from decisions.models import Matter
from jiedao.access import actions as access
from jiedao.access.models import RecusalScope
from jiedao.indicators import actions
from jiedao.indicators.blanks import BLANKS
from jiedao.indicators.figures import Figure
from jiedao.indicators.selectors import Told, phrases
from jiedao.people.models import User
from tests.conftest import TODAY, Office
from tests.decisions.programs import api
from tests.support import statements


def body(response: HttpResponse) -> str:
    """The page as text."""
    assert response.status_code == 200
    return response.content.decode()


YEAR = "since=2026-01-01&until=2026-12-31"
CARRIED_OUT = reverse("indicators:figure_page", args=["decisions.carried_out"])


def test_a_figure_page_says_how_it_is_counted_and_opens_to_its_rows(
    carried_out: Matter, li_secretary: User, client_of: Callable[[User], Client]
) -> None:
    shown = body(client_of(li_secretary).get(f"{CARRIED_OUT}?{YEAR}"))
    assert "办理居民切身利益重大事项：1件" in shown
    assert "期内符合定义的记录，一条计一次。" in shown
    assert "1件以上" in shown
    assert "上期</dt><dd>0件，本期增加1件" in shown
    assert "去年同期</dt><dd>0件，本期增加1件" in shown
    assert '2026年4月</th><td class="num nowrap">1件</td>' in shown
    assert '2026年5月</th><td class="num nowrap">0件</td>' in shown
    assert carried_out.dossier.number in shown
    assert "无权查看" not in shown


@pytest.mark.parametrize(
    ("figure", "value", "said"),
    [
        (MATTERS_CARRIED_OUT, "23", ["23件", "20余件", "20件以上"]),
        (MATTERS_CARRIED_OUT, "4", ["4件", "4件以上"]),
        (MATTERS_CARRIED_OUT, "0", ["0件"]),
        (SPENT, "385200", ["38.52万元", "30余万元", "35万元以上"]),
        (SPENT, "900", ["900元"]),
        (ANSWERED_SHARE, "50.0", ["50.0%"]),
        (ANSWERED_SHARE, None, ["没有"]),
    ],
)
def test_a_report_may_say_it_in_several_ways_none_of_them_too_much(
    figure: Figure, value: str | None, said: list[str]
) -> None:
    assert phrases(Told(figure, None if value is None else Decimal(value))) == said


def test_rows_are_narrowed_sorted_and_exported(
    carried_out: Matter, li_secretary: User, client_of: Callable[[User], Client]
) -> None:
    client = client_of(li_secretary)
    number = carried_out.dossier.number
    assert number in body(client.get(f"{CARRIED_OUT}?{YEAR}&q={quote('充电')}&sort=oldest"))
    none = body(client.get(f"{CARRIED_OUT}?{YEAR}&q={quote('路灯')}"))
    assert number not in none
    assert "没有符合的。换一个词再找。" in none
    assert "办理居民切身利益重大事项：1件" in none
    sheet = client.get(f"{CARRIED_OUT}?{YEAR}&xlsx=1")
    assert sheet["Content-Type"].endswith("spreadsheetml.sheet")
    odd = client.get(f"{CARRIED_OUT}?since=x&until=2026-01-01&sort=nothing&q=%00")
    assert odd.status_code in (200, 400)


def test_who_may_not_open_a_row_is_told_that_there_is_one(
    office: Office, carried_out: Matter, li_secretary: User, client_of: Callable[[User], Client]
) -> None:
    assert li_secretary.person
    access.recuse(
        carried_out.dossier,
        person=li_secretary.person,
        scope=RecusalScope.SEE,
        reason="本人是3号院业主",
        by=li_secretary,
        on=TODAY,
    )
    shown = body(client_of(li_secretary).get(f"{CARRIED_OUT}?{YEAR}"))
    assert "办理居民切身利益重大事项：1件" in shown
    assert "另有1件您无权查看。" in shown
    assert carried_out.dossier.number not in shown


def test_the_page_costs_the_same_settled_or_not_and_never_more_than_it_may(
    carried_out: Matter, li_secretary: User, client_of: Callable[[User], Client]
) -> None:
    client = client_of(li_secretary)
    actions.settle()
    for address in (reverse("indicators:figure_list"), CARRIED_OUT):
        assert client.get(f"{address}?{YEAR}").status_code == 200
        assert statements(lambda address=address: client.get(f"{address}?{YEAR}")) <= 12


def test_programs_read_the_same_figures(
    office: Office, carried_out: Matter, li_secretary: User
) -> None:
    client = api(li_secretary)
    figures = {
        row["code"]: row
        for row in client.get("/api/v1/figures/?from=2026-01-01&to=2026-12-31").json()
    }
    assert figures["decisions.carried_out"]["value"] == 1
    assert figures["decisions.carried_out"]["report"] == "F5"
    assert figures["decisions.objections_answered_share"]["value"] is None
    assert figures["decisions.spent"]["words"].endswith("元")
    one = client.get("/api/v1/figures/decisions.carried_out/?from=2026-01-01&to=2026-12-31").json()
    assert [(line["code"], line["value"]) for line in one["by_unit"]] == [(office.a.code, 1)]
    assert sum(line["value"] for line in one["by_month"]) == 1
    assert client.get("/api/v1/figures/decisions.unknown/").status_code == 404
    assert client.get("/api/v1/figures/?unit=990000").status_code == 404
    wrong = client.get("/api/v1/figures/?from=2026-05-01&to=2026-04-01")
    assert wrong.status_code == 400
    assert "结束日期不能早于开始日期" in wrong.json()["errors"]["to"][0]
    assert client.get("/api/v1/figures/?from=soon").status_code == 400
    assert client.get("/api/v1/figures/?from=0001-01-01").status_code == 400


def test_the_command_names_every_blank_of_the_report_and_none_is_zero_for_want_of_records(
    office: Office, carried_out: Matter
) -> None:
    said = StringIO()
    call_command("figures", "--json", "--from", "2026-01-01", "--to", "2026-12-31", stdout=said)
    lines = json.loads(said.getvalue())
    assert {line["report"] for line in lines} >= {blank.code for blank in BLANKS}
    by_report = {line["report"]: line for line in lines if line["report"]}
    f5 = by_report["F5"]
    assert (f5["value"], f5["rows"], f5["available"]) == (1, 1, True)
    assert by_report["F12"] == {
        "code": None, "report": "F12", "name": "调解处理矛盾纠纷", "kind": None,
        "value": None, "rows": None, "available": False,
    }  # fmt: skip
    assert {line["kind"] for line in lines if line["code"]} == {"计数", "求和", "时点", "比率"}
    plain = StringIO()
    call_command("figures", "--unit", office.b.code, "--to", "2026-12-31", stdout=plain)
    assert "F5  办理居民切身利益重大事项：0" in plain.getvalue()
    with pytest.raises(CommandError, match="没有这个单位"):
        call_command("figures", "--unit", "1")
    with pytest.raises(CommandError, match="结束日期不能早于开始日期"):
        call_command("figures", "--from", "2026-02-01", "--to", "2026-01-01")
