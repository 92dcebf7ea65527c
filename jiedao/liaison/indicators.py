"""Figures of the package, each defined once."""

from datetime import date

from jiedao.indicators.figures import AsOf
from jiedao.liaison.models import WorkGroup, WorkGroupQuerySet


def special_groups(day: date) -> WorkGroupQuerySet:
    """The special groups there are on a day."""
    return WorkGroup.objects.active(day).special()


SPECIAL_GROUPS = AsOf(
    "liaison.special_groups",
    "专项工作小组",
    "期末那天在运行的专项工作小组，四项制度各一个；领导小组不算，已经撤销的不算。",
    special_groups,
    report="F1",
    measure="个",
)
