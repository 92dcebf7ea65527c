"""The cast of the fictional office: who they are, where they sit, what they hold.

Names are made up. The communities are real units of 金水区; the people and matters are not. Other
systems are no people: what they hand in is an app's business, and its scene opens their accounts.
"""

from dataclasses import dataclass

STREET, A, B = "410105001", "410105001003", "410105001006"
DISTRICT = "410105"
# The street's departments, in the order of their codes K01, K02…
DEPARTMENTS = ("党建工作办公室", "社会事务办公室", "综合治理办公室", "财政所")


@dataclass(frozen=True)
class Member:
    """One person of the cast: log-in, name, unit, roles."""

    username: str
    name: str
    unit: str
    roles: tuple[str, ...]


# Who holds a second post: the finance office keeps the money of the whole street.
ALSO = (("caizheng", STREET, "officer"),)

CAST = (
    Member("shuji", "李明远", STREET, ("party_secretary",)),
    Member("zhuren", "周国梁", STREET, ("director",)),
    Member("fenguan", "何志远", STREET, ("lead_official",)),
    Member("keshi", "罗卫东", STREET, ("officer",)),
    Member("jijian", "孙正平", STREET, ("discipline",)),
    Member("fushuji", "吕红梅", STREET, ("deputy_secretary",)),
    Member("zuzhi", "韩学军", STREET, ("organiser",)),
    Member("dangjian", "唐玉梅", f"{STREET}-K01", ("officer",)),
    Member("minzheng", "许桂英", f"{STREET}-K02", ("officer",)),
    Member("zongzhi", "曾长江", f"{STREET}-K03", ("officer",)),
    Member("caizheng", "沈素珍", f"{STREET}-K04", ("officer",)),
    Member("tiyu-shuji", "陈建国", A, ("branch_secretary",)),
    Member("tiyu-zhuren", "赵丽华", A, ("committee_chair",)),
    Member("tiyu-shegong", "周晓燕", A, ("community_worker",)),
    Member("tiyu-jiandu", "王志强", A, ("supervisor",)),
    Member("tiyu-dangan", "程国庆", A, ("archivist",)),
    Member("tiyu-wangge", "周春梅", A, ("grid_worker",)),
    Member("tiyu-tiaojie", "钱和生", A, ("mediator",)),
    Member("keji-shuji", "郑安邦", B, ("branch_secretary",)),
    Member("keji-zhuren", "冯素珍", B, ("committee_chair",)),
    Member("keji-shegong", "董小雨", B, ("community_worker",)),
    Member("keji-jiandu", "曹守正", B, ("supervisor",)),
    Member("keji-dangan", "萧美玲", B, ("archivist",)),
    Member("keji-wangge", "邓红霞", B, ("grid_worker",)),
    Member("keji-tiaojie", "彭和平", B, ("mediator",)),
    Member("xitong", "系统管理员", DISTRICT, ("system_admin",)),
    Member("anquan", "安全管理员", DISTRICT, ("security_admin",)),
    Member("shenji", "审计管理员", DISTRICT, ("audit_admin",)),
)

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN = [
    "志强",
    "凤英",
    "美玲",
    "国庆",
    "海涛",
    "建国",
    "丽华",
    "素珍",
    "淑芬",
    "新民",
    "保平",
    "红霞",
    "爱玲",
    "桂英",
    "长江",
    "振华",
    "玉梅",
    "春梅",
    "秀兰",
    "卫东",
    "学军",
]


def neighbours(number: int, *, start: int) -> list[str]:
    """Made-up names of residents, the same at every run."""
    return [
        f"{_SURNAMES[(start + place * 7) % len(_SURNAMES)]}{_GIVEN[(start + place * 5) % len(_GIVEN)]}"
        for place in range(number)
    ]
