"""Work groups through the pages: from establishing to dissolving, the list, who sees what."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from jiedao.liaison.actions import groups as actions
from jiedao.liaison.models import WorkGroup
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User
from tests.conftest import Office, _someone, _unit
from tests.liaison.conftest import established
from tests.support import statements

Browser = Callable[[User], Client]
LIST, ESTABLISH = reverse("groups:group_list"), reverse("groups:establish")


def test_a_group_from_its_establishment_to_its_end(
    office: Office,
    officer: User,
    lead_official: User,
    li_secretary: User,
    branch_secretary: User,
    zhao_chair: User,
    tang: User,
    room: Unit,
    client_of: Browser,
) -> None:
    client = client_of(officer)
    assert reverse("liaison:home") in client.get(reverse("activities:activity_list")).text
    assert LIST in client.get(reverse("liaison:home")).text
    assert "还没有登记工作小组。" in client.get(LIST).text
    form = client.get(ESTABLISH)
    assert "何志远（经八路街道分管领导）" in form.text
    given: dict[str, Any] = {
        "unit": office.street.pk,
        "area": "leading",
        "title": "推进四项制度机制建设工作领导小组",
        "document_number": "经八办(2026)5号",
        "established_on": "2026-03-02",
        "lead": li_secretary.pk,
        "department": room.pk,
        "responsible": tang.pk,
        "members": [lead_official.pk, branch_secretary.pk],
        "once_token": form.context["once_token"],
    }
    page = client.post(ESTABLISH, given, follow=True)
    group = WorkGroup.objects.get()
    assert page.redirect_chain == [(group.get_absolute_url(), 302)]
    for words in ("经八办〔2026〕5号", "组长", "李明远", "党建工作办公室", "体育社区社区书记"):
        assert words in page.text
    again = client.post(ESTABLISH, given, follow=True)
    assert "没有重复登记" in again.text
    second = client.post(ESTABLISH, given | {"once_token": ""})
    assert second.status_code == 409
    assert "已经有领导小组" in second.text
    assert 'value="推进四项制度机制建设工作领导小组"' in second.text

    url = group.get_absolute_url()
    form = client.get(f"{url}change/")
    assert f'<option value="{li_secretary.pk}" selected>' in form.text
    changed = {
        "begins_on": "2026-06-01",
        "lead": lead_official.pk,
        "department": room.pk,
        "responsible": officer.pk,
    }
    page = client.post(f"{url}change/", changed, follow=True)
    assert "已登记变更。" in page.text
    assert "历次分工" in page.text

    page = client.post(
        f"{url}members/", {"users": [zhao_chair.pk], "since": "2026-06-01"}, follow=True
    )
    assert "增加成员1人" in page.text
    member = group.members.get(user=zhao_chair)
    leave = reverse("groups:remove_member", args=[group.dossier.number, member.pk])
    assert leave in page.text
    wrong = client.post(leave, {"until": "2026-05-01", "reason": "工作调动"})
    assert wrong.status_code == 409
    assert "不能在这以前退出" in wrong.text
    page = client.post(leave, {"until": "2026-08-01", "reason": "工作调动"}, follow=True)
    assert "以前的成员" in page.text
    assert client.get(leave).status_code == 409
    assert client.get(f"{url}members/{member.pk + 999}/").status_code == 404

    page = client.post(f"{url}dissolve/", {"until": "2026-09-01", "reason": "并入"}, follow=True)
    assert "2026年9月1日起撤销。原因：并入" in page.text
    for act in ("change", "members", "dissolve"):
        assert client.get(f"{url}{act}/").status_code == 409

    # The community reads it, and is offered nothing.
    page = client_of(zhao_chair).get(url)
    assert "已撤销" in page.text
    assert "您现在可以做的" not in page.text


def test_a_blank_form_says_what_is_missing(
    office: Office, officer: User, client_of: Browser
) -> None:
    blank = client_of(officer).post(ESTABLISH, {"title": "领导小组"})
    assert blank.status_code == 422
    for sentence in ("请选择类别。", "请填写成立日期。", "请选择责任人。", "请选择责任部门。"):
        assert sentence in blank.text
    assert 'value="领导小组"' in blank.text


def test_an_officer_of_a_department_is_told_who_registers(tang: User, client_of: Browser) -> None:
    client = client_of(tang)
    answer = client.get(ESTABLISH)
    assert answer.status_code == 403
    assert "工作小组登记在街道" in answer.text
    assert client.get(LIST).status_code == 200


def test_another_street_sees_nothing(office: Office, group: WorkGroup, client_of: Browser) -> None:
    other = _unit("410105002", "花园路街道", "花园路街道", UnitLevel.STREET, office.district)
    client = client_of(_someone("wai", "外街人", other, "officer"))
    assert str(group) not in client.get(LIST).text
    assert client.get(group.get_absolute_url()).status_code == 404
    assert client.post(f"{group.get_absolute_url()}dissolve/").status_code == 404


def test_the_list_is_narrowed_sorted_and_exported(
    office: Office, group: WorkGroup, officer: User, client_of: Browser
) -> None:
    leading = established(office.street, officer, area="", title="领导小组")
    services = established(
        office.street,
        officer,
        area="services",
        title="便民服务专项小组",
        established_on=date(2026, 5, 1),
    )
    actions.dissolve(services, by=officer, until=date(2026, 6, 1), reason="并入党建工作办公室")
    client = client_of(officer)

    def shown(query: str) -> list[WorkGroup]:
        return [row.record for row in client.get(f"{LIST}?{query}").context["listed"].rows]

    assert shown("") == [leading, group, services]
    assert shown("sort=newest")[0] == services
    assert shown("area=leading") == [leading]
    assert shown("area=services") == [services]
    assert shown("standing=over") == [services]
    assert shown("standing=active") == [leading, group]
    assert shown("q=便民服务专项") == [services]
    assert "没有符合的工作小组。" in client.get(f"{LIST}?area=disputes").text
    sheet = client.get(f"{reverse('groups:export')}?standing=over")
    rows = list(load_workbook(io.BytesIO(sheet.content)).active.values)
    said = [row for row in rows if row[0] == services.dossier.number]
    assert said
    assert "并入党建工作办公室" in said[0]


def test_a_list_of_many_costs_no_more(
    office: Office, officer: User, group: WorkGroup, client_of: Browser
) -> None:
    client = client_of(officer)
    client.get(LIST)
    few = statements(lambda: client.get(LIST))
    for year in range(2000, 2022):
        old = established(office.street, officer, established_on=date(year, 1, 1), area="services")
        actions.dissolve(old, by=officer, until=date(year, 12, 1), reason="换届")
    assert statements(lambda: client.get(LIST)) == few <= 14
    assert "共23个，第1页，共2页。" in client.get(LIST).text


def test_the_form_costs_no_more_for_many_people(
    office: Office, officer: User, client_of: Browser
) -> None:
    client = client_of(officer)
    client.get(ESTABLISH)
    few = statements(lambda: client.get(ESTABLISH))
    for number in range(5):
        _someone(f"ke{number}", f"科员{number}", office.street, "officer")
    assert statements(lambda: client.get(ESTABLISH)) == few
