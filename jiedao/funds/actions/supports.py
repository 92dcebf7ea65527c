"""What is sent down to a community, and what comes back."""

from datetime import date

from django.db import transaction

from jiedao.dossiers import actions as dossiers
from jiedao.funds.actions.entering import note, said
from jiedao.funds.conditions import keeping
from jiedao.funds.conditions import supports as conditions
from jiedao.funds.kinds import SUPPORT
from jiedao.funds.models import Support
from jiedao.ledger import acts
from jiedao.lib import clock, masking, text
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import unless
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User

SENT = acts.declare("funds.send_down", "登记人财物下沉")
ENDED = acts.declare("funds.end_support", "结束下沉")
COMMUNITIES = (UnitLevel.COMMUNITY, UnitLevel.VILLAGE)


@transaction.atomic
def send_down(
    community: Unit, *, by: User, kind: str, title: str, quantity: str, since: date
) -> Support:
    """People, money or goods go to a community (登记人财物下沉)."""
    unless(keeping.why_not_keep(community, by=by, levels=COMMUNITIES))
    unless(keeping.not_yet(since, field="since", what="开始"))
    title = said(title, field="title", empty="请写明下沉的是什么。")
    quantity = said(quantity, field="quantity", empty="请写明多少，例如：2名、1套、3万元。")
    masking.demand_none("funds", title=title, quantity=quantity)
    dossier = dossiers.open_dossier(
        kind=SUPPORT.code,
        prefix=SUPPORT.prefix,
        title=title,
        unit=community,
        by=by,
        opened_on=clock.today(),
        state_label="",
    )
    support = Support.objects.create(dossier=dossier, kind=kind, quantity=quantity, since=since)
    note(
        dossier,
        SENT,
        by=by,
        on=since,
        label=support.days_in_words,
        words=f"{by}登记{long_day(since)}起下沉到{community}：{title}，{quantity}"
        f"（{support.get_kind_display()}）。",
        data={"kind": kind, "since": since.isoformat()},
        is_closed=True,  # nothing is left to do about it
    )
    dossiers.make_findable(support, quantity, support.get_kind_display())
    return support


@transaction.atomic
def end_support(support: Support, *, by: User, until: date, reason: str) -> Support:
    """It is there no more from a day on (结束下沉); what was entered wrongly ends on its first day."""
    dossiers.hold_record(support)
    unless(conditions.why_not_end(support, by=by))
    unless(keeping.not_yet(until, field="until", what="结束"))
    unless(conditions.too_early(support, until))
    reason = said(reason, field="reason", empty="请写明为什么结束。")
    masking.demand_none("funds", reason=reason)
    support.until, support.end_reason = until, reason
    support.save(update_fields=["until", "end_reason"])
    note(
        support.dossier,
        ENDED,
        by=by,
        on=until,
        label=support.days_in_words,
        words=f"{by}登记{long_day(until)}起结束。原因：{text.sentence(reason)}",
        data={"until": until.isoformat()},
        is_closed=True,
    )
    return support
