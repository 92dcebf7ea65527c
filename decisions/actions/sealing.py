"""Binding and sealing the casefile of a matter that is over (封卷)."""

from datetime import date

from django.db import transaction

from decisions import procedures
from decisions.actions.words import fit_for_the_board
from decisions.models import Matter
from decisions.selectors.keeping import keeping_of
from decisions.states import Keeping
from jiedao.casefiles import actions as casefiles
from jiedao.casefiles import binding
from jiedao.casefiles.models import Casefile
from jiedao.documents.declared import shelf_of
from jiedao.dossiers import actions as dossiers
from jiedao.lib.refusals import refuse
from jiedao.people.models import User


@transaction.atomic
def set_keeping(matter: Matter, *, by: User, on: date, keeping: str, reason: str) -> Matter:
    """Keep the casefile for longer or shorter than was said (更改保管期限), until it is sealed."""
    procedures.of(matter).demand(matter, "set_keeping", by=by, on=on)
    before, after = keeping_of(matter), Keeping(keeping)
    if after == before:
        raise refuse(
            "matter.same_keeping", f"保管期限本来就是{before.label}，不用更改。", field="keeping"
        )
    fit_for_the_board(reason=reason)
    procedures.of(matter).take(
        matter,
        "set_keeping",
        by=by,
        on=on,
        words=f"{by}将保管期限由{before.label}改为{after.label}：{reason}",
        sets={"keeping": after},
    )
    return matter


def seal(matter: Matter, *, by: User, on: date) -> Casefile:
    """Bind and seal the casefile (封卷, 第三十九条): one matter, one file, nothing changed any more.

    Drawing takes a while, so it is done before anything is locked; what was entered meanwhile
    would be missing in the file, and is refused.
    """
    with transaction.atomic():
        procedures.of(matter).demand(matter, "seal", by=by, on=on)
        line = matter.dossier.ledger_seq
    shelf = shelf_of(matter.dossier.kind)
    assert shelf
    assert shelf.binding
    record = shelf.load(matter.dossier)
    bound = binding.bind(matter.dossier, record, shelf.binding)
    with transaction.atomic():
        dossiers.hold(matter.dossier)
        if matter.dossier.ledger_seq == line:
            procedures.of(matter).take(
                matter, "seal", by=by, on=on, words=casefiles.words_of(bound, by=by)
            )
            return casefiles.seal(matter.dossier, bound, by=by)
        # Somebody has sealed it meanwhile, or entered something: the table says which.
        procedures.of(matter).demand(matter, "seal", by=by, on=on)
        raise refuse(
            "matter.casefile_moved", "装订的时候，这件事又有新的办理记录，请刷新页面后重新封卷。"
        )
