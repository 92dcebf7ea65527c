from django.db.models import TextChoices


class Kind(TextChoices):
    """What kind of activity it is."""

    SPECIAL = "special", "专题会"
    HEARING = "hearing", "听取汇报"
    VISIT = "visit", "下社区督导"
    STUDY = "study", "集中学习"
    TRAINING = "training", "以会代训"
    EXCHANGE = "exchange", "经验交流会"
    PROMOTION = "promotion", "工作推进会"
    TOUR = "tour", "外出学习"
    INTEGRITY = "integrity", "廉政教育"
    JOINT = "joint", "联席会议"


# What only the street holds: it is its party committee and its heads that are counted.
OF_THE_STREET = (Kind.SPECIAL, Kind.HEARING, Kind.VISIT)
# Whoever was absent from these makes it up.
MADE_UP = (Kind.STUDY, Kind.TRAINING, Kind.INTEGRITY)


class System(TextChoices):
    """Which of the four systems an activity was about."""

    DECISIONS = "decisions", "民主决策"
    DISPUTES = "disputes", "矛盾调解化解"
    SERVICES = "services", "便民服务"
    SUPERVISION = "supervision", "党风政风监督检查"


class Part(TextChoices):
    """What a person on the roster was there for."""

    LISTENS = "listens", "听取汇报"
    SPEAKS = "speaks", "汇报"
    VISITS = "visits", "督导"
    ATTENDS = "attends", "参加"


# The parts a kind of activity has besides attending.
PARTS = {Kind.HEARING: (Part.LISTENS, Part.SPEAKS), Kind.VISIT: (Part.VISITS,)}


def parts_of(kind: str) -> tuple[Part, ...]:
    """The lists the roster of a kind of activity consists of."""
    return (*PARTS.get(Kind(kind), ()), Part.ATTENDS)


class Standing(TextChoices):
    """How an activity stands on a day; follows from what was entered, and is stored nowhere."""

    PLANNED = "planned", "已安排"
    LATE = "late", "过期没有登记"
    HELD = "held", "已召开"
    OWING = "owing", "还有人要补学"
    UNSOLVED = "unsolved", "还有问题没解决"
    CANCELLED = "cancelled", "已取消"


class Level(TextChoices):
    """How far above the street a paper comes from."""

    CENTRAL = "central", "中央和国家"
    PROVINCE = "province", "省"
    CITY = "city", "市"
    DISTRICT = "district", "区"


class Genre(TextChoices):
    """What sort of paper it is."""

    SPEECH = "speech", "领导讲话"
    DOCUMENT = "document", "文件"


class Way(TextChoices):
    """How a paper was handed down."""

    MEETING = "meeting", "会议传达"
    FORWARDED = "forwarded", "转发文件"
    CIRCULATED = "circulated", "传阅"
    VISIT = "visit", "上门宣讲"


class Course(TextChoices):
    """How far a paper from above has come; follows from what was entered."""

    WAITING = "waiting", "还没有学习"
    LATE = "late", "逾期没有学习"
    STUDIED = "studied", "已学习"
    RELAYED = "relayed", "已学习、已传达"
