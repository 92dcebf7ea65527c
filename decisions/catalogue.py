"""The catalogue of matters (重大事项目录): what is decided this way, and under which regime."""

from dataclasses import dataclass
from enum import StrEnum


class Regime(StrEnum):
    """Which law's procedure a matter follows (适用程序)."""

    NORMAL = "normal"
    RESIDENTS_ONLY = "residents_only"


@dataclass(frozen=True)
class MatterType:
    """One kind of matter in the catalogue (事项类型)."""

    code: str
    name: str
    regime: Regime
    basis: str


_TYPES = (
    MatterType("plan", "社区发展规划、年度计划", Regime.NORMAL, "内部规定"),
    MatterType("welfare", "社区公益事业立项与经费筹集", Regime.NORMAL, "第四十二条"),
    MatterType("day_care", "社区日间照料中心建设", Regime.NORMAL, "内部规定"),
    MatterType("old_estate", "老旧小区环境改造", Regime.NORMAL, "内部规定"),
    MatterType("premises", "社区用房、设施的使用和出租", Regime.NORMAL, "第三十四条"),
    MatterType("funds", "政府拨付和捐赠资金物资的使用方案", Regime.NORMAL, "第三十四条"),
    MatterType("service_item", "社区服务项目的开设和停办", Regime.NORMAL, "第三十四条"),
    MatterType("hot_issue", "居民反映的热点难点问题", Regime.NORMAL, "第三十二条"),
    MatterType("covenant", "居民自治章程、居民公约", Regime.RESIDENTS_ONLY, "第三十条"),
    MatterType("annual_report", "居委会年度工作报告审议", Regime.RESIDENTS_ONLY, "第三十条"),
    MatterType("other", "其他涉及居民切身利益的事项", Regime.NORMAL, "第三十条"),
)
TYPES = {kind.code: kind for kind in _TYPES}
CHOICES = [(kind.code, kind.name) for kind in _TYPES]


def name_of(code: str) -> str:
    """The Chinese name of a type of matter."""
    return TYPES[code].name
