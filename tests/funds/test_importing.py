"""Receipts and payments from a table: looked at line by line, then all of them or none."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jiedao.dossiers.models import Dossier
from jiedao.funds import actions, importing
from jiedao.funds.indicators import LARGE, SPLIT
from jiedao.funds.models import Payment, Project, Receipt
from jiedao.indicators import kept
from jiedao.indicators.actions import settle
from jiedao.indicators.figures import Scope
from jiedao.lib import clock, sheets
from jiedao.people.models import User
from tests.attachments.files import upload
from tests.conftest import Office
from tests.funds.conftest import (
    budgeted,
    line_of,
    opened,
    paid,
    received,
    refusal_of,
)

Browser = Callable[[User], Client]
RECEIPTS = [column.heading for column in importing.RECEIPTS]
# As the finance office's bookkeeping calls them, with more than is asked for.
LEDGER = ["记账日期", "凭证字号", "摘要", "对方单位", "金额", "经办人"]
FIRM = "某某建筑工程公司"
OLD = "使用平台以前的账，照财政所2024年明细账补录"


def table(headings: list[str], *rows: list[Any]) -> bytes:
    return sheets.workbook("表", headings, rows).content


def paying(*rows: tuple[Any, ...]) -> bytes:
    """Rows of (day, voucher, what for, to whom, how much) as the bookkeeping exports them."""
    return table(LEDGER, *([*row, "会计"] for row in rows))


def looked_at(client: Client, url: str, content: bytes, **typed: str) -> Any:
    return client.post(url, typed | {"file": upload("表.xlsx", content)})


def seal_on(page: Any) -> str:
    (seal,) = re.findall(r'name="seal" value="([^"]+)"', page.text)
    return str(seal)


def confirmed(client: Client, url: str, page: Any) -> Any:
    token = re.findall(r'name="once_token" value="([^"]+)"', page.text)[0]
    return client.post(url, {"seal": seal_on(page), "once_token": token}, follow=True)


@pytest.fixture
def url(project: Project) -> str:
    return f"{project.get_absolute_url()}import-payments/"


def test_receipts_are_looked_at_and_one_bad_line_keeps_all_out(
    project: Project, officer: User, client_of: Browser
) -> None:
    received(project, officer)
    client, url = client_of(officer), f"{project.get_absolute_url()}import/"
    assert url in client.get(project.get_absolute_url()).text
    assert "下载模板" in client.get(url).text
    good = (
        [date(2026, 3, 5), Decimal("50000.50"), "驻区单位", "驻街单位", "收-1"],
        ["2026年3月6日", "1,200元", "社会捐赠", "居民捐助", "收-2"],
        [date(2026, 3, 2), 200_000, "上级专项", "区民政局", "收-0312"],
    )
    bad = (
        [date(2026, 3, 7), "一万", "财政", "区财政局", "收-3"],
        [date(2026, 3, 7), 10, "彩票", "区财政局", "收-4"],
        [date(2027, 1, 1), 10, "财政", "区财政局", "收-5"],
        [None, 10, "财政", "区财政局", "收-6"],
        [date(2026, 3, 8), -10, "财政", "区财政局", "收-7"],
        [date(2026, 3, 8), 10, "财政", "", ""],
        [date(2026, 3, 5), Decimal("50000.50"), "财政", "区财政局", "收-1"],
    )
    page = looked_at(client, url, table(RECEIPTS, *good, *bad))
    assert page.status_code == 422
    assert "有7行要改" in page.text
    assert "2行没有要改的地方，1行以前登记过" in page.text
    for line, said in (
        (5, "请只填数字，单位是元"),
        (6, "来源“彩票”不认识，请填财政、上级专项、驻区单位、社会捐赠、自筹之一。"),
        (7, "2027年1月1日还没有到"),
        (8, "没有填日期"),
        (9, "金额要大于零"),
        (10, "请写明谁拨付或者捐助的"),
        (11, "和第2行的日期、金额、凭证号相同"),
    ):
        assert re.search(f"第{line}行</td>.*?{said}", page.text)
    assert 'name="seal"' not in page.text
    page = looked_at(client, url, table(RECEIPTS, *good))
    assert "登记2笔，合计51,200.5元；1行以前登记过" in page.text
    assert Receipt.objects.count() == 1
    done = confirmed(client, url, page)
    assert "已登记2笔到账，另有1笔以前登记过，没有重复登记。" in done.text
    found = Receipt.objects.order_by("on").values_list("amount", "source", "payer")
    assert list(found)[1:] == [
        (Decimal("50000.50"), "stationed", "驻街单位"),
        (Decimal("1200"), "donation", "居民捐助"),
    ]
    # Sent again by a nervous finger, and the same file once more: nothing twice.
    assert "已经提交过" in confirmed(client, url, page).text
    assert "表里的3笔以前都登记过" in looked_at(client, url, table(RECEIPTS, *good)).text
    assert Receipt.objects.count() == 3


def test_payments_as_the_bookkeeping_exports_them_go_through_the_gates_of_the_form(
    project: Project, officer: User, client_of: Browser, url: str
) -> None:
    received(project, officer)
    client = client_of(officer)
    assert url in client.get(project.get_absolute_url()).text
    page = looked_at(client, url, paying(
        (date(2026, 3, 1), "付-1", "设计费", "市设计院", 8_000),
        (date(2026, 5, 30), "付-4", "基础工程款（第三期）", FIRM, 20_000),
        (date(2026, 5, 6), "付-2", "基础工程款（第一期）", FIRM, 20_000),
        (date(2026, 5, 16), "付-3", "基础工程款（第二期）", FIRM, 20_000),
        (date(2026, 4, 2), "付-5", "屋面工程款", "另一家公司", 60_000),
        (date(2026, 4, 3), "付-6", "门窗", "", 700),
        (None, "", "本月合计", "", 108_700),
    ))  # fmt: skip
    assert page.status_code == 422
    for line, said in (
        (2, "这笔支出8,000元，能付的只有0元，超出8,000元；没有到账的钱付不出去。"),
        (3, f"30天内付给{FIRM}的3笔合计6万元，达到大额支出标准5万元，要先经党工委集体研究。算法：2026年5月6日2万元 ＋ 2026年5月16日2万元 ＋ 这笔2万元 ＝ 6万元 ≥ 5万元。"),
        (6, "这笔支出6万元，达到大额支出标准5万元，要先经党工委集体研究。"),
        (7, "请照凭证填写收款人。"),
    ):  # fmt: skip
        assert re.search(f"第{line}行</td>.*?{re.escape(said)}", page.text), said
    assert "有4行要改" in page.text
    assert "第8行是合计、结转" in page.text
    assert "这些列没有用到：经办人。" in page.text
    assert not Payment.objects.exists()


def test_what_was_looked_at_is_entered_whole_and_once(
    project: Project, officer: User, client_of: Browser, url: str
) -> None:
    received(project, officer)
    client = client_of(officer)
    content = paying(
        (date(2026, 4, 8), "付-1", "防水", FIRM, 9_000), (date(2026, 4, 9), "付-2", "门", FIRM, 500)
    )
    page = looked_at(client, url, content)
    assert "还什么都没有登记。确认以后登记2笔，合计9,500元" in page.text
    # Meanwhile a colleague pays nearly all that is left: nothing is entered, and the line says why.
    spent = paid(project, officer, on=date(2026, 4, 20), amount=Decimal(45_000), payee="甲")
    other = paid(project, officer, on=date(2026, 4, 20), amount=Decimal(49_000), payee="乙",
                 voucher="付-乙")  # fmt: skip
    for payee, voucher in (("丙", "付-丙"), ("丁", "付-丁")):
        paid(project, officer, amount=Decimal(49_000), payee=payee, voucher=voucher)
    late = confirmed(client, url, page)
    assert late.status_code == 409
    assert "一笔也没有登记" in late.text
    assert "能付的只有8,000元" in late.text
    for one in (spent, other):
        actions.correct_payment(one, by=officer, reason="重复")
    assert "已登记2笔支出。" in confirmed(client, url, page).text
    assert "表里的2笔以前都登记过" in looked_at(client, url, content).text
    assert Payment.objects.filter(payee=FIRM).count() == 2
    # One that was taken back is shown to be entered anew.
    actions.correct_payment(Payment.objects.get(voucher="付-2"), by=officer, reason="用途写错")
    assert "冲销过，再登记" in looked_at(client, url, content).text


def test_a_confirmation_is_for_who_looked_and_for_that_record(
    office: Office, project: Project, officer: User, client_of: Browser, url: str
) -> None:
    received(project, officer)
    client = client_of(officer)
    page = looked_at(client, url, paying((date(2026, 4, 8), "付-1", "防水", FIRM, 9_000)))
    other = opened(office.a, officer, title="另一个项目")
    received(other, officer)
    elsewhere = f"{other.get_absolute_url()}import-payments/"
    for seal in (seal_on(page), "made-up"):
        told = client.post(elsewhere, {"seal": seal}, follow=True)
        assert "核对的结果已经过期" in told.text
    assert not Payment.objects.exists()


def test_a_budget_is_spent_by_the_lines_a_table_names(
    office: Office, officer: User, client_of: Browser
) -> None:
    budget = budgeted(office.street, officer)
    client, url = client_of(officer), f"{budget.get_absolute_url()}import/"
    assert url in client.get(budget.get_absolute_url()).text
    headings = [column.heading for column in importing.PAYMENTS]
    day = date(2026, 4, 8)
    page = looked_at(client, url, table(
        headings,
        [day, 100, "水费", "水务公司", "1", "工作经费", None],
        [day, 100, "电费", "供电公司", "2", "差旅费", None],
        [day, 100, "气费", "燃气公司", "3", None, None],
        [date(2025, 4, 8), 100, "气费", "燃气公司", "4", "工作经费", None],
        [day, 21_000, "党建", "书店", "5", "2026年党建经费", None],
    ))  # fmt: skip
    for line, said in (
        (3, "预算科目“差旅费”不认识"), (4, "请填预算科目"), (5, "或者2025年的预算没有登记"),
        (6, "2026年党建经费只剩2万元"),
    ):  # fmt: skip
        assert re.search(f"第{line}行</td>.*?{said}", page.text), said
    page = looked_at(
        client, url, table(headings, [day, 100, "水费", "水务", "1", "工作经费", None])
    )
    assert "已登记1笔预算支出。" in confirmed(client, url, page).text
    assert Payment.objects.get().line == line_of(budget, "operating")


def history(project: Project, officer: User) -> bytes:
    """Four payments of the year before the office kept its money here, two of them split, one large."""
    received(project, officer, on=date(2024, 1, 8), voucher="收-旧")
    return paying(
        (date(2024, 3, 1), "旧-1", "基础工程款（第一期）", FIRM, 30_000),
        (date(2024, 3, 20), "旧-2", "基础工程款（第二期）", FIRM, 30_000),
        (date(2024, 6, 3), "旧-3", "屋面工程款", "另一家公司", 60_000),
        (date(2024, 9, 3), "旧-4", "零星维修", "修理店", 300),
    )


def test_payments_from_before_the_portal_are_history_with_a_reason(
    office: Office,
    project: Project,
    officer: User,
    li_secretary: User,
    client_of: Browser,
    url: str,
) -> None:
    content, client = history(project, officer), client_of(officer)
    plain = looked_at(client, url, content)
    assert (plain.status_code, "有2行要改" in plain.text) == (422, True)
    page = looked_at(client, url, content, backfill_reason=OLD)
    assert f"确认以后补录4笔，合计12.03万元。补录原因：{OLD}" in page.text
    assert "已补录4笔支出。" in confirmed(client, url, page).text
    rows = Payment.objects.order_by("on")
    assert [(row.is_large, row.is_split, row.decision) for row in rows] == [
        (False, False, None), (False, True, None), (True, False, None), (False, False, None),
    ]  # fmt: skip
    assert {row.backfill_reason for row in rows} == {OLD}
    shown = client.get(project.get_absolute_url()).text
    assert shown.count("疑似拆分") == 1
    assert (
        f"补录2024年3月20日支出3万元，用于基础工程款（第二期），付给{FIRM}，凭证旧-2。补录原因：{OLD}。"
        in shown
    )
    # The list of projects leads to them, although they lie in no usual period.
    (link,) = re.findall(
        r'2024年3月20日以来有疑似拆分、没有党工委决定的支出。<a href="([^"]+)"',
        client.get(reverse("funds:project_list")).text,
    )
    assert str(project) in client_of(li_secretary).get(unescape(link)).text
    year = Scope(office.street, date(2024, 1, 1), date(2025, 1, 1))
    assert list(SPLIT.rows(year)) == [rows[1]]
    assert list(LARGE.rows(year)) == [rows[2]]
    settle()
    (values,) = kept.values(year)
    assert (values[SPLIT.code], values[LARGE.code]) == (1, 1)
    # Taken back, the wrong one keeps its mark and no longer counts.
    counter = actions.correct_payment(rows[1], by=officer, reason="账上已经冲销")
    assert counter.backfill_reason == OLD
    assert not list(SPLIT.rows(year))


def test_history_ends_on_the_day_the_street_began_to_keep_its_money_here(
    office: Office, project: Project, officer: User
) -> None:
    received(project, officer, on=date(2024, 1, 8))
    first = clock.day_of(Dossier.objects.get(pk=project.pk).opened_at)
    with clock.moved_to(first.replace(day=first.day + 1)):
        later = opened(office.b, officer, title="后来的项目")
        received(later, officer, on=date(2024, 1, 8))
        for target in (project, later):
            refusal = refusal_of(paid, target, officer, on=first, backfill_reason=OLD)
            assert (refusal.code, refusal.field) == ("funds.not_history", "on")
            assert "起已经在平台登记经费，那天以后的支出照平常登记" in refusal.reason
    refused = refusal_of(
        paid, project, officer, on=date(2024, 5, 1), backfill_reason=OLD, decision_number="YT1"
    )
    assert refused.code == "funds.no_decision"  # one that is named is judged like any other
    assert refusal_of(
        paid, project, officer, on=date(2024, 1, 1), backfill_reason=OLD
    ).code == "funds.not_covered"  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("支出.csv", "日期,金额\n2026-03-02,5".encode(), "表头里缺少“用在什么上”、“收款人”、“凭证号”"),
        ("支出.xls", b"\xd0\xcf", "是旧格式"),
        ("支出.xlsx", b"PK", "打不开"),
        ("支出.csv", b"", "是空的"),
        ("支出.csv", ("日期,金额,摘要,对方单位,凭证号\n" + "2026-03-02,5,a,b,c\n" * 501).encode(), "最多导入500笔"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_told_so(
    project: Project, officer: User, client_of: Browser, url: str, name: str, content: bytes, said: str
) -> None:  # fmt: skip
    page = client_of(officer).post(url, {"file": upload(name, content)})
    assert page.status_code == 409
    assert said in page.text


@pytest.mark.parametrize("columns", [importing.RECEIPTS, importing.PAYMENTS])
def test_the_template_can_be_imported_as_it_is(
    project: Project, officer: User, client_of: Browser, columns: Any
) -> None:
    name = "receipts" if columns is importing.RECEIPTS else "payments"
    sheet = client_of(officer).get(reverse(f"funds:{name}_template"))
    table = importing.read(sheet.content, "模板.xlsx", columns)
    assert (len(table.raws), table.faults, table.unread) == (1, [], [])


def test_a_line_costs_the_same_in_a_short_table_and_in_a_long_one(
    project: Project, officer: User, client_of: Browser, url: str
) -> None:
    received(project, officer)
    client = client_of(officer)

    def asked(count: int) -> int:
        rows = [(date(2026, 4, 8), f"付-{n}", "防水", f"公司{n}", 10 + n) for n in range(count)]
        with CaptureQueriesContext(connection) as seen:
            assert looked_at(client, url, paying(*rows)).status_code == 200
        return len(seen)

    asked(2)
    few, more, most = asked(2), asked(4), asked(6)
    assert most - more == more - few
