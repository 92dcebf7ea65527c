"""Local rules stand in a document of the office's own: registered, dated, ended together."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from decisions.rules import RULES
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.organisation.actions import add_unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User
from jiedao.rulebooks import actions
from jiedao.rulebooks.models import LocalRule, LocalScheme
from jiedao.workdays.spans import Days
from tests.conftest import Office

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)
SCHEME: dict[str, Any] = {
    "title": "经八路街道民主决策实施方案",
    "number": "经八办〔2026〕9号",
    "issuer": "经八路街道办事处",
    "issued_on": MAY,
    "in_force": MAY,
}


@pytest.fixture
def scheme(office: Office, lead_official: User) -> LocalScheme:
    with clock.moved_to(MAY):
        return actions.register_scheme(office.street, by=lead_official, **SCHEME)


def set_rule(office: Office, by: User, scheme: LocalScheme, **changed: Any) -> LocalRule:
    given = {"book": "decisions", "key": "consultation", "value": Days(10), "in_force": MAY}
    return actions.set_local_rule(
        changed.pop("unit", office.street), scheme=scheme, by=by, **(given | changed)
    )


def test_a_number_stands_in_a_scheme_and_is_quoted_with_it(
    office: Office, lead_official: User, scheme: LocalScheme
) -> None:
    rule = set_rule(office, lead_official, scheme)
    assert (rule.scheme, rule.document_on) == (scheme, MAY)
    edition = RULES.on(MAY, office.a)
    assert edition.consultation == Days(10)
    assert "经八办〔2026〕9号" in edition.source("consultation")


def test_a_number_outside_its_schemes_time_or_unit_is_refused(
    office: Office, lead_official: User, scheme: LocalScheme
) -> None:
    for changed, field in (
        ({"in_force": MAY - timedelta(days=1)}, "in_force"),
        ({"unit": office.a}, "scheme"),
    ):
        with pytest.raises(Refused) as caught:
            set_rule(office, lead_official, scheme, **changed)
        assert caught.value.refusal.field == field


def test_no_number_without_a_document(office: Office, lead_official: User) -> None:
    with pytest.raises(Refused):
        actions.set_local_rule(
            office.street,
            book="decisions",
            key="channels",
            value=3,
            in_force=MAY,
            by=lead_official,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        LocalRule.objects.bulk_create(
            [
                LocalRule(
                    unit=office.street,
                    book="decisions",
                    key="channels",
                    value_json={"type": "int", "value": 3},
                    in_force=MAY,
                    document="x",
                    document_on=MAY,
                    set_at=clock.now(),
                    set_by=lead_official,
                )
            ]
        )


def test_a_document_named_with_a_number_is_registered_once(
    office: Office, lead_official: User
) -> None:
    for key, value in (("channels", 3), ("consultation", Days(9))):
        actions.set_local_rule(
            office.street,
            book="decisions",
            key=key,
            value=value,
            in_force=MAY,
            document="议事规程",
            document_on=MAY,
            by=lead_official,
        )
    assert LocalScheme.objects.get().rules.count() == 2


def test_a_scheme_that_ends_takes_its_numbers_with_it(
    office: Office, lead_official: User, scheme: LocalScheme
) -> None:
    set_rule(office, lead_official, scheme)
    actions.end_scheme(scheme, on=JUNE, by=lead_official)
    assert RULES.on(JUNE, office.a).consultation == Days(7)
    assert RULES.on(JUNE - timedelta(days=1), office.a).consultation == Days(10)


def test_the_rules_page_shows_numbers_under_their_scheme(
    office: Office, lead_official: User, client_of: Callable[[User], Client]
) -> None:
    client = client_of(lead_official)
    with clock.moved_to(JUNE):
        typed = {**SCHEME, "unit": office.street.pk, "says": "征求意见不少于十日。"}
        assert client.post(reverse("rulebooks:register_scheme"), typed).status_code == 302
        scheme = LocalScheme.objects.get()
        rule = {
            "rule": "decisions:consultation",
            "unit": office.street.pk,
            "value": "10日",
            "in_force": JUNE,
            "scheme": scheme.pk,
        }
        assert client.post(reverse("rulebooks:set_local_rule"), rule).status_code == 302
        page = client.get(reverse("rulebooks:rules")).content.decode()
        for words in ("经八办〔2026〕9号", "征求意见不少于十日", "10日"):
            assert words in page
        end = reverse("rulebooks:end_scheme", args=[scheme.pk])
        assert client.post(end, {"on": date(2026, 7, 1)}).status_code == 302


def test_the_form_speaks_chinese_and_offers_only_who_decides_something(
    office: Office, lead_official: User, system_admin: User, client_of: Callable[[User], Client]
) -> None:
    grid = add_unit(office.a, level=UnitLevel.GRID, name="第一网格", by=system_admin)
    page = client_of(lead_official).get(reverse("rulebooks:set_local_rule")).content.decode()
    assert "表决前先由街道审核（现为否）" in page
    for words in ("False", "---------"):
        assert words not in page, words
    offered = re.search(r'<select name="unit".*?</select>', page, re.DOTALL)
    assert offered
    assert office.a.short_name in offered[0]
    assert f'value="{grid.pk}"' not in offered[0]
