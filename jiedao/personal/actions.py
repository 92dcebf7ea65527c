"""Showing a full number: a duty, a reason, and an entry that is there before the number is."""

from django.db import transaction

from jiedao.access.duties import OfficeDuty, name_of
from jiedao.access.recusals import recusal_from
from jiedao.access.selectors import holdings
from jiedao.dossiers import actions as dossiers
from jiedao.dossiers.models import Dossier
from jiedao.ledger import actions as ledger
from jiedao.ledger import acts
from jiedao.lib import clock, masking
from jiedao.lib.refusals import FORBIDDEN, refuse
from jiedao.people.models import User
from jiedao.personal.fields import Sealed
from jiedao.personal.models import Disclosure

DISCLOSED = acts.declare("personal.disclose", "查看完整号码")
SHORTEST_REASON = 4


@transaction.atomic
def disclose(
    dossier: Dossier,
    sealed: Sealed,
    *,
    what: str,
    reason: str,
    by: User,
    duty: str = OfficeDuty.DISCLOSE,
) -> str:
    """Show a number in full (查看完整号码) and write down who looked and why.

    `what` says whose number without a name (第3号意见留的电话). Refused without the duty, to who is
    recused, and without a reason that can be read later. 《个人信息保护法》第六条、第五十一条.
    """
    if not holdings(by).covers(duty, dossier.unit):
        raise refuse(
            "personal.no_duty",
            f"您在{dossier.unit}没有“{name_of(duty)}”职责，只能看到打码的号码。",
            hint="确实需要联系居民的，请社区书记或者主任办理。",
            status=FORBIDDEN,
        )
    if recusal_from(by, dossier):
        raise refuse(
            "personal.recused",
            "您已申报回避，不能查看这件事里居民的号码，请由其他人办理。",
            status=FORBIDDEN,
        )
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise refuse(
            "personal.no_reason",
            "请写明为什么要看完整号码，例如“电话核实意见内容”。",
            basis="《个人信息保护法》第六条",
            field="reason",
        )
    if masking.find_personal_data(reason):
        raise refuse(
            "personal.number_in_reason", "原因里不要写号码和门牌，请改写。", field="reason"
        )
    dossiers.hold(dossier)
    Disclosure.objects.create(
        dossier=dossier, what=what, reason=reason, disclosed_at=clock.now(), disclosed_by=by
    )
    ledger.record(dossier, act=DISCLOSED, by=by, words=f"{by}查看{what}的完整号码：{reason}。")
    return sealed.opened()
