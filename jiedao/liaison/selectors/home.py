"""What the entry page of the package says of each list."""

from dataclasses import dataclass
from datetime import date

from jiedao.liaison.selectors import assignments, groups, pilots, responsibilities
from jiedao.people.models import User


@dataclass(frozen=True)
class Shelf:
    """One list: its name, what it is for, how many there are, and what is late (red)."""

    name: str
    what: str
    count: str
    url_name: str
    late: str = ""


def shelves(user: User, *, today: date) -> list[Shelf]:
    """The lists, each counted as far as the person may see it."""
    standing = groups.visible_to(user).active(today)
    active, vacant = standing.count(), groups.vacant(standing)
    assigned = assignments.visible_to(user).on(today)
    unvisited = assigned.late(today).count()
    trials = pilots.visible_to(user).filter(done_on=None)
    behind = trials.late(today).count()
    lines, overdue = responsibilities.overdue(user, today=today)
    return [
        Shelf(
            "工作小组",
            "领导小组和四个专项工作小组：分管领导、责任部门、责任人和成员，哪一天是谁都查得到。",
            f"在运行{active}个",
            "groups:group_list",
            f"要另定人{vacant}个" if vacant else "",
        ),
        Shelf(
            "分包社区",
            "班子成员分包社区，走访几次、最近哪天、下次最迟哪天。",
            f"分包{assigned.count()}项",
            "liaison:assignment_list",
            f"走访逾期{unvisited}项" if unvisited else "",
        ),
        Shelf(
            "试点",
            "街道被确定为试点，各社区先试哪两项，谁负责、到哪个阶段、目标达到没有。",
            f"社区试点{trials.count()}个",
            "pilots:trial_list",
            f"有逾期{behind}个" if behind else "",
        ),
        Shelf(
            "责任清单",
            "谁的责任、什么标准、最迟哪天；落实没有，从指标、案卷和期限里看。",
            f"在清单上{lines}项",
            "responsibilities:responsibility_list",
            f"逾期{overdue}项" if overdue else "",
        ),
    ]
