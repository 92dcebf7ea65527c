"""Who sees whose list, the list as it is asked for, the same number of questions for many lists."""

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from jiedao.appraisal import actions
from jiedao.appraisal.models import TargetList
from jiedao.deadlines.models import Deadline
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.notices.models import Notice
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User
from tests.appraisal.conftest import AFTER, ANNOUNCED, MANUAL, MONDAY, Year, manual_of
from tests.conftest import _unit
from tests.support import statements

LIST = reverse("appraisal:list_list")


def titles(client: Client, query: str = "") -> list[str]:
    listed = client.get(f"{LIST}?{query}").context["listed"]
    return [row.record.dossier.title for row in listed.rows]


def test_a_person_s_list_is_seen_by_himself_the_group_and_the_secretary_only(
    year: Year,
    zhao_chair: User,
    sun_worker: User,
    officer: User,
    li_secretary: User,
    at: Callable[..., Any],
) -> None:
    with clock.moved_to(MONDAY):
        own = actions.add_list(year.appraisal, by=year.keeper, person=zhao_chair, like=year.a)
    assert own.unit == year.office.a
    year.issued()
    title = "赵丽华2026年目标责任书"
    for user, sees in (
        (zhao_chair, True),
        (year.keeper, True),
        (li_secretary, True),
        (sun_worker, False),
        (officer, False),
    ):
        with at(user) as client:
            assert (title in titles(client)) is sees, user
            assert client.get(own.get_absolute_url()).status_code == (200 if sees else 404), user
    assert Notice.objects.filter(user=zhao_chair, words__contains=title).exists()


def test_the_list_is_searched_narrowed_sorted_and_exported(
    year: Year, at: Callable[..., Any]
) -> None:
    year.issued().rated()
    with at(year.keeper) as client:
        assert len(titles(client)) == 2
        assert titles(client, "q=科技社区") == ["科技社区2026年目标责任书"]
        assert titles(client, "kind=person") == []
        assert len(titles(client, "year=2026&state=issued&sort=units")) == 2
        book = client.get(f"{reverse('appraisal:export')}?q=体育社区").content
    lines = list(load_workbook(io.BytesIO(book)).worksheets[0].iter_rows(values_only=True))
    assert [line[5] for line in lines[1:]] == [
        "每周汇报、半月小结按期报送", "汇报按期率", "四项制度台账",
    ]  # fmt: skip
    assert {line[10] for line in lines[1:]} == {97}


def test_many_lists_cost_no_more_questions_than_two(year: Year, at: Callable[..., Any]) -> None:
    year.issued()
    with at(year.keeper) as client:
        page = year.appraisal.get_absolute_url()
        client.get(LIST)
        few = statements(lambda: client.get(LIST)), statements(lambda: client.get(page))
        actions.recall(year.appraisal, by=year.keeper, reason="再加几个科室")
        for place in range(8):
            code = f"410105001-K1{place}"
            unit = _unit(
                code, f"科室{place}", f"科室{place}", UnitLevel.DEPARTMENT, year.office.street
            )
            actions.add_list(year.appraisal, by=year.keeper, unit=unit, like=year.a)
        actions.issue(year.appraisal, by=year.keeper)
        assert len(titles(client)) == 10
        many = statements(lambda: client.get(LIST)), statements(lambda: client.get(page))
    assert many == few


def test_what_cannot_be_is_refused_in_a_sentence(
    year: Year, zhao_chair: User, lead_official: User
) -> None:
    with clock.moved_to(MONDAY):
        with pytest.raises(Refused, match="已经开始"):
            actions.open_appraisal(year.office.street, by=year.keeper, year=2026)
        with pytest.raises(Refused, match="责任书已经有了"):
            actions.add_list(year.appraisal, by=year.keeper, unit=year.office.a)
        with pytest.raises(Refused, match="考核的单位是科室和社区"):
            actions.add_list(year.appraisal, by=year.keeper, unit=year.office.street)
        with pytest.raises(Refused, match="没有这项职责"):
            actions.add_target(year.a, by=zhao_chair, **(MANUAL | {"words": "别的"}))
        with pytest.raises(Refused, match="要选一个指标"):
            actions.add_target(
                year.a,
                by=year.keeper,
                words="没有的",
                standard="没有",
                weight=1,
                rule="over",
                indicator="nothing.at_all",
                threshold=Decimal(0),
                points_each=Decimal(1),
            )
        own = actions.add_list(year.appraisal, by=year.keeper, person=lead_official, like=year.a)
    year.issued()
    with clock.moved_to(MONDAY), pytest.raises(Refused, match="您本人的责任书"):
        actions.rate(manual_of(own), by=lead_official, points=Decimal(30), reason="好")


def test_a_target_is_taken_out_by_a_form_until_the_list_is_issued(
    year: Year, at: Callable[..., Any]
) -> None:
    target = year.a.targets.get(rule="manual")
    url = reverse("appraisal:remove_target", args=[year.a.dossier.number, target.pk])
    with at(year.keeper) as client:
        form = client.get(url)
        assert "四项制度台账" in form.text
        client.post(url, {"once_token": form.context["once_token"]})
        assert not TargetList.objects.get(pk=year.a.pk).targets.filter(rule="manual").exists()
        assert client.get(year.appraisal.get_absolute_url() + "issue/").status_code == 409
        actions.add_target(year.a, by=year.keeper, **MANUAL)
    year.issued()
    with at(year.keeper) as client:
        again = year.a.targets.get(rule="manual")
        url = reverse("appraisal:remove_target", args=[year.a.dossier.number, again.pk])
        assert client.get(url).status_code == 409


def test_the_days_to_appeal_are_five_working_days_and_lie_on_the_desk(
    year: Year, zhao_chair: User, at: Callable[..., Any]
) -> None:
    year.issued().rated().scored().announced()
    window = Deadline.objects.get(dossier=year.appraisal.dossier, code="appraisal.window")
    # Tuesday 12 January 2027, five working days on.
    assert window.due_on == date(2027, 1, 19)
    with at(year.keeper, ANNOUNCED) as client:
        assert "考核申诉期" in client.get(reverse("pages:desk")).text
    late = date(2027, 1, 20)
    with clock.moved_to(late), pytest.raises(Refused, match="申诉期到2027年1月19日"):
        actions.appeal(year.a, by=zhao_chair, words="晚了一天")
    assert AFTER < ANNOUNCED
