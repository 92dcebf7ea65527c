"""A receipt's code is shown once, kept hashed, and leads to what its kind tells."""

from collections.abc import Callable, Iterator

import pytest
from django.db import IntegrityError, transaction

from decisions.demo.walk import Walk
from decisions.models import Opinion
from jiedao.lib import clock
from jiedao.people.actions import visitor
from jiedao.receipts import actions, kinds, selectors
from jiedao.receipts.kinds import ReceiptKind, Told
from jiedao.receipts.models import Receipt
from tests.decisions.conftest import START, posts, walk

__all__ = ["posts", "walk"]

NOW = clock._as_utc(START)


@pytest.fixture
def kind() -> Iterator[ReceiptKind]:
    made = kinds.declare(
        "test.words", "试验", lambda receipt: Told("标题", "体育社区", f"第{receipt.subject}号")
    )
    yield made
    kinds._KINDS.pop("test.words")


def test_a_receipt_leads_to_what_it_is_for_however_it_is_typed(
    walk: Callable[..., Walk], kind: ReceiptKind
) -> None:
    code = actions.issue(walk().fresh().dossier, kind, subject=7, by=visitor())
    for typed in (code, code.lower(), code.replace("-", ""), f" {code} "):
        told, fault = selectors.find(typed)
        assert told
        assert (told.now, fault) == ("第7号", "")


def test_the_code_itself_is_stored_nowhere(walk: Callable[..., Walk], kind: ReceiptKind) -> None:
    code = actions.issue(walk().fresh().dossier, kind, subject=7, by=visitor())
    kept = Receipt.objects.values().get()
    assert code not in str(kept)
    assert code.replace("-", "") not in str(kept)


def test_one_thing_has_one_receipt(walk: Callable[..., Walk], kind: ReceiptKind) -> None:
    dossier = walk().fresh().dossier
    actions.issue(dossier, kind, subject=7, by=visitor())
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.issue(dossier, kind, subject=7, by=visitor())


def test_what_was_brought_and_its_receipt_are_entered_together(
    walk: Callable[..., Walk], kind: ReceiptKind
) -> None:
    matter, by = walk().fresh(), visitor()
    for number in (1, 2):
        words = Opinion(
            matter=matter, channel="web", said_on=START, text="同意", entered_at=NOW, entered_by=by
        )
        entered, code = actions.enter(
            words, kind, dossier=matter.dossier, by=by, number="number", within="matter"
        )
        assert (entered, entered.number) == (words, number)
        assert not words._state.adding
        told, _ = selectors.find(code)
        assert told
        assert told.now == f"第{entered.pk}号"
    assert [one.number for one in Opinion.objects.order_by("pk")] == [1, 2]


@pytest.mark.parametrize(
    ("typed", "said"),
    [("7K3F", "回执码应为12位"), ("7K3F92QDM5X0", "没有“0”"), ("7K3F-92QD-M5XA", "没有回执码为")],
)
def test_a_wrong_code_is_told_in_a_sentence(db: None, typed: str, said: str) -> None:
    told, fault = selectors.find(typed)
    assert told is None
    assert said in fault
