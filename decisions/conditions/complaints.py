"""Who may enter for a resident what he reports about publishing (第三十五条)."""

from decisions.duties import ENTERING
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
