"""Figures of the appraisal: who is on a target list, secretaries who reported, honours given."""

from datetime import date

from django.db.models import DateField, QuerySet, Value
from django.db.models.functions import Cast, ExtractYear

from jiedao.appraisal.models import Award, BranchReview, TargetList
from jiedao.indicators.figures import AsOf, Count, Scope


def assessed(day: date) -> QuerySet[TargetList]:
    """Target lists of the year that had been issued by a day."""
    # The year is taken from the day in the database: a prepared question fills in the day alone.
    year = ExtractYear(Cast(Value(day), DateField()))
    return TargetList.objects.filter(appraisal__year=year, appraisal__issued_on__lte=day)


def reported(scope: Scope) -> QuerySet[BranchReview]:
    """Secretaries who reported in the scope."""
    return BranchReview.objects.filter(stated_on__gte=scope.since, stated_on__lt=scope.until)


def honours(scope: Scope) -> QuerySet[Award]:
    """Honours given in the scope."""
    return Award.objects.filter(awarded_on__gte=scope.since, awarded_on__lt=scope.until)


ASSESSED = AsOf(
    "appraisal.assessed",
    "纳入年度考核目标的单位和个人",
    "期末那天已经下达的当年目标责任书，一个单位、一个人一份；收回修改的不算。",
    assessed,
    measure="份",
)
REPORTED = Count(
    "appraisal.reported",
    "述职的党组织书记",
    "期内述职的社区党组织书记，一人一年计一次，按述职的日期计。",
    reported,
    on="stated_on",
    measure="人",
)
HONOURS = Count(
    "appraisal.honours",
    "评先创优表彰",
    "期内依据年度考核给的荣誉，一项计一次，按表彰的日期计。",
    honours,
    on="awarded_on",
    unit_path="list__dossier__unit__path",
    dossier="list",
    measure="项",
)
