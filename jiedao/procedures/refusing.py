"""Why a step may not be taken, whatever the procedure: who takes it stands aside, or the day is wrong."""

from datetime import date

from jiedao.access.recusals import recusal_as_read, recusal_from, standing_aside
from jiedao.lib import clock
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import Refusal
from jiedao.people.models import User
from jiedao.procedures.rows import Record, Step


def recused(record: Record, by: User, *, as_read: bool = False) -> Refusal | None:
    """Whether a person stands aside: for a page as the record was read, for an act as it is now."""
    recusal = recusal_as_read(by, record) if as_read else recusal_from(by, record.dossier)
    return standing_aside(recusal, "procedure")


def wrong_day(record: Record, step: Step, on: date) -> Refusal | None:
    """A step is entered for a day that has come, and not before the one last acted on, or its own first."""
    if on > clock.today():
        return Refusal(
            "procedure.future",
            f"{long_day(on)}还没有到，“{step.name}”不能登记将来的日期。",
            field="on",
        )
    own = step.since(record) if step.since else None
    first = own or record.dossier.last_act_on
    if on >= first:
        return None
    before = f"这一步开始的日期（{long_day(first)}）" if own else "上一次办理的日期"
    return Refusal(
        "procedure.before_last",
        f"{long_day(on)}早于{before}，请填写{long_day(first)}或之后的日期。",
        field="on",
    )
