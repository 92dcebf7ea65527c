"""Who may enter for a resident what he reports about publishing, and what meets an order (第三十五条)."""

from datetime import date

from decisions.duties import ENTERING
from decisions.models import Complaint
from decisions.selectors.complaints import notices_for
from jiedao.access.selectors import holdings
from jiedao.lib.refusals import FORBIDDEN, Refusal
from jiedao.organisation.models import Unit
from jiedao.people.models import User


def may_enter_somewhere(user: User) -> bool:
    """Whether there is any community a person may enter it for."""
    return holdings(user).anywhere(*ENTERING)


def why_not_enter(user: User, community: Unit | None = None) -> Refusal | None:
    """Why a person cannot enter it for a community; without one, for any."""
    held = holdings(user)
    if community is None:
        may, where = may_enter_somewhere(user), ""
    else:
        may, where = any(held.covers(duty, community) for duty in ENTERING), f"在{community}"
    if may:
        return None
    either = "或者".join(f"“{duty.label}”" for duty in ENTERING)
    return Refusal(
        "complaint.no_duty",
        f"代居民登记反映要由负责{either}的人办理，您{where}没有这项职责。",
        status=FORBIDDEN,
    )


def why_only_the_notice(complaint: Complaint) -> str:
    """Why no words of the community meet an order: it is for a notice which can still be put up."""
    notice = complaint.owed_notice
    # What is over puts up nothing any more; how it was published instead is said in words.
    if not notice or complaint.matter is None or complaint.matter.dossier.closed_on:
        return ""
    return f"责令公布的是这件事项的{notice}，请选择责令以后张贴的{notice}；别的公示和别的办法不能代替。"


def owed_notice_hangs(complaint: Complaint, on: date) -> str | None:
    """责令公布的那份公示在责令以后已经张贴，或者责令的不是公示"""
    if not why_only_the_notice(complaint) or notices_for(complaint).exists():
        return None
    notice = complaint.owed_notice
    return (
        f"责令公布的{notice}还没有张贴。请先办理这件事项的{notice}并登记张贴，张贴后平台自动登记。"
    )
