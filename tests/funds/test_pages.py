"""The list and the account, as they are narrowed, sorted, paged and exported."""

import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from jiedao.funds import actions
from jiedao.funds.models import Project, Receipt
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User
from tests.conftest import TODAY, Office, _unit
from tests.funds.conftest import budgeted, opened, paid, received, salaried, sent_down
from tests.house.test_odd_forms import broken
from tests.support import statements

Browser = Callable[[User], Client]
LIST, OPEN = reverse("funds:project_list"), reverse("funds:open_project")


def rows_of(sheet: Any) -> list[tuple[Any, ...]]:
    return list(load_workbook(io.BytesIO(sheet.content)).active.values)


def test_the_list_is_narrowed_sorted_and_exported(
    office: Office, officer: User, client_of: Browser
) -> None:
    estate = _unit("410105001003-01", "1号院", "1号院", UnitLevel.ESTATE, office.a)
    centre = opened(office.a, officer)
    old = opened(estate, officer, title="1号院环境改造", kind="old_estate", planned=Decimal(9))
    move = opened(office.street, officer, title="科技社区搬迁", kind="relocation", begun_on=None)
    actions.finish(centre, by=officer, finished_on=TODAY)
    received(centre, officer)
    client = client_of(officer)

    def shown(query: str) -> list[str]:
        return [str(row.project) for row in client.get(f"{LIST}?{query}").context["listed"].rows]

    names = [str(one) for one in (move, old, centre)]
    assert shown("") == names
    assert shown("sort=planned") == [str(one) for one in (move, centre, old)]
    assert shown("kind=old_estate") == [str(old)]
    assert shown("stage=finished") == [str(centre)]
    assert shown("stage=under_way") == [str(old)]
    assert shown("stage=preparing") == [str(move)]
    assert shown(f"unit={office.a.code}") == [str(old), str(centre)]
    assert shown(f"unit={office.street.code}") == [str(move)]
    assert shown("q=环境改造") == [str(old)]
    assert shown("kind=x&unit=1&stage=y") == names
    sheet = rows_of(client.get(f"{reverse('funds:export')}?kind=day_care"))
    assert [row[1] for row in sheet[1:]] == ["体育社区日间照料中心建设"]
    assert sheet[1][5:9] == (400_000, 200_000, 0, 200_000)


def test_many_projects_cost_no_more(office: Office, officer: User, client_of: Browser) -> None:
    client = client_of(officer)
    for _ in range(2):
        received(opened(office.a, officer), officer)
    client.get(LIST)
    few = statements(lambda: client.get(LIST))
    for _ in range(19):
        received(opened(office.a, officer), officer)
    assert statements(lambda: client.get(LIST)) == few <= 12
    assert "共21项，第1页，共2页。" in client.get(LIST).text


def test_many_entries_cost_no_more(project: Project, officer: User, client_of: Browser) -> None:
    client, url = client_of(officer), project.get_absolute_url()

    def enter(serial: int) -> None:
        wrong = received(project, officer, voucher=f"收-{serial}")
        actions.correct_receipt(wrong, by=officer, reason="记错")
        received(project, officer, voucher=f"收-{serial}b")
        paid(project, officer, voucher=f"付-{serial}", payee=f"第{serial}家公司")

    enter(1)
    client.get(url)
    few = statements(lambda: client.get(url))
    for serial in range(2, 8):
        enter(serial)
    assert statements(lambda: client.get(url)) == few <= 13


def test_the_account_goes_to_excel(project: Project, officer: User, client_of: Browser) -> None:
    wrong = received(project, officer)
    actions.correct_receipt(wrong, by=officer, reason="记错")
    received(project, officer)
    paid(project, officer)
    sheet = client_of(officer).get(reverse("funds:export_account", args=[project.dossier.number]))
    said = [(row[1], row[6], row[7], row[8]) for row in rows_of(sheet)[1:]]
    assert said == [
        ("到账", 200_000, 200_000, None),
        ("到账", -200_000, 0, "记错"),
        ("到账", 200_000, 200_000, None),
        ("支出", 30_000, 170_000, None),
    ]


def test_a_wrong_form_says_what_is_wrong(office: Office, officer: User, client_of: Browser) -> None:
    client = client_of(officer)
    blank = client.post(OPEN, {"title": "改造", "planned": "很多"})
    assert blank.status_code == 422
    for sentence in (
        "请选择是街道的，还是哪个社区、小区的。",
        "请选择类别。",
        "请写是哪个小区、中心或者场所。",
        "请只填数字，单位是元",
    ):
        assert sentence in blank.text
    for typed, said in (
        ("-5", "金额要大于零。"),
        ("0", "金额要大于零。"),
        ("1.001", "金额最多写到分"),
        ("99999999999", "金额太大"),
    ):
        assert said in client.post(OPEN, {"planned": typed}).text


def test_sums_are_read_as_people_write_them(
    project: Project, officer: User, client_of: Browser
) -> None:
    client, url = client_of(officer), f"{project.get_absolute_url()}receive/"
    given = {"on": "2026-03-02", "source": "budget", "payer": "区财政局"}
    sums = {"86.5万元": 865_000, "1,234.50 元": Decimal("1234.5"), "１２０": 120, "3万": 30_000}
    for serial, typed in enumerate(sums):
        client.post(url, given | {"amount": typed, "voucher": f"收-{serial}"})
    assert list(Receipt.objects.values_list("amount", flat=True)) == list(sums.values())


def test_another_project_has_other_entries(
    office: Office, project: Project, officer: User, client_of: Browser
) -> None:
    receipt = received(project, officer)
    other = opened(office.b, officer, title="科技社区四点半学校", kind="after_school")
    url = reverse("funds:correct_receipt", args=[other.dossier.number, receipt.pk])
    assert client_of(officer).get(url).status_code == 404


def test_no_form_of_money_breaks_on_an_odd_form(
    office: Office, project: Project, officer: User, client_of: Browser
) -> None:
    budget, wages = budgeted(office.street, officer), salaried(office.a, officer)
    support = sent_down(office.a, officer)
    of = project.get_absolute_url()
    pages = [
        *(f"{of}{act}/" for act in ("amend", "finish", "receive", "pay", "import")),
        *(f"{budget.get_absolute_url()}{act}/" for act in ("adjust", "spend")),
        *(f"{wages.get_absolute_url()}{act}/" for act in ("standard", "pay")),
        f"{support.get_absolute_url()}end/",
        *(reverse(f"funds:{act}") for act in ("open_project", "open_budget", "open_wages")),
        reverse("funds:send_down"),
    ]
    assert broken(client_of(officer), pages) == []
