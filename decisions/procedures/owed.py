"""Which notice of a matter an order to publish is for (责令公布哪份公示): what can be chosen, what meets it."""

from datetime import date

from decisions.models import Complaint, Matter
from decisions.procedures.publishing import CORRECT_NOTICE, PUBLISHES
from decisions.selectors import facts
from decisions.selectors.complaints import notices_for, posted_kinds
from decisions.states import Owed, Wrong
from jiedao.procedures.steps import Procedure, all_procedures


def owed_choices(complaint: Complaint) -> list[tuple[str, str]]:
    """The notices of its matter that can still be put up, and something else; nothing without a matter."""
    if complaint.matter is None:
        return []
    return [(each.value, str(each.label)) for each in (*_to_hang(complaint.matter), Owed.OTHER)]


def likely_owed(complaint: Complaint) -> str:
    """What the street probably found missing: what the resident named, else the first that never hung;
    of what he calls untrue the last that did. Something else where that cannot hang any more."""
    if complaint.matter is None:
        return ""
    to_hang = _to_hang(complaint.matter)
    named = [
        each
        for each in _notices(_procedure_of(complaint.matter))
        if each.label.removesuffix("公示") in complaint.text
    ]
    if len(named) == 1 or not to_hang:
        return (named[0] if named and named[0] in to_hang else Owed.OTHER).value
    posted = posted_kinds(complaint)
    hung = [each for each in to_hang if each.value in posted]
    missing = [each for each in to_hang if each.value not in posted]
    found = hung[::-1] if complaint.wrong == Wrong.UNTRUE else missing
    return found[0].value if found else ""


def why_only_the_notice(complaint: Complaint) -> str:
    """Why no words of the community meet an order: it is for a notice which can still be put up."""
    notice, matter = complaint.owed_notice, complaint.matter
    # What cannot hang where the matter stands is not waited for: how it was published is said in words.
    if not notice or matter is None or complaint.owed not in _to_hang(matter):
        return ""
    return f"责令公布的是这件事项的{notice}，请选择责令以后张贴的{notice}；别的公示和别的办法不能代替。"


def owed_notice_hangs(complaint: Complaint, on: date) -> str | None:
    """责令公布的那份公示在责令以后已经张贴，或者责令的不是公示，或者这件事项不能再张贴那份公示"""
    if not why_only_the_notice(complaint) or notices_for(complaint).exists():
        return None
    notice = complaint.owed_notice
    return (
        f"责令公布的{notice}还没有张贴。请先办理这件事项的{notice}并登记张贴，张贴后平台自动登记。"
    )


def ahead_of(procedure: Procedure, state: str) -> set[str]:
    """The steps the way of a matter still leads to: by its milestones, and where a state has none by
    whatever leads on; never by what stands aside, nor by what only a failure brings."""
    codes: set[str] = set()
    seen, waiting = set(), [state]
    while waiting:
        here = waiting.pop()
        seen.add(here)
        moving = [
            step
            for step in procedure.steps
            if here in step.source and step.targets and not step.aside
        ]
        for step in [step for step in moving if step.milestone] or moving:
            codes.add(step.code)
            waiting.extend(target for target in step.targets if target not in seen)
    return codes


def _to_hang(matter: Matter) -> list[Owed]:
    """The notices that can still be put up from where a matter stands: what lies ahead of it, and the
    newest one while it may be corrected."""
    procedure = _procedure_of(matter)
    ahead = ahead_of(procedure, matter.state)
    kinds = {PUBLISHES[code].value for code in ahead if code in PUBLISHES}
    correcting = procedure.by_code.get(CORRECT_NOTICE.code)
    if correcting and matter.state in correcting.source:
        newest = facts(matter).current_publication()
        kinds |= {newest.kind} if newest else set()
    return [each for each in _notices(procedure) if each.value in kinds]


def _procedure_of(matter: Matter) -> Procedure:
    return all_procedures()[matter.procedure]


def _notices(procedure: Procedure) -> list[Owed]:
    return [Owed(PUBLISHES[code].value) for code in procedure.by_code if code in PUBLISHES]
