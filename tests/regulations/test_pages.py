"""The list, the page and the forms, as the people of the street and of another one see them."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from jiedao.access import actions as access
from jiedao.access.models import RecusalScope
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people import actions as people
from jiedao.people.models import User
from jiedao.regulations import actions
from jiedao.regulations.models import Regulation
from tests.attachments.files import PDF, upload
from tests.conftest import Office, _someone, _unit
from tests.regulations.conftest import GIVEN, issued, revised
from tests.support import statements

Browser = Callable[[User], Client]
LIST, REGISTER = reverse("regulations:regulation_list"), reverse("regulations:register")


@pytest.fixture
def other_street(office: Office) -> Unit:
    return _unit("410105002", "花园路街道", "花园路街道", UnitLevel.STREET, office.district)


def typed(**other: Any) -> dict[str, Any]:
    """What is sent of the form."""
    return GIVEN | {"file": upload("制度.pdf", PDF)} | other


def test_everyone_of_the_street_sees_it_and_no_one_of_another(
    office: Office,
    regulation: Regulation,
    other_street: Unit,
    zhou_grid: User,
    zheng_other: User,
    client_of: Browser,
) -> None:
    attachment = regulation.dossier.attachments.get()
    text = reverse("attachments:download", args=[attachment.pk, attachment.name])
    grid = Unit.objects.create(
        code="410105001003001", name="第1网格", short_name="第1网格", sort_key="1",
        level=UnitLevel.GRID, parent=office.a, path="/",
    )  # fmt: skip
    grid.path = f"{office.a.path}{grid.pk}/"
    grid.save(update_fields=["path"])
    mediator = _someone("qian", "钱和生", office.b, "mediator")
    walker = _someone("wangge", "邓红霞", grid, "grid_worker")
    for person in (zhou_grid, zheng_other, mediator, walker):
        client = client_of(person)
        assert "社区矛盾纠纷排查制度" in client.get(LIST).text
        assert client.get(regulation.get_absolute_url()).status_code == 200
        download = client.get(text)
        assert b"".join(download.streaming_content) == PDF
        assert "登记规章制度" not in client.get(LIST).text
        found = client.get(f"{reverse('pages:search')}?q=矛盾纠纷排查")
        assert regulation.dossier.number in found.text
    for role in ("officer", "discipline", "security_admin"):
        client = client_of(_someone(role, "外街人", other_street, role))
        assert "社区矛盾纠纷排查制度" not in client.get(LIST).text
        assert client.get(regulation.get_absolute_url()).status_code == 404
        assert client.get(f"{regulation.get_absolute_url()}revise/").status_code == 404
        assert client.post(f"{regulation.get_absolute_url()}repeal/").status_code == 404
        assert client.get(text).status_code == 404
        assert (
            regulation.dossier.number
            not in client.get(f"{reverse('pages:search')}?q=矛盾纠纷排查").text
        )


def test_the_list_is_narrowed_sorted_and_exported(
    regulation: Regulation, officer: User, client_of: Browser
) -> None:
    street = regulation.dossier.unit
    newer = revised(regulation, officer)
    check = issued(street, officer, title="监督检查方案", area="supervision", document_number="")
    coming = issued(
        street, officer, title="首问负责制度", area="services", in_force_from=date(2199, 1, 1)
    )
    actions.repeal(check, by=officer, until=date(2026, 7, 1), reason="区里统一规定")
    client = client_of(officer)

    def shown(query: str) -> list[str]:
        listed = client.get(f"{LIST}?{query}").context["listed"]
        return [row.record.dossier.number for row in listed.rows]

    numbers = [one.dossier.number for one in (newer, coming, check, regulation)]
    assert shown("") == numbers
    assert shown("sort=oldest") == numbers[::-1]
    assert shown("area=supervision") == [check.dossier.number]
    assert shown("standing=in_force") == [newer.dossier.number]
    assert shown("standing=coming") == [coming.dossier.number]
    assert shown("standing=over") == [check.dossier.number, regulation.dossier.number]
    assert shown("q=首问负责") == [coming.dossier.number]
    assert shown("area=nothing&standing=x&sort=y&page=zz") == numbers
    page = client.get(LIST).text
    for word in ("现行", "已被替代", "已废止", "还没有施行", "没有文号"):
        assert word in page
    sheet = client.get(f"{reverse('regulations:export')}?standing=over")
    rows = list(load_workbook(io.BytesIO(sheet.content)).active.values)
    said = {row[0]: row for row in rows if row[0] and str(row[0]).startswith("GZ")}
    assert set(said) == {check.dossier.number, regulation.dossier.number}
    assert "《社区矛盾纠纷排查制度》（经八办〔2026〕30号）" in said[regulation.dossier.number]


def test_a_list_of_many_has_pages_and_costs_no_more(
    office: Office, officer: User, regulation: Regulation, client_of: Browser
) -> None:
    client = client_of(officer)
    client.get(LIST)
    few = statements(lambda: client.get(LIST))
    for serial in range(20, 42):
        issued(office.street, officer, document_number=f"经八办〔2026〕{serial}号")
    assert statements(lambda: client.get(LIST)) == few <= 12
    page = client.get(LIST).text
    assert "共23项，第1页，共2页。" in page
    assert 'href="?page=2"' in page
    last = client.get(f"{LIST}?page=99").context["listed"]
    assert (len(last.rows), last.after_url) == (3, "")


def test_a_wrong_form_says_what_is_wrong_and_keeps_what_was_typed(
    office: Office, officer: User, client_of: Browser
) -> None:
    client = client_of(officer)
    blank = client.post(REGISTER, {"title": "排查制度", "unit": office.street.pk})
    assert blank.status_code == 422
    for sentence in (
        "请选择类别。",
        "请填写文件落款的日期。",
        "请用一两句话写明这项制度规定了什么。",
        "请选择制度文本的文件",
    ):
        assert sentence in blank.text
    assert 'value="排查制度"' in blank.text
    wrong = client.post(REGISTER, {"unit": office.street.pk, "document_number": "十二号"})
    assert "不像文号，请照文件写成“经八办〔2026〕12号”的样子" in wrong.text
    assert "请选择类别。" in wrong.text
    early = typed(unit=office.street.pk, in_force_from="2026-03-01", summary="每周排查。")
    refused = client.post(REGISTER, early)
    assert refused.status_code == 409
    assert "施行日期2026年3月1日早于印发日期2026年3月2日" in refused.text
    assert "每周排查。" in refused.text
    assert 'value="2026-03-02"' in refused.text
    assert "照片和附件要重新选择。" in refused.text
    assert not Regulation.objects.exists()


def test_a_form_sent_twice_registers_once(
    office: Office, officer: User, client_of: Browser
) -> None:
    client = client_of(officer)
    token = client.get(REGISTER).context["once_token"]
    sent = {"unit": office.street.pk, "once_token": token}
    first = client.post(REGISTER, typed(**sent), follow=True)
    assert "已登记，编号GZ2026-" in first.text
    again = client.post(REGISTER, typed(**sent), follow=True)
    assert "这份表单已经提交过，没有重复登记。" in again.text
    assert Regulation.objects.count() == 1


def test_an_officer_of_a_department_is_told_who_registers(
    office: Office, client_of: Browser
) -> None:
    room = _unit("41010500101", "综合办", "综合办", UnitLevel.DEPARTMENT, office.street)
    client = client_of(_someone("zonghe", "刘建国", room, "officer"))
    answer = client.get(REGISTER)
    assert answer.status_code == 403
    assert "规章制度登记在街道" in answer.text
    assert client.get(LIST).status_code == 200


def test_the_street_is_asked_only_of_who_works_for_several(
    office: Office, other_street: Unit, officer: User, client_of: Browser
) -> None:
    assert 'type="hidden" name="unit"' in client_of(officer).get(REGISTER).text
    sent = typed(unit=other_street.pk)
    refused = client_of(officer).post(REGISTER, sent)
    assert "请从列表里选择您负责的街道。" in refused.text
    access.appoint(
        officer, role="officer", unit=other_street, by=people.system(), starts_on=date(2020, 1, 1)
    )
    client = client_of(User.objects.get(pk=officer.pk))
    assert "花园路街道</option>" in client.get(REGISTER).text
    client.post(REGISTER, typed(unit=other_street.pk))
    assert Regulation.objects.get().dossier.unit == other_street


def test_who_is_shut_out_of_one_does_not_see_it(
    regulation: Regulation, zhao_chair: User, security_admin: User, client_of: Browser
) -> None:
    assert zhao_chair.person
    access.recuse(
        regulation.dossier,
        person=zhao_chair.person,
        scope=RecusalScope.SEE,
        reason="亲属经办",
        by=security_admin,
        on=date(2026, 4, 1),
    )
    client = client_of(zhao_chair)
    assert client.get(regulation.get_absolute_url()).status_code == 404
    assert client.get(LIST).context["listed"].rows == []


def test_what_has_ended_says_so_before_anything_is_typed(
    regulation: Regulation, officer: User, zhao_chair: User, client_of: Browser
) -> None:
    newer = revised(regulation, officer)
    client, url = client_of(officer), regulation.get_absolute_url()
    for act in ("revise", "repeal"):
        refused = client.get(f"{url}{act}/")
        assert refused.status_code == 409
        assert "不能再修订或者废止" in refused.text
        assert client_of(zhao_chair).get(f"{url}{act}/").status_code == 403
    page = client.get(url).text
    assert newer.get_absolute_url() in page
    assert "2026年6月1日起执行新的制度" in page
    assert "不能再修订或者废止" in page
    tried = client.post(f"{url}repeal/", {"until": "2026-07-01", "reason": "不用了"})
    assert tried.status_code == 409
    assert "不用了" in tried.text
