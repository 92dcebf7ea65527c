"""An address counts when its person has copied the code that went there; until then only the inbox tells."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from jiedao.delivery.actions import codes, contacts, sending
from jiedao.delivery.models import Contact, OutboxMessage
from jiedao.delivery.states import Channel, Confirmed, Standing
from jiedao.lib import clock
from jiedao.lib.clock import _as_utc
from jiedao.lib.refusals import Refused
from jiedao.notices.models import Notice
from jiedao.people.models import User
from tests.conftest import TODAY
from tests.delivery.conftest import MAILBOX, PHONE, Post, code_of, told

Browser = Callable[[User], Client]
PAGE, SMS = "/office/account/reminders/", Channel.SMS
NINE, NIGHT = _as_utc(TODAY), _as_utc(TODAY) + timedelta(hours=14)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def outcome(code: str, user: User) -> Confirmed:
    return codes.confirm(SMS, code=code, by=user)


def wrong(user: User) -> str:
    """A code that is not the one."""
    return f"{(int(code_of(SMS, user)) + 1) % 1_000_000:06d}"


def test_a_code_goes_out_by_the_outbox_and_the_address_counts_once_it_is_copied(
    post: Post, zhao_chair: User, client_of: Browser
) -> None:
    client = client_of(zhao_chair)
    with clock.moved_to(NIGHT):  # its person waits for it: it is not put off until the morning
        page = client.post(f"{PAGE}sms/", {"address": PHONE}, follow=True)
        assert page.redirect_chain[-1][0] == f"{PAGE}sms/confirm/"
        assert "确认以前，提醒只在站内" in page.text
        told(zhao_chair)
        assert sending.sweep() == 1
    ((letter, to),) = post.sent
    code = code_of(SMS, zhao_chair)
    assert (to, letter.words) == (PHONE, f"确认码{code}，10分钟内有效")
    assert len(letter.words) <= 20
    # The inbox says that one was sent, and not which; the column holds it sealed.
    assert "已向您的短信138****5678发送确认码" in client.get("/office/notices/").text
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM notices_notice UNION SELECT code FROM delivery_contact")
        assert code not in str(cursor.fetchall())
    with clock.moved_to(NIGHT + MINUTE):
        bad = client.post(f"{PAGE}sms/confirm/", {"code": wrong(zhao_chair)})
        assert bad.status_code == 409
        assert "确认码不对" in bad.text
        page = client.post(f"{PAGE}sms/confirm/", {"code": f" {code[:3]} {code[3:]}"}, follow=True)
        assert "短信已确认" in page.text
        assert "等待确认" not in page.text
        assert "已经确认" in client.get(f"{PAGE}sms/confirm/").text
    contact = Contact.objects.get()
    assert (contact.confirmed_on, bool(contact.code), contact.code_until) == (TODAY, False, None)
    with clock.moved_to(TODAY):
        told(zhao_chair, words="又一条")
    assert [one.notice.words for one in OutboxMessage.objects.filter(standing="waiting")] == [
        "又一条"
    ]


def test_a_code_is_good_for_ten_minutes_and_five_tries(post: Post, zhao_chair: User) -> None:
    with clock.moved_to(NINE):
        contacts.keep(SMS, address=PHONE, by=zhao_chair)
        for _ in range(codes.TRIES - 1):
            assert outcome(wrong(zhao_chair), zhao_chair) == Confirmed.WRONG
        assert outcome(wrong(zhao_chair), zhao_chair) == Confirmed.USED_UP
        assert outcome(code_of(SMS, zhao_chair), zhao_chair) == Confirmed.USED_UP
    with clock.moved_to(NINE + 2 * MINUTE):
        codes.send_code(SMS, by=zhao_chair)
        code = code_of(SMS, zhao_chair)
    with clock.moved_to(NINE + 12 * MINUTE):
        assert outcome(code, zhao_chair) == Confirmed.OVER
    with clock.moved_to(NINE + 12 * MINUTE - SECOND):
        assert outcome(code, zhao_chair) == Confirmed.DONE


def test_codes_are_sent_once_a_minute_and_five_times_an_hour(
    post: Post, zhao_chair: User, client_of: Browser
) -> None:
    with clock.moved_to(NINE):
        contacts.keep(SMS, address=PHONE, by=zhao_chair)
        with pytest.raises(Refused, match="请过1分钟"):
            codes.send_code(SMS, by=zhao_chair)
        with pytest.raises(Refused, match="请过1分钟"):
            contacts.keep(SMS, address="13900001111", by=zhao_chair)
    for place in range(1, codes.MOST_IN_AN_HOUR):
        with clock.moved_to(NINE + 2 * place * MINUTE):
            codes.send_code(SMS, by=zhao_chair)
    with clock.moved_to(NINE + 20 * MINUTE):
        refused = client_of(zhao_chair).post(f"{PAGE}sms/code/")
        assert refused.status_code == 409
        assert "一小时最多发5次" in refused.text
        with pytest.raises(Refused, match="一小时最多"):  # of all channels together
            contacts.keep(Channel.EMAIL, address=MAILBOX, by=zhao_chair)
    with clock.moved_to(NINE + 61 * MINUTE):
        assert codes.send_code(SMS, by=zhao_chair).code_tries == 0


def test_another_address_waits_for_its_own_code(post: Post, reached: User) -> None:
    with clock.moved_to(NINE):
        contacts.keep(SMS, address=PHONE, by=reached)  # the same again stays confirmed
        assert Contact.objects.get().confirmed_on == TODAY
        contacts.keep(SMS, address="13900001111", by=reached)
        assert Contact.objects.get().confirmed_on is None
        told(reached)
        assert [one.notice.kind for one in OutboxMessage.objects.all()] == ["code"]
        contacts.take_back(SMS, by=reached)
        assert sending.sweep() == 0
    assert OutboxMessage.objects.get().standing == Standing.WITHDRAWN
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.update(confirmed_on=TODAY)


def test_a_code_that_is_over_is_not_sent_any_more(post: Post, zhao_chair: User) -> None:
    with clock.moved_to(NINE):
        contacts.keep(SMS, address=PHONE, by=zhao_chair)
    with clock.moved_to(NINE + 11 * MINUTE):
        assert sending.sweep() == 0
    assert OutboxMessage.objects.get().standing == Standing.WITHDRAWN
    assert post.sent == []


def test_nobody_confirms_for_somebody_else(
    post: Post, zhao_chair: User, system_admin: User, client_of: Browser
) -> None:
    with clock.moved_to(NINE):
        contacts.keep(SMS, address=PHONE, by=zhao_chair)
        code = code_of(SMS, zhao_chair)
        admin = client_of(system_admin)
        answer = admin.post(f"{PAGE}sms/confirm/", {"code": code})
        assert answer.status_code == 409
        assert "还没有登记地址" in answer.text
        assert code not in admin.get("/office/outbox/").text
    assert Contact.objects.get().confirmed_on is None
    assert Notice.objects.filter(user=zhao_chair, kind="code").count() == 1


def test_where_a_channel_is_not_open_the_page_says_so(
    zhao_chair: User, client_of: Browser, settings: Any
) -> None:
    settings.SMS_URL = ""
    client = client_of(zhao_chair)
    page = client.post(f"{PAGE}sms/", {"address": PHONE}, follow=True)
    assert "街道还没有开通短信，开通以后再发确认码；现在提醒只在站内。" in page.text
    assert "等待确认，只在站内提醒" in page.text
    assert OutboxMessage.objects.get().standing == Standing.HELD
