"""The lists, the pages, the papers and the files, as the people of the street and of another one see them."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from jiedao.activities import actions
from jiedao.activities.models import Activity
from jiedao.lib import clock
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User
from tests.activities.conftest import DAY, person, planned, received, registered
from tests.conftest import Office, _someone, _unit
from tests.support import photo, statements

Browser = Callable[[User], Client]
LIST = reverse("activities:activity_list")
OWING = reverse("activities:owing_list")
PAPERS = reverse("superior_documents:document_list")


@pytest.fixture
def study(office: Office, officer: User, lead_official: User) -> Activity:
    """A study of the street at which 分管领导 was absent."""
    return registered(
        office.street, officer, attends=[officer, lead_official], absent=[lead_official]
    )


def test_who_works_in_the_street_sees_what_it_held_and_no_one_of_another(
    office: Office, study: Activity, officer: User, zhou_grid: User, client_of: Browser
) -> None:
    paper = received(office.street, officer)
    other = _unit("410105002", "花园路街道", "花园路街道", UnitLevel.STREET, office.district)
    minutes = reverse("documents:download", args=[study.dossier.number, "minutes", "pdf"])
    for record, where in ((study, LIST), (paper, PAPERS)):
        client = client_of(zhou_grid)
        assert record.dossier.title in client.get(where).text
        page = client.get(record.get_absolute_url())
        assert page.status_code == 200
        assert "您现在可以做的" not in page.text
        found = client.get(f"{reverse('pages:search')}?q={record.dossier.title[:4]}")
        assert record.dossier.number in found.text
    assert client_of(zhou_grid).get(minutes).status_code == 200
    stranger = client_of(_someone("stranger", "外街人", other, "officer"))
    for record, where in ((study, LIST), (paper, PAPERS)):
        assert record.dossier.title not in stranger.get(where).text
        assert stranger.get(record.get_absolute_url()).status_code == 404
    assert "何志远" not in stranger.get(OWING).text
    assert stranger.get(minutes).status_code == 404
    for act in ("hold", "cancel", "attach", "problems"):
        assert stranger.post(f"{study.get_absolute_url()}{act}/").status_code == 404


def test_what_a_community_held_is_not_seen_in_another(
    office: Office, branch_secretary: User, zheng_other: User, officer: User, client_of: Browser
) -> None:
    activity = registered(office.a, branch_secretary, attends=[branch_secretary])
    assert client_of(zheng_other).get(activity.get_absolute_url()).status_code == 404
    assert client_of(officer).get(activity.get_absolute_url()).status_code == 200


def test_the_list_is_narrowed_sorted_and_exported(
    office: Office,
    study: Activity,
    officer: User,
    lead_official: User,
    li_secretary: User,
    client_of: Browser,
) -> None:
    visit = registered(
        office.street, officer, kind="visit", visits=[li_secretary], communities=[office.a],
        title="督导公开栏", systems=["supervision", "services"], held_on=date(2026, 11, 10),
    )  # fmt: skip
    actions.find_problem(
        visit, by=officer, words="甲", measure="补", unit=office.a, whose="赵丽华", due_on=DAY.replace(day=20)
    )  # fmt: skip
    with clock.moved_to(DAY):
        late = planned(office.street, officer, attends=[officer], title="过期的")
        off = planned(office.street, officer, attends=[officer], kind="joint", title="不开的")
        actions.cancel(off, by=officer, reason="撤")
    to_come = planned(
        office.street, officer, attends=[officer], title="要开的", held_on=date(2199, 1, 1)
    )
    client = client_of(officer)

    def shown(query: str) -> list[str]:
        listed = client.get(f"{LIST}?{query}").context["listed"]
        return [row.record.dossier.number for row in listed.rows]

    numbers = [one.dossier.number for one in (to_come, visit, off, late, study)]
    assert shown("") == numbers
    assert shown("kind=study&sort=oldest") == [numbers[4], numbers[3], numbers[0]]
    assert shown("system=services") == [numbers[1]]
    assert shown("standing=planned") == [numbers[0]]
    assert shown("standing=late") == [numbers[3]]
    assert shown("standing=owing") == [numbers[4]]
    assert shown("standing=unsolved") == [numbers[1]]
    assert shown("standing=held") == [numbers[1], numbers[4]]
    assert shown("standing=cancelled") == [numbers[2]]
    assert shown("q=公开栏") == [numbers[1]]
    page = client.get(LIST).text
    for word in ("已安排", "过期没有登记", "已取消", "还有1人要补学", "应到2，实到1"):
        assert word in page
    sheet = client.get(f"{reverse('activities:export')}?standing=owing")
    rows = list(load_workbook(io.BytesIO(sheet.content)).active.values)
    (line,) = [row for row in rows if row[0] == study.dossier.number]
    assert line[10:14] == (2, 1, 0, 1)


def test_who_still_has_to_study_is_listed_and_exported(
    study: Activity, zhou_grid: User, officer: User, client_of: Browser
) -> None:
    with clock.moved_to(date(2026, 11, 20)):
        page = client_of(officer).get(OWING).text
        assert "逾期4天" in page
        assert "登记补学" in page
        assert "登记补学" not in client_of(zhou_grid).get(OWING).text
        assert "没有符合的人" in client_of(officer).get(f"{OWING}?kind=integrity").text
        assert "何志远" in client_of(officer).get(f"{OWING}?q=分管领导").text
        sheet = client_of(officer).get(reverse("activities:export_owing"))
    rows = list(load_workbook(io.BytesIO(sheet.content)).active.values)
    assert any(row[0] == "何志远" and row[2] == "学习基层治理文件" for row in rows)


def test_papers_are_narrowed_by_how_far_they_have_come(
    office: Office, study: Activity, officer: User, client_of: Browser
) -> None:
    client = client_of(officer)
    first, second, third = (
        received(office.street, officer, title=f"文件{number}", document_number="", level=level)
        for number, level in ((1, "province"), (2, "city"), (3, "district"))
    )
    for paper in (first, second):
        actions.study(paper, by=officer, activity=study)
    actions.relay(first, by=officer, units=[office.a], on=DAY, way="meeting")

    def shown(query: str) -> list[str]:
        listed = client.get(f"{PAPERS}?{query}").context["listed"]
        return [row.record.dossier.title for row in listed.rows]

    with clock.moved_to(date(2026, 11, 16)):
        assert shown("course=waiting") == ["文件3"]
        assert shown("course=late") == []
    with clock.moved_to(date(2026, 11, 17)):
        assert shown("course=late") == ["文件3"]
        assert "逾期1天" in client.get(third.get_absolute_url()).text
    assert shown("course=studied") == ["文件2"]
    assert shown("course=relayed") == ["文件1"]
    assert shown("level=city") == ["文件2"]
    assert shown("") == ["文件3", "文件2", "文件1"]
    sheet = client.get(f"{reverse('superior_documents:export')}?course=relayed")
    rows = list(load_workbook(io.BytesIO(sheet.content)).active.values)
    assert [row[8:10] for row in rows if row[0] == first.dossier.number] == [(1, 1)]


def test_lists_and_pages_cost_the_same_for_few_and_for_many(
    office: Office, study: Activity, officer: User, lead_official: User, client_of: Browser
) -> None:
    client = client_of(officer)
    paper = received(office.street, officer)
    actions.study(paper, by=officer, activity=study)
    pages = (LIST, OWING, PAPERS, study.get_absolute_url(), paper.get_absolute_url())
    for url in pages:
        client.get(url)
    few = {url: statements(lambda url=url: client.get(url)) for url in pages}
    for serial in range(22):
        more = registered(
            office.street, officer, attends=[officer, lead_official], absent=[lead_official],
            title=f"学习{serial}",
        )  # fmt: skip
        actions.study(paper, by=officer, activity=more)
        received(office.street, officer, title=f"文件{serial}", document_number="")
    for url in pages:
        assert statements(lambda url=url: client.get(url)) == few[url] <= 12, url
    assert "共23次，第1页，共2页。" in client.get(LIST).text


def test_the_papers_of_an_activity_say_who_came(
    office: Office, study: Activity, officer: User, client_of: Browser
) -> None:
    client = client_of(officer)
    page = client.get(study.get_absolute_url()).text
    number = study.dossier.number
    for form in ("pdf", "docx"):
        url = reverse("documents:download", args=[number, "minutes", form])
        assert url in page
        assert client.get(url).status_code == 200
        # The sheet is a form: it goes out under its code, so that it is known when it comes back.
        url = reverse("documents:print", args=[number, "sign_in_sheet"])
        assert url in page
        sheet = client.post(url, {"subject": "", "form": form}, follow=True)
        assert sheet.status_code == 200
        assert sheet.redirect_chain
    assert f"{study.dossier.number}/notice" not in page
    to_come = planned(office.street, officer, attends=[officer], held_on=date(2199, 1, 1))
    url = reverse("documents:download", args=[to_come.dossier.number, "notice", "pdf"])
    assert client.get(url).status_code == 200
    url = reverse("documents:download", args=[to_come.dossier.number, "minutes", "pdf"])
    assert client.get(url).status_code == 404


def test_a_picture_is_added_and_a_form_sent_twice_plans_once(
    office: Office, study: Activity, officer: User, client_of: Browser
) -> None:
    client = client_of(officer)
    attach = reverse("activities:attach", args=[study.dossier.number])
    page = client.post(attach, {"kind": "photo", "file": photo("会场.jpg")}, follow=True)
    assert "已上传。" in page.text
    assert "会场.jpg" in page.text
    url = reverse("activities:plan", args=[office.street.code, "joint"])
    token = client.get(url).context["once_token"]
    typed: dict[str, Any] = {
        "title": "联席", "held_on": "2199-01-01", "begins": "09:00", "place": "三楼",
        "attends": [person(officer)], "once_token": token,
    }  # fmt: skip
    client.post(url, typed)
    again = client.post(url, typed, follow=True)
    assert "这份表单已经提交过，没有重复登记。" in again.text
    assert Activity.objects.count() == 2


def test_a_wrong_form_keeps_what_was_ticked(
    office: Office, officer: User, client_of: Browser
) -> None:
    client = client_of(officer)
    url = reverse("activities:plan", args=[office.street.code, "study"])
    wrong = client.post(url, {"title": "学习", "attends": [person(officer)]})
    assert wrong.status_code == 422
    for sentence in ("请填写哪一天。", "请填写几点开始。", "请写明地点。"):
        assert sentence in wrong.text
    assert f'value="{person(officer)}"' in wrong.text
    assert wrong.text.count("checked") == 1
    nobody = client.post(reverse("activities:choose"), {"unit": office.a.pk, "kind": "visit"})
    assert nobody.status_code == 409
    assert "下社区督导由街道召开和登记，体育社区不登记这一类" in nobody.text
    unknown = reverse("activities:plan", args=[office.street.code, "nothing"])
    assert client.get(unknown).status_code == 404
