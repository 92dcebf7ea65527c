"""Sending: outside any transaction, again after a fault, twice at most after a killed worker."""

import logging
from collections.abc import Callable
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connection

from jiedao.delivery.actions import contacts, sending, telling
from jiedao.delivery.carriers import CARRIERS, Carrier
from jiedao.delivery.letters import INSTEAD, Undelivered
from jiedao.delivery.models import OutboxMessage
from jiedao.delivery.states import Channel, Standing
from jiedao.lib import clock
from jiedao.lib.clock import _as_utc
from jiedao.notices.models import Notice
from jiedao.people.models import User
from tests.conftest import TODAY
from tests.delivery.conftest import MAILBOX, PHONE, Post, entered, told

Tell = Callable[..., Notice]
NINE = _as_utc(TODAY)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def swept(after: timedelta = timedelta(0)) -> int:
    with clock.moved_to(NINE + after):
        return sending.sweep()


def message() -> OutboxMessage:
    return OutboxMessage.objects.get()


def test_what_waits_is_sent_once_with_its_time(
    post: Post, reached: User, tell: Tell, settings: Any
) -> None:
    settings.PUBLIC_URL = "https://jiedao.example.gov.cn"
    tell(reached)
    assert swept(MINUTE) == 1
    assert swept(2 * MINUTE) == 0
    (letter, to), *more = post.sent
    assert not more
    assert to == PHONE
    assert letter.url == "https://jiedao.example.gov.cn/office/notices/"
    assert letter.words == "汇报已经退回，请补充。"
    assert "退回" in letter.subject
    assert letter.key == str(message().key)
    assert (message().standing, message().sent_at, message().tries) == ("sent", NINE + MINUTE, 1)


def test_a_failing_carrier_is_asked_again_ever_later_and_given_up_after_the_last_try(
    post: Post, reached: User, tell: Tell
) -> None:
    post.fault = Undelivered("短信平台没有收下（代码isv）。")
    tell(reached)
    later = timedelta(0)
    for tries, wait in enumerate(sending.WAITS, start=1):
        swept(later)
        assert (message().standing, message().tries) == (Standing.WAITING, tries)
        assert message().next_at == NINE + later + wait
        swept(later + wait - timedelta(seconds=1))
        assert post.asked == tries
        later += wait
    swept(later)
    assert (message().standing, message().tries, message().next_at) == ("given_up", 5, None)
    assert message().failure == "短信平台没有收下（代码isv）。"
    swept(later + DAY)
    assert post.asked == 5


def test_a_fault_for_good_is_not_tried_again(post: Post, reached: User, tell: Tell) -> None:
    post.fault = Undelivered("不收这个地址的信（550）。", is_final=True)
    tell(reached)
    swept()
    assert (message().standing, message().tries) == (Standing.GIVEN_UP, 1)


def test_what_failed_goes_when_the_channel_is_back(post: Post, reached: User, tell: Tell) -> None:
    post.fault = Undelivered("连接不上。", is_down=True)
    for _ in range(3):
        tell(reached)
    assert swept() == 0
    assert post.asked == 1  # the others keep their tries
    post.fault = None
    assert swept(2 * MINUTE) == 3
    assert set(OutboxMessage.objects.values_list("failure", flat=True)) == {""}


def test_one_broken_channel_does_not_hold_up_another(
    post: Post, reached: User, tell: Tell, settings: Any, monkeypatch: Any
) -> None:
    other = Post()
    settings.EMAIL_HOST = "mail.example"
    monkeypatch.setitem(CARRIERS, Channel.EMAIL, Carrier(other.send, "EMAIL_HOST"))
    entered(Channel.EMAIL, MAILBOX, by=reached)
    post.fault = Undelivered("连接不上。", is_down=True)
    tell(reached)
    assert swept() == 1
    assert [to for _, to in other.sent] == [MAILBOX]


def test_a_carrier_is_never_called_inside_a_transaction_and_blocks_no_act(
    transactional_db: None, post: Post, reached: User, tell: Tell
) -> None:
    seen: list[bool] = []
    send = post.send

    def look(letter: Any, to: str) -> None:
        seen.append(connection.in_atomic_block)
        send(letter, to)
        raise RuntimeError(f"broken at {to}")

    CARRIERS[Channel.SMS] = Carrier(look, "SMS_URL")
    tell(reached)
    assert seen == []  # the act asked nobody
    assert Notice.objects.filter(user=reached).count() == 1
    swept()
    assert seen == [False]
    assert message().failure == "发送程序出错（RuntimeError），请告诉技术支持。"


def test_a_worker_killed_between_sending_and_marking_sends_once_more_with_the_same_key(
    transactional_db: None, post: Post, reached: User, tell: Tell
) -> None:
    keys = _killed_while_sending(post)
    tell(reached)
    with pytest.raises(KeyboardInterrupt):
        swept()
    assert message().standing == Standing.SENDING
    assert swept(sending.LEASE - timedelta(seconds=1)) == 0  # perhaps it only takes long
    post.fault = None
    CARRIERS[Channel.SMS] = Carrier(lambda letter, _: keys.append(letter.key), "SMS_URL")
    assert swept(sending.LEASE) == 1
    assert keys == [str(message().key)] * 2
    assert (message().standing, message().doubts) == (Standing.SENT, 1)


