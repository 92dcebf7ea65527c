"""When what was sent down can be ended."""

from datetime import date

from jiedao.funds.conditions.keeping import why_not
from jiedao.funds.models import Support
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import Refusal
from jiedao.people.models import User


def why_not_end(support: Support, *, by: User) -> Refusal | None:
    """Why its end cannot be entered."""
    refusal = why_not(support.dossier, by=by)
    if refusal or support.until is None:
        return refusal
    return Refusal("funds.ended", f"已经登记{long_day(support.until)}起结束，不能再登记一次。")


def too_early(support: Support, until: date) -> Refusal | None:
    """Why it cannot have ended on a day."""
    if until >= support.since:
        return None
    return Refusal(
        "funds.days",
        f"从{long_day(support.since)}起下沉，不能在这以前结束，请核对。",
        hint="登记错了、没有下沉过的，填开始的那一天，并在原因里写明。",
        field="until",
    )
