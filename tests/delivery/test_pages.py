"""The outbox as the system administrator sees it: no words, no addresses, the same cost for many."""

import io
from collections.abc import Callable
from typing import Any

from django.test import Client
from openpyxl import load_workbook

from jiedao.delivery.actions import sending
from jiedao.delivery.letters import Undelivered
from jiedao.delivery.states import Channel
from jiedao.lib import clock
from jiedao.notices.models import Notice
from jiedao.people.models import User
from tests.conftest import TODAY, _someone, _unit
from tests.delivery.conftest import PHONE, Post, entered
from tests.support import statements

Browser = Callable[[User], Client]
Tell = Callable[..., Notice]
PAGE = "/office/outbox/"


def opened(client: Client, query: str = "") -> Any:
    with clock.moved_to(TODAY):
        return client.get(f"{PAGE}{query}")


def test_the_page_says_what_works_and_what_went_wrong(
    post: Post, reached: User, system_admin: User, tell: Tell, client_of: Browser
) -> None:
    tell(reached)
    tell(reached, kind="urged", words="请马上办理。")
    post.fault = Undelivered("短信平台没有收下（代码isv）。", is_final=True)
    with clock.moved_to(TODAY):
        sending.sweep(most=1)
    client = client_of(system_admin)
    answer = opened(client)
    words = answer.content.decode()
    assert [(line.name, line.is_set) for line in answer.context["channels"]] == [
        ("电子邮件", False),
        ("微信公众号", False),
        ("短信", True),
    ]
    counts = dict(answer.context["channels"][2].counts)
    assert (counts["待发"], counts["没有发出"], counts["已发出"]) == (1, 1, 0)
    assert "短信平台没有收下（代码isv）。" in words
    for hidden in (PHONE, "138****5678", "汇报已经退回", "请马上办理"):
        assert hidden not in words
    assert "待发箱" in words.split("</nav>")[0]


def test_the_list_is_narrowed_searched_and_exported(
    post: Post, reached: User, sun_worker: User, system_admin: User, tell: Tell, client_of: Browser
) -> None:
    entered(Channel.EMAIL, "sun@example.gov.cn", by=sun_worker)
    tell(reached)
    tell(sun_worker, kind="urged")
    client = client_of(system_admin)

    def shown(query: str) -> list[str]:
        return [
            row.message.notice.user.name for row in opened(client, query).context["listed"].rows
        ]

    assert shown("") == ["孙红霞", "赵丽华"]
    assert shown("?sort=oldest") == ["赵丽华", "孙红霞"]
    assert shown("?channel=email") == ["孙红霞"]
    assert shown("?standing=waiting") == ["赵丽华"]
    assert shown("?standing=held") == ["孙红霞"]
    assert shown("?kind=returned") == ["赵丽华"]
    assert shown("?q=丽华") == ["赵丽华"]
    assert shown("?q=sun") == ["孙红霞"]
    assert shown("?q=nobody") == []
    assert shown("?channel=x&standing=y") == ["孙红霞", "赵丽华"]
    sheet = client.get(f"{PAGE}export/?channel=sms")
    rows = list(load_workbook(io.BytesIO(sheet.content)).active.values)
    assert [row[:5] for row in rows[1:]] == [("赵丽华", "zhao", "退回", "短信", "待发")]
    assert PHONE not in str(rows)


def test_many_messages_cost_no_more(
    post: Post, reached: User, system_admin: User, tell: Tell, client_of: Browser
) -> None:
    client = client_of(system_admin)
    tell(reached)
    tell(reached)
    opened(client)
    two = statements(lambda: opened(client))
    for _ in range(20):
        tell(reached)
    assert statements(lambda: opened(client)) == two
    assert two <= 12


def test_only_the_people_of_the_own_units_are_seen(
    post: Post, office: Any, reached: User, tell: Tell, client_of: Browser
) -> None:
    far = _unit("410105002", "别的街道", "别的街道", "street", office.district)
    other = _someone("yuan", "远处的系统员", far, "system_admin")
    tell(reached)
    assert opened(client_of(other)).context["listed"].rows == []
    assert all(count == 0 for _, count in opened(client_of(other)).context["channels"][2].counts)


def test_nobody_else_opens_it(zhao_chair: User, security_admin: User, client_of: Browser) -> None:
    for user in (zhao_chair, security_admin):
        answer = opened(client_of(user))
        assert answer.status_code == 403
        assert "查看待发箱" in answer.content.decode()