def test_a_worker_killed_twice_over_the_same_message_does_not_send_it_a_third_time(
    transactional_db: None, post: Post, reached: User, tell: Tell
) -> None:
    keys = _killed_while_sending(post)
    tell(reached)
    for after in (timedelta(0), sending.LEASE):
        with pytest.raises(KeyboardInterrupt):
            swept(after)
    swept(2 * sending.LEASE)
    assert len(keys) == 2
    assert (message().standing, message().failure) == (Standing.GIVEN_UP, sending.UNCLEAR)


def _killed_while_sending(post: Post) -> list[str]:
    keys: list[str] = []

    def die(letter: Any, _: str) -> None:
        keys.append(letter.key)
        raise KeyboardInterrupt

    CARRIERS[Channel.SMS] = Carrier(die, "SMS_URL")
    return keys


def test_who_comes_back_too_late_changes_nothing(post: Post, reached: User, tell: Tell) -> None:
    tell(reached)
    with clock.moved_to(NINE):
        first = sending._claim(NINE, but=())
    assert first
    with clock.moved_to(NINE + sending.LEASE):
        second = sending._claim(NINE + sending.LEASE, but=())
        assert second
        sending._end(first, Standing.GIVEN_UP, failure="太晚了")
        assert message().standing == Standing.SENDING
        sending._end(second, Standing.SENT, sent_at=clock.now())
    assert message().standing == Standing.SENT


def test_two_workers_at_once_share_the_work(
    transactional_db: None, post: Post, reached: User, tell: Tell
) -> None:
    for _ in range(12):
        tell(reached)

    def work() -> None:
        try:
            swept()
        finally:
            connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    keys = [letter.key for letter, _ in post.sent]
    assert len(keys) == len(set(keys)) == 12
    assert set(OutboxMessage.objects.values_list("standing", "tries")) == {("sent", 1)}


def test_what_another_worker_has_locked_is_passed_over(
    transactional_db: None, post: Post, reached: User, tell: Tell
) -> None:
    tell(reached)
    tell(reached)
    taken: list[int] = []

    def take() -> None:
        try:
            claimed = sending._claim(NINE, but=())
            taken.append(claimed.pk if claimed else 0)
        finally:
            connection.close()

    with sending.transaction.atomic():
        mine = sending._claim(NINE, but=())
        worker = Thread(target=take)
        worker.start()
        worker.join(60)
    assert mine
    assert taken
    assert taken[0] not in (0, mine.pk)


def test_after_a_week_without_a_worker_what_is_too_old_is_counted_and_not_sent(
    post: Post, reached: User, system_admin: User, tell: Tell
) -> None:
    tell(reached)
    with clock.moved_to(NINE + 6 * DAY):
        told(reached)
    assert swept(7 * DAY) == 1
    standings = OutboxMessage.objects.order_by("pk").values_list("standing", flat=True)
    assert list(standings) == [Standing.EXPIRED, Standing.SENT]
    with clock.moved_to(NINE + 7 * DAY):
        assert telling.tell_of_failures() == 1
    assert "短信过期未发1条" in Notice.objects.get(user=system_admin).words


def test_who_switched_off_or_left_meanwhile_is_not_written_to(
    post: Post, reached: User, sun_worker: User, tell: Tell
) -> None:
    entered(Channel.SMS, "13900001111", by=sun_worker)
    tell(reached)
    tell(sun_worker)
    contacts.switch(Channel.SMS, on=False, by=reached)
    sun_worker.is_active = False
    sun_worker.save()
    assert swept() == 0
    assert not post.asked
    assert set(OutboxMessage.objects.values_list("standing", flat=True)) == {"withdrawn"}


def test_a_channel_taken_out_of_service_keeps_what_waits_and_does_not_guess(
    transactional_db: None, post: Post, reached: User, tell: Tell, settings: Any
) -> None:
    tell(reached)
    _killed_while_sending(post)
    with pytest.raises(KeyboardInterrupt):
        swept()
    tell(reached)
    settings.SMS_URL = ""
    swept(sending.LEASE)
    rows = OutboxMessage.objects.order_by("pk").values_list("standing", "failure")
    assert list(rows) == [("given_up", sending.UNCLEAR), ("held", "")]


def test_failures_are_told_once_a_day_to_the_system_administrator_and_stay_inside(
    post: Post, reached: User, system_admin: User, security_admin: User, tell: Tell
) -> None:
    entered(Channel.SMS, "13900001111", by=system_admin)
    post.fault = Undelivered("不收。", is_final=True)
    for _ in range(2):
        tell(reached)
    swept()
    with clock.moved_to(NINE + HOUR):
        assert telling.tell_of_failures() == 2
        assert telling.tell_of_failures() == 0
    notice = Notice.objects.get(user=system_admin)
    assert "短信没有发出2条" in notice.words
    assert notice.url == "/office/outbox/"
    assert not Notice.objects.filter(user=security_admin).exists()
    assert OutboxMessage.objects.count() == 2  # the telling itself does not go out


def test_a_number_that_slipped_into_a_notice_does_not_leave_the_house(
    post: Post, reached: User, tell: Tell
) -> None:
    tell(reached, words="请回电13912345678。")
    swept()
    assert post.sent[0][0].words == INSTEAD


def test_neither_log_nor_row_holds_an_address(
    post: Post, reached: User, tell: Tell, caplog: pytest.LogCaptureFixture
) -> None:
    post.fault = RuntimeError(f"cannot write to {PHONE}")
    tell(reached)
    with caplog.at_level(logging.DEBUG):
        swept()
    written = caplog.text + "".join(str(row) for row in OutboxMessage.objects.values())
    assert "RuntimeError" in caplog.text
    assert PHONE not in written
    assert "汇报已经退回" not in caplog.text
