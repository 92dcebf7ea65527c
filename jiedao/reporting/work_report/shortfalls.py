"""不足: what the records themselves show to be wanting; where there is nothing, nothing is said.

What cannot be counted (认识不到位) is not written here: a person adds it by hand to the Word file.
"""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from django.apps import apps

from jiedao.reporting.work_report.sentences import Clause, Sentence, led

HEADING = "还存在的不足"
NOTHING = "按平台的记录，没有逾期未办的期限和未答复的意见；记录以外的问题请另行写明。"

SHORTFALLS: tuple[Sentence, ...] = (
    led("有的事项办得不够及时，逾期未办的期限{reporting.overdue}{systems}"),
    led("答复居民不够及时，还没有书面答复的异议{decisions.objections_waiting}"),
    led("居务公开不够及时，街道责令公布还没有公布的{decisions.not_yet_published}"),
    led("党工委决定的事项有拖延，逾期未办完{party_committee.overdue}"),
    led("居务监督没有跟上，缺居务监督意见的重大事项{decisions.opinions_lacking}"),
    led(
        Clause(
            "居务监督还有老好人思想，签署的意见{decisions.opinions}，一律是“同意”，没有提出过一条意见",
            claim="decisions.never_a_concern",
        )
    ),
    led(
        Clause(
            "",
            claim="work_report.wages_in_full",
            weaker="保障还不到位，有的社区人员工资没有足额发放",
        )
    ),
    led("学习有缺课，没有到会、也还没有补学的{activities.owing}"),
    led("汇报制度执行不严，逾期报送每周汇报和半月小结{reporting.late}"),
    led("该报的没有报，没有报送的每周汇报和半月小结{reporting.missing}"),
)


@dataclass(frozen=True)
class Late:
    """How many limits of one system are past."""

    name: str
    number: int


def late_by_system(late: list[tuple[str, int]]) -> list[Late]:
    """The limits past at the end of the period, given by kinds of dossiers, system by system."""
    counted: Counter[str] = Counter()
    for kind, number in sorted(late):
        counted[_name_of(kind.partition(".")[0])] += number
    return [Late(name, number) for name, number in counted.most_common()]


@lru_cache(maxsize=64)
def _name_of(app: str) -> str:
    return str(apps.get_app_config(app).verbose_name)


def in_brackets(late: list[Late]) -> str:
    """（一征三议两公开3项、分包社区1项）: said only where it tells more than the sum."""
    if not late:
        return ""
    return f"（{'、'.join(f'{one.name}{one.number}项' for one in late)}）"
