"""The work's account: what money was for, a slip put right by another line, and who accepted it."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from decisions import actions, demo
from decisions.demo.walk import Walk
from decisions.models import Progress
from decisions.selectors import spent_so_far
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.organisation.models import Seat
from jiedao.organisation.states import BodyKind
from jiedao.people.models import User
from tests.decisions.conftest import START
from tests.decisions.test_pages import body
from tests.support import photo

DAY = timedelta(days=1)


@pytest.fixture
def working(walk: Callable[..., Walk]) -> tuple[Walk, date]:
    """A matter whose work has begun, and the day of it."""
    journey = walk()
    return journey, demo.to_implementing(journey, START)


def test_money_has_a_use_and_a_kind_of_payee(working: tuple[Walk, date], sun_worker: User) -> None:
    journey, on = working
    with journey.at(on) as matter:
        for given in ({}, {"item": "棚架"}):
            with pytest.raises(Refused, match=r"请写明花在什么上|付给了哪一类"):
                actions.report_progress(
                    matter, by=sun_worker, on=on, words="开工", spent=Decimal(100), **given
                )
        line = actions.report_progress(
            matter,
            by=sun_worker,
            on=on,
            words="棚架立起",
            spent=Decimal(30000),
            item="棚架",
            payee="contractor",
            photo=photo("site.jpg"),
            voucher=photo("bill.jpg"),
        )
    assert line.photo
    assert line.voucher
    assert line.voucher.kind == "accounts"


def test_a_mistyped_line_is_put_right_and_stays_to_be_seen(
    working: tuple[Walk, date], sun_worker: User, client_of: Callable[[User], Client]
) -> None:
    journey, on = working
    journey.progress(on, "棚架立起", spent=300000)
    wrong = Progress.objects.get()
    with clock.moved_to(on):
        client = client_of(sun_worker)
        number = journey.matter.dossier.number
        form = reverse("decisions:correct_progress", args=[number, wrong.pk])
        sent = client.post(
            form,
            {
                "words": "棚架立起",
                "spent": "30000",
                "item": "棚架",
                "payee": "contractor",
                "reason": "多打了一个零",
                "on": str(on),
            },
        )
        assert sent.status_code == 302
        shown = body(client.get(reverse("decisions:matter_page", args=[number])))
        assert "已更正" in shown
        assert "多打了一个零" in shown
        assert client.get(form).status_code == 200
        again = client.post(form, {"words": "x", "spent": "0", "reason": "x", "on": str(on)})
        assert "这一条已经更正过" in body(again)
    assert spent_so_far(journey.fresh()) == 30000
    assert Progress.objects.count() == 2


def test_a_supervisor_who_accepts_the_work_sits_in_the_committee_that_watches(
    working: tuple[Walk, date], office: Any, zhao_chair: User
) -> None:
    journey, on = working
    journey.progress(on, "完工", spent=1000)
    member = Seat.objects.of(office.a, BodyKind.COMMITTEE).order_by("-id")[0].person
    with journey.at(on) as matter, pytest.raises(Refused, match="不是体育社区居务监督委员会成员"):
        actions.accept_work(
            matter,
            by=zhao_chair,
            on=on,
            acceptance="合格。",
            acceptors="居委会主任",
            spent=Decimal(1000),
            supervisor=member,
        )
    journey.accept(on).survey(on).publish_result(on)
    text = journey.fresh().dossier.publications.order_by("-id")[0].full_text
    assert "验收人：居委会主任赵丽华、居民代表2人；居务监督委员会王志强参加验收。" in text


def test_work_that_is_late_says_so_on_its_page(
    working: tuple[Walk, date], zhao_chair: User, client_of: Callable[[User], Client]
) -> None:
    journey, _ = working
    finish = journey.fresh().finish_by
    assert finish
    with clock.moved_to(finish + 3 * DAY):
        page = reverse("decisions:matter_page", args=[journey.matter.dossier.number])
        assert "完工逾期3天" in body(client_of(zhao_chair).get(page))
