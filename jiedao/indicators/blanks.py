"""The blanks of the work report (汇报材料里的二十三处数字), in its order; each is filled by a figure or by none yet.

Source: the office's own report; domain rules 5.6.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Blank:
    """One number of the work report."""

    code: str
    name: str


BLANKS = tuple(
    Blank(f"F{number}", name)
    for number, name in enumerate(
        (
            "专项工作小组",
            "党工委召开专题会研究部署",
            "党政主要领导听取汇报",
            "书记、副书记下社区督促指导",
            "按“一征三议两公开”决策执行的重大事项",
            "矛盾纠纷调解专家组",
            "矛调专员",
            "社区人民调解委员会",
            "人民调解员",
            "矛盾纠纷排查、人民调解规章制度",
            "排查解决矛盾隐患",
            "调解处理矛盾纠纷",
            "党风政风监督检查规章制度",
            "居民党风政风监督员",
            "廉政教育",
            "作风纪律检查",
            "发现并纠正问题",
            "社区日间照料中心筹集资金",
            "老旧小区环境改造投入",
            "社区党员服务中心、四点半学校等改造提升投入",
            "集中学习",
            "以会代训",
            "经验交流会、工作推进会",
        ),
        start=1,
    )
)
