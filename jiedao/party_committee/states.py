from django.db.models import TextChoices


class Category(TextChoices):
    """三重一大: what the party committee decides together, and nobody alone."""

    DECISION = "decision", "重大事项决策"
    CADRES = "cadres", "重要干部任免"
    PROJECT = "project", "重要项目安排"
    MONEY = "money", "大额度资金使用"


class TopicState(TextChoices):
    SUBMITTED = "submitted", "待分管领导审核"
    RETURNED = "returned", "退回修改"
    REVIEWED = "reviewed", "待书记确定"
    ON_AGENDA = "on_agenda", "已列入议程"
    PASSED = "passed", "已通过，待交办"
    CARRYING_OUT = "carrying_out", "办理中"
    DONE = "done", "已办完，待验收"
    CLOSED = "closed", "已办结"
    DEFERRED = "deferred", "暂缓"
    REJECTED = "rejected", "未通过"
    WITHDRAWN = "withdrawn", "已撤回"


class Outcome(TextChoices):
    """What became of a topic at one meeting."""

    PASSED = "passed", "通过"
    REJECTED = "rejected", "未通过"
    DEFERRED = "deferred", "暂缓"
    TAKEN_OFF = "taken_off", "撤下议程"


class MemberPosition(TextChoices):
    SECRETARY = "secretary", "书记"
    DEPUTY = "deputy", "副书记"
    MEMBER = "member", "委员"


class MeetingStanding(TextChoices):
    """How a meeting stands; follows from what was entered, and is stored nowhere."""

    CALLED = "called", "已通知"
    HELD = "held", "已开会，待出纪要"
    MINUTED = "minuted", "已出纪要"
    CANCELLED = "cancelled", "已取消"


DECIDED = (TopicState.PASSED, TopicState.CARRYING_OUT, TopicState.DONE, TopicState.CLOSED)
