"""The ledger only grows; what is changed behind the portal's back is found and named."""

import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from decisions import demo
from decisions.demo.walk import Walk
from decisions.models import Matter
from jiedao.dossiers.models import Dossier
from jiedao.ledger.actions import digest_of, record
from jiedao.ledger.selectors import broken_chains, timeline
from jiedao.people.models import User
from jiedao.publications.models import Publication
from tests.conftest import Office
from tests.decisions.conftest import START

Begin = Callable[..., Walk]


@pytest.fixture
def dossier(walk: Begin) -> Dossier:
    """A dossier with some lines; another dossier beside it that stays whole."""
    walk().consult(START)
    return walk().consult(START).say(START, demo.OPINIONS[:2]).fresh().dossier


def run(sql: str, *values: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


@contextmanager
def unguarded(table: str) -> Iterator[None]:
    """What only the owner of the database can do: switch the table's own guard off."""
    # Checks that wait for the end of the transaction would forbid the ALTER.
    run("set constraints all immediate")
    run(f"alter table {table} disable trigger user")
    yield
    run(f"alter table {table} enable trigger user")


def verify() -> tuple[int, str]:
    """`manage.py verify` as the night runs it: exit code and what it says."""
    said = io.StringIO()
    try:
        call_command("verify", stdout=said, stderr=said)
    except SystemExit as left:
        return int(left.code or 0), said.getvalue()
    return 0, said.getvalue()


# --- nothing changes by any door ------------------------------------------------------------------


@pytest.mark.parametrize(
    "sql",
    [
        "update ledger_entry set words = '另一句'",
        "update ledger_entry set recorded_at = now()",
        "delete from ledger_entry",
        "truncate ledger_entry",
        "truncate dossiers_dossier cascade",
    ],
)
def test_the_database_refuses_to_change_or_remove_a_line(sql: str, dossier: Dossier) -> None:
    before = timeline(dossier, limit=None)
    run("set constraints all immediate")
    with transaction.atomic():
        run("set local jiedao.tests = 'off'")
        with pytest.raises(IntegrityError, match="台账只能追加"), transaction.atomic():
            run(sql)
    assert timeline(dossier, limit=None) == before


def test_a_line_belongs_to_one_chain_and_has_one_place(dossier: Dossier, office: Office) -> None:
    columns = (
        "insert into ledger_entry (dossier_id, unit_id, seq, act, by_id, occurred_on, recorded_at,"
        " words, body, previous, digest) select %s, %s, %s, act, by_id, occurred_on, recorded_at,"
        " words, body, previous, digest from ledger_entry limit 1"
    )
    for values in ((dossier.pk, office.a.pk, 99), (None, None, 99), (dossier.pk, None, 1)):
        with pytest.raises(IntegrityError), transaction.atomic():
            run(columns, *values)


def test_an_act_nobody_declared_is_not_recorded(dossier: Dossier, sun_worker: User) -> None:
    with pytest.raises(LookupError, match="没有声明"), transaction.atomic():
        record(dossier, act="nobody.declared_this", by=sun_worker, words="随手一记")
    assert list(broken_chains()) == []


# --- what is changed nevertheless is found --------------------------------------------------------


def test_untouched_books_verify(dossier: Dossier) -> None:
    assert list(broken_chains()) == []
    code, said = verify()
    assert code == 0
    assert "全部相符" in said


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("words", "'另一句话'"),
        ("act", "'matter.archive'"),
        ("occurred_on", "occurred_on - 30"),
        ("recorded_at", "recorded_at - interval '1 day'"),
        ("by_id", "(select min(id) from people_user where id <> by_id)"),
        ("seq", "seq + 100"),
    ],
)
def test_a_changed_column_is_found(column: str, value: str, dossier: Dossier) -> None:
    change = "update ledger_entry set {} = {} where dossier_id = %s and seq = 3"
    with unguarded("ledger_entry"):
        assert run(change.format(column, value), dossier.pk) == 1
    (fault,) = broken_chains()
    assert f"台账 dossier:{dossier.pk} " in fault
    assert verify()[0] == 1


def test_a_changed_body_is_found_and_named(dossier: Dossier) -> None:
    with unguarded("ledger_entry"):
        run(
            "update ledger_entry set body = replace(body, '登记', '取消'), words ="
            " replace(words, '登记', '取消') where dossier_id = %s and seq = 3",
            dossier.pk,
        )
    assert list(broken_chains()) == [
        f"台账 dossier:{dossier.pk} 第3条的摘要与原文不符，内容被改动过。"
    ]


def test_a_forger_who_reckons_the_digest_anew_breaks_the_next_line(dossier: Dossier) -> None:
    third = dossier.entries.get(seq=3)
    body = json.dumps(
        json.loads(third.body) | {"words": "另一句"},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    with unguarded("ledger_entry"):
        run(
            "update ledger_entry set words = '另一句', body = %s, digest = %s where id = %s",
            body,
            digest_of(third.previous, body),
            third.pk,
        )
    assert list(broken_chains()) == [
        f"台账 dossier:{dossier.pk} 第4条的摘要与原文不符，内容被改动过。"
    ]


def test_a_line_taken_from_the_middle_is_found(dossier: Dossier) -> None:
    with unguarded("ledger_entry"):
        run("delete from ledger_entry where dossier_id = %s and seq = 2", dossier.pk)
    assert list(broken_chains()) == [f"台账 dossier:{dossier.pk} 第3条之前缺少第2条。"]


def test_the_last_line_cut_off_is_found(dossier: Dossier) -> None:
    last = dossier.ledger_seq
    with unguarded("ledger_entry"):
        run("delete from ledger_entry where dossier_id = %s and seq = %s", dossier.pk, last)
    assert list(broken_chains()) == [
        f"台账 dossier:{dossier.pk} 末尾与记录的第{last}条不符，有条目被删去或改动。"
    ]


def test_a_whole_chain_removed_is_found(dossier: Dossier, office: Office) -> None:
    with unguarded("ledger_entry"):
        run("delete from ledger_entry where dossier_id = %s", dossier.pk)
    assert list(broken_chains()) == [
        f"台账 dossier:{dossier.pk} 应有{dossier.ledger_seq}条，现在一条也没有。"
    ]


def test_every_broken_chain_is_named_and_the_exit_code_says_so(
    dossier: Dossier, office: Office
) -> None:
    with unguarded("ledger_entry"):
        run("update ledger_entry set words = '改' where dossier_id = %s and seq = 2", dossier.pk)
        run("update ledger_entry set words = '改' where unit_id = %s and seq = 1", office.a.pk)
    code, said = verify()
    assert code == 1
    assert f"dossier:{dossier.pk} 第2条显示的内容与摘要原文不一致，被改动过。" in said
    assert f"unit:{office.a.pk} 第1条显示的内容与摘要原文不一致，被改动过。" in said
    assert "台账有2处不符。" in said


def test_a_changed_publication_is_found_and_the_exit_code_says_so(walk: Begin) -> None:
    journey = walk()
    demo.to_posted(journey, START)
    notice = Publication.objects.get(dossier=journey.matter.dossier)
    assert verify()[0] == 0
    with unguarded("publications_publication"):
        run(
            "update publications_publication set full_text = replace(full_text, '40', '41')"
            " where id = %s",
            notice.pk,
        )
    code, said = verify()
    assert code == 1
    assert notice.number in said
    assert Matter.objects.count() == 1
