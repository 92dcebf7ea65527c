"""What must be done about an activity or a paper from above by when."""

from datetime import date
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, QuerySet, Value, When
from django.db.models.functions import Concat

from jiedao.access.desks import holders, nearest_holders
from jiedao.deadlines.limits import Limit
from jiedao.dossiers.models import Dossier
from jiedao.people.models import User
from jiedao.web.duties import OfficeDuty


def _those_who_solve(dossier: Dossier) -> list[User]:
    """Who works in the unit that has to solve the problem due next (责任单位)."""
    unsolved = dossier.activity.problems.filter(solved_on=None).select_related("unit")
    problem = unsolved.order_by("due_on", "pk").first()
    return nearest_holders(OfficeDuty.KEEP_ACTIVITIES, problem.unit) if problem else []


def _whose_problem(dossiers: QuerySet[Dossier], day: date) -> QuerySet[Dossier, Any]:
    """The unit and the person the problem due next was given to: 科技社区（冯素珍）."""
    problem = "activity__problems__"
    unsolved = dossiers.filter(**{"activity__problems__isnull": False, f"{problem}solved_on": None})
    said = Concat(F(f"{problem}unit__short_name"), Value("（"), F(f"{problem}whose"), Value("）"))
    return unsolved.order_by(f"{problem}due_on", f"{problem}pk").annotate(said=said).values("said")


def _in_charge(dossier: Dossier) -> list[User]:
    """Who was named for a paper from above, while he still has the duty; else nobody in person."""
    user = dossier.superiordocument.responsible
    able = user and holders(OfficeDuty.KEEP_ACTIVITIES, dossier.unit).filter(pk=user.pk).exists()
    return [user] if user and able else []


def _in_charge_by_name(dossiers: QuerySet[Dossier], day: date) -> QuerySet[Dossier, Any]:
    """His name; empty where he has the duty no more."""
    named = dossiers.filter(superiordocument__in_charge__isnull=False)
    able = holders(OfficeDuty.KEEP_ACTIVITIES, on=day).filter(
        pk=OuterRef("superiordocument__in_charge__user")
    )
    name = Case(
        When(Exists(able), then=F("superiordocument__in_charge__user__name")), default=Value("")
    )
    return named.order_by("-superiordocument__in_charge__pk").annotate(said=name).values("said")


HOLD = Limit("activities.hold", "登记会议活动", OfficeDuty.KEEP_ACTIVITIES)
MAKE_UP = Limit(
    "activities.make_up", "组织缺席的人补学", OfficeDuty.KEEP_ACTIVITIES, "make_up_within"
)
SOLVE = Limit(
    "activities.solve",
    "解决督导发现的问题",
    OfficeDuty.KEEP_ACTIVITIES,
    also=_those_who_solve,
    named=_whose_problem,
)
STUDY = Limit(
    "activities.study",
    "组织学习上级文件",
    OfficeDuty.KEEP_ACTIVITIES,
    "study_within",
    also=_in_charge,
    desk=_in_charge,
    named=_in_charge_by_name,
)
