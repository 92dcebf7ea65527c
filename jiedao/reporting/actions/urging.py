"""Urging what is late (督办): the secretary's one button beside everything red."""

from django.db import transaction

from jiedao.access.selectors import holdings
from jiedao.deadlines.actions import whose
from jiedao.deadlines.models import Deadline
from jiedao.dossiers import actions as dossiers
from jiedao.dossiers.models import Dossier
from jiedao.ledger import actions as ledger
from jiedao.ledger import acts
from jiedao.ledger.selectors import day_of
from jiedao.lib import clock, masking, text
from jiedao.lib.numerals import short_day
from jiedao.lib.refusals import FORBIDDEN, refuse
from jiedao.notices import actions as notices
from jiedao.notices.states import NoticeKind
from jiedao.people.models import User
from jiedao.web.duties import OfficeDuty

URGED = acts.declare("dossier.urge", "督办")


@transaction.atomic
def urge(dossier: Dossier, *, by: User, words: str = "") -> int:
    """Tell those whose the late limits of a dossier are to see to them now; how many were told.

    Once a day is enough: a second time on the same day is refused with who did it.
    """
    if not holdings(by).covers(OfficeDuty.URGE, dossier.unit):
        raise refuse("urge.no_duty", f"您在{dossier.unit}没有“督办”职责。", status=FORBIDDEN)
    dossiers.hold(dossier)
    today = clock.today()
    late = list(
        Deadline.objects.open()
        .filter(dossier=dossier, due_on__lt=today)
        .select_related("dossier__unit")
    )
    if not late:
        raise refuse("urge.not_late", f"《{dossier.title}》没有逾期的，不用督办。")
    if day_of(dossier, URGED) == today:
        raise refuse("urge.today", f"《{dossier.title}》今天已经督办过，办理人已经收到。")
    words = text.clean(words).replace("\n", " ")
    masking.demand_none("urge", words=words)
    named = "、".join(f"“{limit.name}”（{short_day(limit.due_on)}到期）" for limit in late)
    said = f"：{words}" if words else "。"
    told = {user for limit in late for user in whose(limit)}
    for user in sorted(told, key=lambda user: user.pk):
        notices.tell(
            user,
            words=f"{by}督办《{dossier.title[:40]}》：{named}逾期，请马上办理{said}"[:300],
            kind=NoticeKind.URGED,
            dossier=dossier,
        )
    ledger.record(dossier, act=URGED, by=by, words=f"{by}督办{named}{said}", occurred_on=today)
    return len(told)
