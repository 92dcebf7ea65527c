"""The projects of the fictional street: what each is for, and what came and went for it when."""

from typing import NamedTuple

from jiedao.demo import party_committee
from jiedao.funds.states import ProjectKind, Source


class Came(NamedTuple):
    """Money that came in, so many days ago."""

    ago: int
    amount: int
    source: Source
    payer: str


class Went(NamedTuple):
    """Money that was paid, so many days ago."""

    ago: int
    amount: str
    purpose: str
    decision: str = ""

    @property
    def payee(self) -> str:
        """Who does the work is paid for each part of it: made up from what it is for."""
        work = self.purpose.split("（")[0].removesuffix("工程款")
        return f"{work}承办单位"


class Case(NamedTuple):
    """A project of the story: what it is, when it was begun and finished, what came and went."""

    title: str
    kind: ProjectKind
    place: str
    planned: int
    begun_ago: int
    finished_ago: int
    money: tuple[Came | Went, ...]


CARE = Case(
    "体育社区日间照料中心建设", ProjectKind.DAY_CARE, "体育社区日间照料中心", 420_000, 400, 12,
    (
        Came(430, 150_000, Source.SUPERIOR, "区民政局"),
        Went(395, "45600", "设计和拆除工程款"),
        Went(380, "38200.50", "水电改造工程款"),
        Came(300, 80_000, Source.BUDGET, "区财政局"),
        Came(210, 50_000, Source.STATIONED, "驻街道的省直单位"),
        Went(180, "42000", "无障碍坡道和扶手"),
        Came(120, 30_000, Source.DONATION, "辖区企业和居民捐助"),
        Came(100, 20_000, Source.OWN, "社区集体收入"),
        Went(60, "31800", "床位、餐桌和康复器材"),
        Went(14, "85200", "屋面防水和卫生间改造工程款", party_committee.CARE.title),
    ),
)  # fmt: skip
COURTYARD = Case(
    "体育社区1号院环境改造", ProjectKind.OLD_ESTATE, "1号院", 130_000, 390, 90,
    (
        Came(410, 90_000, Source.BUDGET, "区财政局"),
        Went(360, "48600", "排水管网更换工程款（第一期）"),
        Went(340, "37500", "路面硬化工程款"),
        Came(150, 40_000, Source.STATIONED, "原产权单位"),
        Went(140, "36400", "楼道粉刷和照明"),
        Went(30, "3900", "排水管网质保金"),
    ),
)  # fmt: skip
GATES = Case(
    "科技社区2号院环境改造", ProjectKind.OLD_ESTATE, "2号院", 160_000, 70, 0,
    (
        Came(85, 100_000, Source.SUPERIOR, "区住建局老旧小区改造专项"),
        Went(50, "46200", "雨污分流工程款（第一期）"),
        Went(14, "28700", "非机动车棚"),
    ),
)  # fmt: skip
CLASSROOM = Case(
    "体育社区四点半学校改造提升", ProjectKind.AFTER_SCHOOL, "体育社区四点半学校", 36_000, 160, 100,
    (
        Came(165, 40_000, Source.DONATION, "市慈善总会定向捐赠"),
        Went(150, "22500", "教室隔断和采光改造"),
        Went(110, "15300", "课桌椅和图书"),
    ),
)  # fmt: skip
CENTRE = Case(
    "科技社区党员服务中心改造提升", ProjectKind.PARTY_CENTRE, "科技社区党员服务中心", 80_000, 45, 0, ()
)  # fmt: skip
# Paid before the street kept its money here: two parts that come to a large sum, and nobody decided.
DRAINS = Case(
    "体育社区2号院化粪池改造（旧账）", ProjectKind.OTHER, "2号院", 62_000, 0, 0, ()
)  # fmt: skip
OLD_PAYMENTS = (
    (11, 20, "28600", "化粪池清掏和改造（第一期）", "某某市政工程公司"),
    (12, 9, "27400", "化粪池清掏和改造（第二期）", "某某市政工程公司"),
    (12, 23, "3800", "路面恢复", "某某建材店"),
)
OLD = "使用平台以前的支出，照街道财政所明细账补录"
MOVING = Case("科技社区搬迁", ProjectKind.RELOCATION, "拟选址三全路南侧", 650_000, 0, 0, ())
