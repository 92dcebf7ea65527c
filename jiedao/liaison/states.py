from django.db.models import TextChoices


class Area(TextChoices):
    """The four systems."""

    DECISIONS = "decisions", "民主科学决策"
    DISPUTES = "disputes", "矛盾调解化解"
    SERVICES = "services", "便民服务"
    SUPERVISION = "supervision", "党风政风监督检查"


class GroupKind(TextChoices):
    LEADING = "leading", "领导小组"
    SPECIAL = "special", "专项工作小组"


class Standing(TextChoices):
    """How a group stands on a day; follows from its days, and is stored nowhere."""

    ACTIVE = "active", "在运行"
    OVER = "over", "已撤销"


class VisitKind(TextChoices):
    """What a visit was for above all."""

    FOLLOW = "follow", "跟踪服务"
    COORDINATE = "coordinate", "沟通协调"
    GUIDE = "guide", "督促指导"


class AssignmentStanding(TextChoices):
    """How an assignment stands on a day; follows from its days and its limit."""

    LATE = "late", "走访逾期"
    IN_TIME = "in_time", "按期走访"
    OVER = "over", "已结束"
