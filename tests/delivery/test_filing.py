"""A notice and its messages stand there together, once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from jiedao.deadlines import actions as deadlines
from jiedao.delivery import routes
from jiedao.delivery.actions import contacts, filing, sending
from jiedao.delivery.models import OutboxMessage
from jiedao.delivery.states import Channel, Standing
from jiedao.dossiers.models import Dossier
from jiedao.lib import clock
from jiedao.lib.refusals import Refused, refuse
from jiedao.notices.models import Notice
from jiedao.notices.states import NoticeKind
from jiedao.people.models import User
from tests.conftest import TODAY
from tests.delivery.conftest import MAILBOX, OPEN_ID, PHONE, Post, entered, told
from tests.pages.conftest import _on_the_day, due, open_dossier

__all__ = ["_on_the_day", "due", "open_dossier"]

Tell = Callable[..., Notice]


def standings() -> list[tuple[str, str]]:
    rows = OutboxMessage.objects.order_by("channel")
    return list(rows.values_list("channel", "standing"))


def test_a_notice_goes_out_by_every_channel_that_is_on_and_stands_there_once(
    post: Post, reached: User, tell: Tell
) -> None:
    entered(Channel.EMAIL, MAILBOX, by=reached)
    entered(Channel.WECHAT, OPEN_ID, by=reached)
    contacts.switch(Channel.WECHAT, on=False, by=reached)
    notice = tell(reached)
    assert standings() == [("email", "held"), ("sms", "waiting")]  # mail is not configured
    assert filing.file(notice) == 2
    assert OutboxMessage.objects.count() == 2
    row = OutboxMessage.objects.get(channel="sms")
    row.pk, row.key = None, uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@pytest.mark.parametrize("kind", NoticeKind.values)
def test_only_what_the_table_names_goes_out(
    post: Post, reached: User, tell: Tell, kind: str
) -> None:
    tell(reached, kind=kind)
    named = {"soon", "today", "late", "late_lead", "late_secretary", "returned", "urged"}
    assert set(routes.ROUTES) == named
    assert OutboxMessage.objects.count() == (kind in named)


def test_who_gave_no_address_or_left_is_told_inside_only(
    post: Post, reached: User, sun_worker: User, tell: Tell
) -> None:
    tell(sun_worker)
    reached.is_active = False
    reached.save()
    tell(reached)
    assert Notice.objects.count() == 2
    assert not OutboxMessage.objects.exists()


def test_an_act_that_is_refused_leaves_nothing_in_the_outbox(post: Post, reached: User) -> None:
    def refused() -> None:
        with transaction.atomic():
            told(reached)
            assert OutboxMessage.objects.exists()
            raise refuse("tests.refused", "不行。")

    with pytest.raises(Refused):
        refused()
    assert not Notice.objects.exists()
    assert not OutboxMessage.objects.exists()


def test_a_sweep_of_limits_run_twice_files_a_reminder_once(
    post: Post,
    reached: User,
    open_dossier: Callable[..., Dossier],
    due: Callable[..., None],
) -> None:
    dossier = open_dossier()
    due(dossier, 0)
    for _ in range(2):
        deadlines.sweep(day=TODAY)
    message = OutboxMessage.objects.select_related("notice").get()
    assert (message.notice.kind, message.notice.user) == ("today", reached)
    sending.sweep()
    (letter, to), *more = post.sent
    assert not more
    assert to == PHONE
    assert letter.words.startswith("1号院楼道照明更换：答复居民异议，今天到期")
    assert letter.url.endswith(f"/office/decisions/{dossier.number}/")


def test_at_night_it_waits_for_the_morning(post: Post, reached: User) -> None:
    late = datetime(2026, 11, 23, 23, 40, tzinfo=clock.SHANGHAI)
    for moment in (late, late + timedelta(hours=2)):
        with clock.moved_to(moment):
            told(reached)
    morning = datetime(2026, 11, 24, 8, tzinfo=clock.SHANGHAI)
    assert [row.next_at for row in OutboxMessage.objects.all()] == [morning, morning]
    assert routes.by_day(late.replace(hour=20, minute=59)) == late.replace(hour=20, minute=59)
    assert routes.by_day(late.replace(hour=21, minute=0)) == morning
    assert routes.by_day(morning - timedelta(minutes=1)) == morning
    assert routes.by_day(morning) == morning


def test_news_costs_no_question_more(post: Post, reached: User, django_assert_num_queries) -> None:
    with django_assert_num_queries(3):  # savepoint, the notice, release
        told(reached, kind="news")


def test_without_credentials_it_is_filed_and_said(
    reached: User, system_admin: User, tell: Tell, client_of: Any
) -> None:
    tell(reached)
    assert standings() == [("sms", Standing.HELD)]
    page = client_of(system_admin).get("/office/outbox/").content.decode()
    assert "没有配置" in page
    assert "留存（没有配置）" in page
    own = client_of(reached).get("/office/account/reminders/").content.decode()
    assert "已登记，街道还没有开通" in own
