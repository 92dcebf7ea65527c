"""A full number is shown for a duty and a reason, and the entry is there before the number."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from decisions.demo.walk import Walk
from jiedao.ledger.selectors import timeline
from jiedao.lib.refusals import Refused
from jiedao.people.models import User
from jiedao.personal import actions, sealing
from jiedao.personal.fields import Sealed
from jiedao.personal.models import Disclosure
from tests.decisions.conftest import posts, walk

__all__ = ["posts", "walk"]

NUMBER = "13812341234"


@pytest.fixture
def sealed() -> Sealed:
    return Sealed(sealing.seal(NUMBER, place="a.b"), place="a.b", kind="phone")


def test_a_number_is_shown_for_a_reason_that_stands_in_the_ledger(
    walk: Callable[..., Walk], zhao_chair: User, sealed: Sealed
) -> None:
    dossier = walk().fresh().dossier
    shown = actions.disclose(
        dossier, sealed, what="第3号意见留的电话", reason="电话核实意见内容", by=zhao_chair
    )
    assert shown == NUMBER
    assert Disclosure.objects.get().reason == "电话核实意见内容"
    line = timeline(dossier, limit=1)[0]
    assert "第3号意见留的电话" in line.words
    assert NUMBER not in line.words


@pytest.mark.parametrize("reason", ["", "  看 ", "打13812341234核实"])
def test_without_a_readable_reason_nothing_is_shown(
    walk: Callable[..., Walk], zhao_chair: User, sealed: Sealed, reason: str
) -> None:
    dossier = walk().fresh().dossier
    with pytest.raises(Refused):
        actions.disclose(dossier, sealed, what="电话", reason=reason, by=zhao_chair)
    assert not Disclosure.objects.exists()


def test_who_lacks_the_duty_sees_it_masked_only(
    walk: Callable[..., Walk], sun_worker: User, zheng_other: User, sealed: Sealed
) -> None:
    dossier = walk().fresh().dossier
    for person in (sun_worker, zheng_other):
        with pytest.raises(Refused) as refused:
            actions.disclose(dossier, sealed, what="电话", reason="电话核实意见", by=person)
        assert refused.value.refusal.status == 403
    assert not Disclosure.objects.exists()


def test_the_entry_can_neither_be_changed_nor_deleted(
    walk: Callable[..., Walk], zhao_chair: User, sealed: Sealed
) -> None:
    dossier = walk().fresh().dossier
    actions.disclose(dossier, sealed, what="电话", reason="电话核实意见", by=zhao_chair)
    for sql in ("update personal_disclosure set reason = ''", "delete from personal_disclosure"):
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)


def test_the_audit_administrator_reads_who_looked_and_nobody_else(
    walk: Callable[..., Walk],
    zhao_chair: User,
    audit_admin: User,
    client_of: Callable[[User], Client],
    sealed: Sealed,
) -> None:
    dossier = walk().fresh().dossier
    actions.disclose(
        dossier, sealed, what="第3号意见留的电话", reason="电话核实意见", by=zhao_chair
    )
    auditor, url = client_of(audit_admin), reverse("personal:disclosure_list")
    assert f'href="{url}"' in auditor.get(reverse("accounts:sign_ins")).content.decode()
    page = auditor.get(url).content.decode()
    assert "第3号意见留的电话" in page
    assert NUMBER not in page
    assert client_of(zhao_chair).get(reverse("personal:disclosure_list")).status_code == 403
