"""A day typed wrongly in the choice of a period stays as it was typed, its sentence beside it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from jiedao.people.models import User
from tests.conftest import Office

Browser = Callable[[User], Client]
PAGES = (
    reverse("indicators:figure_list"),
    reverse("indicators:figure_page", args=["decisions.carried_out"]),
    reverse("dashboard:dashboard"),
    reverse("reporting:work_report"),
)


@pytest.mark.parametrize("page", PAGES)
def test_a_wrong_day_is_kept_with_what_is_wrong_at_its_box(
    office: Office, li_secretary: User, client_of: Browser, page: str
) -> None:
    client = client_of(li_secretary)
    text = client.get(page, {"since": "2026-02-30", "until": "2026-04-01"}).text
    assert (
        'type="text" id="scope-since" name="since" value="2026-02-30" aria-invalid="true"'
        ' aria-describedby="scope-since-error"'
    ) in text
    assert 'id="scope-since-error"' in text
    assert "没有这一天，请从日历里选" in text
    assert 'type="date" id="scope-until" name="until" value="2026-04-01"' in text
    assert "日期有误，先按今年以来统计。" in text
    text = client.get(page, {"since": "2026-05-01", "until": "2026-04-01"}).text
    assert 'type="date" id="scope-until" name="until" value="2026-04-01" aria-invalid' in text
    assert 'id="scope-since" name="since" value="2026-05-01"' in text
    alone = client.get(page, {"until": "乱写"}).text
    assert 'name="until" value="乱写" aria-invalid="true"' in alone
