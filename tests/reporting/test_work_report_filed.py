"""The work report as it was filed: kept as it was, found again, put right by hand with a reason."""

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from jiedao.documents.blocks import words_of
from jiedao.lib.refusals import Refused
from jiedao.people.models import User
from jiedao.reporting.models import FiledReport, WorkOverride
from jiedao.reporting.work_report import actions, documents
from tests.conftest import Office
from tests.decisions.conftest import posts as posts
from tests.decisions.conftest import walk as walk
from tests.indicators.conftest import carried_out as carried_out
from tests.reporting.test_work_report import PAGE, scope_of, study, text_of, written


def test_what_is_filed_stays_when_the_records_change(
    office: Office, officer: User, li_secretary: User, client_of: Callable[[User], Client]
) -> None:
    study(office, officer)
    client = client_of(li_secretary)
    given = {"unit": office.street.code, "since": "2026-01-01", "until": "2026-11-23"}
    page = client.post(reverse("reporting:work_report_file"), given, follow=True)
    assert "已存档。" in page.text
    filed = FiledReport.objects.get()
    assert page.request["PATH_INFO"] == filed.get_absolute_url()
    study(office, officer, title="再学一次")
    page = client.get(filed.get_absolute_url())
    assert "组织集中学习1次。" in text_of(page.context["content"])
    assert "留存1条" in page.text
    figure = filed.figures.get(code="activities.study")
    assert figure.value == 1
    assert len(figure.rows) == 1
    again = client.get(reverse("reporting:work_report_filed_list"))
    assert "李明远" in again.text
    with pytest.raises(IntegrityError), transaction.atomic():
        FiledReport.objects.update(digest="0" * 64)
    with pytest.raises(IntegrityError), transaction.atomic():
        FiledReport.objects.all().delete()


def test_the_same_text_is_filed_once(office: Office, li_secretary: User) -> None:
    actions.file(scope_of(office.street), by=li_secretary)
    with pytest.raises(Refused, match="同样的内容已经存档"):
        actions.file(scope_of(office.street), by=li_secretary)
    assert FiledReport.objects.count() == 1


def test_a_figure_put_right_needs_a_reason_and_stays_marked(
    office: Office, officer: User, client_of: Callable[[User], Client]
) -> None:
    study(office, officer)
    client = client_of(officer)
    url = f"{reverse('reporting:work_report_override')}?unit={office.street.code}"
    form = client.get(f"{url}&since=2026-01-01&until=2026-11-23")
    given = {
        "unit": office.street.code,
        "since": "2026-01-01",
        "until": "2026-11-23",
        "figure": "activities.study",
        "value": "3",
        "reason": "",
        "once_token": form.context["once_token"],
    }
    page = client.post(url, given)
    assert page.status_code == 422
    assert "请写明为什么修正" in page.text
    page = client.post(url, given | {"reason": "两次学习的签到表还没有补录。"}, follow=True)
    assert "已修正" in page.text
    assert "组织集中学习3次。" in text_of(page.context["content"])
    assert "人工修正" in page.text
    assert "数出来的是1次。罗卫东：两次学习的签到表还没有补录。" in page.text
    # Another period, another unit: not concerned.
    assert "集中学习1次" in text_of(written(office.street, officer, since=date(2026, 10, 1)))
    actions.override(
        scope_of(office.street),
        by=officer,
        figure="activities.study",
        value=None,
        reason="已补录。",
    )
    assert "集中学习1次" in text_of(written(office.street, officer))
    assert WorkOverride.objects.count() == 2


def test_who_does_not_write_the_papers_of_a_unit_does_not_file_its_report(
    office: Office, lead_official: User, zhao_chair: User, client_of: Callable[[User], Client]
) -> None:
    page = client_of(lead_official).get(PAGE)
    assert "不能存档工作总结" in page.text
    assert reverse("reporting:work_report_file") not in page.text
    with pytest.raises(Refused, match="撰写和报送汇报"):
        actions.file(scope_of(office.street), by=lead_official)
    with pytest.raises(Refused, match="撰写和报送汇报"):
        actions.file(scope_of(office.street), by=zhao_chair)
    assert actions.file(scope_of(office.a), by=zhao_chair)


def test_an_overridden_number_is_marked_on_paper(office: Office, officer: User) -> None:
    study(office, officer)
    actions.override(
        scope_of(office.street),
        by=officer,
        figure="activities.study",
        value=Decimal(3),
        reason="待补录。",
    )
    said = words_of(documents.paper_of(written(office.street, officer), page="/here/"))
    assert "F21*" in said
    assert "人工修正：数出来的是1次。罗卫东：待补录。" in said


def test_a_street_reads_what_its_communities_filed_and_no_community_reads_the_street(
    office: Office,
    zhao_chair: User,
    zheng_other: User,
    li_secretary: User,
    client_of: Callable[[User], Client],
) -> None:
    of_street = actions.file(scope_of(office.street), by=li_secretary)
    of_a = actions.file(scope_of(office.a), by=zhao_chair)
    rows = (
        client_of(li_secretary)
        .get(reverse("reporting:work_report_filed_list"))
        .context["listed"]
        .rows
    )
    assert rows == [of_a, of_street]
    rows = (
        client_of(zhao_chair)
        .get(reverse("reporting:work_report_filed_list"))
        .context["listed"]
        .rows
    )
    assert rows == [of_a]
    assert client_of(zhao_chair).get(of_street.get_absolute_url()).status_code == 404
    assert client_of(zheng_other).get(of_a.get_absolute_url()).status_code == 404


def test_the_list_of_what_was_filed_is_searched_and_handed_out_as_excel(
    office: Office, zhao_chair: User, li_secretary: User, client_of: Callable[[User], Client]
) -> None:
    actions.file(scope_of(office.street), by=li_secretary)
    actions.file(scope_of(office.a), by=zhao_chair)
    client = client_of(li_secretary)
    page = client.get(reverse("reporting:work_report_filed_list"), {"q": "体育"})
    assert [one.unit for one in page.context["listed"].rows] == [office.a]
    assert "没有符合的总结。" in client.get(page.request["PATH_INFO"], {"q": "没有"}).text
    sheet = client.get(reverse("reporting:work_report_export"), {"q": "李明远"})
    book = load_workbook(io.BytesIO(sheet.content))
    titles = [row[0] for row in book.active.iter_rows(min_row=2, values_only=True)]
    assert titles == ["经八路街道落实“四项制度”工作总结"]
