"""Which notice of a matter an order to publish is for (责令公布哪份公示): the street chooses, this offers."""

from decisions import procedures
from decisions.models import Complaint
from decisions.procedures.publishing import PUBLISHES
from decisions.selectors.complaints import posted_kinds
from decisions.states import Owed, Wrong


def owed_choices(complaint: Complaint) -> list[tuple[str, str]]:
    """The notices the procedure of its matter publishes, and something else; nothing without a matter."""
    if complaint.matter is None:
        return []
    return [(each.value, str(each.label)) for each in (*_notices(complaint), Owed.OTHER)]


def likely_owed(complaint: Complaint) -> str:
    """What the street probably found missing: what the resident named, else the first that never hung;
    of what he calls untrue the last that did."""
    notices = _notices(complaint)
    named = [each for each in notices if each.label.removesuffix("公示") in complaint.text]
    if len(named) == 1:
        return named[0].value
    posted = posted_kinds(complaint)
    hung = [each for each in notices if each.value in posted]
    missing = [each for each in notices if each.value not in posted]
    found = hung[::-1] if complaint.wrong == Wrong.UNTRUE else missing
    return found[0].value if found else ""


def _notices(complaint: Complaint) -> list[Owed]:
    if complaint.matter is None:
        return []
    steps = procedures.of(complaint.matter).by_code
    return [Owed(PUBLISHES[code].value) for code in steps if code in PUBLISHES]
