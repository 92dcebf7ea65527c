"""How long the casefile of a matter is kept (保管期限): what was chosen, else what its kind is kept by."""

from datetime import date

from decisions.models import Matter
from decisions.rules import RULES
from decisions.states import Keeping

LONG, SHORT = 30, 10


def usual_keeping(matter: Matter, on: date) -> Keeping:
    """What a casefile of this kind is kept by default: for ever, or as long as the rule says."""
    if matter.matter_type.is_kept_forever:
        return Keeping.PERMANENT
    edition = RULES.on(on, matter.dossier.unit)
    years: int = edition.keep_advised if matter.is_advisory else edition.keep_decided
    if years > LONG:
        return Keeping.PERMANENT
    return Keeping.THIRTY if years > SHORT else Keeping.TEN


def keeping_of(matter: Matter) -> Keeping:
    """How long it is kept: what the archivist chose, else the default of the day it was last acted on."""
    if matter.keeping:
        return Keeping(matter.keeping)
    return usual_keeping(matter, matter.archived_on or matter.dossier.last_act_on)
