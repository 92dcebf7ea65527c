"""Heads of departments take part all along (中层干部全程参与)."""

from datetime import date

from django.db import transaction

from jiedao.dossiers import actions as dossiers
from jiedao.dossiers.models import Dossier
from jiedao.ledger import acts
from jiedao.liaison.actions.entries import note, post_of
from jiedao.liaison.conditions.assignments import (
    why_closed,
    why_stopped,
    wrong_day_of_participation,
)
from jiedao.liaison.conditions.common import why_not_keep, why_not_of, why_not_yet
from jiedao.liaison.models import Participation
from jiedao.liaison.models.periods import overlapping
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import refuse, unless
from jiedao.organisation.models import Unit
from jiedao.people.models import User

TAKES_PART = acts.declare("liaison.take_part", "中层干部参与")
STOPPED = acts.declare("liaison.stop_taking_part", "中层干部不再参与")


@transaction.atomic
def take_part(
    dossier: Dossier, *, street: Unit, by: User, user: User, since: date
) -> Participation:
    """A head of a department takes part from a day on; his post then is kept in words."""
    dossiers.hold(dossier)
    unless(why_not_keep(dossier, by=by))
    unless(why_closed(dossier))
    unless(why_not_yet(since, "since", "开始参与的日期"))
    unless(why_not_of(street, user, "user"))
    known = dossier.participations.filter(overlapping(since), user=user).first()
    if known:
        raise refuse(
            "participation.known",
            f"{user}从{long_day(known.since)}起已经在参与，没有重复登记。",
            field="user",
        )
    found = Participation.objects.create(
        dossier=dossier, user=user, post=post_of(user, since), since=since
    )
    note(
        dossier,
        TAKES_PART,
        by=by,
        on=max(since, dossier.opened_on),
        words=f"{by}登记：从{long_day(since)}起，{user}（{found.post}）全程参与。",
        data={"user": user.pk},
    )
    return found


@transaction.atomic
def stop(participation: Participation, *, by: User, until: date) -> Participation:
    """He takes part no more: from the day `until` on."""
    dossier = participation.dossier
    dossiers.hold(dossier)
    participation.refresh_from_db(fields=["until"])
    unless(why_not_keep(dossier, by=by))
    unless(why_stopped(participation))
    unless(wrong_day_of_participation(participation, until))
    participation.until = until
    participation.save(update_fields=["until"])
    note(
        dossier,
        STOPPED,
        by=by,
        on=max(until, dossier.opened_on),
        words=f"{by}登记：从{long_day(until)}起，{participation.user}不再参与。",
        data={"user": participation.user_id},
    )
    return participation
