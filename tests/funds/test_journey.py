"""From opening a project to its end, through the pages alone; the figures follow."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from jiedao.funds.models import Project, Receipt
from jiedao.people.models import User
from tests.conftest import Office

FIGURE = "/office/figures/funds.day_care/?since=2026-01-01&until=2026-12-31"


def send(client: Client, url: str, **typed: Any) -> Any:
    token = client.get(url).context["once_token"]
    return client.post(url, typed | {"once_token": token}, follow=True)


def test_a_day_care_centre_from_its_plan_to_its_end(
    office: Office,
    officer: User,
    branch_secretary: User,
    zheng_other: User,
    client_of: Callable[[User], Client],
) -> None:
    client, shown = client_of(officer), reverse("funds:project_list")
    assert "还没有登记经费项目。" in client.get(shown).text
    assert f'href="{shown}"' in client.get(reverse("regulations:regulation_list")).text
    page = send(
        client,
        reverse("funds:open_project"),
        unit=office.a.pk,
        title="体育社区日间照料中心建设",
        kind="day_care",
        place="体育社区日间照料中心",
        planned="40万元",
    )
    project = Project.objects.get()
    url = project.get_absolute_url()
    assert page.redirect_chain == [(url, 302)]
    assert f"已登记，编号{project.dossier.number}。" in page.text
    for words in ("筹备中", "还没有开工", "40万元", "还没有登记到账和支出。"):
        assert words in page.text
    assert "已登记开工。" in send(client, f"{url}begin/", begun_on="2026-02-10").text

    came = {"on": "2026-03-02", "source": "superior", "payer": "区民政局"}
    page = send(client, f"{url}receive/", amount="200,000", voucher="收-1", **came)
    assert "已登记到账20万元。" in page.text
    page = send(client, f"{url}receive/", amount="3000000", voucher="收-2", **came)
    assert "320万元" in client.get(FIGURE).text

    # One counter-entry takes it back everywhere.
    wrong = Receipt.objects.get(voucher="收-2")
    correct = reverse("funds:correct_receipt", args=[project.dossier.number, wrong.pk])
    assert correct in page.text
    page = send(client, correct, reason="多写了一个零")
    assert "已冲销到账300万元。" in page.text
    assert "多写了一个零" in page.text
    assert correct not in page.text
    figure = client.get(FIGURE).text
    assert "20万元" in figure
    assert "320万元" not in figure
    assert project.dossier.number in figure

    too_much = client.post(
        f"{url}pay/",
        {
            "on": "2026-04-08",
            "amount": "200001",
            "purpose": "防水工程款",
            "payee": "防水公司",
            "voucher": "付-1",
        },
    )
    assert too_much.status_code == 409
    assert "没有到账的钱付不出去" in too_much.text
    assert "算法：到2026年4月8日止，到账20万元 − 支出0元 ＝ 20万元。" in too_much.text
    assert 'value="防水工程款"' in too_much.text
    page = send(
        client,
        f"{url}pay/",
        on="2026-04-08",
        amount="49000",
        purpose="防水工程款",
        payee="防水公司",
        voucher="付-1",
    )
    assert "已登记支出4.9万元。" in page.text
    assert "已登记完工。" in send(client, f"{url}finish/", finished_on="2026-10-09").text

    # The community sees where its money went; the neighbour does not.
    page = client_of(branch_secretary).get(url).text
    for words in ("已完工", "15.1万元", "上级专项", "100.0%", "防水工程款"):
        assert words in page
    assert "冲销</a>" not in page
    assert "您现在可以做的" not in page
    assert client_of(zheng_other).get(url).status_code == 404
    assert "日间照料" not in client_of(zheng_other).get(shown).context["listed"].rows
