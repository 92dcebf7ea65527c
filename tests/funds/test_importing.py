"""Receipts from a table: good rows are entered like typed ones, every bad one is named."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiedao.funds import importing
from jiedao.funds.models import Project, Receipt
from jiedao.lib import sheets
from jiedao.people.models import User
from tests.attachments.files import upload
from tests.funds.conftest import received

Browser = Callable[[User], Client]


def table(*rows: list[Any]) -> bytes:
    return sheets.workbook("到账", importing.COLUMNS, rows).content


def test_good_rows_are_entered_and_bad_ones_named(
    project: Project, officer: User, client_of: Browser
) -> None:
    received(project, officer)
    client, url = client_of(officer), f"{project.get_absolute_url()}import/"
    assert url in client.get(project.get_absolute_url()).text
    assert "下载模板" in client.get(url).text
    content = table(
        [date(2026, 3, 5), Decimal("50000.50"), "驻区单位", "驻街单位", "收-1"],
        ["2026年3月6日", "1,200元", "社会捐赠", "居民捐助", "收-2"],
        [date(2026, 3, 2), 200_000, "上级专项", "区民政局", "收-0312"],
        [date(2026, 3, 7), "一万", "财政", "区财政局", "收-3"],
        [date(2026, 3, 7), 10, "彩票", "区财政局", "收-4"],
        [date(2027, 1, 1), 10, "财政", "区财政局", "收-5"],
        [None, 10, "财政", "区财政局", "收-6"],
        [date(2026, 3, 8), -10, "财政", "区财政局", "收-7"],
        [date(2026, 3, 8), 10, "财政", "", ""],
    )
    page = client.post(url, {"file": upload("到账.xlsx", content)})
    assert page.status_code == 200
    assert "已登记2笔到账，有7行没有登记。" in page.text
    for line, said in (
        (4, f"已经由{officer}登记过"),
        (5, "金额“一万”不是数"),
        (6, "来源“彩票”不认识，请填财政、上级专项、驻区单位、社会捐赠、自筹之一。"),
        (7, "2027年1月1日还没有到"),
        (8, "没有填到账日期"),
        (9, "金额要大于零"),
        (10, "请写明谁拨付或者捐助的"),
    ):
        assert f"第{line}行" in page.text
        assert said in page.text
    found = Receipt.objects.order_by("on").values_list("amount", "source", "payer")
    assert list(found)[1:] == [
        (Decimal("50000.50"), "stationed", "驻街单位"),
        (Decimal("1200"), "donation", "居民捐助"),
    ]
    # The same file once more enters nothing twice.
    again = client.post(url, {"file": upload("到账.xlsx", content)})
    assert "已登记0笔到账，有9行没有登记。" in again.text
    assert Receipt.objects.count() == 3


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("到账.csv", "日期,金额\n2026-03-02,5".encode(), "表头里缺少“到账日期”"),
        ("到账.xls", b"\xd0\xcf", "是旧格式"),
        ("到账.xlsx", b"PK", "打不开"),
        ("到账.csv", b"", "是空的"),
    ],
)
def test_a_file_that_is_none_is_told_so(
    project: Project, officer: User, client_of: Browser, name: str, content: bytes, said: str
) -> None:
    url = f"{project.get_absolute_url()}import/"
    page = client_of(officer).post(url, {"file": upload(name, content)})
    assert page.status_code == 409
    assert said in page.text


def test_the_template_can_be_imported_as_it_is(
    project: Project, officer: User, client_of: Browser
) -> None:
    client = client_of(officer)
    sheet = client.get(reverse("funds:receipts_template"))
    assert importing.read(sheet.content, "模板.xlsx")[1] == []
