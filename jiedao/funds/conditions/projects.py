"""When a project can be begun and finished. Receipts and payments come after its end too."""

from datetime import date

from jiedao.funds.conditions.keeping import why_not
from jiedao.funds.models import Project
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import Refusal
from jiedao.people.models import User


def why_not_begin(project: Project, *, by: User) -> Refusal | None:
    """Why its beginning cannot be entered."""
    refusal = why_not(project.dossier, by=by)
    if refusal or project.begun_on is None:
        return refusal
    return Refusal("funds.begun", f"已经登记{long_day(project.begun_on)}开工，不能再登记一次。")


def why_not_finish(project: Project, *, by: User) -> Refusal | None:
    """Why its end cannot be entered."""
    refusal = why_not(project.dossier, by=by)
    if refusal:
        return refusal
    if project.finished_on:
        return Refusal(
            "funds.finished", f"已经登记{long_day(project.finished_on)}完工，不能再登记一次。"
        )
    if project.begun_on is None:
        return Refusal("funds.not_begun", "还没有登记开工，请先登记开工，再登记完工。")
    return None


def too_early(project: Project, finished_on: date) -> Refusal | None:
    """Why it cannot have been finished on a day."""
    if project.begun_on is None or finished_on >= project.begun_on:
        return None
    return Refusal(
        "funds.days",
        f"完工日期{long_day(finished_on)}早于开工日期{long_day(project.begun_on)}，请核对。",
        field="finished_on",
    )
