from django.db.models import TextChoices


class PaperKind(TextChoices):
    """The three papers of the regime (督导检查制度)."""

    WEEKLY = "weekly", "每周汇报"
    HALF = "half", "半月小结"
    REVIEW = "review", "每月讲评"


class PartyKind(TextChoices):
    """Who can owe a paper (报送单位)."""

    COMMUNITY = "community", "社区"
    DEPARTMENT = "department", "科室"
    GROUP = "group", "专项工作小组"


class PaperState(TextChoices):
    DRAFTING = "drafting", "起草中"
    SUBMITTED = "submitted", "待接收"
    RETURNED = "returned", "已退回"
    ACCEPTED = "accepted", "已接收"
    PUBLISHED = "published", "已讲评"


class PointKind(TextChoices):
    """What a paper leaves open: the next one owes an answer to each of them."""

    PROBLEM = "problem", "存在问题"
    PLAN = "plan", "下期计划"
    HELP = "help", "需要协调"


class Outcome(TextChoices):
    """What became of a point or a task (答复)."""

    DONE = "done", "已完成"
    GOING = "going", "正在办"
    DROPPED = "dropped", "不再办"


# A point with one of these is settled; one still going is asked for again.
SETTLED = (Outcome.DONE, Outcome.DROPPED)


class MentionKind(TextChoices):
    PRAISE = "praise", "表扬"
    CRITICISM = "criticism", "批评"


class TaskState(TextChoices):
    OPEN = "open", "在办"
    DONE = "done", "已办结"
