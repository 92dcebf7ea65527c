"""Binding and sealing the casefile of a matter that is over (封卷)."""

from datetime import date

from django.db import transaction

from decisions import procedures
from decisions.models import Matter
from jiedao.casefiles import actions as casefiles
from jiedao.casefiles import binding
from jiedao.casefiles.models import Casefile
from jiedao.documents.declared import shelf_of
from jiedao.dossiers import actions as dossiers
from jiedao.lib.refusals import refuse
from jiedao.people.models import User


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
