"""Old matters taken over from Excel: whole or not at all, once, marked, and never able to act."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from decisions import indicators
from decisions.historic import COLUMNS, EXAMPLE
from decisions.models import HistoricImport, HistoricMatter, Matter
from jiedao.indicators.figures import Scope
from jiedao.ledger.selectors import broken_chains, timeline
from jiedao.people.models import User
from tests.conftest import Office

URL = "decisions:import_historic"
Signed = Callable[[User], Client]


def table(*rows: list[Any], name: str = "旧事项.xlsx") -> SimpleUploadedFile:
    """A sheet as an office would send it."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(COLUMNS))
    for row in rows:
        sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return SimpleUploadedFile(name, kept.getvalue())


def row(**changed: Any) -> list[Any]:
    """The example of the template with some cells changed."""
    return list((dict(zip(COLUMNS, EXAMPLE, strict=True)) | changed).values())


def look(client: Client, *rows: list[Any]) -> str:
    return client.post(reverse(URL), {"file": table(*rows)}).content.decode()


def confirm(client: Client, shown: str) -> Any:
    token = shown.split('name="token" value="')[1].split('"')[0]
    return client.post(reverse(URL), {"token": token}, follow=True)


def test_a_file_is_looked_at_then_taken_over_and_marked_everywhere(
    office: Office, zhao_chair: User, client_of: Signed
) -> None:
    client = client_of(zhao_chair)
    shown = look(client, row(), row(事项="北门路灯更换", 应到="六十三"), row(事项="北门路灯更换"))
    assert "一件也没有补录" in shown
    shown = look(client, row(), row(事项="北门路灯更换"))
    assert "确认以后补录2件" in shown
    assert not HistoricMatter.objects.exists()
    assert "已补录2件" in confirm(client, shown).content.decode()
    old = HistoricMatter.objects.get(dossier__title="北门路灯更换")
    assert old.dossier.number.startswith("LS2024-")
    assert old.dossier.closed_on == date(2024, 5, 16)
    page = client.get(old.get_absolute_url()).content.decode()
    assert "没有经过平台的程序" in page
    assert "您现在可以做的" not in page
    assert (
        "历史补录" in client.get(reverse("decisions:historic_list"), {"q": "路灯"}).content.decode()
    )
    assert not Matter.objects.exists()
    assert [line.act for line in timeline(old.dossier, limit=None)] == ["历史补录", "立卷"]
    assert list(broken_chains()) == []


def test_every_fault_is_named_by_row_and_column_and_nothing_is_half_taken(
    office: Office, zhao_chair: User, client_of: Signed
) -> None:
    shown = look(
        client_of(zhao_chair),
        row(),
        row(事项="一", 决议日期="去年五月"),
        row(事项="二", 社区="科技社区"),
        row(事项="三", 实到=70),
        row(事项="四", 决议内容="电话13812345678联系"),
        row(事项="五", 办结日期=date(2024, 1, 1)),
    )
    for line, column in (
        (3, "决议日期"),
        (4, "社区"),
        (5, "实到"),
        (6, "决议内容"),
        (7, "办结日期"),
    ):
        assert f"第{line}行" in shown
        assert column in shown
    assert "不是您负责的社区" in shown
    assert 'name="token"' not in shown
    assert not HistoricMatter.objects.exists()


def test_what_is_known_is_not_entered_twice(
    office: Office, zhao_chair: User, client_of: Signed
) -> None:
    client = client_of(zhao_chair)
    confirm(client, look(client, row()))
    assert "以前都补录过" in look(client, row())
    again = look(client, row(), row(事项="新的一件"))
    assert "1件以前补录过" in again
    confirm(client, again)
    assert HistoricMatter.objects.count() == 2
    assert list(HistoricImport.objects.order_by("pk").values_list("taken", "known")) == [
        (1, 0),
        (1, 1),
    ]


def test_a_stale_or_foreign_confirmation_takes_nothing_over(
    office: Office, zhao_chair: User, sun_worker: User, client_of: Signed
) -> None:
    shown = look(client_of(zhao_chair), row())
    assert "已经过期" in confirm(client_of(sun_worker), shown).content.decode()
    assert not HistoricMatter.objects.exists()


def test_the_template_can_be_filled_in_as_it_is(
    office: Office, zhao_chair: User, client_of: Signed
) -> None:
    client = client_of(zhao_chair)
    content = client.get(reverse("decisions:historic_template")).content
    assert [cell.value for cell in next(load_workbook(io.BytesIO(content)).worksheets[0].rows)] == (
        list(COLUMNS)
    )
    file = SimpleUploadedFile("模板.xlsx", content)
    assert "确认以后补录1件" in client.post(reverse(URL), {"file": file}).content.decode()


def test_old_matters_are_counted_apart(office: Office, zhao_chair: User, client_of: Signed) -> None:
    client = client_of(zhao_chair)
    confirm(client, look(client, row()))
    scope = Scope(office.street, date(2024, 1, 1), date(2025, 1, 1))
    assert indicators.HISTORIC.value(scope) == 1
    assert indicators.MATTERS_CARRIED_OUT.value(scope) == 0


def test_the_neighbour_sees_no_old_matter_of_ours(
    office: Office, zhao_chair: User, zheng_other: User, client_of: Signed
) -> None:
    client = client_of(zhao_chair)
    confirm(client, look(client, row()))
    old = HistoricMatter.objects.get()
    other = client_of(zheng_other)
    assert other.get(old.get_absolute_url()).status_code == 404
    assert old.dossier.title not in other.get(reverse("decisions:historic_list")).content.decode()
    exported = client.get(reverse("decisions:export_historic"))
    assert exported.status_code == 200
    sheet = load_workbook(io.BytesIO(exported.content)).worksheets[0]
    assert [cell.value for cell in list(sheet.rows)[1]][-1] == "历史补录"
