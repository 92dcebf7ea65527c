"""The catalogue of matters (重大事项目录): what is decided this way, and under which regime."""

from dataclasses import dataclass
from enum import StrEnum


class Regime(StrEnum):
    """Which law's procedure a matter follows (适用程序)."""

    NORMAL = "normal"
    ADVISORY = "advisory"
    OWNERS = "owners"
    FILING = "filing"


@dataclass(frozen=True)
class MatterType:
    """One kind of matter in the catalogue (事项类型).

    `residents_only`: the statute leaves it to the residents' meeting. `owners_item`: which majority
    of 民法典第二百七十八条 it takes, “special” or “ordinary”.
    """

    code: str
    name: str
    regime: Regime
    basis: str
    residents_only: bool = False
    owners_item: str = ""
    # Its casefile is kept for ever unless the archivist says otherwise (永久保管).
    is_kept_forever: bool = False
    # The street looks at it before the vote (街道审核), whatever the unit's own rule says.
    is_reviewed: bool = False


CIVIL_CODE = "《民法典》第二百七十八条"
SPECIAL, ORDINARY = "special", "ordinary"

_TYPES = (
    MatterType("plan", "社区发展规划、年度计划", Regime.NORMAL, "内部规定", is_kept_forever=True),
    MatterType("welfare", "社区公益事业立项与经费筹集", Regime.NORMAL, "第四十二条"),
    MatterType("day_care", "社区日间照料中心建设", Regime.NORMAL, "内部规定"),
    MatterType("old_estate", "老旧小区环境改造", Regime.NORMAL, "内部规定", is_kept_forever=True),
    MatterType("premises", "社区用房、设施的使用和出租", Regime.NORMAL, "第三十四条"),
    MatterType(
        "funds",
        "政府拨付和捐赠资金物资的使用方案",
        Regime.NORMAL,
        "第三十四条",
        is_reviewed=True,
    ),
    MatterType("service_item", "社区服务项目的开设和停办", Regime.NORMAL, "第三十四条"),
    MatterType("hot_issue", "居民反映的热点难点问题", Regime.NORMAL, "第三十二条"),
    MatterType(
        "covenant",
        "居民自治章程、居民公约",
        Regime.FILING,
        "第三十条",
        True,
        is_kept_forever=True,
    ),
    MatterType("annual_report", "居委会年度工作报告审议", Regime.NORMAL, "第三十条", True),
    MatterType("low_income", "低保申请民主评议", Regime.ADVISORY, "内部规定"),
    MatterType("hardship", "困难救助、临时救助名单评议", Regime.ADVISORY, "内部规定"),
    MatterType("fund_raise", "筹集建筑物维修资金", Regime.OWNERS, CIVIL_CODE, False, SPECIAL),
    MatterType(
        "rebuild",
        "改建、重建建筑物及其附属设施",
        Regime.OWNERS,
        CIVIL_CODE,
        False,
        SPECIAL,
        is_kept_forever=True,
    ),
    MatterType(
        "common_parts", "改变共有部分用途或者用来经营", Regime.OWNERS, CIVIL_CODE, False, SPECIAL
    ),
    MatterType("fund_use", "使用建筑物维修资金", Regime.OWNERS, CIVIL_CODE, False, ORDINARY),
    MatterType(
        "owners_other", "其他由业主共同决定的事项", Regime.OWNERS, CIVIL_CODE, False, ORDINARY
    ),
    MatterType("other", "其他涉及居民切身利益的事项", Regime.NORMAL, "第三十条"),
)
TYPES = {kind.code: kind for kind in _TYPES}
CHOICES = [(kind.code, kind.name) for kind in _TYPES]


def name_of(code: str) -> str:
    """The Chinese name of a type of matter."""
    return TYPES[code].name
