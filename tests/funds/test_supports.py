"""What was sent down to communities: from a day until a day, on the page, in the list, in the figure."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from jiedao.funds import actions
from jiedao.funds.indicators import SUPPORTS
from jiedao.funds.models import Support
from jiedao.indicators.figures import Scope
from jiedao.indicators.selectors import told
from jiedao.people.models import User
from tests.conftest import TODAY, Office
from tests.funds.conftest import refusal_of, sent_down
from tests.funds.test_journey import send
from tests.support import statements

Browser = Callable[[User], Client]
LIST = reverse("funds:support_list")


def there(office: Office, until: date) -> Any:
    (one,) = told((SUPPORTS,), Scope(office.street, date(2026, 1, 1), until))
    return one.value


def test_it_is_there_from_a_day_until_a_day(office: Office, officer: User) -> None:
    support = sent_down(office.a, officer)
    assert support.dossier.closed_on == TODAY
    assert there(office, date(2026, 3, 2)) == 0
    assert there(office, date(2026, 3, 3)) == 1
    early = refusal_of(
        actions.end_support, support, by=officer, until=date(2026, 3, 1), reason="收回"
    )
    assert early.field == "until"
    actions.end_support(support, by=officer, until=date(2026, 6, 1), reason="收回")
    assert there(office, date(2026, 6, 1)) == 1
    assert there(office, date(2026, 6, 2)) == 0
    again = refusal_of(actions.end_support, support, by=officer, until=TODAY, reason="收回")
    assert again.code == "funds.ended"
    wrong = sent_down(office.b, officer)
    actions.end_support(wrong, by=officer, until=wrong.since, reason="登记错了")
    assert (wrong.days_in_words, there(office, date(2027, 1, 1))) == ("没有下沉", 0)


def test_only_to_communities_and_by_who_keeps_the_money(
    office: Office, officer: User, branch_secretary: User
) -> None:
    assert refusal_of(sent_down, office.street, officer).field == "unit"
    assert refusal_of(sent_down, office.a, branch_secretary).status == 403
    assert refusal_of(sent_down, office.a, officer, since=date(2026, 12, 1)).field == "since"
    named = refusal_of(sent_down, office.a, officer, title="张三 13812341234 驻社区")
    assert named.field == "title"


def test_what_was_sent_down_through_the_pages(
    office: Office,
    officer: User,
    branch_secretary: User,
    zheng_other: User,
    client_of: Browser,
) -> None:
    client = client_of(officer)
    assert "还没有登记人财物下沉。" in client.get(LIST).text
    page = send(
        client,
        reverse("funds:send_down"),
        unit=office.a.pk,
        kind="people",
        title="综合执法队员驻社区",
        quantity="2名",
        since="2026-03-02",
    )
    support = Support.objects.get()
    url = support.get_absolute_url()
    assert page.redirect_chain == [(url, 302)]
    assert "2026年3月2日起下沉到体育社区：综合执法队员驻社区，2名（人员）。" in page.text
    sent_down(office.b, officer)

    def shown(query: str) -> list[str]:
        return [str(row.support) for row in client.get(f"{LIST}?{query}").context["listed"].rows]

    assert shown("") == ["便民服务一体机", "综合执法队员驻社区"]
    assert (
        shown("kind=people") == shown(f"unit={office.a.code}") == shown("q=执法") == [str(support)]
    )
    assert "已登记结束。" in send(client, f"{url}end/", until="2026-06-01", reason="收回").text
    assert client.get(f"{url}end/").status_code == 409
    assert shown("now=over") == [str(support)]
    assert shown("now=there") == ["便民服务一体机"]
    assert client.get(reverse("funds:export_supports")).content[:2] == b"PK"
    assert "收回" in client_of(branch_secretary).get(url).text
    assert client_of(zheng_other).get(url).status_code == 404


def test_many_cost_no_more(office: Office, officer: User, client_of: Browser) -> None:
    client = client_of(officer)
    for _ in range(2):
        sent_down(office.a, officer)
    client.get(LIST)
    few = statements(lambda: client.get(LIST))
    for _ in range(19):
        sent_down(office.b, officer)
    assert statements(lambda: client.get(LIST)) == few <= 12
