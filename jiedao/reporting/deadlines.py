"""The limits of the regime: when a paper is owed, when a task is due; and who is told when it is late."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from jiedao.access.desks import nearest_holders
from jiedao.deadlines.limits import Limit, Rung
from jiedao.dossiers.models import Dossier
from jiedao.people.models import User
from jiedao.reporting import people
from jiedao.reporting.rules import RULES
from jiedao.web.duties import OfficeDuty


def _secretary(dossier: Dossier) -> list[User]:
    return nearest_holders(OfficeDuty.LEAD_REPORTS, dossier.unit)


def _owner_by_name(dossiers: QuerySet[Dossier], day: date) -> QuerySet[Dossier, Any]:
    return dossiers.filter(task__owner__is_active=True).values("task__owner__name")


RUNGS = (
    Rung("late_lead", lambda day: RULES.on(day).told_lead, people.leads_of),
    Rung("late_secretary", lambda day: RULES.on(day).told_secretary, _secretary),
)
WEEKLY = Limit(
    "reporting.weekly",
    "报送每周汇报",
    OfficeDuty.WRITE_REPORTS,
    "weekly",
    desk=people.writers_of,
    named=people.writer_by_name,
    rungs=RUNGS,
)
HALF = Limit(
    "reporting.half",
    "报送半月小结",
    OfficeDuty.WRITE_REPORTS,
    "half",
    desk=people.writers_of,
    named=people.writer_by_name,
    rungs=RUNGS,
)
REVIEW = Limit("reporting.review", "印发每月讲评", OfficeDuty.LEAD_REPORTS, "review")
TASK = Limit(
    "reporting.task",
    "办结交办任务",
    OfficeDuty.WRITE_REPORTS,
    desk=people.owners_of,
    named=_owner_by_name,
    rungs=RUNGS,
)
OF_KIND = {"weekly": WEEKLY, "half": HALF, "review": REVIEW}
