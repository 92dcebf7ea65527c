"""What the entry page of the package says of each list."""

from dataclasses import dataclass
from datetime import date

from jiedao.liaison.selectors import assignments, groups
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
    active = groups.visible_to(user).active(today).count()
    assigned = assignments.visible_to(user).on(today)
    unvisited = assigned.late(today).count()
    return [
        Shelf(
            "工作小组",
            "领导小组和四个专项工作小组：分管领导、责任部门、责任人和成员，哪一天是谁都查得到。",
            f"在运行{active}个",
            "groups:group_list",
        ),
        Shelf(
            "分包社区",
            "班子成员分包社区，走访几次、最近哪天、下次最迟哪天。",
            f"分包{assigned.count()}项",
            "liaison:assignment_list",
            f"走访逾期{unvisited}项" if unvisited else "",
        ),
    ]
