from django.db.models import TextChoices


class ProjectKind(TextChoices):
    """What the money of a project is for; the work report tells of the first four."""

    DAY_CARE = "day_care", "社区日间照料中心"
    OLD_ESTATE = "old_estate", "老旧小区环境改造"
    PARTY_CENTRE = "party_centre", "党员服务中心改造提升"
    AFTER_SCHOOL = "after_school", "四点半学校改造提升"
    RELOCATION = "relocation", "社区搬迁"
    OTHER = "other", "其他"


class Source(TextChoices):
    """Where money comes from (多方筹集)."""

    BUDGET = "budget", "财政"
    SUPERIOR = "superior", "上级专项"
    STATIONED = "stationed", "驻区单位"
    DONATION = "donation", "社会捐赠"
    OWN = "own", "自筹"


class Stage(TextChoices):
    """How far a project is on a day; follows from its days, and is stored nowhere."""

    PREPARING = "preparing", "筹备中"
    UNDER_WAY = "under_way", "建设中"
    FINISHED = "finished", "已完工"


class LineKind(TextChoices):
    """The lines of the street's yearly budget for its communities."""

    STAFF = "staff", "社区人员经费"
    OPERATING = "operating", "工作经费"
    PREMISES = "premises", "场所建设费用"
    SPECIAL = "special", "专项经费"
    PARTY = "party", "党建经费"


class SupportKind(TextChoices):
    """What is sent down to a community (人财物下沉)."""

    PEOPLE = "people", "人员"
    MONEY = "money", "资金"
    GOODS = "goods", "设备物资"
