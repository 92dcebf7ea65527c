from django.db.models import TextChoices


class MeetingKind(TextChoices):
    PARTY = "party", "社区党组织会议"
    JOINT = "joint", "社区“两委”联席会议"
    REPRESENTATIVES = "representatives", "居民代表会议"
    RESIDENTS = "residents", "居民会议"
    REVIEW = "review", "民主评议会"


# The statute sets quorum and majority of these and knows no exception; the others are the
# community's own meetings (docs/adr/0005-recusal-and-the-base.md).
STATUTORY = (MeetingKind.REPRESENTATIVES, MeetingKind.RESIDENTS)


class MeetingStatus(TextChoices):
    NOTICED = "noticed", "已通知"
    HELD = "held", "已开会"
    FAILED = "failed", "流会"
    CANCELLED = "cancelled", "已取消"


class Base(TextChoices):
    ROSTER = "roster", "名册"
    ADULTS = "adults", "十八周岁以上居民"
    HOUSEHOLDS = "households", "户的代表"


class VotingMethod(TextChoices):
    SHOW_OF_HANDS = "hands", "举手"
    SECRET = "secret", "无记名"
    ELECTRONIC = "electronic", "电子"
