"""One's own addresses: sealed, shown in part, switched, taken back; one address is one person's."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection
from django.test import Client

from jiedao.accounts.actions import passwords
from jiedao.delivery import tasks, typed
from jiedao.delivery.actions import contacts
from jiedao.delivery.models import Contact
from jiedao.delivery.states import Channel
from jiedao.lib.refusals import Refused
from jiedao.people.models import User
from tests.delivery.conftest import MAILBOX, OPEN_ID, PHONE

Browser = Callable[[User], Client]
PAGE = "/office/account/reminders/"


def stored() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM delivery_contact")
        return str(cursor.fetchall())


def test_an_address_is_entered_shown_in_part_switched_and_taken_back(
    zhao_chair: User, client_of: Browser
) -> None:
    client = client_of(zhao_chair)
    assert "设置站外提醒" in client.get("/office/account/").content.decode()
    for channel, address, masked in (
        ("sms", "138-1234 5678", "138****5678"),
        ("email", MAILBOX, "l***@example.gov.cn"),
        ("wechat", OPEN_ID, "oAb****i5"),
    ):
        answer = client.post(f"{PAGE}{channel}/", {"address": address}, follow=True)
        words = answer.content.decode()
        assert f"已登记为{masked}" in words
        assert "等待确认，只在站内提醒" in words
        assert address not in words
        assert PHONE not in client.get(f"{PAGE}{channel}/").content.decode()
    for address in (PHONE, MAILBOX, OPEN_ID):
        assert address not in stored()
    client.post(f"{PAGE}sms/off/")
    assert not Contact.objects.get(channel="sms").is_on
    client.post(f"{PAGE}sms/on/")
    assert Contact.objects.get(channel="sms").is_on
    assert "已删除" in client.post(f"{PAGE}sms/take-back/", follow=True).content.decode()
    gone = Contact.objects.get(channel="sms")
    assert (str(gone.address), gone.address_hash, gone.is_on) == ("", "", False)
    assert client.post(f"{PAGE}sms/on/").status_code == 409
    assert client.get(f"{PAGE}fax/").status_code == 404


def test_a_wrong_address_stands_in_the_form_with_what_is_wrong(
    zhao_chair: User, client_of: Browser
) -> None:
    client = client_of(zhao_chair)
    answer = client.post(f"{PAGE}sms/", {"address": "0371-65550102"})
    assert answer.status_code == 409
    assert "手机号是11位数字" in answer.content.decode()
    assert client.post(f"{PAGE}sms/", {"address": ""}).status_code == 422
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("channel", "given", "found"),
    [
        ("sms", "+86 138 1234 5678", PHONE),
        ("sms", "１３８１２３４５６７８", PHONE),
        ("email", " Lihua@Example.GOV.cn ", "Lihua@example.gov.cn"),
        ("wechat", OPEN_ID, OPEN_ID),
    ],
)
def test_an_address_is_brought_into_one_form(channel: str, given: str, found: str) -> None:
    assert typed.address(channel, given) == found


@pytest.mark.parametrize(
    ("channel", "given"),
    [
        ("sms", "12345678901"),
        ("email", "lihua"),
        ("email", f"{'a' * 60}@{'b' * 60}.example.gov.cn"),
        ("email", "a@b.cn\nBcc: c@d.cn"),
        ("wechat", "zhaolihua"),
    ],
)
def test_what_is_no_address_is_refused_with_a_sentence(channel: str, given: str) -> None:
    with pytest.raises(ValueError, match="请核对"):
        typed.address(channel, given)


def test_one_address_is_not_two_peoples(
    zhao_chair: User, sun_worker: User, client_of: Browser
) -> None:
    contacts.keep(Channel.EMAIL, address=MAILBOX, by=zhao_chair)
    contacts.keep(Channel.EMAIL, address=MAILBOX, by=zhao_chair)  # the same again is nothing
    answer = client_of(sun_worker).post(f"{PAGE}email/", {"address": MAILBOX.upper()})
    assert answer.status_code == 409
    assert "已经登记在别的账号上" in answer.content.decode()
    contacts.take_back(Channel.EMAIL, by=zhao_chair)
    contacts.keep(Channel.EMAIL, address=MAILBOX, by=sun_worker)
    assert Contact.objects.exclude(address_hash="").get().user == sun_worker


def test_of_two_at_the_same_moment_one_gets_the_address(
    transactional_db: None, zhao_chair: User, sun_worker: User
) -> None:
    together, outcomes = Barrier(2), []

    def enter(user: User) -> None:
        together.wait()
        try:
            contacts.keep(Channel.SMS, address=PHONE, by=user)
            outcomes.append("kept")
        except (IntegrityError, Refused):
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=enter, args=(user,)) for user in (zhao_chair, sun_worker)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(outcomes) == ["kept", "refused"]
    assert Contact.objects.count() == 1


def test_the_addresses_of_a_closed_account_are_forgotten(
    zhao_chair: User, sun_worker: User, security_admin: User
) -> None:
    contacts.keep(Channel.SMS, address=PHONE, by=zhao_chair)
    contacts.keep(Channel.SMS, address="13900001111", by=sun_worker)
    passwords.close_account(zhao_chair, by=security_admin, reason="调离")
    tasks.look_after()
    left = Contact.objects.exclude(address_hash="").get()
    assert left.user == sun_worker
    assert str(Contact.objects.get(user=zhao_chair).address) == ""
