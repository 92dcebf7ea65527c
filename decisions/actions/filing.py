"""Filing with the street (备案, 第三十一条): submitted, accepted, or ordered to be put right."""

from datetime import date

from django.db import transaction

from decisions import procedures
from decisions.actions.striking import strike_resolution
from decisions.actions.words import fit_for_the_board
from decisions.models import Matter
from decisions.states import MatterState
from jiedao.people.models import User
from jiedao.publications import actions as publications
from jiedao.publications.states import Struck


@transaction.atomic
def submit_filing(matter: Matter, *, by: User, on: date) -> Matter:
    """Hand the text to the street for filing (报送备案)."""
    procedures.of(matter).take(
        matter,
        "submit_filing",
        by=by,
        on=on,
        words=f"{by}将通过的文本报街道办事处备案。",
        sets={"filed_on": on},
    )
    _tell(matter, MatterState.FILING, "已经报街道办事处备案。", by)
    return matter


@transaction.atomic
def accept_filing(matter: Matter, *, by: User, on: date, opinion: str) -> Matter:
    """The street has looked at it and files it (备案)."""
    procedures.of(matter).demand(matter, "accept_filing", by=by, on=on)
    fit_for_the_board(opinion=opinion)
    procedures.of(matter).take(
        matter,
        "accept_filing",
        by=by,
        on=on,
        words=f"{by}予以备案：{opinion}",
        sets={"filing_accepted_on": on, "filing_words": opinion},
    )
    _tell(matter, MatterState.FILED, "街道办事处已经备案。", by)
    return matter


@transaction.atomic
def order_correction(matter: Matter, *, by: User, on: date, provision: str, law: str) -> Matter:
    """The street orders an unlawful text to be put right (责令改正); the residents decide anew.

    What was resolved and published stays in the file: its days go into the ledger, because the
    next round has days of its own.
    """
    procedures.of(matter).demand(matter, "order_correction", by=by, on=on)
    fit_for_the_board(provision=provision, law=law)
    earlier = {
        name: str(getattr(matter, name))
        for name in ("deliberated_on", "resolved_on", "resolution_published_on", "filed_on")
    }
    procedures.of(matter).take(
        matter,
        "order_correction",
        by=by,
        on=on,
        words=f"{by}责令改正：{provision}（依据：{law}）。",
        data=earlier,
        sets={
            "filing_words": f"{provision}（依据：{law}）",
            "deliberated_on": None,
            "resolved_on": None,
            "resolution_published_on": None,
            "filed_on": None,
        },
    )
    strike_resolution(
        matter, struck_as=Struck.ORDERED, why=f"{provision}（依据：{law}）", by=by, on=on
    )
    _tell(matter, MatterState.RETURNED, "街道办事处责令改正，修改后重新提请居民会议决定。", by)
    return matter


def _tell(matter: Matter, state: MatterState, line: str, by: User) -> None:
    publications.set_public_state(
        matter.dossier, title=matter.dossier.title, stage=state.label, line=line, by=by
    )
